import { requireInstrumentedCatch } from '../../../eslint-plugin/src/rules/require-instrumented-catch';
import { testRule } from '../../support/rule-tester';

/** A helper that marks what it is handed on one path and the innermost subsegment on the other. */
const markingEither = (name: string, handed: string) => `
import { Metrics } from '@aws-lambda-powertools/metrics';
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
const metrics = new Metrics();
function mark(subsegment, error) {
  if (error.retryable) {
    subsegment?.addErrorFlag();
  } else {
    tracer.addErrorAsMetadata(error);
  }
}
export const save = () => tracer.provider.captureAsyncFunc(${name}, async (subsegment) => {
  try {
    await write();
  } catch (error) {
    mark(${handed}, error);
    metrics.addMetric('SaveFailure', 'Count', 1);
  } finally {
    subsegment?.close();
  }
});
`;

testRule('require-instrumented-catch', requireInstrumentedCatch, {
  valid: [
    {
      name: 'an async helper whose promise is kept and awaited later',
      code: `
import { Metrics } from '@aws-lambda-powertools/metrics';
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
const metrics = new Metrics();
async function record(error) {
  await report(error);
  tracer.addErrorAsMetadata(error);
  metrics.addMetric('SaveFailure', 'Count', 1);
}
export class Orders {
  @tracer.captureMethod()
  async save() {
    try {
      await write();
    } catch (error) {
      const recorded = record(error);
      console.error(error);
      await recorded;
    }
  }
}
`,
    },
    {
      name: 'an async helper whose promise is kept and returned',
      code: `
import { Metrics } from '@aws-lambda-powertools/metrics';
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
const metrics = new Metrics();
async function record(error) {
  await report(error);
  tracer.addErrorAsMetadata(error);
  metrics.addMetric('SaveFailure', 'Count', 1);
}
export class Orders {
  @tracer.captureMethod()
  async save() {
    try {
      await write();
    } catch (error) {
      const recorded = record(error).then(() => undefined);
      return recorded;
    }
  }
}
`,
    },
    {
      name: 'async helpers whose promises are kept and awaited together',
      code: `
import { Metrics } from '@aws-lambda-powertools/metrics';
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
const metrics = new Metrics();
async function record(error) {
  await report(error);
  tracer.addErrorAsMetadata(error);
  metrics.addMetric('SaveFailure', 'Count', 1);
}
export class Orders {
  @tracer.captureMethod()
  async save() {
    try {
      await write();
    } catch (error) {
      const recorded = record(error);
      const cleaned = cleanUp();
      await Promise.all([cleaned, recorded]);
    }
  }
}
`,
    },
    {
      name: 'a helper that other code hands something else',
      code: `
import { Metrics } from '@aws-lambda-powertools/metrics';
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
const metrics = new Metrics();
function record(target, counter, error) {
  target?.addError(error);
  counter.addMetric('SaveFailure', 'Count', 1);
}
record(new Set(), new Map(), new Error());
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
      name: 'a helper that is handed both in an object, two levels deep',
      code: `
import { Metrics } from '@aws-lambda-powertools/metrics';
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
const metrics = new Metrics();
const record = ({ subsegment, error, ...rest }) => mark(subsegment, error, rest);
const mark = (current, error, context) => {
  current.addError(error);
  emit(context);
};
const emit = (context) => context.counter.addMetric('SaveFailure', 'Count', 1);
export const save = () => tracer.provider.captureAsyncFunc('save', async (subsegment) => {
  try {
    await write();
  } catch (error) {
    record({ subsegment, error });
    emit({ counter: metrics });
  } finally {
    subsegment?.close();
  }
});
`,
    },
    {
      name: 'helpers that call each other and hand on what they are handed',
      code: `
import { Metrics } from '@aws-lambda-powertools/metrics';
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
const metrics = new Metrics();
function even(current, counter, error, depth) {
  if (depth > 0) {
    return odd(error, current, counter, depth - 1);
  }
  current.addError(error);
  return counter.addMetric('SaveFailure', 'Count', 1);
}
function odd(error, current, counter, depth) {
  return even(current, counter, error.cause ?? error, depth - 1);
}
export const save = () => tracer.provider.captureAsyncFunc('save', async (subsegment) => {
  try {
    await write();
  } catch (error) {
    odd(error, subsegment, metrics, 7);
  } finally {
    subsegment?.close();
  }
});
`,
    },
    {
      name: 'a helper that marks what it is handed on one path and a subsegment of its own on the other',
      code: `
import { Metrics } from '@aws-lambda-powertools/metrics';
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
const metrics = new Metrics();
function record(current, counter, error) {
  if (current) {
    current.addError(error);
    counter.addMetric('SaveFailure', 'Count', 1);
  } else {
    tracer.provider.captureFunc('save_failure', (own) => own?.addError(error));
    metrics.addMetric('SaveFailure', 'Count', 1);
  }
}
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
      name: 'a helper that marks what it is handed on one path and the innermost subsegment on the other',
      code: `
import { Metrics } from '@aws-lambda-powertools/metrics';
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
const metrics = new Metrics();
function mark(subsegment, error) {
  if (error.retryable) {
    subsegment?.addErrorFlag();
  } else {
    tracer.addErrorAsMetadata(error);
  }
}
function record(subsegment, error) {
  mark(subsegment, error);
  metrics.addMetric('SaveFailure', 'Count', 1);
}
export const save = () => tracer.provider.captureAsyncFunc('save', async (subsegment) => {
  try {
    await write();
  } catch (error) {
    record(subsegment, error);
  } finally {
    subsegment?.close();
  }
});
`,
    },
    {
      name: 'a helper whose parameter has a default',
      code: `
import { Metrics } from '@aws-lambda-powertools/metrics';
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
const shared = new Metrics();
function emit(name, metrics = shared) {
  const single = metrics.singleMetric();
  single.addMetric(name, 'Count', 1);
}
export const save = () => tracer.provider.captureAsyncFunc('save', async (subsegment) => {
  try {
    await write();
  } catch (error) {
    subsegment?.addError(error);
    emit('SaveFailure');
  } finally {
    subsegment?.close();
  }
});
`,
    },
    {
      name: 'a helper called by call, and with spread arguments',
      code: `
import { Metrics } from '@aws-lambda-powertools/metrics';
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
const metrics = new Metrics();
function mark(current, error) {
  current?.addErrorFlag();
}
function emit(counter) {
  counter.addMetric('SaveFailure', 'Count', 1);
}
export const save = () => tracer.provider.captureAsyncFunc('save', async (subsegment) => {
  try {
    await write();
  } catch (error) {
    const given = [subsegment, error];
    mark(...given);
    emit.call(null, metrics);
  } finally {
    subsegment?.close();
  }
});
`,
    },
    {
      name: 'a private method that is handed the path',
      code: `
import { createFailurePaths } from '@silent-failure/runtime';
import contract from './failure-paths.json';
const failurePaths = createFailurePaths(contract);
class Repository {
  save() {
    return failurePaths.run('save', async (path) => {
      try {
        await write();
      } catch (error) {
        this.#record(error, path);
      }
    });
  }
  #record(error, path) {
    path.recordFailure(error);
  }
}
`,
    },
  ],
  invalid: [
    {
      name: 'an async helper whose promise is kept and never awaited',
      code: `
import { Metrics } from '@aws-lambda-powertools/metrics';
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
const metrics = new Metrics();
async function record(error) {
  await report(error);
  tracer.addErrorAsMetadata(error);
  metrics.addMetric('SaveFailure', 'Count', 1);
}
export class Orders {
  @tracer.captureMethod()
  async save() {
    try {
      await write();
    } catch (error) {
      const recorded = record(error);
      console.error(recorded);
    }
  }
}
`,
      errors: [
        {
          messageId: 'missingBoth',
          data: { function: 'Orders.save', outcome: 'logs the failure and carries on', line: '19' },
          line: 16,
          column: 7,
          endLine: 16,
          endColumn: 12,
        },
      ],
    },
    {
      name: 'an async helper whose promise is kept by a variable that is given another',
      code: `
import { Metrics } from '@aws-lambda-powertools/metrics';
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
const metrics = new Metrics();
async function record(error) {
  await report(error);
  tracer.addErrorAsMetadata(error);
  metrics.addMetric('SaveFailure', 'Count', 1);
}
export class Orders {
  @tracer.captureMethod()
  async save() {
    try {
      await write();
    } catch (error) {
      let recorded = record(error);
      recorded = cleanUp();
      await recorded;
    }
  }
}
`,
      errors: [
        {
          messageId: 'missingBoth',
          data: { function: 'Orders.save', outcome: 'carries on', line: '20' },
          line: 16,
          column: 7,
          endLine: 16,
          endColumn: 12,
        },
      ],
    },
    {
      name: 'an async helper whose promise is awaited by a callback',
      code: `
import { Metrics } from '@aws-lambda-powertools/metrics';
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
const metrics = new Metrics();
async function record(error) {
  await report(error);
  tracer.addErrorAsMetadata(error);
  metrics.addMetric('SaveFailure', 'Count', 1);
}
export class Orders {
  @tracer.captureMethod()
  async save() {
    try {
      await write();
    } catch (error) {
      const recorded = record(error);
      setTimeout(async () => await recorded);
    }
  }
}
`,
      errors: [
        {
          messageId: 'missingBoth',
          data: { function: 'Orders.save', outcome: 'carries on', line: '19' },
          line: 16,
          column: 7,
          endLine: 16,
          endColumn: 12,
        },
      ],
    },
    {
      name: 'a helper that is handed something else here, though the subsegment and the metrics elsewhere',
      code: `
import { Metrics } from '@aws-lambda-powertools/metrics';
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
const metrics = new Metrics();
function record(target, counter, error) {
  target?.addError(error);
  counter.addMetric('SaveFailure', 'Count', 1);
}
export const save = () => tracer.provider.captureAsyncFunc('save', async (subsegment) => {
  try {
    await write();
  } catch (error) {
    record(subsegment, metrics, error);
  } finally {
    subsegment?.close();
  }
});
export async function load() {
  try {
    await read();
  } catch (error) {
    record({ addError() {} }, new Map(), error);
  }
}
`,
      errors: [{ messageId: 'missingBoth', line: 22, column: 5, endLine: 22, endColumn: 10 }],
    },
    {
      name: 'a helper that marks what it is handed or the innermost subsegment, handed nothing',
      code: markingEither("'save'", 'undefined'),
      errors: [{ messageId: 'subsegmentNotOnEveryPath' }],
    },
    {
      name: 'a helper that marks what it is handed or the innermost subsegment, under a computed name',
      code: markingEither('`save-${process.pid}`', 'subsegment'),
      errors: [{ messageId: 'unnamedSubsegment' }],
    },
    {
      name: 'a helper that is handed a subsegment with a computed name here',
      code: `
import { Metrics } from '@aws-lambda-powertools/metrics';
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
const metrics = new Metrics();
const mark = (current, error) => current?.addError(error);
export const save = (table) => tracer.provider.captureAsyncFunc('save', async (subsegment) => {
  try {
    await write();
  } catch (error) {
    mark(subsegment, error);
    metrics.addMetric('SaveFailure', 'Count', 1);
  } finally {
    subsegment?.close();
  }
});
export const load = (table) => tracer.provider.captureAsyncFunc('load ' + table, async (subsegment) => {
  try {
    await read();
  } catch (error) {
    mark(subsegment, error);
    metrics.addMetric('LoadFailure', 'Count', 1);
  } finally {
    subsegment?.close();
  }
});
`,
      errors: [{ messageId: 'unnamedSubsegment', line: 20, column: 5, endLine: 20, endColumn: 10 }],
    },
    {
      name: 'a helper that marks the first of two on one path and the second on the other, handed only one',
      code: `
import { Metrics } from '@aws-lambda-powertools/metrics';
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
const metrics = new Metrics();
function mark(first, second, error) {
  if (error.retryable) {
    first?.addError(error);
  } else {
    second?.addError(error);
  }
}
mark(tracer.getSegment().addNewSubsegment('first'), tracer.getSegment().addNewSubsegment('second'), new Error());
export const save = () => tracer.provider.captureAsyncFunc('save', async (subsegment) => {
  try {
    await write();
  } catch (error) {
    mark(subsegment, undefined, error);
    metrics.addMetric('SaveFailure', 'Count', 1);
  } finally {
    subsegment?.close();
  }
});
`,
      errors: [{ messageId: 'subsegmentNotOnEveryPath', line: 17, column: 5, endLine: 17, endColumn: 10 }],
    },
    {
      name: 'a helper whose parameter has a default that is no metrics object',
      code: `
import { Metrics } from '@aws-lambda-powertools/metrics';
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
function emit(name, metrics = new Map()) {
  metrics.addMetric(name, 'Count', 1);
}
emit('Start', new Metrics());
export const save = () => tracer.provider.captureAsyncFunc('save', async (subsegment) => {
  try {
    await write();
  } catch (error) {
    subsegment?.addError(error);
    emit('SaveFailure');
  } finally {
    subsegment?.close();
  }
});
`,
      errors: [{ messageId: 'missingMetric', line: 12, column: 5, endLine: 12, endColumn: 10 }],
    },
  ],
});
