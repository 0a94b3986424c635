/**
 * Characters that a terminal or a browser acts upon instead of showing them: control characters other than tab
 * and line feed, and those that turn the direction of text.
 */
const INVISIBLE = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069]/g;

/** The text with what would act instead of being shown written as `\u{...}`. */
export function visibleText(text: string): string {
  return text.replace(INVISIBLE, (character) => `\\u{${character.charCodeAt(0).toString(16).toUpperCase()}}`);
}

export interface Part {
  readonly text: string;
  readonly isCode: boolean;
}

/** A message, split into prose and the code that it quotes in backticks. */
export function partsOf(message: string): Part[] {
  return message
    .split(/`([^`]*)`/)
    .map((text, index) => ({ text: visibleText(text), isCode: index % 2 === 1 }))
    .filter(({ text }) => text !== '');
}
