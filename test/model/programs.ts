import fc from 'fast-check';
import { arityOf, CALLEES, CHAINS, OPERATORS } from './language';
import type { Body, Callee, Case, ChainForm, Code, Expression, Helper, Member, Operator, Pattern, Program, Statement } from './language';

interface Parts {
  expression: Expression;
  statement: Statement;
  body: Body;
  pattern: Pattern;
  code: Code;
  member: Member;
}

/** What a rule's programs are rich in. */
export interface Taste {
  readonly marks: readonly Extract<Expression, { kind: 'mark' }>['form'][];
  readonly emitWeight: number;
  readonly openWeight: number;
  /** A statement that is surely in the program. */
  readonly root: (parts: { [Part in keyof Parts]: fc.Arbitrary<Parts[Part]> }) => fc.Arbitrary<Statement>;
}

const DEPTH = { depthSize: 'small', maxDepth: 5, withCrossShrink: true } as const;
const LEAVES = ['flag', 'count', 'items', 'undefined', 'error', 'box'];
const LITERALS: readonly [string, boolean][] = [
  ['true', true],
  ['false', false],
  ['null', false],
  ['0', false],
  ['1', true],
  ["''", false],
];

/** Programs drawn freely: `fit` makes them legal. */
export function programs(taste: Taste): fc.Arbitrary<Program> {
  const tie = fc.letrec<Parts>((part: fc.LetrecTypedTie<Parts>) => {
    const expression = part('expression');
    const depthIdentifier = fc.createDepthIdentifier();
    const optional = <T>(given: fc.Arbitrary<T>) => fc.option(given, { nil: undefined });
    const operands = (count: number) => fc.array(expression, { minLength: count, maxLength: count });
    const mark = fc.record({ kind: fc.constant('mark' as const), form: fc.constantFrom(...taste.marks), subsegment: fc.nat(3) });
    const emit = fc.record({
      kind: fc.constant('emit' as const),
      form: fc.constantFrom('plain' as const, 'plain', 'plain', 'single', 'zero', 'maybe'),
      isHanded: fc.constant(false),
    });
    const presence = fc.record({
      kind: fc.constant('presence' as const),
      form: fc.constantFrom('plain' as const, 'plain', 'defined', 'missing', 'enabled'),
      subsegment: fc.nat(3),
    });
    const leaf = fc.constantFrom(...LEAVES).map<Expression>((text) => ({ kind: 'leaf', text }));
    const literal = fc.constantFrom(...LITERALS).map<Expression>(([text, isTrue]) => ({ kind: 'literal', text, isTrue }));
    const helper = fc.record({
      kind: fc.constant('helper' as const),
      index: fc.nat(2),
      subsegment: fc.oneof({ weight: 4, arbitrary: fc.nat(3) }, { weight: 1, arbitrary: fc.constant(undefined) }),
      metrics: fc.oneof({ weight: 4, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) }),
      isHanded: fc.constant(false),
    });
    const local = fc.record({ kind: fc.constant('local' as const), index: fc.nat(1) });
    const capture = fc.record({
      kind: fc.constant('capture' as const),
      id: fc.constant(0),
      isNamed: fc.boolean(),
      code: part('code'),
    });
    const settle = fc.record({
      kind: fc.constant('settle' as const),
      base: fc.oneof({ weight: 2, arbitrary: helper }, { weight: 1, arbitrary: expression }),
      method: fc.constantFrom('then' as const, 'then both' as const, 'catch' as const, 'catch' as const, 'finally' as const),
      callbacks: fc.tuple(part('code'), part('code')),
    });
    const rejection = fc.constant<Expression>({ kind: 'rejection' });
    const promise = fc.oneof<fc.Arbitrary<Expression>[]>(helper, helper, local, settle, capture, rejection);
    const weighted = (weight: number, arbitrary: fc.Arbitrary<Expression>) => ({ weight, arbitrary });
    const stated = (weight: number, arbitrary: fc.Arbitrary<Statement>) => ({ weight, arbitrary });
    return {
      expression: fc.oneof(
        { ...DEPTH, depthIdentifier },
        weighted(5, leaf),
        weighted(6, mark),
        weighted(taste.emitWeight, emit),
        weighted(2, literal),
        weighted(2, presence),
        weighted(3, helper),
        weighted(2, local),
        weighted(1, fc.constantFrom<Expression>({ kind: 'rejection' }, { kind: 'exit' }, { kind: 'keep' })),
        weighted(
          3,
          fc.constantFrom(...(Object.keys(OPERATORS) as Operator[])).chain((operator) =>
            fc.record({ kind: fc.constant('operator' as const), operator: fc.constant(operator), operands: operands(arityOf(OPERATORS[operator])) }),
          ),
        ),
        weighted(
          4,
          fc.constantFrom(...(Object.keys(CALLEES) as Callee[])).chain((callee) =>
            fc.record({ kind: fc.constant('call' as const), callee: fc.constant(callee), operands: operands(arityOf(CALLEES[callee])) }),
          ),
        ),
        weighted(
          2,
          fc.constantFrom(...(Object.keys(CHAINS) as ChainForm[])).chain((form) =>
            fc.record({ kind: fc.constant('chain' as const), form: fc.constant(form), operands: operands(arityOf(CHAINS[form].text)) }),
          ),
        ),
        weighted(
          4,
          fc.record({
            kind: fc.constant('logical' as const),
            operator: fc.constantFrom('&&' as const, '||' as const, '??' as const),
            left: expression,
            right: expression,
          }),
        ),
        weighted(3, fc.record({ kind: fc.constant('conditional' as const), test: expression, yes: expression, no: expression })),
        weighted(1, fc.record({ kind: fc.constantFrom('not' as const, 'cast' as const), operand: expression })),
        weighted(1, fc.record({ kind: fc.constant('sequence' as const), first: expression, last: expression })),
        weighted(
          2,
          fc.record({
            kind: fc.constant('assign' as const),
            operator: fc.constantFrom('=' as const, '+=' as const, '&&=' as const, '||=' as const, '??=' as const),
            key: optional(expression),
            value: expression,
          }),
        ),
        weighted(1, fc.record({ kind: fc.constant('destructure' as const), pattern: part('pattern'), value: expression })),
        weighted(
          1,
          fc.record({
            kind: fc.constant('class' as const),
            heritage: optional(expression),
            members: fc.array(part('member'), { maxLength: 3 }),
          }),
        ),
        weighted(4, fc.record({ kind: fc.constant('await' as const), operand: expression })),
        weighted(1, fc.record({ kind: fc.constant('yield' as const), operand: expression })),
        weighted(1, fc.record({ kind: fc.constant('function' as const), code: part('code') })),
        weighted(
          1,
          fc.record({
            kind: fc.constant('callback' as const),
            taker: fc.constantFrom('setTimeout', 'items.forEach', 'work'),
            code: part('code'),
          }),
        ),
        weighted(1, fc.record({ kind: fc.constant('immediate' as const), code: part('code') })),
        weighted(1, capture),
        weighted(2, settle),
      ),
      pattern: fc.oneof(
        { ...DEPTH, depthIdentifier },
        { weight: 3, arbitrary: fc.constant<Pattern>({ kind: 'name' }) },
        {
          weight: 1,
          arbitrary: fc.record({
            kind: fc.constantFrom('object' as const, 'array' as const),
            key: optional(expression),
            fallback: optional(expression),
            inner: part('pattern'),
          }),
        },
      ),
      code: fc.record({
        isAsync: fc.boolean(),
        isGenerator: fc.constantFrom(false, false, true),
        isArrow: fc.constantFrom(true, true, false),
        body: fc.oneof({ weight: 2, arbitrary: part('body') }, { weight: 1, arbitrary: expression }),
      }),
      member: fc.oneof(
        fc.record({ kind: fc.constant('static' as const), body: part('body') }),
        fc.record({
          kind: fc.constant('field' as const),
          isStatic: fc.boolean(),
          key: optional(expression),
          value: optional(expression),
        }),
        fc.record({ kind: fc.constant('method' as const), key: optional(expression), code: part('code') }),
      ),
      body: fc.array(part('statement'), { maxLength: 4, depthIdentifier }),
      statement: fc.oneof(
        { ...DEPTH, depthIdentifier },
        stated(8, expression.map((value) => ({ kind: 'expression', value }))),
        stated(4, mark.map((value) => ({ kind: 'expression', value }))),
        stated(taste.emitWeight, emit.map((value) => ({ kind: 'expression', value }))),
        stated(2, promise.map((value) => ({ kind: 'expression', value: { kind: 'await', operand: value } }))),
        stated(2, promise.map((value) => ({ kind: 'return', value }))),
        stated(
          2,
          fc.record({ kind: fc.constant('jump' as const), form: fc.constantFrom('break' as const, 'continue' as const), label: fc.constantFrom(undefined, 'outer', 'inner') }),
        ),
        stated(1, fc.record({ kind: fc.constant('return' as const), value: optional(expression) })),
        stated(1, fc.record({ kind: fc.constant('throw' as const), value: leaf })),
        stated(1, fc.record({ kind: fc.constant('throw' as const), value: expression })),
        stated(taste.openWeight, fc.record({ kind: fc.constant('open' as const), id: fc.constant(0), isNamed: fc.constantFrom(true, true, false) })),
        stated(1, fc.record({ kind: fc.constant('declare' as const), pattern: part('pattern'), value: expression })),
        stated(4, fc.record({ kind: fc.constant('if' as const), test: expression, yes: part('body'), no: optional(part('body')) })),
        stated(
          2,
          fc.record({
            kind: fc.constant('switch' as const),
            on: expression,
            cases: fc.array(fc.record<Case>({ test: optional(expression), body: part('body') }), { maxLength: 3 }),
          }),
        ),
        stated(
          3,
          fc.record({
            kind: fc.constant('loop' as const),
            form: fc.constantFrom('while' as const, 'do' as const, 'for' as const, 'of' as const, 'in' as const, 'await of' as const, 'endless' as const),
            label: fc.constantFrom(undefined, 'outer', 'inner'),
            test: expression,
            pattern: part('pattern'),
            first: expression,
            update: expression,
            body: part('body'),
          }),
        ),
        stated(1, fc.record({ kind: fc.constant('labelled' as const), label: fc.constantFrom('outer', 'inner'), body: part('body') })),
        stated(
          4,
          fc.record({
            kind: fc.constant('try' as const),
            block: part('body'),
            caught: part('pattern'),
            handler: optional(part('body')),
            finalizer: optional(part('body')),
          }),
        ),
      ),
    };
  });
  const helper = fc.record<Helper>({ isAsync: fc.boolean(), body: tie.body });
  return fc
    .record({
      isNamed: fc.constantFrom(true, true, true, false),
      helpers: fc.array(helper, { maxLength: 2 }),
      locals: fc.array(helper, { maxLength: 1 }),
      before: tie.body,
      root: taste.root(tie),
      after: tie.body,
      throwsKept: fc.boolean(),
    })
    .map(({ before, root, after, ...rest }) => ({ ...rest, body: [...before, root, ...after] }));
}
