import { callbackArgument } from '../instrumentation/vocabulary';
import { functionOf } from '../syntax/functions';
import { createRule } from './support/create-rule';
import { fileContext } from './support/file-context';
import { isKnownToReturnPromise } from './support/promises';
import { asReported } from './support/suggestions/edits';
import { openWaiting } from './support/suggestions/open-waiting';

const INSTEAD: Readonly<Record<string, string>> = {
  captureFunc: 'captureAsyncFunc` and close the subsegment in a `finally',
  runSync: 'run',
};

/** `captureFunc` closes its subsegment when the callback returns, and captures no rejection. */
export const noAsyncCaptureFunc = createRule(
  {
    name: 'no-async-capture-func',
    description: 'disallow asynchronous callbacks of `captureFunc`',
  },
  {
    meta: {
      type: 'problem',
      hasSuggestions: true,
      schema: [],
      messages: {
        asyncCallback:
          '`{{opener}}` closes its subsegment as soon as this callback gives its promise, before the work is done, and captures no rejection: use `{{instead}}`.',
        openWaiting: 'Use `{{opener}}`.',
      },
    },
    create(context) {
      const shared = fileContext(context);
      if (!shared.mentionsInstrumentation) {
        return {};
      }
      return {
        CallExpression(call) {
          const opening = shared.callAt(call);
          const argument = opening?.method.synchronous ? callbackArgument(opening.method, call) : undefined;
          const callback = argument && functionOf(shared.file, argument);
          if (callback && isKnownToReturnPromise(shared, callback)) {
            const member = call.callee.type === 'MemberExpression' ? call.callee.property : call.callee;
            const opener = context.sourceCode.text.slice(...member.range);
            context.report({
              loc: member.loc,
              messageId: 'asyncCallback',
              data: { opener, instead: INSTEAD[opener] ?? 'an opener that waits' },
              suggest: asReported([openWaiting(context, shared, call)]),
            });
          }
        },
      };
    },
  },
);
