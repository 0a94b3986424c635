import type { TSESTree } from '@typescript-eslint/utils';
import { callbackArgument } from '../../instrumentation/vocabulary';
import { functionOf, isFunction } from '../../syntax/functions';
import type { FailureHandler } from './failure-handlers';
import type { FileContext } from './file-context';

/** Whether what the handler throws leaves an operation whose caller records it, as the runtime's `run` does. */
export function leavesRecordingOperation(context: FileContext, { node }: FailureHandler): boolean {
  if (!context.mentionsInstrumentation) {
    return false;
  }
  let inner: TSESTree.Node = node;
  for (let parent: TSESTree.Node | undefined = node.parent; parent; inner = parent, parent = parent.parent) {
    if (parent.type === 'TryStatement' && parent.handler && parent.block === inner) {
      return false;
    }
    if (isFunction(parent)) {
      return recordsThrowsOf(context, parent);
    }
  }
  return false;
}

function recordsThrowsOf(context: FileContext, operation: TSESTree.Node): boolean {
  return context.objects.callsWithFunction(operation).some((call) => {
    const method = context.callAt(call)?.method;
    const argument = method && callbackArgument(method, call);
    return method?.recordsThrows === true && argument && functionOf(context.file, argument) === operation;
  });
}
