/** What a client can throw that is no answer of a service. */
const THROWN = {
  undefined: () => undefined,
  null: () => null,
  'a number': () => 42,
  'a text': () => 'down',
  'a symbol': () => Symbol('down'),
  'a function': () => () => 'down',
  'an object': () => ({ reason: 'down' }),
  'an object without a prototype': () => Object.create(null) as unknown,
  'a circular error': () => {
    const error: Error & { self?: unknown } = new Error('circular');
    error.self = error;
    error.cause = error;
    return error;
  },
  'a frozen error': () => Object.freeze(new RangeError('frozen')),
  'an error with 1 MB of message': () => new Error('x'.repeat(1_000_000)),
  'the same error twice': () => theSame,
} as const satisfies Record<string, () => unknown>;

const theSame = new TypeError('the same');

export type Thrown = keyof typeof THROWN | 'a service error';

/** Makes the value; a service error is of the client's own class. */
export function throwable(kind: Thrown, serviceError: () => Error): unknown {
  return kind === 'a service error' ? serviceError() : THROWN[kind]();
}
