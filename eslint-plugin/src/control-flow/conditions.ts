import type { TSESTree } from '@typescript-eslint/utils';
import { compose, meet } from './completions';
import type { Completion } from './completions';
import { assumed, followedBy } from './evaluation';
import type { Evaluation } from './evaluation';
import { evaluate, inOrder } from './expressions';
import { after, either, sequence, withNormal } from './ways';
import type { Ways } from './ways';

/** How a test can come out. */
export interface Condition {
  /** Throwing and other abrupt ways of the test. */
  readonly abrupt: Ways;
  readonly whenTrue: Completion | undefined;
  readonly whenFalse: Completion | undefined;
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
    tellHeldAlready(evaluation, into, right);
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
  tellHeldAlready(evaluation, into, condition);
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

function tellHeldAlready(evaluation: Evaluation, into: Completion | undefined, right: Condition): void {
  for (const normal of [right.whenTrue, right.whenFalse]) {
    if (into && normal) {
      followedBy(evaluation, { normal: into }, { normal, touches: right.abrupt.touches });
    }
  }
}

/** A regular expression that the host cannot read, and a `bigint`, have no value either. */
export function isNull(literal: TSESTree.Literal): boolean {
  return literal.value === null && literal.raw === 'null';
}

function constantTruth(test: TSESTree.Expression): boolean | undefined {
  return test.type === 'Literal' && !('regex' in test) && !('bigint' in test) ? Boolean(test.value) : undefined;
}
