import type { TSESTree } from '@typescript-eslint/utils';
import { memberName } from '../syntax/file-model';
import { change, compose, leavingAt, meet } from './completions';
import type { Completion, Facts } from './completions';
import type { Effect, PromiseUse, Run } from './effects';
import { assumed, followedBy, mayThrow } from './evaluation';
import type { Evaluation } from './evaluation';
import { evaluate, inOrder } from './expressions';
import { evaluateKeptChain, evaluatePromiseChain } from './promises';
import { asAwaited, asReturned, either, NOTHING_HAPPENS } from './ways';
import type { Touch, Touches, Ways } from './ways';

export function evaluateCall(evaluation: Evaluation, node: TSESTree.CallExpression, use: PromiseUse): Ways {
  if (use !== 'dropped' && evaluation.effects.rejects(node)) {
    return rejectedAt(evaluation, node, use);
  }
  return (
    evaluatePromiseChain(evaluation, node, use) ??
    evaluateKeptChain(evaluation, node) ??
    callAfter(evaluation, evaluate(evaluation, node.callee), node, use)
  );
}

export function evaluateNew(evaluation: Evaluation, node: TSESTree.NewExpression): Ways {
  const called = mayThrow(inOrder(evaluation, [node.callee, ...node.arguments]), node);
  return followedBy(evaluation, called, applied(evaluation, evaluation.effects.effectOf(node), node, 'dropped'));
}

/**
 * `a?.b(c).d`: where `a` is nullish the rest of the chain is skipped. What the rest would have done to
 * an object that may be absent counts as done when the caller says so (see `Effects.assume`).
 */
export function evaluateChain(evaluation: Evaluation, node: TSESTree.ChainExpression, use: PromiseUse): Ways {
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

/** The ways of a call that runs `run`. */
export function callOf(evaluation: Evaluation, run: Run, node: TSESTree.Node, use: PromiseUse): Ways {
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
    touches:
      ways.touches &&
      touchesAt(node, translated(touched(ways.touches, 'gain')), translated(touched(ways.touches, 'use'))),
  };
  if (use === 'returned') {
    return run.function.async ? asReturned(called) : called;
  }
  return asAwaited(called);
}

function dropExits(way: Completion | undefined): Completion | undefined {
  return way && { ...way, exits: undefined };
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
  const using = effects.onHeldAlready ? (effect?.use ?? 0) : 0;
  if (gain === 0 && lose === 0 && using === 0) {
    return vacuous === 0 ? NOTHING_HAPPENS : { normal: assumed(vacuous) };
  }
  const normal = compose(change(gain, lose), assumed(vacuous));
  return effects.onHeldAlready ? { normal, touches: touchesAt(node, gain, using) } : { normal };
}

function touchesAt(node: TSESTree.Node, gained: Facts, used: Facts): Touches {
  const touches = new Map<Facts, Touch>();
  for (let left = gained | used; left !== 0; left &= left - 1) {
    const fact = left & -left;
    touches.set(fact, { ...(fact & gained && { gain: node }), ...(fact & used && { use: node }) });
  }
  return touches;
}

/** The facts that are gained, or used, by the code with these touches. */
function touched(touches: Touches, kind: keyof Touch): Facts {
  return [...touches].reduce((facts, [fact, touch]) => (touch[kind] ? facts | fact : facts), 0);
}
