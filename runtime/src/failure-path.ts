import type { FailureMetric } from './failure-metric.js';
import type { FailurePathDefinition } from './contract.js';
import { annotationKey, annotationValue, asError, describeFailure, recordedBytes } from './failure-record.js';
import { bytesOf, entriesOf } from './recorded-text.js';
import type { Redact } from './recorded-text.js';
import type { OpenSubsegment } from './subsegments.js';

/** Annotations by key; X-Ray takes numbers, booleans and text, and whatever else comes is made text. */
export type Annotations = Readonly<Record<string, unknown>>;

/** What an operation is handed to record its failures on the subsegment that is open around it. */
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

const MAX_ANNOTATIONS = 50;

/** X-Ray drops a document over 64 KB whole; one failure at its longest fits into its share. */
const MAX_ANNOTATION_BYTES = 12_000;
const MAX_FAILURE_BYTES = 46_000;

export class OpenFailurePath implements FailurePath {
  readonly #subsegment: OpenSubsegment | undefined;
  readonly #metric: FailureMetric;
  readonly #definition: FailurePathDefinition;
  readonly #redact: Redact;
  readonly #recorded = new Set<unknown>();
  readonly #annotated = new Map<string, number>();
  #failures = 0;
  #annotationBytes = 0;
  #failureBytes = 0;
  #isMarking = false;

  constructor(
    subsegment: OpenSubsegment | undefined,
    metric: FailureMetric,
    definition: FailurePathDefinition,
    redact: Redact,
  ) {
    this.#subsegment = subsegment;
    this.#metric = metric;
    this.#definition = definition;
    this.#redact = redact;
  }

  recordFailure(error: unknown, annotations?: Annotations): void {
    this.#metric.emit();
    this.#recorded.add(error);
    this.#isMarking = true;
    this.#markSubsegment(error);
    if (annotations !== undefined) {
      this.annotate(annotations);
    }
    this.#isMarking = false;
  }

  annotate(annotations: Annotations): void {
    if (this.#subsegment === undefined) {
      return;
    }
    for (const [name, given] of entriesOf(annotations)) {
      const isListed = this.#definition.annotations?.includes(name);
      const key = annotationKey(isListed ? name : this.#redact(name));
      const value = annotationValue(given, this.#redact);
      if (value === undefined) {
        continue;
      }
      const before = this.#annotated.get(key);
      const bytes = bytesOf({ [key]: value });
      const total = this.#annotationBytes + bytes - (before ?? 0);
      if (total <= MAX_ANNOTATION_BYTES && (before !== undefined || this.#annotated.size < MAX_ANNOTATIONS)) {
        this.#annotated.set(key, bytes);
        this.#annotationBytes = total;
        this.#subsegment.annotate(key, value);
      }
    }
  }

  /** Records what the operation rejected with, unless it has been recorded, or is the tracer's own error. */
  recordRejection(error: unknown): void {
    if (!this.#isMarking && !this.#recorded.has(error)) {
      this.recordFailure(error);
    }
  }

  #markSubsegment(error: unknown): void {
    if (this.#subsegment === undefined) {
      return;
    }
    this.#failures++;
    const record = this.#failureBytes <= MAX_FAILURE_BYTES ? describeFailure(error, this.#redact) : undefined;
    this.#failureBytes += record ? recordedBytes(record) : 0;
    if (record === undefined || (this.#failures > 1 && this.#failureBytes > MAX_FAILURE_BYTES)) {
      this.#subsegment.addMetadata('failure_count', this.#failures);
      return;
    }
    this.#subsegment.mark(this.#definition.mark, asError(record));
    this.#subsegment.addMetadata(this.#failures === 1 ? 'failure' : `failure_${this.#failures}`, record);
  }
}
