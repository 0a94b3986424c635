import type { TSESTree } from '@typescript-eslint/utils';
import type { Effects } from '../../control-flow/effects';
import { memberName, outermost, unwrap } from '../../syntax/file-model';
import { enclosingUnit, functionOf, isFunction } from '../../syntax/functions';
import { walk } from '../../syntax/walk';
import { COLLECTING } from './failure-values';
import type { FailureValues } from './failure-values';
import type { FileContext } from './file-context';
import { instrumentationEffects, isGlobalCall } from './instrumentation-facts';
import { isLogCall } from './logging';
import { EVERYTHING } from './marks';
import type { PartialAnswer } from './partial-answers';

const ITERATING = new Set(['forEach', 'map', 'flatMap']);

/** Effects of the facts "what failed is recorded", with the calls at which they are lost. */
export interface PartialFailureEffects extends Effects {
  /** The calls, besides the one that gives the answer, from which on something may have failed. */
  readonly carriers: ReadonlySet<TSESTree.CallExpression>;
}

/**
 * Every fact holds until the answer comes: then each has to be gained anew, unless a test says that
 * nothing failed, or what failed is handed on.
 */
export function partialFailureEffects(
  context: FileContext,
  answer: PartialAnswer,
  values: FailureValues,
  returnedThrough: readonly TSESTree.CallExpression[],
): PartialFailureEffects {
  const effects = instrumentationEffects(context);
  const unit = enclosingUnit(answer.call);
  const carriers = new Set(returnedThrough);

  /** What is collected in a variable of a surrounding function is that function's to record. */
  function isCollectedOutside(target: TSESTree.Node): boolean {
    const name = unwrap(target);
    if (!isFunction(unit) || !values.isDeclaredOutside(name, unit)) {
      return false;
    }
    const carrier = callAround(unit, name, context, values);
    if (carrier) {
      carriers.add(carrier);
    }
    return carrier !== undefined;
  }

  function isHandedOn(node: TSESTree.CallExpression): boolean {
    const callee = unwrap(node.callee);
    if (callee.type === 'MemberExpression' && COLLECTING.has(memberName(callee) ?? '')) {
      return node.arguments.some((argument) => values.holdingOf(argument)) && isCollectedOutside(callee.object);
    }
    return (
      isStatement(node) &&
      !isLogCall(node) &&
      context.callAt(node) === undefined &&
      functionOf(context.file, callee) === undefined &&
      !isGlobalCall(context, node.callee) &&
      node.arguments.some((argument) => values.holdingOf(argument))
    );
  }

  // Finds the carriers before the analysis begins.
  walk(context.file, unit, (node) => {
    if (node.type === 'CallExpression') {
      isHandedOn(node);
    }
  });

  /** Returning what failed hands it on; what a helper returns stays with the function that calls it. */
  function isJudged(value: TSESTree.Node): boolean {
    const returning = enclosingUnit(value);
    return [answer.call, ...carriers].some((call) => enclosingUnit(call) === returning);
  }

  return {
    carriers,
    onRound: (node) => (isIteration(values, node) ? { before: EVERYTHING, lose: EVERYTHING } : undefined),
    assume(test, outcome) {
      const verdict = values.verdictOf(test);
      const isNothing = verdict === (outcome ? 'none' : 'failed');
      return isNothing ? EVERYTHING : effects.assume(test, outcome);
    },
    rejects: (value) =>
      effects.rejects(value) || (isReturned(value) && isJudged(value) && values.holdingOf(value) !== undefined),
    effectOf(node) {
      if (node.type !== 'CallExpression') {
        return effects.effectOf(node);
      }
      const effect = effects.effectOf(node);
      if (node === answer.call || carriers.has(node)) {
        return { ...effect, lose: EVERYTHING };
      }
      const iterated = iterationCallback(context, values, node);
      if (iterated) {
        return { runs: [{ function: iterated }], neverThrows: true };
      }
      return isHandedOn(node) ? { ...effect, vacuous: EVERYTHING } : effect;
    },
  };
}

/** Whether a value is what its function returns, not what it waits for or hands to a call. */
function isReturned(value: TSESTree.Node): boolean {
  const node = outermost(value);
  const { parent } = node;
  switch (parent?.type) {
    case 'ConditionalExpression':
    case 'LogicalExpression':
      return isReturned(parent);
    case 'ArrowFunctionExpression':
      return parent.body === node;
    default:
      return parent?.type === 'ReturnStatement';
  }
}

/** Whether a loop goes through what may have failed, element by element. */
function isIteration(values: FailureValues, node: TSESTree.Node): boolean {
  if (node.type === 'ForOfStatement' || node.type === 'ForInStatement') {
    return values.holdingOf(node.right) !== undefined;
  }
  if (node.type !== 'ForStatement' || node.test?.type !== 'BinaryExpression') {
    return false;
  }
  const { left, right } = node.test;
  return [left, right].some(
    (side) => side.type === 'MemberExpression' && memberName(side) === 'length' && values.holdingOf(side) !== undefined,
  );
}

/** The callback that is handed what may have failed, element by element. */
function iterationCallback(context: FileContext, values: FailureValues, { callee, arguments: [callback] }: TSESTree.CallExpression) {
  return callee.type === 'MemberExpression' &&
    ITERATING.has(memberName(callee) ?? '') &&
    callback &&
    values.holdingOf(callee.object)
    ? functionOf(context.file, callback)
    : undefined;
}

/** The call in the function that declares `name` by which `unit`, a callback, is run. */
function callAround(
  unit: TSESTree.Node,
  name: TSESTree.Node,
  context: FileContext,
  values: FailureValues,
): TSESTree.CallExpression | undefined {
  let inner: TSESTree.Node = unit;
  while (isFunction(inner)) {
    const [call] = context.objects.callsWithFunction(inner);
    if (call === undefined) {
      return undefined;
    }
    const outer: TSESTree.Node = enclosingUnit(call);
    if (!isFunction(outer) || !values.isDeclaredOutside(name, outer)) {
      return call;
    }
    inner = outer;
  }
  return undefined;
}

/** A call whose value is not used: what it was handed is in its hands now. */
function isStatement(call: TSESTree.CallExpression): boolean {
  const { parent } = outermost(call);
  return parent?.type === 'AwaitExpression'
    ? parent.parent.type === 'ExpressionStatement'
    : parent?.type === 'ExpressionStatement';
}
