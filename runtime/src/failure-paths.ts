import { Tracer } from '@aws-lambda-powertools/tracer';
import { parseContract } from './contract.js';
import type { FailurePathDefinition } from './contract.js';
import { FailureMetric } from './failure-metric.js';
import { OpenFailurePath } from './failure-path.js';
import type { FailurePath } from './failure-path.js';
import { metricOf } from './function-name.js';
import { checkedRedact } from './recorded-text.js';
import type { Redact } from './recorded-text.js';
import { PowertoolsSubsegments } from './subsegments.js';
import type { OpenSubsegment, Subsegments } from './subsegments.js';

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

interface PreparedPath {
  readonly definition: FailurePathDefinition;
  readonly metric: FailureMetric;
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
    paths.set(name, { definition, metric: new FailureMetric(metricOf(name, definition, functionName)) });
  }
  return new ContractedFailurePaths(paths, new PowertoolsSubsegments(tracer ?? ownTracer()), checkedRedact(redact));
}

/** A tracer adds subsegments and trace headers to all requests of the process, unless it is told not to. */
function ownTracer(): Tracer {
  return new Tracer({ captureHTTPsRequests: false });
}

class ContractedFailurePaths implements FailurePaths<string> {
  readonly #paths: ReadonlyMap<string, PreparedPath>;
  readonly #subsegments: Subsegments;
  readonly #redact: Redact;

  constructor(paths: ReadonlyMap<string, PreparedPath>, subsegments: Subsegments, redact: Redact) {
    this.#paths = paths;
    this.#subsegments = subsegments;
    this.#redact = redact;
  }

  async run<T>(name: string, operation: (path: FailurePath) => T | PromiseLike<T>): Promise<T> {
    const prepared = this.#prepared(name);
    return this.#subsegments.open(name, async (subsegment) => {
      const path = this.#openPath(prepared, subsegment);
      try {
        return await operation(path);
      } catch (error) {
        path.recordRejection(error);
        throw error;
      } finally {
        subsegment?.close();
      }
    });
  }

  runSync<T>(name: string, operation: (path: FailurePath) => T): T {
    const prepared = this.#prepared(name);
    const outcome = this.#subsegments.open(name, (subsegment): { value: T } | { thrown: unknown } => {
      const path = this.#openPath(prepared, subsegment);
      try {
        return { value: operation(path) };
      } catch (error) {
        path.recordRejection(error);
        // Thrown past the tracer it would be recorded a second time, as a fault.
        return { thrown: error };
      } finally {
        subsegment?.close();
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

  #openPath({ metric, definition }: PreparedPath, subsegment: OpenSubsegment | undefined): OpenFailurePath {
    return new OpenFailurePath(subsegment, metric, definition, this.#redact);
  }
}

function lambdaFunctionName(): string {
  const { AWS_LAMBDA_FUNCTION_NAME: name, AWS_EXECUTION_ENV, LAMBDA_TASK_ROOT } = process.env;
  if (name !== undefined && name !== '') {
    return name;
  }
  if (LAMBDA_TASK_ROOT !== undefined || AWS_EXECUTION_ENV?.startsWith('AWS_Lambda_')) {
    throw new Error(
      'AWS_LAMBDA_FUNCTION_NAME is not set, so the metrics of failure paths would miss their alarms; give createFailurePaths a functionName',
    );
  }
  return 'local';
}
