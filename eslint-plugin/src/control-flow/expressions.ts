import type { TSESTree } from '@typescript-eslint/utils';
import { applied, evaluateCall, evaluateChain, evaluateNew } from './calls';
import { branches, evaluateCondition, isNull } from './conditions';
import type { PromiseUse } from './effects';
import { followedBy, mayThrow } from './evaluation';
import type { Evaluation } from './evaluation';
import { settle } from './promises';
import { either, NOTHING_HAPPENS } from './ways';
import type { Ways } from './ways';

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

export function inOrder(evaluation: Evaluation, nodes: readonly (TSESTree.Node | null | undefined)[]): Ways {
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
  const isLogical = node.operator === '&&=' || node.operator === '||=' || node.operator === '??=';
  const stored = followedBy(
    evaluation,
    // `sum += promise` gives no promise.
    evaluate(evaluation, node.right, isLogical || node.operator === '=' ? use : 'dropped'),
    applied(evaluation, effect, node, 'dropped'),
  );
  if (node.left.type === 'ObjectPattern' || node.left.type === 'ArrayPattern') {
    return followedBy(evaluation, stored, target);
  }
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
