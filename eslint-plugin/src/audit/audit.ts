import { createRequire } from 'node:module';
import { relative, resolve, sep } from 'node:path';
import type { ESLint, Linter, Rule } from 'eslint';
import plugin from 'eslint-plugin-silent-failure';

/** Something that the audit found. */
export interface Finding {
  /** Relative to the audited directory, with forward slashes. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** The rule's name, without the plugin's. */
  readonly rule: string;
  readonly messageId: string;
  readonly message: string;
  /** The function that the finding stands in, and what it does with the failure now, where the rule tells. */
  readonly function?: string | undefined;
  readonly outcome?: string | undefined;
}

export interface AuditResult {
  /** How many files were read. */
  readonly files: number;
  readonly findings: readonly Finding[];
  /** Files that could not be read, with the reason. */
  readonly unread: readonly { readonly file: string; readonly line: number; readonly message: string }[];
}

export interface AuditOptions {
  /** The presets or configs to audit with; by default `recommended`. */
  readonly configs?: readonly Linter.Config[];
  /** What to read below the directory; by default all of it. */
  readonly only?: readonly string[];
  /** Told as each file is begun: how many there have been. */
  readonly onProgress?: (files: number) => void;
}

/** The audit cannot run; the message says why and what to do. */
export class AuditError extends Error {
  override readonly name = 'AuditError';
}

/** Generated and bundled code: what is wrong there is put right in its source. */
const GENERATED = [
  '**/dist/**',
  '**/build/**',
  '**/coverage/**',
  '**/cdk.out/**',
  '**/.aws-sam/**',
  '**/.serverless/**',
  '**/*.min.js',
  '**/*.d.{ts,mts,cts}',
];

const SOURCE_FILES = '**/*.{js,mjs,cjs,jsx,ts,mts,cts,tsx}';

/**
 * Audits every JavaScript and TypeScript file below a directory; comments that switch rules off are obeyed.
 *
 * @param directory the directory, absolute or relative to the working directory
 * @throws AuditError when there is nothing to audit, or ESLint or a parser is not to be had
 */
export async function audit(directory: string, options: AuditOptions = {}): Promise<AuditResult> {
  const cwd = resolve(directory);
  const reported = new Map<string, Record<string, string>>();
  const eslint = await linterFor(cwd, options, reported);
  let results: ESLint.LintResult[];
  try {
    results = await eslint.lintFiles([...(options.only ?? ['.'])]);
  } catch (error) {
    if (error instanceof Error && /^(No files matching|All files matched)/.test(error.message)) {
      throw new AuditError(`${directory}: no JavaScript or TypeScript files to audit here`, { cause: error });
    }
    throw error;
  }
  if (results.length === 0) {
    throw new AuditError(`${directory}: no JavaScript or TypeScript files to audit here`);
  }
  return collect(cwd, results, reported);
}

function collect(
  cwd: string,
  results: readonly ESLint.LintResult[],
  reported: ReadonlyMap<string, Record<string, string>>,
): AuditResult {
  const findings: Finding[] = [];
  const unread: { file: string; line: number; message: string }[] = [];
  for (const { filePath, messages } of results) {
    const file = relative(cwd, filePath).split(sep).join('/');
    for (const { ruleId, line, column, message, messageId = '', fatal } of messages) {
      if (fatal) {
        unread.push({ file, line, message });
      } else if (ruleId?.startsWith('silent-failure/')) {
        const rule = ruleId.slice('silent-failure/'.length);
        const data = reported.get(keyOf(filePath, rule, messageId, line, column));
        findings.push({
          file,
          line,
          column,
          rule,
          messageId,
          message,
          function: data?.['function'],
          outcome: data?.['outcome'],
        });
      }
    }
  }
  return { files: results.length, findings, unread };
}

async function linterFor(
  cwd: string,
  { configs = [plugin.configs.recommended], onProgress }: AuditOptions,
  reported: Map<string, Record<string, string>>,
): Promise<ESLint> {
  const FlatESLint = await flatESLint();
  let files = 0;
  const observed = observing(reported, () => onProgress?.(++files));
  return new FlatESLint({
    cwd,
    overrideConfigFile: true,
    overrideConfig: [
      { ignores: GENERATED },
      {
        files: [SOURCE_FILES],
        languageOptions: { parser: typescriptParser(cwd) },
        linterOptions: { reportUnusedDisableDirectives: 'off' },
      },
      ...configs.map((config) => ({ ...config, plugins: { 'silent-failure': observed } })),
      {
        files: [SOURCE_FILES],
        plugins: { 'silent-failure': observed },
        rules: { 'silent-failure/observe-progress': 'error' },
      },
    ],
  });
}

/** ESLint's class for flat configs, which ESLint 8 has beside the other one. */
async function flatESLint(): Promise<typeof ESLint> {
  const { loadESLint } = (await import('eslint')) as unknown as {
    loadESLint(options: { useFlatConfig: true }): Promise<typeof ESLint>;
  };
  return loadESLint({ useFlatConfig: true });
}

/** The audited project's own parser, else the one that is installed beside this plugin. */
function typescriptParser(cwd: string): Linter.Parser {
  for (const from of [resolve(cwd, 'package.json'), __filename]) {
    const require = createRequire(from);
    try {
      return require('@typescript-eslint/parser') as Linter.Parser;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'MODULE_NOT_FOUND') {
        throw error;
      }
    }
  }
  throw new AuditError(
    'the audit reads code with @typescript-eslint/parser, which is not installed: npm install --save-dev @typescript-eslint/parser typescript',
  );
}

/** The plugin with rules that also note the data of what they report, and one that counts files. */
function observing(reported: Map<string, Record<string, string>>, onFile: () => void): ESLint.Plugin {
  const observed: Record<string, Rule.RuleModule> = {
    'observe-progress': {
      create() {
        onFile();
        return {};
      },
    },
  };
  for (const [name, rule] of Object.entries(plugin.rules)) {
    observed[name] = {
      ...rule,
      create(context) {
        const report = (descriptor: Rule.ReportDescriptor) => {
          const { data, messageId, loc, node } = descriptor as {
            data?: Record<string, string>;
            messageId?: string;
            loc?: { start: { line: number; column: number } };
            node?: { loc: { start: { line: number; column: number } } };
          };
          const start = (loc ?? node?.loc)?.start;
          if (start && data && messageId !== undefined) {
            reported.set(keyOf(context.filename, name, messageId, start.line, start.column + 1), data);
          }
          context.report(descriptor);
        };
        return rule.create(Object.create(context, { report: { value: report } }) as Rule.RuleContext);
      },
    };
  }
  return { rules: observed };
}

function keyOf(file: string, rule: string, messageId: string, line: number, column: number): string {
  return [file, rule, messageId, line, column].join('\0');
}
