import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import mistakes from '../../fixtures/by-hand/by-hand-failures.json';
import expected from '../../fixtures/silent/silent-failures.json';

const root = fileURLToPath(new URL('../..', import.meta.url));

function runGate(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/gate.mjs', ...args], {
    cwd: root,
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

let directory: string;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'silent-failure-'));
});

afterAll(() => {
  rmSync(directory, { recursive: true });
});

describe('the gate', () => {
  it('passes over the wired paths, their silent twins and the hand-made ones, with a verdict for each', () => {
    const { status, stdout } = runGate();
    const verdicts = stdout.trimEnd().split('\n').slice(-3);
    expect(verdicts).toEqual([
      expect.stringMatching(/^PASS {2}runtime\/src\/paths: 0 findings in \d+ files, 0 expected$/),
      `PASS  fixtures/silent: ${expected.length} of ${expected.length} silent failures found, 0 findings elsewhere`,
      `PASS  fixtures/by-hand: ${mistakes.length} of ${mistakes.length} mistakes found, 0 findings elsewhere`,
    ]);
    expect(status).toBe(0);
  });

  it('lists every silent failure of a directory and exits 1', () => {
    const { status, stdout } = runGate('fixtures/silent');
    expect(status).toBe(1);
    for (const { function: name } of expected) {
      expect(stdout).toContain(name);
    }
    expect(stdout).toContain(
      [
        'audit.ts',
        '  53:7    CollectionEventRepository.save  logs the failure and returns `false`',
        '          missing: a mark on a named subsegment, and a metric  [require-instrumented-catch]',
      ].join('\n'),
    );
  });

  it('exits 0 when there is nothing to find', () => {
    const { status, stdout } = runGate('runtime/src');
    expect(stdout).toMatch(/^runtime\/src: no silent failure found in \d+ files\n$/);
    expect(status).toBe(0);
  });

  it.each([
    ['a directory that is not there', 'no-such-directory', 'no-such-directory: no such directory\n'],
    ['an option it does not know', '--nope', expect.stringContaining('Usage:')],
  ])('exits 2 and says why: %s', (_case, argument, message) => {
    expect(runGate(argument)).toEqual({ status: 2, stdout: '', stderr: message as string });
  });

  it('exits 2 for a directory without code', () => {
    expect(runGate(directory)).toEqual({
      status: 2,
      stdout: '',
      stderr: `${directory}: no JavaScript or TypeScript files to audit here\n`,
    });
  });

  it('names a file that it could not read and reads the others', () => {
    writeFileSync(join(directory, 'broken.ts'), 'const = 1;\n');
    writeFileSync(join(directory, 'fine.js'), 'export {};\n');
    const { status, stdout } = runGate(directory);
    expect(stdout).toContain('broken.ts:1 could not be read: ');
    expect(stdout).toContain('no silent failure found in 2 files, 1 file could not be read');
    expect(status).toBe(2);
  });
});
