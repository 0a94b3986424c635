import type { TSESTree } from '@typescript-eslint/utils';
import { enclosingUnit, isFunction } from '../../../syntax/functions';
import type { FileContext } from '../file-context';
import { mayBePromise } from '../possible-promises';
import { insertAt } from './edits';
import type { Edit, Suggestion } from './edits';
import { returnsIn } from './separable';

/** What `await` can stand before without parentheses. */
const UNARY: ReadonlySet<string> = new Set([
  'CallExpression', 'ChainExpression', 'Identifier', 'ImportExpression', 'MemberExpression', 'NewExpression',
  'TaggedTemplateExpression', 'ThisExpression', 'TSNonNullExpression',
]);

/** Waits for the promise that a `return` in an async function gives, before what stands in `finally`. */
export function awaitReturned({ argument }: TSESTree.ReturnStatement): Suggestion | undefined {
  const unit = argument && enclosingUnit(argument);
  return argument && isFunction(unit) && unit.async
    ? { messageId: 'awaitReturned', edits: awaited(argument) }
    : undefined;
}

/** Puts `await` before an expression. */
export function awaited(expression: TSESTree.Expression): Edit[] {
  const [start, end] = expression.range;
  return UNARY.has(expression.type)
    ? [insertAt(start, 'await ')]
    : [insertAt(start, 'await ('), insertAt(end, ')')];
}

/**
 * Has every promise awaited that code of an async function returns.
 *
 * @returns `undefined` where that would hand a rejection to a `catch` that does not see it now
 */
export function allAwaited(shared: FileContext, code: TSESTree.Node): Edit[] | undefined {
  const edits: Edit[] = [];
  for (const statement of returnsIn(shared, code)) {
    if (statement.argument && mayBePromise(shared, statement.argument)) {
      if (isInCaughtBlock(statement, code)) {
        return undefined;
      }
      edits.push(...awaited(statement.argument));
    }
  }
  return edits;
}

function isInCaughtBlock(node: TSESTree.Node, code: TSESTree.Node): boolean {
  for (let inner = node, { parent } = node; parent && inner !== code; inner = parent, parent = parent.parent) {
    if (parent.type === 'TryStatement' && parent.handler && parent.block === inner) {
      return true;
    }
  }
  return false;
}
