import { matchFailurePath } from '../../../eslint-plugin/src/rules/match-failure-path';
import { testRule } from '../../support/rule-tester';

const metric = { namespace: 'Shop', name: 'Failures', dimensions: { Lambda: '{function_name}' } };
const contract = {
  load: { file: 'src/load.ts', mark: 'error', metric },
  first: { file: 'src/two.ts', mark: 'fault', metric },
  second: { file: ['src/two.ts', './src/other.ts'], mark: 'fault', metric },
  'put back': { file: 'src/put-back.ts', mark: 'fault', metric },
  '### restore': { file: 'src/restore.ts', mark: 'fault', metric },
  constructor: { file: 'src/constructor.ts', mark: 'fault', metric },
};
const options = [{ contract }];
const load = { filename: 'src/load.ts', options };
const two = { filename: 'src/two.ts', options };
const elsewhere = { filename: 'src/elsewhere.ts', options };

const TRACER = `import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
`;
const RUNTIME = `import { failurePaths } from './failure-paths';
`;

testRule('match-failure-path, paths that a file has to open', matchFailurePath, {
  valid: [
    {
      name: 'a file that the contract does not list',
      ...elsewhere,
      code: `export const handler = (event) => work(event);`,
    },
    {
      name: 'a contract of no paths',
      filename: 'src/load.ts',
      options: [{ contract: {} }],
      code: `${RUNTIME}export const handler = (event) => work(event);`,
    },
    {
      name: 'opened by the runtime',
      ...load,
      code: `${RUNTIME}export const handler = (event) => failurePaths().run('load', async (path) => {
  try { return await work(event); } catch (error) { path.recordFailure(error); return undefined; }
});`,
    },
    {
      name: 'opened by the runtime in code that waits for nothing',
      ...load,
      code: `import { createFailurePaths } from '@silent-failure/runtime';
import contract from './failure-paths.json';
const failurePaths = createFailurePaths(contract);
export const handler = (text) => failurePaths.runSync('load', (path) => {
  try { return JSON.parse(text); } catch (error) { path.recordFailure(error); return undefined; }
});`,
    },
    {
      name: 'opened by Powertools',
      ...load,
      code: `${TRACER}export const handler = (event) => tracer.provider.captureAsyncFunc('load', async (subsegment) => {
  try { return await work(event); } finally { subsegment?.close(); }
});`,
    },
    {
      name: 'opened by the X-Ray SDK',
      ...load,
      code: `import AWSXRay from 'aws-xray-sdk-core';
export const handler = (event) => AWSXRay.captureAsyncFunc('load', async (subsegment) => {
  try { return await work(event); } finally { subsegment?.close(); }
});`,
    },
    {
      name: 'opened by hand',
      ...load,
      code: `${TRACER}export async function handler(event) {
  const subsegment = tracer.getSegment()?.addNewSubsegment('load');
  try { return await work(event); } finally { subsegment?.close(); }
}`,
    },
    {
      name: 'opened as a span of OpenTelemetry',
      ...load,
      code: `import { trace } from '@opentelemetry/api';
export const handler = (event) => trace.getTracer('shop').startActiveSpan('load', async (span) => {
  try { return await work(event); } finally { span.end(); }
});`,
    },
    {
      name: 'opened around a method',
      ...load,
      code: `${TRACER}export class Loader {
  @tracer.captureMethod({ subSegmentName: 'load' })
  async load(event) { return work(event); }
}`,
    },
    {
      name: 'opened around a method, whose name is in that of the contract',
      filename: 'src/restore.ts',
      options,
      code: `${TRACER}export class Restorer {
  @tracer.captureMethod()
  async restore(event) { return work(event); }
}`,
    },
    {
      name: 'the second of the files of a path',
      filename: 'src/other.ts',
      options,
      code: `${RUNTIME}export const handler = (error) => failurePaths().run('second', async (path) => path.recordFailure(error));`,
    },
    {
      name: 'names in a constant object, and put together',
      ...two,
      code: `${RUNTIME}const NAMES = { first: 'first' } as const;
const SECOND = 'sec';
export const one = (error) => failurePaths().run(NAMES.first, async (path) => path.recordFailure(error));
export const two = (error) => failurePaths().run(\`\${SECOND}ond\`, async (path) => path.recordFailure(error));`,
    },
    {
      name: 'names that a same-file function is handed',
      ...two,
      code: `${TRACER}const traced = (name, work) => tracer.provider.captureAsyncFunc(name, async (subsegment) => {
  try { return await work(); } finally { subsegment?.close(); }
});
export const one = (event) => traced('first', () => read(event));
export const two = (event) => traced('second', () => write(event));`,
    },
    {
      name: 'a name that a same-file function hands to another, in an object',
      ...load,
      code: `${TRACER}const traced = ({ name, work }) => tracer.provider.captureAsyncFunc(name, async (subsegment) => {
  try { return await work(); } finally { subsegment?.close(); }
});
const logged = (name, work) => traced({ name, work });
export const handler = (event) => logged('load', () => work(event));`,
    },
    {
      name: 'a name that is imported may be any',
      ...load,
      code: `${RUNTIME}import { NAMES } from './names';
export const handler = (error) => failurePaths().run(NAMES.load, async (path) => path.recordFailure(error));`,
    },
    {
      name: 'a name that is computed may be any',
      ...load,
      code: `${RUNTIME}export const handler = (event) => failurePaths().run(\`lo\${event.rest}\`, async (path) => path.recordFailure(event.error));`,
    },
    {
      name: 'work from elsewhere',
      ...load,
      code: `${RUNTIME}import { work } from './work';
export const handler = () => failurePaths().run('load', work);`,
    },
    {
      name: 'a name that code from elsewhere is handed with the work',
      ...load,
      code: `import { traced } from './tracing';
export const handler = (event) => traced('load', () => work(event));`,
    },
    {
      name: 'a path called like a member that every object has',
      filename: 'src/constructor.ts',
      options,
      code: `${RUNTIME}export const handler = (error) => failurePaths().run('constructor', async (path) => path.recordFailure(error));`,
    },
  ],
  invalid: [
    {
      name: 'a file of the contract that opens nothing',
      ...load,
      code: `export const handler = (event) => work(event);`,
      errors: [{ messageId: 'missingPath', data: { path: 'load' }, line: 1, column: 1, endLine: 1, endColumn: 1 }],
    },
    {
      name: 'an empty file',
      ...load,
      code: '',
      errors: [{ messageId: 'missingPath', data: { path: 'load' }, line: 1, column: 1, endLine: 1, endColumn: 1 }],
    },
    {
      name: 'one of two paths',
      ...two,
      code: `${RUNTIME}export const one = (error) => failurePaths().run('first', async (path) => path.recordFailure(error));`,
      errors: [{ messageId: 'missingPath', data: { path: 'second' }, line: 1, column: 1, endLine: 1, endColumn: 1 }],
    },
    {
      name: 'both of two paths',
      ...two,
      code: `export {};`,
      errors: [
        { messageId: 'missingPath', data: { path: 'first' }, line: 1, column: 1, endLine: 1, endColumn: 1 },
        { messageId: 'missingPath', data: { path: 'second' }, line: 1, column: 1, endLine: 1, endColumn: 1 },
      ],
    },
    {
      name: 'the second of the files of a path',
      filename: 'src/other.ts',
      options,
      code: `export {};`,
      errors: [{ messageId: 'missingPath', data: { path: 'second' }, line: 1, column: 1, endLine: 1, endColumn: 1 }],
    },
    {
      name: 'a method under its own name',
      ...load,
      code: `${TRACER}export class Loader {
  @tracer.captureMethod()
  async load(event) { return work(event); }
}`,
      errors: [{ messageId: 'missingPath', data: { path: 'load' }, line: 1, column: 1, endLine: 1, endColumn: 1 }],
    },
    {
      name: 'a name that a same-file function is not handed',
      ...two,
      code: `${TRACER}const traced = (name, work) => tracer.provider.captureAsyncFunc(name, async (subsegment) => {
  try { return await work(); } finally { subsegment?.close(); }
});
export const one = (event) => traced('first', () => read(event));`,
      errors: [{ messageId: 'missingPath', data: { path: 'second' }, line: 1, column: 1, endLine: 1, endColumn: 1 }],
    },
    {
      name: 'a name that is only logged',
      ...load,
      code: `import { logger } from './logger';
export const handler = (event) => logger.info('load', event);`,
      errors: [{ messageId: 'missingPath', data: { path: 'load' }, line: 1, column: 1, endLine: 1, endColumn: 1 }],
    },
    {
      name: 'a name that code from elsewhere is handed without any work',
      ...load,
      code: `import { track } from './tracking';
export const handler = () => track('load', { once: true });`,
      errors: [{ messageId: 'missingPath', data: { path: 'load' }, line: 1, column: 1, endLine: 1, endColumn: 1 }],
    },
    {
      name: 'a method of that name on an object of this file',
      ...load,
      code: `class Runner { run(name, work) { return work({ recordFailure() {} }); } }
export const handler = () => new Runner().run('load', (path) => path.recordFailure(1));`,
      errors: [{ messageId: 'missingPath', data: { path: 'load' }, line: 1, column: 1, endLine: 1, endColumn: 1 }],
    },
    {
      name: 'a path called like a member that every object has',
      filename: 'src/constructor.ts',
      options,
      code: `export class Loader { constructor(event) { this.event = event; } }`,
      errors: [{ messageId: 'missingPath', data: { path: 'constructor' }, line: 1, column: 1, endLine: 1, endColumn: 1 }],
    },
  ],
});

testRule('match-failure-path, names that the contract does not know', matchFailurePath, {
  valid: [
    {
      name: 'around no failure handler',
      ...load,
      code: `${TRACER}${RUNTIME}export const handler = (event) => tracer.provider.captureAsyncFunc('handle request', async (subsegment) => {
  await failurePaths().run('load', async (path) => { try { await work(event); } catch (error) { path.recordFailure(error); } });
  subsegment?.close();
});`,
    },
    {
      name: 'closed by hand before a failure handler',
      ...load,
      code: `${TRACER}${RUNTIME}export async function handler(event) {
  const subsegment = tracer.getSegment()?.addNewSubsegment('prepare');
  prepare(event);
  subsegment?.close();
  try { await work(event); } catch (error) { console.warn(error); }
  return failurePaths().run('load', async (path) => path.recordFailure(event.error));
}`,
    },
    {
      name: 'opened by hand in a failure handler',
      ...load,
      code: `${TRACER}${RUNTIME}export async function handler(event) {
  try { await failurePaths().run('load', async (path) => path.recordFailure(event.error)); } catch (error) {
    const subsegment = tracer.getSegment()?.addNewSubsegment('report');
    await report(error);
    subsegment?.close();
  }
}`,
    },
    {
      name: 'in a file that the contract does not list',
      ...elsewhere,
      code: `${RUNTIME}export const handler = (error) => failurePaths().run('lode', async (path) => path.recordFailure(error));`,
    },
    {
      name: 'a name that is computed, around a failure handler',
      ...load,
      code: `${TRACER}export const handler = (event) => tracer.provider.captureAsyncFunc(event.name, async (subsegment) => {
  try { await work(event); } catch (error) { subsegment?.addErrorFlag(); } finally { subsegment?.close(); }
});`,
    },
    {
      name: 'a method under another name, around no failure handler',
      ...load,
      code: `${TRACER}${RUNTIME}export class Loader {
  @tracer.captureMethod()
  async load(error) { return failurePaths().run('load', async (path) => path.recordFailure(error)); }
}`,
    },
  ],
  invalid: [
    {
      name: 'a misspelt name',
      ...load,
      code: `${TRACER}export const handler = (event) => tracer.provider.captureAsyncFunc('loda', async (subsegment) => {
  try { await work(event); } catch (error) { subsegment?.addErrorFlag(); } finally { subsegment?.close(); }
});`,
      errors: [
        { messageId: 'missingPath', data: { path: 'load' }, line: 1, column: 1, endLine: 1, endColumn: 1 },
        {
          messageId: 'unknownPath',
          data: { name: 'loda', hint: ' Did you mean `load`?' },
          line: 3, column: 68, endLine: 3, endColumn: 74,
          suggestions: [
            {
              messageId: 'useContractName',
              data: { path: 'load' },
              output: `${TRACER}export const handler = (event) => tracer.provider.captureAsyncFunc('load', async (subsegment) => {
  try { await work(event); } catch (error) { subsegment?.addErrorFlag(); } finally { subsegment?.close(); }
});`,
            },
          ],
        },
      ],
    },
    {
      name: 'a name in double quotes that the runtime is handed',
      ...load,
      code: `${RUNTIME}export const handler = (error) => failurePaths().run("laod", async (path) => path.recordFailure(error));`,
      errors: [
        { messageId: 'missingPath', data: { path: 'load' }, line: 1, column: 1, endLine: 1, endColumn: 1 },
        {
          messageId: 'unknownPath',
          data: { name: 'laod', hint: ' Did you mean `load`?' },
          line: 2, column: 54, endLine: 2, endColumn: 60,
          suggestions: [
            {
              messageId: 'useContractName',
              data: { path: 'load' },
              output: `${RUNTIME}export const handler = (error) => failurePaths().run("load", async (path) => path.recordFailure(error));`,
            },
          ],
        },
      ],
    },
    {
      name: 'a name in a constant, which is put right there',
      ...load,
      code: `${RUNTIME}const NAME = \`lood\`;
export const handler = (error) => failurePaths().run(NAME, async (path) => path.recordFailure(error));`,
      errors: [
        { messageId: 'missingPath', data: { path: 'load' }, line: 1, column: 1, endLine: 1, endColumn: 1 },
        {
          messageId: 'unknownPath',
          data: { name: 'lood', hint: ' Did you mean `load`?' },
          line: 3, column: 54, endLine: 3, endColumn: 58,
          suggestions: [
            {
              messageId: 'useContractName',
              data: { path: 'load' },
              output: `${RUNTIME}const NAME = \`load\`;
export const handler = (error) => failurePaths().run(NAME, async (path) => path.recordFailure(error));`,
            },
          ],
        },
      ],
    },
    {
      name: 'a name that is put together',
      ...load,
      code: `${RUNTIME}const PART = 'ad';
export const handler = (error) => failurePaths().run('la' + PART, async (path) => path.recordFailure(error));`,
      errors: [
        { messageId: 'missingPath', data: { path: 'load' }, line: 1, column: 1, endLine: 1, endColumn: 1 },
        { messageId: 'unknownPath', data: { name: 'laad', hint: ' Did you mean `load`?' }, line: 3, column: 54, endLine: 3, endColumn: 65, suggestions: [] },
      ],
    },
    {
      name: 'a name that is near none of this file',
      ...load,
      code: `${RUNTIME}export const handler = (error) => failurePaths().run('charge_card', async (path) => path.recordFailure(error));`,
      errors: [
        { messageId: 'missingPath', data: { path: 'load' }, line: 1, column: 1, endLine: 1, endColumn: 1 },
        { messageId: 'unknownPath', data: { name: 'charge_card', hint: '' }, line: 2, column: 54, endLine: 2, endColumn: 67, suggestions: [] },
      ],
    },
    {
      name: 'the nearest name of the file, not of the contract',
      ...two,
      code: `${RUNTIME}export const one = (error) => failurePaths().run('first', async (path) => path.recordFailure(error));
export const two = (error) => failurePaths().run('secand', async (path) => path.recordFailure(error));`,
      errors: [
        { messageId: 'missingPath', data: { path: 'second' }, line: 1, column: 1, endLine: 1, endColumn: 1 },
        {
          messageId: 'unknownPath',
          data: { name: 'secand', hint: ' Did you mean `second`?' },
          line: 3, column: 50, endLine: 3, endColumn: 58,
          suggestions: [
            {
              messageId: 'useContractName',
              data: { path: 'second' },
              output: `${RUNTIME}export const one = (error) => failurePaths().run('first', async (path) => path.recordFailure(error));
export const two = (error) => failurePaths().run('second', async (path) => path.recordFailure(error));`,
            },
          ],
        },
      ],
    },
    {
      name: 'a name that is near one of another file only',
      ...two,
      code: `${RUNTIME}export const one = (error) => failurePaths().run('first', async (path) => path.recordFailure(error));
export const two = (error) => failurePaths().run('second', async (path) => path.recordFailure(error));
export const other = (error) => failurePaths().run('loaf', async (path) => path.recordFailure(error));`,
      errors: [{ messageId: 'unknownPath', data: { name: 'loaf', hint: '' }, line: 4, column: 52, endLine: 4, endColumn: 58, suggestions: [] }],
    },
    {
      name: 'a name called like a member that every object has',
      ...load,
      code: `${RUNTIME}export const own = (error) => failurePaths().run('load', async (path) => path.recordFailure(error));
export const other = (error) => failurePaths().run('toString', async (path) => path.recordFailure(error));`,
      errors: [{ messageId: 'unknownPath', data: { name: 'toString', hint: '' }, line: 3, column: 52, endLine: 3, endColumn: 62, suggestions: [] }],
    },
    {
      name: 'around a same-file function with a failure handler',
      ...load,
      code: `${TRACER}export const handler = (event) => tracer.provider.captureAsyncFunc('handling', async (subsegment) => {
  await tryTo(event, subsegment);
  subsegment?.close();
});
async function tryTo(event, subsegment) {
  try { await work(event); } catch (error) { subsegment?.addErrorFlag(); }
}`,
      errors: [
        { messageId: 'missingPath', data: { path: 'load' }, line: 1, column: 1, endLine: 1, endColumn: 1 },
        { messageId: 'unknownPath', data: { name: 'handling', hint: '' }, line: 3, column: 68, endLine: 3, endColumn: 78, suggestions: [] },
      ],
    },
    {
      name: 'around a promise that is caught',
      ...load,
      code: `${TRACER}export const handler = (event) => tracer.provider.captureAsyncFunc('handling', async (subsegment) => {
  await work(event).catch(() => subsegment?.addErrorFlag());
  subsegment?.close();
});`,
      errors: [
        { messageId: 'missingPath', data: { path: 'load' }, line: 1, column: 1, endLine: 1, endColumn: 1 },
        { messageId: 'unknownPath', data: { name: 'handling', hint: '' }, line: 3, column: 68, endLine: 3, endColumn: 78, suggestions: [] },
      ],
    },
    {
      name: 'opened by hand',
      ...load,
      code: `${TRACER}export async function handler(event) {
  const subsegment = tracer.getSegment()?.addNewSubsegment('handling');
  try { await work(event); } catch (error) { subsegment?.addErrorFlag(); } finally { subsegment?.close(); }
}`,
      errors: [
        { messageId: 'missingPath', data: { path: 'load' }, line: 1, column: 1, endLine: 1, endColumn: 1 },
        { messageId: 'unknownPath', data: { name: 'handling', hint: '' }, line: 4, column: 60, endLine: 4, endColumn: 70, suggestions: [] },
      ],
    },
    {
      name: 'opened by hand, and closed by the failure handler',
      ...load,
      code: `${TRACER}export async function handler(event) {
  const subsegment = tracer.getSegment()?.addNewSubsegment('handling');
  try { await work(event); subsegment?.close(); } catch (error) { subsegment?.addErrorFlag(); subsegment?.close(); }
}`,
      errors: [
        { messageId: 'missingPath', data: { path: 'load' }, line: 1, column: 1, endLine: 1, endColumn: 1 },
        { messageId: 'unknownPath', data: { name: 'handling', hint: '' }, line: 4, column: 60, endLine: 4, endColumn: 70, suggestions: [] },
      ],
    },
    {
      name: 'a method under its own name, around a failure handler',
      ...load,
      code: `${TRACER}export class Loader {
  @tracer.captureMethod()
  async fetch(event) { try { return await work(event); } catch (error) { tracer.addErrorAsMetadata(error); return undefined; } }
}`,
      errors: [
        { messageId: 'missingPath', data: { path: 'load' }, line: 1, column: 1, endLine: 1, endColumn: 1 },
        { messageId: 'unknownPath', data: { name: '### fetch', hint: '' }, line: 5, column: 9, endLine: 5, endColumn: 14, suggestions: [] },
      ],
    },
    {
      name: 'the option of a captured method',
      ...load,
      code: `${TRACER}export class Loader {
  @tracer.captureMethod({ subSegmentName: 'loas' })
  async fetch(event) { try { return await work(event); } catch (error) { return undefined; } }
}`,
      errors: [
        { messageId: 'missingPath', data: { path: 'load' }, line: 1, column: 1, endLine: 1, endColumn: 1 },
        {
          messageId: 'unknownPath',
          data: { name: 'loas', hint: ' Did you mean `load`?' },
          line: 4, column: 43, endLine: 4, endColumn: 49,
          suggestions: [
            {
              messageId: 'useContractName',
              data: { path: 'load' },
              output: `${TRACER}export class Loader {
  @tracer.captureMethod({ subSegmentName: 'load' })
  async fetch(event) { try { return await work(event); } catch (error) { return undefined; } }
}`,
            },
          ],
        },
      ],
    },
    {
      name: 'a name that a same-file function is handed, reported where it is',
      ...load,
      code: `${TRACER}const traced = (name, work) => tracer.provider.captureAsyncFunc(name, async (subsegment) => {
  try { return await work(); } catch (error) { subsegment?.addErrorFlag(); return undefined; } finally { subsegment?.close(); }
});
export const one = (event) => traced('load', () => work(event));
export const other = (event) => traced('loaf', () => work(event));`,
      errors: [
        {
          messageId: 'unknownPath',
          data: { name: 'loaf', hint: ' Did you mean `load`?' },
          line: 7, column: 40, endLine: 7, endColumn: 46,
          suggestions: [
            {
              messageId: 'useContractName',
              data: { path: 'load' },
              output: `${TRACER}const traced = (name, work) => tracer.provider.captureAsyncFunc(name, async (subsegment) => {
  try { return await work(); } catch (error) { subsegment?.addErrorFlag(); return undefined; } finally { subsegment?.close(); }
});
export const one = (event) => traced('load', () => work(event));
export const other = (event) => traced('load', () => work(event));`,
            },
          ],
        },
      ],
    },
  ],
});

testRule('match-failure-path, files', matchFailurePath, {
  valid: [
    {
      name: 'in its own file, which is given in full',
      filename: `${process.cwd()}/src/load.ts`,
      options,
      code: `${RUNTIME}export const handler = (error) => failurePaths().run('load', async (path) => path.recordFailure(error));`,
    },
    {
      name: 'a name with a space',
      filename: 'src/put-back.ts',
      options,
      code: `${RUNTIME}export const handler = (error) => failurePaths().run('put back', async (path) => path.recordFailure(error));`,
    },
    {
      name: 'a method of that name that opens nothing',
      ...elsewhere,
      code: `import { queue } from './queue';
export const handler = (event) => queue.run('load', async (job) => job.finish(event));`,
    },
  ],
  invalid: [
    {
      name: 'a path of another file',
      ...elsewhere,
      code: `${RUNTIME}export const handler = (error) => failurePaths().run('load', async (path) => path.recordFailure(error));`,
      errors: [{ messageId: 'wrongFile', data: { path: 'load', files: '`src/load.ts`' }, line: 2, column: 54, endLine: 2, endColumn: 60 }],
    },
    {
      name: 'a path of two other files',
      ...elsewhere,
      code: `${RUNTIME}export const handler = (error) => failurePaths().run('second', async (path) => path.recordFailure(error));`,
      errors: [{ messageId: 'wrongFile', data: { path: 'second', files: '`src/two.ts`, `src/other.ts`' }, line: 2, column: 54, endLine: 2, endColumn: 62 }],
    },
    {
      name: 'a path of another file, beside its own',
      ...load,
      code: `${RUNTIME}export const own = (error) => failurePaths().run('load', async (path) => path.recordFailure(error));
export const other = (error) => failurePaths().run('first', async (path) => path.recordFailure(error));`,
      errors: [{ messageId: 'wrongFile', data: { path: 'first', files: '`src/two.ts`' }, line: 3, column: 52, endLine: 3, endColumn: 59 }],
    },
    {
      name: 'nothing else is held against the contract there',
      ...elsewhere,
      code: `${TRACER}import { metrics } from './metrics';
export const handler = (event) => tracer.provider.captureAsyncFunc('load', async (subsegment) => {
  try { await work(event); } catch (error) { subsegment?.addError(error); metrics.addMetric('Wrong', 'Count', 1); }
  subsegment?.close();
});`,
      errors: [{ messageId: 'wrongFile', data: { path: 'load', files: '`src/load.ts`' }, line: 4, column: 68, endLine: 4, endColumn: 74 }],
    },
    {
      name: 'a file whose name only ends like that of the contract',
      filename: 'lib/src/load.ts',
      options,
      code: `${RUNTIME}export const handler = (error) => failurePaths().run('load', async (path) => path.recordFailure(error));`,
      errors: [{ messageId: 'wrongFile', data: { path: 'load', files: '`src/load.ts`' }, line: 2, column: 54, endLine: 2, endColumn: 60 }],
    },
    {
      name: 'a method that is captured under the name of a path',
      ...elsewhere,
      code: `${TRACER}export class Loader {
  @tracer.captureMethod({ subSegmentName: 'load' })
  async fetch(event) { return work(event); }
}`,
      errors: [{ messageId: 'wrongFile', data: { path: 'load', files: '`src/load.ts`' }, line: 4, column: 43, endLine: 4, endColumn: 49 }],
    },
  ],
});
