import type { FailurePathDefinition } from './contract.js';
import type { Annotations } from './failure-path.js';
import { annotationKey, annotationValue, asError, describeFailure, recordedBytes } from './failure-record.js';
import type { FailureRecord } from './failure-record.js';
import { bytesOf, entriesOf } from './recorded-text.js';
import type { Redact } from './recorded-text.js';
import type { OpenSubsegment } from './subsegments.js';

const MAX_ANNOTATIONS = 50;

/** X-Ray drops a document over 64 KB whole; one failure at its longest fits into its share. */
const MAX_ANNOTATION_BYTES = 12_000;
const MAX_FAILURE_BYTES = 46_000;

/** What is put on one subsegment: failures and annotations, as far as its document holds them. */
export class SubsegmentRecord {
  readonly #subsegment: OpenSubsegment;
  readonly #definition: FailurePathDefinition;
  readonly #redact: Redact;
  readonly #annotated = new Map<string, number>();
  #annotationBytes = 0;
  #failures = 0;
  #failureBytes = 0;

  constructor(subsegment: OpenSubsegment, definition: FailurePathDefinition, redact: Redact) {
    this.#subsegment = subsegment;
    this.#definition = definition;
    this.#redact = redact;
  }

  annotate(annotations: Annotations): void {
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

  addFailure(error: unknown): void {
    this.#failures++;
    const record = this.#fittingRecord(error);
    if (record === undefined) {
      this.#subsegment.addMetadata('failure_count', this.#failures);
      return;
    }
    this.#subsegment.mark(this.#definition.mark, asError(record));
    this.#subsegment.addMetadata(this.#failures === 1 ? 'failure' : `failure_${this.#failures}`, record);
  }

  /** What is recorded of a failure; nothing when the document has no room for it. */
  #fittingRecord(error: unknown): FailureRecord | undefined {
    if (this.#failureBytes > MAX_FAILURE_BYTES) {
      return undefined;
    }
    const record = describeFailure(error, this.#redact);
    this.#failureBytes += recordedBytes(record);
    return this.#failureBytes > MAX_FAILURE_BYTES ? undefined : record;
  }
}
