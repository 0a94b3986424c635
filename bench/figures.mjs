// What every part of the benchmark shares: rounds that alternate, medians, and figures with their bounds.

/** @param {readonly number[]} values */
export function median(values) {
  const sorted = [...values].sort((first, second) => first - second);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/**
 * Runs the candidates in turn, round after round, so that what slows the machine down slows down all of them.
 *
 * @param {number} rounds how many are counted; one more is run first and dropped
 * @param {Record<string, () => number | Promise<number>>} candidates each gives what it took
 * @returns the median of each
 */
export async function alternate(rounds, candidates) {
  const taken = Object.fromEntries(Object.keys(candidates).map((name) => [name, []]));
  for (let round = 0; round <= rounds; round++) {
    const names = Object.keys(candidates);
    for (const name of round % 2 === 0 ? names : names.reverse()) {
      const value = await candidates[name]();
      if (round > 0) {
        taken[name].push(value);
      }
    }
  }
  return Object.fromEntries(Object.entries(taken).map(([name, values]) => [name, median(values)]));
}

/** A figure with its bound: `atMost` or `atLeast`; without one it is only told. */
export function figure(name, value, { atMost, atLeast, unit = '' } = {}) {
  const holds = (atMost === undefined || value <= atMost) && (atLeast === undefined || value >= atLeast);
  return { name, value, unit, ...(atMost !== undefined && { atMost }), ...(atLeast !== undefined && { atLeast }), holds };
}

const shown = (value, unit) => `${Number(value.toPrecision(3))}${unit && ` ${unit}`}`;

/** The figures as a Markdown table. */
export function table(figures) {
  const rows = figures.map(({ name, value, unit, atMost, atLeast, holds }) => [
    name,
    shown(value, unit),
    atMost === undefined ? (atLeast === undefined ? '' : `≥ ${shown(atLeast, unit)}`) : `≤ ${shown(atMost, unit)}`,
    holds ? '' : 'missed',
  ]);
  const all = [['figure', 'measured', 'bound', ''], ...rows];
  const widths = all[0].map((_, column) => Math.max(...all.map((row) => row[column].length), 3));
  const line = (row) => `| ${row.map((cell, column) => cell.padEnd(widths[column])).join(' | ')} |`;
  return [line(all[0]), `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`, ...rows.map(line)].join('\n');
}

/** Measures when the module is the one that was started, and prints, or hands the figures to the program that started it. */
export async function runAlone(meta, measure) {
  if (process.argv[1] !== meta.filename) {
    return;
  }
  const figures = await measure();
  if (process.send) {
    process.send(figures);
    process.disconnect();
    return;
  }
  console.log(table(figures));
  process.exitCode = figures.every(({ holds }) => holds) ? 0 : 1;
}
