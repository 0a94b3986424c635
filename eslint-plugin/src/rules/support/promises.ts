import type { TSESTree } from '@typescript-eslint/utils';
import { memberName, unwrap } from '../../syntax/file-model';
import { functionOf } from '../../syntax/functions';
import type { FileContext } from './file-context';

/** Whether an expression is known to give a promise, as far as the file tells. */
export function isKnownPromise({ file }: FileContext, value: TSESTree.Node): boolean {
  const node = unwrap(value);
  if (node.type === 'NewExpression') {
    return node.callee.type === 'Identifier' && node.callee.name === 'Promise';
  }
  if (node.type !== 'CallExpression') {
    return false;
  }
  if (functionOf(file, node.callee)?.async) {
    return true;
  }
  const callee = unwrap(node.callee);
  if (callee.type !== 'MemberExpression') {
    return false;
  }
  const method = memberName(callee);
  const object = unwrap(callee.object);
  return (
    (object.type === 'Identifier' && object.name === 'Promise') ||
    ['then', 'catch', 'finally'].includes(method ?? '') ||
    (method === 'send' && node.arguments[0]?.type === 'NewExpression')
  );
}
