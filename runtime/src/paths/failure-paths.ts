import { createFailurePaths } from '@silent-failure/runtime';
import type { FailurePathsOptions } from '@silent-failure/runtime';
import contract from '../../failure-paths.json' with { type: 'json' };

type WiredFailurePaths = ReturnType<typeof createFailurePaths<typeof contract>>;

let options: FailurePathsOptions = {};
let made: WiredFailurePaths | undefined;

/**
 * Gives the wired paths what `createFailurePaths` takes: a tracer, the function's name, `redact`.
 *
 * @throws Error when one of the paths has been used already: its failures would not have been redacted
 */
export function configureFailurePaths(given: FailurePathsOptions): void {
  if (made !== undefined) {
    throw new Error('configureFailurePaths: a failure path has been used already; call it before that, once');
  }
  options = given;
}

/**
 * The failure paths that all wired modules share, made when the first of them is used.
 *
 * @internal its type is that of the contract, a file that the built declarations cannot import
 */
export function failurePaths(): WiredFailurePaths {
  made ??= createFailurePaths(contract, options);
  return made;
}
