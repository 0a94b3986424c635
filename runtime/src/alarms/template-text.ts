/** A text of a template: what is written, and `undefined` for each part that is only known when it is deployed. */
export type TemplateText = readonly (string | undefined)[];

export type Verdict = 'yes' | 'no' | 'unknown';

export const UNKNOWN: TemplateText = [undefined];

export function isKnown(text: TemplateText): text is readonly string[] {
  return !text.includes(undefined);
}

/** Splits at a placeholder, in whose place anything may stand. */
export function textWithPlaceholder(text: string, placeholder: string): TemplateText {
  return text.split(placeholder).flatMap((part, index) => (index === 0 ? [part] : [undefined, part]));
}

/**
 * Whether a text of a template is the one that is looked for.
 *
 * @param wanted may have open parts itself, where any text will do
 */
export function matches(text: TemplateText, wanted: TemplateText): Verdict {
  if (isKnown(text)) {
    return patternOf(wanted, '.+').test(text.join('')) ? 'yes' : 'no';
  }
  if (isKnown(wanted)) {
    return patternOf(text, '.*').test(wanted.join('')) ? 'unknown' : 'no';
  }
  return 'unknown';
}

/** As people read it: `${…}` for what is not known. */
export function showText(text: TemplateText): string {
  return text.map((part) => part ?? '${…}').join('');
}

/** `no` when one is no, else `unknown` when one is. */
export function allOf(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes('no')) {
    return 'no';
  }
  return verdicts.includes('unknown') ? 'unknown' : 'yes';
}

/** Parts in a row as one text. */
export function joined(parts: readonly TemplateText[]): TemplateText {
  const text: (string | undefined)[] = [];
  for (const part of parts.flat()) {
    const last = text.at(-1);
    if (part !== undefined && text.length > 0 && last !== undefined) {
      text[text.length - 1] = last + part;
    } else {
      text.push(part);
    }
  }
  return text;
}

function patternOf(text: TemplateText, open: string): RegExp {
  const parts = text.map((part) => part?.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&') ?? open);
  return new RegExp(`^${parts.join('')}$`, 's');
}
