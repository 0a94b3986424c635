import { createRequire } from 'node:module';
import { ESLint } from 'eslint';
import type { Linter } from 'eslint';
import { describe, expect, it } from 'vitest';
import contract from '../../runtime/failure-paths.json';
import plugin from '../../eslint-plugin/dist/index.js';

const files = [
  'runtime/src/paths/circuit-breaker.ts',
  'runtime/src/paths/audit.ts',
  'runtime/src/paths/notification.ts',
  'runtime/src/paths/fanout.ts',
  'runtime/src/paths/self-healing.ts',
  'runtime/src/paths/parallel-fetcher.ts',
];

describe('presets', () => {
  it('recommended quiets what only strict asks for', () => {
    expect(plugin.configs.recommended.rules).toMatchObject({
      'silent-failure/require-instrumented-catch': ['error', { ignoreRethrow: true, ignoreProbes: true }],
      'silent-failure/no-try-around-tracer': ['error', { ignoreIncidental: true }],
    });
    expect(new Set(Object.values(plugin.configs.strict.rules ?? {}))).toEqual(new Set(['error']));
    expect(Object.keys(plugin.configs.strict.rules ?? {})).toEqual(
      Object.keys(plugin.configs.recommended.rules ?? {}),
    );
  });

  it('the legacy ones have the same rules', () => {
    expect(plugin.configs['legacy-recommended'].rules).toEqual(plugin.configs.recommended.rules);
    expect(plugin.configs['legacy-strict'].rules).toEqual(plugin.configs.strict.rules);
  });

  it('flat presets hold the plugin itself', () => {
    expect(plugin.configs.recommended.plugins?.['silent-failure']).toBe(plugin);
  });

  it('failurePaths is strict, on exactly the files of the contract', () => {
    expect(plugin.failurePaths(contract)).toMatchObject({ files, rules: plugin.configs.strict.rules });
    expect(plugin.legacyFailurePaths(contract)).toMatchObject({
      overrides: [{ files, rules: plugin.configs.strict.rules }],
    });
  });
});

describe('a contract whose files have the letters of patterns in their names', () => {
  const names = ['src/[id].ts', 'src/{a,b}.ts', 'src/(group)/*.ts', '!src/not.ts', '#src/what?.ts', '@(a|b).ts', '+a.ts'];
  const others = ['src/i.ts', 'src/a.ts', 'src/(group)/b.ts', 'src/other.ts', '#src/whats.ts', 'a.ts', 'aa.ts'];
  const ofFiles = { a: { ...contract.audit_trail_persist, file: names } };
  const isStrict = (rules: object | undefined): boolean => rules !== undefined && 'silent-failure/match-failure-path' in rules;

  async function expectExactlyThese(eslint: Pick<ESLint, 'calculateConfigForFile'>): Promise<void> {
    const rulesOf = async (file: string) => ((await eslint.calculateConfigForFile(file)) as Linter.Config | undefined)?.rules;
    for (const file of names) {
      expect([file, isStrict(await rulesOf(file))]).toEqual([file, true]);
    }
    for (const file of others) {
      expect([file, isStrict(await rulesOf(file))]).toEqual([file, false]);
    }
  }

  it('matches exactly these in a flat config', async () => {
    const eslint = new ESLint({ overrideConfigFile: true, overrideConfig: [{ files: ['**/*.ts'] }, plugin.failurePaths(ofFiles)] });
    await expectExactlyThese(eslint);
  });

  it('matches exactly these in .eslintrc', async () => {
    const { ESLint: LegacyESLint } = createRequire(import.meta.url)('eslint-8') as { ESLint: new (options: object) => ESLint };
    const { overrides } = plugin.legacyFailurePaths(ofFiles);
    const eslint = new LegacyESLint({
      useEslintrc: false,
      plugins: { 'silent-failure': plugin },
      overrideConfig: { plugins: ['silent-failure'], overrides },
    });
    await expectExactlyThese(eslint);
  });
});

it('a contract whose files are not there asks nothing of others', async () => {
  const eslint = new ESLint({
    overrideConfigFile: true,
    overrideConfig: [{ files: ['**/*.js'] }, plugin.failurePaths({ a: { ...contract.audit_trail_persist, file: 'none/*.js' } })],
  });
  const [result] = await eslint.lintText('try { read(); } catch {}', { filePath: 'none/other.js' });
  expect(result?.messages).toEqual([]);
});

describe('a contract that is not valid', () => {
  const path = contract.audit_trail_persist;
  it.each([
    ['a.metric: is missing', { a: { file: 'a.ts', mark: 'error' } }],
    ['a.mark: must be error or fault, is "warning"', { a: { ...path, mark: 'warning' } }],
    ['a.file[1]: names "./a.ts" twice', { a: { ...path, file: ['a.ts', './a.ts'] } }],
    [
      'a.metric.dimensions.Lambda: must be a dimension value that CloudWatch takes (1 to 1,024 ASCII characters), is 7',
      { a: { ...path, metric: { ...path.metric, dimensions: { Lambda: 7 } } } },
    ],
    ['a.annotation: is not known here', { a: { ...path, annotation: [] } }],
  ])('is a configuration error that names the place: %s', (problem, broken) => {
    for (const use of [plugin.failurePaths, plugin.legacyFailurePaths]) {
      expect(() => use(broken)).toThrow(`failure paths contract: ${problem}`);
    }
  });
});
