import type { Tracer } from '@aws-lambda-powertools/tracer';
import type { Mark } from './contract.js';

/** A subsegment that is open; nothing of a tracing SDK shows outside of this file. */
export interface OpenSubsegment {
  /** Marks it as error or fault, never both, and puts the failure on it as its cause. */
  mark(mark: Mark, failure: Error): void;
  annotate(key: string, value: string | number | boolean): void;
  addMetadata(key: string, value: unknown): void;
  close(): void;
}

/** Opens subsegments; the only place that knows which tracer there is. */
export interface Subsegments {
  /**
   * Runs `work` with a new subsegment under the current one. Whoever opens it closes it, before `work`
   * is done. Without tracing there is no subsegment, and the work runs all the same.
   */
  open<T>(name: string, work: (subsegment: OpenSubsegment | undefined) => T): T;
}

const METADATA_NAMESPACE = 'silent-failure';

/** Subsegments of Powertools Tracer (FR-029); what its calls throw goes through to the caller (FR-018). */
export class PowertoolsSubsegments implements Subsegments {
  readonly #tracer: Tracer;

  constructor(tracer: Tracer) {
    this.#tracer = tracer;
  }

  open<T>(name: string, work: (subsegment: OpenSubsegment | undefined) => T): T {
    // The provider opens and sends subsegments even when tracing is switched off.
    if (!this.#tracer.isTracingEnabled()) {
      return work(undefined);
    }
    return this.#tracer.provider.captureAsyncFunc(name, (subsegment) =>
      work(subsegment && new XRaySubsegment(subsegment)),
    ) as T;
  }
}

type Subsegment = NonNullable<
  Parameters<Parameters<Tracer['provider']['captureAsyncFunc']>[1]>[0]
>;

class XRaySubsegment implements OpenSubsegment {
  readonly #subsegment: Subsegment;

  constructor(subsegment: Subsegment) {
    this.#subsegment = subsegment;
  }

  mark(mark: Mark, failure: Error): void {
    this.#subsegment.addError(failure);
    if (mark === 'error') {
      // addError always marks as fault.
      this.#subsegment.addAttribute('fault', undefined);
      this.#subsegment.addErrorFlag();
    }
  }

  annotate(key: string, value: string | number | boolean): void {
    this.#subsegment.addAnnotation(key, value);
  }

  addMetadata(key: string, value: unknown): void {
    this.#subsegment.addMetadata(key, value, METADATA_NAMESPACE);
  }

  close(): void {
    this.#subsegment.close();
  }
}
