import type { TSESTree } from '@typescript-eslint/types';
import { replace } from '../edits';
import { callsDoing, deedsOf } from '../instrumentation';
import { enclosing, enclosingFunction, isWithin, statementOf } from '../source';
import type { Source } from '../source';
import { isNarrowed } from '../type-texts';
import type { Change, Rewrite } from '../variants';

/** The subsegment is closed otherwise, and still once on every way. */
export const closing: readonly Rewrite[] = [
  onCloses('close behind a test for it', (object, code) => `if (${object}) { ${code.replace('?.', '.')} }`),
  onCloses('close behind a test against `undefined`', (object, code) => `if (${object} !== undefined) { ${code.replace('?.', '.')} }`),
  onCloses('close behind `&&`', (object, code) => `void (${object} && ${code.replace('?.', '.').replace(/;$/, '')});`),
  onCloses('close by a helper', (_, code) => `{ const close = () => { ${code} }; close(); }`),
  onCloses('close by a function that is declared below', (_, code) => `{ close(); function close() { ${code} } }`, (code, source, statement) => !/\bthis\b/.test(code) && !isNarrowed(source, statement)),
  onCloses('close by an alias', (object, code) => `{ const alias = ${object}; ${code.replace(object, 'alias')} }`),
  onCloses('close in a block', (_, code) => `{ ${code} }`),
  onCloses('close in a `finally` of its own', (_, code) => `try { console.debug('closing'); } finally { ${code} }`),
  {
    name: 'close in a `try` of its own around the whole',
    *changes(source): Generator<Change> {
      for (const { statement, tried, finalizer } of finalCloses(source)) {
        if (finalizer.body.length === 1 && finalizer.body[0] === statement && tried.handler) {
          yield {
            node: tried,
            edit(text) {
              text.appendLeft(tried.range[0], 'try { ');
              text.remove(tried.handler?.range[1] ?? 0, finalizer.range[0]);
              text.appendLeft(finalizer.range[0], ' } finally ');
            },
          };
        }
      }
    },
  },
  {
    name: 'handle the promise in place of `try`',
    *changes(source): Generator<Change> {
      for (const tried of source.nodes('TryStatement')) {
        const [only, ...others] = tried.block.body;
        const isReturned =
          others.length === 0 &&
          only?.type === 'ReturnStatement' &&
          only.argument?.type === 'AwaitExpression' &&
          source.isPromise(only.argument.argument);
        const clause = tried.handler;
        if (isReturned && clause && enclosingFunction(tried)?.async) {
          const awaited = (only.argument as TSESTree.AwaitExpression).argument;
          const parameter = clause.param ? `${source.textOf(clause.param)}: unknown` : '';
          const handler = `async (${parameter}) => ${source.textOf(clause.body)}`;
          const code = `return await (${source.textOf(awaited)}).catch(${handler});`;
          yield {
            node: tried,
            edit: (text) =>
              replace(text, tried, tried.finalizer ? `try { ${code} } finally ${source.textOf(tried.finalizer)}` : code),
          };
        }
      }
    },
  },
];

interface FinalClose {
  readonly call: TSESTree.CallExpression;
  readonly statement: TSESTree.ExpressionStatement;
  readonly tried: TSESTree.TryStatement;
  readonly finalizer: TSESTree.BlockStatement;
}

function finalCloses(source: Source): FinalClose[] {
  return callsDoing(source, 'close').flatMap((call) => {
    const statement = statementOf(call);
    const tried = enclosing(call, 'TryStatement');
    const finalizer = tried?.finalizer;
    return statement && finalizer && isWithin(call, finalizer) && !deedsOf(source, call).has('mark')
      ? [{ call, statement, tried, finalizer }]
      : [];
  });
}

function onCloses(
  name: string,
  write: (object: string, code: string) => string,
  applies: (code: string, source: Source, statement: TSESTree.Node) => boolean = () => true,
): Rewrite {
  return {
    name,
    *changes(source): Generator<Change> {
      for (const { call, statement } of finalCloses(source)) {
        const { callee } = call;
        const code = source.textOf(statement);
        if (callee.type === 'MemberExpression' && applies(code, source, statement)) {
          yield { node: statement, edit: (text) => replace(text, statement, write(source.textOf(callee.object), code)) };
        }
      }
    },
  };
}
