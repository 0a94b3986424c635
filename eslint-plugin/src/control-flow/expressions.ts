import type { TSESTree } from '@typescript-eslint/utils';
import type { FileModel, FunctionNode } from '../syntax/file-model';
import { promiseHeldBy } from '../syntax/held-promises';
import {
  after,
  asAwaited,
  asReturned,
  change,
  compose,
  either,
  gainedTwice,
  keepingAll,
  leavingAt,
  meet,
  NOTHING_HAPPENS,
  sequence,
  throughFinally,
  UNCHANGED,
  withNormal,
} from './completions';
import type { Completion, Facts, Gains, Ways } from './completions';
import type { Effect, Effects, FunctionSummary, PromiseUse, Run } from './effects';

/** What the analysis has to know of the file. */
export type AnalysedFile = Pick<FileModel, 'visitorKeys' | 'variableOf'>;

/** What evaluating code needs: the effects of nodes, and what calls of functions do. */
export interface Evaluation {
  readonly effects: Effects;
  readonly file: AnalysedFile;
  /** What becomes of a promise that the function returns. */
  readonly returned: PromiseUse;
  summaryOf(node: FunctionNode): FunctionSummary;
  /** How the statements of a static block can complete. */
  executeAll(statements: readonly TSESTree.Statement[]): Ways;
  /** Told when the value that is returned settles only later. */
  returnsDeferred(): void;
  /** What waiting for promises that were made before does, by the expressions that made them. */
  readonly settled: Readonly<Record<'awaited' | 'returned', Map<TSESTree.Expression, Ways>>>;
}

/** How a test can come out. */
export interface Condition {
  /** Throwing and other abrupt ways of the test. */
  readonly abrupt: Ways;
  readonly whenTrue: Completion | undefined;
  readonly whenFalse: Completion | undefined;
}

/** Type-level children, which are never evaluated. */
const NOT_EVALUATED = new Set([
  'typeAnnotation',
  'typeArguments',
  'typeParameters',
  'superTypeArguments',
  'returnType',
  'implements',
  'key',
]);

/** `second` after `first`, telling of facts that both may gain. */
export function followedBy(evaluation: Evaluation, first: Ways, second: Ways): Ways {
  const { onGainedTwice } = evaluation.effects;
  if (onGainedTwice) {
    for (const [fact, node] of gainedTwice(first.normal, second)) {
      onGainedTwice(fact, node);
    }
  }
  return sequence(first, second);
}

/** How the evaluation of an expression can complete. */
export function evaluate(
  evaluation: Evaluation,
  node: TSESTree.Node | null | undefined,
  use: PromiseUse = 'dropped',
): Ways {
  if (node === null || node === undefined) {
    return NOTHING_HAPPENS;
  }
  switch (node.type) {
    case 'Identifier':
      return use === 'dropped' ? NOTHING_HAPPENS : settle(evaluation, node, use);
    case 'Literal':
    case 'ThisExpression':
    case 'Super':
    case 'TemplateElement':
    case 'FunctionDeclaration':
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
    case 'MetaProperty':
      return NOTHING_HAPPENS;
    case 'AwaitExpression':
      return mayThrow(evaluate(evaluation, node.argument, 'awaited'), node);
    case 'YieldExpression':
      return mayThrow(evaluate(evaluation, node.argument), node);
    case 'CallExpression':
      return evaluateCall(evaluation, node, use);
    case 'NewExpression':
      return evaluateNew(evaluation, node);
    case 'TaggedTemplateExpression':
      return mayThrow(inOrder(evaluation, [node.tag, node.quasi]), node);
    case 'ChainExpression':
      return evaluateChain(evaluation, node, use);
    case 'ConditionalExpression': {
      const test = evaluateCondition(evaluation, node.test);
      return branches(
        evaluation,
        test,
        evaluate(evaluation, node.consequent, use),
        evaluate(evaluation, node.alternate, use),
      );
    }
    case 'LogicalExpression':
      return evaluateLogical(evaluation, node, use);
    case 'BinaryExpression':
      return evaluateBinary(evaluation, node);
    case 'SequenceExpression': {
      const last = node.expressions.at(-1);
      const before = inOrder(evaluation, node.expressions.slice(0, -1));
      return followedBy(evaluation, before, evaluate(evaluation, last, use));
    }
    case 'AssignmentExpression':
      return evaluateAssignment(evaluation, node, use);
    case 'AssignmentPattern': {
      const given = evaluate(evaluation, node.right);
      return followedBy(evaluation, either(NOTHING_HAPPENS, given), evaluate(evaluation, node.left));
    }
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSNonNullExpression':
    case 'TSTypeAssertion':
    case 'TSInstantiationExpression':
      return evaluate(evaluation, node.expression, use);
    case 'MemberExpression': {
      const object = evaluate(evaluation, node.object);
      return node.computed ? followedBy(evaluation, object, evaluate(evaluation, node.property)) : object;
    }
    case 'Property':
      return evaluateProperty(evaluation, node);
    case 'ClassBody':
      return evaluateClassBody(evaluation, node);
    case 'StaticBlock':
      return evaluation.executeAll(node.body);
    default:
      return inOrder(evaluation, children(evaluation, node));
  }
}

/** What waiting for a promise that a name holds does, besides what has been done where it was made. */
function settle(evaluation: Evaluation, name: TSESTree.Identifier, use: 'awaited' | 'returned'): Ways {
  const settled = evaluation.settled[use];
  const promise = promiseHeldBy(evaluation.file, name);
  if (promise === undefined) {
    return NOTHING_HAPPENS;
  }
  const known = settled.get(promise);
  if (known !== undefined) {
    return known;
  }
  // A promise that waits for itself never settles.
  settled.set(promise, NOTHING_HAPPENS);
  // What happens at once has been told of already.
  const untold = { ...evaluation, effects: { ...evaluation.effects, onGainedTwice: undefined } };
  const made = evaluate(untold, promise).normal;
  const waited = evaluate(untold, promise, use);
  const isDeferred = waited.normal === undefined || waited.normal.gain !== made?.gain;
  const ways = isDeferred ? keepingAll(waited) : NOTHING_HAPPENS;
  settled.set(promise, ways);
  return ways;
}

/** A test, with the ways on which it is true and those on which it is false. */
export function evaluateCondition(evaluation: Evaluation, test: TSESTree.Expression): Condition {
  if (test.type === 'UnaryExpression' && test.operator === '!') {
    const { abrupt, whenTrue, whenFalse } = evaluateCondition(evaluation, test.argument);
    return { abrupt, whenTrue: whenFalse, whenFalse: whenTrue };
  }
  switch (test.type) {
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSNonNullExpression':
    case 'TSTypeAssertion':
      return evaluateCondition(evaluation, test.expression);
    case 'SequenceExpression':
      return evaluateSequenceCondition(evaluation, test);
    case 'ConditionalExpression':
      return evaluateChosenCondition(evaluation, test);
  }
  if (test.type === 'LogicalExpression' && test.operator === '??') {
    return evaluateNullishCondition(evaluation, test);
  }
  if (test.type === 'LogicalExpression') {
    const left = evaluateCondition(evaluation, test.left);
    const right = evaluateCondition(evaluation, test.right);
    const isAnd = test.operator === '&&';
    const into = isAnd ? left.whenTrue : left.whenFalse;
    const goesOn = (way: Completion | undefined) => into && way && compose(into, way);
    const rightAbrupt = into ? after(into, right.abrupt) : {};
    tellGainedTwice(evaluation, into, right);
    return {
      abrupt: either(left.abrupt, rightAbrupt),
      whenTrue: isAnd ? goesOn(right.whenTrue) : meet(left.whenTrue, goesOn(right.whenTrue)),
      whenFalse: isAnd ? meet(left.whenFalse, goesOn(right.whenFalse)) : goesOn(right.whenFalse),
    };
  }
  const ways = evaluate(evaluation, test);
  const constant = constantTruth(test);
  const outcome = (value: boolean) =>
    constant === !value || ways.normal === undefined
      ? undefined
      : compose(ways.normal, assumed(evaluation.effects.assume(test, value)));
  return { abrupt: withNormal(ways, undefined), whenTrue: outcome(true), whenFalse: outcome(false) };
}

/** `left ?? right` comes out as `right` when `left` is missing, and so false, and else as `left`. */
function evaluateNullishCondition(evaluation: Evaluation, { left, right }: TSESTree.LogicalExpression): Condition {
  if (left.type === 'Literal') {
    return evaluateCondition(evaluation, isNull(left) ? right : left);
  }
  const given = evaluateCondition(evaluation, left);
  const missing = entered(evaluation, { normal: given.whenFalse }, evaluateCondition(evaluation, right));
  return {
    abrupt: either(given.abrupt, missing.abrupt),
    whenTrue: meet(given.whenTrue, missing.whenTrue),
    whenFalse: meet(given.whenFalse, missing.whenFalse),
  };
}

/** A sequence comes out as its last expression does. */
function evaluateSequenceCondition(evaluation: Evaluation, { expressions }: TSESTree.SequenceExpression): Condition {
  const before = inOrder(evaluation, expressions.slice(0, -1));
  const last = evaluateCondition(evaluation, expressions[expressions.length - 1] as TSESTree.Expression);
  return entered(evaluation, before, last);
}

/** `(test ? one : other)` comes out as the branch that is taken. */
function evaluateChosenCondition(evaluation: Evaluation, node: TSESTree.ConditionalExpression): Condition {
  const test = evaluateCondition(evaluation, node.test);
  const enter = (into: Completion | undefined, branch: TSESTree.Expression): Condition =>
    into === undefined
      ? { abrupt: {}, whenTrue: undefined, whenFalse: undefined }
      : entered(evaluation, { normal: into }, evaluateCondition(evaluation, branch));
  const consequent = enter(test.whenTrue, node.consequent);
  const alternate = enter(test.whenFalse, node.alternate);
  return {
    abrupt: either(test.abrupt, either(consequent.abrupt, alternate.abrupt)),
    whenTrue: meet(consequent.whenTrue, alternate.whenTrue),
    whenFalse: meet(consequent.whenFalse, alternate.whenFalse),
  };
}

/** A condition that comes after other code. */
function entered(evaluation: Evaluation, before: Ways, condition: Condition): Condition {
  const into = before.normal;
  tellGainedTwice(evaluation, into, condition);
  const goesOn = (way: Completion | undefined) => into && way && compose(into, way);
  return {
    abrupt: into === undefined ? before : sequence(before, condition.abrupt),
    whenTrue: goesOn(condition.whenTrue),
    whenFalse: goesOn(condition.whenFalse),
  };
}

/** The ways through a test and the branch that it takes. */
export function branches(evaluation: Evaluation, test: Condition, consequent: Ways, alternate: Ways): Ways {
  const enter = (entered: Completion | undefined, branch: Ways) =>
    entered === undefined ? {} : followedBy(evaluation, { normal: entered }, branch);
  return either(test.abrupt, either(enter(test.whenTrue, consequent), enter(test.whenFalse, alternate)));
}

export function assumed(facts: Facts): Completion {
  return facts === 0 ? UNCHANGED : { ...change(facts), mayGain: 0 };
}

/** `ways`, and then the node itself may throw. */
export function mayThrow(ways: Ways, node: TSESTree.Node): Ways {
  if (ways.normal === undefined) {
    return ways;
  }
  const thrown: Completion = { ...ways.normal, exits: node };
  return { ...ways, implicitThrow: meet(ways.implicitThrow, thrown) };
}

function inOrder(evaluation: Evaluation, nodes: readonly (TSESTree.Node | null | undefined)[]): Ways {
  let ways = NOTHING_HAPPENS;
  for (const node of nodes) {
    ways = followedBy(evaluation, ways, evaluate(evaluation, node));
  }
  return ways;
}

function children(evaluation: Evaluation, node: TSESTree.Node): TSESTree.Node[] {
  const found: TSESTree.Node[] = [];
  for (const key of evaluation.file.visitorKeys[node.type] ?? []) {
    if (NOT_EVALUATED.has(key)) {
      continue;
    }
    const child: unknown = node[key as keyof typeof node];
    for (const item of Array.isArray(child) ? child : [child]) {
      if (isNode(item)) {
        found.push(item);
      }
    }
  }
  return found;
}

function isNode(value: unknown): value is TSESTree.Node {
  return typeof value === 'object' && value !== null && 'type' in value;
}

/** A regular expression that the host cannot read, and a `bigint`, have no value either. */
function isNull(literal: TSESTree.Literal): boolean {
  return literal.value === null && literal.raw === 'null';
}

function constantTruth(test: TSESTree.Expression): boolean | undefined {
  return test.type === 'Literal' && !('regex' in test) && !('bigint' in test) ? Boolean(test.value) : undefined;
}

function tellGainedTwice(evaluation: Evaluation, into: Completion | undefined, right: Condition): void {
  for (const normal of [right.whenTrue, right.whenFalse]) {
    if (into && normal) {
      followedBy(evaluation, { normal: into }, { normal, gains: right.abrupt.gains });
    }
  }
}

function evaluateLogical(
  evaluation: Evaluation,
  node: TSESTree.LogicalExpression,
  use: PromiseUse,
): Ways {
  const right = evaluate(evaluation, node.right, use);
  if (node.operator === '??' && node.left.type === 'Literal') {
    return isNull(node.left) ? right : NOTHING_HAPPENS;
  }
  if (node.operator === '??') {
    const left = evaluate(evaluation, node.left, use);
    return followedBy(evaluation, left, either(NOTHING_HAPPENS, right));
  }
  const test = evaluateCondition(evaluation, node.left);
  return node.operator === '&&'
    ? branches(evaluation, test, right, NOTHING_HAPPENS)
    : branches(evaluation, test, NOTHING_HAPPENS, right);
}

/** Long concatenations nest to the left, deeper than the call stack goes. */
function evaluateBinary(evaluation: Evaluation, node: TSESTree.BinaryExpression): Ways {
  const operands: TSESTree.Node[] = [];
  let left: TSESTree.Node = node;
  while (left.type === 'BinaryExpression') {
    operands.push(left.right);
    left = left.left;
  }
  operands.push(left);
  return inOrder(evaluation, operands.reverse());
}

function evaluateAssignment(
  evaluation: Evaluation,
  node: TSESTree.AssignmentExpression,
  use: PromiseUse,
): Ways {
  const target = evaluate(evaluation, node.left);
  const effect = evaluation.effects.effectOf(node);
  const stored = followedBy(
    evaluation,
    evaluate(evaluation, node.right, use),
    applied(evaluation, effect, node, 'dropped'),
  );
  if (node.left.type === 'ObjectPattern' || node.left.type === 'ArrayPattern') {
    return followedBy(evaluation, stored, target);
  }
  const isLogical = node.operator === '&&=' || node.operator === '||=' || node.operator === '??=';
  return followedBy(evaluation, target, isLogical ? either(NOTHING_HAPPENS, stored) : stored);
}

function evaluateProperty(evaluation: Evaluation, node: TSESTree.Property): Ways {
  const key = node.computed ? evaluate(evaluation, node.key) : NOTHING_HAPPENS;
  return followedBy(evaluation, key, evaluate(evaluation, node.value));
}

/** All computed keys come first, then static fields and blocks; other fields wait for an instance. */
function evaluateClassBody(evaluation: Evaluation, { body }: TSESTree.ClassBody): Ways {
  const keys: TSESTree.Node[] = [];
  const statics: (TSESTree.Node | null)[] = [];
  for (const member of body) {
    if ('decorators' in member) {
      keys.push(...member.decorators);
    }
    if ('computed' in member && member.computed) {
      keys.push(member.key);
    }
    if (member.type === 'StaticBlock') {
      statics.push(member);
    } else if ((member.type === 'PropertyDefinition' || member.type === 'AccessorProperty') && member.static) {
      statics.push(member.value);
    }
  }
  return inOrder(evaluation, [...keys, ...statics]);
}

/**
 * `a?.b(c).d`: where `a` is nullish the rest of the chain is skipped. What the rest would have done to
 * an object that may be absent counts as done when the caller says so (see `Effects.assume`).
 */
function evaluateChain(evaluation: Evaluation, node: TSESTree.ChainExpression, use: PromiseUse): Ways {
  const ways = evaluateLink(evaluation, node.expression, use);
  return either(ways.ways, ways.skipped === undefined ? {} : { normal: ways.skipped });
}

interface Link {
  readonly ways: Ways;
  readonly skipped: Completion | undefined;
}

function evaluateLink(evaluation: Evaluation, node: TSESTree.Node, use: PromiseUse): Link {
  switch (node.type) {
    case 'TSNonNullExpression':
      return evaluateLink(evaluation, node.expression, use);
    case 'MemberExpression': {
      const object = skippable(evaluation, evaluateLink(evaluation, node.object, 'dropped'), node.object, node.optional);
      const property = node.computed ? evaluate(evaluation, node.property) : NOTHING_HAPPENS;
      return { ways: followedBy(evaluation, object.ways, property), skipped: object.skipped };
    }
    case 'CallExpression': {
      const callee = skippable(
        evaluation,
        evaluateLink(evaluation, node.callee, 'dropped'),
        node.callee,
        node.optional,
      );
      return { ways: callAfter(evaluation, callee.ways, node, use), skipped: callee.skipped };
    }
    default:
      return { ways: evaluate(evaluation, node), skipped: undefined };
  }
}

function skippable(evaluation: Evaluation, link: Link, node: TSESTree.Expression, optional: boolean): Link {
  if (!optional || link.ways.normal === undefined) {
    return link;
  }
  const absent = compose(link.ways.normal, assumed(evaluation.effects.assume(node, false)));
  return { ways: link.ways, skipped: meet(link.skipped, absent) };
}

function evaluateCall(evaluation: Evaluation, node: TSESTree.CallExpression, use: PromiseUse): Ways {
  if (use !== 'dropped' && evaluation.effects.rejects(node)) {
    return rejectedAt(evaluation, node, use);
  }
  return (
    evaluatePromiseChain(evaluation, node, use) ??
    evaluateKeptChain(evaluation, node) ??
    callAfter(evaluation, evaluate(evaluation, node.callee), node, use)
  );
}

/** `Promise.reject(...)`, awaited or returned. */
function rejectedAt(evaluation: Evaluation, node: TSESTree.CallExpression, use: PromiseUse): Ways {
  const { normal, ...abrupt } = inOrder(evaluation, node.arguments);
  const left = normal && leavingAt(normal, node);
  if (use === 'awaited') {
    return { ...abrupt, throw: meet(abrupt.throw, left) };
  }
  evaluation.returnsDeferred();
  return { ...abrupt, reject: meet(abrupt.reject, left) };
}

function callAfter(
  evaluation: Evaluation,
  callee: Ways,
  node: TSESTree.CallExpression,
  use: PromiseUse,
): Ways {
  const called = followedBy(evaluation, callee, evaluateArguments(evaluation, node, use));
  const effect = evaluation.effects.effectOf(node);
  if (effect?.ends) {
    return { ...called, normal: undefined, exit: meet(called.exit, called.normal && { ...called.normal, exits: node }) };
  }
  let ways = effect?.neverThrows ? called : mayThrow(called, node);
  for (const run of effect?.runs ?? []) {
    ways = followedBy(evaluation, ways, callOf(evaluation, run, node, use));
  }
  if (effect?.gainAwaited !== undefined && use === 'returned') {
    evaluation.returnsDeferred();
  }
  return followedBy(evaluation, ways, applied(evaluation, effect, node, use));
}

function evaluateNew(evaluation: Evaluation, node: TSESTree.NewExpression): Ways {
  const called = mayThrow(inOrder(evaluation, [node.callee, ...node.arguments]), node);
  return followedBy(evaluation, called, applied(evaluation, evaluation.effects.effectOf(node), node, 'dropped'));
}

function evaluateArguments(evaluation: Evaluation, node: TSESTree.CallExpression, use: PromiseUse): Ways {
  const [first] = node.arguments;
  if (use === 'dropped' || first === undefined || !isPromiseAll(node)) {
    return inOrder(evaluation, node.arguments);
  }
  if (first.type === 'ArrayExpression') {
    let ways = NOTHING_HAPPENS;
    for (const element of first.elements) {
      ways = followedBy(evaluation, ways, evaluate(evaluation, element, use));
    }
    return ways;
  }
  return evaluate(evaluation, first, use);
}

function isPromiseAll({ callee }: TSESTree.CallExpression): boolean {
  return (
    callee.type === 'MemberExpression' &&
    callee.object.type === 'Identifier' &&
    callee.object.name === 'Promise' &&
    ['all', 'allSettled'].includes(memberName(callee) ?? '')
  );
}

function memberName(node: TSESTree.MemberExpression): string | undefined {
  return !node.computed && node.property.type === 'Identifier' ? node.property.name : undefined;
}

/** What applying a known effect adds. */
export function applied(
  { effects }: Evaluation,
  effect: Effect | undefined,
  node: TSESTree.Node,
  use: PromiseUse,
): Ways {
  const gain = (effect?.gain ?? 0) | (use === 'dropped' ? 0 : (effect?.gainAwaited ?? 0));
  const lose = effect?.lose ?? 0;
  const vacuous = effect?.vacuous ?? 0;
  if (gain === 0 && lose === 0) {
    return vacuous === 0 ? NOTHING_HAPPENS : { normal: assumed(vacuous) };
  }
  const normal = compose(change(gain, lose), assumed(vacuous));
  return effects.onGainedTwice ? { normal, gains: gainsAt(gain, node) } : { normal };
}

function gainsAt(facts: Facts, node: TSESTree.Node): Gains {
  const gains = new Map<Facts, TSESTree.Node>();
  for (let left = facts; left !== 0; left &= left - 1) {
    gains.set(left & -left, node);
  }
  return gains;
}

/** The ways of a call that runs `run`. */
function callOf(evaluation: Evaluation, run: Run, node: TSESTree.Node, use: PromiseUse): Ways {
  const summary = evaluation.summaryOf(run.function);
  const ways = use === 'dropped' ? summary.waysIfDropped : summary.ways;
  if (use === 'returned' && summary.givesPromise) {
    evaluation.returnsDeferred();
  }
  const translated = (facts: Facts): Facts => run.translate?.(facts) ?? facts;
  const translate = (way: Completion | undefined): Completion | undefined =>
    way && { ...way, gain: translated(way.gain), mayGain: translated(way.mayGain), exits: node };
  const recorded = change(run.gainOnThrow ?? 0);
  const thrown = (way: Completion | undefined) => way && { ...compose(way, recorded), exits: way.exits };
  const called: Ways = {
    normal: dropExits(translate(meet(ways.normal, ways.return))),
    throw: thrown(translate(ways.throw)),
    reject: thrown(translate(ways.reject)),
    implicitThrow: thrown(translate(ways.implicitThrow)),
    implicitReject: thrown(translate(ways.implicitReject)),
    exit: translate(ways.exit),
    gains: ways.gains && gainsAt(translated([...ways.gains.keys()].reduce((all, fact) => all | fact, 0)), node),
  };
  if (use === 'returned') {
    return run.function.async ? asReturned(called) : called;
  }
  return asAwaited(called);
}

function dropExits(way: Completion | undefined): Completion | undefined {
  return way && { ...way, exits: undefined };
}

/**
 * `work().then(done, failed)`, `.catch(failed)` and `.finally(always)` with functions written in place,
 * on a promise that is awaited or returned: the callbacks run as the promise settles.
 */
function evaluatePromiseChain(
  evaluation: Evaluation,
  node: TSESTree.CallExpression,
  use: PromiseUse,
): Ways | undefined {
  const { callee } = node;
  if (use === 'dropped' || callee.type !== 'MemberExpression' || node.optional) {
    return undefined;
  }
  const method = chainingMethod(node);
  if (method === undefined) {
    return undefined;
  }
  const [first, second] = node.arguments.map((argument) => callback(evaluation, argument, node));
  if (first === undefined || (second === undefined && node.arguments.length > 1)) {
    return undefined;
  }
  const promise = mayThrow(evaluate(evaluation, callee.object, 'awaited'), callee.object);
  const settled =
    method === 'finally' ? throughFinally(promise, first) : afterSettling(evaluation, promise, method === 'then' ? [first, second] : [NOTHING_HAPPENS, first]);
  if (use === 'returned') {
    evaluation.returnsDeferred();
    return asReturned(settled);
  }
  return settled;
}

/** A chain whose promise a name keeps until it is waited for: what it throws is told there (see `settle`). */
function evaluateKeptChain(evaluation: Evaluation, node: TSESTree.CallExpression): Ways | undefined {
  if (chainingMethod(node) === undefined) {
    return undefined;
  }
  const name = node.parent.type === 'VariableDeclarator' ? node.parent.id : undefined;
  const references = (name && evaluation.file.variableOf(name)?.references) ?? [];
  const isWaitedFor = references.some(({ identifier }) => {
    const { parent } = identifier as TSESTree.Identifier;
    return parent.type === 'AwaitExpression' || parent.type === 'ReturnStatement';
  });
  return isWaitedFor
    ? { ...inOrder(evaluation, [node.callee, ...node.arguments]), implicitThrow: undefined }
    : undefined;
}

function chainingMethod({ callee }: TSESTree.CallExpression): 'then' | 'catch' | 'finally' | undefined {
  const method = callee.type === 'MemberExpression' ? memberName(callee) : undefined;
  return method === 'then' || method === 'catch' || method === 'finally' ? method : undefined;
}

/** What the callbacks for a promise that is fulfilled, and for one that is rejected, make of it. */
function afterSettling(
  evaluation: Evaluation,
  promise: Ways,
  [fulfilled, rejected]: readonly [Ways, Ways | undefined],
): Ways {
  const thrown = meet(promise.throw, promise.implicitThrow);
  const done = followedBy(evaluation, { normal: promise.normal }, fulfilled);
  const failed = rejected && thrown && followedBy(evaluation, { normal: { ...thrown, exits: undefined } }, rejected);
  const unhandled: Ways = { throw: promise.throw, implicitThrow: promise.implicitThrow };
  return either({ exit: promise.exit, gains: promise.gains }, either(done, failed ?? unhandled));
}

function callback(evaluation: Evaluation, argument: TSESTree.Node, node: TSESTree.Node): Ways | undefined {
  if (argument.type === 'Literal' || (argument.type === 'Identifier' && argument.name === 'undefined')) {
    return NOTHING_HAPPENS;
  }
  return argument.type === 'ArrowFunctionExpression' || argument.type === 'FunctionExpression'
    ? callOf(evaluation, { function: argument }, node, 'awaited')
    : undefined;
}
