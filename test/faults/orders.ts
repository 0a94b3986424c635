import type { Death, PathName, ServiceName } from './cells';
import type { Thrown } from './thrown';

/** The twin without instrumentation, and the wired one under a trace that is sampled, and one that is not. */
export const ROUNDS = ['silent', 'sampled', 'unsampled'] as const;
export type Round = (typeof ROUNDS)[number];

/** What the process under test is to do, as JSON. */
export interface Order {
  readonly path: PathName;
  readonly thrown?: Thrown;
  readonly calls: number;
  readonly isConcurrent?: boolean;
  readonly isCheck?: boolean;
  /** The breaker of the sources cannot be told of a failure. */
  readonly isBreakerDown?: boolean;
  readonly requestTimeout?: number;
  readonly death?: Death;
  readonly rounds: readonly RoundOrder[];
}

export interface RoundOrder {
  readonly round: Round;
  /** For `_X_AMZN_TRACE_ID`: each round is an invocation of its own. */
  readonly trace: string;
  readonly endpoints: Record<ServiceName, string>;
}

/** What the process under test tells of a round, after its metrics. */
export interface RoundReport {
  readonly round: Round;
  /** Failures that a caller or a reader of the logs can count. */
  readonly failures: number;
  /** Outcomes and log lines as text, to be compared; where requests time out, also what was sent. */
  readonly seen: readonly string[];
}
