import type { TSESTree } from '@typescript-eslint/utils';
import { activate } from '../../../syntax/activations';
import { holderOf } from '../../../syntax/functions';
import type { FileContext } from '../file-context';
import { isGlobalCall } from '../instrumentation-facts';
import { isLogCall } from '../logging';

/** Whether a call runs code that this file does not tell: neither its own, nor known, nor built in. */
export function isOutOfSight(context: FileContext, call: TSESTree.CallExpression | TSESTree.NewExpression): boolean {
  if (isGlobalCall(context, call.callee)) {
    return false;
  }
  return call.type === 'NewExpression'
    ? holderOf(context.file, call.callee) === undefined
    : context.callAt(call) === undefined && !isLogCall(call) && activate(context.file, call, undefined) === undefined;
}

/** What a call is handed: its arguments, or what stands in them. */
export function handedValues(call: TSESTree.CallExpression | TSESTree.NewExpression): TSESTree.Node[] {
  return call.arguments.flatMap((argument) => {
    if (argument.type === 'ObjectExpression') {
      return argument.properties.map((property) => (property.type === 'Property' ? property.value : property.argument));
    }
    return argument.type === 'SpreadElement' ? [argument.argument] : [argument];
  });
}
