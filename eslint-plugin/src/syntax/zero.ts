import type { TSESTree } from '@typescript-eslint/utils';
import { unwrap } from './file-model';
import type { FileModel } from './file-model';

/** Whether an expression is the number 0, written down or by a constant. */
export function isZero(file: FileModel, expression: TSESTree.Node): boolean {
  const value = unwrap(expression);
  if (value.type === 'UnaryExpression' && (value.operator === '-' || value.operator === '+')) {
    return isZero(file, value.argument);
  }
  if (value.type === 'Identifier') {
    const constant = file.constantOf(value);
    return constant?.type === 'Literal' && Number(constant.value) === 0;
  }
  return value.type === 'Literal' && Number(value.value) === 0;
}
