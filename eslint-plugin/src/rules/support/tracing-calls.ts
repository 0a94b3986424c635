import type { TSESTree } from '@typescript-eslint/utils';
import type { Action } from '../../instrumentation/vocabulary';
import { walk } from '../../syntax/walk';
import type { FileContext } from './file-context';

const TRACING: readonly Action[] = ['open', 'mark', 'markInnermost', 'close', 'annotate', 'access', 'enter'];

/** Whether a call opens, marks, annotates or closes a subsegment, or gets or sets the current one. */
export function isTracingCall(context: FileContext, node: TSESTree.CallExpression): boolean {
  const does = context.callAt(node)?.does;
  return does !== undefined && TRACING.some((action) => does.has(action));
}

/** Whether code traces and does nothing else: no other call, no other `await`. */
export function tracesOnly(context: FileContext, code: TSESTree.Node): boolean {
  let isOnly = true;
  walk(context.file, code, (node) => {
    if (node.type === 'CallExpression') {
      isOnly &&= isTracingCall(context, node);
    } else if (node.type === 'AwaitExpression') {
      isOnly &&= node.argument.type === 'CallExpression';
    } else if (node.type === 'NewExpression') {
      isOnly &&= node.callee.type === 'Identifier' && node.callee.name.endsWith('Error');
    }
    return isOnly;
  });
  return isOnly;
}
