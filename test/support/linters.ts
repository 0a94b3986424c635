import { createRequire } from 'node:module';
import type { Linter, Rule } from 'eslint';

export interface LintedFile {
  readonly cwd: string;
  /** Relative to `cwd`, or in full. */
  readonly filename: string;
  readonly code: string;
  readonly options?: readonly unknown[];
  readonly settings?: Readonly<Record<string, unknown>>;
}

type Lint = (name: string, rule: Rule.RuleModule, file: LintedFile) => Linter.LintMessage[];

interface LegacyLinter {
  defineRule(name: string, rule: Rule.RuleModule): void;
  verify(code: string, config: object, options: object): Linter.LintMessage[];
}

const require = createRequire(import.meta.url);

function flat(module: string): Lint {
  const { Linter: HostLinter } = require(module) as { Linter: new (options: object) => Linter };
  return (name, rule, { cwd, filename, code, options = [], settings = {} }) =>
    new HostLinter({ cwd }).verify(
      code,
      [
        {
          files: ['**'],
          plugins: { tested: { rules: { [name]: rule } } },
          rules: { [`tested/${name}`]: ['error', ...options] },
          settings,
        },
      ],
      { filename },
    );
}

function legacy(module: string): Lint {
  const { Linter: HostLinter } = require(module) as { Linter: new (options: object) => LegacyLinter };
  return (name, rule, { cwd, filename, code, options = [], settings = {} }) => {
    const linter = new HostLinter({ cwd });
    linter.defineRule(name, rule);
    const parserOptions = { sourceType: 'module', ecmaVersion: 'latest' };
    return linter.verify(code, { parserOptions, rules: { [name]: ['error', ...options] }, settings }, { filename });
  };
}

/** Lints a file with one rule, under every major version of ESLint that the plugin supports; throws what ESLint throws. */
export const LINTERS: readonly { readonly major: string; readonly lint: Lint }[] = [
  { major: 'ESLint 10', lint: flat('eslint') },
  { major: 'ESLint 9', lint: flat('eslint-9') },
  { major: 'ESLint 8', lint: legacy('eslint-8') },
];
