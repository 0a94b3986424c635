import { spawnSync } from 'node:child_process';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

interface FileResult {
  readonly filePath: string;
  readonly messages: readonly { readonly ruleId: string; readonly line: number; readonly column: number }[];
}

function findings(eslint: string, args: readonly string[], env: NodeJS.ProcessEnv): string[] {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [`node_modules/${eslint}/bin/eslint.js`, '--format', 'json', ...args, 'fixtures/silent'],
    { cwd: root, encoding: 'utf8', env: { ...process.env, ...env }, maxBuffer: 1e8 },
  );
  expect(stderr).toBe('');
  return (JSON.parse(stdout) as FileResult[])
    .flatMap(({ filePath, messages }) =>
      messages.map(({ ruleId, line, column }) => `${relative(root, filePath)}:${line}:${column} ${ruleId}`),
    )
    .sort();
}

it('eslint.config.mjs on ESLint 10 and .eslintrc.cjs on ESLint 8.57 find the same in the fixtures', () => {
  const flat = findings('eslint', [], {});
  const legacy = findings('eslint-8', ['--ext', '.ts'], { ESLINT_USE_FLAT_CONFIG: 'false' });
  expect(flat).not.toEqual([]);
  expect(legacy).toEqual(flat);
});
