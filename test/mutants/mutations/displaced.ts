import type MagicString from 'magic-string';
import type { TSESTree } from '@typescript-eslint/types';
import { COIN, insertAfter, insertAtStart, insertBefore, isListed, NOTHING, remove, siblingsOf, usesNamesOf } from '../edits';
import type { RecordingGroup } from '../recording-sites';
import { enclosing, enclosingFunction, isWithin } from '../source';
import type { Source } from '../source';
import type { Mutation } from '../variants';
import { onGroups } from './on-recordings';

/** The handler leaves before the failure is recorded, or it is recorded where the handler has been left. */
export const displaced: readonly Mutation[] = [
  leaving('return early', `if (${COIN}) { return ${NOTHING}; }`, () => true),
  leaving('return early for one kind of failure', `if ((new Error() as unknown) instanceof TypeError) return ${NOTHING};`, () => true),
  leaving('throw early', `if (${COIN}) { throw new Error('failed'); }`, isRethrowWrong),
  leaving('end the process early', `if (${COIN}) { globalThis.process.exit(1); }`, (_, { site }) => site.kind === 'handler'),
  leaving('go on with the loop early', `if (${COIN}) { continue; }`, (_, group) => isInLoop(group)),
  leaving('leave the loop early', `if (${COIN}) { break; }`, (_, group) => isInLoop(group)),
  onGroups(
    'record after the return',
    (source, text, { recordings }) => {
      const last = siblingsOf(recordings[0].statement).at(-1);
      for (const { statement } of recordings) {
        remove(source, text, statement);
        insertAfter(source, text, last ?? statement, source.textOf(statement));
      }
    },
    (_, { recordings: [first, ...others] }) => {
      const siblings = siblingsOf(first.statement);
      return (
        siblings.at(-1)?.type === 'ReturnStatement' && others.every(({ statement }) => siblings.includes(statement))
      );
    },
  ),
  moved('record in the `finally` of the same `try`, on success too', (_, text, statement, code) => {
    if (statement.finalizer) {
      insertAtStart(text, statement.finalizer, code);
    } else {
      text.appendLeft(statement.range[1], ` finally { ${code} }`);
    }
  }),
  moved('record after the `try`, on success too', (source, text, statement, code) => {
    insertAfter(source, text, statement, code);
  }),
  moved('record before the `try`, on success too', (source, text, statement, code) => {
    insertBefore(source, text, statement, code);
  }),
  moved('record in the `try`, whether it fails or not', (_, text, { block }, code) => {
    insertAtStart(text, block, code);
  }),
];

/** A mutation that leaves before the first recording. */
function leaving(name: string, code: string, applies: (source: Source, group: RecordingGroup) => boolean): Mutation {
  return onGroups(
    name,
    (source, text, { recordings: [first] }) => insertBefore(source, text, first.statement, code),
    (source, group) => isListed(group.recordings[0].statement) && applies(source, group),
  );
}

/** A throw is a failure of its own in a handler, unless what runs it records it. */
function isRethrowWrong(_: Source, { site }: RecordingGroup): boolean {
  return site.kind === 'handler' && !site.throwsAreRecorded;
}

/** Whether `continue` and `break` leave the handler: its loop is around it, no `switch` in between. */
function isInLoop({ site, recordings: [{ statement }] }: RecordingGroup): boolean {
  const around = enclosing(statement, 'ForOfStatement', 'ForStatement', 'WhileStatement', 'DoWhileStatement', 'SwitchStatement');
  const unit = enclosingFunction(statement);
  return (
    site.kind === 'handler' &&
    around !== undefined &&
    around.type !== 'SwitchStatement' &&
    unit !== undefined &&
    isWithin(around, unit) &&
    !isWithin(around, site.body)
  );
}

/** A mutation that moves the recordings of a `catch` clause, as far as they need no name of the clause. */
function moved(
  name: string,
  put: (source: Source, text: MagicString, statement: TSESTree.TryStatement, code: string) => void,
): Mutation {
  const clauseOf = ({ site }: RecordingGroup) =>
    site.body.parent.type === 'CatchClause' ? site.body.parent : undefined;
  return onGroups(
    name,
    (source, text, group) => {
      const clause = clauseOf(group);
      for (const { statement } of clause ? group.recordings : []) {
        remove(source, text, statement);
        put(source, text, clause?.parent as TSESTree.TryStatement, source.textOf(statement));
      }
    },
    (source, group) => {
      const clause = clauseOf(group);
      return (
        clause !== undefined &&
        isListed(clause.parent) &&
        group.recordings.every(({ statement }) => !usesNamesOf(source, statement, clause))
      );
    },
  );
}
