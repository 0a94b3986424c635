import type { TSESTree } from '@typescript-eslint/types';
import { deedsOf, openedCallback } from '../instrumentation';
import { recordingSites } from '../recording-sites';
import type { RecordingSite } from '../recording-sites';
import { enclosingFunction, isWithin, statementOf } from '../source';
import type { Source } from '../source';
import type { Fault, Mutation } from '../variants';

const RULE = 'no-shared-subsegment';

/** Several units of work on one subsegment. */
export const sharing: readonly Mutation[] = [
  repeated('repeat the work in the subsegment', (code) => `for (let round = 0; round < 3; round++) { ${code} }`),
  repeated('repeat the work in the subsegment while there is some', (code) => `while (Date.now() % 7 !== 0) { ${code} }`),
  repeated('repeat the work in the subsegment for each of a list', (code) => `for (const _part of ['a', 'b']) { ${code} }`),
  {
    name: 'open one subsegment for all rounds',
    *faults(source) {
      for (const loop of source.nodes('ForOfStatement')) {
        const [only, ...others] = loop.body.type === 'BlockStatement' ? loop.body.body : [];
        const call = only && others.length === 0 ? source.nodes('CallExpression', only)[0] : undefined;
        const callback = call && openedCallback(call);
        const site = recordingSites(source).find(({ body }) => callback && isWithin(body, callback));
        if (call && callback?.body.type === 'BlockStatement' && deedsOf(source, call).has('open') && site && statementOf(call) === only) {
          const { body } = callback;
          const head = source.text.slice(loop.range[0], loop.body.range[0]);
          yield {
            node: loop,
            expected: handlerOf(site),
            edit(text) {
              text.remove(loop.range[0], loop.body.range[0] + 1);
              text.appendLeft(body.range[0] + 1, ` ${head}{`);
              text.appendLeft(body.range[1] - 1, '}');
              text.remove(loop.range[1] - 1, loop.range[1]);
            },
          };
        }
      }
    },
  },
  {
    name: 'set the current segment in concurrent callbacks',
    *faults(source) {
      for (const call of source.nodes('CallExpression')) {
        const [mapped] = call.arguments;
        const callback = mapped?.type === 'CallExpression' ? mapped.arguments[0] : undefined;
        const isConcurrent = /^Promise\.all(Settled)?$/.test(source.textOf(call.callee));
        if (isConcurrent && callback?.type === 'ArrowFunctionExpression' && callback.body.type !== 'BlockStatement') {
          const { body } = callback;
          const last = source.nodes('ImportDeclaration').at(-1);
          yield {
            node: call,
            expected: [{ rule: RULE, messageId: 'concurrentSegment', within: callback }],
            edit(text) {
              text.appendLeft(last?.range[1] ?? 0, "\nimport { Tracer as SetTracer } from '@aws-lambda-powertools/tracer';\nconst settingTracer = new SetTracer();");
              text.appendLeft(body.range[0], '{ const current = settingTracer.getSegment(); if (current) { settingTracer.setSegment(current); } return ');
              text.appendLeft(body.range[1], '; }');
            },
          };
        }
      }
    },
  },
];

function handlerOf({ expected }: RecordingSite) {
  return expected.map(({ at }) => (at === undefined ? { rule: RULE } : { rule: RULE, at }));
}

/**
 * A mutation of what a subsegment is opened around: the `try` in it is made more than once. It may not leave by
 * itself, or there is one round only.
 */
function repeated(name: string, write: (code: string) => string): Mutation {
  return {
    name,
    *faults(source): Generator<Fault> {
      for (const site of recordingSites(source)) {
        const tried = site.body.parent.type === 'CatchClause' ? site.body.parent.parent : undefined;
        const unit = tried && enclosingFunction(tried);
        const opening = unit?.parent;
        const isOpened = opening?.type === 'CallExpression' && openedCallback(opening) === unit && deedsOf(source, opening).has('open');
        if (tried && isOpened && staysInside(source, tried) && !closes(source, tried)) {
          const [before, after] = write('\0').split('\0');
          yield {
            node: tried,
            expected: handlerOf(site),
            edit(text) {
              text.appendLeft(tried.range[0], before ?? '');
              text.appendLeft(tried.range[1], after ?? '');
            },
          };
        }
      }
    },
  };
}

function staysInside(source: Source, tried: TSESTree.TryStatement): boolean {
  return source.nodes('ReturnStatement', tried).length === 0 && source.nodes('BreakStatement', tried).length === 0;
}

/** A `finally` that closes would close more than once. */
function closes(source: Source, tried: TSESTree.TryStatement): boolean {
  return source.nodes('CallExpression', tried).some((call) => deedsOf(source, call).has('close'));
}

