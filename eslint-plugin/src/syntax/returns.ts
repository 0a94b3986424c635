import type { TSESTree } from '@typescript-eslint/utils';
import type { FileModel, FunctionNode } from './file-model';
import { isFunction } from './functions';
import { walk } from './walk';

/** The expressions that a function returns. */
export function returnedValues(file: FileModel, { body }: FunctionNode): TSESTree.Expression[] {
  if (body.type !== 'BlockStatement') {
    return [body];
  }
  const values: TSESTree.Expression[] = [];
  walk(file, body, (node) => {
    if (node.type === 'ReturnStatement' && node.argument) {
      values.push(node.argument);
    }
    return !isFunction(node);
  });
  return values;
}
