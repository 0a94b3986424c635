import type { TSESTree } from '@typescript-eslint/utils';
import { literalString, memberName, unwrap } from '../../syntax/file-model';
import type { FileModel } from '../../syntax/file-model';
import { isCaughtError } from './failure-handlers';

/**
 * Whether a test that comes out as `outcome` says that the caught error is one of the expected ones, by
 * `instanceof`, by its `name` or by its `code`.
 */
export function isExpectedError(
  file: FileModel,
  names: ReadonlySet<string>,
  test: TSESTree.Expression,
  outcome: boolean,
): boolean {
  const node = unwrap(test);
  if (node.type !== 'BinaryExpression') {
    return false;
  }
  if (node.operator === 'instanceof') {
    return outcome && isCaughtError(file, unwrap(node.left)) && names.has(lastName(node.right) ?? '');
  }
  const isEqual = node.operator === '===' || node.operator === '==';
  const isUnequal = node.operator === '!==' || node.operator === '!=';
  if (!(isEqual && outcome) && !(isUnequal && !outcome)) {
    return false;
  }
  return isNamed(file, names, node.left, node.right) || isNamed(file, names, node.right, node.left);
}

/** The `case` of a `switch` over the caught error's name or code that stands for an expected one. */
export function isExpectedCase(
  file: FileModel,
  names: ReadonlySet<string>,
  discriminant: TSESTree.Expression,
  test: TSESTree.Expression,
): boolean {
  return isNamed(file, names, discriminant, test);
}

function isNamed(
  file: FileModel,
  names: ReadonlySet<string>,
  member: TSESTree.Node,
  name: TSESTree.Node,
): boolean {
  const node = unwrap(member);
  return (
    node.type === 'MemberExpression' &&
    ['name', 'code'].includes(memberName(node) ?? '') &&
    isCaughtError(file, unwrap(node.object)) &&
    names.has(literalString(unwrap(name)) ?? '')
  );
}

function lastName(node: TSESTree.Node): string | undefined {
  return node.type === 'MemberExpression' ? memberName(node) : node.type === 'Identifier' ? node.name : undefined;
}
