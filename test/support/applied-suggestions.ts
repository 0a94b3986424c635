import type { Linter, Rule } from 'eslint';
import { added } from './suggestion-compiler';
import type { Language, SuggestionCompiler } from './suggestion-compiler';

/** A case of a rule's tests, as far as it decides what is found. */
export interface LintedCode {
  readonly code: string;
  readonly filename?: string;
  readonly options?: readonly unknown[];
  readonly settings?: object;
}

/** Lints code with one rule. */
export type Lint = (rule: Rule.RuleModule, linted: LintedCode) => Linter.LintMessage[];

/** A suggestion, applied to the code that it was made for. */
export interface AppliedSuggestion {
  readonly of: LintedCode;
  readonly finding: Linter.LintMessage;
  /** All that was found in the code. */
  readonly findings: readonly Linter.LintMessage[];
  readonly description: string;
  readonly output: string;
}

/** Applies every suggestion that a rule makes for a piece of code, each to the code as it was. */
export function applySuggestions(lint: Lint, rule: Rule.RuleModule, of: LintedCode): AppliedSuggestion[] {
  const findings = lint(rule, of);
  const unlinted = findings.find(({ ruleId }) => ruleId === null);
  if (unlinted) {
    throw new Error(`cannot lint this: ${unlinted.message}\n${of.code}`);
  }
  return findings.flatMap((finding) =>
    (finding.suggestions ?? []).map(({ desc, fix }) => ({
      of,
      finding,
      findings,
      description: desc,
      output: of.code.slice(0, fix.range[0]) + fix.text + of.code.slice(fix.range[1]),
    })),
  );
}

/** What the rule finds wrong with a suggestion: its finding is still there, or another one has come. */
export function findingsLeft(
  lint: Lint,
  rule: Rule.RuleModule,
  { of, finding, findings, output }: AppliedSuggestion,
): string[] {
  const before = findings.filter((other) => other !== finding).map(withoutPlace);
  const after = lint(rule, { ...of, code: output }).map(withoutPlace);
  return added(before, after);
}

/** Has the compiler take up a suggestion, with the code that it was made for. */
export function addTo(compiler: SuggestionCompiler, { of, output }: AppliedSuggestion): void {
  compiler.add(of.code, languageOf(of));
  compiler.add(output, languageOf(of));
}

/** What TypeScript has against the code that a suggestion makes, and had not before. */
export function errorsMade(compiler: SuggestionCompiler, { of, output }: AppliedSuggestion): string[] {
  return added(compiler.errorsOf(of.code, languageOf(of)), compiler.errorsOf(output, languageOf(of)));
}

function languageOf({ filename }: LintedCode): Language {
  return filename?.endsWith('.js') ? '.js' : '.ts';
}

/** Lines move when code is changed. */
function withoutPlace({ message }: Linter.LintMessage): string {
  return message.replace(/\bline \d+/g, 'line');
}
