/**
 * A small language of handlers and an exact interpreter of it: it follows every path, carrying the set of
 * facts that each has gained, where the analysis under test carries one summary for all of them.
 */
export type Statement =
  | { readonly kind: 'call'; readonly callee: string }
  | { readonly kind: 'evaluate'; readonly test: Test }
  | { readonly kind: 'choose'; readonly test: Test; readonly yes: string; readonly no: string }
  | { readonly kind: 'if'; readonly test: Test; readonly yes: Statement[]; readonly no: Statement[] }
  | { readonly kind: 'switch'; readonly cases: { readonly isDefault: boolean; readonly body: Statement[] }[] }
  | {
      readonly kind: 'loop';
      readonly form: 'while' | 'do' | 'for' | 'of';
      readonly label: string | undefined;
      readonly test: Test;
      readonly body: Statement[];
    }
  | { readonly kind: 'labelled'; readonly label: string; readonly body: Statement[] }
  | { readonly kind: 'break' | 'continue'; readonly label: string | undefined }
  | { readonly kind: 'return'; readonly callee: string | undefined }
  | { readonly kind: 'throw' }
  | {
      readonly kind: 'try';
      readonly block: Statement[];
      readonly handler: Statement[] | undefined;
      readonly finalizer: Statement[] | undefined;
    };

export type Test =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'constant'; readonly value: boolean }
  | { readonly kind: 'call'; readonly callee: string }
  | { readonly kind: 'not'; readonly test: Test }
  | { readonly kind: 'and' | 'or'; readonly left: Test; readonly right: Test };

/** The facts that each basic call gains; all other callees are functions of the program. */
export const BASIC_CALLS: Readonly<Record<string, number>> = { a: 1, b: 2, c: 4, x: 0 };

export type Program = Readonly<Record<string, { readonly isAsync: boolean; readonly body: Statement[] }>>;

/** For each completion the sets of facts with which a path can reach it. */
export type Outcomes = Map<string, Set<number>>;

/** Interprets a function of a program, and those that it calls, to a fixed point. */
export function interpret(program: Program, name: string): Outcomes {
  const known = new Map<string, Outcomes>(Object.keys(program).map((key) => [key, new Map()]));
  for (let size = -1, next = 0; size !== next; ) {
    size = next;
    for (const [key, { body }] of Object.entries(program)) {
      known.set(key, new Interpreter(program, known).statements(body, new Set([0])));
    }
    next = [...known.values()].flatMap((outcomes) => [...outcomes.values()]).reduce((sum, set) => sum + set.size, 0);
  }
  return known.get(name) ?? new Map();
}

class Interpreter {
  constructor(
    private readonly program: Program,
    private readonly known: ReadonlyMap<string, Outcomes>,
  ) {}

  statements(list: readonly Statement[], entry: Set<number>): Outcomes {
    const outcomes: Outcomes = new Map();
    let here = entry;
    for (const statement of list) {
      if (here.size === 0) {
        break;
      }
      const after = this.statement(statement, here);
      here = take(after, 'normal');
      add(outcomes, after);
    }
    put(outcomes, 'normal', here);
    return outcomes;
  }

  private call(callee: string, entry: Set<number>): Outcomes {
    const outcomes: Outcomes = new Map();
    const gained = BASIC_CALLS[callee];
    if (gained !== undefined) {
      put(outcomes, 'implicit', entry);
      put(outcomes, 'normal', new Set([...entry].map((facts) => facts | gained)));
      return outcomes;
    }
    const isAsync = this.program[callee]?.isAsync ?? false;
    for (const [kind, sets] of this.known.get(callee) ?? []) {
      const combined = new Set([...entry].flatMap((facts) => [...sets].map((more) => facts | more)));
      put(outcomes, kind === 'return' ? 'normal' : kind, combined);
    }
    if (isAsync) {
      // `await` itself may throw, with what the call has gained.
      put(outcomes, 'implicit', outcomes.get('normal') ?? new Set());
    }
    return outcomes;
  }

  private test(test: Test, entry: Set<number>): { yes: Set<number>; no: Set<number>; abrupt: Outcomes } {
    switch (test.kind) {
      case 'unknown':
        return { yes: entry, no: entry, abrupt: new Map() };
      case 'constant':
        return { yes: test.value ? entry : new Set(), no: test.value ? new Set() : entry, abrupt: new Map() };
      case 'call': {
        const abrupt = this.call(test.callee, entry);
        const normal = take(abrupt, 'normal');
        return { yes: normal, no: normal, abrupt };
      }
      case 'not': {
        const { yes, no, abrupt } = this.test(test.test, entry);
        return { yes: no, no: yes, abrupt };
      }
      case 'and': {
        const left = this.test(test.left, entry);
        const right = this.test(test.right, left.yes);
        add(right.abrupt, left.abrupt);
        return { yes: right.yes, no: union(left.no, right.no), abrupt: right.abrupt };
      }
      case 'or': {
        const left = this.test(test.left, entry);
        const right = this.test(test.right, left.no);
        add(right.abrupt, left.abrupt);
        return { yes: union(left.yes, right.yes), no: right.no, abrupt: right.abrupt };
      }
    }
  }

  private statement(statement: Statement, entry: Set<number>): Outcomes {
    switch (statement.kind) {
      case 'call':
        return this.call(statement.callee, entry);
      case 'evaluate': {
        const { yes, no, abrupt } = this.test(statement.test, entry);
        put(abrupt, 'normal', union(yes, no));
        return abrupt;
      }
      case 'choose': {
        const { yes, no, abrupt } = this.test(statement.test, entry);
        add(abrupt, this.reached(yes, (from) => this.call(statement.yes, from)));
        add(abrupt, this.reached(no, (from) => this.call(statement.no, from)));
        return abrupt;
      }
      case 'if': {
        const { yes, no, abrupt } = this.test(statement.test, entry);
        add(abrupt, this.reached(yes, (from) => this.statements(statement.yes, from)));
        add(abrupt, this.reached(no, (from) => this.statements(statement.no, from)));
        return abrupt;
      }
      case 'switch':
        return this.switch(statement.cases, entry);
      case 'loop':
        return this.loop(statement, entry);
      case 'labelled': {
        const outcomes = this.statements(statement.body, entry);
        put(outcomes, 'normal', take(outcomes, `break ${statement.label}`));
        return outcomes;
      }
      case 'break':
      case 'continue':
        return new Map([[`${statement.kind} ${statement.label ?? ''}`, entry]]);
      case 'return': {
        if (statement.callee === undefined) {
          return new Map([['return', entry]]);
        }
        const outcomes = this.call(statement.callee, entry);
        put(outcomes, 'return', take(outcomes, 'normal'));
        return outcomes;
      }
      case 'throw':
        return new Map([['throw', entry]]);
      case 'try':
        return this.try(statement, entry);
    }
  }

  private switch(
    cases: Extract<Statement, { kind: 'switch' }>['cases'],
    entry: Set<number>,
  ): Outcomes {
    const outcomes: Outcomes = new Map();
    let falling = new Set<number>();
    for (const { body } of cases) {
      const after = this.statements(body, union(falling, entry));
      falling = take(after, 'normal');
      add(outcomes, after);
    }
    put(outcomes, 'normal', falling);
    if (!cases.some(({ isDefault }) => isDefault)) {
      put(outcomes, 'normal', entry);
    }
    put(outcomes, 'normal', take(outcomes, 'break '));
    return outcomes;
  }

  private loop(
    { form, label, test, body }: Extract<Statement, { kind: 'loop' }>,
    entry: Set<number>,
  ): Outcomes {
    const outcomes: Outcomes = new Map();
    let atTest = form === 'do' ? new Set<number>() : entry;
    let atBody = form === 'do' ? entry : new Set<number>();
    for (let size = -1; size !== atTest.size + atBody.size; ) {
      size = atTest.size + atBody.size;
      const tested = form === 'of' ? { yes: atTest, no: atTest, abrupt: new Map() as Outcomes } : this.test(test, atTest);
      add(outcomes, tested.abrupt);
      put(outcomes, 'normal', tested.no);
      atBody = union(atBody, tested.yes);
      const after = this.reached(atBody, (from) => this.statements(body, from));
      const again = [take(after, 'normal'), take(after, 'continue '), take(after, `continue ${label ?? ''}`)];
      const left = [take(after, 'break '), take(after, `break ${label ?? ''}`)];
      add(outcomes, after);
      for (const set of left) {
        put(outcomes, 'normal', set);
      }
      atTest = again.reduce(union, atTest);
    }
    return outcomes;
  }

  private try({ block, handler, finalizer }: Extract<Statement, { kind: 'try' }>, entry: Set<number>): Outcomes {
    const outcomes = this.statements(block, entry);
    if (handler) {
      const thrown = union(take(outcomes, 'throw'), take(outcomes, 'implicit'));
      add(outcomes, this.reached(thrown, (from) => this.statements(handler, from)));
    }
    if (!finalizer) {
      return outcomes;
    }
    const finished: Outcomes = new Map();
    for (const [kind, sets] of outcomes) {
      const after = this.reached(sets, (from) => this.statements(finalizer, from));
      put(finished, kind, take(after, 'normal'));
      add(finished, after);
    }
    return finished;
  }

  private reached(from: Set<number>, then: (from: Set<number>) => Outcomes): Outcomes {
    return from.size === 0 ? new Map() : then(from);
  }
}

function union(first: Set<number>, second: Set<number>): Set<number> {
  return new Set([...first, ...second]);
}

function put(outcomes: Outcomes, kind: string, sets: Set<number>): void {
  if (sets.size > 0) {
    outcomes.set(kind, union(outcomes.get(kind) ?? new Set(), sets));
  }
}

function add(outcomes: Outcomes, more: Outcomes): void {
  for (const [kind, sets] of more) {
    put(outcomes, kind, sets);
  }
}

function take(outcomes: Outcomes, kind: string): Set<number> {
  const sets = outcomes.get(kind) ?? new Set<number>();
  outcomes.delete(kind);
  return sets;
}

/** The program as JavaScript. */
export function print(program: Program): string {
  return Object.entries(program)
    .map(([name, { isAsync, body }]) => `${isAsync ? 'async ' : ''}function ${name}() {\n${lines(program, body)}}\n`)
    .join('');
}

function lines(program: Program, body: readonly Statement[]): string {
  return body.map((statement) => `${line(program, statement)}\n`).join('');
}

function callText(program: Program, callee: string): string {
  return `${program[callee]?.isAsync ? 'await ' : ''}${callee}()`;
}

function testText(program: Program, test: Test): string {
  switch (test.kind) {
    case 'unknown':
      return 'unknown';
    case 'constant':
      return String(test.value);
    case 'call':
      return callText(program, test.callee);
    case 'not':
      return `!(${testText(program, test.test)})`;
    case 'and':
      return `(${testText(program, test.left)} && ${testText(program, test.right)})`;
    case 'or':
      return `(${testText(program, test.left)} || ${testText(program, test.right)})`;
  }
}

function line(program: Program, statement: Statement): string {
  const block = (body: readonly Statement[]) => `{\n${lines(program, body)}}`;
  switch (statement.kind) {
    case 'call':
      return `${callText(program, statement.callee)};`;
    case 'evaluate':
      return `${testText(program, statement.test)};`;
    case 'choose':
      return `${testText(program, statement.test)} ? ${callText(program, statement.yes)} : ${callText(program, statement.no)};`;
    case 'if':
      return `if (${testText(program, statement.test)}) ${block(statement.yes)} else ${block(statement.no)}`;
    case 'switch':
      return `switch (unknown) {\n${statement.cases
        .map(({ isDefault, body }, index) => `${isDefault ? 'default' : `case ${index}`}:\n${lines(program, body)}`)
        .join('')}}`;
    case 'loop': {
      const label = statement.label === undefined ? '' : `${statement.label}: `;
      const test = testText(program, statement.test);
      const body = block(statement.body);
      switch (statement.form) {
        case 'while':
          return `${label}while (${test}) ${body}`;
        case 'do':
          return `${label}do ${body} while (${test});`;
        case 'for':
          return `${label}for (; ${test}; ) ${body}`;
        case 'of':
          return `${label}for (const item of items) ${body}`;
      }
      break;
    }
    case 'labelled':
      return `${statement.label}: ${block(statement.body)}`;
    case 'break':
    case 'continue':
      return `${statement.kind}${statement.label === undefined ? '' : ` ${statement.label}`};`;
    case 'return':
      return statement.callee === undefined ? 'return;' : `return ${callText(program, statement.callee)};`;
    case 'throw':
      return 'throw error;';
    case 'try':
      return `try ${block(statement.block)}${statement.handler ? ` catch ${block(statement.handler)}` : ''}${
        statement.finalizer ? ` finally ${block(statement.finalizer)}` : ''
      }`;
  }
  return '';
}
