import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import contract from '../../runtime/failure-paths.json';
import { lambdaEnvironment, runInProcess, TRACE } from '../support/lambda-process';
import type { MetricDocument, ProcessResult } from '../support/lambda-process';

type Name = Exclude<keyof typeof contract, '$schema'>;
const NAMES = Object.keys(contract).filter((name) => name !== '$schema') as Name[];

/** Every path fails once and carries on. */
const EVERY_PATH_FAILS = `
const failurePaths = createFailurePaths(contract);
for (const name of Object.keys(contract).filter((key) => key !== '$schema')) {
  result(await failurePaths.run(name, async (path) => {
    try {
      throw new TypeError('broken ' + name);
    } catch (error) {
      path.recordFailure(error);
      return 'carried on';
    }
  }));
}
`;

function expectedMetric(name: Name, functionName: string): unknown {
  const { namespace, name: metric, dimensions } = contract[name].metric;
  const resolved = Object.fromEntries(
    Object.entries(dimensions).map(([key, value]) => [key, value.replace('{function_name}', functionName)]),
  );
  return {
    _aws: {
      Timestamp: expect.any(Number) as number,
      CloudWatchMetrics: [
        {
          Namespace: namespace,
          Dimensions: [Object.keys(dimensions)],
          Metrics: [{ Name: metric, Unit: 'Count' }],
        },
      ],
    },
    ...resolved,
    [metric]: 1,
  };
}

function expectEveryMetric(metrics: readonly MetricDocument[], functionName: string): void {
  expect(metrics).toEqual(NAMES.map((name) => expectedMetric(name, functionName)));
}

describe('a path that fails and carries on', () => {
  it('emits its metric with exactly the contract’s dimensions and marks its subsegment', async () => {
    const { metrics, subsegments, results, stderr } = await runInProcess(EVERY_PATH_FAILS, lambdaEnvironment());
    expect(stderr).toBe('');
    expect(results).toEqual(NAMES.map(() => 'carried on'));
    expectEveryMetric(metrics, 'ingestion');
    expect(subsegments.map(({ name }) => name)).toEqual(NAMES);
    for (const subsegment of subsegments) {
      const { mark } = contract[subsegment.name as Name];
      expect(subsegment).toMatchObject({
        trace_id: TRACE.root,
        parent_id: TRACE.parent,
        end_time: expect.any(Number) as number,
        [mark]: true,
        metadata: {
          'silent-failure': { failure: { type: 'TypeError', message: `broken ${subsegment.name}` } },
        },
        cause: { exceptions: [{ type: 'TypeError', message: `broken ${subsegment.name}` }] },
      });
      expect(subsegment).not.toHaveProperty(mark === 'error' ? 'fault' : 'error');
      expect(subsegment).not.toHaveProperty('in_progress');
    }
    expect(new Set(subsegments.map(({ id }) => id)).size).toBe(NAMES.length);
  });

  it('takes methods that are taken off the handle', async () => {
    const { metrics, subsegments, stderr } = await runInProcess(
      `
const failurePaths = createFailurePaths(contract);
await failurePaths.run('audit_trail_persist', async ({ recordFailure, annotate }) => {
  annotate({ event_id: 7 });
  recordFailure(new Error('taken off'));
});
await failurePaths.run('audit_trail_persist', (path) => Promise.reject(new Error('handled')).catch(path.recordFailure));
`,
      lambdaEnvironment(),
    );
    expect(stderr).toBe('');
    expect(metrics).toHaveLength(2);
    expect(subsegments).toMatchObject([
      { annotations: { event_id: 7 }, cause: { exceptions: [{ message: 'taken off' }] } },
      { cause: { exceptions: [{ message: 'handled' }] } },
    ]);
  });

  it.each([
    ['unsampled', lambdaEnvironment(false), 'ingestion'],
    ['with tracing off', { ...lambdaEnvironment(), POWERTOOLS_TRACE_ENABLED: 'false' }, 'ingestion'],
    ['outside Lambda', {}, 'local'],
    [
      'outside Lambda, context missing is an error',
      { AWS_XRAY_CONTEXT_MISSING: 'RUNTIME_ERROR' },
      'local',
    ],
    [
      'with Powertools Metrics switched off',
      { ...lambdaEnvironment(false), POWERTOOLS_METRICS_DISABLED: 'true', POWERTOOLS_DEV: 'true' },
      'ingestion',
    ],
  ])('has the same results and metrics %s, and sends no subsegment', async (_case, env, functionName) => {
    const { metrics, subsegments, results } = await runInProcess(EVERY_PATH_FAILS, env);
    expect(results).toEqual(NAMES.map(() => 'carried on'));
    expectEveryMetric(metrics, functionName);
    expect(subsegments).toEqual([]);
  });
});

describe('an operation that rejects', () => {
  it('is recorded once, and the rejection goes on unchanged', async () => {
    const { metrics, subsegments, results } = await runInProcess(
      `
      const failurePaths = createFailurePaths(contract);
      const error = Object.freeze(new RangeError('out'));
      await failurePaths.run('audit_trail_persist', async () => { throw error; }).catch((caught) => result(caught === error));
      try { failurePaths.runSync('audit_trail_persist', () => { throw error; }); } catch (caught) { result(caught === error); }
      await failurePaths.run('audit_trail_persist', async (path) => { path.recordFailure(error); throw error; }).catch((caught) => result(caught === error));
      `,
      lambdaEnvironment(),
    );
    expect(results).toEqual([true, true, true]);
    expect(metrics).toHaveLength(3);
    expect(subsegments).toHaveLength(3);
    for (const { error, fault, cause } of subsegments) {
      expect({ error, fault, messages: cause?.exceptions.map(({ message }) => message) }).toEqual({
        error: true,
        fault: undefined,
        messages: ['out'],
      });
    }
  });
});

describe('what can be thrown', () => {
  it('is recorded whatever it is, within X-Ray’s limits', async () => {
    const scenario = `
      const failurePaths = createFailurePaths(contract);
      const circular = new Error('circular'); circular.self = circular; circular.cause = circular;
      const hostile = new Proxy({}, { get() { throw new Error('no'); }, getPrototypeOf() { throw new Error('no'); } });
      const badStack = new Error('bad stack'); Object.defineProperty(badStack, 'stack', { get() { throw new Error('no'); } });
      const thrown = [undefined, null, 0, 1n, Symbol('s'), 'text', () => 1, {}, [], circular, hostile, badStack,
        Object.freeze(new Error('frozen')), new Error('x'.repeat(1_000_000)), { toJSON() { throw 1; } },
        Object.create(null), new AggregateError([new TypeError('one'), 'two'], 'both'), [new Error('in a list')]];
      for (const value of thrown) {
        await failurePaths.run('audit_trail_persist', async (path) => { path.recordFailure(value); });
      }
      result(thrown.length);
    `;
    const { metrics, subsegments, results, stderr }: ProcessResult = await runInProcess(
      scenario,
      lambdaEnvironment(),
    );
    expect(stderr).toBe('');
    const [count] = results as [number];
    expect(metrics).toHaveLength(count);
    expect(subsegments).toHaveLength(count);
    for (const subsegment of subsegments) {
      expect(subsegment).toMatchObject({ error: true });
      expect(subsegment).not.toHaveProperty('fault');
      expect(subsegment.metadata?.['silent-failure']?.['failure']).toMatchObject({
        type: expect.any(String) as string,
        message: expect.any(String) as string,
      });
      expect(subsegment.cause?.exceptions).toHaveLength(1);
      expect(Buffer.byteLength(JSON.stringify(subsegment))).toBeLessThan(64_000);
    }
    const aggregate = subsegments.at(-2)?.metadata?.['silent-failure']?.['failure'];
    expect(aggregate).toMatchObject({
      type: 'AggregateError',
      message: 'both',
      parts: [
        { type: 'TypeError', message: 'one' },
        { type: 'string', message: 'two' },
      ],
    });
  });

  it('keeps its message when the same error is recorded again', async () => {
    const { subsegments } = await runInProcess(
      `
      const failurePaths = createFailurePaths(contract);
      const error = new Error('the same');
      for (let i = 0; i < 3; i++) {
        await failurePaths.run('audit_trail_persist', async (path) => { path.recordFailure(error); });
      }
      `,
      lambdaEnvironment(),
    );
    expect(subsegments.map(({ cause }) => cause?.exceptions[0]?.message)).toEqual(['the same', 'the same', 'the same']);
  });

  it('fits however many failures one operation records', async () => {
    const { metrics, subsegments } = await runInProcess(
      `
      const failurePaths = createFailurePaths(contract);
      await failurePaths.run('audit_trail_persist', async (path) => {
        for (let i = 0; i < 1000; i++) path.recordFailure(new Error('failure ' + i), { ['key' + i]: 'v'.repeat(5000) });
      });
      `,
      lambdaEnvironment(),
    );
    expect(metrics).toHaveLength(1000);
    expect(subsegments).toHaveLength(1);
    expect(subsegments[0]?.metadata?.['silent-failure']).toMatchObject({ failure_count: 1000 });
    expect(Buffer.byteLength(JSON.stringify(subsegments[0]))).toBeLessThan(64_000);
  });
});

describe('annotations', () => {
  it('follow X-Ray’s rules whatever comes in, and redaction applies to all text', async () => {
    const { subsegments } = await runInProcess(
      `
      const failurePaths = createFailurePaths(contract, { redact: (text) => text.replaceAll('secret', '***') });
      await failurePaths.run('self_healing_item_fetch', async (path) => {
        path.annotate({ 'bad key-ü': 'a\\nb\\u0000c', big: 1n, nan: NaN, none: undefined, flag: true, long: 'y'.repeat(10_000), object: { a: 1 } });
        path.recordFailure(new Error('a secret'), { source_id: 'secret-1' });
      });
      `,
      lambdaEnvironment(),
    );
    expect(subsegments[0]?.annotations).toEqual({
      bad_key__: 'a b c',
      big: '1',
      nan: 'NaN',
      flag: true,
      long: `${'y'.repeat(999)}…`,
      object: '{"a":1}',
      source_id: '***-1',
    });
    expect(JSON.stringify(subsegments)).not.toContain('secret"');
    expect(JSON.stringify(subsegments[0]?.cause)).not.toContain('secret');
  });
});

describe('when the tracer fails', () => {
  it('the error reaches the caller, the metric has been written once, and the subsegment is closed', async () => {
    const { metrics, subsegments, results } = await runInProcess(
      `
      import { Tracer } from '@aws-lambda-powertools/tracer';
      import xray from 'aws-xray-sdk-core';
      const failurePaths = createFailurePaths(contract, { tracer: new Tracer() });
      xray.Subsegment.prototype.addMetadata = () => { throw new Error('tracer is broken'); };
      await failurePaths.run('audit_trail_persist', async (path) => { path.recordFailure(new Error('x')); })
        .catch((error) => result(error.message));
      `,
      lambdaEnvironment(),
    );
    expect(results).toEqual(['tracer is broken']);
    expect(metrics).toHaveLength(1);
    expect(subsegments).toHaveLength(1);
  });
});

describe('when the process dies right after a failure', () => {
  it.each([
    ['SIGKILL', "process.kill(process.pid, 'SIGKILL')"],
    ['process.exit', 'process.exit(3)'],
    ['an uncaught exception', "throw new Error('uncaught')"],
  ])('the metric is not lost: %s', async (_case, death) => {
    const { metrics } = await runInProcess(
      `
      const failurePaths = createFailurePaths(contract);
      await failurePaths.run('audit_trail_persist', async (path) => {
        path.recordFailure(new Error('x'));
        setImmediate(() => { ${death}; });
        await new Promise((done) => setTimeout(done, 10_000));
      });
      `,
      lambdaEnvironment(),
    );
    expect(metrics).toEqual([expectedMetric('audit_trail_persist', 'ingestion')]);
  });
});

describe('when nobody reads standard output for a while', () => {
  it.each([
    ['SIGKILL', "process.kill(process.pid, 'SIGKILL')"],
    ['process.exit', 'process.exit(3)'],
  ])('no metric is lost: %s', (_case, death) => {
    const scenario = `
      import { createFailurePaths } from '@silent-failure/runtime';
      import contract from '@silent-failure/runtime/failure-paths.json' with { type: 'json' };
      const failurePaths = createFailurePaths(contract);
      for (let i = 0; i < 1000; i++) {
        failurePaths.runSync('audit_trail_persist', (path) => path.recordFailure(new Error('x')));
        console.log('a line of the function');
      }
      ${death};
    `;
    // A pipe takes 64 KB, a quarter of this; the reader sleeps until it is full.
    const output = execFileSync('sh', ['-c', '{ "$NODE" --no-warnings --input-type=module --eval "$SCENARIO"; } 2>&1 | { sleep 2; cat; }'], {
      cwd: fileURLToPath(new URL('../..', import.meta.url)),
      env: { ...lambdaEnvironment(false), PATH: process.env['PATH'], NODE: process.execPath, SCENARIO: scenario },
      encoding: 'utf8',
    });
    const metrics = output.split('\n').filter((line) => line.startsWith('{"_aws"'));
    expect(metrics).toHaveLength(1000);
    expect(metrics.map((line) => JSON.parse(line) as unknown)).toContainEqual(expectedMetric('audit_trail_persist', 'ingestion'));
  });
});

describe('what is wrong is said', () => {
  it('a name that the contract does not have', async () => {
    const { results } = await runInProcess(
      `
      const failurePaths = createFailurePaths(contract);
      await failurePaths.run('audit_trial', async () => {}).catch((error) => result(error.name + ': ' + error.message));
      `,
      {},
    );
    expect(results).toEqual([
      `RangeError: No failure path "audit_trial" in the contract; it has: ${NAMES.join(', ')}`,
    ]);
  });

  it.each([
    [{ LAMBDA_TASK_ROOT: '/var/task' }, /AWS_LAMBDA_FUNCTION_NAME is not set/],
    [{ AWS_LAMBDA_FUNCTION_NAME: 'naïve' }, /circuit_breaker_load\.metric\.dimensions\.Lambda: .*"naïve"/],
  ])('a function name that no metric can carry: %o', async (env, message) => {
    const { results } = await runInProcess(
      `try { createFailurePaths(contract); } catch (error) { result(error.message); }`,
      env,
    );
    expect(results).toEqual([expect.stringMatching(message)]);
  });
});
