import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../../runtime/dist/bin/silent-failure-alarms.cjs', import.meta.url));

export interface ProgramResult {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the built program as `npx silent-failure-alarms` does. */
export function runAlarms(...args: readonly string[]): ProgramResult {
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8', maxBuffer: 1e8 });
  return { status, stdout, stderr };
}
