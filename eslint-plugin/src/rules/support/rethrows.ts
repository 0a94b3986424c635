import type { TSESTree } from '@typescript-eslint/utils';
import { memberName, unwrap } from '../../syntax/file-model';
import type { FileModel } from '../../syntax/file-model';
import { enclosingUnit } from '../../syntax/functions';
import { mentionsCaughtError } from './failure-handlers';
import { contains } from '../../syntax/walk';

/**
 * Whether a node hands the caught error on without throwing it: by storing it in a variable of the same
 * function that is thrown later (retry loops), by reporting the record in `batchItemFailures`, or by
 * rejecting the promise that is being made.
 */
export function handsFailureOn(file: FileModel, node: TSESTree.Node): boolean {
  if (node.type === 'AssignmentExpression') {
    return isThrownLater(file, node, node.left) && mentionsCaughtError(file, node.right);
  }
  if (node.type !== 'CallExpression') {
    return false;
  }
  const callee = unwrap(node.callee);
  if (callee.type === 'Identifier') {
    return isExecutorReject(file, callee);
  }
  if (callee.type !== 'MemberExpression' || memberName(callee) !== 'push') {
    return false;
  }
  return (
    isBatchItemFailures(file, callee.object) ||
    (isThrownLater(file, node, callee.object) &&
      node.arguments.some((argument) => mentionsCaughtError(file, argument)))
  );
}

/** `{ batchItemFailures: [...] }`, returned, hands the failed records back to the queue. */
export function reportsBatchItemFailures(value: TSESTree.Node): boolean {
  const node = unwrap(value);
  return (
    node.type === 'ObjectExpression' &&
    node.properties.some(
      (property) =>
        property.type === 'Property' &&
        memberName(property) === 'batchItemFailures' &&
        !(property.value.type === 'ArrayExpression' && property.value.elements.length === 0),
    )
  );
}

function isThrownLater(file: FileModel, stored: TSESTree.Node, target: TSESTree.Node): boolean {
  const variable = target.type === 'Identifier' ? file.variableOf(target) : undefined;
  const unit = enclosingUnit(stored);
  return (
    variable?.references.some((reference) => {
      const thrown = reference.isRead() ? throwAround(reference.identifier as TSESTree.Node) : undefined;
      return thrown !== undefined && enclosingUnit(thrown) === unit && !isWithinSameHandler(thrown, stored);
    }) ?? false
  );
}

/** The `throw` statement, or the rejection, whose value a node is part of. */
function throwAround(node: TSESTree.Node): TSESTree.Node | undefined {
  for (let inner = node, parent = node.parent; parent; inner = parent, parent = parent.parent) {
    if (parent.type === 'ThrowStatement') {
      return parent;
    }
    if (parent.type === 'CallExpression' && parent.callee !== inner) {
      const { callee } = parent;
      if (callee.type === 'MemberExpression' && memberName(callee) === 'reject') {
        return parent;
      }
    }
    if (parent.type.endsWith('Statement') || parent.type === 'VariableDeclaration') {
      return undefined;
    }
  }
  return undefined;
}

function isWithinSameHandler(thrown: TSESTree.Node, stored: TSESTree.Node): boolean {
  for (let node: TSESTree.Node | undefined = stored; node; node = node.parent) {
    if (node.type === 'CatchClause') {
      return contains(node, thrown);
    }
  }
  return false;
}

function isBatchItemFailures(file: FileModel, object: TSESTree.Node): boolean {
  if (object.type === 'MemberExpression') {
    return memberName(object) === 'batchItemFailures';
  }
  if (object.type !== 'Identifier') {
    return false;
  }
  if (object.name === 'batchItemFailures') {
    return true;
  }
  return (
    file.variableOf(object)?.references.some(({ identifier }) => {
      const { parent } = identifier as TSESTree.Identifier;
      return parent.type === 'Property' && parent.value === identifier && memberName(parent) === 'batchItemFailures';
    }) ?? false
  );
}

/** The second parameter of the function that `new Promise(...)` is given. */
function isExecutorReject(file: FileModel, callee: TSESTree.Identifier): boolean {
  const definition = file.variableOf(callee)?.defs[0];
  const executor = definition?.node as TSESTree.Node | undefined;
  return (
    executor !== undefined &&
    'params' in executor &&
    executor.params[1] === definition?.name &&
    executor.parent?.type === 'NewExpression' &&
    executor.parent.callee.type === 'Identifier' &&
    executor.parent.callee.name === 'Promise'
  );
}
