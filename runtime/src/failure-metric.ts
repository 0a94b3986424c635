import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import type { ExactMetric } from './function-name.js';

/**
 * Gives what counts a failure: it writes one EMF document, at once, with exactly the given dimensions (FR-043).
 *
 * The document is made by Powertools and written to standard output here: a buffered metric is lost
 * when the process dies, and Powertools' own writing falls silent under `POWERTOOLS_DEV` and
 * `POWERTOOLS_METRICS_DISABLED`, which an alarm must not depend on.
 *
 * @param metric of a checked contract: Powertools makes a document of whatever that holds
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function emitterOf(metric: ExactMetric): () => void {
  // All documents of a path are alike but for the time, so Powertools makes it once; and not before the first failure,
  // since at a cold start it takes milliseconds, and most runs never fail.
  let document: MetricDocument | undefined;
  return () => {
    document ??= documentOf(metric);
    document._aws.Timestamp = Date.now();
    writeAtOnce(`${JSON.stringify(document)}\n`);
  };
}

type MetricDocument = ReturnType<Metrics['serializeMetrics']>;

function documentOf({ namespace, name, dimensions }: ExactMetric): MetricDocument {
  const metrics = new Metrics({ namespace });
  // Powertools adds the dimension `service`, and an alarm on the exact dimensions never sees the metric.
  metrics.clearDefaultDimensions();
  metrics.addDimensions(dimensions);
  metrics.addMetric(name, MetricUnit.Count, 1);
  return metrics.serializeMetrics();
}

/** What the type of Node.js does not tell. */
interface Stdout {
  /**
   * Not there in worker threads.
   *
   * @see https://nodejs.org/api/process.html#processstdoutfd
   */
  readonly fd?: number;
  /** Of sockets and pipes. */
  readonly _handle?: { setBlocking?(isBlocking: boolean): void } | null;
}

/**
 * Waits until the line is out. While the reader of a full pipe does not keep up, Node.js would hold the line
 * in memory, and lose it when the process dies.
 */
function writeAtOnce(line: string): void {
  const { fd, _handle: handle } = process.stdout as Stdout;
  if (fd === undefined && process.env['LAMBDA_TASK_ROOT'] !== undefined) {
    writePastMainThread(line);
    return;
  }
  handle?.setBlocking?.(true);
  try {
    process.stdout.write(line);
  } finally {
    handle?.setBlocking?.(false);
  }
}

const STDOUT = 1;
const FULL_PIPE_PAUSE_MS = 1;

/**
 * Lambda Managed Instances run handlers in worker threads. Their standard output is handed to the main thread,
 * which writes it later, and loses it when the process is killed before.
 */
function writePastMainThread(line: string): void {
  // Not imported: only here is it used, and every import takes time at a cold start.
  const { writeSync } = process.getBuiltinModule('node:fs');
  for (let rest = Buffer.from(line); rest.length > 0; ) {
    try {
      rest = rest.subarray(writeSync(STDOUT, rest));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') {
        throw error;
      }
      // The main thread has made the pipe non-blocking, and it is full.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, FULL_PIPE_PAUSE_MS);
    }
  }
}
