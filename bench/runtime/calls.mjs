// Times calls of one path, with the runtime and by hand, in turn in this process; or counts the bytes that they leave.
// The environment says how it traces. It is started by `bench/runtime.mjs`, which reads metrics from standard output.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { setImmediate, setTimeout } from 'node:timers/promises';
import { alternate, median } from '../figures.mjs';
import { handWritten } from './hand-written.mjs';
import { withRuntime } from './with-runtime.mjs';

/** What succeeds is done in a tenth of the time, and V8 has to be done with it too before it wavers less than it costs. */
const ROUNDS = { success: 201, failure: 9 };
const CALLS_A_ROUND = 500;
/** Async hooks, which the X-Ray SDK uses, free what they keep only between turns of the event loop. */
const CALLS_A_TURN = 25;
const CALLS_FOR_MEMORY = 100_000;
/** What is kept is kept each time; what V8 compiles late, or frees late, is not. */
const MEMORY_ROUNDS = 3;

const require = createRequire(import.meta.resolve('@aws-lambda-powertools/tracer'));
const emitter = require('aws-xray-sdk-core/dist/lib/segment_emitter');

/** Takes the documents that the X-Ray SDK has made in place of the network. */
const sink = {
  documents: 0,
  last: undefined,
  send(message, _offset, _length, _port, _address, done) {
    this.documents++;
    this.last = message;
    done();
  },
};
emitter.socket = sink;

const OPERATIONS = {
  success: async () => true,
  failure: async () => {
    throw new RangeError('The conditional request failed');
  },
};

const PERSIST = { runtime: withRuntime(), byHand: handWritten() };

async function repeated(persist, operation, calls) {
  let taken = 0;
  for (let done = 0; done < calls; done += CALLS_A_TURN) {
    await setImmediate();
    const start = performance.now();
    for (let call = 0; call < CALLS_A_TURN; call++) {
      await persist(operation);
    }
    taken += performance.now() - start;
  }
  return (1_000 * taken) / calls;
}

/** What a call leaves: its metrics, and its document without what differs from call to call. */
async function traceOf(persist, operation) {
  const metrics = [];
  const { write } = process.stdout;
  sink.last = undefined;
  process.stdout.write = (text) => metrics.push(JSON.parse(text));
  try {
    await persist(operation);
  } finally {
    process.stdout.write = write;
  }
  const document = sink.last && JSON.parse(sink.last.toString('utf8').split('\n', 2)[1]);
  return {
    metrics: metrics.map(({ _aws: { CloudWatchMetrics }, ...values }) => ({ CloudWatchMetrics, ...values })),
    document: document && {
      name: document.name,
      isClosed: document.end_time !== undefined,
      error: document.error,
      fault: document.fault,
      failure: { ...document.metadata?.['silent-failure'].failure, stack: undefined },
      causes: document.cause?.exceptions.map(({ type, message, stack }) => ({ type, message, hasStack: stack.length > 3 })),
    },
  };
}

/** Only what does the same is compared. */
async function assertEquallyCorrect() {
  for (const operation of Object.values(OPERATIONS)) {
    const expected = await traceOf(PERSIST.byHand, operation);
    assert.deepEqual(await traceOf(PERSIST.runtime, operation), expected);
    assert.equal(expected.metrics.length, operation === OPERATIONS.failure ? 1 : 0);
    assert.equal(expected.document !== undefined, process.env.TRACING === 'sampled');
  }
}

/** Microseconds a call. */
async function timesOf(operation, rounds) {
  return alternate(rounds, {
    runtime: () => repeated(PERSIST.runtime, operation, CALLS_A_ROUND),
    byHand: () => repeated(PERSIST.byHand, operation, CALLS_A_ROUND),
  });
}

async function heapInUse() {
  let used = Infinity;
  for (let previous; previous !== used; ) {
    // What was written has been handed over, and what is done with can go.
    await setTimeout(50);
    globalThis.gc();
    previous = used;
    used = Math.min(used, process.memoryUsage().heapUsed);
  }
  return used;
}

/** Bytes a call that are still in use afterwards; what is compiled or cached once is so before. */
async function bytesKept(operation) {
  await repeated(PERSIST.runtime, operation, CALLS_FOR_MEMORY / 2);
  const kept = [];
  for (let round = 0, before = await heapInUse(); round < MEMORY_ROUNDS; round++) {
    await repeated(PERSIST.runtime, operation, CALLS_FOR_MEMORY);
    const after = await heapInUse();
    kept.push((after - before) / CALLS_FOR_MEMORY);
    before = after;
  }
  return median(kept);
}

await assertEquallyCorrect();
const result = {};
for (const [name, operation] of Object.entries(OPERATIONS)) {
  result[name] = process.argv[2] === 'memory' ? await bytesKept(operation) : await timesOf(operation, ROUNDS[name]);
}
process.send(result);
process.disconnect();
