import { requireSubsegmentClose } from '../../../eslint-plugin/src/rules/require-subsegment-close';
import { testRule } from '../../support/rule-tester';

testRule('require-subsegment-close', requireSubsegmentClose, {
  valid: [
    {
      name: 'closed by the `finally` of a promise that is kept and returned',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
export const save = () =>
  tracer.provider.captureAsyncFunc('save', (subsegment) => {
    const saved = write().finally(() => subsegment?.close());
    return saved;
  });
`,
    },
    {
      name: 'an error written behind a test that asks the subsegment itself',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
tracer.provider.captureAsyncFunc('save', async (subsegment) => {
  subsegment.close();
  try {
    await save();
  } catch (error) {
    if (!subsegment.isClosed()) {
      subsegment.addError(error);
    }
  }
});`,
    },
    {
      name: 'an error written on the way that does not close before',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
tracer.provider.captureAsyncFunc('save', async (subsegment) => {
  try {
    await save();
    subsegment.close();
  } catch (error) {
    subsegment.addError(error);
    subsegment.close();
    throw error;
  }
});`,
    },
    {
      name: 'an error written to a subsegment that was opened anew',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
export function save(parent) {
  for (const item of items) {
    const subsegment = parent.addNewSubsegment('save');
    subsegment.addAnnotation('item', item);
    subsegment.close();
  }
}`,
    },
    {
      name: 'results of JavaScript itself, returned without waiting',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
tracer.provider.captureAsyncFunc('save', (subsegment) => {
  try {
    switch (mode) {
      case 'list':
        return items.map(double);
      case 'number':
        return Number(text);
      default:
        return JSON.stringify(items);
    }
  } finally {
    subsegment.close();
  }
});`,
    },
    {
      name: 'returned under a condition',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
export function open(isTraced) {
  const subsegment = tracer.getSegment().addNewSubsegment('save');
  return isTraced && subsegment;
}`,
    },
    {
      name: 'returned, or something in its place',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
export function open(isTraced) {
  const subsegment = tracer.getSegment().addNewSubsegment('save');
  return isTraced ? (subsegment ?? undefined) : undefined;
}`,
    },
    {
      name: 'closed by a promise that a name keeps until it is awaited',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
tracer.provider.captureAsyncFunc('save', async (subsegment) => {
  const saving = save().finally(() => subsegment.close());
  await saving;
});`,
    },
    {
      name: 'closed again behind a test that may know better',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
export async function save(isLast) {
  const parent = tracer.getSegment();
  const subsegment = parent?.addNewSubsegment('save');
  try {
    await write();
  } finally {
    if (parent && subsegment) {
      subsegment.close();
    }
    if (parent && isLast) {
      subsegment.close();
    }
  }
}`,
    },
    {
      name: 'a returned call of a function of this file that gives no promise',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
const respond = (statusCode) => ({ statusCode });
tracer.provider.captureAsyncFunc('answer', async (subsegment) => {
  try {
    return respond(200);
  } finally {
    subsegment.close();
  }
});`,
    },
    {
      name: 'opened in one of two branches under one name, closed in a finally',
      code: `
import AWSXRay from 'aws-xray-sdk-core';
export async function call(segment, isTraced) {
  let subsegment;
  if (isTraced) {
    subsegment = segment.addNewSubsegment('call');
  } else {
    subsegment = segment.addNewSubsegmentWithoutSampling('call');
  }
  try {
    return await send();
  } finally {
    subsegment.close();
  }
}`,
    },
    {
      name: 'one name for two subsegments, one after the other',
      code: `
import AWSXRay from 'aws-xray-sdk-core';
export function call() {
  const segment = AWSXRay.getSegment();
  let subsegment = segment.addNewSubsegment('first');
  subsegment.close();
  subsegment = segment.addNewSubsegment('second');
  subsegment.close();
}`,
    },
    {
      name: 'closed in a finally',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
tracer.provider.captureAsyncFunc('save', async (subsegment) => {
  try {
    await save();
  } finally {
    subsegment?.close();
  }
});`,
    },
    {
      name: 'closed in a finally behind a guard',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
tracer.provider.captureAsyncFunc('save', async (subsegment) => {
  try {
    await save();
  } catch (error) {
    subsegment.addError(error);
  } finally {
    if (subsegment) {
      subsegment.close();
    }
  }
});`,
    },
    {
      name: 'closed at the end of the try and in the catch',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
tracer.provider.captureAsyncFunc('save', async (subsegment) => {
  try {
    await save();
    subsegment.close();
  } catch (error) {
    subsegment.close(error);
    throw error;
  }
});`,
    },
    {
      name: 'closed when the promise settles',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
tracer.provider.captureAsyncFunc('save', async (subsegment) => {
  return save().finally(() => subsegment.close());
});`,
    },
    {
      name: 'closed by both callbacks of then',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
tracer.provider.captureAsyncFunc('save', async (subsegment) => {
  return save().then(() => subsegment.close(), (error) => subsegment.close(error));
});`,
    },
    {
      name: 'closed by a helper',
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
  current.close();
}`,
    },
    {
      name: 'handed to other code',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
tracer.provider.captureAsyncFunc('save', async (subsegment) => {
  await save(subsegment);
});`,
    },
    {
      name: 'returned',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
function open() {
  const subsegment = tracer.getSegment().addNewSubsegment('save');
  return subsegment;
}`,
    },
    {
      name: 'kept in a field',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
class Work {
  start() {
    this.subsegment = tracer.getSegment().addNewSubsegment('save');
  }
}`,
    },
    {
      name: 'opened after an early return',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
async function work() {
  if (!needed) {
    return;
  }
  const subsegment = tracer.getSegment().addNewSubsegment('save');
  try {
    await save();
  } finally {
    subsegment.close();
  }
}`,
    },
    {
      name: 'one for each round of a loop',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
async function work(items) {
  for (const item of items) {
    const subsegment = tracer.getSegment().addNewSubsegment('save');
    try {
      await save(item);
    } finally {
      subsegment.close();
    }
  }
}`,
    },
    {
      name: 'captureFunc closes by itself',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
tracer.provider.captureFunc('parse', () => parse());`,
    },
    {
      name: 'the runtime closes by itself',
      code: `
import { createFailurePaths } from '@silent-failure/runtime';
createFailurePaths(contract).run('save', async () => save());`,
    },
    {
      name: 'a function of the same name in the file',
      code: `
const debug = { captureAsyncFunc(name, work) { return work(); } };
debug.captureAsyncFunc('save', () => save());`,
    },
    {
      name: 'an awaited return',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
tracer.provider.captureAsyncFunc('save', async (subsegment) => {
  try {
    return await save();
  } finally {
    subsegment.close();
  }
});`,
    },
    {
      name: 'a decorated method',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
class Repository {
  @tracer.captureMethod()
  async save() {
    await write();
  }
}`,
    },
    {
      name: 'closed by a helper that is handed one subsegment after the other',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
const finish = (current) => current?.close();
export const save = () => tracer.provider.captureAsyncFunc('save', async (subsegment) => {
  try {
    await write();
  } finally {
    finish(subsegment);
  }
});
export const load = () => tracer.provider.captureAsyncFunc('load', async (subsegment) => {
  try {
    await read();
  } finally {
    finish(subsegment);
  }
});`,
    },
    {
      name: 'closed two helpers deep, out of an object',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
const finish = ({ subsegment }) => end(subsegment);
function end(current) {
  if (current) {
    current.close();
  }
}
export const save = () => tracer.provider.captureAsyncFunc('save', async (subsegment) => {
  try {
    await write();
  } finally {
    finish({ subsegment });
  }
});`,
    },
    {
      name: 'opened by hand in each round of a loop, where it may be absent',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
export async function save(items: string[], write: (item: string) => Promise<void>) {
  for (const item of items) {
    const subsegment = tracer.getSegment()?.addNewSubsegment('save');
    try {
      await write(item);
    } finally {
      if (subsegment) {
        subsegment.close();
      }
    }
  }
}`,
    },
  ],
  invalid: [
    {
      name: 'closed by the `finally` of a promise that is kept and not waited for',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
export const save = () =>
  tracer.provider.captureAsyncFunc('save', (subsegment) => {
    const saved = write().finally(() => subsegment?.close());
    return undefined;
  });
`,
      errors: [{ messageId: 'neverClosed', line: 5, column: 3, endLine: 8, endColumn: 5 }],
    },
    {
      name: 'opened in one of two branches under one name, closed on success only',
      code: `
import AWSXRay from 'aws-xray-sdk-core';
export async function call(segment, isTraced) {
  let subsegment;
  if (isTraced) {
    subsegment = segment.addNewSubsegment('call');
  } else {
    subsegment = segment.addNewSubsegmentWithoutSampling('call');
  }
  await send();
  subsegment.close();
}`,
      errors: [
        { messageId: 'leftOpenOnThrow', data: { line: '10' }, line: 6, column: 18, endLine: 6, endColumn: 50 },
        { messageId: 'leftOpenOnThrow', data: { line: '10' }, line: 8, column: 18, endLine: 8, endColumn: 65 },
      ],
    },
    {
      name: 'a helper that closes the other of the two that it is handed',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
const finish = (kept, closed) => closed.close();
export function save() {
  const parent = tracer.getSegment();
  const first = parent.addNewSubsegment('first');
  const second = parent.addNewSubsegment('second');
  finish(first, second);
}`,
      errors: [{ messageId: 'neverClosed', line: 7, column: 17, endLine: 7, endColumn: 49 }],
    },
    {
      name: 'a helper that closes what has been closed',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
const finish = (current) => current.close();
export function save() {
  const first = tracer.getSegment().addNewSubsegment('first');
  first.close();
  finish(first);
}`,
      errors: [{ messageId: 'closedTwice', line: 8, column: 3, endLine: 8, endColumn: 16 }],
    },
    {
      name: 'never closed',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
tracer.provider.captureAsyncFunc('save', async (subsegment) => {
  await save();
});`,
      errors: [
        {
          messageId: 'neverClosed',
          line: 4,
          column: 1,
          endLine: 6,
          endColumn: 3,
          suggestions: [
            {
              messageId: 'closeInFinally',
              output: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
tracer.provider.captureAsyncFunc('save', async (subsegment) => {
  try {
    await save();
  } finally {
    subsegment?.close();
  }
});`,
            },
          ],
        },
      ],
    },
    {
      name: 'a callback without a parameter',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
tracer.provider.captureAsyncFunc('save', async () => {
  await save();
});`,
      errors: [
        {
          messageId: 'neverClosed',
          line: 4,
          column: 1,
          suggestions: [
            {
              messageId: 'closeInFinally',
              output: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
tracer.provider.captureAsyncFunc('save', async (subsegment) => {
  try {
    await save();
  } finally {
    subsegment?.close();
  }
});`,
            },
          ],
        },
      ],
    },
    {
      name: 'closed only after success',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
tracer.provider.captureAsyncFunc('save', async (subsegment) => {
  await save();
  subsegment.close();
});`,
      errors: [
        {
          messageId: 'leftOpenOnThrow',
          data: { line: '5' },
          line: 4,
          column: 1,
          suggestions: [
            {
              messageId: 'closeInFinally',
              output: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
tracer.provider.captureAsyncFunc('save', async (subsegment) => {
  try {
    await save();
  } finally {
    subsegment?.close();
  }
});`,
            },
          ],
        },
      ],
    },
    {
      name: 'a rethrow before the close',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
tracer.provider.captureAsyncFunc('save', async (subsegment) => {
  try {
    await save();
  } catch (error) {
    subsegment.addError(error);
    throw error;
  }
  subsegment.close();
});`,
      errors: [
        {
          messageId: 'leftOpenOnThrow',
          data: { line: '9' },
          line: 4,
          column: 1,
          suggestions: [
            {
              messageId: 'closeInFinally',
              output: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
tracer.provider.captureAsyncFunc('save', async (subsegment) => {
  try {
    await save();
  } catch (error) {
    subsegment.addError(error);
    throw error;
  } finally {
    subsegment?.close();
  }
});`,
            },
          ],
        },
      ],
    },
    {
      name: 'an early return before the close',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
tracer.provider.captureAsyncFunc('save', async (subsegment) => {
  if (!needed) {
    return;
  }
  subsegment.close();
});`,
      errors: [
        {
          messageId: 'leftOpenOnReturn',
          data: { line: '6' },
          line: 4,
          column: 1,
          suggestions: [
            {
              messageId: 'closeInFinally',
              output: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
tracer.provider.captureAsyncFunc('save', async (subsegment) => {
  try {
    if (!needed) {
      return;
    }
  } finally {
    subsegment?.close();
  }
});`,
            },
          ],
        },
      ],
    },
    {
      name: 'closed by a timer',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
tracer.provider.captureAsyncFunc('save', async (subsegment) => {
  setTimeout(() => subsegment.close(), 10);
});`,
      errors: [{ messageId: 'neverClosed', line: 4, column: 1 }],
    },
    {
      name: 'closed in the try and in the finally',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
tracer.provider.captureAsyncFunc('save', async (subsegment) => {
  try {
    await save();
    subsegment.close();
  } finally {
    subsegment.close();
  }
});`,
      errors: [{ messageId: 'closedTwice', data: { line: '4' }, line: 9, column: 5 }],
    },
    {
      name: 'closed twice, behind tests that only ask whether tracing is on',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
export async function save(isLast) {
  const parent = tracer.getSegment();
  const subsegment = parent?.addNewSubsegment('save');
  try {
    await write();
  } finally {
    if (parent && subsegment) {
      subsegment.close();
    }
    if (parent && subsegment !== undefined) {
      subsegment.close();
    }
  }
}`,
      errors: [{ messageId: 'closedTwice', data: { line: '6' }, line: 14, column: 7, endLine: 14, endColumn: 25 }],
    },
    {
      name: 'a returned call of a function of this file that gives a promise through another one',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
const respond = async (statusCode) => ({ statusCode });
const accept = () => respond(202);
tracer.provider.captureAsyncFunc('answer', async (subsegment) => {
  try {
    return accept();
  } finally {
    subsegment.close();
  }
});`,
      errors: [
        {
          messageId: 'closedTooEarly',
          line: 8,
          column: 5,
          endLine: 8,
          endColumn: 21,
          suggestions: [
            {
              messageId: 'awaitReturned',
              output: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
const respond = async (statusCode) => ({ statusCode });
const accept = () => respond(202);
tracer.provider.captureAsyncFunc('answer', async (subsegment) => {
  try {
    return await accept();
  } finally {
    subsegment.close();
  }
});`,
            },
          ],
        },
      ],
    },
    {
      name: 'a returned promise that is not awaited',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
tracer.provider.captureAsyncFunc('save', async (subsegment) => {
  try {
    return save();
  } finally {
    subsegment.close();
  }
});`,
      errors: [
        {
          messageId: 'closedTooEarly',
          line: 6,
          column: 5,
          endLine: 6,
          endColumn: 19,
          suggestions: [
            {
              messageId: 'awaitReturned',
              output: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
tracer.provider.captureAsyncFunc('save', async (subsegment) => {
  try {
    return await save();
  } finally {
    subsegment.close();
  }
});`,
            },
          ],
        },
      ],
    },
    {
      name: 'what another object gives, returned without waiting',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
class Orders {
  save(order) {
    return tracer.provider.captureAsyncFunc('save', async (subsegment) => {
      try {
        return this.store.save(order);
      } finally {
        subsegment.close();
      }
    });
  }
}`,
      errors: [
        {
          messageId: 'closedTooEarly',
          line: 8,
          column: 9,
          endLine: 8,
          endColumn: 39,
          suggestions: [
            {
              messageId: 'awaitReturned',
              output: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
class Orders {
  save(order) {
    return tracer.provider.captureAsyncFunc('save', async (subsegment) => {
      try {
        return await this.store.save(order);
      } finally {
        subsegment.close();
      }
    });
  }
}`,
            },
          ],
        },
      ],
    },
    {
      name: 'an error written after the close, behind a test of the error',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
tracer.provider.captureAsyncFunc('save', async (subsegment) => {
  try {
    subsegment.close();
    await save();
  } catch (error) {
    if (error instanceof RangeError) {
      subsegment.addErrorFlag();
    }
  }
});`,
      errors: [
        {
          messageId: 'writtenAfterClose',
          data: { line: '4' },
          line: 10,
          column: 7,
          endLine: 10,
          endColumn: 32,
        },
      ],
    },
    {
      name: 'an annotation written where one way has closed before',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
tracer.provider.captureAsyncFunc('save', async (subsegment) => {
  try {
    await save();
  } catch (error) {
    subsegment.addError(error);
    if (isBusy(error)) {
      subsegment.close();
      return;
    }
  } finally {
    subsegment.addAnnotation('done', true);
    subsegment.close();
  }
});`,
      errors: [
        {
          messageId: 'writtenAfterClose',
          data: { line: '4' },
          line: 14,
          column: 5,
          endLine: 14,
          endColumn: 43,
        },
        {
          messageId: 'closedTwice',
          data: { line: '4' },
          line: 15,
          column: 5,
          endLine: 15,
          endColumn: 23,
        },
      ],
    },
    {
      name: 'an error that a helper writes after the close',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
const record = (subsegment, error) => subsegment.addError(error);
tracer.provider.captureAsyncFunc('save', async (subsegment) => {
  subsegment.close();
  try {
    await save();
  } catch (error) {
    record(subsegment, error);
  }
});`,
      errors: [
        {
          messageId: 'writtenAfterClose',
          data: { line: '5' },
          line: 10,
          column: 5,
          endLine: 10,
          endColumn: 30,
        },
      ],
    },
    {
      name: 'closed by a promise that a name keeps and nothing waits for',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
tracer.provider.captureAsyncFunc('save', async (subsegment) => {
  const saving = save().finally(() => subsegment.close());
  console.log(saving);
});`,
      errors: [
        {
          messageId: 'neverClosed',
          line: 4,
          column: 1,
          endLine: 7,
          endColumn: 3,
        },
      ],
    },
    {
      name: 'only asked for, before something else is returned',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
export function open() {
  const subsegment = tracer.getSegment().addNewSubsegment('save');
  return subsegment && true;
}`,
      errors: [
        {
          messageId: 'neverClosed',
          line: 5,
          column: 22,
          endLine: 5,
          endColumn: 66,
        },
      ],
    },
    {
      name: 'opened by hand and never closed',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
async function work() {
  const subsegment = tracer.getSegment().addNewSubsegment('save');
  await save();
}`,
      errors: [
        {
          messageId: 'neverClosed',
          line: 5,
          column: 22,
          suggestions: [
            {
              messageId: 'closeInFinally',
              output: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
async function work() {
  const subsegment = tracer.getSegment().addNewSubsegment('save');
  try {
    await save();
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
      name: 'opened by hand and bound to nothing',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
tracer.getSegment().addNewSubsegment('save');`,
      errors: [{ messageId: 'neverClosed', line: 4, column: 1 }],
    },
    {
      name: 'on an imported tracer',
      code: `
import { tracer } from './observability';
tracer.provider.captureAsyncFunc('save', async (current) => {
  await save();
  current.close();
});`,
      errors: [
        {
          messageId: 'leftOpenOnThrow',
          data: { line: '4' },
          line: 3,
          column: 1,
          suggestions: [
            {
              messageId: 'closeInFinally',
              output: `
import { tracer } from './observability';
tracer.provider.captureAsyncFunc('save', async (current) => {
  try {
    await save();
  } finally {
    current?.close();
  }
});`,
            },
          ],
        },
      ],
    },
    {
      name: 'opened by hand, with code after the close',
      code: `
import type { Segment } from 'aws-xray-sdk-core';
export async function save(parent: Segment, write: () => Promise<void>) {
  const subsegment = parent.addNewSubsegment('save');
  subsegment.addAnnotation('kind', 'item');
  await write();
  subsegment.close();
  console.info('saved');
}`,
      errors: [
        {
          messageId: 'leftOpenOnThrow',
          data: { line: '6' },
          line: 4,
          column: 22,
          endLine: 4,
          endColumn: 53,
          suggestions: [
            {
              messageId: 'closeInFinally',
              output: `
import type { Segment } from 'aws-xray-sdk-core';
export async function save(parent: Segment, write: () => Promise<void>) {
  const subsegment = parent.addNewSubsegment('save');
  try {
    subsegment.addAnnotation('kind', 'item');
    await write();
  } finally {
    subsegment.close();
  }
  console.info('saved');
}`,
            },
          ],
        },
      ],
    },
    {
      name: 'opened by hand, with a name that is needed after the close',
      code: `
import type { Segment } from 'aws-xray-sdk-core';
export async function save(parent: Segment, write: () => Promise<string>) {
  const subsegment = parent.addNewSubsegment('save');
  const id = await write();
  subsegment.close();
  return id.trim();
}`,
      errors: [
        {
          messageId: 'leftOpenOnThrow',
          data: { line: '5' },
          line: 4,
          column: 22,
          endLine: 4,
          endColumn: 53,
          suggestions: [
            {
              messageId: 'closeInFinally',
              output: `
import type { Segment } from 'aws-xray-sdk-core';
export async function save(parent: Segment, write: () => Promise<string>) {
  const subsegment = parent.addNewSubsegment('save');
  try {
    const id = await write();
    return await id.trim();
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
      name: 'opened by hand before a try',
      code: `
import type { Segment } from 'aws-xray-sdk-core';
export async function save(parent: Segment, write: () => Promise<void>) {
  const subsegment = parent.addNewSubsegment('save');
  try {
    await write();
  } catch (error) {
    subsegment.addError(error as Error);
    throw error;
  }
  subsegment.close();
}`,
      errors: [
        {
          messageId: 'leftOpenOnThrow',
          data: { line: '9' },
          line: 4,
          column: 22,
          endLine: 4,
          endColumn: 53,
          suggestions: [
            {
              messageId: 'closeInFinally',
              output: `
import type { Segment } from 'aws-xray-sdk-core';
export async function save(parent: Segment, write: () => Promise<void>) {
  const subsegment = parent.addNewSubsegment('save');
  try {
    await write();
  } catch (error) {
    subsegment.addError(error as Error);
    throw error;
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
      name: 'closed with the error on one way',
      code: `
import type { Segment } from 'aws-xray-sdk-core';
export async function save(parent: Segment, write: () => Promise<void>, log: (error: unknown) => void) {
  const subsegment = parent.addNewSubsegment('save');
  try {
    await write();
  } catch (error) {
    log(error);
    subsegment.close(error as Error);
    return;
  }
  subsegment.close();
}`,
      errors: [
        {
          messageId: 'leftOpenOnThrow',
          data: { line: '8' },
          line: 4,
          column: 22,
          endLine: 4,
          endColumn: 53,
          suggestions: [
            {
              messageId: 'closeInFinally',
              output: `
import type { Segment } from 'aws-xray-sdk-core';
export async function save(parent: Segment, write: () => Promise<void>, log: (error: unknown) => void) {
  const subsegment = parent.addNewSubsegment('save');
  try {
    await write();
  } catch (error) {
    log(error);
    subsegment.addError(error as Error);
    return;
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
      name: 'opened by hand in a loop, where it may be absent',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
export async function save(items: string[], write: (item: string) => Promise<void>) {
  for (const item of items) {
    const subsegment = tracer.getSegment()?.addNewSubsegment('save');
    await write(item);
    if (subsegment) {
      subsegment.close();
    }
  }
}`,
      errors: [
        {
          messageId: 'leftOpenOnThrow',
          data: { line: '7' },
          line: 6,
          column: 24,
          endLine: 6,
          endColumn: 69,
          suggestions: [
            {
              messageId: 'closeInFinally',
              output: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
export async function save(items: string[], write: (item: string) => Promise<void>) {
  for (const item of items) {
    const subsegment = tracer.getSegment()?.addNewSubsegment('save');
    try {
      await write(item);
    } finally {
      subsegment?.close();
    }
  }
}`,
            },
          ],
        },
      ],
    },
    {
      name: 'none: closed by a promise as well',
      code: `
import type { Segment } from 'aws-xray-sdk-core';
export async function save(parent: Segment, write: () => Promise<void>, later: () => Promise<void>) {
  const subsegment = parent.addNewSubsegment('save');
  await write();
  later().finally(() => subsegment.close());
}`,
      errors: [
        {
          messageId: 'neverClosed',
          line: 4,
          column: 22,
          endLine: 4,
          endColumn: 53,
          suggestions: [],
        },
      ],
    },
    {
      name: 'none: a function that may return a promise and does not wait',
      code: `
import type { Segment } from 'aws-xray-sdk-core';
export function save(parent: Segment, write: () => Promise<void>) {
  const subsegment = parent.addNewSubsegment('save');
  const done = write();
  subsegment.close();
  return done;
}`,
      errors: [
        {
          messageId: 'leftOpenOnThrow',
          data: { line: '5' },
          line: 4,
          column: 22,
          endLine: 4,
          endColumn: 53,
          suggestions: [],
        },
      ],
    },
    {
      name: 'none: a helper that may close it',
      code: `
import type { Segment } from 'aws-xray-sdk-core';
const end = (subsegment: { close(): void }, isDone: boolean) => isDone && subsegment.close();
export async function save(parent: Segment, write: () => Promise<boolean>) {
  const subsegment = parent.addNewSubsegment('save');
  end(subsegment, await write());
}`,
      errors: [
        {
          messageId: 'leftOpenOnThrow',
          data: { line: '6' },
          line: 5,
          column: 22,
          endLine: 5,
          endColumn: 53,
          suggestions: [],
        },
      ],
    },
    {
      name: 'none: a variable that is given its subsegment later',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
export async function save(write: () => Promise<void>) {
  let subsegment;
  subsegment = tracer.getSegment()?.addNewSubsegment('save');
  await write();
  subsegment?.close();
}`,
      errors: [
        {
          messageId: 'leftOpenOnThrow',
          data: { line: '7' },
          line: 6,
          column: 16,
          endLine: 6,
          endColumn: 61,
          suggestions: [],
        },
      ],
    },
    {
      name: 'none: a callback that is used by name',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
async function work() {
  await Promise.resolve();
}
tracer.provider.captureAsyncFunc('save', work);`,
      errors: [
        {
          messageId: 'neverClosed',
          line: 7,
          column: 1,
          endLine: 7,
          endColumn: 47,
          suggestions: [],
        },
      ],
    },
    {
      name: 'a span of OpenTelemetry',
      code: `
import { trace } from '@opentelemetry/api';
export async function save(write: () => Promise<void>) {
  const span = trace.getTracer('store').startSpan('save');
  await write();
  span.end();
}`,
      errors: [
        {
          messageId: 'leftOpenOnThrow',
          data: { line: '5' },
          line: 4,
          column: 16,
          endLine: 4,
          endColumn: 58,
          suggestions: [
            {
              messageId: 'closeInFinally',
              output: `
import { trace } from '@opentelemetry/api';
export async function save(write: () => Promise<void>) {
  const span = trace.getTracer('store').startSpan('save');
  try {
    await write();
  } finally {
    span.end();
  }
}`,
            },
          ],
        },
      ],
    },
    {
      name: 'none: a promise that is returned too early, by a function that cannot await it',
      code: `
import type { Segment } from 'aws-xray-sdk-core';
export function save(parent: Segment, write: () => Promise<string>) {
  const subsegment = parent.addNewSubsegment('save');
  try {
    return write().then((text) => text.trim());
  } finally {
    subsegment.close();
  }
}`,
      errors: [
        { messageId: 'closedTooEarly', line: 6, column: 5, endLine: 6, endColumn: 48, suggestions: [] },
      ],
    },
  ],
});
