import type { TSESTree } from '@typescript-eslint/utils';
import { unwrap } from '../../syntax/file-model';
import type { FileContext } from './file-context';

/** Bounds chains of names that lead back to themselves. */
const MAX_ALIASES = 20;

/** Whether an expression may give a promise: anything but literals, what operators give, and calls of some globals. */
export function mayBePromise(context: FileContext, value: TSESTree.Node, aliases = MAX_ALIASES): boolean {
  const node = unwrap(value);
  switch (node.type) {
    case 'Literal':
    case 'TemplateLiteral':
    case 'ObjectExpression':
    case 'ArrayExpression':
    case 'UnaryExpression':
    case 'BinaryExpression':
    case 'UpdateExpression':
    case 'AwaitExpression':
    case 'ArrowFunctionExpression':
    case 'FunctionExpression':
    case 'ClassExpression':
      return false;
    case 'Identifier': {
      const constant = context.file.constantOf(node);
      return constant && aliases > 0 ? mayBePromise(context, constant, aliases - 1) : node.name !== 'undefined';
    }
    case 'ConditionalExpression':
      return [node.consequent, node.alternate].some((part) => mayBePromise(context, part, aliases));
    case 'LogicalExpression':
      return [node.left, node.right].some((part) => mayBePromise(context, part, aliases));
    case 'CallExpression':
      return !SYNCHRONOUS.has(rootName(node.callee) ?? '');
    default:
      return true;
  }
}

/** What the language brings along, and gives no promise. */
const SYNCHRONOUS: ReadonlySet<string> = new Set(['Array', 'Boolean', 'Buffer', 'Date', 'JSON', 'Math', 'Number', 'Object', 'String']);

function rootName(callee: TSESTree.Node): string | undefined {
  const node = unwrap(callee);
  const root = node.type === 'MemberExpression' ? unwrap(node.object) : node;
  return root.type === 'Identifier' ? root.name : undefined;
}
