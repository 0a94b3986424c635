// The TypeScript that is linted: sources that come in npm packages, and Lambda-like code of this repository.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));
export const here = fileURLToPath(new URL('.', import.meta.url));

/** The paths of no file here, so that `match-failure-path` does what it does in all other files. */
export const CONTRACT = {
  elsewhere: { file: 'src/elsewhere.ts', mark: 'error', metric: { namespace: 'N', name: 'Failure', dimensions: {} } },
};

/** Directories of real TypeScript. */
const LIBRARIES = ['effect/src', 'rxjs/src', 'zod/src', 'ethers/src.ts'].map((library) => `${here}node_modules/${library}`);

/** Directories of Lambda code, relative to the repository. */
const LAMBDA_CODE = ['fixtures/silent', 'fixtures/instrumented', 'runtime/src/paths'];

/** The texts of all TypeScript files in the directory. */
function typeScriptIn(directory) {
  return readdirSync(directory, { recursive: true })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts'))
    .map((name) => readFileSync(`${directory}/${name}`, 'utf8'));
}

export function librarySources() {
  return LIBRARIES.flatMap(typeScriptIn);
}

export function lambdaSources() {
  return LAMBDA_CODE.flatMap((directory) => typeScriptIn(`${root}${directory}`));
}
