import { Tracer } from '@aws-lambda-powertools/tracer';
import { parseContract } from './contract.js';
import { emitterOf } from './failure-metric.js';
import { OpenFailurePath } from './failure-path.js';
import type { FailurePath, PreparedPath } from './failure-path.js';
import { metricOf } from './function-name.js';
import { checkedRedact } from './recorded-text.js';
import type { Redact } from './recorded-text.js';
import { PowertoolsSubsegments } from './subsegments.js';
import type { Subsegments } from './subsegments.js';

export interface FailurePathsOptions {
  /**
   * Powertools Tracer; by default one of its own, which shares the invocation's segment with all others,
   * and leaves `fetch` and `http` of the function as they are.
   */
  readonly tracer?: Tracer;
  /** Stands for `{function_name}`; by default `AWS_LAMBDA_FUNCTION_NAME`, outside Lambda `local`. */
  readonly functionName?: string;
  /**
   * Takes out of types, messages, stacks and annotations what must not leave the function; applied before they
   * are cut to length. What it throws reaches whoever recorded the failure, whose metric has been written then.
   */
  readonly redact?: Redact;
}

/** The names of the subsegments that a contract lists. */
export type FailurePathName<C> = Exclude<keyof C & string, '$schema'>;

/** Runs operations with the subsegment and the metric that a contract gives them. */
export interface FailurePaths<Name extends string> {
  /**
   * Runs an operation in the subsegment `name`, which is closed once, whatever happens.
   *
   * A rejection that the operation has not recorded itself is recorded here, and goes on unchanged.
   *
   * @param name a subsegment of the contract
   * @param operation the work, with the handle to record failures that it handles
   * @returns what the operation gives
   * @throws RangeError when the contract has no such name; what the operation or the tracer throws (FR-018)
   */
  run<T>(name: Name, operation: (path: FailurePath) => T | PromiseLike<T>): Promise<T>;
  /** `run` for an operation that is done when it returns. */
  runSync<T>(name: Name, operation: (path: FailurePath) => T): T;
}

/**
 * Makes the failure paths of a contract (FR-002, FR-005, FR-043).
 *
 * @param contract the contents of `failure-paths.json`
 * @throws ContractError when the contract is not valid; Error when the function's name is not known inside
 * Lambda, or cannot be a dimension
 */
export function createFailurePaths<const C extends object>(
  contract: C,
  { tracer, functionName = lambdaFunctionName(), redact = (text) => text }: FailurePathsOptions = {},
): FailurePaths<FailurePathName<C>> {
  const paths = new Map<string, PreparedPath>();
  for (const [name, definition] of Object.entries(parseContract(contract))) {
    const emitMetric = emitterOf(metricOf(name, definition, functionName));
    paths.set(name, { definition, emitMetric, redact: checkedRedact(redact) });
  }
  // A tracer adds subsegments and trace headers to all requests of the process, unless it is told not to.
  const used = tracer ?? new Tracer({ captureHTTPsRequests: false });
  return new ContractedFailurePaths(paths, new PowertoolsSubsegments(used));
}

class ContractedFailurePaths implements FailurePaths<string> {
  readonly #paths: ReadonlyMap<string, PreparedPath>;
  readonly #subsegments: Subsegments;

  constructor(paths: ReadonlyMap<string, PreparedPath>, subsegments: Subsegments) {
    this.#paths = paths;
    this.#subsegments = subsegments;
  }

  // Not an async function, and nothing is awaited: the X-Ray SDK follows every promise with async hooks, at a cost.
  run<T>(name: string, operation: (path: FailurePath) => T | PromiseLike<T>): Promise<T> {
    return promised(() => {
      const prepared = this.#prepared(name);
      return this.#subsegments.open(name, (subsegment) => settled(new OpenFailurePath(prepared, subsegment), operation));
    });
  }

  runSync<T>(name: string, operation: (path: FailurePath) => T): T {
    const prepared = this.#prepared(name);
    const outcome = this.#subsegments.open(name, (subsegment): { value: T } | { thrown: unknown } => {
      const path = new OpenFailurePath(prepared, subsegment);
      try {
        return { value: operation(path) };
      } catch (error) {
        path.recordRejection(error);
        // Thrown past the tracer it would be recorded a second time, as a fault.
        return { thrown: error };
      } finally {
        path.close();
      }
    });
    if ('thrown' in outcome) {
      throw outcome.thrown;
    }
    return outcome.value;
  }

  #prepared(name: string): PreparedPath {
    const prepared = this.#paths.get(name);
    if (prepared === undefined) {
      const known = [...this.#paths.keys()].join(', ');
      throw new RangeError(`No failure path "${name}" in the contract; it has: ${known}`);
    }
    return prepared;
  }
}

/** Runs the operation, records what it throws or rejects with, and closes its path. */
function settled<T>(path: OpenFailurePath, operation: (path: FailurePath) => T | PromiseLike<T>): Promise<T> {
  // Thrown past the tracer it would be recorded by it, as a fault.
  return promised(() => operation(path)).then(
    (value) => {
      path.close();
      return value;
    },
    (error: unknown) => {
      try {
        path.recordRejection(error);
      } finally {
        path.close();
      }
      throw error;
    },
  );
}

/** What the work gives, as a promise, which rejects with what it throws; a promise is given as it is. */
function promised<T>(work: () => T | PromiseLike<T>): Promise<T> {
  try {
    return Promise.resolve(work());
  } catch (error) {
    return Promise.reject(error);
  }
}

function lambdaFunctionName(): string {
  const { AWS_LAMBDA_FUNCTION_NAME: name, AWS_EXECUTION_ENV, LAMBDA_TASK_ROOT } = process.env;
  if (name) {
    return name;
  }
  if (LAMBDA_TASK_ROOT !== undefined || AWS_EXECUTION_ENV?.startsWith('AWS_Lambda_')) {
    throw new Error(
      'AWS_LAMBDA_FUNCTION_NAME is not set: give createFailurePaths the functionName that alarms watch',
    );
  }
  return 'local';
}
