import type { TSESTree } from '@typescript-eslint/utils';
import { memberName, unwrap } from '../../syntax/file-model';

const LOG_METHODS = new Set(['trace', 'debug', 'info', 'log', 'warn', 'warning', 'error', 'fatal', 'critical']);
const LOGGER = /^#?_?(console|log|.*logger)$/i;

/** Whether a call writes a log line: `console.error(...)`, `this.logger.warn(...)`. */
export function isLogCall(node: TSESTree.Node): boolean {
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') {
    return false;
  }
  const object = unwrap(node.callee.object);
  const name =
    object.type === 'MemberExpression' ? memberName(object) : object.type === 'Identifier' ? object.name : undefined;
  return LOG_METHODS.has(memberName(node.callee) ?? '') && LOGGER.test(name ?? '');
}
