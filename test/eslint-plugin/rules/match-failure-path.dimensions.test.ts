import { matchFailurePath } from '../../../eslint-plugin/src/rules/match-failure-path';
import { testRule } from '../../support/rule-tester';

const LAMBDA = { Lambda: '{function_name}' };
const contract = {
  load: { file: 'src/load.ts', mark: 'error', metric: { namespace: 'Shop', name: 'LoadFailure', dimensions: LAMBDA } },
  save: { file: 'src/save.ts', mark: 'fault', metric: { namespace: 'Shop', name: 'SaveFailure', dimensions: { Operation: 'save', ...LAMBDA } } },
  plain: { file: 'src/plain.ts', mark: 'error', metric: { namespace: 'Shop', name: 'PlainFailure', dimensions: {} } },
};
const options = [{ contract }];
const load = { filename: 'src/load.ts', options };
const save = { filename: 'src/save.ts', options };

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
const SAVE = (failed: string) => `export const handler = (event) => tracer.provider.captureAsyncFunc('save', async (subsegment) => {
  try { return await work(event); } catch (error) {
    subsegment?.addError(error);
    ${failed}
    return undefined;
  } finally { subsegment?.close(); }
});`;

const tooMuch = '`service`, which Powertools adds, is too much';
const lambda = 'Lambda={function_name}';

testRule('match-failure-path, dimensions of metrics', matchFailurePath, {
  valid: [
    {
      name: 'the default dimension cleared on this very object',
      ...load,
      code: `${TRACER}${METRICS}${LOAD(`metrics.clearDefaultDimensions();
    metrics.addDimension('Lambda', process.env.AWS_LAMBDA_FUNCTION_NAME);
    metrics.addMetric('LoadFailure', 'Count', 1);`)}`,
    },
    {
      name: 'the default dimension cleared on one way',
      ...load,
      code: `${TRACER}${METRICS}${LOAD(`if (event.plain) { metrics.clearDefaultDimensions(); }
    metrics.addDimension('Lambda', process.env.AWS_LAMBDA_FUNCTION_NAME);
    metrics.addMetric('LoadFailure', 'Count', 1);`)}`,
    },
    {
      name: 'the default dimension cleared by a same-file function that is handed the object',
      ...load,
      code: `${TRACER}${METRICS}configure(metrics);
function configure(target) {
  target.clearDefaultDimensions();
  target.setDefaultDimensions({ Lambda: process.env.AWS_LAMBDA_FUNCTION_NAME });
}
${LOAD("metrics.addMetric('LoadFailure', 'Count', 1);")}`,
    },
    {
      name: 'the default dimension cleared where the object is made, once it is asked for',
      ...load,
      code: `${TRACER}${POWERTOOLS}let made;
function metrics() {
  if (!made) {
    made = new Metrics({ namespace: 'Shop' });
    made.clearDefaultDimensions();
    made.setDefaultDimensions({ Lambda: process.env.AWS_LAMBDA_FUNCTION_NAME });
  }
  return made;
}
${LOAD("metrics().addMetric('LoadFailure', 'Count', 1);")}`,
    },
    {
      name: 'an object that code from elsewhere is handed, which may clear them',
      ...load,
      code: `${TRACER}${METRICS}import { configure } from './configure';
configure(metrics);
${LOAD("metrics.addMetric('LoadFailure', 'Count', 1);")}`,
    },
    {
      name: 'an object that a class from elsewhere is handed',
      ...load,
      code: `${TRACER}${METRICS}import { Configuration } from './configuration';
export const configuration = new Configuration({ metrics });
${LOAD("metrics.addMetric('LoadFailure', 'Count', 1);")}`,
    },
    {
      name: 'an object from elsewhere',
      ...load,
      code: `${TRACER}import { metrics } from './metrics';\n${LOAD("metrics.addMetric('LoadFailure', 'Count', 1);")}`,
    },
    {
      name: 'an object of a class of this file',
      ...load,
      code: `${TRACER}${POWERTOOLS}class Plain extends Metrics {}
const metrics = new Plain({ namespace: 'Shop' });
${LOAD("metrics.addMetric('LoadFailure', 'Count', 1);")}`,
    },
    {
      name: 'options from elsewhere, cleared',
      ...load,
      code: `${TRACER}${POWERTOOLS}import { options } from './options';
const metrics = new Metrics(options);
metrics.clearDefaultDimensions();
${LOAD("metrics.addDimension('Lambda', event.name);\n    metrics.addMetric('LoadFailure', 'Count', 1);")}`,
    },
    {
      name: 'in fields of the class, set in its constructor',
      ...load,
      code: `${TRACER}${POWERTOOLS}export class Loader {
  readonly #metrics = new Metrics({ namespace: 'Shop' });
  constructor(name) {
    this.#metrics.clearDefaultDimensions();
    this.#metrics.setDefaultDimensions({ Lambda: name });
  }
  load(event) {
    return tracer.provider.captureAsyncFunc('load', async (subsegment) => {
      try { await work(event); } catch (error) {
        subsegment?.addErrorFlag();
        this.#metrics.addMetric('LoadFailure', 'Count', 1);
      } finally { subsegment?.close(); }
    });
  }
}`,
    },
    {
      name: 'a dimension that the middleware sets',
      ...load,
      code: `${TRACER}${METRICS}import { logMetrics } from '@aws-lambda-powertools/metrics/middleware';
import middy from '@middy/core';
metrics.clearDefaultDimensions();
${LOAD("metrics.addMetric('LoadFailure', 'Count', 1);")}
export const main = middy(handler).use(logMetrics(metrics, { defaultDimensions: { Lambda: process.env.AWS_LAMBDA_FUNCTION_NAME } }));`,
    },
    {
      name: 'a dimension that the middleware sets on what may be another handler',
      ...load,
      code: `${TRACER}${FITTING}import { logMetrics } from '@aws-lambda-powertools/metrics/middleware';
import middy from '@middy/core';
${LOAD("metrics.addMetric('LoadFailure', 'Count', 1);")}
export const main = middy(work).use(logMetrics(metrics, { defaultDimensions: { Stage: 'live' } }));`,
    },
    {
      name: 'a dimension that the decorator sets',
      ...load,
      code: `${TRACER}${METRICS}metrics.clearDefaultDimensions();
${LOAD("metrics.addMetric('LoadFailure', 'Count', 1);")}
export class Main {
  @metrics.logMetrics({ defaultDimensions: { Lambda: process.env.AWS_LAMBDA_FUNCTION_NAME } })
  async handler(event) { return handler(event); }
}`,
    },
    {
      name: 'a dimension that is added on one way may be there',
      ...load,
      code: `${TRACER}${METRICS}${LOAD(`metrics.clearDefaultDimensions();
    if (event.name) { metrics.addDimension('Lambda', event.name); }
    metrics.addMetric('LoadFailure', 'Count', 1);`)}`,
    },
    {
      name: 'the value of the contract',
      ...save,
      code: `${TRACER}${FITTING}${SAVE("metrics.addDimension('Operation', 'save');\n    metrics.addMetric('SaveFailure', 'Count', 1);")}`,
    },
    {
      name: 'a value that the file does not tell',
      ...save,
      code: `${TRACER}${FITTING}${SAVE("metrics.addDimension('Operation', event.operation);\n    metrics.addMetric('SaveFailure', 'Count', 1);")}`,
    },
    {
      name: 'names that the file does not tell',
      ...save,
      code: `${TRACER}${FITTING}${SAVE("metrics.addDimensions({ ...event.dimensions });\n    metrics.addMetric('SaveFailure', 'Count', 1);")}`,
    },
    {
      name: 'a set of dimensions',
      ...save,
      code: `${TRACER}${FITTING}${SAVE("metrics.addDimensions({ Operation: 'save' });\n    metrics.addMetric('SaveFailure', 'Count', 1);")}`,
    },
    {
      name: 'a set of dimensions beside one dimension, which earlier versions of Powertools put together',
      ...save,
      code: `${TRACER}${METRICS}metrics.clearDefaultDimensions();
${SAVE("metrics.addDimension('Operation', 'save');\n    metrics.addDimensions({ Lambda: event.name });\n    metrics.addMetric('SaveFailure', 'Count', 1);")}`,
    },
    {
      name: 'a set of dimensions of which one is deleted',
      ...save,
      code: `${TRACER}${FITTING}${SAVE("const given = { Operation: 'save', Stage: 'live' };\n    delete given.Stage;\n    metrics.addDimensions(given);\n    metrics.addMetric('SaveFailure', 'Count', 1);")}`,
    },
    {
      name: 'PutMetricData',
      ...load,
      code: `${TRACER}${CLOUDWATCH}${LOAD("await cloudWatch.putMetricData({ Namespace: 'Shop', MetricData: [{ MetricName: 'LoadFailure', Value: 1, Dimensions: [{ Name: 'Lambda', Value: event.name }] }] });")}`,
    },
    {
      name: 'PutMetricData with dimensions that are pushed later',
      ...save,
      code: `${TRACER}${CLOUDWATCH}${SAVE(`const Dimensions = [{ Name: 'Lambda', Value: event.name }];
    Dimensions.push({ Name: 'Operation', Value: 'save' });
    await cloudWatch.putMetricData({ Namespace: 'Shop', MetricData: [{ MetricName: 'SaveFailure', Value: 1, Dimensions }] });`)}`,
    },
    {
      name: 'PutMetricData with dimensions that are spread in',
      ...load,
      code: `${TRACER}${CLOUDWATCH}${LOAD("await cloudWatch.putMetricData({ Namespace: 'Shop', MetricData: [{ MetricName: 'LoadFailure', Value: 1, Dimensions: [...event.dimensions] }] });")}`,
    },
    {
      name: 'no dimensions, as the contract says',
      filename: 'src/plain.ts',
      options,
      code: `${TRACER}${CLOUDWATCH}${LOAD("await cloudWatch.putMetricData({ Namespace: 'Shop', MetricData: [{ MetricName: 'PlainFailure', Value: 1 }] });").replace('load', 'plain')}`,
    },
    {
      name: 'embedded metrics with these dimensions only',
      ...load,
      code: `${TRACER}${EMBEDDED}${LOAD("logger.setDimensions({ Lambda: event.name });\n    logger.putMetric('LoadFailure', 1);")}`,
    },
    {
      name: 'embedded metrics without the defaults',
      ...load,
      code: `${TRACER}${EMBEDDED}${LOAD("logger.resetDimensions(false);\n    logger.putDimensions({ Lambda: event.name });\n    logger.putMetric('LoadFailure', 1);")}`,
    },
    {
      name: 'embedded metrics whose dimensions are set on one way',
      ...load,
      code: `${TRACER}${EMBEDDED}${LOAD("if (event.own) { logger.setDimensions({ Stage: 'live' }); }\n    logger.putMetric('LoadFailure', 1);")}`,
    },
    {
      name: 'embedded metrics, handed to code from elsewhere',
      ...load,
      code: `${TRACER}${EMBEDDED}import { configure } from './configure';\nconfigure(logger);\n${LOAD("logger.putMetric('LoadFailure', 1);")}`,
    },
    {
      name: 'embedded metrics in two sets, of which one is that of the contract',
      ...load,
      code: `${TRACER}${EMBEDDED}${LOAD("logger.setDimensions([{ Lambda: event.name }, { Lambda: event.name, Stage: 'live' }]);\n    logger.putMetric('LoadFailure', 1);")}`,
    },
  ],
  invalid: [
    {
      name: 'the default dimension of Powertools',
      ...load,
      code: `${TRACER}${METRICS}${LOAD("metrics.addDimension('Lambda', process.env.AWS_LAMBDA_FUNCTION_NAME);\n    metrics.addMetric('LoadFailure', 'Count', 1);")}`,
      errors: [{ messageId: 'wrongDimensions', data: { path: 'load', line: '', misfits: tooMuch, expected: lambda }, line: 9, column: 5, endLine: 9, endColumn: 49 }],
    },
    {
      name: 'the default dimension, cleared on another object',
      ...load,
      code: `${TRACER}${METRICS}const others = new Metrics();
others.clearDefaultDimensions();
${LOAD("metrics.addDimension('Lambda', event.name);\n    metrics.addMetric('LoadFailure', 'Count', 1);")}`,
      errors: [{ messageId: 'wrongDimensions', data: { path: 'load', line: '', misfits: tooMuch, expected: lambda }, line: 11, column: 5, endLine: 11, endColumn: 49 }],
    },
    {
      name: 'the default dimension, cleared by a same-file function that is handed another object',
      ...load,
      code: `${TRACER}${METRICS}const others = new Metrics();
clear(others);
function clear(target) { target.clearDefaultDimensions(); }
${LOAD("metrics.addDimension('Lambda', event.name);\n    metrics.addMetric('LoadFailure', 'Count', 1);")}`,
      errors: [{ messageId: 'wrongDimensions', data: { path: 'load', line: '', misfits: tooMuch, expected: lambda }, line: 12, column: 5, endLine: 12, endColumn: 49 }],
    },
    {
      name: 'the default dimension, of an object that only another one is handed on beside',
      ...load,
      code: `${TRACER}${METRICS}import { configure } from './configure';
const others = new Metrics();
configure(others);
${LOAD("metrics.addDimension('Lambda', event.name);\n    metrics.addMetric('LoadFailure', 'Count', 1);")}`,
      errors: [{ messageId: 'wrongDimensions', data: { path: 'load', line: '', misfits: tooMuch, expected: lambda }, line: 12, column: 5, endLine: 12, endColumn: 49 }],
    },
    {
      name: 'the default dimension, and an object that is only logged',
      ...load,
      code: `${TRACER}${METRICS}console.log(metrics);
${LOAD("metrics.addDimension('Lambda', event.name);\n    metrics.addMetric('LoadFailure', 'Count', 1);")}`,
      errors: [{ messageId: 'wrongDimensions', data: { path: 'load', line: '', misfits: tooMuch, expected: lambda }, line: 10, column: 5, endLine: 10, endColumn: 49 }],
    },
    {
      name: 'the default dimension, beside the middleware',
      ...load,
      code: `${TRACER}${METRICS}import { logMetrics } from '@aws-lambda-powertools/metrics/middleware';
import middy from '@middy/core';
metrics.setDefaultDimensions({ Lambda: process.env.AWS_LAMBDA_FUNCTION_NAME });
${LOAD("metrics.addMetric('LoadFailure', 'Count', 1);")}
export const main = middy(handler).use(logMetrics(metrics, { captureColdStartMetric: true }));`,
      errors: [{ messageId: 'wrongDimensions', data: { path: 'load', line: '', misfits: tooMuch, expected: lambda }, line: 11, column: 5, endLine: 11, endColumn: 49 }],
    },
    {
      name: 'the default dimension, with others in the options',
      ...load,
      code: `${TRACER}${POWERTOOLS}const metrics = new Metrics({ namespace: 'Shop', defaultDimensions: { Lambda: process.env.AWS_LAMBDA_FUNCTION_NAME } });
${LOAD("metrics.addMetric('LoadFailure', 'Count', 1);")}`,
      errors: [{ messageId: 'wrongDimensions', data: { path: 'load', line: '', misfits: tooMuch, expected: lambda }, line: 8, column: 5, endLine: 8, endColumn: 49 }],
    },
    {
      name: 'singleMetric, which has the default dimension again',
      ...load,
      code: `${TRACER}${FITTING}${LOAD("const single = metrics.singleMetric();\n    single.addDimension('Lambda', event.name);\n    single.addMetric('LoadFailure', 'Count', 1);")}`,
      errors: [{ messageId: 'wrongDimensions', data: { path: 'load', line: '', misfits: tooMuch, expected: lambda }, line: 12, column: 5, endLine: 12, endColumn: 48 }],
    },
    {
      name: 'singleMetric of an object from elsewhere, in one chain',
      ...load,
      code: `${TRACER}import { metrics } from './metrics';\n${LOAD("metrics.singleMetric().addDimension('Lambda', event.name).addMetric('LoadFailure', 'Count', 1);")}`,
      errors: [
        {
          messageId: 'wrongDimensions',
          data: { path: 'load', line: '', misfits: tooMuch, expected: lambda },
          line: 7, column: 5, endLine: 7, endColumn: 99,
        },
      ],
    },
    {
      name: 'in fields of the class',
      ...load,
      code: `${TRACER}${POWERTOOLS}export class Loader {
  readonly #metrics = new Metrics({ namespace: 'Shop' });
  constructor(name) { this.#metrics.setDefaultDimensions({ Lambda: name }); }
  load(event) {
    return tracer.provider.captureAsyncFunc('load', async (subsegment) => {
      try { await work(event); } catch (error) {
        subsegment?.addErrorFlag();
        this.#metrics.addMetric('LoadFailure', 'Count', 1);
      } finally { subsegment?.close(); }
    });
  }
}`,
      errors: [{ messageId: 'wrongDimensions', data: { path: 'load', line: '', misfits: tooMuch, expected: lambda }, line: 11, column: 9, endLine: 11, endColumn: 59 }],
    },
    {
      name: 'the default dimension, cleared on another object that the same function made',
      ...load,
      code: `${TRACER}${POWERTOOLS}const made = () => new Metrics({ namespace: 'Shop' });
const metrics = made();
const others = made();
others.clearDefaultDimensions();
${LOAD("metrics.addDimension('Lambda', event.name);\n    metrics.addMetric('LoadFailure', 'Count', 1);")}`,
      errors: [{ messageId: 'wrongDimensions', data: { path: 'load', line: '', misfits: tooMuch, expected: lambda }, line: 12, column: 5, endLine: 12, endColumn: 49 }],
    },
    {
      name: 'the default dimension, of an object that a class of this file is handed',
      ...load,
      code: `${TRACER}${METRICS}class Configuration { constructor(target) { this.target = target; } }
export const configuration = new Configuration(metrics);
${LOAD("metrics.addDimension('Lambda', event.name);\n    metrics.addMetric('LoadFailure', 'Count', 1);")}`,
      errors: [{ messageId: 'wrongDimensions', data: { path: 'load', line: '', misfits: tooMuch, expected: lambda }, line: 11, column: 5, endLine: 11, endColumn: 49 }],
    },
    {
      name: 'a dimension that is missing',
      ...load,
      code: `${TRACER}${METRICS}${LOAD("metrics.clearDefaultDimensions();\n    metrics.addMetric('LoadFailure', 'Count', 1);")}`,
      errors: [
        { messageId: 'wrongDimensions', data: { path: 'load', line: '', misfits: '`Lambda` is missing', expected: lambda }, line: 9, column: 5, endLine: 9, endColumn: 49 },
      ],
    },
    {
      name: 'a dimension that is cleared again',
      ...load,
      code: `${TRACER}${METRICS}${LOAD(`metrics.clearDefaultDimensions();
    metrics.addDimension('Lambda', event.name);
    metrics.clearDimensions();
    metrics.addMetric('LoadFailure', 'Count', 1);`)}`,
      errors: [
        { messageId: 'wrongDimensions', data: { path: 'load', line: '', misfits: '`Lambda` is missing', expected: lambda }, line: 11, column: 5, endLine: 11, endColumn: 49 },
      ],
    },
    {
      name: 'a set of dimensions that is cleared again',
      ...save,
      code: `${TRACER}${FITTING}${SAVE("metrics.addDimensions({ Operation: 'save' });\n    metrics.clearDimensions();\n    metrics.addMetric('SaveFailure', 'Count', 1);")}`,
      errors: [
        {
          messageId: 'wrongDimensions',
          data: { path: 'save', line: '', misfits: '`Operation` is missing', expected: 'Operation=save, Lambda={function_name}' },
          line: 12, column: 5, endLine: 12, endColumn: 49,
        },
      ],
    },
    {
      name: 'a set of dimensions that is too much, beside the default dimensions',
      ...load,
      code: `${TRACER}${FITTING}${LOAD("metrics.addDimensions({ Stage: 'live' });\n    metrics.addMetric('LoadFailure', 'Count', 1);")}`,
      errors: [
        { messageId: 'wrongDimensions', data: { path: 'load', line: '', misfits: '`Stage` is too much', expected: lambda }, line: 11, column: 5, endLine: 11, endColumn: 49 },
      ],
    },
    {
      name: 'PutMetricData with dimensions that are only read later',
      ...save,
      code: `${TRACER}${CLOUDWATCH}${SAVE(`const Dimensions = [{ Name: 'Lambda', Value: event.name }];
    console.warn(Dimensions.length);
    await cloudWatch.putMetricData({ Namespace: 'Shop', MetricData: [{ MetricName: 'SaveFailure', Value: 1, Dimensions }] });`)}`,
      errors: [
        {
          messageId: 'wrongDimensions',
          data: { path: 'save', line: '', misfits: '`Operation` is missing', expected: 'Operation=save, Lambda={function_name}' },
          line: 10, column: 11, endLine: 10, endColumn: 125,
        },
      ],
    },
    {
      name: 'a dimension that is too much',
      ...load,
      code: `${TRACER}${FITTING}${LOAD("metrics.addDimension('Stage', event.stage);\n    metrics.addMetric('LoadFailure', 'Count', 1);")}`,
      errors: [
        { messageId: 'wrongDimensions', data: { path: 'load', line: '', misfits: '`Stage` is too much', expected: lambda }, line: 11, column: 5, endLine: 11, endColumn: 49 },
      ],
    },
    {
      name: 'a dimension that is too much, set in the constructor',
      ...load,
      code: `${TRACER}${POWERTOOLS}export class Loader {
  readonly #metrics = new Metrics({ namespace: 'Shop' });
  constructor(name) {
    this.#metrics.clearDefaultDimensions();
    this.#metrics.setDefaultDimensions({ Lambda: name, Stage: 'live' });
  }
  load(event) {
    return tracer.provider.captureAsyncFunc('load', async (subsegment) => {
      try { await work(event); } catch (error) {
        subsegment?.addErrorFlag();
        this.#metrics.addMetric('LoadFailure', 'Count', 1);
      } finally { subsegment?.close(); }
    });
  }
}`,
      errors: [
        { messageId: 'wrongDimensions', data: { path: 'load', line: '', misfits: '`Stage` is too much', expected: lambda }, line: 14, column: 9, endLine: 14, endColumn: 59 },
      ],
    },
    {
      name: 'a dimension that is too much, added before the subsegment is opened',
      ...load,
      code: `${TRACER}${FITTING}export async function handler(event) {
  metrics.addDimension('Stage', event.stage);
  await tracer.provider.captureAsyncFunc('load', async (subsegment) => {
    try { await work(event); } catch (error) {
      subsegment?.addErrorFlag();
      metrics.addMetric('LoadFailure', 'Count', 1);
    } finally { subsegment?.close(); }
  });
}`,
      errors: [
        { messageId: 'wrongDimensions', data: { path: 'load', line: '', misfits: '`Stage` is too much', expected: lambda }, line: 12, column: 7, endLine: 12, endColumn: 51 },
      ],
    },
    {
      name: 'a dimension that is too much, added before a helper emits',
      ...load,
      code: `${TRACER}${FITTING}${LOAD("metrics.addDimension('Stage', event.stage);\n    count();")}
function count() { metrics.addMetric('LoadFailure', 'Count', 1); }`,
      errors: [{ messageId: 'wrongDimensions', data: { path: 'load', line: ' (line 15)', misfits: '`Stage` is too much', expected: lambda }, line: 11, column: 5, endLine: 11, endColumn: 12 }],
    },
    {
      name: 'a dimension that is too much, on an object that is handed in',
      ...load,
      code: `${TRACER}${POWERTOOLS}export function makeHandler(metrics: Metrics) {
  return (event) => tracer.provider.captureAsyncFunc('load', async (subsegment) => {
    try { await work(event); } catch (error) {
      subsegment?.addErrorFlag();
      metrics.addDimension('Stage', 'live');
      metrics.addMetric('LoadFailure', 'Count', 1);
    } finally { subsegment?.close(); }
  });
}`,
      errors: [
        { messageId: 'wrongDimensions', data: { path: 'load', line: '', misfits: '`Stage` is too much', expected: lambda }, line: 9, column: 7, endLine: 9, endColumn: 51 },
      ],
    },
    {
      name: 'the name of one function written down',
      ...load,
      code: `${TRACER}${METRICS}metrics.clearDefaultDimensions();
metrics.setDefaultDimensions({ Lambda: 'loader' });
${LOAD("metrics.addMetric('LoadFailure', 'Count', 1);")}`,
      errors: [
        { messageId: 'wrongDimensions', data: { path: 'load', line: '', misfits: '`Lambda` is "loader"', expected: lambda }, line: 10, column: 5, endLine: 10, endColumn: 49 },
      ],
    },
    {
      name: 'another value',
      ...save,
      code: `${TRACER}${FITTING}${SAVE("metrics.addDimension('Operation', 'store');\n    metrics.addMetric('SaveFailure', 'Count', 1);")}`,
      errors: [
        {
          messageId: 'wrongDimensions',
          data: { path: 'save', line: '', misfits: '`Operation` is "store"', expected: 'Operation=save, Lambda={function_name}' },
          line: 11, column: 5, endLine: 11, endColumn: 49,
        },
      ],
    },
    {
      name: 'another value that a helper is handed',
      ...save,
      code: `${TRACER}${METRICS}${SAVE("count('SaveFailure', 'load');")}
function count(name, operation) {
  const single = metrics.singleMetric();
  single.clearDefaultDimensions();
  single.addDimension('Operation', operation).addDimension('Lambda', process.env.AWS_LAMBDA_FUNCTION_NAME);
  single.addMetric(name, 'Count', 1);
}`,
      errors: [
        {
          messageId: 'wrongDimensions',
          data: { path: 'save', line: ' (line 16)', misfits: '`Operation` is "load"', expected: 'Operation=save, Lambda={function_name}' },
          line: 8, column: 5, endLine: 8, endColumn: 33,
        },
      ],
    },
    {
      name: 'PutMetricData without any',
      ...load,
      code: `${TRACER}${CLOUDWATCH}${LOAD("await cloudWatch.putMetricData({ Namespace: 'Shop', MetricData: [{ MetricName: 'LoadFailure', Value: 1 }] });")}`,
      errors: [
        {
          messageId: 'wrongDimensions',
          data: { path: 'load', line: '', misfits: '`Lambda` is missing', expected: lambda },
          line: 8, column: 11, endLine: 8, endColumn: 113,
        },
      ],
    },
    {
      name: 'PutMetricData with one that the contract does not have',
      filename: 'src/plain.ts',
      options,
      code: `${TRACER}${CLOUDWATCH}const request = { Namespace: 'Shop', MetricData: [{ MetricName: 'PlainFailure', Value: 1, Dimensions: [{ Name: 'Lambda', Value: 'a' }] }] };
${LOAD('await cloudWatch.putMetricData(request);').replace('load', 'plain')}`,
      errors: [
        { messageId: 'wrongDimensions', data: { path: 'plain', line: '', misfits: '`Lambda` is too much', expected: 'none' }, line: 9, column: 11, endLine: 9, endColumn: 44 },
      ],
    },
    {
      name: 'embedded metrics with the default dimensions',
      ...load,
      code: `${TRACER}${EMBEDDED}${LOAD("logger.putDimensions({ Lambda: event.name });\n    logger.putMetric('LoadFailure', 1);")}`,
      errors: [
        {
          messageId: 'wrongDimensions',
          data: { path: 'load', line: '', misfits: '`LogGroup` is too much, `ServiceName` is too much, `ServiceType` is too much', expected: lambda },
          line: 9, column: 5, endLine: 9, endColumn: 39,
        },
      ],
    },
    {
      name: 'embedded metrics in two sets, of which none is that of the contract',
      ...load,
      code: `${TRACER}${EMBEDDED}${LOAD("logger.setDimensions([{ Stage: 'live', Name: event.name }, { Lambda: event.name, Stage: 'live' }]);\n    logger.putMetric('LoadFailure', 1);")}`,
      errors: [{ messageId: 'wrongDimensions', data: { path: 'load', line: '', misfits: '`Stage` is too much', expected: lambda }, line: 9, column: 5, endLine: 9, endColumn: 39 }],
    },
  ],
});
