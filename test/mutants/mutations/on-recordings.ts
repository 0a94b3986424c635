import type MagicString from 'magic-string';
import { recordingGroups } from '../recording-sites';
import type { Recording, RecordingGroup } from '../recording-sites';
import { replace } from '../edits';
import type { Source } from '../source';
import type { Fault, Mutation } from '../variants';

/** A mutation of everything that records one failure on one path. */
export function onGroups(
  name: string,
  edit: (source: Source, text: MagicString, group: RecordingGroup) => void,
  applies: (source: Source, group: RecordingGroup) => boolean = () => true,
): Mutation {
  return {
    name,
    *faults(source): Generator<Fault> {
      for (const group of recordingGroups(source)) {
        if (applies(source, group)) {
          yield {
            node: group.recordings[0].statement,
            expected: group.site.expected,
            edit: (text) => edit(source, text, group),
          };
        }
      }
    },
  };
}

/** A mutation that writes each statement that records something otherwise. */
export function onStatements(
  name: string,
  write: (recording: Recording, source: Source) => string,
  applies?: (source: Source, group: RecordingGroup) => boolean,
): Mutation {
  return onGroups(
    name,
    (source, text, { recordings }) => {
      for (const recording of recordings) {
        replace(text, recording.statement, write(recording, source));
      }
    },
    applies,
  );
}

/** The same for the expression of which the statement consists. */
export function onExpressions(name: string, write: (code: string) => string): Mutation {
  return onStatements(name, ({ statement }, source) => `${write(source.textOf(statement.expression))};`);
}
