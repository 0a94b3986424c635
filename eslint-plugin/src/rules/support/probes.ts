import type { TSESTree } from '@typescript-eslint/utils';
import { memberName, unwrap } from '../../syntax/file-model';
import { functionOf, isFunction } from '../../syntax/functions';
import { walk } from '../../syntax/walk';
import type { FileContext } from './file-context';

/**
 * Whether a `try` only probes: its block awaits nothing and calls nothing that is known to return a
 * promise or to reach AWS (`JSON.parse` and its like).
 */
export function isProbe({ file }: FileContext, statement: TSESTree.TryStatement): boolean {
  let isQuick = true;
  walk(file, statement.block, (node) => {
    if (isFunction(node)) {
      return false;
    }
    const waits =
      node.type === 'AwaitExpression' ||
      (node.type === 'ForOfStatement' && node.await) ||
      (node.type === 'VariableDeclaration' && node.kind === 'await using') ||
      (node.type === 'CallExpression' && givesPromise(node));
    isQuick &&= !waits;
    return isQuick;
  });
  return isQuick;

  function givesPromise(node: TSESTree.CallExpression): boolean {
    if (functionOf(file, node.callee)?.async) {
      return true;
    }
    const callee = unwrap(node.callee);
    if (callee.type !== 'MemberExpression') {
      return false;
    }
    const object = unwrap(callee.object);
    const [argument] = node.arguments;
    return (
      ['then', 'catch', 'finally'].includes(memberName(callee) ?? '') ||
      (object.type === 'Identifier' && object.name === 'Promise') ||
      (memberName(callee) === 'send' && argument?.type === 'NewExpression')
    );
  }
}
