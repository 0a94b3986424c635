import type { TSESTree } from '@typescript-eslint/utils';
import type { SourceCode } from '@typescript-eslint/utils/ts-eslint';
import type { Rule } from 'eslint';

/** Text that takes the place of a range; the range is empty where text is only added. */
export interface Edit {
  readonly range: readonly [number, number];
  readonly text: string;
}

/** A change that an editor can offer; its edits do not overlap. */
export interface Suggestion {
  readonly messageId: string;
  readonly data?: Record<string, string>;
  readonly edits: readonly Edit[];
}

export function insertAt(offset: number, text: string): Edit {
  return { range: [offset, offset], text };
}

/** Whether what follows would go on with a statement before it that ends without a semicolon. */
export function continuesStatement(source: SourceCode, before: TSESTree.Node): boolean {
  const next = source.getTokenAfter(before);
  return next !== null && /^[([`/+\-*]/.test(next.value);
}

/** The suggestions that there are, as ESLint wants them. */
export function asReported(
  suggestions: readonly (Suggestion | undefined)[],
): Rule.SuggestionReportDescriptor[] {
  return suggestions.flatMap((suggestion) =>
    suggestion === undefined
      ? []
      : [
          {
            messageId: suggestion.messageId,
            ...(suggestion.data && { data: suggestion.data }),
            fix: (fixer: Rule.RuleFixer) =>
              suggestion.edits.map(({ range, text }) => fixer.replaceTextRange([...range], text)),
          },
        ],
  );
}

/** The source of a file with its tokens, typed for TypeScript's syntax tree. */
export function sourceOf(context: Rule.RuleContext): SourceCode {
  return context.sourceCode as unknown as SourceCode;
}
