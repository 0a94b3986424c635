import { createRequire } from 'node:module';
import * as parser from '@typescript-eslint/parser';
import type { Linter } from 'eslint';
import silentFailure from '../../eslint-plugin/src/index';

const require = createRequire(import.meta.url);

/** What Linter of ESLint 8 has and that of later versions has not. */
interface LegacyLinter extends Linter {
  defineParser(name: string, parser: object): void;
  defineRule(name: string, rule: object): void;
}

interface TypedLinting {
  readonly major: string;
  /** Lints with all rules as `strict` sets them. */
  lint(code: string, filename: string, parserOptions: object): Linter.LintMessage[];
}

const { plugins, rules } = silentFailure.configs.strict;

/** Linting with a parser that may be told of types, under every major version of ESLint that the plugin supports. */
export const TYPED_LINTING: readonly TypedLinting[] = [
  { major: 'ESLint 10', lint: lintFlat('eslint') },
  { major: 'ESLint 9', lint: lintFlat('eslint-9') },
  { major: 'ESLint 8', lint: lintLegacy('eslint-8') },
];

/** A finding with all that it points at: `12:7-12:12 require-instrumented-catch missingMetric`. */
export function shown({ line, column, endLine, endColumn, ruleId, messageId, message }: Linter.LintMessage): string {
  const place = `${line}:${column}-${endLine ?? '?'}:${endColumn ?? '?'}`;
  return `${place} ${(ruleId ?? '').replace('silent-failure/', '')} ${messageId ?? message}`;
}

function lintFlat(host: string): TypedLinting['lint'] {
  const { Linter: HostLinter } = require(host) as { Linter: typeof Linter };
  const linter = new HostLinter({ cwd: '/' });
  return (code, filename, parserOptions) =>
    linter.verify(
      code,
      [{ files: ['**/*.*'], languageOptions: { parser, parserOptions }, plugins, rules }] as Linter.Config[],
      { filename },
    );
}

function lintLegacy(host: string): TypedLinting['lint'] {
  const { Linter: HostLinter } = require(host) as { Linter: typeof Linter };
  const linter = new HostLinter({ cwd: '/' }) as LegacyLinter;
  linter.defineParser('typescript', parser);
  for (const [name, rule] of Object.entries(silentFailure.rules)) {
    linter.defineRule(`silent-failure/${name}`, rule);
  }
  return (code, filename, parserOptions) =>
    linter.verify(
      code,
      {
        parser: 'typescript',
        parserOptions: { sourceType: 'module', ecmaVersion: 'latest', ...parserOptions },
        rules,
      } as unknown as Linter.Config,
      { filename },
    );
}
