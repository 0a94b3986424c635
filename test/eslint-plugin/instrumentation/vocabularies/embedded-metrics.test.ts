import { requireInstrumentedCatch } from '../../../../eslint-plugin/src/rules/require-instrumented-catch';
import { testRule } from '../../../support/rule-tester';

testRule('require-instrumented-catch', requireInstrumentedCatch, {
  valid: [
    {
      name: 'a logger that is made in the handler, and flushed',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
import { createMetricsLogger, Unit } from 'aws-embedded-metrics';
const tracer = new Tracer();
export const load = (read) =>
  tracer.provider.captureAsyncFunc('load', async (subsegment) => {
    try {
      return await read();
    } catch (error) {
      subsegment?.addError(error);
      const metrics = createMetricsLogger();
      metrics.putMetric('LoadFailure', 1, Unit.Count);
      await metrics.flush();
    } finally {
      subsegment?.close();
    }
  });`,
    },
    {
      name: 'the logger that metricScope hands over, through chained calls',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
import { metricScope } from 'aws-embedded-metrics';
const tracer = new Tracer();
export const handler = metricScope((metrics) => (event) =>
  tracer.provider.captureAsyncFunc('load', async (subsegment) => {
    try {
      await load(event);
    } catch (error) {
      subsegment?.addError(error);
      metrics.setNamespace('App').setDimensions({ Path: 'load' }).setTimestamp(new Date()).putMetric('LoadFailure', 1);
    } finally {
      subsegment?.close();
    }
  }),
);`,
    },
    {
      name: 'a new logger made of another, by type',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
import type { MetricsLogger } from 'aws-embedded-metrics';
const tracer = new Tracer();
export const load = (read: () => Promise<void>, metrics: MetricsLogger) =>
  tracer.provider.captureAsyncFunc('load', async (subsegment) => {
    try {
      await read();
    } catch (error) {
      subsegment?.addError(error as Error);
      metrics.new().resetDimensions(false).putMetric('LoadFailure', 1, 'Count');
    } finally {
      subsegment?.close();
    }
  });`,
    },
    {
      name: 'code from elsewhere that is handed the logger',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
import { createMetricsLogger } from 'aws-embedded-metrics';
import { countFailure } from './observability';
const tracer = new Tracer();
const metrics = createMetricsLogger();
export const load = (read) =>
  tracer.provider.captureAsyncFunc('load', async (subsegment) => {
    try {
      return await read();
    } catch (error) {
      subsegment?.addError(error);
      countFailure(metrics);
    } finally {
      subsegment?.close();
    }
  });`,
    },
    {
      name: 'a logger from elsewhere, known by putMetric',
      code: `
import { metrics, tracer } from './observability';
export const load = (read) =>
  tracer.provider.captureAsyncFunc('load', async (subsegment) => {
    try {
      return await read();
    } catch (error) {
      subsegment?.addError(error);
      metrics.putMetric('LoadFailure', 1);
    } finally {
      subsegment?.close();
    }
  });`,
    },
    {
      name: 'require',
      code: `
const { createMetricsLogger } = require('aws-embedded-metrics');
const { Tracer } = require('@aws-lambda-powertools/tracer');
const tracer = new Tracer();
exports.load = (read) =>
  tracer.provider.captureAsyncFunc('load', async (subsegment) => {
    try {
      return await read();
    } catch (error) {
      subsegment?.addError(error);
      createMetricsLogger().putMetric('LoadFailure', 1);
    } finally {
      subsegment?.close();
    }
  });`,
    },
  ],
  invalid: [
    {
      name: 'a logger that is given a property only',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
import { createMetricsLogger } from 'aws-embedded-metrics';
const tracer = new Tracer();
export const load = (read) =>
  tracer.provider.captureAsyncFunc('load', async (subsegment) => {
    try {
      return await read();
    } catch (error) {
      subsegment?.addError(error);
      const metrics = createMetricsLogger();
      metrics.setProperty('failed', true);
      await metrics.flush();
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
      name: 'the logger that metricScope hands over, with the value 0',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
import { metricScope } from 'aws-embedded-metrics';
const tracer = new Tracer();
export const handler = metricScope((metrics) => (event) =>
  tracer.provider.captureAsyncFunc('load', async (subsegment) => {
    try {
      await load(event);
    } catch (error) {
      subsegment?.addError(error);
      metrics.setNamespace('App').putDimensions({ Path: 'load' }).putMetric('LoadFailure', 0);
    } finally {
      subsegment?.close();
    }
  }),
);`,
      errors: [
        {
          messageId: 'missingMetric',
          data: { function: 'handler', outcome: 'carries on', line: '12' },
          line: 9,
          column: 7,
          endLine: 9,
          endColumn: 12,
        },
      ],
    },
    {
      name: 'a new logger made of another, on one path only',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
import type { MetricsLogger } from 'aws-embedded-metrics';
const tracer = new Tracer();
export const load = (read: () => Promise<void>, metrics: MetricsLogger) =>
  tracer.provider.captureAsyncFunc('load', async (subsegment) => {
    try {
      await read();
    } catch (error) {
      subsegment?.addError(error as Error);
      if (error instanceof TypeError) {
        return;
      }
      metrics.new().putMetric('LoadFailure', 1, 'Count');
    } finally {
      subsegment?.close();
    }
  });`,
      errors: [
        {
          messageId: 'metricNotOnEveryPath',
          data: { function: 'load', outcome: 'returns', line: '12' },
          line: 9,
          column: 7,
          endLine: 9,
          endColumn: 12,
        },
      ],
    },
    {
      name: 'code from elsewhere that is handed no logger',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
import { createMetricsLogger } from 'aws-embedded-metrics';
import { countFailure } from './observability';
const tracer = new Tracer();
const metrics = createMetricsLogger();
export const load = (read) =>
  tracer.provider.captureAsyncFunc('load', async (subsegment) => {
    try {
      return await read();
    } catch (error) {
      subsegment?.addError(error);
      countFailure('load');
    } finally {
      subsegment?.close();
    }
  });`,
      errors: [
        {
          messageId: 'missingMetric',
          data: { function: 'load', outcome: 'carries on', line: '14' },
          line: 11,
          column: 7,
          endLine: 11,
          endColumn: 12,
        },
      ],
    },
    {
      name: 'a class of the file’s own with a putMetric',
      code: `
import { tracer } from './observability';
class Board {
  putMetric(name, value) {
    this[name] = value;
  }
}
const board = new Board();
export const load = (read) =>
  tracer.provider.captureAsyncFunc('load', async (subsegment) => {
    try {
      return await read();
    } catch (error) {
      subsegment?.addError(error);
      board.putMetric('LoadFailure', 1);
    } finally {
      subsegment?.close();
    }
  });`,
      errors: [
        {
          messageId: 'missingMetric',
          data: { function: 'load', outcome: 'carries on', line: '16' },
          line: 13,
          column: 7,
          endLine: 13,
          endColumn: 12,
        },
      ],
    },
    {
      name: 'require, and a flush only',
      code: `
const { createMetricsLogger } = require('aws-embedded-metrics');
const { Tracer } = require('@aws-lambda-powertools/tracer');
const tracer = new Tracer();
exports.load = (read) =>
  tracer.provider.captureAsyncFunc('load', async (subsegment) => {
    try {
      return await read();
    } catch (error) {
      subsegment?.addError(error);
      await createMetricsLogger().flush();
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
  ],
});
