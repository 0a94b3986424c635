import type { TSESTree } from '@typescript-eslint/utils';
import { memberName, outermost, unwrap } from '../../../syntax/file-model';
import type { FileModel } from '../../../syntax/file-model';
import { walk } from '../../../syntax/walk';
import { isLogCall } from '../logging';

// TypeScript narrows the type of a name, or of a path of members (`this.client`), by tests and assignments. What
// is known of a path outside of a function is not known in it, and the other way round.

/** Operators that narrow what they compare. */
const NARROWING: ReadonlySet<string> = new Set(['==', '!=', '===', '!==', 'in', 'instanceof']);

/** The names and paths that code mentions: `client`, `this.client`, `this.client.config`. */
export function mentionedIn(
  file: FileModel,
  code: TSESTree.Node,
  counts: (node: TSESTree.Node) => boolean = () => true,
): Set<string> {
  return pathsIn(file, code, counts);
}

/** The names and paths of which code may come to know more than their declared type. */
export function narrowedIn(
  file: FileModel,
  code: TSESTree.Node,
  counts: (node: TSESTree.Node) => boolean = () => true,
): Set<string> {
  return pathsIn(file, code, (node) => counts(node) && mayNarrow(node));
}

function pathsIn(file: FileModel, code: TSESTree.Node, counts: (node: TSESTree.Node) => boolean): Set<string> {
  const paths = new Set<string>();
  walk(file, code, (node) => {
    const isWhole = node.parent?.type !== 'MemberExpression' || node.parent.object !== node;
    const path = isWhole || unwrap(node) !== node ? pathOf(node) : undefined;
    if (path && counts(node)) {
      path.forEach((_, index) => paths.add(path.slice(0, index + 1).join('.')));
    }
  });
  paths.delete('this');
  return paths;
}

function pathOf(node: TSESTree.Node): string[] | undefined {
  switch (node.type) {
    case 'Identifier':
      return [node.name];
    case 'ThisExpression':
      return ['this'];
    case 'MemberExpression': {
      const path = pathOf(unwrap(node.object));
      const name = memberName(node);
      return path && name !== undefined ? [...path, name] : path;
    }
    default:
      return undefined;
  }
}

/** Whether a mention of a path stands in a test, is assigned to, or may be asserted. */
function mayNarrow(mention: TSESTree.Node): boolean {
  let inner = outermost(mention);
  let isTested = false;
  for (let parent = inner.parent; parent; inner = parent, parent = parent.parent) {
    switch (parent.type) {
      case 'IfStatement':
      case 'WhileStatement':
      case 'DoWhileStatement':
      case 'ForStatement':
      case 'SwitchStatement':
      case 'SwitchCase':
      case 'UpdateExpression':
        return true;
      case 'ConditionalExpression':
        if (parent.test === inner) {
          return true;
        }
        break;
      case 'LogicalExpression':
        if (parent.left === inner) {
          return true;
        }
        isTested = true;
        break;
      case 'AssignmentExpression':
        return parent.left === inner || isTested;
      case 'CallExpression':
        if (parent.callee !== inner) {
          isTested = true;
          if (parent.parent.type === 'ExpressionStatement') {
            return !isLogCall(parent);
          }
        }
        break;
      case 'BinaryExpression':
        if (!NARROWING.has(parent.operator)) {
          return false;
        }
        isTested = true;
        break;
      case 'UnaryExpression':
        isTested = true;
        break;
      case 'VariableDeclarator':
        return isTested;
      case 'AwaitExpression':
      case 'ChainExpression':
      case 'MemberExpression':
      case 'TSAsExpression':
      case 'TSNonNullExpression':
        break;
      default:
        return parent.type === 'ArrayPattern' || parent.type === 'ObjectPattern' || parent.type === 'AssignmentPattern';
    }
  }
  return false;
}
