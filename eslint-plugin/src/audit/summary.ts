import { posix } from 'node:path';
import type { AuditResult, HandlerState } from './result';

/** The states of handlers, in the order in which reports show them, with what they mean. */
export const STATES: Readonly<Record<HandlerState, string>> = {
  silent: 'carries on and records nothing',
  partly: 'records something, but not all that is owed, or not on every path',
  accepted: 'would be reported, but a comment in the code lets it be',
  unknown: 'a function whose code is out of sight',
  instrumented: 'marks a named subsegment and emits a metric on every path',
  rethrown: 'hands the failure on to its caller',
  probe: 'of a quick probe such as `JSON.parse`',
};

export const STATE_NAMES = Object.keys(STATES) as HandlerState[];

export type StateCounts = Readonly<Record<HandlerState, number>>;

export interface DirectorySummary {
  /** Relative to the audited directory, which itself is `.`. */
  readonly directory: string;
  readonly findings: number;
  readonly handlers: StateCounts;
}

export function countStates(handlers: AuditResult['handlers']): StateCounts {
  const counts = Object.fromEntries(STATE_NAMES.map((state) => [state, 0])) as Record<HandlerState, number>;
  for (const { state } of handlers) {
    counts[state]++;
  }
  return counts;
}

/** Every directory that a finding or a handler stands in, those with most findings first. */
export function byDirectory({ findings, handlers }: AuditResult): DirectorySummary[] {
  const found = groupBy(findings, ({ file }) => posix.dirname(file));
  const counted = groupBy(handlers, ({ file }) => posix.dirname(file));
  return [...new Set([...found.keys(), ...counted.keys()])]
    .map((directory) => ({
      directory,
      findings: found.get(directory)?.length ?? 0,
      handlers: countStates(counted.get(directory) ?? []),
    }))
    .sort((one, other) => other.findings - one.findings || (one.directory < other.directory ? -1 : 1));
}

export function groupBy<Item>(items: readonly Item[], key: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group) {
      group.push(item);
    } else {
      groups.set(key(item), [item]);
    }
  }
  return groups;
}

/** What was found, in a line: `src: 7 findings in 8 files, 1 file could not be read`. */
export function verdict(directory: string, { files, findings, unread }: AuditResult): string {
  const found = findings.length === 0 ? 'no silent failure found' : counted(findings.length, 'finding');
  const notRead = unread.length === 0 ? '' : `, ${counted(unread.length, 'file')} could not be read`;
  return `${directory}: ${found} in ${counted(files, 'file')}${notRead}`;
}

export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
