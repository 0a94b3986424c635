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

export type Redact = (text: string) => string;

/** Characters that are kept of each text; X-Ray drops a document over 64 KB whole. */
const MAX_TYPE = 200;
const MAX_MESSAGE = 1_500;
const MAX_STACK = 4_000;
const MAX_PART_MESSAGE = 200;
const MAX_PARTS = 20;
const MAX_ANNOTATION = 1_000;

/**
 * Describes anything that can be thrown; never throws itself, whatever getters and proxies do.
 *
 * @param thrown an error, or any other value
 * @param redact takes out what must not leave; applied to every text before it is cut to length
 */
export function describeFailure(thrown: unknown, redact: Redact): FailureRecord {
  const parts = partsOf(thrown);
  const stack = isObject(thrown) ? read(thrown, 'stack') : undefined;
  return {
    type: typeOf(thrown),
    message: cut(redact(messageOf(thrown)), MAX_MESSAGE),
    ...(typeof stack === 'string' && { stack: cut(redact(stack), MAX_STACK) }),
    ...(parts.length > 0 && {
      parts: parts.slice(0, MAX_PARTS).map((part) => ({
        type: typeOf(part),
        message: cut(redact(messageOf(part)), MAX_PART_MESSAGE),
      })),
    }),
    ...(parts.length > MAX_PARTS && { partCount: parts.length }),
  };
}

/**
 * A fresh error for the tracer: the X-Ray SDK leaves out message and stack of an error that it has seen
 * before, and cannot take what is no error.
 */
export function asError({ type, message, stack }: FailureRecord): Error {
  const error = new Error(message);
  error.name = type;
  error.stack = stack ?? `${type}: ${message}`;
  return error;
}

/** The key as X-Ray takes it: letters, digits and `_`. */
export function annotationKey(key: string): string {
  return key.replace(/[^A-Za-z0-9_]/g, '_').slice(0, 500) || '_';
}

/** The value as X-Ray takes it: a number, a boolean or a line of text; `undefined` when there is none. */
export function annotationValue(value: unknown, redact: Redact): string | number | boolean | undefined {
  if (value === undefined || value === null) {
    return undefined;
  }
  if (typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value))) {
    return value;
  }
  return cut(redact(textOf(value)).replace(/[\p{Cc}\p{Cs}\u2028\u2029]+/gu, ' '), MAX_ANNOTATION);
}

function typeOf(thrown: unknown): string {
  if (!isObject(thrown)) {
    return thrown === null ? 'null' : typeof thrown;
  }
  const name = read(thrown, 'name');
  if (typeof name === 'string' && name !== '') {
    return cut(name, MAX_TYPE);
  }
  const constructor = read(thrown, 'constructor');
  const constructorName = isObject(constructor) ? read(constructor, 'name') : undefined;
  return typeof constructorName === 'string' && constructorName !== '' ? cut(constructorName, MAX_TYPE) : typeof thrown;
}

function messageOf(thrown: unknown): string {
  const message = isObject(thrown) ? read(thrown, 'message') : undefined;
  return typeof message === 'string' ? message : textOf(thrown);
}

function textOf(value: unknown): string {
  try {
    if (isObject(value) && typeof value !== 'function') {
      return JSON.stringify(value) ?? String(value);
    }
    return String(value);
  } catch {
    return 'a value that cannot be shown';
  }
}

function partsOf(thrown: unknown): unknown[] {
  const parts = copyOf(thrown) ?? copyOf(isObject(thrown) ? read(thrown, 'errors') : undefined) ?? [];
  const seen = new Set<unknown>([thrown]);
  for (let cause = isObject(thrown) ? read(thrown, 'cause') : undefined; cause !== undefined; ) {
    if (seen.has(cause) || seen.size > MAX_PARTS) {
      break;
    }
    seen.add(cause);
    parts.push(cause);
    cause = isObject(cause) ? read(cause, 'cause') : undefined;
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

function isObject(value: unknown): value is object {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}

function read(object: object, key: string): unknown {
  try {
    return (object as Record<string, unknown>)[key];
  } catch {
    return undefined;
  }
}

/** Control characters other than line ends take six bytes each in the document, and nobody reads them. */
function cut(text: string, length: number): string {
  const short = text.length > length ? `${text.slice(0, length - 1)}…` : text;
  return short.replace(/[\p{Cs}\u0000-\u0009\u000b-\u001f\u007f]/gu, ' ');
}
