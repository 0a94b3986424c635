import { requireInstrumentedCatch } from '../../../../eslint-plugin/src/rules/require-instrumented-catch';
import { testRule } from '../../../support/rule-tester';

testRule('require-instrumented-catch', requireInstrumentedCatch, {
  valid: [
    {
      name: 'a helper that marks and one that emits',
      settings: { 'silent-failure': { helpers: [{ module: './observability', name: 'markFailed', does: ['mark'] }, { module: './observability', name: 'countFailed', does: ['emit'] }] } },
      code: `
import { countFailed, markFailed } from './observability';
export async function load(read) {
  try {
    await read();
  } catch (error) {
    markFailed(error);
    countFailed(error);
  }
}`,
    },
    {
      name: 'members of one exported object',
      settings: { 'silent-failure': { helpers: [{ module: './observability', name: 'observability.markFailed', does: ['mark'] }, { module: './observability', name: 'observability.metrics.countFailed', does: ['emit'] }] } },
      code: `
import { observability } from './observability';
export async function load(read) {
  try {
    await read();
  } catch (error) {
    observability.markFailed(error);
    observability.metrics.countFailed(error);
  }
}`,
    },
    {
      name: 'a function with members of its own',
      settings: { 'silent-failure': { helpers: [{ module: './observability', name: 'record', does: ['mark', 'emit'] }, { module: './observability', name: 'record.count', does: ['emit'] }] } },
      code: `
import { record } from './observability';
export async function load(read) {
  try {
    await read();
  } catch (error) {
    record(error);
  }
}`,
    },
    {
      name: 'one function in two entries',
      settings: { 'silent-failure': { helpers: [{ module: './observability', name: 'record', does: ['mark'] }, { module: './observability', name: 'record', does: ['emit'] }] } },
      code: `
import { record } from './observability';
export async function load(read) {
  try {
    await read();
  } catch (error) {
    record(error);
  }
}`,
    },
    {
      name: 'the default export, and a namespace',
      settings: { 'silent-failure': { helpers: [{ module: './observability', name: 'default', does: ['mark'] }, { module: './metrics', name: 'count', does: ['emit'] }] } },
      code: `
import record from './observability';
import * as metrics from './metrics';
export async function load(read) {
  try {
    await read();
  } catch (error) {
    record(error);
    metrics.count(error);
  }
}`,
    },
    {
      name: 'require, another name, and a destructured member',
      settings: { 'silent-failure': { helpers: [{ module: './observability', name: 'record', does: ['mark'] }, { module: './observability', name: 'metrics.count', does: ['emit'] }] } },
      code: `
const { record: recordFailure, metrics } = require('./observability');
const { count } = metrics;
exports.load = async (read) => {
  try {
    await read();
  } catch (error) {
    recordFailure(error);
    count(error);
  }
};`,
    },
    {
      name: 'a module wherever it is imported from',
      settings: { 'silent-failure': { helpers: [{ module: '*/observability', name: 'record', does: ['mark', 'emit'] }] } },
      code: `
import { record } from '../../shared/observability';
export async function load(read) {
  try {
    await read();
  } catch (error) {
    record(error);
  }
}`,
    },
    {
      name: 'a helper whose promise is awaited',
      settings: { 'silent-failure': { helpers: [{ module: './observability', name: 'record', does: ['mark', 'emit'], awaited: true }] } },
      code: `
import { record } from './observability';
export async function load(read) {
  try {
    await read();
  } catch (error) {
    await record(error);
  }
}`,
    },
    {
      name: 'a library of one’s own',
      settings: { 'silent-failure': { vocabularies: [{ modules: { '@own/spans': { spans: { value: 'own.Spans' }, Span: { instance: 'own.Span' } }, '@own/counts': { counter: { returns: 'own.Counter' } } }, types: { 'own.Spans': { members: { within: { does: ['open'], name: 0, callback: { position: 1, parameters: ['own.Span'] }, closesItself: true } } }, 'own.Span': { members: { failed: { does: ['mark'] } }, handedOn: ['mark'], absentWhenOff: true }, 'own.Counter': { members: { increment: { does: ['emit'], value: 0 } } } } }] } },
      code: `
import { counter } from '@own/counts';
import { spans } from '@own/spans';
const failures = counter('load');
export const load = (read) =>
  spans.within('load', async (span) => {
    try {
      await read();
    } catch (error) {
      if (span) {
        span.failed(error);
      }
      failures.increment(1);
    }
  });`,
    },
    {
      name: 'own vocabularies add to the built-in ones',
      settings: { 'silent-failure': { vocabularies: [{ modules: { './observability': { tracer: { value: 'powertools.Tracer' }, metrics: { value: 'powertools.Metrics' } } }, types: {} }] } },
      code: `
import { metrics, tracer } from './observability';
export const load = (read) =>
  tracer.provider.captureAsyncFunc('load', async (subsegment) => {
    try {
      await read();
    } catch (error) {
      subsegment?.addError(error);
      metrics.addMetric('LoadFailure', 'Count', 1);
    } finally {
      subsegment?.close();
    }
  });`,
    },
    {
      name: 'a member that tells its object, wherever that comes from',
      settings: { 'silent-failure': { vocabularies: [{ modules: {}, types: { 'own.Recorder': { members: { recordLoudly: { does: ['mark', 'emit'], distinctive: true } } } } }] } },
      code: `
export const load = (read, { recorder }) =>
  read().catch((error) => {
    recorder.recordLoudly(error);
  });`,
    },
    {
      name: 'a decorator of one’s own',
      settings: { 'silent-failure': { vocabularies: [{ modules: { '@own/tracing': { tracing: { value: 'own.Tracing' } } }, types: { 'own.Tracing': { members: { traced: { captures: true }, failed: { does: ['markInnermost'] } } } } }, { modules: { '@own/counts': { count: { method: { does: ['emit'] } } } }, types: {} }] } },
      code: `
import { count } from '@own/counts';
import { tracing } from '@own/tracing';
export class Loader {
  @tracing.traced()
  async load(read) {
    try {
      await read();
    } catch (error) {
      tracing.failed(error);
      count();
    }
  }
}`,
    },
  ],
  invalid: [
    {
      name: 'a helper that marks, and none that emits',
      settings: { 'silent-failure': { helpers: [{ module: './observability', name: 'markFailed', does: ['mark'] }] } },
      code: `
import { countFailed, markFailed } from './observability';
export async function load(read) {
  try {
    await read();
  } catch (error) {
    markFailed(error);
    countFailed(error);
  }
}`,
      errors: [
        {
          messageId: 'missingMetric',
          data: { function: 'load', outcome: 'carries on', line: '9' },
          line: 6,
          column: 5,
          endLine: 6,
          endColumn: 10,
        },
      ],
    },
    {
      name: 'a helper that emits, and none that marks',
      settings: { 'silent-failure': { helpers: [{ module: './observability', name: 'countFailed', does: ['emit'] }] } },
      code: `
import { countFailed, markFailed } from './observability';
export async function load(read) {
  try {
    await read();
  } catch (error) {
    markFailed(error);
    countFailed(error);
  }
}`,
      errors: [
        {
          messageId: 'missingSubsegment',
          data: { function: 'load', outcome: 'carries on', line: '9' },
          line: 6,
          column: 5,
          endLine: 6,
          endColumn: 10,
        },
      ],
    },
    {
      name: 'a member of one exported object that is not declared',
      settings: { 'silent-failure': { helpers: [{ module: './observability', name: 'observability.markFailed', does: ['mark'] }, { module: './observability', name: 'observability.metrics.countFailed', does: ['emit'] }] } },
      code: `
import { observability } from './observability';
export async function load(read) {
  try {
    await read();
  } catch (error) {
    observability.markFailed(error);
    observability.metrics.countSuccess(error);
  }
}`,
      errors: [
        {
          messageId: 'missingMetric',
          data: { function: 'load', outcome: 'carries on', line: '9' },
          line: 6,
          column: 5,
          endLine: 6,
          endColumn: 10,
        },
      ],
    },
    {
      name: 'the member of a function, which does less',
      settings: { 'silent-failure': { helpers: [{ module: './observability', name: 'record', does: ['mark', 'emit'] }, { module: './observability', name: 'record.count', does: ['emit'] }] } },
      code: `
import { record } from './observability';
export async function load(read) {
  try {
    await read();
  } catch (error) {
    record.count(error);
  }
}`,
      errors: [
        {
          messageId: 'missingSubsegment',
          data: { function: 'load', outcome: 'carries on', line: '8' },
          line: 6,
          column: 5,
          endLine: 6,
          endColumn: 10,
        },
      ],
    },
    {
      name: 'a named import of the same name as the default export',
      settings: { 'silent-failure': { helpers: [{ module: './observability', name: 'default', does: ['mark', 'emit'] }] } },
      code: `
import { record } from './observability';
export async function load(read) {
  try {
    await read();
  } catch (error) {
    record(error);
  }
}`,
      errors: [
        {
          messageId: 'missingBoth',
          data: { function: 'load', outcome: 'carries on', line: '8' },
          line: 6,
          column: 5,
          endLine: 6,
          endColumn: 10,
        },
      ],
    },
    {
      name: 'a local function of the same name',
      settings: { 'silent-failure': { helpers: [{ module: './observability', name: 'record', does: ['mark', 'emit'] }] } },
      code: `
function record(error) {
  console.error(error);
}
export async function load(read) {
  try {
    await read();
  } catch (error) {
    record(error);
  }
}`,
      errors: [
        {
          messageId: 'missingBoth',
          data: { function: 'load', outcome: 'carries on', line: '10' },
          line: 8,
          column: 5,
          endLine: 8,
          endColumn: 10,
        },
      ],
    },
    {
      name: 'a module that only begins so',
      settings: { 'silent-failure': { helpers: [{ module: '*/observability', name: 'record', does: ['mark', 'emit'] }] } },
      code: `
import { record } from '../../shared/observability/quiet';
export async function load(read) {
  try {
    await read();
  } catch (error) {
    record(error);
  }
}`,
      errors: [
        {
          messageId: 'missingBoth',
          data: { function: 'load', outcome: 'carries on', line: '8' },
          line: 6,
          column: 5,
          endLine: 6,
          endColumn: 10,
        },
      ],
    },
    {
      name: 'a helper whose promise is dropped',
      settings: { 'silent-failure': { helpers: [{ module: './observability', name: 'record', does: ['mark', 'emit'], awaited: true }] } },
      code: `
import { record } from './observability';
export async function load(read) {
  try {
    await read();
  } catch (error) {
    void record(error);
  }
}`,
      errors: [
        {
          messageId: 'missingBoth',
          data: { function: 'load', outcome: 'carries on', line: '8' },
          line: 6,
          column: 5,
          endLine: 6,
          endColumn: 10,
        },
      ],
    },
    {
      name: 'a helper on one path only',
      settings: { 'silent-failure': { helpers: [{ module: './observability', name: 'record', does: ['mark', 'emit'] }] } },
      code: `
import { record } from './observability';
export async function load(read) {
  try {
    await read();
  } catch (error) {
    if (error.isFatal) {
      record(error);
    }
  }
}`,
      errors: [
        {
          messageId: 'subsegmentNotOnEveryPath',
          data: { function: 'load', outcome: 'carries on', line: '10' },
          line: 6,
          column: 5,
          endLine: 6,
          endColumn: 10,
        },
        {
          messageId: 'metricNotOnEveryPath',
          data: { function: 'load', outcome: 'carries on', line: '10' },
          line: 6,
          column: 5,
          endLine: 6,
          endColumn: 10,
        },
      ],
    },
    {
      name: 'names that all objects have are no helpers',
      settings: { 'silent-failure': { helpers: [{ module: './observability', name: 'record', does: ['mark', 'emit'] }] } },
      code: `
import * as observability from './observability';
export async function load(read) {
  try {
    await read();
  } catch (error) {
    observability.constructor(error);
    observability.hasOwnProperty(error);
    observability.__proto__(error);
  }
}`,
      errors: [
        {
          messageId: 'missingBoth',
          data: { function: 'load', outcome: 'carries on', line: '10' },
          line: 6,
          column: 5,
          endLine: 6,
          endColumn: 10,
        },
      ],
    },
    {
      name: 'a library of one’s own, with a computed name and the value 0',
      settings: { 'silent-failure': { vocabularies: [{ modules: { '@own/spans': { spans: { value: 'own.Spans' }, Span: { instance: 'own.Span' } }, '@own/counts': { counter: { returns: 'own.Counter' } } }, types: { 'own.Spans': { members: { within: { does: ['open'], name: 0, callback: { position: 1, parameters: ['own.Span'] }, closesItself: true } } }, 'own.Span': { members: { failed: { does: ['mark'] } }, handedOn: ['mark'], absentWhenOff: true }, 'own.Counter': { members: { increment: { does: ['emit'], value: 0 } } } } }] } },
      code: `
import { counter } from '@own/counts';
import { spans } from '@own/spans';
const failures = counter('load');
export const load = (read, id) =>
  spans.within('load ' + id, async (span) => {
    try {
      await read();
    } catch (error) {
      span.failed(error);
      failures.increment(0);
    }
  });`,
      errors: [
        {
          messageId: 'unnamedSubsegment',
          line: 9,
          column: 7,
          endLine: 9,
          endColumn: 12,
        },
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
      name: 'an export that does nothing, as own vocabularies say',
      settings: { 'silent-failure': { vocabularies: [{ modules: { './observability': { metrics: { value: 'own.Nothing' } } }, types: { 'own.Nothing': { members: { addMetric: {} } } } }] } },
      code: `
import { metrics, tracer } from './observability';
export const load = (read) =>
  tracer.provider.captureAsyncFunc('load', async (subsegment) => {
    try {
      await read();
    } catch (error) {
      subsegment?.addError(error);
      metrics.addMetric('LoadFailure', 'Count', 1);
    } finally {
      subsegment?.close();
    }
  });`,
      errors: [
        {
          messageId: 'missingMetric',
          data: { function: 'load', outcome: 'carries on', line: '10' },
          line: 7,
          column: 7,
          endLine: 7,
          endColumn: 12,
        },
      ],
    },
    {
      name: 'a member that tells no object',
      settings: { 'silent-failure': { vocabularies: [{ modules: {}, types: { 'own.Recorder': { members: { recordLoudly: { does: ['mark', 'emit'] } } } } }] } },
      code: `
export const load = (read, { recorder }) =>
  read().catch((error) => {
    recorder.recordLoudly(error);
  });`,
      errors: [
        {
          messageId: 'missingBoth',
          data: { function: 'load', outcome: 'carries on', line: '5' },
          line: 3,
          column: 10,
          endLine: 3,
          endColumn: 15,
        },
      ],
    },
    {
      name: 'a decorator of one’s own that is missing',
      settings: { 'silent-failure': { vocabularies: [{ modules: { '@own/tracing': { tracing: { value: 'own.Tracing' } } }, types: { 'own.Tracing': { members: { traced: { captures: true }, failed: { does: ['markInnermost'] } } } } }, { modules: { '@own/counts': { count: { method: { does: ['emit'] } } } }, types: {} }] } },
      code: `
import { count } from '@own/counts';
import { tracing } from '@own/tracing';
export class Loader {
  async load(read) {
    try {
      await read();
    } catch (error) {
      tracing.failed(error);
      count();
    }
  }
}`,
      errors: [
        {
          messageId: 'missingSubsegment',
          data: { function: 'Loader.load', outcome: 'carries on', line: '11' },
          line: 8,
          column: 7,
          endLine: 8,
          endColumn: 12,
        },
      ],
    },
  ],
});
