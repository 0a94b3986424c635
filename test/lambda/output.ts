import type { MetricDocument } from '../support/lambda-process';

/** Everything that an environment has written. */
export interface Written {
  readonly stdout: string;
  /** The frames of the telemetry file descriptor. */
  readonly telemetry: Buffer;
}

/** What the log has of it. */
export interface Log {
  /** Lines that CloudWatch reads metrics from. */
  readonly metrics: readonly MetricDocument[];
  /** Whatever else was logged, wherever. */
  readonly lines: readonly string[];
  /** Lines that have a metric in them which CloudWatch does not read: prefixed, escaped, cut, or wrapped. */
  readonly unreadable: readonly string[];
}

/** Frame type, length and microseconds since the epoch come before each message. */
const FRAME_HEADER = 16;

/** Reads the log as CloudWatch does: an event is a metric when all of it is one JSON document with `_aws`. */
export function readLog({ stdout, telemetry }: Written): Log {
  const metrics: MetricDocument[] = [];
  const lines: string[] = [];
  const unreadable: string[] = [];
  for (const line of [...stdout.split('\n'), ...messagesOf(telemetry)].filter((text) => text.trim() !== '')) {
    const document = jsonOf(line);
    if (typeof document === 'object' && document !== null && '_aws' in document) {
      metrics.push(document as MetricDocument);
    } else if (line.includes('CloudWatchMetrics')) {
      unreadable.push(line);
    } else {
      lines.push(line);
    }
  }
  return { metrics, lines, unreadable };
}

function messagesOf(frames: Buffer): string[] {
  const messages: string[] = [];
  for (let start = 0; start + FRAME_HEADER <= frames.length; ) {
    const end = start + FRAME_HEADER + frames.readUInt32BE(start + 4);
    messages.push(frames.toString('utf8', start + FRAME_HEADER, end).trimEnd());
    start = end;
  }
  return messages;
}

export function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line) as unknown;
  } catch {
    return undefined;
  }
}
