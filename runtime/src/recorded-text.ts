/** Takes out of a text what must not leave the function. */
export type Redact = (text: string) => string;

const UNREADABLE = 'a value that cannot be shown';

/**
 * The user's `redact`, held to what it promises.
 *
 * @throws TypeError when it gives something that is no text; and whatever it throws itself: a text that could
 * not be redacted does not leave
 */
export function checkedRedact(redact: Redact): Redact {
  return (text) => {
    const redacted: unknown = redact(text);
    if (typeof redacted !== 'string') {
      throw new TypeError(`redact must give text, it gave ${redacted === null ? 'null' : typeof redacted}`);
    }
    return redacted;
  };
}

/**
 * Any value as redacted text, never throwing for the value's sake. The texts inside of an object are redacted
 * before JSON escapes them, and the whole is redacted again, for patterns that span it.
 */
export function textOf(value: unknown, redact: Redact): string {
  if (isError(value)) {
    const [name, message] = [read(value, 'name'), read(value, 'message')];
    return redact(`${typeof name === 'string' ? name : 'Error'}: ${typeof message === 'string' ? message : UNREADABLE}`);
  }
  return redact(isObject(value) && typeof value !== 'function' ? jsonOf(value, redact) : plainTextOf(value));
}

/**
 * A line of text no longer than X-Ray takes: without control characters, line ends and halves of characters.
 *
 * @param length in UTF-16 units
 */
export function lineOf(text: string, length: number): string {
  const line = whole(text.slice(0, 4 * length)).replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ');
  return line.length > length || text.length > 4 * length ? whole(`${line.slice(0, length - 1)}…`) : line;
}

/**
 * The beginning of a text, by the bytes that it takes in a JSON document. Control characters other than line
 * ends take six bytes each there, and nobody reads them: they become spaces.
 */
export function cutToBytes(text: string, bytes: number): string {
  // Plain and short enough even if each unit took the most bytes that one can: nothing to measure or replace.
  if (text.length * MAX_UNIT_BYTES <= bytes && text.isWellFormed() && text.search(CONTROL_CHARACTERS) === -1) {
    return text;
  }
  const beginning = text.slice(0, bytes);
  const readable = whole(beginning.replace(CONTROL_CHARACTERS, ' '));
  if (beginning === text && bytesOf(readable) - QUOTES <= bytes) {
    return readable;
  }
  let end = 0;
  let left = bytes - ELLIPSIS_BYTES;
  for (const character of readable) {
    left -= characterBytes(character);
    if (left < 0) {
      break;
    }
    end += character.length;
  }
  return `${readable.slice(0, end)}…`;
}

/** But line ends. */
const CONTROL_CHARACTERS = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/g;

/** Of a UTF-16 unit of readable text in JSON. */
const MAX_UNIT_BYTES = 3;
const QUOTES = 2;
const ELLIPSIS_BYTES = 3;

/** What a readable character takes in JSON: UTF-8, and a backslash before some. */
function characterBytes(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x80) {
    return character === '"' || character === '\\' || character === '\n' ? 2 : 1;
  }
  return code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
}

/** The bytes that a value takes in a JSON document. */
export function bytesOf(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value));
}

export function isObject(value: unknown): value is object {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}

/** Also an error of another realm; no value that throws when it is looked at. */
function isError(value: unknown): value is Error {
  try {
    return Object.prototype.toString.call(value) === '[object Error]';
  } catch {
    return false;
  }
}

/** A property of anything, also of what has none; something else when reading it throws. */
export function read(value: unknown, key: string, otherwise?: unknown): unknown {
  try {
    return (value as Record<string, unknown>)[key];
  } catch {
    return otherwise;
  }
}

/** The properties of anything that a caller may have given for an object, also those that cannot be read. */
export function entriesOf(given: unknown): [string, unknown][] {
  if (!isObject(given)) {
    return [];
  }
  return keysOf(given).map((key) => [key, read(given, key, UNREADABLE)]);
}

function keysOf(object: object): string[] {
  try {
    return Object.keys(object);
  } catch {
    return [];
  }
}

function plainTextOf(value: unknown): string {
  try {
    return String(value);
  } catch {
    return UNREADABLE;
  }
}

function jsonOf(value: object, redact: Redact): string {
  let failure: { readonly thrown: unknown } | undefined;
  const redacted = (text: string): string => {
    try {
      return redact(text);
    } catch (thrown) {
      failure = { thrown };
      throw thrown;
    }
  };
  try {
    const json = JSON.stringify(value, (_key, member: unknown) => redactedMember(member, redacted)) as string | undefined;
    const parsed: unknown = json?.startsWith('"') ? JSON.parse(json) : undefined;
    return typeof parsed === 'string' ? parsed : (json ?? String(value));
  } catch {
    if (failure) {
      throw failure.thrown;
    }
    return UNREADABLE;
  }
}

/** A member as it goes into JSON, its own text and its keys redacted. */
function redactedMember(member: unknown, redact: Redact): unknown {
  if (typeof member === 'string') {
    return redact(member);
  }
  if (typeof member !== 'object' || member === null || Array.isArray(member)) {
    return member;
  }
  const keys = Object.keys(member);
  return keys.every((key) => redact(key) === key)
    ? member
    : Object.fromEntries(keys.map((key) => [redact(key), (member as Record<string, unknown>)[key]]));
}

/** Without halves of characters, which are no text in UTF-8. */
function whole(text: string): string {
  return text.isWellFormed() ? text : text.replace(/[\ud800-\udfff]/gu, ' ');
}
