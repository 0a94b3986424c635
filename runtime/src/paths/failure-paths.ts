import { createFailurePaths } from '@silent-failure/runtime';
import contract from '../../failure-paths.json' with { type: 'json' };

type WiredFailurePaths = ReturnType<typeof createFailurePaths<typeof contract>>;

let made: WiredFailurePaths | undefined;

/** The failure paths that all wired modules share, made when the first of them is used. */
export function failurePaths(): WiredFailurePaths {
  made ??= createFailurePaths(contract);
  return made;
}
