import type { TSESTree } from '@typescript-eslint/utils';
import { callbackArgument } from '../../instrumentation/vocabulary';
import type { CallSite } from '../../syntax/call-sites';
import type { FunctionNode } from '../../syntax/file-model';
import { isFunction } from '../../syntax/functions';
import type { FailureHandler } from './failure-handlers';
import type { FileContext } from './file-context';

/** Whether what the handler throws leaves an operation whose caller records it, as the runtime's `run` does. */
export function leavesRecordingOperation(context: FileContext, { node }: FailureHandler): boolean {
  return context.mentionsInstrumentation && isRecordedAround(context, node, new Set());
}

/** Whether what is thrown at a place is recorded by whoever runs the function that the place is in. */
function isRecordedAround(context: FileContext, node: TSESTree.Node, followed: Set<FunctionNode>): boolean {
  let inner = node;
  for (let { parent } = node; parent; inner = parent, { parent } = parent) {
    if (parent.type === 'TryStatement' && parent.handler && parent.block === inner) {
      return false;
    }
    if (isFunction(parent)) {
      return recordsThrowsOf(context, parent, followed);
    }
  }
  return false;
}

function recordsThrowsOf(context: FileContext, operation: FunctionNode, followed: Set<FunctionNode>): boolean {
  if (followed.has(operation)) {
    return false;
  }
  followed.add(operation);
  const isOperation = ({ call, argument }: CallSite): boolean => {
    const method = context.callAt(call)?.method;
    return method?.recordsThrows === true && argument !== undefined && callbackArgument(method, call) === argument;
  };
  return (
    context.objects.sitesOf(operation).some(isOperation) ||
    context.objects
      .passagesOf(operation)
      .some((site) => (site.argument ? isOperation(site) : isRecordedAround(context, site.call, followed)))
  );
}
