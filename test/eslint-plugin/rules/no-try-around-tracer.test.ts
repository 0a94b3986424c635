import { noTryAroundTracer } from '../../../eslint-plugin/src/rules/no-try-around-tracer';
import { testRule } from '../../support/rule-tester';

testRule('no-try-around-tracer', noTryAroundTracer, {
  valid: [
    {
      name: 'a call outside of any try',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
tracer.putAnnotation('id', id);`,
    },
    {
      name: 'a try with a finally only',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
tracer.provider.captureAsyncFunc('save', async (subsegment) => {
  try {
    await save();
    subsegment.addAnnotation('saved', true);
  } finally {
    subsegment.close();
  }
});`,
    },
    {
      name: 'calls in the catch and in the finally',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
tracer.provider.captureAsyncFunc('save', async (subsegment) => {
  try {
    await save();
  } catch (error) {
    subsegment.addError(error);
  } finally {
    subsegment.close();
  }
});`,
    },
    {
      name: 'a catch that rethrows on every path',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
try {
  tracer.putAnnotation('id', id);
} catch (error) {
  if (isKnown(error)) {
    throw new Error('known', { cause: error });
  }
  throw error;
}`,
    },
    {
      name: 'a metric call',
      code: `
import { Metrics } from '@aws-lambda-powertools/metrics';
const metrics = new Metrics();
try {
  metrics.addMetric('Saved', 'Count', 1);
} catch {}`,
    },
    {
      name: 'a call in a function that is called in the try',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
try {
  items.forEach((item) => tracer.putAnnotation('id', item));
} catch {}`,
    },
    {
      name: 'another library’s tracer',
      code: `
import tracer from 'dd-trace';
try {
  tracer.scope().active();
} catch {}`,
    },
    {
      name: 'business code that also traces, ignored',
      options: [{ ignoreIncidental: true }],
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
try {
  await save();
  tracer.putAnnotation('id', id);
} catch {}`,
    },
  ],
  invalid: [
    {
      name: 'a catch that swallows',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
try {
  tracer.putAnnotation('id', id);
} catch (error) {
  console.warn(error);
}`,
      errors: [
        {
          messageId: 'swallowedByTry',
          data: { line: '6' },
          line: 5,
          column: 3,
          endLine: 5,
          endColumn: 33,
        },
      ],
    },
    {
      name: 'a catch that throws something else',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
try {
  tracer.putAnnotation('id', id);
} catch (error) {
  throw new Error('annotating failed');
}`,
      errors: [{ messageId: 'swallowedByTry', line: 5, column: 3 }],
    },
    {
      name: 'a catch that rethrows on one path only',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
try {
  tracer.putAnnotation('id', id);
} catch (error) {
  if (isImportant(error)) {
    throw error;
  }
}`,
      errors: [{ messageId: 'swallowedByTry', line: 5, column: 3 }],
    },
    {
      name: 'a catch that rethrows, when no catch is allowed',
      options: [{ allowRethrow: false }],
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
try {
  tracer.putAnnotation('id', id);
} catch (error) {
  throw error;
}`,
      errors: [{ messageId: 'swallowedByTry', line: 5, column: 3 }],
    },
    {
      name: 'an outer try around an inner catch',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
tracer.provider.captureAsyncFunc('save', async (subsegment) => {
  try {
    try {
      await save();
    } catch (error) {
      subsegment.addError(error);
    }
  } catch {
    return undefined;
  } finally {
    subsegment.close();
  }
});`,
      errors: [{ messageId: 'swallowedByTry', data: { line: '11' }, line: 9, column: 7 }],
    },
    {
      name: 'an empty marker subsegment in a try of its own',
      options: [{ ignoreIncidental: true }],
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
try {
  await save();
} catch (error) {
  try {
    await tracer.provider.captureAsyncFunc('save_failed', async (subsegment) => {
      subsegment?.addError(error);
      subsegment?.close();
    });
  } catch {
    console.warn('tracing failed');
  }
}`,
      errors: [{ messageId: 'swallowedByTry', data: { line: '12' }, line: 8, column: 11 }],
    },
    {
      name: 'a catch chained on a tracing call behind a cast',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
(tracer.provider.captureAsyncFunc('save', save) as Promise<void>).catch(() => undefined);`,
      errors: [
        { messageId: 'swallowedByPromise', data: { line: '4' }, line: 4, column: 2, endLine: 4, endColumn: 48 },
      ],
    },
    {
      name: 'a catch chained on a tracing call',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
tracer.provider.captureAsyncFunc('save', save).catch(() => undefined);`,
      errors: [{ messageId: 'swallowedByPromise', data: { line: '4' }, line: 4, column: 1 }],
    },
    {
      name: 'an imported tracer',
      code: `
import { tracer } from './observability';
try {
  tracer.putMetadata('item', item);
} catch {}`,
      errors: [{ messageId: 'swallowedByTry', line: 4, column: 3 }],
    },
  ],
});
