import { parseForESLint } from '@typescript-eslint/parser';
import type { TSESTree } from '@typescript-eslint/utils';
import type { Scope } from '@typescript-eslint/utils/ts-eslint';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ControlFlow } from '../../../eslint-plugin/src/control-flow/analysis';
import { meet } from '../../../eslint-plugin/src/control-flow/completions';
import type { Completion } from '../../../eslint-plugin/src/control-flow/completions';
import type { Effects } from '../../../eslint-plugin/src/control-flow/effects';
import { FileModel } from '../../../eslint-plugin/src/syntax/file-model';
import { functionOf } from '../../../eslint-plugin/src/syntax/functions';
import { connect } from '../../../eslint-plugin/src/syntax/walk';
import { BASIC_CALLS, interpret, print } from '../../support/path-interpreter';
import type { Outcomes, Program, Statement, Test } from '../../support/path-interpreter';

const RUNS = Number(process.env['DIFFERENTIAL_RUNS'] ?? 2_000);
const SEED = Number(process.env['DIFFERENTIAL_SEED'] ?? 20_261_124);
const HELPERS = ['helper0', 'helper1', 'asyncHelper'];
const ALL = 7;

const callee = fc.constantFrom('a', 'b', 'c', 'x', ...HELPERS);

const test: fc.Arbitrary<Test> = fc.letrec<{ test: Test }>((tie) => ({
  test: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    { weight: 3, arbitrary: fc.constant<Test>({ kind: 'unknown' }) },
    { weight: 2, arbitrary: callee.map<Test>((name) => ({ kind: 'call', callee: name })) },
    { weight: 1, arbitrary: fc.boolean().map<Test>((value) => ({ kind: 'constant', value })) },
    { weight: 1, arbitrary: tie('test').map<Test>((inner) => ({ kind: 'not', test: inner })) },
    {
      weight: 2,
      arbitrary: fc.record({ kind: fc.constantFrom('and' as const, 'or' as const), left: tie('test'), right: tie('test') }),
    },
  ),
})).test;

/** Jumps are drawn freely and then those that have no target are made harmless. */
const { body } = fc.letrec<{ body: Statement[]; statement: Statement }>((tie) => ({
  body: fc.array(tie('statement'), { maxLength: 4, depthIdentifier: 'body' }),
  statement: fc.oneof(
    { depthSize: 'small', maxDepth: 4, withCrossShrink: true, depthIdentifier: 'body' },
    { weight: 6, arbitrary: callee.map<Statement>((name) => ({ kind: 'call', callee: name })) },
    { weight: 1, arbitrary: fc.constant<Statement>({ kind: 'throw' }) },
    {
      weight: 1,
      arbitrary: fc.option(callee, { nil: undefined }).map<Statement>((name) => ({ kind: 'return', callee: name })),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constantFrom('break' as const, 'continue' as const),
        label: fc.constantFrom(undefined, 'outer', 'inner'),
      }),
    },
    { weight: 2, arbitrary: test.map<Statement>((given) => ({ kind: 'evaluate', test: given })) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('choose' as const), test, yes: callee, no: callee }) },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('if' as const), test, yes: tie('body'), no: tie('body') }) },
    {
      weight: 2,
      arbitrary: fc
        .tuple(fc.array(tie('body'), { maxLength: 3 }), fc.nat(4))
        .map<Statement>(([bodies, position]) => ({
          kind: 'switch',
          cases: bodies.map((given, index) => ({ isDefault: index === position, body: given })),
        })),
    },
    {
      weight: 3,
      arbitrary: fc.record({
        kind: fc.constant('loop' as const),
        form: fc.constantFrom('while' as const, 'do' as const, 'for' as const, 'of' as const),
        label: fc.constantFrom(undefined, 'outer', 'inner'),
        test,
        body: tie('body'),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant('labelled' as const),
        label: fc.constantFrom('outer', 'inner'),
        body: tie('body'),
      }),
    },
    {
      weight: 4,
      arbitrary: fc
        .record({
          block: tie('body'),
          handler: fc.option(tie('body'), { nil: undefined }),
          finalizer: fc.option(tie('body'), { nil: undefined }),
        })
        .map<Statement>(({ block, handler, finalizer }) => ({
          kind: 'try',
          block,
          handler: handler ?? (finalizer ? undefined : []),
          finalizer,
        })),
    },
  ),
}));

const program: fc.Arbitrary<Program> = fc
  .record({ main: body, helper0: body, helper1: body, asyncHelper: body })
  .map((bodies) => ({
    main: { isAsync: true, body: targeted(bodies.main) },
    // A function that is not async cannot await.
    helper0: { isAsync: false, body: withoutAsync(targeted(bodies.helper0)) },
    helper1: { isAsync: false, body: withoutAsync(targeted(bodies.helper1)) },
    asyncHelper: { isAsync: true, body: targeted(bodies.asyncHelper) },
  }));

interface Targets {
  readonly labels: readonly string[];
  readonly loopLabels: readonly string[];
  readonly inLoop: boolean;
  readonly inSwitch: boolean;
}

function targeted(
  statements: readonly Statement[],
  targets: Targets = { labels: [], loopLabels: [], inLoop: false, inSwitch: false },
): Statement[] {
  const inside = (list: readonly Statement[], more: Partial<Targets> = {}) => targeted(list, { ...targets, ...more });
  return statements.map((statement): Statement => {
    switch (statement.kind) {
      case 'break':
      case 'continue': {
        const { label, kind } = statement;
        const fits =
          label !== undefined
            ? (kind === 'break' ? targets.labels : targets.loopLabels).includes(label)
            : targets.inLoop || (kind === 'break' && targets.inSwitch);
        return fits ? statement : { kind: 'call', callee: 'x' };
      }
      case 'if':
        return { ...statement, yes: inside(statement.yes), no: inside(statement.no) };
      case 'switch':
        return {
          ...statement,
          cases: statement.cases.map((one) => ({ ...one, body: inside(one.body, { inSwitch: true }) })),
        };
      case 'loop': {
        const label = targets.labels.includes(statement.label ?? '') ? undefined : statement.label;
        const own = label === undefined ? [] : [label];
        const body = inside(statement.body, {
          inLoop: true,
          labels: [...targets.labels, ...own],
          loopLabels: [...targets.loopLabels, ...own],
        });
        return { ...statement, label, body };
      }
      case 'labelled':
        return targets.labels.includes(statement.label)
          ? { kind: 'if', test: { kind: 'constant', value: true }, yes: inside(statement.body), no: [] }
          : { ...statement, body: inside(statement.body, { labels: [...targets.labels, statement.label] }) };
      case 'try':
        return {
          kind: 'try',
          block: inside(statement.block),
          handler: statement.handler && inside(statement.handler),
          finalizer: statement.finalizer && inside(statement.finalizer),
        };
      default:
        return statement;
    }
  });
}

function withoutAsync(statements: readonly Statement[]): Statement[] {
  return JSON.parse(JSON.stringify(statements).replaceAll('asyncHelper', 'helper1')) as Statement[];
}

function analyse(source: string): Record<string, number | undefined> {
  const { ast, scopeManager, visitorKeys } = parseForESLint(source, { range: true, loc: true });
  const root = ast as unknown as TSESTree.Program;
  connect({ visitorKeys }, root);
  const file = new FileModel(root, scopeManager as unknown as Scope.ScopeManager, visitorKeys);
  const effects: Effects = {
    effectOf(node) {
      if (node.type !== 'CallExpression' || node.callee.type !== 'Identifier') {
        return undefined;
      }
      const gain = BASIC_CALLS[node.callee.name];
      const called = functionOf(file, node.callee);
      return gain !== undefined ? { gain } : called && { runs: [{ function: called }], neverThrows: true };
    },
    assume: () => 0,
    rejects: () => false,
  };
  const [main] = root.body;
  if (main?.type !== 'FunctionDeclaration') {
    throw new Error('the first statement is main');
  }
  const ways = new ControlFlow(effects, file).waysOf(main);
  const must = (way: Completion | undefined) => way && way.gain & ALL;
  return {
    normal: must(ways.normal),
    return: must(ways.return),
    throw: must(meet(ways.throw, ways.reject)),
    implicit: must(ways.implicitThrow),
  };
}

function expected(outcomes: Outcomes): Record<string, number | undefined> {
  const must = (kind: string) => {
    const sets = outcomes.get(kind);
    return sets && [...sets].reduce((all, facts) => all & facts, ALL);
  };
  return { normal: must('normal'), return: must('return'), throw: must('throw'), implicit: must('implicit') };
}

it(`agrees with an exact interpreter on ${RUNS} random programs, seed ${SEED}`, () => {
  fc.assert(
    fc.property(program, (given) => {
      const source = print(given);
      expect(analyse(source), source).toEqual(expected(interpret(given, 'main')));
    }),
    { numRuns: RUNS, seed: SEED },
  );
}, 120_000);
