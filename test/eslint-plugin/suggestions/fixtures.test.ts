import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Linter } from 'eslint';
import { describe, expect, it } from 'vitest';
import { requireInstrumentedCatch } from '../../../eslint-plugin/src/rules/require-instrumented-catch';
import contract from '../../../runtime/failure-paths.json';
import { addTo, applySuggestions, errorsMade, findingsLeft } from '../../support/applied-suggestions';
import type { LintedCode } from '../../support/applied-suggestions';
import { lintWithFlat } from '../../support/rule-tester';
import { SuggestionCompiler } from '../../support/suggestion-compiler';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

const pathsOf = (contractFile: string) => `import { createFailurePaths } from '@silent-failure/runtime';
import contract from '${contractFile}';
const failurePaths = createFailurePaths(contract);
`;

function sources(directory: string): { file: string; text: string }[] {
  return readdirSync(`${ROOT}${directory}`)
    .filter((name) => name.endsWith('.ts'))
    .map((name) => ({ file: `${directory}/${name}`, text: readFileSync(`${ROOT}${directory}/${name}`, 'utf8') }));
}

/** The suggestions for some code, each as where it is made, and what is wrong with what it makes. */
function suggestionsFor(directory: string, code: readonly LintedCode[]) {
  const lint = lintWithFlat(Linter);
  const compiler = new SuggestionCompiler(directory);
  const applied = code.flatMap((linted) => applySuggestions(lint, requireInstrumentedCatch, linted));
  applied.forEach((suggestion) => addTo(compiler, suggestion));
  return applied.map((suggestion) => ({
    at: `${suggestion.of.filename}: ${suggestion.description}`,
    problems: [...findingsLeft(lint, requireInstrumentedCatch, suggestion), ...errorsMade(compiler, suggestion)],
  }));
}

describe('suggestions for the fixtures', () => {
  it('wrap what is silent in the path that the contract has for it, and compile', () => {
    const code = sources('fixtures/silent').flatMap(({ file, text }) =>
      Object.entries(contract)
        .filter(([, path]) => typeof path === 'object' && path.file.endsWith(file.slice(file.lastIndexOf('/'))))
        .map(([name, path]) => ({
          code: pathsOf('../../runtime/failure-paths.json') + text,
          filename: file,
          settings: { 'silent-failure': { contract: { [name]: { ...(path as object), file } } } },
        })),
    );
    const suggestions = suggestionsFor('fixtures/silent', code);
    expect(suggestions.filter(({ problems }) => problems.length > 0)).toEqual([]);
    expect(suggestions.map(({ at }) => at)).toEqual([
      "fixtures/silent/audit.ts: Run this as a path of the contract: `failurePaths.run('audit_trail_persist', ...)`",
      "fixtures/silent/circuit-breaker.ts: Run this as a path of the contract: `failurePaths.run('circuit_breaker_load', ...)`",
      "fixtures/silent/circuit-breaker.ts: Run this as a path of the contract: `failurePaths.run('circuit_breaker_load', ...)`",
      "fixtures/silent/circuit-breaker.ts: Run this as a path of the contract: `failurePaths.run('circuit_breaker_save', ...)`",
      "fixtures/silent/circuit-breaker.ts: Run this as a path of the contract: `failurePaths.run('circuit_breaker_save', ...)`",
      "fixtures/silent/self-healing.ts: Run this as a path of the contract: `failurePaths.run('self_healing_item_fetch', ...)`",
    ]);
  });

  it('record what the wired paths would not record without their own records, and compile', () => {
    const code = sources('runtime/src/paths').filter(({ text }) => text.includes('recordFailure(')).map(({ file, text }) => ({
      code:
        pathsOf('../../failure-paths.json') +
        text
          .replace(/^import \{ failurePaths \}.*\n/m, '')
          .replaceAll('failurePaths()', 'failurePaths')
          .replaceAll(/^ *path\.recordFailure\([^;]*;\n/gm, ''),
      filename: file,
    }));
    const suggestions = suggestionsFor('runtime/src/paths', code);
    expect(suggestions.filter(({ problems }) => problems.length > 0)).toEqual([]);
    expect(suggestions.map(({ at }) => at)).toEqual([
      'runtime/src/paths/audit.ts: Record the failure: `path.recordFailure(error);`',
      'runtime/src/paths/circuit-breaker.ts: Record the failure: `path.recordFailure(error);`',
      'runtime/src/paths/circuit-breaker.ts: Record the failure: `path.recordFailure(error);`',
      'runtime/src/paths/notification.ts: Record the failure: `path.recordFailure(error);`',
      'runtime/src/paths/self-healing.ts: Record the failure: `path.recordFailure(error);`',
    ]);
  });
});
