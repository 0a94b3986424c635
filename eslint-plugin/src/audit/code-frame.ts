import type { CodeFrame } from './result';

const LINES_BEFORE = 2;
const LINES_AFTER = 1;
/** So many lines of what a finding spans are shown. */
const MAX_SPAN = 12;
/** Minified code has lines of any length. */
const MAX_WIDTH = 200;

/**
 * The code around a finding.
 *
 * @param lines of the file
 * @param first the finding's line, one-based
 * @param last the last line that is of interest; what is no line after `first` counts as `first`
 */
export function codeFrame(lines: readonly string[], first: number, last: number): CodeFrame {
  const end = last > first ? Math.min(last, first + MAX_SPAN) : first;
  const from = Math.max(1, first - LINES_BEFORE);
  const shown = lines.slice(from - 1, end + LINES_AFTER);
  return {
    firstLine: from,
    lines: shown.map((line) => (line.length > MAX_WIDTH ? `${line.slice(0, MAX_WIDTH - 1)}…` : line)),
  };
}
