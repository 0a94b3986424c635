import { isDeepStrictEqual } from 'node:util';
import contract from '../../runtime/failure-paths.json';
import type { MetricDocument, ProcessResult } from '../support/lambda-process';
import type { Session } from '../support/services/http-service';
import type { SegmentDocument } from '../support/xray-daemon';
import type { Cell, OneOf, PathName, ServiceName } from './cells';
import type { Round, RoundReport } from './orders';

/** A cell of the matrix, as it came out. */
export interface Verdict {
  readonly path: PathName;
  readonly fault: string;
  readonly driven: number;
  readonly metrics: number;
  /** Marked ones; `undefined` where the process does not live to send them. */
  readonly subsegments?: number;
  readonly isEqual?: boolean;
  /** What is off; nothing when all is as it must be. */
  readonly problems: readonly string[];
}

const FUNCTION_NAME = 'ingestion';
/** The segment of Lambda, under which all invocations are. */
export const PARENT = '53995c3f42cd8ad8';
const MAX_DOCUMENT_BYTES = 64_000;

/** A round as it was ordered. */
export interface PreparedRound {
  readonly round: Round;
  readonly root: string;
  readonly sessions: Record<ServiceName, Session>;
}

/** What a process has told of a round. */
export interface ToldRound {
  readonly metrics: readonly MetricDocument[];
  readonly report: RoundReport;
}

type JudgedRound = PreparedRound & { readonly told: ToldRound | undefined };

/** Holds what came of a cell to what must come of it. */
export function judge(cell: Cell, rounds: readonly JudgedRound[], { subsegments, stderr }: ProcessResult): Verdict {
  const [silent, sampled, unsampled] = rounds;
  if (!silent?.told || !sampled?.told || !unsampled?.told) {
    return { ...cell, driven: 0, metrics: 0, problems: [`the process ended before: ${stderr.slice(-500)}`] };
  }
  const inTrace = ({ root }: PreparedRound) => subsegments.filter(({ trace_id }) => trace_id === root);
  const documents = inTrace(sampled);
  const marked = documents.filter(({ name, error, fault }) => name === cell.path && (error || fault));
  const differences = [sampled, unsampled].flatMap((round) => differencesOf(cell, silent, round));
  const problems = [
    ...metricProblems(cell.path, silent.told.metrics, 0).map((problem) => `silent: ${problem}`),
    ...metricProblems(cell.path, sampled.told.metrics, cell.failures).map((problem) => `sampled: ${problem}`),
    ...metricProblems(cell.path, unsampled.told.metrics, cell.failures).map((problem) => `unsampled: ${problem}`),
    ...subsegmentProblems(cell, documents, marked),
    ...(inTrace(unsampled).length > 0 ? ['subsegments of an unsampled trace'] : []),
    ...(silent.told.report.failures === cell.failures
      ? []
      : [`${silent.told.report.failures} failures could be seen, ${cell.failures} were driven`]),
    ...differences,
  ];
  return {
    path: cell.path,
    fault: cell.fault,
    driven: cell.failures,
    metrics: sampled.told.metrics.length,
    subsegments: marked.length,
    isEqual: differences.length === 0,
    problems,
  };
}

function differencesOf({ isConcurrent, path, requestTimeout }: Cell, silent: JudgedRound, round: JudgedRound): string[] {
  const seenBy = ({ told, sessions }: JudgedRound) => ({
    seen: told?.report.seen,
    // What times out may not have come to the service; it is told among what was seen.
    requests: (requestTimeout === undefined ? Object.values(sessions) : []).map(({ requests }) =>
      isConcurrent || path === 'parallel_fetch_aggregate' ? requests.map((request) => JSON.stringify(request)).sort() : requests,
    ),
  });
  const [expected, actual] = [seenBy(silent), seenBy(round)];
  if (isDeepStrictEqual(expected, actual)) {
    return [];
  }
  const at = expected.seen?.findIndex((line, index) => line !== actual.seen?.[index]) ?? -1;
  return [
    at < 0
      ? `${round.round}: other requests than the twin's`
      : `${round.round}: ${actual.seen?.[at]} where the twin has ${expected.seen?.[at]}`,
  ];
}

/** What is wrong with the metrics of a path that has failed `count` times. */
export function metricProblems(path: PathName, metrics: readonly MetricDocument[], count: number): string[] {
  const problems = metrics.length === count ? [] : [`${metrics.length} metrics for ${count} failures`];
  const { namespace, name, dimensions } = contract[path].metric;
  const resolved = Object.entries(dimensions).map(([key, value]) => [key, value.replace('{function_name}', FUNCTION_NAME)]);
  for (const { _aws, ...fields } of metrics) {
    const expected = {
      _aws: {
        Timestamp: _aws.Timestamp,
        CloudWatchMetrics: [
          {
            Namespace: namespace,
            Dimensions: [Object.keys(dimensions)],
            Metrics: [{ Name: name, Unit: 'Count' }],
          },
        ],
      },
      ...Object.fromEntries(resolved),
      [name]: 1,
    };
    if (!isDeepStrictEqual({ _aws, ...fields }, expected)) {
      problems.push(`not the contract's metric: ${JSON.stringify({ _aws, ...fields })}`);
    }
  }
  return problems;
}

function subsegmentProblems(
  cell: Cell,
  documents: readonly SegmentDocument[],
  marked: readonly SegmentDocument[],
): string[] {
  const problems: string[] = [];
  const expect = (isTrue: boolean, problem: string) => {
    if (!isTrue) {
      problems.push(problem);
    }
  };
  const ofPath = documents.filter(({ name }) => name === cell.path);
  const invocations = documents.filter(({ name }) => name.startsWith('invocation_'));
  expect(marked.length === cell.failures, `${marked.length} marked subsegments for ${cell.failures} failures`);
  expect(ofPath.length - marked.length === cell.unmarked, `${ofPath.length - marked.length} subsegments without a mark, not ${cell.unmarked}`);
  expect(ofPath.length + invocations.length === documents.length, 'subsegments that nobody asked for');
  expect(new Set(documents.map(({ id }) => id)).size === documents.length, 'an id twice');
  const parents = ofPath.map(({ parent_id }) => parent_id).sort();
  const expectedParents = cell.isConcurrent ? invocations.map(({ id }) => id).sort() : parents.map(() => PARENT);
  expect(isDeepStrictEqual(parents, expectedParents), 'subsegments under a wrong parent');
  for (const document of documents) {
    expect(typeof document.end_time === 'number' && !document.in_progress, `${document.name} is not closed`);
    expect(Buffer.byteLength(JSON.stringify(document)) < MAX_DOCUMENT_BYTES, `${document.name} is too large`);
  }
  for (const document of marked) {
    problems.push(...markProblems(cell, document));
  }
  return [...new Set(problems)];
}

function markProblems({ path, record: expected }: Cell, document: SegmentDocument): string[] {
  const mark = contract[path].mark as 'error' | 'fault';
  const other = mark === 'error' ? 'fault' : 'error';
  const failure = document.metadata?.['silent-failure']?.['failure'] as { type?: string; message?: string } | undefined;
  const exceptions = document.cause?.exceptions ?? [];
  const problems: string[] = [];
  if (document[mark] !== true || document[other] !== undefined) {
    problems.push(`not marked as ${mark} alone`);
  }
  if (typeof failure?.type !== 'string' || typeof failure.message !== 'string') {
    problems.push('no type and message');
  }
  if (exceptions.length !== 1 || exceptions[0]?.type !== failure?.type || exceptions[0]?.message !== failure?.message) {
    problems.push(`a cause that is not the failure: ${JSON.stringify(exceptions).slice(0, 200)}`);
  }
  for (const key of ['type', 'message'] as const) {
    if (expected[key] !== undefined && failure?.[key] !== expected[key]) {
      problems.push(`${key} ${String(failure?.[key]).slice(0, 100)}, not ${expected[key]}`);
    }
  }
  const annotations = document.annotations ?? {};
  const wanted = expected.annotations ?? {};
  const isRight = (key: string) => {
    const want = wanted[key];
    const allowed = typeof want === 'object' && want !== null ? (want as OneOf).oneOf : [want];
    return allowed.includes(annotations[key]);
  };
  if (!Object.keys({ ...wanted, ...annotations }).every(isRight)) {
    problems.push(`annotations ${JSON.stringify(annotations)}, not ${JSON.stringify(wanted)}`);
  }
  return problems;
}
