import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import contract from '../../runtime/failure-paths.json';
import type { FailurePath } from '../../runtime/src/index';
import { startLiveTracing } from '../support/live-tracing';
import type { LiveTracing, Sent } from '../support/live-tracing';

/** X-Ray drops longer documents whole. */
const MAX_DOCUMENT = 64_000;

let tracing: LiveTracing;
let plain: ReturnType<LiveTracing['runtime']['createFailurePaths']>;

beforeAll(async () => {
  tracing = await startLiveTracing();
  plain = tracing.runtime.createFailurePaths(contract);
});

afterAll(async () => {
  await tracing.stop();
});

function record(work: (path: FailurePath) => void, redact?: (text: string) => string): Promise<Sent> {
  const failurePaths = redact ? tracing.runtime.createFailurePaths(contract, { redact }) : plain;
  return tracing.send(() => failurePaths.run('self_healing_item_fetch', async (path) => work(path)));
}

/** Something of a subsegment that has failed `failures` times, as X-Ray takes it. */
function expectWithinRules({ bytes, document, metrics, logged }: Sent, failures: number): void {
  expect(logged).toEqual([]);
  expect(metrics).toHaveLength(failures);
  expect(bytes).toBeLessThan(MAX_DOCUMENT);
  expect(document).toMatchObject({ error: true, metadata: { 'silent-failure': { failure: {} } } });
  expect(document).not.toHaveProperty('fault');
  const annotations = Object.entries(document.annotations ?? {});
  expect(annotations.length).toBeLessThanOrEqual(50);
  for (const [key, value] of annotations) {
    expect(key).toMatch(/^[A-Za-z0-9_]{1,500}$/);
    expect(['string', 'number', 'boolean']).toContain(typeof value);
    if (typeof value === 'string') {
      expect(value.length).toBeLessThanOrEqual(1000);
      expect(value).not.toMatch(/[\p{Cc}\p{Cs}\u2028\u2029]/u);
    }
  }
}

const throwing = (): never => {
  throw new Error('not for you');
};

/** Text of every kind: lone surrogates, control characters, line breaks, ten thousand characters. */
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.string({ unit: fc.constantFrom('\u0000', '\n', '\r', '\t', '\u2028', '\ud800', '\udc00', 'a', '"', '\\'), maxLength: 40 }),
  fc
    .tuple(fc.constantFrom('x', '日', '😀', '\n', '\u0000', '"', '\n    at f (a.js:1:2)', '\ud800'), fc.constantFrom(999, 1000, 1001, 10_000))
    .map(([unit, count]) => unit.repeat(count)),
);

/** fast-check looks into the values that it makes, which these do not bear: they are made where they are used. */
type Made = () => unknown;

const hostile = fc.constantFrom<Made>(
  () => Symbol('s'),
  () => 10n ** 400n,
  () => NaN,
  () => -Infinity,
  () => -0,
  () => throwing,
  () => new Proxy({}, { get: throwing, ownKeys: throwing, getPrototypeOf: throwing, has: throwing }),
  () => {
    const { proxy, revoke } = Proxy.revocable([], {});
    revoke();
    return proxy;
  },
  () => ({ toJSON: throwing, toString: throwing, [Symbol.toPrimitive]: throwing }),
  () => Object.create(null) as unknown,
  () => Object.defineProperty({}, 'message', { get: throwing, enumerable: true }),
  () => Object.defineProperty(new Error('stackless'), 'stack', { get: throwing }),
  () => Object.assign(new Error('a stack that is none'), { stack: 42 }),
  () => {
    const circular: Record<string, unknown> = {};
    circular['self'] = circular;
    return circular;
  },
  () => {
    let nested: unknown = 'deep';
    for (let depth = 0; depth < 20_000; depth++) {
      nested = [nested];
    }
    return nested;
  },
  () => new Date(NaN),
  () => new Map([['a', 1]]),
);

const made = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<Made> => arbitrary.map((value) => () => value);

const anything = fc.oneof(
  made(text),
  hostile,
  made(fc.anything({ withBigInt: true, withBoxedValues: true, withDate: true, withMap: true, withNullPrototype: true, withObjectString: true, withSet: true, withSparseArray: true, withTypedArray: true })),
);

const errors = fc
  .record({ message: text, name: text, stack: fc.option(text), cause: anything, errors: fc.array(anything, { maxLength: 30 }) })
  .map(({ message, name, stack, cause, errors: parts }): Made => () => {
    const error = new AggregateError(parts.map((part) => part()), message, { cause: cause() });
    error.name = name;
    if (stack !== null) {
      error.stack = stack;
    }
    return error;
  });

const annotations = fc.oneof(
  fc
    .array(fc.tuple(fc.oneof(text, fc.constantFrom('__proto__', 'constructor', 'toString', '')), anything), { maxLength: 60 })
    .map((entries): Made => () => Object.fromEntries(entries.map(([key, value]) => [key, value()]))),
  hostile,
  fc.constant<Made>(() => Object.defineProperty({}, 'getter', { get: throwing, enumerable: true })),
);

describe('whatever is thrown and whatever is annotated', () => {
  it('what is sent keeps to X-Ray’s rules, is not dropped, and nothing is logged', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(errors, anything), annotations, annotations, async (thrown, before, during) => {
        const sent = await record((path) => {
          path.annotate(before() as Record<string, unknown>);
          path.recordFailure(thrown(), during() as Record<string, unknown>);
        });
        expectWithinRules(sent, 1);
        expect(sent.document.cause?.exceptions).toHaveLength(1);
      }),
      { numRuns: 150 },
    );
  });

  it('however many failures one subsegment has', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.oneof(errors, anything), annotations), { minLength: 2, maxLength: 12 }), fc.constantFrom(1, 2, 30), async (failures, times) => {
        const sent = await record((path) => {
          for (let time = 0; time < times; time++) {
            for (const [thrown, given] of failures) {
              path.recordFailure(thrown(), given() as Record<string, unknown>);
            }
          }
        });
        expectWithinRules(sent, failures.length * times);
      }),
      { numRuns: 20 },
    );
  });
});

/** All texts of a document, keys too. */
function textsOf(value: unknown): string[] {
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).flatMap(([key, member]) => [key, ...textsOf(member)]);
  }
  return [String(value)];
}

const secrets = fc.string({ unit: fc.constantFrom(...'s3cr€t"\\\n/ 日<%'), minLength: 3, maxLength: 20 }).map((rest) => `hunter2-${rest}`);

/** Values that hold the secret, each in another place. */
const holders = fc.constantFrom<(secret: string) => unknown>(
  (secret) => new Error(`login with ${secret} failed`),
  (secret) => new Error(`${'x'.repeat(2_990)}${secret}${'y'.repeat(100)}`),
  (secret) => Object.assign(new Error('a name'), { name: `Error-${secret}` }),
  (secret) => Object.assign(new Error('a stack'), { stack: `Error: a stack\n    at ${secret} (file.js:1:2)\n    at f (/home/${secret}/b.js:3:4)` }),
  (secret) => Object.assign(new Error('a long stack'), { stack: `${'z'.repeat(7_988)}${secret}` }),
  (secret) => new Error('a cause', { cause: new TypeError(secret) }),
  (secret) => new Error('a cause that is no error', { cause: { password: secret } }),
  (secret) => new AggregateError([`one ${secret}`, Object.assign(new Error('two'), { name: secret }), [secret]], 'parts'),
  (secret) => [new Error(secret)],
  (secret) => secret,
  (secret) => ({ message: secret }),
  (secret) => ({ request: { headers: [{ [secret]: 'a key' }, { authorization: `Bearer ${secret}` }] } }),
  (secret) => ({ toJSON: () => `token ${secret}` }),
  (secret) => ({ toJSON: () => undefined, toString: () => `text ${secret}` }),
  (secret) => Symbol(secret),
  (secret) => new (class extends Error {})(secret),
);

describe('what is redacted', () => {
  it('reaches neither metadata nor cause nor annotations nor metrics nor logs, wherever it stands', async () => {
    await fc.assert(
      fc.asyncProperty(secrets, holders, holders, async (secret, thrown, annotated) => {
        const redact = (given: string) => given.replaceAll(secret, '***');
        const { document, metrics, logged } = await record((path) => {
          path.annotate({ before: annotated(secret), [`key ${secret}`]: 1, source_id: annotated(secret) });
          path.recordFailure(thrown(secret), { during: annotated(secret), [secret]: secret });
        }, redact);
        const seen = [...textsOf(document), ...metrics, ...logged].filter((one) => one.includes('hunter2'));
        expect(seen).toEqual([]);
        expect(document.metadata?.['silent-failure']?.['failure']).toBeDefined();
        expect(textsOf([document.annotations, document.metadata, document.cause]).join()).toContain('***');
      }),
      { numRuns: 150 },
    );
  });

  it('may be a number, which is text then; what is not touched stays a number', async () => {
    const { document } = await record(
      (path) => path.recordFailure(new Error('card'), { source_id: 4111111111111111, amount: 12 }),
      (given) => given.replace(/\d{12,}/g, 'CARD'),
    );
    expect(document.annotations).toEqual({ source_id: 'CARD', amount: 12 });
  });

  it('may be everything: keys that the contract lists stay', async () => {
    const { document } = await record((path) => path.recordFailure(new Error('x'), { source_id: 'a', other: 'b' }), () => 'gone');
    expect(document.annotations).toEqual({ source_id: 'gone', gone: 'gone' });
    expect(document.metadata?.['silent-failure']?.['failure']).toEqual({ type: 'gone', message: 'gone', stack: 'gone' });
  });

  it.each([
    ['throws', () => { throw new Error('redact is broken'); }, 'redact is broken'],
    ['gives nothing', () => undefined, 'redact must give text, it gave undefined'],
  ])('does not leave when redact %s: the caller learns of it, the metric is written, the subsegment is closed', async (_case, redact, message) => {
    const failurePaths = tracing.runtime.createFailurePaths(contract, { redact: redact as unknown as (text: string) => string });
    const { document, metrics } = await tracing.send(() =>
      expect(
        failurePaths.run('audit_trail_persist', async (path) => path.recordFailure(new Error('a secret'))),
      ).rejects.toThrow(message),
    );
    expect(metrics).toHaveLength(1);
    expect(document).toMatchObject({ name: 'audit_trail_persist', end_time: expect.any(Number) as number });
    expect(textsOf(document).join()).not.toContain('a secret');
  });
});

describe('annotations', () => {
  it('take what comes as text that can be read', async () => {
    const { document } = await record((path) =>
      path.annotate({
        error: new TypeError('no such item'),
        date: new Date('2026-11-24T10:00:00Z'),
        symbol: Symbol('s'),
        infinite: -Infinity,
        list: ['a', 1],
        getter: Object.defineProperty({}, 'x', { get: throwing, enumerable: true }),
        ['__proto__']: 'own',
        '': 'no key',
        lines: 'a\r\n\tb\u2028c\u0007d',
        half: 'a\ud800b',
        text: 'grün 日本 😀',
        none: null,
      }),
    );
    expect(document.annotations).toEqual({
      error: 'TypeError: no such item',
      date: '2026-11-24T10:00:00.000Z',
      symbol: 'Symbol(s)',
      infinite: '-Infinity',
      list: '["a",1]',
      getter: 'a value that cannot be shown',
      _proto_: 'own',
      _: 'no key',
      lines: 'a b c d',
      half: 'a b',
      text: 'grün 日本 😀',
    });
  });

  it('keep the last value of a key, however often it is set', async () => {
    const { document } = await record((path) => {
      for (let attempt = 0; attempt < 500; attempt++) {
        path.annotate({ attempt, text: `${attempt}`.padEnd(900, '.') });
      }
    });
    expect(document.annotations).toMatchObject({ attempt: 499, text: expect.stringMatching(/^499\./) as string });
  });

  it('that are too many, or too long together, leave out the last ones', async () => {
    const { document } = await record((path) => {
      path.annotate(Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`key${index}`, index])));
    });
    expect(Object.keys(document.annotations ?? {})).toEqual(Array.from({ length: 50 }, (_, index) => `key${index}`));
    const { document: long } = await record((path) => {
      path.annotate({ ...Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`key${index}`, '日'.repeat(999)])), small: 1 });
    });
    expect(Object.keys(long.annotations ?? {})).toEqual(['key0', 'key1', 'key2', 'small']);
  });
});

describe('a failure', () => {
  it('has its message and stack cut, at the end of a character', async () => {
    const error = new Error('😀'.repeat(5_000));
    const { document } = await record((path) => path.recordFailure(error));
    const failure = document.metadata?.['silent-failure']?.['failure'] as Record<string, string>;
    expect(failure['message']).toBe(`${'😀'.repeat(749)}…`);
    expect(Buffer.byteLength(failure['stack'] ?? '')).toBeLessThanOrEqual(8_000);
    expect(document.cause?.exceptions[0]?.message).toBe(failure['message']);
  });

  it('has the frames of its stack, and no line of its message among them', async () => {
    const error = Object.assign(new Error('one\ntwo\nthree'), {
      stack: 'Error: one\ntwo\nthree\n    at save (/var/task/audit.js:5:7)\n    at /var/task/handler.js:1:2',
    });
    const { document } = await record((path) => path.recordFailure(error));
    expect((document.cause?.exceptions[0] as unknown as { stack: unknown }).stack).toEqual([
      { path: '/var/task/audit.js', line: 5, label: 'save' },
      { path: '/var/task/handler.js', line: 1, label: 'anonymous' },
    ]);
  });

  it('of a stack without end has its first 40 frames', async () => {
    const error = Object.assign(new Error('deep'), { stack: `Error: deep${'\n    at f (a.js:1:2)'.repeat(1_000)}` });
    const { document } = await record((path) => path.recordFailure(error));
    expect((document.cause?.exceptions[0] as unknown as { stack: unknown[] }).stack).toHaveLength(40);
  });

  it('has a type of one line, which is no frame', async () => {
    const error = Object.assign(new Error('x'), { name: 'One\nTwo\nThree', stack: '' });
    const { document } = await record((path) => path.recordFailure(error));
    expect(document.cause?.exceptions).toMatchObject([{ type: 'One Two Three', stack: [] }]);
  });
});
