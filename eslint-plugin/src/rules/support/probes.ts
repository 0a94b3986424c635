import type { TSESTree } from '@typescript-eslint/utils';
import { isFunction } from '../../syntax/functions';
import { walk } from '../../syntax/walk';
import type { FileContext } from './file-context';
import { isKnownPromise } from './promises';

/**
 * Whether a `try` only probes: its block awaits nothing and calls nothing that is known to return a
 * promise or to reach AWS (`JSON.parse` and its like).
 */
export function isProbe(context: FileContext, statement: TSESTree.TryStatement): boolean {
  let isQuick = true;
  walk(context.file, statement.block, (node) => {
    if (isFunction(node)) {
      return false;
    }
    const waits =
      node.type === 'AwaitExpression' ||
      (node.type === 'ForOfStatement' && node.await) ||
      (node.type === 'VariableDeclaration' && node.kind === 'await using') ||
      isKnownPromise(context, node);
    isQuick &&= !waits;
    return isQuick;
  });
  return isQuick;
}
