import { CALLEES, CHAINS, FIRST_HANDED, isBody, OPERATORS } from './language';
import type { Body, Code, Expression, Member, Pattern, Program, Statement } from './language';

export interface Place {
  readonly line: number;
  /** As ESLint reports it: from 1 on. */
  readonly column: number;
}

/** Source text under construction, with the places of what is in it. */
export class Source {
  readonly #places = new Map<object, Place>();
  readonly #ends = new Map<object, number>();
  #line = 1;
  #column = 1;
  #fresh = 0;
  text = '';

  write(text: string): this {
    this.text += text;
    const breaks = text.split('\n');
    this.#line += breaks.length - 1;
    this.#column = (breaks.length > 1 ? 1 : this.#column) + (breaks.at(-1) ?? '').length;
    return this;
  }

  /** The next character is where `node` stands. */
  mark(node: object): this {
    this.#places.set(node, { line: this.#line, column: this.#column });
    return this;
  }

  end(node: object): this {
    this.#ends.set(node, this.#line);
    return this;
  }

  placeOf(node: object): Place {
    const place = this.#places.get(node);
    if (place === undefined) {
      throw new Error(`a node that was not printed: ${JSON.stringify(node)}`);
    }
    return place;
  }

  /** The line in which a body ends. */
  endOf(node: object): number {
    return this.#ends.get(node) ?? this.placeOf(node).line;
  }

  fresh(prefix: string): string {
    return `${prefix}${this.#fresh++}`;
  }

  get line(): number {
    return this.#line;
  }
}

export const PREAMBLE = `import { Metrics } from '@aws-lambda-powertools/metrics';
import { Tracer } from '@aws-lambda-powertools/tracer';
import type { Subsegment } from 'aws-xray-sdk-core';
import { box, client, count, flag, items, tag, Thing, work } from './app';
const tracer = new Tracer();
const metrics = new Metrics();
let value;
`;

/** Prints a program; its functions have names that end in `suffix`. */
export function print(source: Source, program: Program, suffix: number): void {
  new Printer(source, suffix).program(program);
}

class Printer {
  constructor(
    private readonly source: Source,
    private readonly suffix: number,
  ) {}

  program({ isNamed, helpers, locals, body }: Program): void {
    helpers.forEach((helper, index) => {
      const handed = subsegmentName(FIRST_HANDED + index);
      this.write(`${helper.isAsync ? 'async ' : ''}function helper${index}_${this.suffix}(`);
      this.write(`${handed}: Subsegment, counter: Metrics) `);
      this.block(helper.body).write('\n');
    });
    this.write(`export const main_${this.suffix} = () => `);
    this.source.mark(body);
    this.write(`tracer.provider.captureAsyncFunc(${nameText(isNamed)}, async (s0) => {\nlet kept;\n`);
    locals.forEach((local, index) => {
      this.write(`${local.isAsync ? 'async ' : ''}function local${index}_${this.suffix}() `).block(local.body).write('\n');
    });
    this.statements(body);
    this.source.end(body).write('});\n');
  }

  private write(text: string): this {
    this.source.write(text);
    return this;
  }

  /** The braces, too: a body's place is its first one. */
  private block(body: Body): this {
    this.source.mark(body);
    this.write('{\n').statements(body);
    this.source.end(body);
    return this.write('}');
  }

  private statements(body: Body): this {
    for (const statement of body) {
      this.source.mark(statement);
      this.statement(statement);
      this.write('\n');
    }
    return this;
  }

  /** Fills the holes of a text with expressions. */
  private filled(text: string, operands: readonly Expression[]): this {
    const [first = '', ...rest] = text.split('_');
    this.write(first);
    rest.forEach((part, index) => {
      const operand = operands[index];
      if (operand) {
        this.expression(operand);
      }
      this.write(part);
    });
    return this;
  }

  private expression(node: Expression): this {
    this.source.mark(node);
    switch (node.kind) {
      case 'leaf':
      case 'literal':
        return this.write(node.text);
      case 'operator':
        return this.filled(OPERATORS[node.operator], node.operands);
      case 'call':
        return this.filled(CALLEES[node.callee], node.operands);
      case 'chain':
        return this.filled(CHAINS[node.form].text, node.operands);
      case 'logical':
        return this.filled(`(_ ${node.operator} _)`, [node.left, node.right]);
      case 'conditional':
        return this.filled('(_ ? _ : _)', [node.test, node.yes, node.no]);
      case 'not':
        return this.filled('(!_)', [node.operand]);
      case 'cast':
        return this.filled('(_ as any)', [node.operand]);
      case 'sequence':
        return this.filled('(_, _)', [node.first, node.last]);
      case 'assign':
        return node.key
          ? this.filled(`(box[_] ${node.operator} _)`, [node.key, node.value])
          : this.filled(`(value ${node.operator} _)`, [node.value]);
      case 'destructure':
        this.write('(').pattern(node.pattern, 'value');
        return this.filled(' = _)', [node.value]);
      case 'class':
        this.write('(class ');
        if (node.heritage) {
          this.filled('extends (_) ', [node.heritage]);
        }
        this.write('{\n');
        for (const member of node.members) {
          this.member(member);
        }
        return this.write('})');
      case 'await':
        return this.inner(node, 'await ', node.operand);
      case 'yield':
        return this.inner(node, 'yield ', node.operand);
      case 'function':
        return this.write('(').code(node.code, '').write(')');
      case 'callback':
        this.write(`${node.taker}(`).code(node.code, 'item');
        return this.write(node.taker === 'setTimeout' ? ', 100)' : ')');
      case 'immediate':
        return this.write('(').code(node.code, '').write(')()');
      case 'helper': {
        const subsegment = node.subsegment === undefined ? 'undefined' : subsegmentName(node.subsegment);
        return this.write(`helper${node.index}_${this.suffix}(${subsegment}${node.metrics ? `, ${metricsName(node)}` : ''})`);
      }
      case 'local':
        return this.write(`local${node.index}_${this.suffix}()`);
      case 'capture':
        this.write(`tracer.provider.captureAsyncFunc(${nameText(node.isNamed)}, `);
        return this.code(node.code, subsegmentName(node.id)).write(')');
      case 'settle': {
        const [first, second] = node.callbacks;
        this.expression(node.base).write('.');
        this.source.mark(node.callbacks);
        this.write(`${node.method === 'then both' ? 'then' : node.method}(`);
        if (first) {
          this.code(first, node.method === 'catch' ? 'error' : '');
        }
        if (second && node.method === 'then both') {
          this.write(', ').code(second, 'error');
        }
        return this.write(')');
      }
      case 'mark':
        return this.write(markText(node));
      case 'emit':
        return this.write(`${metricsName(node)}${EMITS[node.form]}`);
      case 'presence':
        return this.write(presenceText(node));
      case 'rejection':
        return this.write('Promise.reject(error)');
      case 'exit':
        return this.write('process.exit(1)');
      case 'keep':
        return this.write('(kept = error)');
    }
  }

  /** The parentheses are not part of what stands in them. */
  private inner(node: Expression, keyword: string, operand: Expression): this {
    this.write('(');
    this.source.mark(node);
    return this.write(keyword).expression(operand).write(')');
  }

  private code({ isAsync, isGenerator, isArrow, body }: Code, parameter: string): this {
    const prefix = `${isAsync ? 'async ' : ''}${isArrow ? '' : `function${isGenerator ? '*' : ''} `}`;
    this.write(`${prefix}(${parameter}) ${isArrow ? '=> ' : ''}`);
    if (isBody(body)) {
      return this.block(body);
    }
    this.write('(').expression(body).write(')');
    this.source.end(body);
    return this;
  }

  private pattern(pattern: Pattern, name: string): this {
    switch (pattern.kind) {
      case 'name':
        return this.write(name);
      case 'object':
        this.write('{ ');
        if (pattern.key) {
          this.filled('[_]: ', [pattern.key]);
        } else {
          this.write('id: ');
        }
        break;
      case 'array':
        this.write('[');
    }
    this.pattern(pattern.inner, name);
    if (pattern.fallback) {
      this.filled(' = _', [pattern.fallback]);
    }
    return this.write(pattern.kind === 'object' ? ' }' : ']');
  }

  private member(member: Member): void {
    if (member.kind === 'static') {
      this.write('static ').block(member.body).write('\n');
      return;
    }
    if (member.kind === 'field') {
      this.write(member.isStatic ? 'static ' : '').key(member.key);
      if (member.value) {
        this.filled(' = _', [member.value]);
      }
      this.write(';\n');
      return;
    }
    const { isAsync, isGenerator, body } = member.code;
    this.write(`${isAsync ? 'async ' : ''}${isGenerator ? '*' : ''}`).key(member.key).write('() ');
    if (isBody(body)) {
      this.block(body).write('\n');
    }
  }

  private key(key: Expression | undefined): this {
    return key ? this.filled('[_]', [key]) : this.write(this.source.fresh('member'));
  }

  private statement(node: Statement): this {
    switch (node.kind) {
      case 'expression':
        return this.filled('_;', [node.value]);
      case 'declare':
        this.write('const ').pattern(node.pattern, this.source.fresh('local'));
        return this.filled(' = _;', [node.value]);
      case 'open':
        this.write(`const ${subsegmentName(node.id)} = `);
        this.source.mark(node);
        return this.write(`tracer.getSegment().addNewSubsegment(${nameText(node.isNamed)});`);
      case 'if':
        this.filled('if (_) ', [node.test]).block(node.yes);
        return node.no ? this.write(' else ').block(node.no) : this;
      case 'switch':
        this.filled('switch (_) {\n', [node.on]);
        for (const { test, body } of node.cases) {
          if (test) {
            // A lone name in parentheses would be read as the parameters of an arrow function.
            this.filled('case (0, _):\n', [test]);
          } else {
            this.write('default:\n');
          }
          this.statements(body);
        }
        return this.write('}');
      case 'loop':
        return this.loop(node);
      case 'labelled':
        return this.write(`${node.label}: `).block(node.body);
      case 'jump':
        return this.write(`${node.form}${node.label === undefined ? '' : ` ${node.label}`};`);
      case 'return':
        return node.value ? this.filled('return _;', [node.value]) : this.write('return;');
      case 'throw':
        return this.filled('throw _;', [node.value]);
      case 'try':
        this.write('try ').block(node.block);
        if (node.handler) {
          this.write(' ');
          this.source.mark(node);
          this.write('catch (').pattern(node.caught, 'error').write(') ').block(node.handler);
        }
        return node.finalizer ? this.write(' finally ').block(node.finalizer) : this;
    }
  }

  private loop({ form, label, test, pattern, first, update, body }: Extract<Statement, { kind: 'loop' }>): this {
    this.write(label === undefined ? '' : `${label}: `);
    switch (form) {
      case 'while':
        return this.filled('while (_) ', [test]).block(body);
      case 'do':
        this.write('do ').block(body);
        return this.filled(' while (_);', [test]);
      case 'for':
        return this.filled('for (_; _; _) ', [first, test, update]).block(body);
      case 'endless':
        return this.filled('for (;; _) ', [update]).block(body);
      case 'of':
      case 'in':
      case 'await of':
        this.write(`for ${form === 'await of' ? 'await ' : ''}(const `).pattern(pattern, this.source.fresh('item'));
        return this.filled(` ${form === 'in' ? 'in' : 'of'} _) `, [first]).block(body);
    }
  }
}

const EMITS = {
  plain: ".addMetric('Failure', 'Count', 1)",
  single: ".singleMetric().addMetric('Failure', 'Count', 1)",
  zero: ".addMetric('Failure', 'Count', 0)",
  maybe: "?.addMetric('Failure', 'Count', 1)",
};

function metricsName({ isHanded }: { readonly isHanded: boolean }): string {
  return isHanded ? 'counter' : 'metrics';
}

function subsegmentName(id: number): string {
  return `s${id}`;
}

function nameText(isNamed: boolean): string {
  return isNamed ? "'save'" : '`save ${count}`';
}

function markText({ form, subsegment }: Extract<Expression, { kind: 'mark' }>): string {
  const name = subsegmentName(subsegment);
  switch (form) {
    case 'addError':
      return `${name}.addError(error)`;
    case 'maybe addError':
      return `${name}?.addError(error)`;
    case 'addErrorFlag':
      return `${name}!.addErrorFlag()`;
    case 'close':
      return `${name}.close()`;
    case 'maybe close':
      return `${name}?.close()`;
    case 'close error':
      return `${name}.close(error)`;
    case 'innermost':
      return 'tracer.addErrorAsMetadata(error)';
  }
}

function presenceText({ form, subsegment }: Extract<Expression, { kind: 'presence' }>): string {
  const name = subsegmentName(subsegment);
  switch (form) {
    case 'plain':
      return name;
    case 'defined':
      return `(${name} !== undefined)`;
    case 'missing':
      return `(${name} == null)`;
    case 'enabled':
      return 'tracer.isTracingEnabled()';
  }
}
