import { matchFailurePath } from '../../../eslint-plugin/src/rules/match-failure-path';
import { testRule } from '../../support/rule-tester';

const LAMBDA = { Lambda: '{function_name}' };
const contract = {
  load: { file: 'src/load.ts', mark: 'error', metric: { namespace: 'Shop', name: 'LoadFailure', dimensions: LAMBDA } },
  save: { file: 'src/save.ts', mark: 'fault', metric: { namespace: 'Shop', name: 'SaveFailure', dimensions: { Operation: 'save', ...LAMBDA } } },
  first: { file: 'src/two.ts', mark: 'fault', metric: { namespace: 'Shop', name: 'FirstFailure', dimensions: LAMBDA } },
  second: { file: 'src/two.ts', mark: 'fault', metric: { namespace: 'Shop', name: 'SecondFailure', dimensions: LAMBDA } },
};
const options = [{ contract }];
const load = { filename: 'src/load.ts', options };
const save = { filename: 'src/save.ts', options };
const two = { filename: 'src/two.ts', options };

const TRACER = `import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
`;
const POWERTOOLS = `import { Metrics } from '@aws-lambda-powertools/metrics';
`;
const METRICS = `${POWERTOOLS}const metrics = new Metrics({ namespace: 'Shop' });
`;
const FITTING = `${METRICS}metrics.clearDefaultDimensions();
metrics.setDefaultDimensions({ Lambda: process.env.AWS_LAMBDA_FUNCTION_NAME });
`;
const CLOUDWATCH = `import { CloudWatch } from '@aws-sdk/client-cloudwatch';
const cloudWatch = new CloudWatch({});
`;
const EMBEDDED = `import { createMetricsLogger } from 'aws-embedded-metrics';
const logger = createMetricsLogger();
`;

const LOAD = (failed: string) => `export const handler = (event) => tracer.provider.captureAsyncFunc('load', async (subsegment) => {
  try { return await work(event); } catch (error) {
    subsegment?.addErrorFlag();
    ${failed}
    return undefined;
  } finally { subsegment?.close(); }
});`;
const RUN = `import { failurePaths } from './failure-paths';
`;

testRule('match-failure-path, names of metrics', matchFailurePath, {
  valid: [
    {
      name: 'the metric of the path',
      ...load,
      code: `${TRACER}${FITTING}${LOAD("metrics.addMetric('LoadFailure', 'Count', 1);")}`,
    },
    {
      name: 'a name that is imported',
      ...load,
      code: `${TRACER}${FITTING}import { LOAD_FAILURE } from './names';\n${LOAD("metrics.addMetric(LOAD_FAILURE, 'Count', 1);")}`,
    },
    {
      name: 'a name that is one of two',
      ...load,
      code: `${TRACER}${FITTING}${LOAD("metrics.addMetric(event.old ? 'LoadFailed' : 'LoadFailure', 'Count', 1);")}`,
    },
    {
      name: 'the value 0 emits nothing',
      ...load,
      code: `${TRACER}${FITTING}${LOAD("metrics.addMetric('LoadSuccess', 'Count', 0);")}`,
    },
    {
      name: 'a method of that name on an object of this file',
      ...load,
      code: `${TRACER}class Statistics { addMetric(name) { this.last = name; } }
const statistics = new Statistics();
${LOAD("statistics.addMetric('LoadFailed', 'Count', 1);")}`,
    },
    {
      name: 'after the subsegment',
      ...load,
      code: `${TRACER}${METRICS}export async function handler(event) {
  await tracer.provider.captureAsyncFunc('load', async (subsegment) => {
    await work(event);
    subsegment?.close();
  });
  metrics.addMetric('Loaded', 'Count', 1);
}`,
    },
    {
      name: 'under a subsegment inside',
      ...load,
      code: `${TRACER}${METRICS}${LOAD(`await tracer.provider.captureAsyncFunc('fallback', async (inner) => {
      metrics.addMetric('FallbackUsed', 'Count', 1);
      inner?.close();
    });`)}`,
    },
    {
      name: 'under a subsegment inside that is opened by hand',
      ...load,
      code: `${TRACER}${METRICS}${LOAD(`const inner = subsegment?.addNewSubsegment('fallback');
    metrics.addMetric('FallbackUsed', 'Count', 1);
    inner?.close();`)}`,
    },
    {
      name: 'a helper that two paths hand their own names',
      ...two,
      code: `${TRACER}${FITTING}export const one = (event) => tracer.provider.captureAsyncFunc('first', async (subsegment) => {
  await read(event).catch((error) => fail(subsegment, error, 'FirstFailure'));
  subsegment?.close();
});
export const two = (event) => tracer.provider.captureAsyncFunc('second', async (subsegment) => {
  await write(event).catch((error) => fail(subsegment, error, 'SecondFailure'));
  subsegment?.close();
});
function fail(subsegment, error, name) {
  subsegment?.addError(error);
  metrics.addMetric(name, 'Count', 1);
}`,
    },
    {
      name: 'in another branch than a subsegment that is opened to be marked',
      ...load,
      code: `${TRACER}${METRICS}export async function handler(event) {
  const { failed } = await work(event);
  if (failed.length > 0) {
    await tracer.provider.captureAsyncFunc('load', async (subsegment) => { subsegment?.addErrorFlag(); subsegment?.close(); });
  } else {
    metrics.addMetric('Loaded', 'Count', 1);
  }
}`,
    },
    {
      name: 'beside two subsegments that are opened to be marked, each with its own',
      ...two,
      code: `${TRACER}${FITTING}export async function handler(event) {
  try { await work(event); } catch (error) {
    await tracer.provider.captureAsyncFunc('first', async (subsegment) => { subsegment?.addError(error); subsegment?.close(); });
    metrics.addMetric('FirstFailure', 'Count', 1);
    await tracer.provider.captureAsyncFunc('second', async (subsegment) => { subsegment?.addError(error); subsegment?.close(); });
    metrics.addMetric('SecondFailure', 'Count', 1);
  }
}`,
    },
    {
      name: 'the runtime counts by itself',
      ...load,
      code: `${RUN}export const handler = (error) => failurePaths().run('load', async (path) => path.recordFailure(error));`,
    },
    {
      name: 'a counter of OpenTelemetry of the name of the path',
      ...save,
      code: `import { metrics, trace } from '@opentelemetry/api';
const failures = metrics.getMeter('shop').createCounter('SaveFailure');
export const handler = (event) => trace.getTracer('shop').startActiveSpan('save', async (span) => {
  try { await work(event); } catch (error) { span.recordException(error); failures.add(1); } finally { span.end(); }
});`,
    },
  ],
  invalid: [
    {
      name: 'a metric that no alarm watches',
      ...load,
      code: `${TRACER}${FITTING}${LOAD("metrics.addMetric('LoadFailed', 'Count', 1);")}`,
      errors: [
        { messageId: 'wrongMetric', data: { name: 'LoadFailed', path: 'load', line: '', metric: 'LoadFailure' }, line: 10, column: 5, endLine: 10, endColumn: 48 },
      ],
    },
    {
      name: 'on one of two ways',
      ...load,
      code: `${TRACER}${FITTING}${LOAD(`if (event.retry) { metrics.addMetric('LoadFailure', 'Count', 1); } else {
      metrics.addMetric('LoadGivenUp', 'Count', 1);
    }`)}`,
      errors: [
        { messageId: 'wrongMetric', data: { name: 'LoadGivenUp', path: 'load', line: '', metric: 'LoadFailure' }, line: 11, column: 7, endLine: 11, endColumn: 51 },
      ],
    },
    {
      name: 'beside the metric of the path, on success',
      ...load,
      code: `${TRACER}${FITTING}export const handler = (event) => tracer.provider.captureAsyncFunc('load', async (subsegment) => {
  try {
    await work(event);
    metrics.addMetric('Loaded', 'Count', 1);
  } catch (error) {
    subsegment?.addErrorFlag();
    metrics.addMetric('LoadFailure', 'Count', 1);
  } finally { subsegment?.close(); }
});`,
      errors: [{ messageId: 'wrongMetric', data: { name: 'Loaded', path: 'load', line: '', metric: 'LoadFailure' }, line: 10, column: 5, endLine: 10, endColumn: 44 }],
    },
    {
      name: 'a name in an enum',
      ...load,
      code: `${TRACER}${FITTING}enum Name { Load = 'LoadFailures' }\n${LOAD("metrics.addMetric(Name.Load, 'Count', 1);")}`,
      errors: [
        { messageId: 'wrongMetric', data: { name: 'LoadFailures', path: 'load', line: '', metric: 'LoadFailure' }, line: 11, column: 5, endLine: 11, endColumn: 45 },
      ],
    },
    {
      name: 'a name that is put together',
      ...load,
      code: `${TRACER}${FITTING}const PREFIX = 'Load';\n${LOAD("metrics.addMetric(`${PREFIX}Failed`, 'Count', 1);")}`,
      errors: [
        { messageId: 'wrongMetric', data: { name: 'LoadFailed', path: 'load', line: '', metric: 'LoadFailure' }, line: 11, column: 5, endLine: 11, endColumn: 53 },
      ],
    },
    {
      name: 'metrics from elsewhere',
      ...load,
      code: `${TRACER}import { metrics } from './metrics';\n${LOAD("metrics.addMetric('LoadFailed', 'Count', 1);")}`,
      errors: [
        { messageId: 'wrongMetric', data: { name: 'LoadFailed', path: 'load', line: '', metric: 'LoadFailure' }, line: 7, column: 5, endLine: 7, endColumn: 48 },
      ],
    },
    {
      name: 'by a same-file helper that is handed the name',
      ...load,
      code: `${TRACER}${FITTING}${LOAD("count(metrics, 'LoadFailed');")}
function count(emitter: Metrics, name: string) { emitter.addMetric(name, 'Count', 1); }`,
      errors: [
        { messageId: 'wrongMetric', data: { name: 'LoadFailed', path: 'load', line: ' (line 14)', metric: 'LoadFailure' }, line: 10, column: 5, endLine: 10, endColumn: 33 },
      ],
    },
    {
      name: "a helper that two paths hand each other's names",
      ...two,
      code: `${TRACER}${FITTING}export const one = (event) => tracer.provider.captureAsyncFunc('first', async (subsegment) => {
  await read(event).catch((error) => fail(subsegment, error, 'SecondFailure'));
  subsegment?.close();
});
export const two = (event) => tracer.provider.captureAsyncFunc('second', async (subsegment) => {
  await write(event).catch((error) => fail(subsegment, error, 'FirstFailure'));
  subsegment?.close();
});
function fail(subsegment, error, name) {
  subsegment?.addError(error);
  metrics.addMetric(name, 'Count', 1);
}`,
      errors: [
        { messageId: 'wrongMetric', data: { name: 'SecondFailure', path: 'first', line: ' (line 17)', metric: 'FirstFailure' }, line: 8, column: 38, endLine: 8, endColumn: 78 },
        { messageId: 'wrongMetric', data: { name: 'FirstFailure', path: 'second', line: ' (line 17)', metric: 'SecondFailure' }, line: 12, column: 39, endLine: 12, endColumn: 78 },
      ],
    },
    {
      name: 'a wrapper that is handed names and work',
      ...two,
      code: `${TRACER}${FITTING}const guarded = (name, { metric, work }) => tracer.provider.captureAsyncFunc(name, async (subsegment) => {
  try { return await work(); } catch (error) {
    subsegment?.addError(error);
    metrics.addMetric(metric, 'Count', 1);
    return undefined;
  } finally { subsegment?.close(); }
});
export const one = (event) => guarded('first', { metric: 'FirstFailure', work: () => read(event) });
export const two = (event) => guarded('second', { metric: 'SecondFailed', work: () => write(event) });`,
      errors: [
        {
          messageId: 'wrongMetric',
          data: { name: 'SecondFailed', path: 'second', line: ' (line 10)', metric: 'SecondFailure' },
          line: 15, column: 31, endLine: 15, endColumn: 102,
        },
      ],
    },
    {
      name: 'beside a subsegment that is opened once the failure is there, to be marked',
      ...load,
      code: `${TRACER}${FITTING}export async function handler(event) {
  try { return await work(event); } catch (error) {
    await tracer.provider.captureAsyncFunc('load', async (subsegment) => { subsegment?.addErrorFlag(); subsegment?.close(); });
    metrics.addMetric('LoadFailed', 'Count', 1);
    return undefined;
  }
}`,
      errors: [
        { messageId: 'wrongMetric', data: { name: 'LoadFailed', path: 'load', line: '', metric: 'LoadFailure' }, line: 10, column: 5, endLine: 10, endColumn: 48 },
      ],
    },
    {
      name: 'in the branch of a subsegment that is opened to be marked',
      ...load,
      code: `${TRACER}${FITTING}export async function handler(event) {
  const { failed } = await work(event);
  if (failed.length > 0) {
    await tracer.provider.captureAsyncFunc('load', async (subsegment) => { subsegment?.addErrorFlag(); subsegment?.close(); });
    metrics.addMetric('LoadFailed', 'Count', failed.length);
  }
}`,
      errors: [
        { messageId: 'wrongMetric', data: { name: 'LoadFailed', path: 'load', line: '', metric: 'LoadFailure' }, line: 11, column: 5, endLine: 11, endColumn: 60 },
      ],
    },
    {
      name: 'beside two subsegments that are opened to be marked',
      ...two,
      code: `${TRACER}${FITTING}export async function handler(event) {
  try { await work(event); } catch (error) {
    await tracer.provider.captureAsyncFunc('first', async (subsegment) => { subsegment?.addError(error); subsegment?.close(); });
    metrics.addMetric('FirstFailure', 'Count', 1);
    await tracer.provider.captureAsyncFunc('second', async (subsegment) => { subsegment?.addError(error); subsegment?.close(); });
    metrics.addMetric('OtherFailure', 'Count', 1);
  }
}`,
      errors: [
        { messageId: 'wrongMetric', data: { name: 'OtherFailure', path: 'first', line: '', metric: 'FirstFailure' }, line: 12, column: 5, endLine: 12, endColumn: 50 },
      ],
    },
    {
      name: 'one of two metrics in PutMetricData',
      ...load,
      code: `${TRACER}import { CloudWatchClient, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
const client = new CloudWatchClient({});
const Dimensions = [{ Name: 'Lambda', Value: process.env.AWS_LAMBDA_FUNCTION_NAME }];
${LOAD(`const command = new PutMetricDataCommand({
      Namespace: 'Shop',
      MetricData: [{ MetricName: 'LoadFailure', Value: 1, Dimensions }, { MetricName: 'Failures', Value: 1 }],
    });
    await client.send(command);`)}`,
      errors: [{ messageId: 'wrongMetric', data: { name: 'Failures', path: 'load', line: '', metric: 'LoadFailure' }, line: 13, column: 11, endLine: 13, endColumn: 31 }],
    },
    {
      name: 'in addition to what the runtime counts',
      ...load,
      code: `${RUN}import { metrics } from './metrics';
export const handler = (error) => failurePaths().run('load', async (path) => {
  path.recordFailure(error);
  metrics.addMetric('LoadFailed', 'Count', 1);
});`,
      errors: [
        { messageId: 'wrongMetric', data: { name: 'LoadFailed', path: 'load', line: '', metric: 'LoadFailure' }, line: 5, column: 3, endLine: 5, endColumn: 46 },
      ],
    },
    {
      name: 'embedded metrics',
      ...load,
      code: `${TRACER}${EMBEDDED}${LOAD("logger.putMetric('LoadFailed', 1);")}`,
      errors: [{ messageId: 'wrongMetric', data: { name: 'LoadFailed', path: 'load', line: '', metric: 'LoadFailure' }, line: 8, column: 5, endLine: 8, endColumn: 38 }],
    },
    {
      name: 'embedded metrics, in their scope',
      ...load,
      code: `${TRACER}import { metricScope } from 'aws-embedded-metrics';
export const handler = metricScope((metrics) => (event) => tracer.provider.captureAsyncFunc('load', async (subsegment) => {
  try { await work(event); } catch (error) { subsegment?.addErrorFlag(); metrics.putMetric('LoadFailed', 1); } finally { subsegment?.close(); }
}));`,
      errors: [{ messageId: 'wrongMetric', data: { name: 'LoadFailed', path: 'load', line: '', metric: 'LoadFailure' }, line: 5, column: 74, endLine: 5, endColumn: 108 }],
    },
    {
      name: 'a counter of OpenTelemetry of another name',
      ...save,
      code: `import { metrics, trace } from '@opentelemetry/api';
const failures = metrics.getMeter('shop').createCounter('SaveFailures');
export const handler = (event) => trace.getTracer('shop').startActiveSpan('save', async (span) => {
  try { await work(event); } catch (error) { span.recordException(error); failures.add(1); } finally { span.end(); }
});`,
      errors: [{ messageId: 'wrongMetric', data: { name: 'SaveFailures', path: 'save', line: '', metric: 'SaveFailure' }, line: 4, column: 75, endLine: 4, endColumn: 90 }],
    },
  ],
});

testRule('match-failure-path, namespaces of metrics', matchFailurePath, {
  valid: [
    {
      name: 'Powertools with the namespace of its environment',
      ...load,
      code: `${TRACER}${FITTING.replace("{ namespace: 'Shop' }", '')}${LOAD("metrics.addMetric('LoadFailure', 'Count', 1);")}`,
    },
    {
      name: 'PutMetricData with a namespace from elsewhere',
      ...load,
      code: `${TRACER}${CLOUDWATCH}${LOAD('await cloudWatch.putMetricData({ Namespace: event.namespace, MetricData: [event.datum] });')}`,
    },
    {
      name: 'embedded metrics whose namespace is set on one way',
      ...load,
      code: `${TRACER}${EMBEDDED}${LOAD("if (event.own) { logger.setNamespace('Store'); }\n    logger.setDimensions({ Lambda: event.name });\n    logger.putMetric('LoadFailure', 1);")}`,
    },
  ],
  invalid: [
    {
      name: 'Powertools',
      ...load,
      code: `${TRACER}${FITTING.replace('Shop', 'shop')}${LOAD("metrics.addMetric('LoadFailure', 'Count', 1);")}`,
      errors: [{ messageId: 'wrongNamespace', data: { path: 'load', line: '', namespace: 'shop', expected: 'Shop' }, line: 10, column: 5, endLine: 10, endColumn: 49 }],
    },
    {
      name: 'Powertools, handed on where its dimensions may be changed',
      ...load,
      code: `${TRACER}${METRICS.replace('Shop', 'shop')}import { configure } from './configure';
configure({ metrics });
${LOAD("metrics.addMetric('LoadFailure', 'Count', 1);")}`,
      errors: [{ messageId: 'wrongNamespace', data: { path: 'load', line: '', namespace: 'shop', expected: 'Shop' }, line: 10, column: 5, endLine: 10, endColumn: 49 }],
    },
    {
      name: 'singleMetric, which has that of its parent',
      ...load,
      code: `${TRACER}${FITTING.replace('Shop', 'Store')}${LOAD(`const single = metrics.singleMetric();
    single.clearDefaultDimensions();
    single.addDimension('Lambda', event.name).addMetric('LoadFailure', 'Count', 1);`)}`,
      errors: [
        {
          messageId: 'wrongNamespace',
          data: { path: 'load', line: '', namespace: 'Store', expected: 'Shop' },
          line: 12, column: 5, endLine: 12, endColumn: 83,
        },
      ],
    },
    {
      name: 'PutMetricData of metrics from elsewhere',
      ...load,
      code: `${TRACER}${CLOUDWATCH}${LOAD("await cloudWatch.putMetricData({ Namespace: 'Store', MetricData: [event.datum] });")}`,
      errors: [
        {
          messageId: 'wrongNamespace',
          data: { path: 'load', line: '', namespace: 'Store', expected: 'Shop' },
          line: 8, column: 11, endLine: 8, endColumn: 86,
        },
      ],
    },
    {
      name: 'PutMetricData by a helper that makes the request',
      ...load,
      code: `${TRACER}${CLOUDWATCH}const Dimensions = [{ Name: 'Lambda', Value: process.env.AWS_LAMBDA_FUNCTION_NAME }];
const request = (name) => ({ Namespace: 'Store', MetricData: [{ MetricName: name, Value: 1, Dimensions }] });
${LOAD("await cloudWatch.putMetricData(request('LoadFailure'));")}`,
      errors: [
        { messageId: 'wrongNamespace', data: { path: 'load', line: '', namespace: 'Store', expected: 'Shop' }, line: 10, column: 11, endLine: 10, endColumn: 59 },
      ],
    },
    {
      name: 'embedded metrics, in their scope',
      ...load,
      code: `${TRACER}import { metricScope } from 'aws-embedded-metrics';
export const handler = metricScope((metrics) => (event) => tracer.provider.captureAsyncFunc('load', async (subsegment) => {
  metrics.setNamespace('Store');
  metrics.setDimensions({ Lambda: event.name });
  try { await work(event); } catch (error) { subsegment?.addErrorFlag(); metrics.putMetric('LoadFailure', 1); } finally { subsegment?.close(); }
}));`,
      errors: [{ messageId: 'wrongNamespace', data: { path: 'load', line: '', namespace: 'Store', expected: 'Shop' }, line: 7, column: 74, endLine: 7, endColumn: 109 }],
    },
    {
      name: 'embedded metrics',
      ...load,
      code: `${TRACER}${EMBEDDED}logger.setNamespace('Store');\n${LOAD("logger.setDimensions({ Lambda: event.name });\n    logger.putMetric('LoadFailure', 1);")}`,
      errors: [{ messageId: 'wrongNamespace', data: { path: 'load', line: '', namespace: 'Store', expected: 'Shop' }, line: 10, column: 5, endLine: 10, endColumn: 39 }],
    },
  ],
});
