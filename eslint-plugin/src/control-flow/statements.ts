import type { TSESTree } from '@typescript-eslint/utils';
import { applied } from './calls';
import { change, compose, leavingAt, meet, UNCHANGED } from './completions';
import type { Completion } from './completions';
import { branches, evaluateCondition } from './conditions';
import type { Condition } from './conditions';
import type { Loop } from './effects';
import { assumed, followedBy, mayThrow } from './evaluation';
import type { Evaluation } from './evaluation';
import { evaluate } from './expressions';
import { completionsOf, either, NOTHING_HAPPENS, takeJumps, throughFinally, withNormal } from './ways';
import type { Ways } from './ways';

/** Executing statements, with a record of how the nodes that were asked for complete. */
export interface Execution extends Evaluation {
  /** Told the ways of every block of a `catch` clause and of every `if` branch, as they are found. */
  record(node: TSESTree.Node, ways: Ways): void;
}

interface LoopParts {
  readonly before: Ways;
  readonly test: Condition;
  readonly update: Ways;
}

/** How a list of statements can complete. */
export function executeAll(execution: Execution, statements: readonly TSESTree.Node[]): Ways {
  let ways = NOTHING_HAPPENS;
  for (const statement of statements) {
    if (ways.normal === undefined) {
      // Not reached, but handlers in it are still judged.
      execute(execution, statement);
    } else {
      ways = followedBy(execution, ways, execute(execution, statement));
    }
  }
  return ways;
}

/** How a statement can complete. */
export function execute(
  execution: Execution,
  node: TSESTree.Node | null | undefined,
  labels: readonly string[] = [],
): Ways {
  if (node === null || node === undefined) {
    return NOTHING_HAPPENS;
  }
  switch (node.type) {
    case 'BlockStatement':
    case 'Program': {
      const ways = executeAll(execution, node.body);
      execution.record(node, ways);
      return ways;
    }
    case 'ExpressionStatement':
      return evaluate(execution, node.expression);
    case 'VariableDeclaration':
      return executeDeclaration(execution, node);
    case 'ReturnStatement':
      return executeReturn(execution, node, node.argument);
    case 'ThrowStatement': {
      const value = followedBy(
        execution,
        evaluate(execution, node.argument),
        applied(execution, execution.effects.effectOf(node), node, 'dropped'),
      );
      const thrown = value.normal && leavingAt(value.normal, node);
      return { ...value, normal: undefined, throw: meet(value.throw, thrown) };
    }
    case 'BreakStatement':
      return jump(`break ${node.label?.name ?? ''}`, node);
    case 'ContinueStatement':
      return jump(`continue ${node.label?.name ?? ''}`, node);
    case 'LabeledStatement': {
      const label = node.label.name;
      const body = execute(execution, node.body, [...labels, label]);
      const { rest, jump: left } = takeJumps(body, [`break ${label}`]);
      return withNormal(rest, meet(rest.normal, left));
    }
    case 'IfStatement':
      return executeIf(execution, node);
    case 'SwitchStatement':
      return executeSwitch(execution, node);
    case 'TryStatement':
      return executeTry(execution, node);
    case 'WhileStatement':
    case 'DoWhileStatement':
    case 'ForStatement':
    case 'ForInStatement':
    case 'ForOfStatement':
      return executeLoop(execution, node, labels);
    case 'WithStatement':
      return followedBy(execution, evaluate(execution, node.object), execute(execution, node.body));
    case 'ExportNamedDeclaration':
    case 'ExportDefaultDeclaration':
      return execute(execution, node.declaration);
    case 'TSModuleDeclaration':
      return execute(execution, node.body);
    case 'TSModuleBlock':
      return executeAll(execution, node.body);
    case 'TSExportAssignment':
      return evaluate(execution, node.expression);
    case 'ClassDeclaration':
      return evaluate(execution, node);
    case 'EmptyStatement':
    case 'DebuggerStatement':
    case 'FunctionDeclaration':
    case 'ImportDeclaration':
    case 'ExportAllDeclaration':
      return NOTHING_HAPPENS;
    default:
      return node.type.startsWith('TS') ? NOTHING_HAPPENS : evaluate(execution, node);
  }
}

/** `return value`, also the value of an arrow function without a block. */
function executeReturn(
  execution: Execution,
  at: TSESTree.Node,
  value: TSESTree.Expression | null,
): Ways {
  const ways = evaluate(execution, value, execution.returned);
  if (value !== null && execution.returned === 'returned' && execution.effects.rejects(value)) {
    const rejected = meet(ways.reject, ways.normal);
    return { ...ways, normal: undefined, reject: rejected && leavingAt(rejected, at) };
  }
  if (ways.normal === undefined) {
    return ways;
  }
  return { ...ways, normal: undefined, return: meet(ways.return, leavingAt(ways.normal, at)) };
}

function jump(key: string, node: TSESTree.Node): Ways {
  return { jumps: new Map([[key, leavingAt(UNCHANGED, node)]]) };
}

function executeDeclaration(execution: Execution, node: TSESTree.VariableDeclaration): Ways {
  let ways = NOTHING_HAPPENS;
  for (const declarator of node.declarations) {
    const value = followedBy(
      execution,
      evaluate(execution, declarator.init),
      applied(execution, execution.effects.effectOf(declarator), declarator, 'dropped'),
    );
    const target = declarator.id.type === 'Identifier' ? NOTHING_HAPPENS : evaluate(execution, declarator.id);
    ways = followedBy(execution, ways, followedBy(execution, value, target));
  }
  return ways;
}

/** Long `else if` chains nest deeper than the call stack goes, so they are walked as a list. */
function executeIf(execution: Execution, node: TSESTree.IfStatement): Ways {
  const chain = [node];
  let last: TSESTree.Statement | null = node.alternate;
  while (last?.type === 'IfStatement') {
    chain.push(last);
    last = last.alternate;
  }
  let ways = execute(execution, last);
  for (const link of chain.reverse()) {
    const test = evaluateCondition(execution, link.test);
    const consequent = execute(execution, link.consequent);
    ways = branches(execution, test, consequent, ways);
  }
  return ways;
}

function executeSwitch(execution: Execution, node: TSESTree.SwitchStatement): Ways {
  const discriminant = evaluate(execution, node.discriminant);
  let tests = NOTHING_HAPPENS;
  const entries = new Map<TSESTree.SwitchCase, Completion | undefined>();
  for (const switchCase of node.cases) {
    if (switchCase.test !== null) {
      tests = followedBy(execution, tests, evaluate(execution, switchCase.test));
      const vacuous = execution.effects.assumeCase?.(node.discriminant, switchCase.test) ?? 0;
      entries.set(switchCase, tests.normal && compose(tests.normal, assumed(vacuous)));
    }
  }
  let bodies: Ways = {};
  let hasDefault = false;
  for (const switchCase of node.cases) {
    hasDefault ||= switchCase.test === null;
    const entry = switchCase.test === null ? tests.normal : entries.get(switchCase);
    const into: Ways = { ...bodies, normal: meet(bodies.normal, entry) };
    const body = executeAll(execution, switchCase.consequent);
    bodies = into.normal === undefined ? into : followedBy(execution, into, body);
  }
  const { rest, jump: broken } = takeJumps(bodies, ['break ']);
  const noneMatched = hasDefault ? undefined : tests.normal;
  const normal = meet(meet(rest.normal, broken), noneMatched);
  return followedBy(execution, discriminant, either(withNormal(tests, undefined), withNormal(rest, normal)));
}

function executeTry(execution: Execution, node: TSESTree.TryStatement): Ways {
  const marked = execution.effects.onTry?.(node);
  const entered: Ways = marked ? { normal: change(marked.gain) } : NOTHING_HAPPENS;
  const block = followedBy(execution, entered, execute(execution, node.block));
  let ways = block;
  if (node.handler) {
    const caught: Ways = marked ? { normal: change(0, marked.loseInCatch) } : NOTHING_HAPPENS;
    const parameter = followedBy(execution, caught, evaluate(execution, node.handler.param));
    const handler = followedBy(execution, parameter, execute(execution, node.handler.body));
    const thrown = meet(block.throw, block.implicitThrow);
    const unthrown: Ways = { ...block, throw: undefined, implicitThrow: undefined };
    ways =
      thrown === undefined
        ? unthrown
        : either(unthrown, followedBy(execution, { normal: { ...thrown, exits: undefined } }, handler));
  }
  if (!node.finalizer) {
    return ways;
  }
  const finalizer = execute(execution, node.finalizer);
  for (const way of completionsOf(ways)) {
    followedBy(execution, { normal: way }, { normal: UNCHANGED, touches: finalizer.touches });
  }
  return throughFinally(ways, finalizer);
}

/**
 * Facts are gained and lost one by one, so what a second round does to them a first one has shown: a
 * loop is entered either as it was reached or as one round has left it.
 */
function executeLoop(execution: Execution, node: Loop, labels: readonly string[]): Ways {
  const { before, test, update } = withRounds(execution, node, loopParts(execution, node));
  const continues = ['continue ', ...labels.map((label) => `continue ${label}`)];
  const given = 'left' in node ? assignedInRound(execution, node.left) : NOTHING_HAPPENS;
  const taken = takeJumps(followedBy(execution, given, execute(execution, node.body)), continues);
  const body = withNormal(taken.rest, meet(taken.rest.normal, taken.jump));
  const round = followedBy(execution, body, update);
  const { rest, jump: broken } = takeJumps(executeRounds(execution, node, test, round), ['break ']);
  return followedBy(execution, before, withNormal(rest, meet(rest.normal, broken)));
}

/** Any number of rounds, each after its test; the first one of `do ... while` comes before it. */
function executeRounds(execution: Execution, { type }: Loop, test: Condition, round: Ways): Ways {
  if (type === 'DoWhileStatement' && round.normal === undefined) {
    return round;
  }
  const entered = test.whenTrue === undefined ? {} : followedBy(execution, { normal: test.whenTrue }, round);
  const again = followedBy(execution, entered, either(test.abrupt, entered));
  const perRound = either(either(test.abrupt, entered), withNormal(again, undefined));
  const atTest = meet(UNCHANGED, perRound.normal) ?? UNCHANGED;
  const leaves = test.whenFalse && compose(atTest, test.whenFalse);
  const rounds = withNormal(perRound, leaves);
  return type === 'DoWhileStatement' ? followedBy(execution, round, rounds) : rounds;
}

/** What a round of `for (left of ...)` begins with: defaults and computed keys of a pattern. */
function assignedInRound(execution: Execution, left: TSESTree.Node): Ways {
  return evaluate(execution, left.type === 'VariableDeclaration' ? left.declarations[0]?.id : left);
}

/** The parts of a loop, with the facts that its rounds are about. */
function withRounds(execution: Execution, node: Loop, { before, test, update }: LoopParts): LoopParts {
  const round = execution.effects.onRound?.(node);
  if (round === undefined) {
    return { before, test, update };
  }
  const whenTrue = test.whenTrue && compose(test.whenTrue, change(0, round.lose));
  return {
    before: followedBy(execution, before, { normal: assumed(round.before) }),
    test: { ...test, whenTrue },
    update,
  };
}

function loopParts(execution: Execution, node: Loop): LoopParts {
  if (node.type === 'ForInStatement' || node.type === 'ForOfStatement') {
    const next =
      node.type === 'ForOfStatement' && node.await ? mayThrow(NOTHING_HAPPENS, node) : NOTHING_HAPPENS;
    return {
      before: evaluate(execution, node.right),
      test: { abrupt: withNormal(next, undefined), whenTrue: UNCHANGED, whenFalse: UNCHANGED },
      update: NOTHING_HAPPENS,
    };
  }
  if (node.type === 'ForStatement') {
    const { init, test, update } = node;
    return {
      before: init?.type === 'VariableDeclaration' ? execute(execution, init) : evaluate(execution, init),
      test:
        test === null
          ? { abrupt: {}, whenTrue: UNCHANGED, whenFalse: undefined }
          : evaluateCondition(execution, test),
      update: evaluate(execution, update),
    };
  }
  const test = evaluateCondition(execution, node.test);
  return { before: NOTHING_HAPPENS, test, update: NOTHING_HAPPENS };
}

/** How a function's own paths can complete, its default parameters included. */
export function executeFunction(
  execution: Execution,
  node: TSESTree.FunctionDeclaration | TSESTree.FunctionExpression | TSESTree.ArrowFunctionExpression,
): Ways {
  let parameters = NOTHING_HAPPENS;
  for (const parameter of node.params) {
    if (parameter.type !== 'Identifier') {
      parameters = followedBy(execution, parameters, evaluate(execution, parameter));
    }
  }
  const body =
    node.body.type === 'BlockStatement'
      ? execute(execution, node.body)
      : executeReturn(execution, node.body, node.body);
  return followedBy(execution, parameters, body);
}
