import { createRequire } from 'node:module';
import * as parser from '@typescript-eslint/parser';
import type { Rule, RuleTester } from 'eslint';
import { afterAll, describe, it } from 'vitest';

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

const require = createRequire(import.meta.url);

/** Runs the same cases under every major version of ESLint that the plugin supports. */
export function testRule(name: string, rule: Rule.RuleModule, tests: Tests): void {
  const hosts = [
    { major: 'ESLint 10', module: 'eslint', config: { languageOptions: { parser } } },
    { major: 'ESLint 9', module: 'eslint-9', config: { languageOptions: { parser } } },
    {
      major: 'ESLint 8',
      module: 'eslint-8',
      config: {
        parser: require.resolve('@typescript-eslint/parser'),
        parserOptions: { sourceType: 'module', ecmaVersion: 'latest' },
      },
    },
  ];
  for (const { major, module, config } of hosts) {
    const { RuleTester: HostTester } = require(module) as { RuleTester: TesterClass };
    Object.assign(HostTester, { describe, it, itOnly: it.only, afterAll });
    describe(major, () => {
      new HostTester(config).run(name, rule, tests);
    });
  }
}
