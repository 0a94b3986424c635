import { describeAlarm } from './needed-alarms.js';
import { describeMetric, differences } from './watched-metrics.js';
import type { WatchResult } from './watched-metrics.js';

/** What `--check` prints: the alarms that are missing, those that cannot be told, and a line of counts. */
export function checkReport(files: readonly string[], results: readonly WatchResult[]): string {
  const missing = results.filter(({ verdict }) => verdict === 'no');
  const unknown = results.filter(({ verdict }) => verdict === 'unknown');
  const lines = [
    ...missing.flatMap(missingLines),
    ...unknown.flatMap(unknownLines),
    `${files.join(', ')}: ${results.length - missing.length - unknown.length} of ${counted(results.length, 'alarm')} there, ${missing.length} missing, ${unknown.length} not known before it is deployed`,
  ];
  return `${lines.join('\n')}\n`;
}

function missingLines({ needed, alarms }: WatchResult): string[] {
  return [
    `missing: ${describeAlarm(needed)}`,
    `         ${describeMetric(needed)}`,
    ...alarms.map((near) => `         not ${near.alarm}: ${differences(near, needed).join('; ')}`),
  ];
}

function unknownLines({ needed, alarms }: WatchResult): string[] {
  const names = [...new Set(alarms.map(({ alarm }) => alarm))];
  return [`unknown: ${describeAlarm(needed)}`, `         ${describeMetric(needed)}`, `         may be ${names.join(', ')}`];
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
