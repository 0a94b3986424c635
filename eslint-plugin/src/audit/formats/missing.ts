import type { Finding } from '../result';

const MISSING: Readonly<Record<string, string>> = {
  missingBoth: 'a mark on a named subsegment, and a metric',
  missingSubsegment: 'a mark on a named subsegment',
  missingMetric: 'a metric',
  subsegmentNotOnEveryPath: 'a mark on a named subsegment on every path',
  metricNotOnEveryPath: 'a metric on every path',
  unnamedSubsegment: 'a literal name for the subsegment',
};

/** What a finding says that a handler lacks; its message, where that says it in a way of its own. */
export function missingFor({ messageId, message }: Pick<Finding, 'messageId' | 'message'>): string {
  return MISSING[messageId] ?? message;
}
