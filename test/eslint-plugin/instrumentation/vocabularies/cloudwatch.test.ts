import { requireInstrumentedCatch } from '../../../../eslint-plugin/src/rules/require-instrumented-catch';
import { testRule } from '../../../support/rule-tester';

testRule('require-instrumented-catch', requireInstrumentedCatch, {
  valid: [
    {
      name: 'a command that is sent and awaited',
      code: `
import { CloudWatchClient, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { tracer } from './observability';
const client = new CloudWatchClient({});
export const load = (read) =>
  tracer.provider.captureAsyncFunc('load', async (subsegment) => {
    try {
      return await read();
    } catch (error) {
      subsegment?.addError(error);
      await client.send(
        new PutMetricDataCommand({ Namespace: 'App', MetricData: [{ MetricName: 'LoadFailure', Value: 1 }] }),
      );
    } finally {
      subsegment?.close();
    }
  });`,
    },
    {
      name: 'a command in a variable, sent and returned, by a client from elsewhere',
      code: `
import { PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { cloudwatch, tracer } from './observability';
const command = new PutMetricDataCommand({ Namespace: 'App', MetricData: [{ MetricName: 'F', Value: 1 }] });
export const load = (read) =>
  tracer.provider.captureAsyncFunc('load', async (subsegment) => {
    try {
      return await read();
    } catch (error) {
      subsegment?.addError(error);
      return cloudwatch.send(command);
    } finally {
      subsegment?.close();
    }
  });`,
    },
    {
      name: 'the aggregated client',
      code: `
import { CloudWatch } from '@aws-sdk/client-cloudwatch';
import { tracer } from './observability';
const client = new CloudWatch({});
export const load = (read) =>
  tracer.provider.captureAsyncFunc('load', async (subsegment) => {
    try {
      return await read();
    } catch (error) {
      subsegment?.addError(error);
      await client.putMetricData({ Namespace: 'App', MetricData: [{ MetricName: 'LoadFailure', Value: 1 }] });
    } finally {
      subsegment?.close();
    }
  });`,
    },
    {
      name: 'one of two values is not 0',
      code: `
import { CloudWatchClient, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { tracer } from './observability';
const client = new CloudWatchClient({});
export const load = (read) =>
  tracer.provider.captureAsyncFunc('load', async (subsegment) => {
    try {
      return await read();
    } catch (error) {
      subsegment?.addError(error);
      const MetricData = [
        { MetricName: 'LoadSuccess', Value: 0 },
        { MetricName: 'LoadFailure', Value: 1 },
      ];
      await client.send(new PutMetricDataCommand({ Namespace: 'App', MetricData }));
    } finally {
      subsegment?.close();
    }
  });`,
    },
    {
      name: 'values that are counted, and a request that the file does not show',
      code: `
import { CloudWatchClient, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { requestFor, tracer } from './observability';
const client = new CloudWatchClient({});
export const load = (read) =>
  tracer.provider.captureAsyncFunc('load', async (subsegment) => {
    try {
      return await read();
    } catch (error) {
      subsegment?.addError(error);
      const datum = { MetricName: 'LoadFailure', Values: [0, 1], Counts: [1, 2] };
      await (error.isKnown
        ? client.send(new PutMetricDataCommand({ Namespace: 'App', MetricData: [datum] }))
        : client.send(new PutMetricDataCommand(requestFor(error))));
    } finally {
      subsegment?.close();
    }
  });`,
    },
    {
      name: 'a helper that sends, awaited',
      code: `
import * as cloudwatch from '@aws-sdk/client-cloudwatch';
import { tracer } from './observability';
const client = new cloudwatch.CloudWatchClient({});
async function count(MetricName) {
  await client.send(new cloudwatch.PutMetricDataCommand({ Namespace: 'App', MetricData: [{ MetricName, Value: 1 }] }));
}
export const load = (read) =>
  tracer.provider.captureAsyncFunc('load', async (subsegment) => {
    try {
      return await read();
    } catch (error) {
      subsegment?.addError(error);
      await count('LoadFailure');
    } finally {
      subsegment?.close();
    }
  });`,
    },
    {
      name: 'the methods by their types',
      code: `
import type { CloudWatch } from '@aws-sdk/client-cloudwatch';
import type { Tracer } from '@aws-lambda-powertools/tracer';
export const load = (read: () => Promise<void>, client: CloudWatch, tracer: Tracer) =>
  tracer.provider.captureAsyncFunc('load', async (subsegment) => {
    try {
      await read();
    } catch (error) {
      subsegment?.addError(error as Error);
      await client.putMetricData({ Namespace: 'App', MetricData: [{ MetricName: 'LoadFailure', Value: 1 }] });
    } finally {
      subsegment?.close();
    }
  });`,
    },
  ],
  invalid: [
    {
      name: 'a command that is sent and not awaited',
      code: `
import { CloudWatchClient, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { tracer } from './observability';
const client = new CloudWatchClient({});
export const load = (read) =>
  tracer.provider.captureAsyncFunc('load', async (subsegment) => {
    try {
      return await read();
    } catch (error) {
      subsegment?.addError(error);
      void client.send(
        new PutMetricDataCommand({ Namespace: 'App', MetricData: [{ MetricName: 'LoadFailure', Value: 1 }] }),
      );
    } finally {
      subsegment?.close();
    }
  });`,
      errors: [
        {
          messageId: 'missingMetric',
          data: { function: 'load', outcome: 'carries on', line: '14' },
          line: 9,
          column: 7,
          endLine: 9,
          endColumn: 12,
        },
      ],
    },
    {
      name: 'a command that is made and not sent',
      code: `
import { PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { tracer } from './observability';
export const load = (read) =>
  tracer.provider.captureAsyncFunc('load', async (subsegment) => {
    try {
      return await read();
    } catch (error) {
      subsegment?.addError(error);
      const command = new PutMetricDataCommand({ Namespace: 'App', MetricData: [{ MetricName: 'F', Value: 1 }] });
      console.log(command);
    } finally {
      subsegment?.close();
    }
  });`,
      errors: [
        {
          messageId: 'missingMetric',
          data: { function: 'load', outcome: 'logs the failure and carries on', line: '12' },
          line: 8,
          column: 7,
          endLine: 8,
          endColumn: 12,
        },
      ],
    },
    {
      name: 'another command of CloudWatch',
      code: `
import { CloudWatchClient, GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { tracer } from './observability';
const client = new CloudWatchClient({});
export const load = (read) =>
  tracer.provider.captureAsyncFunc('load', async (subsegment) => {
    try {
      return await read();
    } catch (error) {
      subsegment?.addError(error);
      await client.send(new GetMetricDataCommand({ MetricDataQueries: [] }));
    } finally {
      subsegment?.close();
    }
  });`,
      errors: [
        {
          messageId: 'missingMetric',
          data: { function: 'load', outcome: 'carries on', line: '12' },
          line: 9,
          column: 7,
          endLine: 9,
          endColumn: 12,
        },
      ],
    },
    {
      name: 'the aggregated client, not awaited',
      code: `
import { CloudWatch } from '@aws-sdk/client-cloudwatch';
import { tracer } from './observability';
const client = new CloudWatch({});
export const load = (read) =>
  tracer.provider.captureAsyncFunc('load', async (subsegment) => {
    try {
      return await read();
    } catch (error) {
      subsegment?.addError(error);
      client.putMetricData({ Namespace: 'App', MetricData: [{ MetricName: 'LoadFailure', Value: 1 }] });
    } finally {
      subsegment?.close();
    }
  });`,
      errors: [
        {
          messageId: 'missingMetric',
          data: { function: 'load', outcome: 'carries on', line: '12' },
          line: 9,
          column: 7,
          endLine: 9,
          endColumn: 12,
        },
      ],
    },
    {
      name: 'all values are 0',
      code: `
import { CloudWatchClient, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { tracer } from './observability';
const client = new CloudWatchClient({});
export const load = (read) =>
  tracer.provider.captureAsyncFunc('load', async (subsegment) => {
    try {
      return await read();
    } catch (error) {
      subsegment?.addError(error);
      const MetricData = [
        { MetricName: 'LoadSuccess', Value: 0 },
        { MetricName: 'LoadFailure', Value: -0 },
      ];
      await client.send(new PutMetricDataCommand({ Namespace: 'App', MetricData }));
    } finally {
      subsegment?.close();
    }
  });`,
      errors: [
        {
          messageId: 'missingMetric',
          data: { function: 'load', outcome: 'carries on', line: '16' },
          line: 9,
          column: 7,
          endLine: 9,
          endColumn: 12,
        },
      ],
    },
    {
      name: 'the aggregated client, with the value 0',
      code: `
import { CloudWatch } from '@aws-sdk/client-cloudwatch';
import { tracer } from './observability';
const client = new CloudWatch({});
export const load = (read) =>
  tracer.provider.captureAsyncFunc('load', async (subsegment) => {
    try {
      return await read();
    } catch (error) {
      subsegment?.addError(error);
      await client.putMetricData({ Namespace: 'App', MetricData: [{ MetricName: 'LoadFailure', Value: 0 }] });
    } finally {
      subsegment?.close();
    }
  });`,
      errors: [
        {
          messageId: 'missingMetric',
          data: { function: 'load', outcome: 'carries on', line: '12' },
          line: 9,
          column: 7,
          endLine: 9,
          endColumn: 12,
        },
      ],
    },
    {
      name: 'a helper that sends, not awaited',
      code: `
import * as cloudwatch from '@aws-sdk/client-cloudwatch';
import { tracer } from './observability';
const client = new cloudwatch.CloudWatchClient({});
async function count(MetricName) {
  await client.send(new cloudwatch.PutMetricDataCommand({ Namespace: 'App', MetricData: [{ MetricName, Value: 1 }] }));
}
export const load = (read) =>
  tracer.provider.captureAsyncFunc('load', async (subsegment) => {
    try {
      return await read();
    } catch (error) {
      subsegment?.addError(error);
      count('LoadFailure');
    } finally {
      subsegment?.close();
    }
  });`,
      errors: [
        {
          messageId: 'missingMetric',
          data: { function: 'load', outcome: 'carries on', line: '15' },
          line: 12,
          column: 7,
          endLine: 12,
          endColumn: 12,
        },
      ],
    },
    {
      name: 'a command of the same name from elsewhere',
      code: `
import { PutMetricDataCommand } from './commands';
import { client, tracer } from './observability';
export const load = (read) =>
  tracer.provider.captureAsyncFunc('load', async (subsegment) => {
    try {
      return await read();
    } catch (error) {
      subsegment?.addError(error);
      await client.send(new PutMetricDataCommand({ Namespace: 'App', MetricData: [{ MetricName: 'F', Value: 1 }] }));
    } finally {
      subsegment?.close();
    }
  });`,
      errors: [
        {
          messageId: 'missingMetric',
          data: { function: 'load', outcome: 'carries on', line: '11' },
          line: 8,
          column: 7,
          endLine: 8,
          endColumn: 12,
        },
      ],
    },
  ],
});
