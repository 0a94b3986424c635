import type { TSESTree } from '@typescript-eslint/utils';
import { memberName } from '../syntax/file-model';
import { promiseHeldBy } from '../syntax/held-promises';
import { callOf } from './calls';
import { meet } from './completions';
import type { PromiseUse } from './effects';
import { followedBy, mayThrow } from './evaluation';
import type { Evaluation } from './evaluation';
import { evaluate, inOrder } from './expressions';
import { asReturned, either, keepingAll, NOTHING_HAPPENS, throughFinally } from './ways';
import type { Ways } from './ways';

/** What waiting for a promise that a name holds does, besides what has been done where it was made. */
export function settle(evaluation: Evaluation, name: TSESTree.Identifier, use: 'awaited' | 'returned'): Ways {
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
  const untold = { ...evaluation, effects: { ...evaluation.effects, onHeldAlready: undefined } };
  const made = evaluate(untold, promise).normal;
  const waited = evaluate(untold, promise, use);
  const isDeferred = waited.normal === undefined || waited.normal.gain !== made?.gain;
  const ways = isDeferred ? keepingAll(waited) : NOTHING_HAPPENS;
  settled.set(promise, ways);
  return ways;
}

/**
 * `work().then(done, failed)`, `.catch(failed)` and `.finally(always)` with functions written in place,
 * on a promise that is awaited or returned: the callbacks run as the promise settles.
 */
export function evaluatePromiseChain(
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
export function evaluateKeptChain(evaluation: Evaluation, node: TSESTree.CallExpression): Ways | undefined {
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
  return either({ exit: promise.exit, touches: promise.touches }, either(done, failed ?? unhandled));
}

function callback(evaluation: Evaluation, argument: TSESTree.Node, node: TSESTree.Node): Ways | undefined {
  if (argument.type === 'Literal' || (argument.type === 'Identifier' && argument.name === 'undefined')) {
    return NOTHING_HAPPENS;
  }
  return argument.type === 'ArrowFunctionExpression' || argument.type === 'FunctionExpression'
    ? callOf(evaluation, { function: argument }, node, 'awaited')
    : undefined;
}
