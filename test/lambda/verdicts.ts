import contract from '../../runtime/failure-paths.json';
import type { MetricDocument } from '../support/lambda-process';
import type { SegmentDocument } from '../support/xray-daemon';
import type { Driven, Run } from './drive';
import { noFailures, PATH_NAMES } from './failures';
import type { Counts, PathName } from './failures';
import { jsonOf } from './output';
import type { Scenario } from './scenarios';

export interface Verdict {
  readonly scenario: string;
  readonly invocations: number;
  /** Failures that the services have driven. */
  readonly driven: Counts;
  readonly metrics: number;
  /** Subsegments that are marked as failed. */
  readonly subsegments: number;
  readonly problems: readonly string[];
}

/** Judges a run by what its scenario owes. */
export function judge(scenario: Scenario, { invocations, failures, log, documents }: Run): Verdict {
  const driven = sumOf([...failures.values()]);
  const marked = documents.filter(({ name, error, fault }) => isPath(name) && (error ?? fault));
  const counted = log.metrics.map(pathOf);
  const problems = [
    ...invocations.filter(({ ending }) => ending !== scenario.ending).map(({ ticker, ending }) => `${ticker} ended by ${ending}`),
    ...(invocations.length === scenario.invocations ? [] : [`${invocations.length} invocations ended`]),
    ...log.unreadable.map((line) => `a metric that CloudWatch does not read: ${line}`),
    ...counted.filter((path) => !isPath(path)).map((path) => `a metric of no path: ${path}`),
    ...PATH_NAMES.filter((path) => counted.filter((one) => one === path).length !== driven[path]).map(
      (path) => `${path}: ${driven[path]} failures, ${counted.filter((one) => one === path).length} metrics`,
    ),
    ...judgeLogs(scenario, log.lines),
    ...(scenario.traces === 'not judged' ? [] : judgeTraces(scenario, invocations, failures, documents, marked)),
  ];
  return {
    scenario: scenario.name,
    invocations: invocations.length,
    driven,
    metrics: log.metrics.length,
    subsegments: marked.length,
    problems,
  };
}

function judgeLogs({ logs }: Scenario, lines: readonly string[]): string[] {
  if (logs === 'none') {
    return lines.map((line) => `a log line under the level FATAL: ${line}`);
  }
  const jsonLines = lines.filter((line) => jsonOf(line) !== undefined).length;
  const isAsConfigured = lines.length > 0 && jsonLines === (logs === 'JSON' ? lines.length : 0);
  return isAsConfigured ? [] : [`the log is not ${logs}: ${jsonLines} of ${lines.length} lines are JSON`];
}

function judgeTraces(
  { traces }: Scenario,
  invocations: readonly Driven[],
  failures: ReadonlyMap<string, Counts>,
  documents: readonly SegmentDocument[],
  marked: readonly SegmentDocument[],
): string[] {
  const problems: string[] = [];
  const ids = documents.filter(({ in_progress }) => in_progress !== true).map(({ id }) => id);
  if (new Set(ids).size !== ids.length) {
    problems.push(`${ids.length - new Set(ids).size} subsegments are sent twice`);
  }
  const own = new Map(traces === 'none' ? [] : invocations.map((one) => [one.sampledTrace, one]));
  for (const { name, trace_id, parent_id } of documents) {
    const invocation = own.get(trace_id);
    if (invocation === undefined) {
      problems.push(`${name} is sent under the trace ${trace_id}, of no sampled invocation`);
    } else if (isPath(name) && parent_id !== invocation.parent) {
      problems.push(`${name} is under ${parent_id} in the trace ${trace_id}`);
    }
  }
  for (const { ticker, sampledTrace } of traces === 'none' ? [] : invocations) {
    const owed = failures.get(ticker) ?? noFailures();
    for (const path of sampledTrace === undefined ? [] : PATH_NAMES) {
      const sent = marked.filter(({ name, trace_id }) => name === path && trace_id === sampledTrace);
      if (traces === 'exact' ? sent.length !== owed[path] : sent.length > owed[path]) {
        problems.push(`${path} of ${ticker}: ${owed[path]} failures, ${sent.length} subsegments`);
      }
      const off = sent.filter((one) => (one.error ? 'error' : 'fault') !== contract[path].mark || (one.error && one.fault));
      problems.push(...off.map(() => `${path} of ${ticker} is not marked as ${contract[path].mark}`));
    }
  }
  return problems;
}

export function sumOf(counts: readonly Counts[]): Counts {
  const sum = noFailures();
  for (const one of counts) {
    PATH_NAMES.forEach((path) => (sum[path] += one[path]));
  }
  return sum;
}

function isPath(name: string): name is PathName {
  return (PATH_NAMES as readonly string[]).includes(name);
}

/** The path whose metric it is exactly, with the value 1; otherwise the document. */
function pathOf(document: MetricDocument): string {
  const [metric, ...more] = document._aws.CloudWatchMetrics;
  const path = PATH_NAMES.find((name) => {
    const { namespace, name: metricName, dimensions } = contract[name].metric;
    const expected = Object.entries(dimensions).map(([key, value]) => [key, value.replace('{function_name}', 'ingestion')]);
    return (
      more.length === 0 &&
      metric?.Namespace === namespace &&
      metric.Metrics.length === 1 &&
      metric.Metrics[0]?.Name === metricName &&
      document[metricName] === 1 &&
      JSON.stringify(metric.Dimensions) === JSON.stringify([Object.keys(dimensions)]) &&
      expected.every(([key = '', value]) => document[key] === value)
    );
  });
  return path ?? JSON.stringify(document);
}
