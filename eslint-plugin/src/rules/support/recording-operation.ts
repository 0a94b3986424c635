import type { TSESTree } from '@typescript-eslint/utils';
import { callbackArgument } from '../../instrumentation/vocabulary';
import type { FunctionNode } from '../../syntax/file-model';
import { functionOf, isFunction } from '../../syntax/functions';
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
  const isRecordedBy = (call: TSESTree.CallExpression, isOperation: (argument: TSESTree.Node) => boolean): boolean => {
    const method = context.callAt(call)?.method;
    const argument = method && callbackArgument(method, call);
    return method?.recordsThrows === true && argument !== undefined && isOperation(argument);
  };
  return (
    context.objects
      .callsWithFunction(operation)
      .some((call) => isRecordedBy(call, (argument) => functionOf(context.file, argument) === operation)) ||
    context.objects
      .passagesOf(operation)
      .some(({ call, argument }) =>
        argument ? isRecordedBy(call, (callback) => callback === argument) : isRecordedAround(context, call, followed),
      )
  );
}
