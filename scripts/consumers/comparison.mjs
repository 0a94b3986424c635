import { isDeepStrictEqual } from 'node:util';

/** The order of findings in lists: by file, place, rule and message. */
export function byPlace(one, other) {
  return (
    one.file.localeCompare(other.file) ||
    one.line - other.line ||
    one.column - other.column ||
    one.rule.localeCompare(other.rule) ||
    one.message.localeCompare(other.message)
  );
}

/**
 * What one run finds that another does not, and the other way round.
 *
 * @param {readonly import('./linters.mjs').Finding[]} expected
 * @param {readonly import('./linters.mjs').Finding[]} found
 * @returns {string[]} a line for each difference; none when both are the same, as often as they are found
 */
export function differences(expected, found) {
  return [
    ...without(expected, found).map((one) => `not found:    ${described(one)}`),
    ...without(found, expected).map((one) => `not expected: ${described(one)}`),
  ];
}

/** Those of one list that the other lacks; what occurs twice must be there twice. */
function without(list, other) {
  const left = [...other];
  return list.filter((one) => {
    const index = left.findIndex((candidate) => isDeepStrictEqual(candidate, one));
    if (index >= 0) {
      left.splice(index, 1);
    }
    return index < 0;
  });
}

function described({ file, line, column, endLine, endColumn, rule, message }) {
  return `${file}:${line}:${column}-${endLine}:${endColumn} ${rule} ${message}`;
}
