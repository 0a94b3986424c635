import type { Ending } from './environment';
import type { TaskEvent } from './task';

/** What a service does when the handler's invocation is this one. */
export type Trouble =
  /** Paths fail that carry on; which ones differs from invocation to invocation. */
  | 'paths fail'
  /** The fan-out's table refuses, besides, and the handler throws. */
  | 'the handler throws'
  /** A source does not answer, besides, and the invocation runs into its deadline. */
  | 'a source hangs'
  /** The process is killed while it publishes. */
  | 'killed';

/** Invocations of one execution environment. */
export interface Scenario {
  readonly name: string;
  readonly invocations: number;
  /** Of the environment that the function runs in. */
  readonly variables?: NodeJS.ProcessEnv;
  readonly hasTelemetry?: boolean;
  readonly trouble: Trouble;
  readonly end?: TaskEvent['end'];
  /** How each invocation must end. */
  readonly ending: Ending;
  /** The decision of the invocation's trace; `none`: there is no trace header. */
  readonly sampling: 'sampled' | 'unsampled' | 'in turn' | 'none';
  /** What is owed of traces: exactly the failures, no document at all, at most the failures, or nothing. */
  readonly traces: 'exact' | 'none' | 'at most' | 'not judged';
  /** What the function's own log lines must look like. */
  readonly logs: 'text' | 'JSON' | 'none';
  /** How many invocations run at once in the environment. */
  readonly concurrency?: number;
}

const WELL = { trouble: 'paths fail', ending: 'response' } as const;
const SAMPLED = { ...WELL, sampling: 'sampled', traces: 'exact' } as const;
/** What a process sends over UDP just before it dies may be lost. */
const DYING = { sampling: 'sampled', traces: 'at most', logs: 'text', ending: 'death' } as const;
const JSON_LOGS = { AWS_LAMBDA_LOG_FORMAT: 'JSON' };
const FATAL = { AWS_LAMBDA_LOG_LEVEL: 'FATAL' };
/** Lambda Managed Instances: worker threads, each with several invocations at once. */
const MANAGED = {
  AWS_LAMBDA_MAX_CONCURRENCY: '16',
  AWS_LAMBDA_NODEJS_WORKER_COUNT: '2',
  // The native client has one connection for all threads.
  AWS_LAMBDA_NODEJS_USE_ALTERNATIVE_CLIENT_1: 'true',
};

export const SCENARIOS: readonly Scenario[] = [
  { name: 'text logs', invocations: 25, ...SAMPLED, logs: 'text' },
  { name: 'JSON logs', invocations: 25, ...SAMPLED, logs: 'JSON', variables: JSON_LOGS },
  { name: 'text logs, level FATAL', invocations: 20, ...SAMPLED, logs: 'none', variables: FATAL },
  { name: 'JSON logs, level FATAL', invocations: 20, ...SAMPLED, logs: 'none', variables: { ...JSON_LOGS, ...FATAL } },
  { name: 'telemetry descriptor, text', invocations: 15, ...SAMPLED, logs: 'text', hasTelemetry: true },
  { name: 'telemetry descriptor, JSON', invocations: 15, ...SAMPLED, logs: 'JSON', hasTelemetry: true, variables: JSON_LOGS },
  { name: 'not sampled', invocations: 15, ...WELL, sampling: 'unsampled', traces: 'none', logs: 'text' },
  { name: 'sampled and not, in turn', invocations: 20, ...SAMPLED, sampling: 'in turn', logs: 'text' },
  {
    name: 'tracing off in Powertools',
    invocations: 10,
    ...SAMPLED,
    traces: 'none',
    logs: 'text',
    variables: { POWERTOOLS_TRACE_ENABLED: 'false' },
  },
  { name: 'no active tracing', invocations: 10, ...WELL, sampling: 'none', traces: 'none', logs: 'text' },
  { name: 'the handler throws', invocations: 15, ...SAMPLED, trouble: 'the handler throws', ending: 'error', logs: 'text' },
  { name: 'killed at its deadline', invocations: 5, ...DYING, trouble: 'a source hangs', ending: 'timeout' },
  { name: 'killed while it publishes', invocations: 5, ...DYING, trouble: 'killed' },
  { name: 'process.exit', invocations: 5, ...DYING, trouble: 'paths fail', end: 'process.exit' },
  { name: 'an uncaught exception', invocations: 5, ...DYING, trouble: 'paths fail', end: 'an uncaught exception' },
  {
    name: 'Managed Instances, 32 at once',
    invocations: 96,
    ...WELL,
    sampling: 'sampled',
    traces: 'not judged',
    logs: 'JSON',
    variables: MANAGED,
    concurrency: 32,
  },
  {
    name: 'Managed Instances, killed',
    invocations: 5,
    ...DYING,
    traces: 'not judged',
    logs: 'JSON',
    trouble: 'killed',
    variables: MANAGED,
  },
];
