import type MagicString from 'magic-string';
import { replace } from '../edits';
import { recordingSites } from '../recording-sites';
import type { Recording, RecordingSite } from '../recording-sites';
import type { Source } from '../source';
import type { Change, Rewrite } from '../variants';

/** A rewrite of each statement that records something, one at a time. */
export function onRecordings(
  name: string,
  edit: (source: Source, text: MagicString, recording: Recording, site: RecordingSite) => void,
  applies: (source: Source, recording: Recording, site: RecordingSite) => boolean = () => true,
): Rewrite {
  return {
    name,
    *changes(source): Generator<Change> {
      for (const site of recordingSites(source)) {
        for (const recording of site.recordings) {
          if (applies(source, recording, site)) {
            yield { node: recording.statement, edit: (text) => edit(source, text, recording, site) };
          }
        }
      }
    },
  };
}

/** A rewrite that writes the statement otherwise. */
export function writtenAs(
  name: string,
  write: (code: string, recording: Recording, source: Source) => string,
  applies?: (source: Source, recording: Recording, site: RecordingSite) => boolean,
): Rewrite {
  return onRecordings(
    name,
    (source, text, recording) => replace(text, recording.statement, write(source.textOf(recording.statement), recording, source)),
    applies,
  );
}
