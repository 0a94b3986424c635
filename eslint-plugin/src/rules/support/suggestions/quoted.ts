import type { SourceCode } from '@typescript-eslint/utils/ts-eslint';

/** A string literal with the quotes that the file uses first. */
export function quoted({ ast }: SourceCode, text: string): string {
  const first = ast.tokens.find(({ type, value }) => (type as string) === 'String' && /^['"]/.test(value));
  const quote = first?.value[0] ?? "'";
  const inner = JSON.stringify(text).slice(1, -1);
  return `${quote}${quote === "'" ? inner.replaceAll('\\"', '"').replaceAll("'", "\\'") : inner}${quote}`;
}
