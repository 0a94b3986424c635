import { describe, expect, it } from 'vitest';
import { lambdaEnvironment, runInProcess, TRACE } from '../support/lambda-process';
import type { SegmentDocument } from '../support/xray-daemon';

/** Documents are taken where they are sent: a thousand datagrams at once are more than a socket takes. */
const KEEP_DOCUMENTS = `
import { createRequire } from 'node:module';
const { Socket } = createRequire(import.meta.url)('node:dgram');
const sent = [];
Socket.prototype.send = function (message, ...rest) {
  const [, document] = String(message).split('\\n', 2);
  sent.push(JSON.parse(document));
  rest.find((one) => typeof one === 'function')?.(null, 0);
};
const failurePaths = createFailurePaths(contract);
const wait = (turns) => new Promise((resume) => setTimeout(resume, turns));
`;

const INVOCATIONS = 1_000;

/** What each fifth of the invocations does, and how many failures that is. */
const KINDS = ['handled', 'rejects', 'loses a race', 'is not awaited', 'fails in another'] as const;

const AT_ONCE = `
import { Tracer } from '@aws-lambda-powertools/tracer';
${KEEP_DOCUMENTS}
const tracer = new Tracer({ captureHTTPsRequests: false });
const parents = {};
const left = [];
const fail = (name, invocation, turns) => failurePaths.run(name, async (path) => {
  path.annotate({ invocation });
  await wait(turns);
  path.recordFailure(new Error('failure of ' + invocation));
});
const kinds = {
  'handled': (i) => fail('audit_trail_persist', i, i % 7),
  'rejects': (i) => failurePaths.run('audit_trail_persist', async (path) => {
    path.annotate({ invocation: i });
    await wait(i % 5);
    throw new Error('rejection of ' + i);
  }).catch(() => undefined),
  'loses a race': async (i) => {
    const loser = fail('circuit_breaker_load', i, 20 + (i % 11));
    left.push(loser);
    await Promise.race([loser, wait(1)]);
    await fail('audit_trail_persist', i, i % 3);
  },
  'is not awaited': async (i) => {
    left.push(fail('circuit_breaker_save', i, i % 13));
    await fail('audit_trail_persist', i, i % 3);
  },
  'fails in another': (i) => failurePaths.run('parallel_fetch_aggregate', async (path) => {
    path.annotate({ invocation: i });
    await wait(i % 3);
    await fail('audit_trail_persist', i, i % 7);
  }),
};
const names = Object.keys(kinds);
await Promise.all(Array.from({ length: ${INVOCATIONS} }, (_, i) =>
  tracer.provider.captureAsyncFunc('invocation', async (subsegment) => {
    parents[i] = subsegment.id;
    try {
      await kinds[names[i % names.length]](i);
    } finally {
      subsegment.close();
    }
  })));
await Promise.all(left);
result({ sent, parents, names });
`;

interface AtOnce {
  readonly sent: readonly SegmentDocument[];
  readonly parents: Record<string, string>;
  readonly names: readonly string[];
}

describe('a thousand invocations at once in one process', () => {
  it('count every failure, and close what they await once, under their own parent', async () => {
    const { results, metrics, stderr } = await runInProcess(AT_ONCE, lambdaEnvironment());
    expect(stderr).toBe('');
    const { sent, parents, names } = results[0] as AtOnce;
    expect(names).toEqual(KINDS);
    const counted = (name: string) => metrics.filter((metric) => metric[name] === 1).length;
    const each = INVOCATIONS / KINDS.length;
    expect(counted('AuditEventPersistenceFailure')).toBe(INVOCATIONS);
    // One fifth loses a race (load), one is not awaited (save).
    const operations = metrics.map(({ Operation }) => Operation);
    expect(operations.filter((one) => one === 'load')).toHaveLength(each);
    expect(operations.filter((one) => one === 'save')).toHaveLength(each);
    expect(metrics).toHaveLength(INVOCATIONS + 2 * each);

    const ended = sent.filter(({ in_progress }) => in_progress !== true);
    expect(new Set(ended.map(({ id }) => id)).size).toBe(ended.length);
    expect(new Set(ended.map(({ trace_id }) => trace_id))).toEqual(new Set([TRACE.root]));
    const by = (name: string) => ended.filter((document) => document.name === name);
    const aggregates = new Map(by('parallel_fetch_aggregate').map((one) => [one.annotations?.['invocation'], one]));
    expect(aggregates.size).toBe(each);
    const awaited = by('audit_trail_persist');
    expect(awaited.map(({ annotations }) => Number(annotations?.['invocation'])).sort((a, b) => a - b)).toEqual(
      Array.from({ length: INVOCATIONS }, (_, index) => index),
    );
    for (const { annotations, parent_id, error, cause } of awaited) {
      const invocation = Number(annotations?.['invocation']);
      const kind = KINDS[invocation % KINDS.length];
      const parent = kind === 'fails in another' ? aggregates.get(invocation)?.id : parents[invocation];
      const message = `${kind === 'rejects' ? 'rejection' : 'failure'} of ${invocation}`;
      expect({ parent_id, error, messages: cause?.exceptions.map((one) => one.message) }).toEqual({
        parent_id: parent,
        error: true,
        messages: [message],
      });
    }
    for (const [invocation, { parent_id }] of aggregates) {
      expect(parent_id).toBe(parents[Number(invocation)]);
    }
  });
});

/** The runtime of Managed Instances keeps the trace of each invocation in an `AsyncLocalStorage`. */
const MANAGED = `
import { AsyncLocalStorage } from 'node:async_hooks';
${KEEP_DOCUMENTS}
const store = new AsyncLocalStorage();
globalThis.awslambda = { InvokeStore: { getXRayTraceId: () => store.getStore() } };
const rootOf = (i) => '1-67891233-' + String(i).padStart(24, '0');
const outcomes = await Promise.all(Array.from({ length: ${INVOCATIONS} }, (_, i) =>
  store.run('Root=' + rootOf(i) + ';Parent=53995c3f42cd8ad8;Sampled=' + (i % 3 === 1 ? 0 : 1), () =>
    failurePaths.run('audit_trail_persist', async (path) => {
      path.annotate({ invocation: i });
      await wait(i % 7);
      path.recordFailure(new Error('failure'));
      return i;
    }))));
const strays = sent.filter(({ annotations, trace_id }) => trace_id !== rootOf(annotations.invocation));
result({ isUnchanged: outcomes.every((outcome, i) => outcome === i), strays: strays.length });
`;

describe('invocations at once with traces of their own, as on Managed Instances', () => {
  it('count every failure exactly, though the X-Ray SDK mixes up their traces', async () => {
    const { _X_AMZN_TRACE_ID: _sequential, ...environment } = lambdaEnvironment();
    const { results, metrics, stderr } = await runInProcess(MANAGED, environment);
    expect(stderr).toBe('');
    expect(metrics).toHaveLength(INVOCATIONS);
    expect(metrics.every((metric) => metric['AuditEventPersistenceFailure'] === 1)).toBe(true);
    const { isUnchanged, strays } = results[0] as { isUnchanged: boolean; strays: number };
    expect(isUnchanged).toBe(true);
    // What the README tells of the SDK; without strays it may be told no longer.
    expect(strays).toBeGreaterThan(0);
  });

  it('loses no metric of a worker thread whose process is killed', async () => {
    const { metrics, signal } = await runInProcess(
      `
      import { Worker } from 'node:worker_threads';
      const code = \`
        import('@silent-failure/runtime').then(async ({ createFailurePaths }) => {
          const { default: contract } = await import('@silent-failure/runtime/failure-paths.json', { with: { type: 'json' } });
          const failurePaths = createFailurePaths(contract);
          for (let i = 0; i < 100; i++) {
            failurePaths.runSync('audit_trail_persist', (path) => path.recordFailure(new Error('failure')));
          }
          process.kill(process.pid, 'SIGKILL');
        });
      \`;
      new Worker(code, { eval: true });
      `,
      lambdaEnvironment(),
    );
    expect(signal).toBe('SIGKILL');
    expect(metrics).toHaveLength(100);
  });
});
