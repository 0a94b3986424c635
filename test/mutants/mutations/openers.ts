import { insertAfter, replace } from '../edits';
import { deedsOf, openedCallback, recordsThrows } from '../instrumentation';
import type { Source } from '../source';
import type { Fault, Mutation } from '../variants';

/** The wrong opener for the work, and the raw SDK in place of Powertools. */
export const openers: readonly Mutation[] = [
  {
    name: 'open with what does not wait',
    *faults(source) {
      for (const call of source.nodes('CallExpression')) {
        const { callee } = call;
        const method = callee.type === 'MemberExpression' ? source.textOf(callee.property) : '';
        const other = { captureAsyncFunc: 'captureFunc', run: 'runSync' }[method];
        const callback = openedCallback(call);
        if (callee.type === 'MemberExpression' && deedsOf(source, call).has('open') && other && callback?.async) {
          yield {
            node: call,
            expected: [{ rule: 'no-async-capture-func', within: callee.property }],
            edit: (text) => replace(text, callee.property, other),
          };
        }
      }
    },
  },
  {
    name: 'do asynchronous work where nothing waits',
    *faults(source) {
      for (const call of source.nodes('CallExpression')) {
        const { callee } = call;
        const callback = openedCallback(call);
        const isSync = callee.type === 'MemberExpression' && /^(captureFunc|runSync)$/.test(source.textOf(callee.property));
        if (callee.type === 'MemberExpression' && isSync && callback && !callback.async) {
          yield {
            node: call,
            expected: [{ rule: 'no-async-capture-func', within: callee.property }],
            edit(text) {
              text.appendLeft(callback.range[0], 'async ');
              if (recordsThrows(source, call)) {
                text.appendLeft(call.range[1], ' as never');
              }
            },
          };
        }
      }
    },
  },
  withRaw('import the raw SDK whole', "import AWSXRay from 'aws-xray-sdk-core';", 'AWSXRay.getSegment'),
  withRaw('import the raw SDK as a namespace', "import * as AWSXRay from 'aws-xray-sdk-core';", 'AWSXRay.getSegment'),
  withRaw('import a function of the raw SDK', "import { captureHTTPsGlobal } from 'aws-xray-sdk-core';", 'captureHTTPsGlobal'),
  withRaw('require the raw SDK', "const AWSXRay = require('aws-xray-sdk-core');", 'AWSXRay'),
  withRaw('load the raw SDK on demand', "const AWSXRay = globalThis.process.env['TRACED'] ? require('aws-xray-sdk-core') : undefined;", 'AWSXRay'),
];

/** A mutation that brings in the raw SDK beside what is there, as is done to wrap clients. */
function withRaw(name: string, code: string, use: string): Mutation {
  return {
    name,
    *faults(source: Source): Generator<Fault> {
      const last = source.nodes('ImportDeclaration').at(-1);
      const isTraced = source.nodes('CallExpression').some((call) => deedsOf(source, call).has('open'));
      if (last && isTraced) {
        yield {
          node: last,
          expected: [{ rule: 'prefer-powertools-tracer' }],
          edit: (text) => insertAfter(source, text, last, `${code}\nvoid ${use};`),
        };
      }
    },
  };
}
