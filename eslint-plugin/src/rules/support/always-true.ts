import type { TSESTree } from '@typescript-eslint/utils';
import type { SourceCode } from 'eslint';
import { memberName, outermost, unwrap } from '../../syntax/file-model';
import type { FileModel } from '../../syntax/file-model';
import { walk } from '../../syntax/walk';

/**
 * The test in which an object that is always there is tested for being there, or with `in`; `undefined` where
 * its keys are looked at as well, in the test or in what it guards.
 *
 * @param value an expression whose value is the object, or the test with `in`
 */
export function isAlwaysTrueTest(
  file: FileModel,
  sourceCode: SourceCode,
  value: TSESTree.Node,
): TSESTree.Node | undefined {
  let test = presenceTest(outermost(value));
  let statement = test.parent;
  while (
    statement?.type === 'LogicalExpression' ? statement.operator !== '??' : isNegation(statement)
  ) {
    test = outermost(statement as TSESTree.Node);
    statement = test.parent;
  }
  const isTest = statement !== undefined && 'test' in statement && statement.test === test;
  if (!isTest || statement === undefined) {
    return undefined;
  }
  const tested = unwrap(value);
  const object = tested.type === 'BinaryExpression' ? tested.right : tested;
  const text = sourceCode.text.slice(...object.range);
  let looksInside = false;
  walk(file, statement, (node) => {
    looksInside ||= isLookInside(sourceCode, node, text);
    return !looksInside;
  });
  return looksInside ? undefined : value;
}

/** `value !== undefined`, `value == null`: a test for being there, like the value itself. */
function presenceTest(value: TSESTree.Node): TSESTree.Node {
  const { parent } = value;
  const other = parent?.type === 'BinaryExpression' && parent.left === value ? parent.right : undefined;
  const isNothing =
    (other?.type === 'Identifier' && other.name === 'undefined') || (other?.type === 'Literal' && other.raw === 'null');
  return parent?.type === 'BinaryExpression' && isNothing && /^[!=]==?$/.test(parent.operator) ? outermost(parent) : value;
}

function isNegation(node: TSESTree.Node | undefined): boolean {
  return node?.type === 'UnaryExpression' && node.operator === '!';
}

/** `Object.keys(object)` and its like, and a loop over its keys. */
function isLookInside(sourceCode: SourceCode, node: TSESTree.Node, text: string): boolean {
  if (node.type === 'ForInStatement') {
    return sourceCode.text.slice(...node.right.range).startsWith(text);
  }
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') {
    return false;
  }
  const [argument] = node.arguments;
  return (
    ['keys', 'values', 'entries'].includes(memberName(node.callee) ?? '') &&
    argument !== undefined &&
    sourceCode.text.slice(...unwrap(argument).range).startsWith(text)
  );
}
