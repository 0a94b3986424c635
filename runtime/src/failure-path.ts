import type { FailurePathDefinition } from './contract.js';
import type { Redact } from './recorded-text.js';
import { SubsegmentRecord } from './subsegment-record.js';
import type { OpenSubsegment } from './subsegments.js';

/** Annotations by key; X-Ray takes numbers, booleans and text, and whatever else comes is made text. */
export type Annotations = Readonly<Record<string, unknown>>;

/**
 * What an operation is handed to record its failures on the subsegment that is open around it. Its methods can be
 * taken off: `run(name, async ({ recordFailure }) => ...)`, `.catch(path.recordFailure)`.
 */
export interface FailurePath {
  /**
   * Records one failure: the path's metric, written at once with value 1 (FR-043), and on the subsegment
   * the contract's mark, type and message as metadata, and the cause (FR-005).
   *
   * An `AggregateError` or an array is one failure, whose parts are listed.
   *
   * @param error what was caught: anything that can be thrown
   * @param annotations put on the subsegment as `annotate` does
   * @throws what `redact` and the tracer throw (FR-018); the metric has been written then
   */
  recordFailure(error: unknown, annotations?: Annotations): void;
  /**
   * Puts annotations on the subsegment, by which traces can be searched. Keys are made `[A-Za-z0-9_]`,
   * values cut to 1,000 characters, at most 50 are kept. Values are redacted, and so are keys that the contract
   * does not list.
   *
   * @throws what `redact` and the tracer throw (FR-018)
   * @see https://docs.aws.amazon.com/xray/latest/devguide/xray-api-segmentdocuments.html
   */
  annotate(annotations: Annotations): void;
}

/** What is the same for every run of a path. */
export interface PreparedPath {
  readonly definition: FailurePathDefinition;
  /** Counts one failure. */
  readonly emitMetric: () => void;
  readonly redact: Redact;
}

/** One run of a path. What is there to record is made when there is something to record: most runs never fail. */
export class OpenFailurePath implements FailurePath {
  readonly #path: PreparedPath;
  readonly #subsegment: OpenSubsegment | undefined;
  #recorded: Set<unknown> | undefined;
  #record: SubsegmentRecord | undefined;
  #isMarking = false;

  constructor(path: PreparedPath, subsegment: OpenSubsegment | undefined) {
    this.#path = path;
    this.#subsegment = subsegment;
  }

  // Bound when asked for: most runs record nothing.
  get recordFailure(): FailurePath['recordFailure'] {
    return (error, annotations) => {
      this.#path.emitMetric();
      (this.#recorded ??= new Set()).add(error);
      this.#isMarking = true;
      this.#subsegmentRecord()?.addFailure(error);
      if (annotations !== undefined) {
        this.annotate(annotations);
      }
      this.#isMarking = false;
    };
  }

  get annotate(): FailurePath['annotate'] {
    return (annotations) => this.#subsegmentRecord()?.annotate(annotations);
  }

  /** Records what the operation rejected with, unless it has been recorded, or is the tracer's own error. */
  recordRejection(error: unknown): void {
    if (!this.#isMarking && !this.#recorded?.has(error)) {
      this.recordFailure(error);
    }
  }

  close(): void {
    this.#subsegment?.close();
  }

  #subsegmentRecord(): SubsegmentRecord | undefined {
    if (this.#subsegment) {
      this.#record ??= new SubsegmentRecord(this.#subsegment, this.#path.definition, this.#path.redact);
    }
    return this.#record;
  }
}
