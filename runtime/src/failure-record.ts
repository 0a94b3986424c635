import { bytesOf, cutToBytes, isObject, lineOf, read, textOf } from './recorded-text.js';
import type { Redact } from './recorded-text.js';

/** What is recorded of something that was thrown: plain text within X-Ray's limits. */
export interface FailureRecord {
  readonly type: string;
  readonly message: string;
  readonly stack?: string;
  /** The parts of an `AggregateError` or an array, and the chain of causes. */
  readonly parts?: readonly { readonly type: string; readonly message: string }[];
  /** How many parts there are, when not all are listed. */
  readonly partCount?: number;
}

/** Bytes that are kept of each text; X-Ray drops a document over 64 KB whole. */
const MAX_TYPE = 250;
const MAX_MESSAGE = 3_000;
const MAX_STACK = 8_000;
const MAX_PART_MESSAGE = 400;

const MAX_PARTS = 20;
const MAX_FRAMES = 40;

/** What the X-Ray SDK adds to a cause: ids, and names around the parts of each stack frame. */
const CAUSE_BYTES = 150;
const FRAME_BYTES = 50;

/** Characters, as X-Ray counts them. */
const MAX_ANNOTATION = 1_000;
const MAX_ANNOTATION_KEY = 500;

/**
 * Describes anything that can be thrown, whatever its getters and proxies do.
 *
 * @param thrown an error, or any other value
 * @param redact takes out what must not leave; applied to every text before it is cut to length
 * @throws what `redact` throws
 */
export function describeFailure(thrown: unknown, redact: Redact): FailureRecord {
  const parts = partsOf(thrown);
  const stack = read(thrown, 'stack');
  return {
    type: typeOf(thrown, redact),
    message: messageOf(thrown, redact, MAX_MESSAGE),
    ...(typeof stack === 'string' && { stack: cutToBytes(redact(stack), MAX_STACK) }),
    ...(parts.length > 0 && {
      parts: parts.slice(0, MAX_PARTS).map((part) => ({
        type: typeOf(part, redact),
        message: messageOf(part, redact, MAX_PART_MESSAGE),
      })),
    }),
    ...(parts.length > MAX_PARTS && { partCount: parts.length }),
  };
}

/**
 * What the tracer takes for an error, fresh: the X-Ray SDK leaves out message and stack of an error that it has seen
 * before, and cannot take what is no error. It takes every line of a stack for a frame, also those of a
 * message: only frames are left.
 */
export function asError({ type, message, stack }: FailureRecord): Error {
  // No `new Error`: it would take a stack of its own, at a cost, for nobody.
  return { name: type, message, stack: [type, ...framesOf(stack)].join('\n') };
}

/** The most that a failure takes in a document: as metadata, and as cause. */
export function recordedBytes(record: FailureRecord): number {
  const { parts: _parts, ...cause } = record;
  return bytesOf(record) + bytesOf(cause) + CAUSE_BYTES + FRAME_BYTES * framesOf(record.stack).length;
}

/** The key as X-Ray takes it: letters, digits and `_`. */
export function annotationKey(key: string): string {
  const plain = key.slice(0, MAX_ANNOTATION_KEY).replace(/[^A-Za-z0-9_]/g, '_') || '_';
  // Set on an object, this one would change the object.
  return plain === '__proto__' ? '_proto_' : plain;
}

/** The value as X-Ray takes it: a number, a boolean or a line of text; `undefined` when there is none. */
export function annotationValue(value: unknown, redact: Redact): string | number | boolean | undefined {
  if (value === undefined || value === null) {
    return undefined;
  }
  if (typeof value === 'boolean') {
    return value;
  }
  const text = textOf(value, redact);
  const isNumber = typeof value === 'number' && Number.isFinite(value) && text === String(value);
  return isNumber ? value : lineOf(text, MAX_ANNOTATION);
}

function framesOf(stack: string | undefined): string[] {
  return (stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, MAX_FRAMES);
}

function typeOf(thrown: unknown, redact: Redact): string {
  if (!isObject(thrown)) {
    return thrown === null ? 'null' : typeof thrown;
  }
  const constructor = read(thrown, 'constructor');
  const names = [read(thrown, 'name'), read(constructor, 'name')];
  const name = names.find((one): one is string => typeof one === 'string' && one !== '');
  return name === undefined ? typeof thrown : cutToBytes(lineOf(redact(name), MAX_TYPE), MAX_TYPE);
}

function messageOf(thrown: unknown, redact: Redact, bytes: number): string {
  const message = read(thrown, 'message');
  return cutToBytes(typeof message === 'string' ? redact(message) : textOf(thrown, redact), bytes);
}

function partsOf(thrown: unknown): unknown[] {
  const parts = copyOf(thrown) ?? copyOf(read(thrown, 'errors')) ?? [];
  let cause = read(thrown, 'cause');
  if (cause === undefined) {
    return parts;
  }
  const seen = new Set<unknown>([thrown]);
  while (cause !== undefined) {
    if (seen.has(cause) || seen.size > MAX_PARTS) {
      break;
    }
    seen.add(cause);
    parts.push(cause);
    cause = read(cause, 'cause');
  }
  return parts;
}

/** The members of an array; a revoked proxy does not even tell whether it is one. */
function copyOf(list: unknown): unknown[] | undefined {
  try {
    return Array.isArray(list) ? Array.from(list as readonly unknown[]) : undefined;
  } catch {
    return undefined;
  }
}
