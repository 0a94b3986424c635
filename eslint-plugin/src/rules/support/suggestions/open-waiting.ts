import type { TSESTree } from '@typescript-eslint/utils';
import type { Rule } from 'eslint';
import { callbackArgument } from '../../../instrumentation/vocabulary';
import { memberName, outermost } from '../../../syntax/file-model';
import { enclosingUnit, functionOf, isFunction } from '../../../syntax/functions';
import { walk } from '../../../syntax/walk';
import type { FileContext } from '../file-context';
import { closeMethodOf } from '../opened-subsegments';
import { closingCallback, tryLines } from './closing-callback';
import { insertAt, sourceOf } from './edits';
import type { Edit, Suggestion } from './edits';
import { freshName } from './fresh-name';
import { indentAt, lineBreak } from './indentation';

/** For an opener that does not wait for its callback the one of the same object that does. */
const WAITING: Readonly<Record<string, string>> = { captureFunc: 'captureAsyncFunc', runSync: 'run' };

/**
 * Opens the subsegment by the method that waits. Where that one does not close, the callback does, in a `finally`.
 * The call is awaited where it is a statement of an async function.
 */
export function openWaiting(
  context: Rule.RuleContext,
  shared: FileContext,
  call: TSESTree.CallExpression,
): Suggestion | undefined {
  const { callee } = call;
  const opening = shared.callAt(call);
  const receiver = opening?.receiver;
  const opener = callee.type === 'MemberExpression' && !callee.computed ? WAITING[memberName(callee) ?? ''] : undefined;
  const method = receiver?.is === 'object' && opener ? shared.vocabularies.memberOf(receiver.type, opener) : undefined;
  const callback = opening && callbackArgument(opening.method, call);
  if (callee.type !== 'MemberExpression' || opener === undefined || !method || 'property' in method || !callback) {
    return undefined;
  }
  const closing = method.closesItself ? [] : closingEdits(context, shared, callback, method.callback?.parameters[0]);
  return (
    closing && {
      messageId: 'openWaiting',
      data: { opener },
      edits: [...awaitedStatement(call), { range: callee.property.range, text: opener }, ...closing],
    }
  );
}

function awaitedStatement(call: TSESTree.CallExpression): Edit[] {
  const { parent } = outermost(call);
  const unit = enclosingUnit(call);
  return parent?.type === 'ExpressionStatement' && isFunction(unit) && unit.async
    ? [insertAt(parent.range[0], 'await ')]
    : [];
}

function closingEdits(
  context: Rule.RuleContext,
  shared: FileContext,
  callback: TSESTree.CallExpressionArgument,
  type = '',
): Edit[] | undefined {
  const method = closeMethodOf(shared, type);
  const called = functionOf(shared.file, callback);
  if (method === undefined || called === undefined || closesSomething(shared, called)) {
    return undefined;
  }
  if (called === callback) {
    return closingCallback(context, shared, called, method);
  }
  if (callback.type !== 'Identifier' || called.params.length > 0 || called.generator) {
    return undefined;
  }
  const source = sourceOf(context);
  const outer = indentAt(source, callback.range[0]);
  const name = freshName(shared.file, source, callback, 'subsegment');
  const work = tryLines(source, outer, `return await ${callback.name}();`, `${name}?.${method}();`);
  return [{ range: callback.range, text: `async (${name}) => {${work}${lineBreak(source)}${outer}}` }];
}

/** Whether code closes a subsegment, which may be the one that it is handed. */
function closesSomething(shared: FileContext, code: TSESTree.Node): boolean {
  let closes = false;
  walk(shared.file, code, (node) => {
    closes ||= node.type === 'CallExpression' && shared.callAt(node)?.does.has('close') === true;
    return !closes;
  });
  return closes;
}
