import type { TSESTree } from '@typescript-eslint/utils';
import type { FileModel } from '../syntax/file-model';
import { functionOf } from '../syntax/functions';
import type { Uses } from '../syntax/uses';
import type { Meaning } from './meaning';
import { callbackArgument } from './vocabulary';
import type { Catalogue, Method } from './vocabulary';

/** What a member stands for that only an object of one type has, so that is what it is called on. */
export function distinctiveMember(
  file: FileModel,
  catalogue: Catalogue,
  uses: Uses,
  name: string,
  node: TSESTree.MemberExpression,
): Meaning | undefined {
  const call = node.parent;
  for (const { type, method } of catalogue.distinctiveMethods(name)) {
    const isCall = call.type === 'CallExpression' && call.callee === node;
    if (isCall && fits(file, uses, method, call)) {
      return { is: 'method', method, receiver: { is: 'object', type } };
    }
  }
  return undefined;
}

function fits(file: FileModel, uses: Uses, method: Method, call: TSESTree.CallExpression): boolean {
  if (method.callback === undefined) {
    return true;
  }
  const argument = callbackArgument(method, call);
  const callback = argument && functionOf(file, argument);
  const parameter = callback?.params[0];
  if (callback === undefined || parameter === undefined) {
    return callback === undefined && argument !== undefined && method.distinctive === true;
  }
  return method.distinctive === true || calls(uses, parameter, String(method.distinctive));
}

/** Whether this method is asked of the parameter. */
function calls(uses: Uses, parameter: TSESTree.Parameter, method: string): boolean {
  return uses.membersAskedOf(parameter).some(({ name }) => name === method);
}
