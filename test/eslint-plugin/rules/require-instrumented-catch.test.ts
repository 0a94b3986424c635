import { requireInstrumentedCatch } from '../../../eslint-plugin/src/rules/require-instrumented-catch';
import { testRule } from '../../support/rule-tester';

testRule('require-instrumented-catch', requireInstrumentedCatch, {
  valid: [
    {
      name: 'a name that is put together from constants',
      code: `
import { Metrics } from '@aws-lambda-powertools/metrics';
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
const metrics = new Metrics();
const PREFIX = 'order';
export const save = (id) => tracer.provider.captureFunc(PREFIX + '_' + 'save', (subsegment) => {
  try {
    return JSON.parse(id);
  } catch (error) {
    subsegment?.addError(error);
    metrics.addMetric('SaveFailure', 'Count', 1);
  }
});
`,
    },
    {
      name: 'a name in a template with a constant',
      code: `
import { Metrics } from '@aws-lambda-powertools/metrics';
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
const metrics = new Metrics();
const PREFIX = 'order';
export const save = (id) => tracer.provider.captureFunc(\`\${PREFIX}_save\`, (subsegment) => {
  try {
    return JSON.parse(id);
  } catch (error) {
    subsegment?.addError(error);
    metrics.addMetric('SaveFailure', 'Count', 1);
  }
});
`,
    },
    {
      name: 'a name in a list',
      code: `
import { Metrics } from '@aws-lambda-powertools/metrics';
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
const metrics = new Metrics();
const NAMES = ['save', 'load'];
export const save = (id) => tracer.provider.captureFunc(NAMES[0], (subsegment) => {
  try {
    return JSON.parse(id);
  } catch (error) {
    subsegment?.addError(error);
    metrics.addMetric('SaveFailure', 'Count', 1);
  }
});
`,
    },
    {
      name: 'a name in a frozen object',
      code: `
import { Metrics } from '@aws-lambda-powertools/metrics';
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
const metrics = new Metrics();
const NAMES = Object.freeze({ save: 'save' });
export const save = (id) => tracer.provider.captureFunc(NAMES.save, (subsegment) => {
  try {
    return JSON.parse(id);
  } catch (error) {
    subsegment?.addError(error);
    metrics.addMetric('SaveFailure', 'Count', 1);
  }
});
`,
    },
    {
      name: 'CloudWatch metrics of which one is not of the value 0',
      code: `
import { CloudWatchClient, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
const client = new CloudWatchClient({});
export const save = () =>
  tracer.provider.captureAsyncFunc('save', async (subsegment) => {
    try {
      await write();
    } catch (error) {
      subsegment?.addError(error);
      const MetricData = [{ MetricName: 'Saved', Value: 0 }, { MetricName: 'SaveFailure', Value: 1 }];
      await client.send(new PutMetricDataCommand({ Namespace: 'Shop', MetricData }));
    } finally {
      subsegment?.close();
    }
  });
`,
    },
    {
      name: 'a decorator that takes the name from a constant',
      code: `
import { Metrics } from '@aws-lambda-powertools/metrics';
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
const metrics = new Metrics();
const SAVE = 'save';
export class Orders {
  @tracer.captureMethod({ subSegmentName: SAVE })
  async save() {
    try {
      await write();
    } catch (error) {
      tracer.addErrorAsMetadata(error);
      metrics.addMetric('SaveFailure', 'Count', 1);
    }
  }
}
`,
    },
    {
      name: 'a subsegment marked and a metric emitted',
      code: `
import { Metrics } from '@aws-lambda-powertools/metrics';
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
const metrics = new Metrics();
export const save = () => tracer.provider.captureAsyncFunc('save', async (subsegment) => {
  try {
    await write();
  } catch (error) {
    subsegment?.addError(error);
    metrics.addMetric('SaveFailure', 'Count', 1);
  } finally {
    subsegment?.close();
  }
});
`,
    },
    {
      name: 'close(error) marks',
      code: `
import { Metrics } from '@aws-lambda-powertools/metrics';
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
const metrics = new Metrics();
export const save = () => tracer.provider.captureAsyncFunc('save', async (subsegment) => {
  try {
    await write();
  } catch (error) {
    subsegment?.close(error);
    metrics.addMetric('SaveFailure', 'Count', 1);
  } finally {
    subsegment?.close();
  }
});
`,
    },
    {
      name: 'addErrorFlag marks',
      code: `
import { Metrics } from '@aws-lambda-powertools/metrics';
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
const metrics = new Metrics();
export const save = () => tracer.provider.captureAsyncFunc('save', async (subsegment) => {
  try {
    await write();
  } catch (error) {
    subsegment?.addErrorFlag();
    metrics.addMetric('SaveFailure', 'Count', 1);
  } finally {
    subsegment?.close();
  }
});
`,
    },
    {
      name: 'addErrorAsMetadata inside a named subsegment marks',
      code: `
import { Metrics } from '@aws-lambda-powertools/metrics';
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
const metrics = new Metrics();
export const save = () => tracer.provider.captureAsyncFunc('save', async (subsegment) => {
  try {
    await write();
  } catch (error) {
    tracer.addErrorAsMetadata(error);
    metrics.addMetric('SaveFailure', 'Count', 1);
  } finally {
    subsegment?.close();
  }
});
`,
    },
    {
      name: 'a decorated method is a named subsegment',
      code: `
import { Metrics } from '@aws-lambda-powertools/metrics';
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
const metrics = new Metrics();
export class Repository {
  @tracer.captureMethod()
  async save() {
    try {
      await write();
    } catch (error) {
      tracer.addErrorAsMetadata(error);
      metrics.addMetric('SaveFailure', 'Count', 1);
    }
  }
}
`,
    },
    {
      name: 'setSegment makes a named subsegment the innermost one',
      code: `
import { Metrics } from '@aws-lambda-powertools/metrics';
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
const metrics = new Metrics();
export async function save() {
  const parent = tracer.getSegment();
  const subsegment = parent.addNewSubsegment('save');
  tracer.setSegment(subsegment);
  try {
    await write();
  } catch (error) {
    tracer.addErrorAsMetadata(error);
    metrics.addMetric('SaveFailure', 'Count', 1);
  } finally {
    subsegment.close();
    tracer.setSegment(parent);
  }
}
`,
    },
    {
      name: 'a name from a constant object',
      code: `
import { Metrics } from '@aws-lambda-powertools/metrics';
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
const metrics = new Metrics();
const NAMES = { save: 'save' } as const;
export const save = () => tracer.provider.captureAsyncFunc(NAMES.save, async (subsegment) => {
  try {
    await write();
  } catch (error) {
    subsegment?.addError(error);
    metrics.addMetric('SaveFailure', 'Count', 1);
  } finally {
    subsegment?.close();
  }
});
`,
    },
    {
      name: 'a name from an enum',
      code: `
import { Metrics } from '@aws-lambda-powertools/metrics';
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
const metrics = new Metrics();
enum Name { Save = 'save' }
export const save = () => tracer.provider.captureAsyncFunc(Name.Save, async (subsegment) => {
  try {
    await write();
  } catch (error) {
    subsegment?.addError(error);
    metrics.addMetric('SaveFailure', 'Count', 1);
  } finally {
    subsegment?.close();
  }
});
`,
    },
    {
      name: 'a name from another module',
      code: `
import { SAVE } from './names';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
const metrics = new Metrics();
export const save = () => tracer.provider.captureAsyncFunc(SAVE, async (subsegment) => {
  try {
    await write();
  } catch (error) {
    subsegment?.addError(error);
    metrics.addMetric('SaveFailure', 'Count', 1);
  } finally {
    subsegment?.close();
  }
});
`,
    },
    {
      name: 'a metric on both branches',
      code: `
import { Metrics } from '@aws-lambda-powertools/metrics';
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
const metrics = new Metrics();
export const save = () => tracer.provider.captureAsyncFunc('save', async (subsegment) => {
  try {
    await write();
  } catch (error) {
    subsegment?.addError(error);
    if (isImportant(error)) {
      metrics.addMetric('Important', 'Count', 1);
    } else {
      metrics.addMetric('SaveFailure', 'Count', 1);
    }
  } finally {
    subsegment?.close();
  }
});
`,
    },
    {
      name: 'a switch with a default',
      code: `
import { Metrics } from '@aws-lambda-powertools/metrics';
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
const metrics = new Metrics();
export const save = () => tracer.provider.captureAsyncFunc('save', async (subsegment) => {
  try {
    await write();
  } catch (error) {
    subsegment?.addError(error);
    switch (error.name) {
      case 'A':
      default:
        metrics.addMetric('SaveFailure', 'Count', 1);
    }
  } finally {
    subsegment?.close();
  }
});
`,
    },
    {
      name: 'a metric in a finally inside the handler',
      code: `
import { Metrics } from '@aws-lambda-powertools/metrics';
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
const metrics = new Metrics();
export const save = () => tracer.provider.captureAsyncFunc('save', async (subsegment) => {
  try {
    await write();
  } catch (error) {
    subsegment?.addError(error);
    try {
      await cleanUp();
    } finally {
      metrics.addMetric('SaveFailure', 'Count', 1);
    }
  } finally {
    subsegment?.close();
  }
});
`,
    },
    {
      name: 'a guard around the mark',
      code: `
import { Metrics } from '@aws-lambda-powertools/metrics';
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
const metrics = new Metrics();
export const save = () => tracer.provider.captureAsyncFunc('save', async (subsegment) => {
  try {
    await write();
  } catch (error) {
    if (subsegment) {
      subsegment.addError(error);
    }
    metrics.addMetric('SaveFailure', 'Count', 1);
  } finally {
    subsegment?.close();
  }
});
`,
    },
    {
      name: 'a guard that leaves when there is no subsegment',
      code: `
import { Metrics } from '@aws-lambda-powertools/metrics';
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
const metrics = new Metrics();
export const save = () => tracer.provider.captureAsyncFunc('save', async (subsegment) => {
  try {
    await write();
  } catch (error) {
    metrics.addMetric('SaveFailure', 'Count', 1);
    if (subsegment === undefined) {
      return;
    }
    subsegment.addError(error);
  } finally {
    subsegment?.close();
  }
});
`,
    },
    {
      name: 'a single metric',
      code: `
import { Metrics } from '@aws-lambda-powertools/metrics';
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
const metrics = new Metrics();
export const save = () => tracer.provider.captureAsyncFunc('save', async (subsegment) => {
  try {
    await write();
  } catch (error) {
    subsegment?.addError(error);
    const metric = metrics.singleMetric();
    metric.addDimension('Operation', 'save');
    metric.addMetric('SaveFailure', 'Count', 1);
  } finally {
    subsegment?.close();
  }
});
`,
    },
    {
      name: 'objects from the own module of the user',
      code: `
import { metrics, tracer } from './powertools';
export const save = () => tracer.provider.captureAsyncFunc('save', async (subsegment) => {
  try {
    await write();
  } catch (error) {
    subsegment?.addError(error);
    metrics.addMetric('SaveFailure', 'Count', 1);
  } finally {
    subsegment?.close();
  }
});
`,
    },
    {
      name: 'factories from the own module of the user',
      code: `
import { getMetrics, getTracer } from './powertools';
const tracer = getTracer('save');
const metrics = getMetrics();
export const save = () => tracer.provider.captureAsyncFunc('save', async (subsegment) => {
  try {
    await write();
  } catch (error) {
    subsegment?.addError(error);
    metrics.addMetric('SaveFailure', 'Count', 1);
  } finally {
    subsegment?.close();
  }
});
`,
    },
    {
      name: 'namespace imports',
      code: `
import * as Metering from '@aws-lambda-powertools/metrics';
import * as Tracing from '@aws-lambda-powertools/tracer';
const tracer = new Tracing.Tracer();
const metrics = new Metering.Metrics();
export const save = () => tracer.provider.captureAsyncFunc('save', async (subsegment) => {
  try {
    await write();
  } catch (error) {
    subsegment?.addError(error);
    metrics.addMetric('SaveFailure', 'Count', 1);
  } finally {
    subsegment?.close();
  }
});
`,
    },
    {
      name: 'require',
      code: `
const { Metrics } = require('@aws-lambda-powertools/metrics');
const { Tracer } = require('@aws-lambda-powertools/tracer');
const tracer = new Tracer();
const metrics = new Metrics();
export const save = () => tracer.provider.captureAsyncFunc('save', async (subsegment) => {
  try {
    await write();
  } catch (error) {
    subsegment?.addError(error);
    metrics.addMetric('SaveFailure', 'Count', 1);
  } finally {
    subsegment?.close();
  }
});
`,
    },
    {
      name: 'aliases',
      code: `
import { Metrics } from '@aws-lambda-powertools/metrics';
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
const metrics = new Metrics();
export const save = () => tracer.provider.captureAsyncFunc('save', async (subsegment) => {
  try {
    await write();
  } catch (error) {
    const current = subsegment;
    const counting = metrics;
    current?.addError(error);
    counting.addMetric('SaveFailure', 'Count', 1);
  } finally {
    subsegment?.close();
  }
});
`,
    },
    {
      name: 'an optional tracer in a field',
      code: `
import type { Metrics } from '@aws-lambda-powertools/metrics';
import type { Tracer } from '@aws-lambda-powertools/tracer';
export class Repository {
  private readonly tracer?: Tracer;
  private readonly metrics: Metrics;
  constructor(options: { tracer?: Tracer; metrics: Metrics }) {
    this.tracer = options.tracer;
    this.metrics = options.metrics;
  }
  async save() {
    const subsegment = this.tracer?.getSegment()?.addNewSubsegment('save');
    try {
      await write();
    } catch (error) {
      if (this.tracer) {
        subsegment?.addError(error);
      }
      this.metrics.addMetric('SaveFailure', 'Count', 1);
    } finally {
      subsegment?.close();
    }
  }
}
`,
    },
    {
      name: 'objects destructured from typed parameters',
      code: `
import type { Metrics } from '@aws-lambda-powertools/metrics';
import type { Tracer } from '@aws-lambda-powertools/tracer';
interface Context { tracing: Tracer; metering: Metrics }
export const save = ({ tracing, metering }: Context) =>
  tracing.provider.captureAsyncFunc('save', async (subsegment) => {
    try {
      await write();
    } catch (error) {
      subsegment?.addError(error);
      metering.addMetric('SaveFailure', 'Count', 1);
    } finally {
      subsegment?.close();
    }
  });
`,
    },
    {
      name: 'a helper further down',
      code: `
import { Metrics } from '@aws-lambda-powertools/metrics';
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
const metrics = new Metrics();
export const save = () => tracer.provider.captureAsyncFunc('save', async (subsegment) => {
  try {
    await write();
  } catch (error) {
    record(subsegment, error);
  } finally {
    subsegment?.close();
  }
});

function record(current, error) {
  mark(current, error);
  metrics.addMetric('SaveFailure', 'Count', 1);
}
const mark = (current, error) => current?.addError(error);
`,
    },
    {
      name: 'an async helper that is awaited',
      code: `
import { Metrics } from '@aws-lambda-powertools/metrics';
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
const metrics = new Metrics();
export const save = () => tracer.provider.captureAsyncFunc('save', async (subsegment) => {
  try {
    await write();
  } catch (error) {
    await record(subsegment, error);
  } finally {
    subsegment?.close();
  }
});

async function record(current, error) {
  current?.addError(error);
  metrics.addMetric('SaveFailure', 'Count', 1);
}
`,
    },
    {
      name: 'a recursive helper',
      code: `
import { Metrics } from '@aws-lambda-powertools/metrics';
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
const metrics = new Metrics();
export const save = () => tracer.provider.captureAsyncFunc('save', async (subsegment) => {
  try {
    await write();
  } catch (error) {
    record(3, subsegment, error);
  } finally {
    subsegment?.close();
  }
});

function record(times, current, error) {
  if (times > 0) {
    return record(times - 1, current, error);
  }
  current?.addError(error);
  metrics.addMetric('SaveFailure', 'Count', 1);
}
`,
    },
    {
      name: 'a helper from elsewhere that is handed the subsegment and the metrics object',
      code: `
import { record } from './record';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
const metrics = new Metrics();
export const save = () => tracer.provider.captureAsyncFunc('save', async (subsegment) => {
  try {
    await write();
  } catch (error) {
    record(subsegment, metrics, error);
  } finally {
    subsegment?.close();
  }
});
`,
    },
    {
      name: 'recordFailure',
      code: `
import { createFailurePaths } from '@silent-failure/runtime';
import contract from './failure-paths.json';
const failurePaths = createFailurePaths(contract);
export const save = () => failurePaths.run('save', async (path) => {
  try {
    await write();
  } catch (error) {
    path.recordFailure(error);
  }
});
`,
    },
    {
      name: 'a rethrow out of run is recorded by run',
      code: `
import { createFailurePaths } from '@silent-failure/runtime';
import contract from './failure-paths.json';
const failurePaths = createFailurePaths(contract);
export const save = () => failurePaths.run('save', async (path) => {
  try {
    await write();
  } catch (error) {
    logger.error(error);
    throw error;
  }
});
`,
    },
    {
      name: 'failure paths from the own module of the user',
      code: `
import { failurePaths } from './failure-paths';
export const save = () => failurePaths.run('save', async (path) => {
  try {
    await write();
  } catch (error) {
    path.recordFailure(error);
  }
});
`,
    },
    {
      name: 'run opened in the handler',
      code: `
import { createFailurePaths } from '@silent-failure/runtime';
import contract from './failure-paths.json';
const failurePaths = createFailurePaths(contract);
export async function save() {
  try {
    await write();
  } catch (error) {
    await failurePaths.run('save', async (path) => {
      path.recordFailure(error);
    });
    return false;
  }
}
`,
    },
    {
      name: 'a path handed to a callback of map',
      code: `
import { createFailurePaths } from '@silent-failure/runtime';
import contract from './failure-paths.json';
const failurePaths = createFailurePaths(contract);
export const save = (items) => failurePaths.run('save', async (path) =>
  Promise.all(items.map(async (item) => {
    try {
      await write(item);
    } catch (error) {
      path.recordFailure(error);
    }
  })));
`,
    },
    {
      name: 'a promise handler that records',
      code: `
import { createFailurePaths } from '@silent-failure/runtime';
import contract from './failure-paths.json';
const failurePaths = createFailurePaths(contract);
export const save = () => failurePaths.run('save', (path) => write().catch((error) => path.recordFailure(error)));
`,
    },
    {
      name: 'the catch of a zod schema',
      code: `
import { z } from 'zod';
const schema = z.string();
export const lenient = schema.catch(() => '');
`,
    },
    {
      name: 'a logger of this file that records',
      code: `
import { createFailurePaths } from '@silent-failure/runtime';
import contract from './failure-paths.json';
const failurePaths = createFailurePaths(contract);
export const save = () => failurePaths.run('save', (path) => {
  const logger = { error: (error) => path.recordFailure(error) };
  return write().catch(logger.error);
});
`,
    },
    {
      name: 'a logger that settings say to record',
      code: `
import { logger } from './observability';
export const save = () => write().catch(logger.error);
`,
      settings: { 'silent-failure': { helpers: [{ module: './observability', name: 'logger.error', does: ['mark', 'emit'] }] } },
    },
    {
      name: 'a handler from elsewhere, which may be a logger or not',
      code: `
import { onFailure } from './elsewhere';
export const save = () => write().catch(onFailure);
export const store = (sentry) => write().catch(sentry.error);
`,
    },
    {
      name: 'promises are not checked, nor handlers that only log',
      code: `
export const save = () => write().catch(console.error);
`,
      options: [{ checkPromises: false }],
    },
    {
      name: 'promises are not checked',
      code: `
export const save = () => write().catch(() => undefined);
`,
      options: [{ checkPromises: false }],
    },
    {
      name: 'a handler that always rethrows, ignored',
      code: `
export async function save() {
  try {
    await write();
  } catch (error) {
    throw error;
  }
}
`,
      options: [{ ignoreRethrow: true }],
    },
    {
      name: 'a rejected promise, ignored',
      code: `
export async function save() {
  try {
    await write();
  } catch (error) {
    return Promise.reject(error);
  }
}
`,
      options: [{ ignoreRethrow: true }],
    },
    {
      name: 'the end of the process, ignored',
      code: `
export async function save() {
  try {
    await write();
  } catch (error) {
    process.exit(1);
  }
}
`,
      options: [{ ignoreRethrow: true }],
    },
    {
      name: 'the end of the process on the global object, ignored',
      code: `
export async function save() {
  try {
    await write();
  } catch (error) {
    globalThis.process.exit(1);
  }
}
`,
      options: [{ ignoreRethrow: true }],
    },
    {
      name: 'the end of the process by an import, ignored',
      code: `
import { exit } from 'node:process';
export async function save() {
  try {
    await write();
  } catch (error) {
    exit(1);
  }
}
`,
      options: [{ ignoreRethrow: true }],
    },
    {
      name: 'a retry loop that throws at last, ignored',
      code: `
export async function load() {
  let lastError;
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      return await read();
    } catch (error) {
      lastError = error;
    }
  }
  throw lastError;
}
`,
      options: [{ ignoreRethrow: true }],
    },
    {
      name: 'a record reported in batchItemFailures, ignored',
      code: `
export async function handler(event) {
  const batchItemFailures = [];
  for (const record of event.Records) {
    try {
      await work(record);
    } catch (error) {
      batchItemFailures.push({ itemIdentifier: record.messageId });
    }
  }
  return { batchItemFailures };
}
`,
      options: [{ ignoreRethrow: true }],
    },
    {
      name: 'a known error answered that is expected',
      code: `
export async function save() {
  try {
    await write();
  } catch (error) {
    if (error.name === 'ConditionalCheckFailedException') {
      return false;
    }
    throw error;
  }
}
`,
      options: [{ ignoreRethrow: true, allowExpected: ['ConditionalCheckFailedException'] }],
    },
    {
      name: 'an expected class',
      code: `
export async function save() {
  try {
    await write();
  } catch (error) {
    if (error instanceof NotFound) {
      return undefined;
    }
    throw error;
  }
}
`,
      options: [{ ignoreRethrow: true, allowExpected: ['NotFound'] }],
    },
    {
      name: 'only a metric is required',
      code: `
import { Metrics } from '@aws-lambda-powertools/metrics';
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
const metrics = new Metrics();
export async function save() {
  try {
    await write();
  } catch (error) {
    metrics.addMetric('SaveFailure', 'Count', 1);
  }
}
`,
      options: [{ require: ['metric'] }],
    },
    {
      name: 'a probe, ignored',
      code: `
export function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
`,
      options: [{ ignoreProbes: true }],
    },
  ],
  invalid: [
    {
      name: 'undefined, which an unknown subsegment may be elsewhere, tells nothing of tracing',
      code: `
import { Metrics } from '@aws-lambda-powertools/metrics';
const metrics = new Metrics();
export function mark(subsegment, error) {
  subsegment = undefined;
  subsegment.addErrorFlag();
}
export function load() {
  try {
    return read();
  } catch {
    while (undefined) {
      log();
    }
    metrics.addMetric('Failure', 'Count', 1);
    return null;
  }
}`,
      errors: [
        {
          messageId: 'missingSubsegment',
          data: { function: 'load', outcome: 'returns `null`', line: '16' },
          line: 11, column: 5, endLine: 11, endColumn: 10,
        },
      ],
    },
    {
      name: 'a name that is put together with what is handed in',
      code: `
import { Metrics } from '@aws-lambda-powertools/metrics';
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
const metrics = new Metrics();
const PREFIX = 'order';
export const save = (id) => tracer.provider.captureFunc(PREFIX + '_' + id, (subsegment) => {
  try {
    return JSON.parse(id);
  } catch (error) {
    subsegment?.addError(error);
    metrics.addMetric('SaveFailure', 'Count', 1);
  }
});
`,
      errors: [{ messageId: 'unnamedSubsegment', line: 10, column: 5, endLine: 10, endColumn: 10 }],
    },
    {
      name: 'a name in a template with what is handed in',
      code: `
import { Metrics } from '@aws-lambda-powertools/metrics';
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
const metrics = new Metrics();
const PREFIX = 'order';
export const save = (id) => tracer.provider.captureFunc(\`\${PREFIX}_\${id}\`, (subsegment) => {
  try {
    return JSON.parse(id);
  } catch (error) {
    subsegment?.addError(error);
    metrics.addMetric('SaveFailure', 'Count', 1);
  }
});
`,
      errors: [{ messageId: 'unnamedSubsegment', line: 10, column: 5, endLine: 10, endColumn: 10 }],
    },
    {
      name: 'a name in a list that is changed',
      code: `
import { Metrics } from '@aws-lambda-powertools/metrics';
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
const metrics = new Metrics();
const NAMES = ['save', 'load'];
NAMES.unshift(String(Date.now()));
export const save = (id) => tracer.provider.captureFunc(NAMES[0], (subsegment) => {
  try {
    return JSON.parse(id);
  } catch (error) {
    subsegment?.addError(error);
    metrics.addMetric('SaveFailure', 'Count', 1);
  }
});
`,
      errors: [{ messageId: 'unnamedSubsegment', line: 11, column: 5, endLine: 11, endColumn: 10 }],
    },
    {
      name: 'a name behind what is spread into a list',
      code: `
import { Metrics } from '@aws-lambda-powertools/metrics';
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
const metrics = new Metrics();
const NAMES = [...names(), 'save'];
export const save = (id) => tracer.provider.captureFunc(NAMES[1], (subsegment) => {
  try {
    return JSON.parse(id);
  } catch (error) {
    subsegment?.addError(error);
    metrics.addMetric('SaveFailure', 'Count', 1);
  }
});
`,
      errors: [{ messageId: 'unnamedSubsegment', line: 10, column: 5, endLine: 10, endColumn: 10 }],
    },
    {
      name: 'a CloudWatch metric of the value 0',
      code: `
import { CloudWatchClient, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
const client = new CloudWatchClient({});
export const save = () =>
  tracer.provider.captureAsyncFunc('save', async (subsegment) => {
    try {
      await write();
    } catch (error) {
      subsegment?.addError(error);
      const MetricData = [{ MetricName: 'SaveFailure', Value: 0 }];
      await client.send(new PutMetricDataCommand({ Namespace: 'Shop', MetricData }));
    } finally {
      subsegment?.close();
    }
  });
`,
      errors: [
        {
          messageId: 'missingMetric',
          data: { function: 'save', outcome: 'carries on', line: '14' },
          line: 10,
          column: 7,
          endLine: 10,
          endColumn: 12,
        },
      ],
    },
    {
      name: 'a decorator that computes the name',
      code: `
import { Metrics } from '@aws-lambda-powertools/metrics';
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
const metrics = new Metrics();
export class Orders {
  @tracer.captureMethod({ subSegmentName: \`save_\${Date.now()}\` })
  async save() {
    try {
      await write();
    } catch (error) {
      tracer.addErrorAsMetadata(error);
      metrics.addMetric('SaveFailure', 'Count', 1);
    }
  }
}
`,
      errors: [
        {
          messageId: 'unnamedSubsegment',
          line: 11,
          column: 7,
          endLine: 11,
          endColumn: 12,
        },
      ],
    },
    {
      name: 'types that are defined by themselves',
      code: `
type Tree = ReadonlyArray<string | Tree> | Partial<Tree> | Other;
type Other = Tree | Other;
export function count(tree: Tree, other: Other) {
  try {
    return tree.size(other.leaves.count());
  } catch {
    tree.record.failure();
    other.record();
    return 0;
  }
}`,
      errors: [
        {
          messageId: 'missingBoth',
          data: { function: 'count', outcome: 'returns `0`', line: '10' },
          line: 7, column: 5, endLine: 7, endColumn: 10,
        },
      ],
    },
    {
      name: 'an `exit` of the file, which ends nothing',
      code: `
const process = { exit() {} };
export async function save() {
  try {
    await write();
  } catch (error) {
    process.exit(1);
  }
}
`,
      options: [{ ignoreRethrow: true }],
      errors: [
        {
          messageId: 'missingBoth',
          data: { function: 'save', outcome: 'carries on', line: '8' },
          line: 6,
          column: 5,
          endLine: 6,
          endColumn: 10,
        },
      ],
    },
    {
      name: 'a failure that is only logged',
      code: `
export async function save() {
  try {
    await write();
  } catch (error) {
    console.error(error);
    return false;
  }
}
`,
      errors: [
        { messageId: 'missingBoth', data: { function: 'save', outcome: 'logs the failure and returns `false`', line: '7' }, line: 5, column: 5, endLine: 5, endColumn: 10 },
      ],
    },
    {
      name: 'a metric alone',
      code: `
import { Metrics } from '@aws-lambda-powertools/metrics';
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
const metrics = new Metrics();
export async function save() {
  try {
    await write();
  } catch (error) {
    metrics.addMetric('SaveFailure', 'Count', 1);
    return false;
  }
}
`,
      errors: [
        { messageId: 'missingSubsegment', line: 9, column: 5, endLine: 9, endColumn: 10 },
      ],
    },
    {
      name: 'a mark alone',
      code: `
import { Metrics } from '@aws-lambda-powertools/metrics';
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
const metrics = new Metrics();
export const save = () => tracer.provider.captureAsyncFunc('save', async (subsegment) => {
  try {
    await write();
  } catch (error) {
    subsegment?.addError(error);
  } finally {
    subsegment?.close();
  }
});
`,
      errors: [
        { messageId: 'missingMetric', line: 9, column: 5, endLine: 9, endColumn: 10 },
      ],
    },
    {
      name: 'close() does not mark',
      code: `
import { Metrics } from '@aws-lambda-powertools/metrics';
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
const metrics = new Metrics();
export const save = () => tracer.provider.captureAsyncFunc('save', async (subsegment) => {
  try {
    await write();
  } catch (error) {
    subsegment?.close();
    metrics.addMetric('SaveFailure', 'Count', 1);
  } finally {
    subsegment?.close();
  }
});
`,
      errors: [
        { messageId: 'missingSubsegment', line: 9, column: 5, endLine: 9, endColumn: 10 },
      ],
    },
    {
      name: 'addErrorAsMetadata outside of any subsegment does not',
      code: `
import { Metrics } from '@aws-lambda-powertools/metrics';
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
const metrics = new Metrics();
export async function save() {
  try {
    await write();
  } catch (error) {
    tracer.addErrorAsMetadata(error);
    metrics.addMetric('SaveFailure', 'Count', 1);
  }
}
`,
      errors: [
        { messageId: 'missingSubsegment', line: 9, column: 5, endLine: 9, endColumn: 10 },
      ],
    },
    {
      name: 'a decorated method whose catch swallows',
      code: `
import { Metrics } from '@aws-lambda-powertools/metrics';
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
const metrics = new Metrics();
export class Repository {
  @tracer.captureMethod()
  async save() {
    try {
      await write();
    } catch (error) {
      logger.error(error);
    }
  }
}
`,
      errors: [
        { messageId: 'missingBoth', line: 11, column: 7, endLine: 11, endColumn: 12 },
      ],
    },
    {
      name: 'a mark on the segment of the function',
      code: `
import { Metrics } from '@aws-lambda-powertools/metrics';
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
const metrics = new Metrics();
export async function save() {
  const segment = tracer.getSegment();
  try {
    await write();
  } catch (error) {
    segment.addError(error);
    metrics.addMetric('SaveFailure', 'Count', 1);
  }
}
`,
      errors: [
        { messageId: 'missingSubsegment', line: 10, column: 5, endLine: 10, endColumn: 10 },
      ],
    },
    {
      name: 'a computed name',
      code: `
import { Metrics } from '@aws-lambda-powertools/metrics';
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
const metrics = new Metrics();
export const save = () => tracer.provider.captureAsyncFunc('save_' + kind, async (subsegment) => {
  try {
    await write();
  } catch (error) {
    subsegment?.addError(error);
    metrics.addMetric('SaveFailure', 'Count', 1);
  } finally {
    subsegment?.close();
  }
});
`,
      errors: [
        { messageId: 'unnamedSubsegment', line: 9, column: 5, endLine: 9, endColumn: 10 },
      ],
    },
    {
      name: 'an empty name',
      code: `
import { Metrics } from '@aws-lambda-powertools/metrics';
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
const metrics = new Metrics();
export const save = () => tracer.provider.captureAsyncFunc('', async (subsegment) => {
  try {
    await write();
  } catch (error) {
    subsegment?.addError(error);
    metrics.addMetric('SaveFailure', 'Count', 1);
  } finally {
    subsegment?.close();
  }
});
`,
      errors: [
        { messageId: 'unnamedSubsegment', line: 9, column: 5, endLine: 9, endColumn: 10 },
      ],
    },
    {
      name: 'a metric on one branch',
      code: `
import { Metrics } from '@aws-lambda-powertools/metrics';
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
const metrics = new Metrics();
export const save = () => tracer.provider.captureAsyncFunc('save', async (subsegment) => {
  try {
    await write();
  } catch (error) {
    subsegment?.addError(error);
    if (isImportant(error)) {
      metrics.addMetric('SaveFailure', 'Count', 1);
    }
  } finally {
    subsegment?.close();
  }
});
`,
      errors: [
        { messageId: 'metricNotOnEveryPath', data: { function: 'save', outcome: 'carries on', line: '14' }, line: 9, column: 5, endLine: 9, endColumn: 10 },
      ],
    },
    {
      name: 'a mark behind an early return',
      code: `
import { Metrics } from '@aws-lambda-powertools/metrics';
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
const metrics = new Metrics();
export const save = () => tracer.provider.captureAsyncFunc('save', async (subsegment) => {
  try {
    await write();
  } catch (error) {
    metrics.addMetric('SaveFailure', 'Count', 1);
    if (isKnown(error)) {
      return;
    }
    subsegment?.addError(error);
  } finally {
    subsegment?.close();
  }
});
`,
      errors: [
        { messageId: 'subsegmentNotOnEveryPath', data: { function: 'save', outcome: 'returns', line: '12' }, line: 9, column: 5, endLine: 9, endColumn: 10 },
      ],
    },
    {
      name: 'a metric behind a short circuit',
      code: `
import { Metrics } from '@aws-lambda-powertools/metrics';
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
const metrics = new Metrics();
export const save = () => tracer.provider.captureAsyncFunc('save', async (subsegment) => {
  try {
    await write();
  } catch (error) {
    subsegment?.addError(error);
    isImportant(error) && metrics.addMetric('SaveFailure', 'Count', 1);
  } finally {
    subsegment?.close();
  }
});
`,
      errors: [
        { messageId: 'metricNotOnEveryPath', line: 9, column: 5, endLine: 9, endColumn: 10 },
      ],
    },
    {
      name: 'a metric on an object that may be absent',
      code: `
import { Metrics } from '@aws-lambda-powertools/metrics';
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
const metrics = new Metrics();
export const save = () => tracer.provider.captureAsyncFunc('save', async (subsegment) => {
  try {
    await write();
  } catch (error) {
    subsegment?.addError(error);
    metrics?.addMetric('SaveFailure', 'Count', 1);
  } finally {
    subsegment?.close();
  }
});
`,
      errors: [
        { messageId: 'metricNotOnEveryPath', line: 9, column: 5, endLine: 9, endColumn: 10 },
      ],
    },
    {
      name: 'a metric in a loop that may run zero times',
      code: `
import { Metrics } from '@aws-lambda-powertools/metrics';
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
const metrics = new Metrics();
export const save = () => tracer.provider.captureAsyncFunc('save', async (subsegment) => {
  try {
    await write();
  } catch (error) {
    subsegment?.addError(error);
    for (const item of items) {
      metrics.addMetric('SaveFailure', 'Count', 1);
    }
  } finally {
    subsegment?.close();
  }
});
`,
      errors: [
        { messageId: 'metricNotOnEveryPath', line: 9, column: 5, endLine: 9, endColumn: 10 },
      ],
    },
    {
      name: 'a switch without a default',
      code: `
import { Metrics } from '@aws-lambda-powertools/metrics';
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
const metrics = new Metrics();
export const save = () => tracer.provider.captureAsyncFunc('save', async (subsegment) => {
  try {
    await write();
  } catch (error) {
    subsegment?.addError(error);
    switch (error.name) {
      case 'A':
        metrics.addMetric('SaveFailure', 'Count', 1);
    }
  } finally {
    subsegment?.close();
  }
});
`,
      errors: [
        { messageId: 'metricNotOnEveryPath', line: 9, column: 5, endLine: 9, endColumn: 10 },
      ],
    },
    {
      name: 'a metric in a callback that may never run',
      code: `
import { Metrics } from '@aws-lambda-powertools/metrics';
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
const metrics = new Metrics();
export const save = () => tracer.provider.captureAsyncFunc('save', async (subsegment) => {
  try {
    await write();
  } catch (error) {
    subsegment?.addError(error);
    setTimeout(() => metrics.addMetric('SaveFailure', 'Count', 1));
  } finally {
    subsegment?.close();
  }
});
`,
      errors: [
        { messageId: 'missingMetric', line: 9, column: 5, endLine: 9, endColumn: 10 },
      ],
    },
    {
      name: 'a metric that an inner try may skip',
      code: `
import { Metrics } from '@aws-lambda-powertools/metrics';
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
const metrics = new Metrics();
export const save = () => tracer.provider.captureAsyncFunc('save', async (subsegment) => {
  try {
    await write();
  } catch (error) {
    subsegment?.addError(error);
    try {
      await cleanUp();
      metrics.addMetric('SaveFailure', 'Count', 1);
    } catch {
      return;
    }
    return;
  } finally {
    subsegment?.close();
  }
});
`,
      errors: [
        { messageId: 'metricNotOnEveryPath', line: 9, column: 5, endLine: 9, endColumn: 10 },
        { messageId: 'missingBoth', line: 14, column: 7, endLine: 14, endColumn: 12 },
      ],
    },
    {
      name: 'a metric in the finally of the same try',
      code: `
import { Metrics } from '@aws-lambda-powertools/metrics';
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
const metrics = new Metrics();
export const save = () => tracer.provider.captureAsyncFunc('save', async (subsegment) => {
  try {
    await write();
  } catch (error) {
    subsegment?.addError(error);
  } finally {
    metrics.addMetric('SaveFailure', 'Count', 1);
    subsegment?.close();
  }
});
`,
      errors: [
        { messageId: 'missingMetric', line: 9, column: 5, endLine: 9, endColumn: 10 },
      ],
    },
    {
      name: 'a guard on sampling around the metric',
      code: `
import { Metrics } from '@aws-lambda-powertools/metrics';
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
const metrics = new Metrics();
export const save = () => tracer.provider.captureAsyncFunc('save', async (subsegment) => {
  try {
    await write();
  } catch (error) {
    subsegment?.addError(error);
    if (tracer.isTraceSampled()) {
      metrics.addMetric('SaveFailure', 'Count', 1);
    }
  } finally {
    subsegment?.close();
  }
});
`,
      errors: [
        { messageId: 'metricNotOnEveryPath', line: 9, column: 5, endLine: 9, endColumn: 10 },
      ],
    },
    {
      name: 'the value 0',
      code: `
import { Metrics } from '@aws-lambda-powertools/metrics';
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
const metrics = new Metrics();
export const save = () => tracer.provider.captureAsyncFunc('save', async (subsegment) => {
  try {
    await write();
  } catch (error) {
    subsegment?.addError(error);
    metrics.addMetric('SaveFailure', 'Count', 0);
  } finally {
    subsegment?.close();
  }
});
`,
      errors: [
        { messageId: 'missingMetric', line: 9, column: 5, endLine: 9, endColumn: 10 },
      ],
    },
    {
      name: 'a local class with a method of the same name',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
class Metrics { addMetric(name, unit, value) {} }
const tracer = new Tracer();
const metrics = new Metrics();
export const save = () => tracer.provider.captureAsyncFunc('save', async (subsegment) => {
  try {
    await write();
  } catch (error) {
    subsegment?.addError(error);
    metrics.addMetric('SaveFailure', 'Count', 1);
  } finally {
    subsegment?.close();
  }
});
`,
      errors: [
        { messageId: 'missingMetric', line: 9, column: 5, endLine: 9, endColumn: 10 },
      ],
    },
    {
      name: 'product telemetry',
      code: `
import { Metrics } from '@aws-lambda-powertools/metrics';
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
const metrics = new Metrics();
export const save = () => tracer.provider.captureAsyncFunc('save', async (subsegment) => {
  try {
    await write();
  } catch (error) {
    subsegment?.addError(error);
    sendMetrics({ name: 'SaveFailure' });
  } finally {
    subsegment?.close();
  }
});
`,
      errors: [
        { messageId: 'missingMetric', line: 9, column: 5, endLine: 9, endColumn: 10 },
      ],
    },
    {
      name: 'a circuit breaker with a method recordFailure',
      code: `
export async function save() {
  try {
    await write();
  } catch (error) {
    this.breaker.recordFailure(name);
  }
}
`,
      errors: [
        { messageId: 'missingBoth', line: 5, column: 5, endLine: 5, endColumn: 10 },
      ],
    },
    {
      name: 'a helper that does it on one path only',
      code: `
import { Metrics } from '@aws-lambda-powertools/metrics';
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
const metrics = new Metrics();
export const save = () => tracer.provider.captureAsyncFunc('save', async (subsegment) => {
  try {
    await write();
  } catch (error) {
    record(subsegment, error);
  } finally {
    subsegment?.close();
  }
});

function record(current, error) {
  current?.addError(error);
  if (error.isImportant) {
    metrics.addMetric('SaveFailure', 'Count', 1);
  }
}
`,
      errors: [
        { messageId: 'metricNotOnEveryPath', line: 9, column: 5, endLine: 9, endColumn: 10 },
      ],
    },
    {
      name: 'an async helper that is not awaited',
      code: `
import { Metrics } from '@aws-lambda-powertools/metrics';
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
const metrics = new Metrics();
export const save = () => tracer.provider.captureAsyncFunc('save', async (subsegment) => {
  try {
    await write();
  } catch (error) {
    record(subsegment, error);
  } finally {
    subsegment?.close();
  }
});

async function record(current, error) {
  current?.addError(error);
  metrics.addMetric('SaveFailure', 'Count', 1);
}
`,
      errors: [
        { messageId: 'missingBoth', line: 9, column: 5, endLine: 9, endColumn: 10 },
      ],
    },
    {
      name: 'a helper that is not handed the subsegment',
      code: `
import { Metrics } from '@aws-lambda-powertools/metrics';
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
const metrics = new Metrics();
export const save = () => tracer.provider.captureAsyncFunc('save', async (subsegment) => {
  try {
    await write();
  } catch (error) {
    record(error);
  } finally {
    subsegment?.close();
  }
});

function record(error, current) {
  current?.addError(error);
  metrics.addMetric('SaveFailure', 'Count', 1);
}
record(new Error(), tracer.getSegment().addNewSubsegment('other'));
`,
      errors: [
        { messageId: 'missingSubsegment', line: 9, column: 5, endLine: 9, endColumn: 10 },
      ],
    },
    {
      name: 'a helper from elsewhere that is handed neither',
      code: `
import { handle } from './handle';
export async function save() {
  try {
    await write();
  } catch (error) {
    handle(error);
  }
}
`,
      errors: [
        { messageId: 'missingBoth', line: 6, column: 5, endLine: 6, endColumn: 10 },
      ],
    },
    {
      name: 'run without recordFailure',
      code: `
import { createFailurePaths } from '@silent-failure/runtime';
import contract from './failure-paths.json';
const failurePaths = createFailurePaths(contract);
export const save = () => failurePaths.run('save', async (path) => {
  try {
    await write();
  } catch (error) {
    logger.error(error);
  }
});
`,
      errors: [
        {
          messageId: 'missingBoth',
          line: 8,
          column: 5,
          endLine: 8,
          endColumn: 10,
          suggestions: [
            {
              messageId: 'recordFailure',
              data: { statement: 'path.recordFailure(error);' },
              output: `
import { createFailurePaths } from '@silent-failure/runtime';
import contract from './failure-paths.json';
const failurePaths = createFailurePaths(contract);
export const save = () => failurePaths.run('save', async (path) => {
  try {
    await write();
  } catch (error) {
    path.recordFailure(error);
    logger.error(error);
  }
});
`,
            },
          ],
        },
      ],
    },
    {
      name: 'recordFailure on one branch',
      code: `
import { createFailurePaths } from '@silent-failure/runtime';
import contract from './failure-paths.json';
const failurePaths = createFailurePaths(contract);
export const save = () => failurePaths.run('save', async (path) => {
  try {
    await write();
  } catch (error) {
    if (isImportant(error)) {
      path.recordFailure(error);
    }
    return false;
  }
});
`,
      errors: [
        { messageId: 'subsegmentNotOnEveryPath', line: 8, column: 5, endLine: 8, endColumn: 10 },
        { messageId: 'metricNotOnEveryPath', line: 8, column: 5, endLine: 8, endColumn: 10 },
      ],
    },
    {
      name: 'a throw in run that an outer catch swallows',
      code: `
import { createFailurePaths } from '@silent-failure/runtime';
import contract from './failure-paths.json';
const failurePaths = createFailurePaths(contract);
export const save = () => failurePaths.run('save', async (path) => {
  try {
    try {
      await write();
    } catch (error) {
      throw new Error('save', { cause: error });
    }
  } catch (error) {
    path.recordFailure(error);
  }
});
`,
      errors: [
        { messageId: 'missingBoth', line: 9, column: 7, endLine: 9, endColumn: 12 },
      ],
    },
    {
      name: 'a promise handler',
      code: `
export const save = () => write().catch(() => undefined);
`,
      errors: [
        { messageId: 'missingBoth', line: 2, column: 35, endLine: 2, endColumn: 40 },
      ],
    },
    {
      name: 'a promise that is chained onto itself over and over',
      code: `
export function all(promise) {
  let chain = promise;
  chain = chain.then(one).then(chain);
  chain = chain.then(two).then(chain);
  chain = chain.then(three).then(chain);
  chain = chain.then(four).then(chain);
  return chain.catch(() => undefined);
}
`,
      errors: [{ messageId: 'missingBoth', line: 8, column: 16, endLine: 8, endColumn: 21 }],
    },
    {
      name: 'the second argument of then',
      code: `
export const save = () => write().then(done, (error) => logger.warn(error));
`,
      errors: [
        { messageId: 'missingBoth', line: 2, column: 35, endLine: 2, endColumn: 39 },
      ],
    },
    {
      name: 'functions without a name of their own',
      code: `
exports.handler = async () => { try { await write(); } catch {} };
let save;
save = () => write().catch(() => {});
export default async function () { try { await write(); } catch {} }
export const wrapped = middy({ run: (event) => event }, async () => { try { await write(); } catch {} });
try { load(); } catch {}
`,
      errors: ['handler', 'save', 'default export', 'wrapped', 'module level'].map((name, index) => ({
        message: `\`${name}\` carries on (line ${[2, 4, 5, 6, 7][index]}), and nothing shows it: mark the failure on a named X-Ray subsegment and emit a metric.`,
      })),
    },
    {
      name: 'a handler that is a method of a logger',
      code: `
export const save = () => write().catch(console.error);
export const store = () => write().then(done, this.logger.warn);
export const load = () => read()
  .catch(logger.error.bind(logger, 'no'));
`,
      errors: [
        {
          message:
            '`save` logs the failure and carries on (line 2), and nothing shows it: mark the failure on a named X-Ray subsegment and emit a metric.',
          line: 2, column: 35, endLine: 2, endColumn: 40,
        },
        { messageId: 'missingBoth', line: 3, column: 36, endLine: 3, endColumn: 40 },
        { messageId: 'missingBoth', line: 5, column: 4, endLine: 5, endColumn: 9 },
      ],
    },
    {
      name: 'a method of a logger where a metric is enough',
      code: `
export const save = () => write().catch(console.error);
`,
      options: [{ require: ['metric'] }],
      errors: [{ messageId: 'missingMetric', line: 2 }],
    },
    {
      name: 'a handler by name',
      code: `
const ignore = () => {};
export const save = () => write().catch(ignore);
`,
      errors: [
        { messageId: 'missingBoth', line: 3, column: 35, endLine: 3, endColumn: 40 },
      ],
    },
    {
      name: 'a bound method',
      code: `
export class Repository {
  save() {
    return write().catch(this.onError.bind(this));
  }
  onError(error) {
    logger.error(error);
  }
}
`,
      errors: [
        { messageId: 'missingBoth', line: 4, column: 20, endLine: 4, endColumn: 25 },
      ],
    },
    {
      name: 'a handler that always rethrows',
      code: `
export async function save() {
  try {
    await write();
  } catch (error) {
    throw error;
  }
}
`,
      errors: [
        { messageId: 'missingBoth', line: 5, column: 5, endLine: 5, endColumn: 10 },
      ],
    },
    {
      name: 'a retry loop that gives up in silence',
      code: `
export async function load() {
  let lastError;
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      return await read();
    } catch (error) {
      lastError = error;
    }
  }
  return undefined;
}
`,
      options: [{ ignoreRethrow: true }],
      errors: [
        { messageId: 'missingBoth', line: 7, column: 7, endLine: 7, endColumn: 12 },
      ],
    },
    {
      name: 'a known error answered',
      code: `
export async function save() {
  try {
    await write();
  } catch (error) {
    if (error.name === 'ConditionalCheckFailedException') {
      return false;
    }
    throw error;
  }
}
`,
      options: [{ ignoreRethrow: true }],
      errors: [
        { messageId: 'missingBoth', line: 5, column: 5, endLine: 5, endColumn: 10 },
      ],
    },
    {
      name: 'one type is handled, everything else falls through',
      code: `
export async function save() {
  try {
    await write();
  } catch (error) {
    if (error instanceof NotFound) {
      throw error;
    }
    return { statusCode: 201 };
  }
}
`,
      options: [{ ignoreRethrow: true }],
      errors: [
        { messageId: 'missingBoth', line: 5, column: 5, endLine: 5, endColumn: 10 },
      ],
    },
    {
      name: 'a probe',
      code: `
export function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
`,
      errors: [
        { messageId: 'missingBoth', line: 5, column: 5, endLine: 5, endColumn: 10 },
      ],
    },
    {
      name: 'an awaited call is no probe',
      code: `
export async function save() {
  try {
    await write();
  } catch (error) {
    return undefined;
  }
}
`,
      options: [{ ignoreProbes: true }],
      errors: [
        { messageId: 'missingBoth', line: 5, column: 5, endLine: 5, endColumn: 10 },
      ],
    },
  ],
});
