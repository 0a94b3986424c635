import { CHAINS, FIRST_OPENED, isBody, MAIN } from './language';
import type { Body, Code, Expression, Member, Pattern, Program, Statement } from './language';
import { addAll, addLeft, chained, going, leave, leaving, mapped, sizeOf, taken } from './paths';
import type { Facts, Paths } from './paths';
import type { Source } from './printer';

/** What a function is run with. */
export interface Environment {
  /** The subsegment that a helper is handed, if it is handed one. */
  readonly handed: number | undefined;
  /** Whether a helper is handed the metrics object. */
  readonly hasMetrics: boolean;
  /** The innermost subsegment that is open; `undefined` when the place shows none. */
  readonly innermost: number | undefined;
}

/** What a path gains by what the rules look for. */
export interface Meaning {
  readonly instrumentationThrows: boolean;
  marked(facts: Facts, form: Extract<Expression, { kind: 'mark' }>['form'], subsegment: number | undefined): Facts;
  emitted(facts: Facts): Facts;
  opened(facts: Facts, subsegment: number): Facts;
  kept(facts: Facts): Facts;
  /** The subsegment, or tracing, has turned out not to be there. */
  absent(facts: Facts): Facts;
  /** What is asked about doing a thing again. */
  readonly again?: {
    /** The facts, were it not done yet. */
    without(facts: Facts): Facts;
    /** Told of every mark, and call that may lead to one, with the facts before, and whether it may do the thing. */
    onMark(node: object, before: Facts, does: boolean): void;
  };
}

/** How the value of an expression is used: as of `await`, as the value of `return`, or otherwise. */
type Use = 'awaited' | 'returned' | 'dropped';

interface Summary {
  readonly paths: Paths;
  /** Whether it may do what is asked about (see `Meaning.again`), even if it never completes. */
  readonly does: boolean;
}

const NOT_KNOWN_YET: Summary = { paths: going(), does: false };

const LEFT_BY_FUNCTIONS = ['throw', 'reject', 'implicit', 'lost', 'exit'];

/**
 * Runs code of a program on every path at once: every set of facts that may be held at a place is followed
 * by itself, through every branch, any number of rounds of a loop, and calls to a fixed point.
 */
export class Interpreter {
  readonly #known = new Map<string, Summary>();
  readonly #codes = new Map<object, number>();
  /** Of each call, in this pass; a function that calls itself is read before all of it is known. */
  readonly #states = new Map<string, 'running' | 'read early' | 'done'>();
  #isStable = true;

  constructor(
    private readonly program: Program,
    private readonly source: Source,
    private readonly meaning: Meaning,
  ) {}

  /** The paths through a handler or a function, as the rules judge it: by itself, with nothing gained before. */
  run(body: Body | Expression, environment: Environment, entry: Facts = 0): Paths {
    for (;;) {
      this.#isStable = true;
      const paths = this.function(body, environment, new Set([entry])).paths;
      if (this.#isStable) {
        return paths;
      }
      this.#states.clear();
    }
  }

  private function(body: Body | Expression, environment: Environment, entry: Set<Facts>, returned: Use = 'returned'): Summary {
    const run = new Run(this.program, this.source, this.meaning, environment, this, returned);
    const paths = isBody(body) ? run.statements(body, entry) : run.returned(body, entry, this.source.placeOf(body).line);
    return { paths, does: run.does };
  }

  /**
   * What a function does from given facts, as far as it is known by now.
   *
   * @param returned what becomes of a promise that the function returns
   */
  summaryOf(code: Pick<Code, 'body'>, environment: Environment, entry: Facts, returned: Use): Summary {
    const index = this.#codes.get(code.body) ?? this.#codes.size;
    this.#codes.set(code.body, index);
    const { handed, hasMetrics, innermost } = environment;
    const key = [index, handed, hasMetrics, innermost, entry, returned].join(' ');
    const state = this.#states.get(key);
    if (state === undefined) {
      this.#states.set(key, 'running');
      const known = this.#known.get(key);
      const found = this.function(code.body, environment, new Set([entry]), returned);
      this.#known.set(key, found);
      this.#isStable &&= (known !== undefined && isSame(known, found)) || this.#states.get(key) !== 'read early';
      this.#states.set(key, 'done');
    } else if (state === 'running') {
      this.#states.set(key, 'read early');
    }
    return this.#known.get(key) ?? NOT_KNOWN_YET;
  }
}

function isSame(first: Summary, second: Summary): boolean {
  return sizeOf(first.paths) === sizeOf(second.paths) && first.does === second.does;
}

/** One function's code, in one environment. */
class Run {
  does = false;

  constructor(
    private readonly program: Program,
    private readonly source: Source,
    private readonly meaning: Meaning,
    private readonly environment: Environment,
    private readonly interpreter: Interpreter,
    private readonly returnUse: Use,
  ) {}

  statements(body: Body, entry: Set<Facts>): Paths {
    let paths = going(...entry);
    for (const statement of body) {
      paths = chained(paths, (from) => this.statement(statement, from));
    }
    return paths;
  }

  returned(value: Expression, entry: Set<Facts>, line: number): Paths {
    const paths = this.value(value, entry, this.returnUse);
    const left = leaving('return', paths.normal, line);
    addLeft(left, paths);
    return left;
  }

  private resolve(subsegment: number): number | undefined {
    return subsegment === MAIN || subsegment >= FIRST_OPENED ? subsegment : this.environment.handed;
  }

  private hasMetrics({ isHanded }: { readonly isHanded: boolean }): boolean {
    return this.environment.hasMetrics || !isHanded;
  }

  private lineOf(node: object): number {
    return this.source.placeOf(node).line;
  }

  private statement(node: Statement, entry: Set<Facts>): Paths {
    switch (node.kind) {
      case 'expression':
        return this.value(node.value, entry);
      case 'declare':
        return chained(this.value(node.value, entry), (from) => this.pattern(node.pattern, from));
      case 'open':
        return chained(this.instrumentation(node, entry), (from) =>
          mapped(from, (facts) => this.meaning.opened(facts, node.id)),
        );
      case 'if': {
        const { yes, no, left } = this.test(node.test, entry);
        addAll(left, this.statements(node.yes, yes));
        addAll(left, this.statements(node.no ?? [], no));
        return left;
      }
      case 'switch':
        return this.switch(node, entry);
      case 'loop':
        return this.loop(node, entry);
      case 'labelled': {
        const paths = this.statements(node.body, entry);
        addAll(paths, going(...taken(paths, `break ${node.label}`)));
        return paths;
      }
      case 'jump':
        return leaving(`${node.form} ${node.label ?? ''}`, entry, this.lineOf(node));
      case 'return':
        return node.value
          ? this.returned(node.value, entry, this.lineOf(node))
          : leaving('return', entry, this.lineOf(node));
      case 'throw':
        return chained(this.value(node.value, entry), (from) => leaving('throw', from, this.lineOf(node)));
      case 'try':
        return this.try(node, entry);
    }
  }

  private switch({ on, cases }: Extract<Statement, { kind: 'switch' }>, entry: Set<Facts>): Paths {
    return chained(this.value(on, entry), (from) => {
      const paths = going();
      const entries = new Map<object, Set<Facts>>();
      let tested = going(...from);
      for (const one of cases) {
        const { test } = one;
        if (test) {
          tested = chained(tested, (before) => this.value(test, before));
          entries.set(one, tested.normal);
        }
      }
      addLeft(paths, tested);
      let falling = new Set<Facts>();
      for (const one of cases) {
        const entered = one.test ? (entries.get(one) ?? []) : tested.normal;
        const body = this.statements(one.body, new Set([...falling, ...entered]));
        falling = body.normal;
        addLeft(paths, body);
      }
      const hasDefault = cases.some(({ test }) => test === undefined);
      addAll(paths, going(...falling, ...(hasDefault ? [] : tested.normal), ...taken(paths, 'break ')));
      return paths;
    });
  }

  private loop(node: Extract<Statement, { kind: 'loop' }>, entry: Set<Facts>): Paths {
    const { form, label, test, pattern, first, update, body } = node;
    const isOver = form === 'of' || form === 'in' || form === 'await of';
    const begun = form === 'for' || isOver ? this.value(first, entry) : going(...entry);
    const paths = going();
    addLeft(paths, begun);
    let atTest = form === 'do' ? new Set<Facts>() : begun.normal;
    let atBody = form === 'do' ? begun.normal : new Set<Facts>();
    for (let size = -1; size !== atTest.size + atBody.size; ) {
      size = atTest.size + atBody.size;
      if (form === 'await of') {
        addLeft(paths, leaving('implicit', atTest, this.lineOf(node)));
      }
      const tested =
        form === 'endless'
          ? { yes: atTest, no: new Set<Facts>(), left: going() }
          : isOver
            ? { yes: atTest, no: atTest, left: going() }
            : this.test(test, atTest);
      addAll(paths, tested.left);
      addAll(paths, going(...tested.no));
      const entered = isOver ? this.pattern(pattern, tested.yes) : going(...tested.yes);
      addLeft(paths, entered);
      atBody = new Set([...atBody, ...entered.normal]);
      const round = this.statements(body, atBody);
      const continued = taken(round, 'continue ', `continue ${label ?? ''}`);
      addAll(paths, going(...taken(round, 'break ', `break ${label ?? ''}`)));
      addLeft(paths, round);
      const again = new Set([...round.normal, ...continued]);
      const updated = form === 'for' || form === 'endless' ? this.value(update, again) : going(...again);
      addLeft(paths, updated);
      atTest = new Set([...atTest, ...updated.normal]);
    }
    return paths;
  }

  private try({ block, caught, handler, finalizer }: Extract<Statement, { kind: 'try' }>, entry: Set<Facts>): Paths {
    const paths = this.statements(block, entry);
    if (handler) {
      const thrown = taken(paths, 'throw', 'implicit');
      addAll(
        paths,
        chained(this.pattern(caught, thrown), (from) => this.statements(handler, from)),
      );
    }
    if (!finalizer) {
      return paths;
    }
    const finals = new Map<Facts, Paths>();
    const final = (facts: Facts): Paths => {
      const ran = finals.get(facts) ?? this.statements(finalizer, new Set([facts]));
      finals.set(facts, ran);
      return ran;
    };
    const finished = going();
    for (const facts of paths.normal) {
      addAll(finished, final(facts));
    }
    for (const [how, sets] of paths.left) {
      for (const [facts, lines] of sets) {
        const ran = how === 'exit' ? going(facts) : final(facts);
        addLeft(finished, ran);
        for (const after of ran.normal) {
          leave(finished, how, after, lines);
        }
      }
    }
    return finished;
  }

  private pattern(pattern: Pattern, entry: Set<Facts>): Paths {
    if (pattern.kind === 'name') {
      return going(...entry);
    }
    const { key, fallback, inner } = pattern;
    const keyed = key ? this.value(key, entry) : going(...entry);
    const given = chained(keyed, (from) => this.perhaps(from, (taking) => (fallback ? this.value(fallback, taking) : going(...taking))));
    return chained(given, (from) => this.pattern(inner, from));
  }

  /** Done, or not. */
  private perhaps(from: Set<Facts>, then: (from: Set<Facts>) => Paths): Paths {
    const paths = then(from);
    addAll(paths, going(...from));
    return paths;
  }

  private all(nodes: readonly Expression[], entry: Set<Facts>): Paths {
    return nodes.reduce((paths, node) => chained(paths, (from) => this.value(node, from)), going(...entry));
  }

  /** What is of unknown effect may throw before it has any. */
  private unknown(node: object, entry: Iterable<Facts>): Paths {
    const paths = leaving('implicit', entry, this.lineOf(node));
    addAll(paths, going(...entry));
    return paths;
  }

  private instrumentation(node: object, entry: Set<Facts>): Paths {
    return this.meaning.instrumentationThrows ? this.unknown(node, entry) : going(...entry);
  }

  private value(node: Expression, entry: Set<Facts>, use: Use = 'dropped'): Paths {
    if (entry.size === 0) {
      return going();
    }
    switch (node.kind) {
      case 'leaf':
      case 'literal':
      case 'function':
        return going(...entry);
      case 'operator':
        return this.all(node.operands, entry);
      case 'call':
        return chained(this.all(node.operands, entry), (from) => this.unknown(node, from));
      case 'callback':
        return this.unknown(node, entry);
      case 'chain':
        return this.chain(node, entry);
      case 'logical': {
        if (node.operator === '??' && node.left.kind === 'literal') {
          return node.left.text === 'null' ? this.value(node.right, entry, use) : going(...entry);
        }
        if (node.operator === '??') {
          return chained(this.value(node.left, entry, use), (from) =>
            this.perhaps(from, (missing) => this.value(node.right, missing, use)),
          );
        }
        const { yes, no, left } = this.test(node.left, entry);
        addAll(left, this.value(node.right, node.operator === '&&' ? yes : no, use));
        addAll(left, going(...(node.operator === '&&' ? no : yes)));
        return left;
      }
      case 'conditional': {
        const { yes, no, left } = this.test(node.test, entry);
        addAll(left, this.value(node.yes, yes, use));
        addAll(left, this.value(node.no, no, use));
        return left;
      }
      case 'not':
        return this.value(node.operand, entry);
      case 'cast':
        return this.value(node.operand, entry, use);
      case 'sequence':
        return chained(this.value(node.first, entry), (from) => this.value(node.last, from, use));
      case 'assign': {
        const { key, value, operator } = node;
        const isLogical = operator === '&&=' || operator === '||=' || operator === '??=';
        return chained(key ? this.value(key, entry) : going(...entry), (from) =>
          isLogical ? this.perhaps(from, (set) => this.value(value, set, use)) : this.value(value, from, operator === '=' ? use : 'dropped'),
        );
      }
      case 'destructure':
        return chained(this.value(node.value, entry, use), (from) => this.pattern(node.pattern, from));
      case 'class':
        return this.class(node, entry);
      case 'await':
        return chained(this.value(node.operand, entry, 'awaited'), (from) => this.unknown(node, from));
      case 'yield':
        return chained(this.value(node.operand, entry), (from) => this.unknown(node, from));
      case 'immediate':
        return this.call(node, node.code, this.environment, entry, use);
      case 'helper': {
        const helper = this.program.helpers[node.index];
        const handed = node.subsegment === undefined ? undefined : this.resolve(node.subsegment);
        return helper
          ? this.call(
              node,
              helper,
              {
                handed,
                hasMetrics: node.metrics && this.hasMetrics(node),
                innermost: this.environment.innermost,
              },
              entry,
              use,
            )
          : going(...entry);
      }
      case 'local': {
        const local = this.program.locals[node.index];
        return local ? this.call(node, local, this.environment, entry, use) : going(...entry);
      }
      case 'capture': {
        const inside = { ...this.environment, innermost: node.id };
        return chained(this.unknown(node, entry), (from) => this.call(node, node.code, inside, from, use));
      }
      case 'settle':
        return this.settle(node, entry, use);
      case 'mark': {
        const { form, subsegment } = node;
        const target = form === 'innermost' ? this.environment.innermost : this.resolve(subsegment);
        const paths = chained(this.instrumentation(node, entry), (from) =>
          mapped(from, (facts) => {
            this.tellAgain(node, facts, (from) => this.meaning.marked(from, form, target) !== from);
            return this.meaning.marked(facts, form, target);
          }),
        );
        if (form === 'maybe addError' || form === 'maybe close') {
          addAll(paths, mapped(entry, (facts) => this.meaning.absent(facts)));
        }
        return paths;
      }
      case 'emit': {
        const emitted = chained(this.instrumentation(node, entry), (from) =>
          mapped(from, (facts) => (node.form !== 'zero' && this.hasMetrics(node) ? this.meaning.emitted(facts) : facts)),
        );
        addAll(emitted, going(...(node.form === 'maybe' ? entry : [])));
        return emitted;
      }
      case 'presence':
        return node.form === 'enabled' ? this.instrumentation(node, entry) : going(...entry);
      case 'rejection':
        return use === 'dropped'
          ? this.unknown(node, entry)
          : leaving(use === 'returned' ? 'reject' : 'throw', entry, this.lineOf(node));
      case 'exit':
        return leaving('exit', entry, this.lineOf(node));
      case 'keep':
        return mapped(entry, (facts) => this.meaning.kept(facts));
    }
  }

  private chain(node: Extract<Expression, { kind: 'chain' }>, entry: Set<Facts>): Paths {
    const { form, operands } = node;
    const { skips, throws }: { skips: readonly number[]; throws: boolean } = CHAINS[form];
    const skipped = new Set<Facts>();
    let paths = going(...entry);
    operands.forEach((operand, index) => {
      if (skips.includes(index)) {
        paths.normal.forEach((facts) => skipped.add(facts));
      }
      paths = chained(paths, (from) => this.value(operand, from));
    });
    if (throws) {
      paths = chained(paths, (from) => this.unknown(node, from));
    }
    addAll(paths, going(...skipped));
    return paths;
  }

  /** Heritage, all computed keys, and then what is static, in order. */
  private class({ heritage, members }: Extract<Expression, { kind: 'class' }>, entry: Set<Facts>): Paths {
    const keyed = this.all(
      [heritage, ...members.map((member) => (member.kind === 'static' ? undefined : member.key))].filter((key) => key !== undefined),
      entry,
    );
    const runs = (member: Member, from: Set<Facts>): Paths => {
      if (member.kind === 'static') {
        return this.statements(member.body, from);
      }
      return member.kind === 'field' && member.isStatic && member.value ? this.value(member.value, from) : going(...from);
    };
    return members.reduce((paths, member) => chained(paths, (from) => runs(member, from)), keyed);
  }

  private test(node: Expression, entry: Set<Facts>): { yes: Set<Facts>; no: Set<Facts>; left: Paths } {
    switch (node.kind) {
      case 'literal':
        return { yes: node.isTrue ? entry : new Set(), no: node.isTrue ? new Set() : entry, left: going() };
      case 'not': {
        const { yes, no, left } = this.test(node.operand, entry);
        return { yes: no, no: yes, left };
      }
      case 'cast':
        return this.test(node.operand, entry);
      case 'sequence': {
        const first = this.value(node.first, entry);
        const last = this.test(node.last, first.normal);
        addLeft(last.left, first);
        return last;
      }
      case 'conditional': {
        const { yes, no, left } = this.test(node.test, entry);
        const [whenYes, whenNo] = [this.test(node.yes, yes), this.test(node.no, no)];
        addLeft(left, whenYes.left);
        addLeft(left, whenNo.left);
        return { yes: union(whenYes.yes, whenNo.yes), no: union(whenYes.no, whenNo.no), left };
      }
      case 'logical': {
        if (node.operator === '??') {
          return this.nullish(node, entry);
        }
        const left = this.test(node.left, entry);
        const isAnd = node.operator === '&&';
        const right = this.test(node.right, isAnd ? left.yes : left.no);
        addLeft(right.left, left.left);
        return {
          yes: isAnd ? right.yes : union(left.yes, right.yes),
          no: isAnd ? union(left.no, right.no) : right.no,
          left: right.left,
        };
      }
      case 'presence': {
        const left = this.value(node, entry);
        const present = new Set(left.normal);
        const absent = new Set([...present].map((facts) => this.meaning.absent(facts)));
        left.normal.clear();
        return node.form === 'missing' ? { yes: absent, no: present, left } : { yes: present, no: absent, left };
      }
    }
    const left = this.value(node, entry);
    const normal = new Set(left.normal);
    left.normal.clear();
    return { yes: normal, no: normal, left };
  }

  /** `left ?? right`: what is missing is false. */
  private nullish({ left, right }: Extract<Expression, { kind: 'logical' }>, entry: Set<Facts>): ReturnType<Run['test']> {
    if (left.kind === 'literal') {
      return this.test(left.text === 'null' ? right : left, entry);
    }
    const given = this.test(left, entry);
    const otherwise = this.test(right, given.no);
    addLeft(otherwise.left, given.left);
    return { yes: union(given.yes, otherwise.yes), no: union(given.no, otherwise.no), left: otherwise.left };
  }

  /** A call of code that is in sight. */
  private call(
    node: object,
    code: Pick<Code, 'body' | 'isAsync'>,
    environment: Environment,
    entry: Set<Facts>,
    use: Use,
  ): Paths {
    const paths = going();
    if (code.isAsync && use === 'dropped') {
      return going(...entry);
    }
    const returned = use === 'dropped' ? 'dropped' : 'returned';
    for (const facts of entry) {
      const { normal, left } = this.interpreter.summaryOf(code, environment, facts, returned).paths;
      this.tellAgain(node, facts, (from) => this.interpreter.summaryOf(code, environment, from, returned).does);
      addAll(paths, going(...normal, ...(left.get('return')?.keys() ?? [])));
      for (const how of LEFT_BY_FUNCTIONS) {
        for (const after of left.get(how)?.keys() ?? []) {
          leave(paths, code.isAsync || use === 'awaited' ? failed(how, use === 'returned') : how, after, [this.lineOf(node)]);
        }
      }
    }
    return paths;
  }

  private tellAgain(node: object, facts: Facts, isDoneFrom: (facts: Facts) => boolean): void {
    const { again } = this.meaning;
    if (again) {
      const does = isDoneFrom(again.without(facts));
      this.does ||= does;
      again.onMark(node, facts, does);
    }
  }

  private settle(node: Extract<Expression, { kind: 'settle' }>, entry: Set<Facts>, use: Use): Paths {
    const { base, method, callbacks } = node;
    if (use === 'dropped') {
      return chained(this.value(base, entry), (from) => this.unknown(node, from));
    }
    const promise = chained(this.value(base, entry, 'awaited'), (from) => this.unknown(base, from));
    const settled = going();
    const [first, second] = callbacks;
    const run = (code: Code | undefined, from: Set<Facts>) =>
      code ? this.call(node, code, this.environment, from, 'awaited') : going(...from);
    if (method === 'finally') {
      addAll(settled, run(first, promise.normal));
      for (const [how, sets] of promise.left) {
        for (const [facts, lines] of sets) {
          const ran = how === 'exit' ? going(facts) : run(first, new Set([facts]));
          addLeft(settled, ran);
          ran.normal.forEach((after) => leave(settled, how, after, lines));
        }
      }
    } else {
      const onRejected = method === 'catch' ? first : method === 'then both' ? second : undefined;
      addAll(settled, method === 'catch' ? going(...promise.normal) : run(first, promise.normal));
      if (onRejected) {
        addAll(settled, run(onRejected, taken(promise, 'throw', 'reject', 'implicit', 'lost')));
      }
      addLeft(settled, promise);
    }
    if (use === 'awaited') {
      return settled;
    }
    const returned = going(...settled.normal);
    for (const [how, sets] of settled.left) {
      for (const [facts, lines] of sets) {
        leave(returned, failed(how, true), facts, lines);
      }
    }
    return returned;
  }
}

/** How the failure of a call shows: no surrounding `catch` sees that of a promise which is returned. */
function failed(how: string, isPromise: boolean): string {
  if (how === 'exit') {
    return how;
  }
  const isImplicit = how === 'implicit' || how === 'lost';
  return isPromise ? (isImplicit ? 'lost' : 'reject') : isImplicit ? 'implicit' : 'throw';
}

function union(first: Set<Facts>, second: Set<Facts>): Set<Facts> {
  return new Set([...first, ...second]);
}
