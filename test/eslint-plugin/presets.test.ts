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
