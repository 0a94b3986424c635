import type { TSESTree } from '@typescript-eslint/utils';
import { memberName, unwrap } from '../../syntax/file-model';

const LOG_METHODS = new Set(['trace', 'debug', 'info', 'log', 'warn', 'warning', 'error', 'fatal', 'critical']);
const LOGGER = /^#?_?(console|log|.*logger)$/i;

/** Whether a call writes a log line: `console.error(...)`, `this.logger.warn(...)`. */
export function isLogCall(node: TSESTree.Node): boolean {
  return node.type === 'CallExpression' && isLogMethod(node.callee);
}

/** Whether a function is one that writes a log line: `console.error`, `this.logger.warn`. */
export function isLogMethod(node: TSESTree.Node): node is TSESTree.MemberExpression {
  if (node.type !== 'MemberExpression') {
    return false;
  }
  const object = unwrap(node.object);
  const name =
    object.type === 'MemberExpression' ? memberName(object) : object.type === 'Identifier' ? object.name : undefined;
  return LOG_METHODS.has(memberName(node) ?? '') && LOGGER.test(name ?? '');
}
