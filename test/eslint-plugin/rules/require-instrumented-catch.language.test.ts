import { requireInstrumentedCatch } from '../../../eslint-plugin/src/rules/require-instrumented-catch';
import { testRule } from '../../support/rule-tester';

testRule('require-instrumented-catch on rare parts of the language', requireInstrumentedCatch, {
  valid: [
    {
      name: 'a static block, which runs as the class is made',
      code: `
import { Metrics } from '@aws-lambda-powertools/metrics';
const metrics = new Metrics();
export async function load() {
  try {
    await read();
  } catch (error) {
    class Registry {
      static {
        metrics.addMetric('LoadFailure', 'Count', 1);
      }
    }
  }
}`,
      options: [{ require: ['metric'] }],
    },
    {
      name: 'a computed key, which comes before all static blocks',
      code: `
import { Metrics } from '@aws-lambda-powertools/metrics';
const metrics = new Metrics();
export async function load() {
  try {
    await read();
  } catch (error) {
    class Registry {
      static {
        throw error;
      }
      static [metrics.addMetric('LoadFailure', 'Count', 1)] = 1;
    }
  }
}`,
      options: [{ require: ['metric'] }],
    },
    {
      name: 'a sequence as a test',
      code: `
import { Metrics } from '@aws-lambda-powertools/metrics';
const metrics = new Metrics();
export async function load() {
  try {
    await read();
  } catch (error) {
    if ((note, true)) {
      metrics.addMetric('LoadFailure', 'Count', 1);
    }
  }
}`,
      options: [{ require: ['metric'] }],
    },
    {
      name: 'a cast as a test',
      code: `
import { Metrics } from '@aws-lambda-powertools/metrics';
const metrics = new Metrics();
export async function load() {
  try {
    await read();
  } catch (error) {
    if (!(false as boolean)) {
      metrics.addMetric('LoadFailure', 'Count', 1);
    }
  }
}`,
      options: [{ require: ['metric'] }],
    },
    {
      name: 'a conditional expression as a test',
      code: `
import { Metrics } from '@aws-lambda-powertools/metrics';
const metrics = new Metrics();
export async function load() {
  try {
    await read();
  } catch (error) {
    if (error.isKnown ? true : 1) {
      metrics.addMetric('LoadFailure', 'Count', 1);
    }
  }
}`,
      options: [{ require: ['metric'] }],
    },
    {
      name: 'the right of a ?? whose left is null',
      code: `
import { Metrics } from '@aws-lambda-powertools/metrics';
const metrics = new Metrics();
export async function load() {
  try {
    await read();
  } catch (error) {
    null ?? metrics.addMetric('LoadFailure', 'Count', 1);
  }
}`,
      options: [{ require: ['metric'] }],
    },
    {
      name: 'destructuring, which takes the value before its target does anything',
      code: `
import { Metrics } from '@aws-lambda-powertools/metrics';
const metrics = new Metrics();
export async function load() {
  try {
    await read();
  } catch (error) {
    ({ id: cache[fail(error)] } = metrics.addMetric('LoadFailure', 'Count', 1));
  }
}
function fail(error) {
  throw error;
}`,
      options: [{ require: ['metric'] }],
    },
    {
      name: 'an awaited Promise.reject, which the catch around it sees',
      code: `
import { Metrics } from '@aws-lambda-powertools/metrics';
const metrics = new Metrics();
export async function load() {
  try {
    await read();
  } catch (error) {
    try {
      return await Promise.reject(error);
    } catch {
      metrics.addMetric('LoadFailure', 'Count', 1);
    }
  }
}`,
      options: [{ require: ['metric'] }],
    },
    {
      name: 'a function that emits before it gives a promise for which nothing waits',
      code: `
import { Metrics } from '@aws-lambda-powertools/metrics';
const metrics = new Metrics();
export async function load() {
  try {
    await read();
  } catch (error) {
    record(error);
  }
}
function record(error) {
  metrics.addMetric('LoadFailure', 'Count', 1);
  return flush().then(() => note(error));
}`,
      options: [{ require: ['metric'] }],
    },
    {
      name: 'a test that is false only when there is no subsegment',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
export const load = () => tracer.provider.captureAsyncFunc('load', async (subsegment) => {
  try {
    await read();
  } catch (error) {
    if (subsegment ?? fallback) {
      subsegment?.addError(error);
    }
  } finally {
    subsegment?.close();
  }
});`,
      options: [{ require: ['subsegment'] }],
    },
  ],
  invalid: [
    {
      name: 'a promise that is added to something, and not given',
      code: `
import { Metrics } from '@aws-lambda-powertools/metrics';
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
const metrics = new Metrics();
let value = '';
export class Orders {
  @tracer.captureMethod()
  save() { return write().catch((error) => { metrics.addMetric('SaveFailure', 'Count', 1); return (value += mark(error)); }); }
  @tracer.captureMethod()
  load() { return read().catch((error) => { metrics.addMetric('LoadFailure', 'Count', 1); return (value = mark(error)); }); }
}
async function mark(error) {
  await report(error);
  tracer.addErrorAsMetadata(error);
}
`,
      errors: [{ messageId: 'missingSubsegment', line: 9 }],
    },
    {
      name: 'a handler in a static block',
      code: `
class Registry {
  static {
    try {
      register();
    } catch (error) {
      log(error);
    }
  }
}`,
      errors: [
        {
          messageId: 'missingBoth',
          data: { function: 'module level', outcome: 'carries on', line: '8' },
          line: 6,
          column: 7,
          endLine: 6,
          endColumn: 12,
        },
      ],
    },
    {
      name: 'a static block that may throw before it emits',
      code: `
import { Metrics } from '@aws-lambda-powertools/metrics';
const metrics = new Metrics();
export async function load() {
  try {
    await read();
  } catch (error) {
    try {
      class Registry {
        static {
          register();
          metrics.addMetric('LoadFailure', 'Count', 1);
        }
      }
    } catch (cause) {
      metrics.addMetric('RegisterFailure', 'Count', 0);
    }
  }
}`,
      options: [{ require: ['metric'] }],
      errors: [
        {
          messageId: 'metricNotOnEveryPath',
          data: { function: 'load', outcome: 'carries on', line: '18' },
          line: 7,
          column: 5,
          endLine: 7,
          endColumn: 10,
        },
        {
          messageId: 'missingMetric',
          data: { function: 'load', outcome: 'carries on', line: '17' },
          line: 15,
          column: 7,
          endLine: 15,
          endColumn: 12,
        },
      ],
    },
    {
      name: 'a field of instances, which is not set as the class is made',
      code: `
import { Metrics } from '@aws-lambda-powertools/metrics';
const metrics = new Metrics();
export async function load() {
  try {
    await read();
  } catch (error) {
    class Registry {
      field = metrics.addMetric('LoadFailure', 'Count', 1);
    }
  }
}`,
      options: [{ require: ['metric'] }],
      errors: [
        {
          messageId: 'missingMetric',
          data: { function: 'load', outcome: 'carries on', line: '11' },
          line: 7,
          column: 5,
          endLine: 7,
          endColumn: 10,
        },
      ],
    },
    {
      name: 'a default in the pattern of a caught error, which may fail',
      code: `
import { Metrics } from '@aws-lambda-powertools/metrics';
const metrics = new Metrics();
export async function load() {
  try {
    await read();
  } catch (error) {
    try {
      try {
        throw error;
      } catch ({ id = pick() }) {
        parts[id] = true;
      }
    } catch {
      return false;
    }
    metrics.addMetric('LoadFailure', 'Count', 1);
  }
}`,
      options: [{ require: ['metric'] }],
      errors: [
        {
          messageId: 'metricNotOnEveryPath',
          data: { function: 'load', outcome: 'returns `false`', line: '15' },
          line: 7,
          column: 5,
          endLine: 7,
          endColumn: 10,
        },
        {
          messageId: 'missingMetric',
          data: { function: 'load', outcome: 'carries on', line: '13' },
          line: 11,
          column: 9,
          endLine: 11,
          endColumn: 14,
        },
        {
          messageId: 'missingMetric',
          data: { function: 'load', outcome: 'returns `false`', line: '15' },
          line: 14,
          column: 7,
          endLine: 14,
          endColumn: 12,
        },
      ],
    },
    {
      name: 'a default in the pattern of a loop, which may fail in any round',
      code: `
import { Metrics } from '@aws-lambda-powertools/metrics';
const metrics = new Metrics();
export async function load() {
  try {
    await read();
  } catch (error) {
    try {
      for (const { id = pick() } of error.parts) {
        parts[id] = true;
      }
    } catch {
      return false;
    }
    metrics.addMetric('LoadFailure', 'Count', 1);
  }
}`,
      options: [{ require: ['metric'] }],
      errors: [
        {
          messageId: 'metricNotOnEveryPath',
          data: { function: 'load', outcome: 'returns `false`', line: '13' },
          line: 7,
          column: 5,
          endLine: 7,
          endColumn: 10,
        },
        {
          messageId: 'missingMetric',
          data: { function: 'load', outcome: 'returns `false`', line: '13' },
          line: 12,
          column: 7,
          endLine: 12,
          endColumn: 12,
        },
      ],
    },
    {
      name: 'the right of a ?? whose left is a literal',
      code: `
import { Metrics } from '@aws-lambda-powertools/metrics';
const metrics = new Metrics();
export async function load() {
  try {
    await read();
  } catch (error) {
    0 ?? metrics.addMetric('LoadFailure', 'Count', 1);
  }
}`,
      options: [{ require: ['metric'] }],
      errors: [
        {
          messageId: 'missingMetric',
          data: { function: 'load', outcome: 'carries on', line: '9' },
          line: 7,
          column: 5,
          endLine: 7,
          endColumn: 10,
        },
      ],
    },
    {
      name: 'a returned promise, whose failure the catch around it does not see',
      code: `
import { Metrics } from '@aws-lambda-powertools/metrics';
const metrics = new Metrics();
export async function load() {
  try {
    await read();
  } catch (error) {
    try {
      return record();
    } catch {
      return false;
    }
  }
}
async function record() {
  await flush();
  metrics.addMetric('LoadFailure', 'Count', 1);
}`,
      options: [{ require: ['metric'] }],
      errors: [
        {
          messageId: 'missingMetric',
          data: { function: 'load', outcome: 'returns `false`', line: '11' },
          line: 10,
          column: 7,
          endLine: 10,
          endColumn: 12,
        },
      ],
    },
    {
      name: 'an awaited promise, whose failure the catch around it does see',
      code: `
import { Metrics } from '@aws-lambda-powertools/metrics';
const metrics = new Metrics();
export async function load() {
  try {
    await read();
  } catch (error) {
    try {
      return await record();
    } catch {
      return false;
    }
  }
}
async function record() {
  await flush();
  metrics.addMetric('LoadFailure', 'Count', 1);
}`,
      options: [{ require: ['metric'] }],
      errors: [
        {
          messageId: 'metricNotOnEveryPath',
          data: { function: 'load', outcome: 'returns `false`', line: '11' },
          line: 7,
          column: 5,
          endLine: 7,
          endColumn: 10,
        },
        {
          messageId: 'missingMetric',
          data: { function: 'load', outcome: 'returns `false`', line: '11' },
          line: 10,
          column: 7,
          endLine: 10,
          endColumn: 12,
        },
      ],
    },
    {
      name: 'a function that emits only once a promise has settled for which nothing waits',
      code: `
import { Metrics } from '@aws-lambda-powertools/metrics';
const metrics = new Metrics();
export async function load() {
  try {
    await read();
  } catch (error) {
    record(error);
  }
}
function record(error) {
  return flush().then(() => metrics.addMetric('LoadFailure', 'Count', 1));
}`,
      options: [{ require: ['metric'] }],
      errors: [
        {
          messageId: 'missingMetric',
          data: { function: 'load', outcome: 'carries on', line: '9' },
          line: 7,
          column: 5,
          endLine: 7,
          endColumn: 10,
        },
      ],
    },
    {
      name: 'a test that may be false though there is a subsegment',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
export const load = () => tracer.provider.captureAsyncFunc('load', async (subsegment) => {
  try {
    await read();
  } catch (error) {
    if (flag ?? subsegment) {
      subsegment?.addError(error);
    }
  } finally {
    subsegment?.close();
  }
});`,
      options: [{ require: ['subsegment'] }],
      errors: [
        {
          messageId: 'subsegmentNotOnEveryPath',
          data: { function: 'load', outcome: 'carries on', line: '11' },
          line: 7,
          column: 5,
          endLine: 7,
          endColumn: 10,
        },
      ],
    },
    {
      name: 'a variable that is only assigned in a throw is not thrown later',
      code: `
export async function load() {
  let failure;
  try {
    await read();
  } catch (error) {
    failure = error;
  }
  throw (failure = new Error('always'));
}`,
      options: [{ require: ['metric'], ignoreRethrow: true }],
      errors: [
        {
          messageId: 'missingMetric',
          data: { function: 'load', outcome: 'carries on', line: '8' },
          line: 6,
          column: 5,
          endLine: 6,
          endColumn: 10,
        },
      ],
    },
  ],
});
