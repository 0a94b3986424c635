import type { ESLint, Linter, Rule } from 'eslint';
import plugin from 'eslint-plugin-silent-failure';
import { relative, resolve, sep } from 'node:path';
import type { CountedHandler } from '../rules/support/handler-census';
import { keyOf, observedPlugin } from './observed-rules';
import type { Observations } from './observed-rules';
import { flatESLint, typescriptParser } from './peers';
import { AuditError } from './result';
import type { AcceptedFinding, AuditResult, Finding, Handler, UnreadFile } from './result';

export interface AuditOptions {
  /** The presets or configs to audit with; by default `recommended`. */
  readonly configs?: readonly Linter.Config[];
  /** What to read below the directory; by default all of it. */
  readonly only?: readonly string[];
  /** Told as each file is begun: how many there have been, and its absolute path. */
  readonly onProgress?: (files: number, path: string) => void;
}

const NAMESPACE = 'silent-failure';

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
  const observations: Observations = { reports: new Map(), handlers: new Map() };
  const eslint = await linterFor(cwd, options, observations);
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
  return collect(cwd, results, observations);
}

async function linterFor(
  cwd: string,
  { configs = [plugin.configs.recommended], onProgress }: AuditOptions,
  observations: Observations,
): Promise<ESLint> {
  const FlatESLint = await flatESLint(cwd);
  let files = 0;
  const observed = observedPlugin(plugin.rules as Record<string, Rule.RuleModule>, observations, (path) =>
    onProgress?.(++files, path),
  );
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
      ...configs.map((config) => ({ ...config, plugins: { [NAMESPACE]: observed } })),
      {
        files: [SOURCE_FILES],
        plugins: { [NAMESPACE]: observed },
        rules: { [`${NAMESPACE}/observe-progress`]: 'error' },
      },
    ],
  });
}

function collect(cwd: string, results: readonly ESLint.LintResult[], { reports, handlers }: Observations): AuditResult {
  const findings: Finding[] = [];
  const accepted: AcceptedFinding[] = [];
  const counted: Handler[] = [];
  const unread: UnreadFile[] = [];
  for (const { filePath, messages, suppressedMessages } of results) {
    const file = relative(cwd, filePath).split(sep).join('/');
    const toFinding = (message: Linter.LintMessage) => findingOf(filePath, file, message, reports);
    for (const message of messages) {
      if (message.fatal) {
        unread.push({ file, line: message.line ?? 1, message: message.message });
      }
      findings.push(...[toFinding(message)].filter((finding) => finding !== undefined));
    }
    for (const message of suppressedMessages) {
      const finding = toFinding(message);
      if (finding) {
        accepted.push({ ...finding, justification: message.suppressions[0]?.justification ?? '' });
      }
    }
    const inThisFile = (handlers.get(filePath) ?? []).map((handler) => inFile(file, handler, accepted));
    counted.push(...inThisFile.sort(byPlace));
  }
  return { files: results.length, findings, accepted, handlers: counted, unread };
}

function findingOf(
  path: string,
  file: string,
  { ruleId, line, column, endLine, endColumn, message, messageId = '' }: Linter.LintMessage,
  reports: Observations['reports'],
): Finding | undefined {
  if (!ruleId?.startsWith(`${NAMESPACE}/`)) {
    return undefined;
  }
  const rule = ruleId.slice(NAMESPACE.length + 1);
  const details = reports.get(keyOf(path, rule, messageId, line, column));
  return {
    file,
    line,
    column,
    endLine,
    endColumn,
    rule,
    messageId,
    message,
    function: details?.data['function'],
    outcome: details?.data['outcome'],
    relatedLines: linesNamedIn(message).filter((related) => related !== line),
    frame: details?.frame,
  };
}

/** The lines that a message of a rule names, each once, outside of the code that it quotes. */
function linesNamedIn(message: string): number[] {
  const prose = message.replace(/`[^`]*`/g, '');
  return [...new Set([...prose.matchAll(/\bline (\d+)/g)].map(([, line]) => Number(line)))];
}

function inFile(file: string, { column, state, ...handler }: CountedHandler, accepted: readonly Finding[]): Handler {
  const isAccepted = accepted.some(
    (finding) =>
      finding.file === file &&
      finding.rule === 'require-instrumented-catch' &&
      finding.line === handler.line &&
      finding.column === column + 1,
  );
  return { file, ...handler, column: column + 1, state: isAccepted ? 'accepted' : state };
}

function byPlace(one: Handler, other: Handler): number {
  return one.line - other.line || one.column - other.column;
}
