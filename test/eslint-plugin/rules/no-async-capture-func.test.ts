import { noAsyncCaptureFunc } from '../../../eslint-plugin/src/rules/no-async-capture-func';
import { testRule } from '../../support/rule-tester';

testRule('no-async-capture-func', noAsyncCaptureFunc, {
  valid: [
    {
      name: 'a synchronous callback',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
tracer.provider.captureFunc('parse', () => {
  parse();
});`,
    },
    {
      name: 'captureAsyncFunc',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
await tracer.provider.captureAsyncFunc('load', async (subsegment) => {
  await load().finally(() => subsegment?.close());
});`,
    },
    {
      name: 'a method of the same name on an object of the file',
      code: `
const debug = { captureFunc(name, work) { return work(); } };
debug.captureFunc('load', async () => {});`,
    },
    {
      name: 'a promise in a nested function',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
tracer.provider.captureFunc('plan', () => {
  later(() => Promise.resolve());
});`,
    },
  ],
  invalid: [
    {
      name: 'an async callback',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
tracer.provider.captureFunc('load', async () => {
  await load();
});`,
      errors: [
        {
          messageId: 'asyncCallback',
          data: {
            opener: 'captureFunc',
            instead: 'captureAsyncFunc` and close the subsegment in a `finally',
          },
          line: 4,
          column: 17,
          endLine: 4,
          endColumn: 28,
          suggestions: [
            {
              messageId: 'openWaiting',
              data: { opener: 'captureAsyncFunc' },
              output: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
tracer.provider.captureAsyncFunc('load', async (subsegment) => {
  try {
    await load();
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
      name: 'a callback that returns a promise',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
tracer.provider.captureFunc('load', () => load().then((item) => item.id));`,
      errors: [
        {
          messageId: 'asyncCallback',
          line: 4,
          column: 17,
          suggestions: [
            {
              messageId: 'openWaiting',
              data: { opener: 'captureAsyncFunc' },
              output: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
tracer.provider.captureAsyncFunc('load', async (subsegment) => {
  try {
    return await load().then((item) => item.id);
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
      name: 'a callback by name that returns the promise of an async function',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
const load = async () => {};
function work() {
  return load();
}
tracer.provider.captureFunc('load', work);`,
      errors: [
        {
          messageId: 'asyncCallback',
          line: 8,
          column: 17,
          suggestions: [
            {
              messageId: 'openWaiting',
              data: { opener: 'captureAsyncFunc' },
              output: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
const load = async () => {};
function work() {
  return load();
}
tracer.provider.captureAsyncFunc('load', async (subsegment) => {
  try {
    return await work();
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
      name: 'on a destructured provider of an imported tracer',
      code: `
import { tracer } from './observability';
const { provider } = tracer;
provider.captureFunc('load', async (subsegment) => {});`,
      errors: [
        {
          messageId: 'asyncCallback',
          line: 4,
          column: 10,
          suggestions: [
            {
              messageId: 'openWaiting',
              data: { opener: 'captureAsyncFunc' },
              output: `
import { tracer } from './observability';
const { provider } = tracer;
provider.captureAsyncFunc('load', async (subsegment) => { try { } finally { subsegment?.close(); } });`,
            },
          ],
        },
      ],
    },
    {
      name: 'runSync of the runtime',
      code: `
import { createFailurePaths } from '@silent-failure/runtime';
import contract from './failure-paths.json';
const failurePaths = createFailurePaths(contract);
failurePaths.runSync('load', async () => {});`,
      errors: [
        {
          messageId: 'asyncCallback',
          data: { opener: 'runSync', instead: 'run' },
          line: 5,
          column: 14,
          suggestions: [
            {
              messageId: 'openWaiting',
              data: { opener: 'run' },
              output: `
import { createFailurePaths } from '@silent-failure/runtime';
import contract from './failure-paths.json';
const failurePaths = createFailurePaths(contract);
failurePaths.run('load', async () => {});`,
            },
          ],
        },
      ],
    },
    {
      name: 'in an async function, where the call is awaited then',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
export async function load(read: () => Promise<void>) {
  tracer.provider.captureFunc('load', async (segment) => { segment?.addAnnotation('kind', 'item'); await read(); });
}`,
      errors: [
        {
          messageId: 'asyncCallback',
          line: 5,
          column: 19,
          endLine: 5,
          endColumn: 30,
          suggestions: [
            {
              messageId: 'openWaiting',
              data: { opener: 'captureAsyncFunc' },
              output: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
export async function load(read: () => Promise<void>) {
  await tracer.provider.captureAsyncFunc('load', async (segment) => { try { segment?.addAnnotation('kind', 'item'); await read(); } finally { segment?.close(); } });
}`,
            },
          ],
        },
      ],
    },
    {
      name: 'promises that are returned',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
export const load = (read: (kind: string) => Promise<string>, kind?: string) =>
  tracer.provider.captureFunc('load', async function () {
    if (kind === undefined) {
      return 'nothing';
    }
    return kind === 'all' ? read('*') : read(kind);
  });`,
      errors: [
        {
          messageId: 'asyncCallback',
          line: 5,
          column: 19,
          endLine: 5,
          endColumn: 30,
          suggestions: [
            {
              messageId: 'openWaiting',
              data: { opener: 'captureAsyncFunc' },
              output: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
export const load = (read: (kind: string) => Promise<string>, kind?: string) =>
  tracer.provider.captureAsyncFunc('load', async function (subsegment) {
    try {
      if (kind === undefined) {
        return 'nothing';
      }
      return await (kind === 'all' ? read('*') : read(kind));
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
      name: 'a value over several lines',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
export const load = (read: (kind: string) => Promise<string>) =>
  tracer.provider.captureFunc('load', async () =>
    read(
      'all',
    ),
  );`,
      errors: [
        {
          messageId: 'asyncCallback',
          line: 5,
          column: 19,
          endLine: 5,
          endColumn: 30,
          suggestions: [
            {
              messageId: 'openWaiting',
              data: { opener: 'captureAsyncFunc' },
              output: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
export const load = (read: (kind: string) => Promise<string>) =>
  tracer.provider.captureAsyncFunc('load', async (subsegment) => {
    try {
      return await read(
        'all',
      );
    } finally {
      subsegment?.close();
    }
  },
  );`,
            },
          ],
        },
      ],
    },
    {
      name: 'a callback that is made async',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
export const load = (read: () => Promise<string>) =>
  tracer.provider.captureFunc('load', (subsegment) => {
    subsegment?.addAnnotation('kind', 'item');
    return read().then((text) => text.trim());
  });`,
      errors: [
        {
          messageId: 'asyncCallback',
          line: 5,
          column: 19,
          endLine: 5,
          endColumn: 30,
          suggestions: [
            {
              messageId: 'openWaiting',
              data: { opener: 'captureAsyncFunc' },
              output: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
export const load = (read: () => Promise<string>) =>
  tracer.provider.captureAsyncFunc('load', async (subsegment) => {
    try {
      subsegment?.addAnnotation('kind', 'item');
      return await read().then((text) => text.trim());
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
      name: 'none: the callback closes the subsegment itself',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
export const load = (read: () => Promise<void>) =>
  tracer.provider.captureFunc('load', async (subsegment) => {
    await read();
    subsegment?.close();
  });`,
      errors: [
        {
          messageId: 'asyncCallback',
          line: 5,
          column: 19,
          endLine: 5,
          endColumn: 30,
          suggestions: [],
        },
      ],
    },
    {
      name: 'none: a promise that a catch does not see now',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
export const load = (read: () => Promise<string>) =>
  tracer.provider.captureFunc('load', async () => {
    try {
      return read();
    } catch {
      return 'nothing';
    }
  });`,
      errors: [
        {
          messageId: 'asyncCallback',
          line: 5,
          column: 19,
          endLine: 5,
          endColumn: 30,
          suggestions: [],
        },
      ],
    },
    {
      name: 'none: only parts of the subsegment are taken',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
export const load = (read: () => Promise<void>) =>
  tracer.provider.captureFunc('load', async ({ id } = {} as never) => {
    await read();
    console.info(id);
  });`,
      errors: [
        {
          messageId: 'asyncCallback',
          line: 5,
          column: 19,
          endLine: 5,
          endColumn: 30,
          suggestions: [],
        },
      ],
    },
    {
      name: 'none: returns a promise on one way only',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
export const load = (read: () => Promise<string>, cached?: string) =>
  tracer.provider.captureFunc('load', () => {
    if (cached !== undefined) {
      return cached;
    }
    return read().then((text) => text.trim());
  });`,
      errors: [
        {
          messageId: 'asyncCallback',
          line: 5,
          column: 19,
          endLine: 5,
          endColumn: 30,
          suggestions: [],
        },
      ],
    },
    {
      name: 'none: an opener without an object, whose import would have to be changed',
      code: `
import { captureFunc } from 'aws-xray-sdk-core';
export const load = (read: () => Promise<void>) =>
  captureFunc('load', async () => {
    await read();
  });`,
      errors: [
        {
          messageId: 'asyncCallback',
          line: 4,
          column: 3,
          endLine: 4,
          endColumn: 14,
          suggestions: [],
        },
      ],
    },
    {
      name: 'runSync in an async function, where the call is awaited then',
      code: `
import { createFailurePaths } from '@silent-failure/runtime';
import contract from './failure-paths.json';
const failurePaths = createFailurePaths(contract);
export async function load(read: () => Promise<void>) {
  failurePaths.runSync('audit_trail_persist', async () => {
    await read();
  });
}`,
      errors: [
        {
          messageId: 'asyncCallback',
          line: 6,
          column: 16,
          endLine: 6,
          endColumn: 23,
          suggestions: [
            {
              messageId: 'openWaiting',
              data: { opener: 'run' },
              output: `
import { createFailurePaths } from '@silent-failure/runtime';
import contract from './failure-paths.json';
const failurePaths = createFailurePaths(contract);
export async function load(read: () => Promise<void>) {
  await failurePaths.run('audit_trail_persist', async () => {
    await read();
  });
}`,
            },
          ],
        },
      ],
    },
  ],
});
