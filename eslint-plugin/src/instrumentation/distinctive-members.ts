import type { TSESTree } from '@typescript-eslint/utils';
import { memberName } from '../syntax/file-model';
import type { FileModel } from '../syntax/file-model';
import { functionOf } from '../syntax/functions';
import type { Meaning } from './meaning';
import { callbackArgument } from './vocabulary';
import type { Catalogue, Method } from './vocabulary';

/** What a member stands for that only an object of one type has, so that is what it is called on. */
export function distinctiveMember(
  file: FileModel,
  catalogue: Catalogue,
  name: string,
  node: TSESTree.MemberExpression,
): Meaning | undefined {
  const call = node.parent;
  for (const { type, method } of catalogue.distinctiveMethods(name)) {
    const isCall = call.type === 'CallExpression' && call.callee === node;
    if (isCall && fits(file, method, call)) {
      return { is: 'method', method, receiver: { is: 'object', type } };
    }
  }
  return undefined;
}

function fits(file: FileModel, method: Method, call: TSESTree.CallExpression): boolean {
  if (method.callback === undefined) {
    return true;
  }
  const argument = callbackArgument(method, call);
  const callback = argument && functionOf(file, argument);
  const parameter = callback?.params[0];
  if (callback === undefined || parameter === undefined) {
    return callback === undefined && argument !== undefined && method.distinctive === true;
  }
  return method.distinctive === true || calls(file, parameter, String(method.distinctive));
}

/** Whether this method is called on the parameter, or taken out of it. */
function calls(file: FileModel, parameter: TSESTree.Parameter, method: string): boolean {
  if (parameter.type === 'ObjectPattern') {
    return parameter.properties.some((property) => property.type === 'Property' && memberName(property) === method);
  }
  const variable = file.variableOf(parameter);
  return (
    variable?.references.some(({ identifier }) => {
      const { parent } = identifier as TSESTree.Identifier;
      return parent.type === 'MemberExpression' && parent.object === identifier && memberName(parent) === method;
    }) ?? false
  );
}
