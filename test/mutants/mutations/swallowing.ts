import type { TSESTree } from '@typescript-eslint/types';
import { isListed, NOTHING, replace } from '../edits';
import { deedsOf } from '../instrumentation';
import { CATCH_RULE } from '../recording-sites';
import { enclosing, enclosingFunction, isWithin, outermostFunction, statementOf } from '../source';
import type { Source } from '../source';
import type { Fault, Mutation } from '../variants';

const TRY_RULE = 'no-try-around-tracer';

/** Failures of the tracer are swallowed (FR-018); failures of the work are swallowed by a new handler. */
export const swallowing: readonly Mutation[] = [
  onTracing('wrap a tracing call in `try` with an empty `catch`', (code) => `try { ${code} } catch {}`),
  onTracing('wrap a tracing call in `try` and log', (code) => `try { ${code} } catch (problem) { console.warn(problem); }`),
  onTracing(
    'wrap a tracing call in `try` and rethrow now and then',
    (code) => `try { ${code} } catch (problem) { if (problem instanceof TypeError) { throw problem; } }`,
  ),
  onTracing(
    'wrap a tracing call in `try` and throw something else',
    (code) => `try { ${code} } catch (problem) { throw new Error('Tracing failed'); }`,
  ),
  onTracing(
    'wrap a tracing call in `try` within a `try` that passes it on',
    (code) => `try { try { ${code} } catch (problem) { throw problem; } } catch {}`,
  ),
  onTracing(
    'wrap a tracing call and others in `try`',
    (code) => `try { console.info('recording'); if (Date.now() > 0) { ${code} } } catch { console.warn('not recorded'); }`,
  ),
  {
    name: 'swallow what opening rejects with',
    *faults(source) {
      for (const call of openingCalls(source)) {
        if (!/\.(captureFunc|runSync|addNewSubsegment)$/.test(source.textOf(call.callee))) {
          yield {
            node: call,
            expected: [{ rule: TRY_RULE, messageId: 'swallowedByPromise', within: call }],
            edit: (text) => replace(text, call, `(${source.textOf(call)} as Promise<never>).catch(() => ${NOTHING})`),
          };
        }
      }
    },
  },
  {
    name: 'wrap the opening in `try`',
    *faults(source) {
      for (const call of openingCalls(source)) {
        const statement = enclosing(call, 'ReturnStatement', 'ExpressionStatement');
        if (statement && isListed(statement) && enclosingFunction(statement) === enclosingFunction(call)) {
          yield {
            node: call,
            expected: [{ rule: TRY_RULE, at: call.range[0] }],
            edit(text) {
              text.appendLeft(statement.range[0], 'try { ');
              text.appendLeft(statement.range[1], ` } catch { return ${NOTHING}; }`);
            },
          };
        }
      }
    },
  },
  onAwaited('give a fallback when a call fails', (code) => `await ${code}.catch(() => ${NOTHING})`),
  onAwaited('log when a call fails', (code) => `await ${code}.catch((problem: unknown) => { console.warn(problem); return ${NOTHING}; })`),
  onAwaited('give a fallback with the second callback of `then`', (code) => `await ${code}.then((done) => done, () => ${NOTHING})`),
  {
    name: 'discard the outcomes of settled promises',
    *faults(source) {
      for (const fault of onAwaited('', (code) => `await Promise.allSettled([${code}])`, 'no-unchecked-partial-failure').faults(source)) {
        if (fault.node.parent?.type === 'ExpressionStatement') {
          yield fault;
        }
      }
    },
  },
  onHandled('wrap a statement in `try` with an empty `catch`', (code) => `try { ${code} } catch {}`),
  onHandled('wrap a statement in `try` and return a default', (code) => `try { ${code} } catch { return ${NOTHING}; }`),
];

/** A mutation of the statements that trace and do nothing else. */
function onTracing(name: string, write: (code: string) => string): Mutation {
  return {
    name,
    *faults(source): Generator<Fault> {
      for (const call of source.nodes('CallExpression')) {
        const deeds = deedsOf(source, call);
        const statement = statementOf(call);
        const isTracing = ['mark', 'close', 'annotate', 'enter'].some((deed) => deeds.has(deed as 'mark'));
        if (isTracing && statement) {
          yield {
            node: statement,
            expected: [{ rule: TRY_RULE, within: statement }],
            edit(text) {
              const [before, after] = write('\0').split('\0');
              text.appendLeft(statement.range[0], before ?? '');
              text.appendLeft(statement.range[1], after ?? '');
            },
          };
        }
      }
    },
  };
}

function openingCalls(source: Source): TSESTree.CallExpression[] {
  return source.nodes('CallExpression').filter((call) => deedsOf(source, call).has('open') && call.arguments.length > 1);
}

/** A mutation of what is awaited and has nothing to do with tracing. */
function onAwaited(name: string, write: (code: string) => string, rule = CATCH_RULE): Mutation {
  return {
    name,
    *faults(source): Generator<Fault> {
      for (const node of source.nodes('AwaitExpression')) {
        const { argument } = node;
        if (argument.type === 'CallExpression' && deedsOf(source, argument).size === 0 && source.isPromise(argument)) {
          yield {
            node,
            expected: [{ rule, within: outermostFunction(node) }],
            edit(text) {
              const code = write(source.textOf(argument));
              replace(text, node, node.parent.type === 'ExpressionStatement' ? code : `(${code})`);
            },
          };
        }
      }
    },
  };
}

/** A mutation of statements that await something and have nothing to do with tracing. */
function onHandled(name: string, write: (code: string) => string): Mutation {
  return {
    name,
    *faults(source): Generator<Fault> {
      for (const statement of source.nodes('ExpressionStatement')) {
        const isWork =
          source.nodes('AwaitExpression', statement).length > 0 &&
          source.nodes('CallExpression', statement).every((call) => deedsOf(source, call).size === 0) &&
          source.nodes('CatchClause').every((clause) => !isWithin(statement, clause));
        if (isWork && isListed(statement)) {
          yield {
            node: statement,
            expected: [{ rule: CATCH_RULE, within: outermostFunction(statement) }],
            edit: (text) => replace(text, statement, write(source.textOf(statement))),
          };
        }
      }
    },
  };
}
