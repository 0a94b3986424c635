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
        },
      ],
    },
    {
      name: 'a callback that returns a promise',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
tracer.provider.captureFunc('load', () => load().then((item) => item.id));`,
      errors: [{ messageId: 'asyncCallback', line: 4, column: 17 }],
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
      errors: [{ messageId: 'asyncCallback', line: 8, column: 17 }],
    },
    {
      name: 'on a destructured provider of an imported tracer',
      code: `
import { tracer } from './observability';
const { provider } = tracer;
provider.captureFunc('load', async (subsegment) => {});`,
      errors: [{ messageId: 'asyncCallback', line: 4, column: 10 }],
    },
    {
      name: 'runSync of the runtime',
      code: `
import { createFailurePaths } from '@silent-failure/runtime';
import contract from './failure-paths.json';
const failurePaths = createFailurePaths(contract);
failurePaths.runSync('load', async () => {});`,
      errors: [{ messageId: 'asyncCallback', data: { opener: 'runSync', instead: 'run' }, line: 5, column: 14 }],
    },
  ],
});
