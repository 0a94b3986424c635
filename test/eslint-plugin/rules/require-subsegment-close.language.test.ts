import { requireSubsegmentClose } from '../../../eslint-plugin/src/rules/require-subsegment-close';
import { testRule } from '../../support/rule-tester';

testRule('require-subsegment-close on rare parts of the language', requireSubsegmentClose, {
  valid: [
    {
      name: 'closed in a loop that is left before its test',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
tracer.provider.captureAsyncFunc('save', async (subsegment) => {
  do {
    subsegment?.close();
    return;
  } while (subsegment.close());
});`,
    },
    {
      name: 'closed by a helper behind a guard on tracing',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
tracer.provider.captureAsyncFunc('save', async (subsegment) => {
  try {
    await save();
  } finally {
    end(subsegment);
  }
});
function end(current) {
  if (tracer.isTracingEnabled()) {
    current.close();
  }
}`,
    },
    {
      name: 'closed behind a guard on the subsegment around it: tracing is on, or off',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
tracer.provider.captureAsyncFunc('outer', async (outer) => {
  const inner = tracer.getSegment().addNewSubsegment('inner');
  try {
    await save();
  } finally {
    if (outer) {
      inner.close();
      outer.close();
    }
  }
});`,
    },
    {
      name: 'opened and closed by a generator as it is run',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
function* pages() {
  const subsegment = tracer.getSegment().addNewSubsegment('pages');
  try {
    yield 1;
  } finally {
    subsegment.close();
  }
}`,
    },
    {
      name: 'closed by the chain that is returned out of a try whose catch does not see it fail',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
tracer.provider.captureAsyncFunc('save', (subsegment) => {
  try {
    return save().finally(() => subsegment.close());
  } catch (error) {
    subsegment.close(error);
    throw error;
  }
});`,
    },
  ],
  invalid: [
    {
      name: 'left open by a generator as it is run',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
function* pages() {
  const subsegment = tracer.getSegment().addNewSubsegment('pages');
  yield 1;
  subsegment.close();
}`,
      errors: [
        {
          messageId: 'leftOpenOnThrow',
          data: { line: '6' },
          line: 5,
          column: 22,
          endLine: 5,
          endColumn: 67,
          suggestions: [
            {
              messageId: 'closeInFinally',
              output: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
function* pages() {
  const subsegment = tracer.getSegment().addNewSubsegment('pages');
  try {
    yield 1;
  } finally {
    subsegment.close();
  }
}`,
            },
          ],
        },
      ],
    },
    {
      name: 'left open when a function throws before it gives a promise for which nothing waits',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
tracer.provider.captureAsyncFunc('save', async (subsegment) => {
  notify();
  subsegment.close();
});
function notify() {
  prepare();
  return send().then(() => done());
}`,
      errors: [
        {
          messageId: 'leftOpenOnThrow',
          data: { line: '5' },
          line: 4,
          column: 1,
          endLine: 7,
          endColumn: 3,
          suggestions: [
            {
              messageId: 'closeInFinally',
              output: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
tracer.provider.captureAsyncFunc('save', async (subsegment) => {
  try {
    notify();
  } finally {
    subsegment?.close();
  }
});
function notify() {
  prepare();
  return send().then(() => done());
}`,
            },
          ],
        },
      ],
    },
  ],
});
