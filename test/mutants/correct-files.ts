import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** A folder of correct code, and the contract that it is held against. */
export interface CorrectFolder {
  /** Where the contract's files are relative to. */
  readonly root: string;
  readonly contract: object;
  /** Absolute. */
  readonly files: readonly string[];
}

/** The wired failure paths, and the correct handlers of the fixtures. */
export function correctFolders(repository: string): CorrectFolder[] {
  const instrumented = join(repository, 'fixtures/instrumented');
  return [
    folder(repository, join(repository, 'runtime/src/paths'), 'runtime/failure-paths.json'),
    folder(instrumented, instrumented, 'failure-paths.json'),
  ];
}

function folder(root: string, directory: string, contract: string): CorrectFolder {
  const files = readdirSync(directory).filter((file) => file.endsWith('.ts'));
  return {
    root,
    contract: JSON.parse(readFileSync(join(root, contract), 'utf8')) as object,
    files: files.map((file) => join(directory, file)).toSorted((a, b) => relative(root, a).localeCompare(relative(root, b))),
  };
}
