import type { TSESTree } from '@typescript-eslint/utils';

/** Whether a statement is a directive such as `'use strict'`; other statements have none, `null` or `undefined` by host. */
export function isDirective(node: TSESTree.Node): boolean {
  return node.type === 'ExpressionStatement' && typeof node.directive === 'string';
}
