import { Linter } from 'eslint';
import { describe, expect, it } from 'vitest';
import plugin from '../../../eslint-plugin/src/index';
import { DEEP_PROGRAMS, LARGE_PROGRAMS } from '../../support/large-programs';

// Read by ESLint's own parser, which takes deeper programs than that of TypeScript. An else-if chain of 5,000 ends
// the process in either of them, with no rule at work.
const config = [plugin.configs.strict];

/** The functions in which something is found. */
function found(code: string): string[] {
  const lines = code.split('\n');
  return new Linter({ configType: 'flat' }).verify(code, config, { filename: 'large.js' }).map(({ ruleId, message, line }) => {
    const declared = lines.slice(0, line).reverse().find((text) => text.startsWith('export ')) ?? message;
    return `${ruleId ?? message} ${/(?:function|const) (\w+)/.exec(declared)?.[1] ?? ''}`;
  });
}

describe.each([
  ...Object.entries(LARGE_PROGRAMS).map(([name, make]) => [name, name === 'functions that call each other' ? 2000 : 5000, make] as const),
  ...Object.entries(DEEP_PROGRAMS).map(([name, make]) => [name, name === 'helpers that call the next' ? 200 : 500, make] as const),
])('%s', (_name, size, make) => {
  it(`finds what is silent, and nothing else, among ${size}`, () => {
    expect(found(make(size))).toEqual(['silent-failure/require-instrumented-catch silent']);
  });
});

it('reads a file of 64,000 lines', () => {
  const code = LARGE_PROGRAMS['lines of handlers'](64_000);
  expect(code.split('\n').length).toBeGreaterThan(64_000);
  expect(found(code)).toEqual(['silent-failure/require-instrumented-catch silent']);
}, 120_000);
