import { createRequire } from 'node:module';
import * as parser from '@typescript-eslint/parser';
import type { Linter, Rule, RuleTester } from 'eslint';
import { afterAll, describe, expect, it } from 'vitest';
import { addTo, applySuggestions, errorsMade, findingsLeft } from './applied-suggestions';
import type { Lint, LintedCode } from './applied-suggestions';
import { SuggestionCompiler } from './suggestion-compiler';

type Tests = Parameters<RuleTester['run']>[2];

interface Tester {
  run(name: string, rule: Rule.RuleModule, tests: Tests): void;
}

interface TesterClass {
  new (config: object): Tester;
  describe: typeof describe;
  it: typeof it;
  itOnly: typeof it.only;
  afterAll: typeof afterAll;
}

interface Host {
  readonly RuleTester: TesterClass;
  readonly Linter: typeof Linter;
}

/** What Linter of ESLint 8 has and that of later versions has not. */
interface LegacyLinter extends Linter {
  defineParser(name: string, parser: object): void;
  defineRule(name: string, rule: Rule.RuleModule): void;
}

const require = createRequire(import.meta.url);

const HOSTS = [
  { major: 'ESLint 10', module: 'eslint', config: { languageOptions: { parser } }, isLegacy: false },
  { major: 'ESLint 9', module: 'eslint-9', config: { languageOptions: { parser } }, isLegacy: false },
  {
    major: 'ESLint 8',
    module: 'eslint-8',
    config: {
      parser: require.resolve('@typescript-eslint/parser'),
      parserOptions: { sourceType: 'module', ecmaVersion: 'latest' },
    },
    isLegacy: true,
  },
];

/** Linters of every major version of ESLint that the plugin supports, for files in a working directory. */
export const LINTERS: readonly { readonly major: string; lintIn(cwd: string): Lint }[] = HOSTS.map((host) => ({
  major: host.major,
  lintIn: (cwd) => linterOf(host, cwd),
}));

function linterOf({ module, isLegacy }: (typeof HOSTS)[number], cwd?: string): Lint {
  const { Linter: HostLinter } = require(module) as Host;
  return isLegacy ? lintWithLegacy(HostLinter, cwd) : lintWithFlat(HostLinter, cwd);
}

/**
 * Runs the same cases under every major version of ESLint that the plugin supports. Every suggestion that the
 * rule makes for an invalid case is applied: the finding has to be gone, no other may come, nor an error of TypeScript.
 */
export function testRule(name: string, rule: Rule.RuleModule, tests: Tests): void {
  const compiler = new SuggestionCompiler();
  for (const host of HOSTS) {
    const { major, module, config } = host;
    const { RuleTester: HostTester } = require(module) as Host;
    Object.assign(HostTester, { describe, it, itOnly: it.only, afterAll });
    describe(major, () => {
      new HostTester(config).run(name, rule, tests);
      if (rule.meta?.hasSuggestions) {
        testSuggestions(linterOf(host), rule, tests.invalid as LintedCode[], compiler);
      }
    });
  }
}

/** Lints with the flat config of ESLint 9 and 10. */
export function lintWithFlat(HostLinter: typeof Linter, cwd?: string): Lint {
  const linter = new HostLinter({ cwd });
  return (rule, { code, filename = 'case.ts', options = [], settings = {} }) =>
    linter.verify(
      code,
      [
        {
          files: ['**/*.*'],
          languageOptions: { parser },
          plugins: { tested: { rules: { rule } } },
          rules: { 'tested/rule': ['error', ...options] },
          settings: settings as Linter.Config['settings'] & object,
        },
      ],
      { filename },
    );
}

function lintWithLegacy(HostLinter: typeof Linter, cwd?: string): Lint {
  const linter = new HostLinter({ cwd }) as LegacyLinter;
  linter.defineParser('typescript', parser);
  return (rule, { code, filename = 'case.ts', options = [], settings = {} }) => {
    linter.defineRule('tested', rule);
    const config = {
      parser: 'typescript',
      parserOptions: { sourceType: 'module', ecmaVersion: 'latest' },
      rules: { tested: ['error', ...options] },
      settings,
    };
    return linter.verify(code, config as unknown as Linter.Config, { filename });
  };
}

function testSuggestions(
  lint: Lint,
  rule: Rule.RuleModule,
  cases: readonly LintedCode[],
  compiler: SuggestionCompiler,
): void {
  const applied = cases.flatMap((linted) => applySuggestions(lint, rule, linted));
  applied.forEach((suggestion) => addTo(compiler, suggestion));
  describe('applied suggestions', () => {
    it('satisfy the rule and compile', () => {
      for (const suggestion of applied) {
        const problems = [...findingsLeft(lint, rule, suggestion), ...errorsMade(compiler, suggestion)];
        expect(problems, `${suggestion.description}\n${suggestion.output}`).toEqual([]);
      }
    });
  });
}
