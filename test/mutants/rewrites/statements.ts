import type { TSESTree } from '@typescript-eslint/types';
import { COIN, isListed, MAYBE, replace, siblingsOf } from '../edits';
import { deedsOf } from '../instrumentation';
import { recordingSites } from '../recording-sites';
import type { Recording } from '../recording-sites';
import type { Source } from '../source';
import type { Change, Rewrite } from '../variants';
import { onRecordings, writtenAs } from './on-recordings';

/** Expressions whose type does not depend on where they stand. */
const NAMED: readonly string[] = ['CallExpression', 'AwaitExpression', 'NewExpression', 'MemberExpression', 'LogicalExpression', 'TSAsExpression'];

/** The same statement in another guise: around it stands what always runs it, once. */
export const statements: readonly Rewrite[] = [
  around('in a block', (code) => `{ ${code} }`),
  around('in a labelled block', (code) => `recording: { ${code} if (${COIN}) { break recording; } console.warn('recorded'); }`),
  around('in a loop that runs once', (code) => `do { ${code} } while (false);`),
  around('in both branches', (code) => `if (${COIN}) { ${code} } else { ${code} }`),
  around('in every branch of a chain', (code) => `if (${COIN}) { ${code} } else if (${MAYBE}) { ${code} } else { ${code} }`),
  around('in both branches of a conditional expression', (_, { statement }, source) => {
    const code = source.textOf(statement.expression);
    return `${COIN} ? ${code} : ${code};`;
  }),
  around('in every case', (code) => `switch (${MAYBE}) { case 'a': ${code} break; default: ${code} }`),
  around('in a case that all others fall into', (code) => `switch (${MAYBE}) { case 'a': console.warn('a'); case 'b': default: ${code} }`),
  around('in an inner `try` with a `finally`', (code) => `try { ${code} } finally { console.warn('failed'); }`),
  around('in an inner `finally`', (code) => `try { console.warn('failed'); } finally { ${code} }`),
  around('in an infinite loop that is left', (code) => `for (;;) { ${code} break; }`),
  around('in a loop that is left in the middle', (code) => `while (true) { ${code} if (${COIN}) { break; } break; }`),
  around('in a sequence', (_, { statement }, source) => `(console.warn('failed'), ${source.textOf(statement.expression)});`),
  around('its value dropped with `void`', (_, { statement }, source) => `void (${source.textOf(statement.expression)});`),
  around('its value kept', (_, { statement }, source) => `{ const recorded = ${source.textOf(statement.expression)}; void recorded; }`),
  around('as the left of a short circuit', (_, { statement }, source) => `void ((${source.textOf(statement.expression)} as unknown) && console.warn('failed'));`),
  around('as an argument', (_, { statement }, source) => `console.debug('recorded', ${source.textOf(statement.expression)});`),
  around('as an element', (_, { statement }, source) => `void [${source.textOf(statement.expression)}];`),
  around('in a template', (_, { statement }, source) => `void \`\${String(${source.textOf(statement.expression)})}\`;`),
  around('as the condition', (_, { statement }, source) => `if ((${source.textOf(statement.expression)} as unknown) === null) { console.warn('not recorded'); }`),
  around('after a log', (code) => `console.error('Something failed'); ${code}`),
  around('after a time stamp', (code) => `{ const failedAt = new Date().toISOString(); console.error({ failedAt }); ${code} }`),
  around('before a branch that does other things', (code) => `${code} if (${COIN}) { console.warn('heads'); } else { console.warn('tails'); }`),
  around('in an async function that is waited for', (code) => `await (async () => { ${code} })();`, mayAwait),
  around('in a function that is called at once', (code) => `(() => { ${code} })();`, isSync),
  {
    name: 'swap two recordings',
    *changes(source): Generator<Change> {
      for (const { recordings } of recordingSites(source)) {
        for (const { statement } of recordings) {
          const siblings = siblingsOf(statement);
          const next = siblings[siblings.indexOf(statement) + 1];
          if (next?.type === 'ExpressionStatement' && (isRecording(source, next, recordings) || isLog(source, next))) {
            yield {
              node: statement,
              edit(text) {
                replace(text, statement, source.textOf(next));
                replace(text, next, source.textOf(statement));
              },
            };
          }
        }
      }
    },
  },
  {
    name: 'name what is returned first',
    *changes(source): Generator<Change> {
      for (const statement of source.nodes('ReturnStatement')) {
        const { argument } = statement;
        const isWorthIt = argument && NAMED.includes(argument.type) && isListed(statement);
        // A promise that is returned without being awaited is still the same promise.
        if (isWorthIt) {
          yield {
            node: statement,
            edit: (text) => replace(text, statement, `{ const outcome = ${source.textOf(argument)}; return outcome; }`),
          };
        }
      }
    },
  },
  {
    name: 'turn `if` with `else` around',
    *changes(source): Generator<Change> {
      for (const { test, consequent, alternate } of source.nodes('IfStatement')) {
        if (alternate?.type === 'BlockStatement') {
          yield {
            node: test,
            edit(text) {
              replace(text, test, `!(${source.textOf(test)})`);
              replace(text, consequent, source.textOf(alternate));
              replace(text, alternate, source.textOf(consequent));
            },
          };
        }
      }
    },
  },
  onRecordings(
    'the error named otherwise',
    (source, text, _, { error }) => {
      const variable = error && source.variableOf(error);
      for (const identifier of variable ? source.identifiersOf(variable) : []) {
        const isShorthand = identifier.parent?.type === 'Property' && identifier.parent.shorthand;
        replace(text, identifier, isShorthand ? `${source.textOf(identifier)}: problem` : 'problem');
      }
    },
    (_, recording, site) => site.error !== undefined && site.error.typeAnnotation === undefined && site.recordings[0] === recording,
  ),
];

/** A rewrite that may call something else too: where nothing but the handler closes the subsegment that could throw first. */
function around(name: string, write: Parameters<typeof writtenAs>[1], applies: (source: Source, recording: Recording) => boolean = () => true): Rewrite {
  return writtenAs(
    name,
    write,
    (source, recording, site) =>
      applies(source, recording) && site.recordings.every(({ call }) => !deedsOf(source, call).has('close')),
  );
}

function isRecording(source: Source, statement: unknown, recordings: readonly Recording[]): boolean {
  return recordings.some((recording) => recording.statement === statement && !deedsOf(source, recording.call).has('close'));
}

function isLog(source: Source, statement: TSESTree.ExpressionStatement): boolean {
  return /^(console|this\.#logger|logger)\./.test(source.textOf(statement));
}

function isSync(source: Source, { statement }: Recording): boolean {
  return source.nodes('AwaitExpression', statement).length === 0;
}

/** Whether the recording stands in an async function. */
function mayAwait(source: Source, { statement }: Recording): boolean {
  for (let node = statement.parent; node; node = node.parent as typeof node) {
    if ('async' in node) {
      return node.async === true && isSync(source, { statement } as Recording);
    }
  }
  return false;
}
