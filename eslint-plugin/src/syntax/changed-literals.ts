import type { TSESTree } from '@typescript-eslint/utils';
import { memberName, outermost } from './file-model';
import type { FileModel } from './file-model';

type Literal = TSESTree.ObjectExpression | TSESTree.ArrayExpression;

const RESIZING = new Set(['push', 'unshift', 'splice', 'pop', 'shift', 'fill', 'copyWithin']);
const changed = new WeakMap<Literal, boolean>();

/** Whether an object or array literal that a name is given may have other members later than those written down. */
export function isChangedLater(file: FileModel, literal: Literal): boolean {
  const known = changed.get(literal) ?? findChange(file, literal);
  changed.set(literal, known);
  return known;
}

function findChange(file: FileModel, literal: Literal): boolean {
  const outer = outermost(literal);
  const { parent } = outer;
  const name =
    parent?.type === 'VariableDeclarator' ? parent.id : parent?.type === 'AssignmentExpression' ? parent.left : undefined;
  const variable = name?.type === 'Identifier' ? file.variableOf(name) : undefined;
  return variable?.references.some(({ identifier }) => changes(identifier as TSESTree.Node)) ?? false;
}

/** Whether something in what a name holds is written: `a.b = 1`, `delete a.b`, `a.push(b)`, `Object.assign(a, b)`. */
function changes(identifier: TSESTree.Node): boolean {
  let node = outermost(identifier);
  let member: TSESTree.MemberExpression | undefined;
  while (node.parent?.type === 'MemberExpression' && node.parent.object === node) {
    member = node.parent;
    node = outermost(member);
  }
  const { parent } = node;
  if (parent?.type === 'CallExpression') {
    return parent.callee === node ? RESIZING.has((member && memberName(member)) ?? '') : isAssignTarget(parent, node);
  }
  return (
    member !== undefined &&
    ((parent?.type === 'AssignmentExpression' && parent.left === node) ||
      (parent?.type === 'UnaryExpression' && parent.operator === 'delete'))
  );
}

function isAssignTarget({ callee, arguments: [target] }: TSESTree.CallExpression, node: TSESTree.Node): boolean {
  return (
    target === node &&
    callee.type === 'MemberExpression' &&
    callee.object.type === 'Identifier' &&
    callee.object.name === 'Object' &&
    ['assign', 'defineProperty', 'defineProperties'].includes(memberName(callee) ?? '')
  );
}
