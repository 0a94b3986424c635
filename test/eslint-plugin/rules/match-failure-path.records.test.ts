import { matchFailurePath } from '../../../eslint-plugin/src/rules/match-failure-path';
import { testRule } from '../../support/rule-tester';

const metric = { namespace: 'Shop', name: 'Failures', dimensions: { Lambda: '{function_name}' } };
const contract = {
  load: { file: 'src/load.ts', mark: 'error', metric },
  save: { file: 'src/save.ts', mark: 'fault', metric },
  send: { file: 'src/send.ts', mark: 'fault', metric, annotations: ['message_id', 'size'] },
};
const options = [{ contract }];
const load = { filename: 'src/load.ts', options };
const save = { filename: 'src/save.ts', options };
const send = { filename: 'src/send.ts', options };

const TRACER = `import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
`;
const LOAD = (failed: string) => `export const handler = (event) => tracer.provider.captureAsyncFunc('load', async (subsegment) => {
  try { return await work(event); } catch (error) {
    ${failed}
    return undefined;
  } finally { subsegment?.close(); }
});`;
const SEND = (failed: string) => `export const handler = (event) => tracer.provider.captureAsyncFunc('send', async (subsegment) => {
  try { return await work(event); } catch (error) {
    ${failed}
    return undefined;
  } finally { subsegment?.close(); }
});`;
const RUNTIME = `import { createFailurePaths } from '@silent-failure/runtime';
import contract from './failure-paths.json';
const failurePaths = createFailurePaths(contract);
`;
const RUN = (failed: string) => `export const handler = (event) => failurePaths.run('send', async (path) => {
  try { return await work(event); } catch (error) {
    ${failed}
    return undefined;
  }
});`;

const AS_ERROR = "Follow `addError(error)` with `addAttribute('fault', undefined)` and `addErrorFlag()`, which keeps the cause.";
const AS_FAULT = 'Mark it with `addError(error)`, or `addFaultFlag()`.';

testRule('match-failure-path, marks', matchFailurePath, {
  valid: [
    {
      name: 'an error',
      ...load,
      code: `${TRACER}${LOAD('subsegment?.addErrorFlag();')}`,
    },
    {
      name: 'a fault that is made an error',
      ...load,
      code: `${TRACER}${LOAD("subsegment?.addError(error);\n    subsegment?.addAttribute('fault', undefined);\n    subsegment?.addErrorFlag();")}`,
    },
    {
      name: 'a fault that is made an error, where there is a subsegment',
      ...load,
      code: `${TRACER}${LOAD(`if (subsegment) {
      subsegment.addError(error);
      subsegment.addAttribute('fault', false);
      subsegment.addErrorFlag();
    }`)}`,
    },
    {
      name: 'a fault that is made an error by an attribute',
      ...load,
      code: `${TRACER}${LOAD("subsegment?.addError(error);\n    subsegment?.addAttribute('fault', void 0);\n    subsegment?.addAttribute('error', true);")}`,
    },
    {
      name: 'a helper that makes it an error',
      ...load,
      code: `${TRACER}${LOAD('mark(subsegment, error);')}
function mark(target, error) {
  target?.addError(error);
  target?.addAttribute('fault', undefined);
  target?.addErrorFlag();
}`,
    },
    {
      name: 'a subsegment that code from elsewhere is handed',
      ...load,
      code: `${TRACER}import { asError } from './marks';\n${LOAD('subsegment?.addError(error);\n    asError({ subsegment });')}`,
    },
    {
      name: 'a mark on a subsegment inside',
      ...load,
      code: `${TRACER}${LOAD(`subsegment?.addErrorFlag();
    await tracer.provider.captureAsyncFunc('inner', async (inner) => { inner?.addError(error); inner?.close(); });`)}`,
    },
    {
      name: 'a mark of the tracer, under a subsegment inside',
      ...load,
      code: `${TRACER}${LOAD(`subsegment?.addErrorFlag();
    await tracer.provider.captureAsyncFunc('inner', async (inner) => { tracer.addErrorAsMetadata(error); inner?.close(); });`)}`,
    },
    {
      name: 'a mark of the tracer, where the subsegment is opened by hand and not the current one',
      ...load,
      code: `${TRACER}export async function handler(event) {
  const subsegment = tracer.getSegment()?.addNewSubsegment('load');
  try { await work(event); } catch (error) { tracer.addErrorAsMetadata(error); subsegment?.addErrorFlag(); } finally { subsegment?.close(); }
}`,
    },
    {
      name: 'closed without an error',
      ...load,
      code: `${TRACER}${LOAD('subsegment?.addErrorFlag();\n    subsegment?.close(undefined);')}`,
    },
    {
      name: 'a mark on another object',
      ...load,
      code: `${TRACER}import { form } from './form';\n${LOAD("subsegment?.addErrorFlag();\n    form.addError('name');")}`,
    },
    {
      name: 'a fault',
      ...save,
      code: `${TRACER}${LOAD('subsegment?.addError(error);').replace('load', 'save')}`,
    },
    {
      name: 'a span of OpenTelemetry, whose errors are faults',
      ...save,
      code: `import { SpanStatusCode, trace } from '@opentelemetry/api';
export const handler = (event) => trace.getTracer('shop').startActiveSpan('save', async (span) => {
  try { await work(event); } catch (error) { span.setStatus({ code: SpanStatusCode.ERROR }); } finally { span.end(); }
});`,
    },
    {
      name: 'the runtime marks as the contract says',
      ...load,
      code: `${RUNTIME}${RUN('path.recordFailure(error);').replace('send', 'load')}`,
    },
  ],
  invalid: [
    {
      name: 'addError marks a fault',
      ...load,
      code: `${TRACER}${LOAD('subsegment?.addError(error);')}`,
      errors: [{ messageId: 'wrongMark', data: { call: 'addError', path: 'load', line: '', actual: 'fault', expected: 'error', advice: AS_ERROR }, line: 5, column: 5, endLine: 5, endColumn: 32 }],
    },
    {
      name: 'both error and fault',
      ...load,
      code: `${TRACER}${LOAD('subsegment?.addError(error);\n    subsegment?.addErrorFlag();')}`,
      errors: [{ messageId: 'wrongMark', data: { call: 'addError', path: 'load', line: '', actual: 'fault', expected: 'error', advice: AS_ERROR }, line: 5, column: 5, endLine: 5, endColumn: 32 }],
    },
    {
      name: 'a fault that is made an error on one way',
      ...load,
      code: `${TRACER}${LOAD("subsegment?.addError(error);\n    if (event.mine) { subsegment?.addAttribute('fault', undefined); }\n    subsegment?.addErrorFlag();")}`,
      errors: [{ messageId: 'wrongMark', data: { call: 'addError', path: 'load', line: '', actual: 'fault', expected: 'error', advice: AS_ERROR }, line: 5, column: 5, endLine: 5, endColumn: 32 }],
    },
    {
      name: 'a fault after it was taken off',
      ...load,
      code: `${TRACER}${LOAD("subsegment?.addAttribute('fault', undefined);\n    subsegment?.addErrorFlag();\n    subsegment?.addError(error);")}`,
      errors: [{ messageId: 'wrongMark', data: { call: 'addError', path: 'load', line: '', actual: 'fault', expected: 'error', advice: AS_ERROR }, line: 7, column: 5, endLine: 7, endColumn: 32 }],
    },
    {
      name: 'a fault that is taken off, and no error instead',
      ...load,
      code: `${TRACER}${LOAD("subsegment?.addError(error);\n    subsegment?.addAttribute('fault', undefined);")}`,
      errors: [{ messageId: 'wrongMark', data: { call: 'addError', path: 'load', line: '', actual: 'fault', expected: 'error', advice: AS_ERROR }, line: 5, column: 5, endLine: 5, endColumn: 32 }],
    },
    {
      name: 'closed with the error',
      ...load,
      code: `${TRACER}${LOAD('subsegment?.close(error);')}`,
      errors: [{ messageId: 'wrongMark', data: { call: 'close', path: 'load', line: '', actual: 'fault', expected: 'error', advice: AS_ERROR }, line: 5, column: 5, endLine: 5, endColumn: 29 }],
    },
    {
      name: 'a mark of the tracer',
      ...load,
      code: `${TRACER}${LOAD('tracer.addErrorAsMetadata(error);')}`,
      errors: [
        { messageId: 'wrongMark', data: { call: 'addErrorAsMetadata', path: 'load', line: '', actual: 'fault', expected: 'error', advice: AS_ERROR }, line: 5, column: 5, endLine: 5, endColumn: 37 },
      ],
    },
    {
      name: 'a mark of the tracer, where the subsegment is opened by hand and made the current one',
      ...load,
      code: `${TRACER}export async function handler(event) {
  const parent = tracer.getSegment();
  const subsegment = parent?.addNewSubsegment('load');
  tracer.setSegment(subsegment);
  try { await work(event); } catch (error) { tracer.addErrorAsMetadata(error); } finally { subsegment?.close(); tracer.setSegment(parent); }
}`,
      errors: [
        { messageId: 'wrongMark', data: { call: 'addErrorAsMetadata', path: 'load', line: '', actual: 'fault', expected: 'error', advice: AS_ERROR }, line: 7, column: 46, endLine: 7, endColumn: 78 },
      ],
    },
    {
      name: 'a mark on the current segment',
      ...load,
      code: `${TRACER}${LOAD('tracer.getSegment()?.addFaultFlag();')}`,
      errors: [
        { messageId: 'wrongMark', data: { call: 'addFaultFlag', path: 'load', line: '', actual: 'fault', expected: 'error', advice: AS_ERROR }, line: 5, column: 5, endLine: 5, endColumn: 40 },
      ],
    },
    {
      name: 'a mark under another name, after all is done',
      ...load,
      code: `${TRACER}export const handler = (event) => tracer.provider.captureAsyncFunc('load', async (subsegment) => {
  const opened = subsegment;
  let failed;
  try { await work(event); } catch (error) { failed = error; } finally {
    if (failed) { opened?.addError(failed); }
    opened?.close();
  }
});`,
      errors: [{ messageId: 'wrongMark', data: { call: 'addError', path: 'load', line: '', actual: 'fault', expected: 'error', advice: AS_ERROR }, line: 7, column: 19, endLine: 7, endColumn: 43 }],
    },
    {
      name: 'a mark by a same-file helper',
      ...load,
      code: `${TRACER}${LOAD('mark(subsegment);')}
function mark(target) { target?.addFaultFlag(); }`,
      errors: [
        { messageId: 'wrongMark', data: { call: 'addFaultFlag', path: 'load', line: ' (line 9)', actual: 'fault', expected: 'error', advice: AS_ERROR }, line: 5, column: 5, endLine: 5, endColumn: 21 },
      ],
    },
    {
      name: 'a mark by a same-file function that another one is handed',
      ...load,
      code: `${TRACER}${LOAD('apply(mark, subsegment);')}
function apply(action, target) { action(target); }
function mark(target) { target?.addFaultFlag(); }`,
      errors: [
        { messageId: 'wrongMark', data: { call: 'addFaultFlag', path: 'load', line: ' (line 10)', actual: 'fault', expected: 'error', advice: AS_ERROR }, line: 5, column: 5, endLine: 5, endColumn: 28 },
      ],
    },
    {
      name: 'a mark on the subsegment of the path, under another inside',
      ...load,
      code: `${TRACER}${LOAD(`await tracer.provider.captureAsyncFunc('inner', async (inner) => { subsegment?.addError(error); inner?.close(); });`)}`,
      errors: [{ messageId: 'wrongMark', data: { call: 'addError', path: 'load', line: '', actual: 'fault', expected: 'error', advice: AS_ERROR }, line: 5, column: 72, endLine: 5, endColumn: 99 }],
    },
    {
      name: 'a subsegment that is opened to be marked',
      ...load,
      code: `${TRACER}export async function handler(event) {
  try { await work(event); } catch (error) {
    await tracer.provider.captureAsyncFunc('load', async (subsegment) => { subsegment?.addError(error); subsegment?.close(); });
  }
}`,
      errors: [{ messageId: 'wrongMark', data: { call: 'addError', path: 'load', line: '', actual: 'fault', expected: 'error', advice: AS_ERROR }, line: 5, column: 76, endLine: 5, endColumn: 103 }],
    },
    {
      name: 'a captured method',
      ...load,
      code: `${TRACER}export class Loader {
  @tracer.captureMethod({ subSegmentName: 'load' })
  async load(event) { try { await work(event); } catch (error) { tracer.addErrorAsMetadata(error); } }
}`,
      errors: [
        { messageId: 'wrongMark', data: { call: 'addErrorAsMetadata', path: 'load', line: '', actual: 'fault', expected: 'error', advice: AS_ERROR }, line: 5, column: 66, endLine: 5, endColumn: 98 },
      ],
    },
    {
      name: 'an error where the contract says fault',
      ...save,
      code: `${TRACER}${LOAD('subsegment?.addErrorFlag();').replace('load', 'save')}`,
      errors: [{ messageId: 'wrongMark', data: { call: 'addErrorFlag', path: 'save', line: '', actual: 'error', expected: 'fault', advice: AS_FAULT }, line: 5, column: 5, endLine: 5, endColumn: 31 }],
    },
    {
      name: 'a span of OpenTelemetry where the contract says error',
      ...load,
      code: `import { trace } from '@opentelemetry/api';
export const handler = (event) => trace.getTracer('shop').startActiveSpan('load', async (span) => {
  try { await work(event); } catch (error) { span.recordException(error); } finally { span.end(); }
});`,
      errors: [
        {
          messageId: 'wrongMark',
          data: { call: 'recordException', path: 'load', line: '', actual: 'fault', expected: 'error', advice: 'Nothing marks it so here: correct `mark` in the contract.' },
          line: 3, column: 46, endLine: 3, endColumn: 73,
        },
      ],
    },
  ],
});

testRule('match-failure-path, annotations', matchFailurePath, {
  valid: [
    {
      name: 'with the record',
      ...send,
      code: `${RUNTIME}${RUN('path.recordFailure(error, { message_id: event.id, size: event.size });')}`,
    },
    {
      name: 'after the record',
      ...send,
      code: `${RUNTIME}${RUN('path.recordFailure(error);\n    path.annotate({ message_id: event.id, size: event.size });')}`,
    },
    {
      name: 'on both ways',
      ...send,
      code: `${RUNTIME}${RUN(`if (event.size) { path.annotate({ size: event.size }); } else { path.annotate({ size: 0 }); }
    path.recordFailure(error, { message_id: event.id });`)}`,
    },
    {
      name: 'before anything fails',
      ...send,
      code: `${RUNTIME}export const handler = (event) => failurePaths.run('send', async (path) => {
  path.annotate({ message_id: event.id, size: event.size });
  try { await work(event); } catch (error) { path.recordFailure(error); }
});`,
    },
    {
      name: 'as the first of what may fail',
      ...send,
      code: `${RUNTIME}export const handler = (event) => failurePaths.run('send', async (path) => {
  try {
    path.annotate({ message_id: event.id, size: event.size });
    await work(event);
  } catch (error) { path.recordFailure(error); }
});`,
    },
    {
      name: 'in a finally',
      ...send,
      code: `${RUNTIME}export const handler = (event) => failurePaths.run('send', async (path) => {
  try { await work(event); } catch (error) { path.recordFailure(error); } finally { path.annotate({ message_id: event.id, size: event.size }); }
});`,
    },
    {
      name: 'in an object that is added to later',
      ...send,
      code: `${RUNTIME}${RUN('const annotations: Record<string, unknown> = { message_id: event.id };\n    annotations.size = event.size;\n    path.recordFailure(error, annotations);')}`,
    },
    {
      name: 'in an object that others are assigned to',
      ...send,
      code: `${RUNTIME}${RUN('const annotations = { message_id: event.id };\n    Object.assign(annotations, { size: event.size });\n    path.recordFailure(error, annotations);')}`,
    },
    {
      name: 'spread in',
      ...send,
      code: `${RUNTIME}${RUN('path.recordFailure(error, { ...event.annotations });')}`,
    },
    {
      name: 'handed in',
      ...send,
      code: `${RUNTIME}${RUN('path.recordFailure(error, event.annotations);')}`,
    },
    {
      name: 'keys that are computed',
      ...send,
      code: `${RUNTIME}${RUN('path.recordFailure(error);\n    for (const key of event.keys) { path.annotate({ [key]: event[key] }); }')}`,
    },
    {
      name: 'keys in constants',
      ...send,
      code: `${RUNTIME}const ID = 'message_id';\n${RUN("path.recordFailure(error, { [ID]: event.id, 'size': event.size });")}`,
    },
    {
      name: 'a path that code from elsewhere is handed',
      ...send,
      code: `${RUNTIME}import { annotate } from './annotate';\n${RUN('path.recordFailure(error);\n    annotate(path, event);')}`,
    },
    {
      name: 'by a same-file helper',
      ...send,
      code: `${RUNTIME}${RUN('record(path, error, event);')}
function record(target, error, { id, size }) { target.recordFailure(error, { message_id: id, size }); }`,
    },
    {
      name: 'a failure that is thrown to the runtime',
      ...send,
      code: `${RUNTIME}export const handler = (event) => failurePaths.run('send', async (path) => {
  if (!event.id) { throw new TypeError('no id'); }
  try { return await work(event); } catch (error) {
    path.annotate({ message_id: event.id, size: event.size });
    throw error;
  }
});`,
    },
    {
      name: 'on the subsegment',
      ...send,
      code: `${TRACER}${SEND("subsegment?.addError(error);\n    subsegment?.addAnnotation('message_id', event.id);\n    subsegment?.addAnnotation('size', event.size);")}`,
    },
    {
      name: 'by the tracer, whose innermost subsegment it is',
      ...send,
      code: `${TRACER}${SEND("tracer.addErrorAsMetadata(error);\n    tracer.putAnnotation('message_id', event.id);\n    tracer.putAnnotation('size', event.size);")}`,
    },
    {
      name: 'where there is a subsegment',
      ...send,
      code: `${TRACER}${SEND(`if (subsegment) {
      subsegment.addError(error);
      subsegment.addAnnotation('message_id', event.id);
      subsegment.addAnnotation('size', event.size);
    }`)}`,
    },
    {
      name: 'a failure that is thrown on, and recorded by nothing',
      ...send,
      code: `${TRACER}${SEND(`if (event.last) { throw error; }
    subsegment?.addError(error);
    subsegment?.addAnnotation('message_id', event.id);
    subsegment?.addAnnotation('size', event.size);`)}`,
    },
    {
      name: 'a failure that is recorded on a subsegment inside only',
      ...send,
      code: `${TRACER}${SEND(`await tracer.provider.captureAsyncFunc('inner', async (inner) => { inner?.addError(error); inner?.close(); });`)}`,
    },
    {
      name: 'attributes of a span of OpenTelemetry',
      ...send,
      code: `import { trace } from '@opentelemetry/api';
export const handler = (event) => trace.getTracer('shop').startActiveSpan('send', async (span) => {
  try { await work(event); } catch (error) { span.recordException(error); span.setAttributes({ message_id: event.id, size: 1 }); } finally { span.end(); }
});`,
    },
    {
      name: 'a path of which the contract wants none',
      ...save,
      code: `${RUNTIME}${RUN('path.recordFailure(error);').replace('send', 'save')}`,
    },
  ],
  invalid: [
    {
      name: 'none at all',
      ...send,
      code: `${RUNTIME}${RUN('path.recordFailure(error);')}`,
      errors: [{ messageId: 'missingAnnotation', data: { path: 'send', recorded: '', annotations: '`message_id`, `size`', line: '7' }, line: 6, column: 5, endLine: 6, endColumn: 30 }],
    },
    {
      name: 'one of two',
      ...send,
      code: `${RUNTIME}${RUN('path.recordFailure(error, { message_id: event.id });')}`,
      errors: [{ messageId: 'missingAnnotation', data: { path: 'send', recorded: '', annotations: '`size`', line: '7' }, line: 6, column: 5, endLine: 6, endColumn: 56 }],
    },
    {
      name: 'another key',
      ...send,
      code: `${RUNTIME}${RUN('path.recordFailure(error, { messageId: event.id, size: event.size });')}`,
      errors: [
        { messageId: 'missingAnnotation', data: { path: 'send', recorded: '', annotations: '`message_id`', line: '7' }, line: 6, column: 5, endLine: 6, endColumn: 73 },
      ],
    },
    {
      name: 'after a return',
      ...send,
      code: `${RUNTIME}${RUN(`path.recordFailure(error, { message_id: event.id });
    if (event.quiet) {
      return undefined;
    }
    path.annotate({ size: event.size });`)}`,
      errors: [{ messageId: 'missingAnnotation', data: { path: 'send', recorded: '', annotations: '`size`', line: '8' }, line: 6, column: 5, endLine: 6, endColumn: 56 }],
    },
    {
      name: 'on one of two ways',
      ...send,
      code: `${RUNTIME}${RUN('if (event.size) { path.annotate({ size: event.size }); }\n    path.recordFailure(error, { message_id: event.id });')}`,
      errors: [{ messageId: 'missingAnnotation', data: { path: 'send', recorded: '', annotations: '`size`', line: '8' }, line: 7, column: 5, endLine: 7, endColumn: 56 }],
    },
    {
      name: 'after what may fail',
      ...send,
      code: `${RUNTIME}export const handler = (event) => failurePaths.run('send', async (path) => {
  path.annotate({ message_id: event.id });
  try {
    const size = await work(event);
    path.annotate({ size });
  } catch (error) {
    path.recordFailure(error);
  }
});`,
      errors: [{ messageId: 'missingAnnotation', data: { path: 'send', recorded: '', annotations: '`size`', line: '12' }, line: 10, column: 5, endLine: 10, endColumn: 30 }],
    },
    {
      name: 'in one of two handlers',
      ...send,
      code: `${RUNTIME}export const handler = (event) => failurePaths.run('send', async (path) => {
  try { await prepare(event); } catch (error) { path.recordFailure(error, { message_id: event.id, size: 0 }); return; }
  try { await work(event); } catch (error) { path.recordFailure(error, { size: event.size }); return; }
});`,
      errors: [{ messageId: 'missingAnnotation', data: { path: 'send', recorded: '', annotations: '`message_id`', line: '6' }, line: 6, column: 46, endLine: 6, endColumn: 93 }],
    },
    {
      name: 'in both of two handlers',
      ...send,
      code: `${RUNTIME}export const handler = (event) => failurePaths.run('send', async (path) => {
  try { await prepare(event); } catch (error) { path.recordFailure(error, { message_id: 1 }); return; }
  try { await work(event); } catch (error) { path.recordFailure(error, { message_id: 2 }); return; }
});`,
      errors: [
        { messageId: 'missingAnnotation', data: { path: 'send', recorded: '', annotations: '`size`', line: '5' }, line: 5, column: 49, endLine: 5, endColumn: 93 },
        { messageId: 'missingAnnotation', data: { path: 'send', recorded: '', annotations: '`size`', line: '6' }, line: 6, column: 46, endLine: 6, endColumn: 90 },
      ],
    },
    {
      name: 'in a promise handler',
      ...send,
      code: `${RUNTIME}export const handler = (event) => failurePaths.run('send', (path) => work(event).catch((error) => path.recordFailure(error, { size: 0 })));`,
      errors: [{ messageId: 'missingAnnotation', data: { path: 'send', recorded: '', annotations: '`message_id`', line: '4' }, line: 4, column: 99, endLine: 4, endColumn: 137 }],
    },
    {
      name: 'by a same-file helper that leaves one out',
      ...send,
      code: `${RUNTIME}${RUN('record(path, error, event);')}
function record(target, error, { id }) {
  target.recordFailure(error, { message_id: id });
}`,
      errors: [{ messageId: 'missingAnnotation', data: { path: 'send', recorded: ' (line 11)', annotations: '`size`', line: '7' }, line: 6, column: 5, endLine: 6, endColumn: 31 }],
    },
    {
      name: 'a failure that is thrown to the runtime',
      ...send,
      code: `${RUNTIME}export const handler = (event) => failurePaths.run('send', async (path) => {
  try { return await work(event); } catch (error) {
    path.annotate({ message_id: event.id });
    throw error;
  }
});`,
      errors: [{ messageId: 'missingAnnotation', data: { path: 'send', recorded: ' by the runtime, which this leaves to', annotations: '`size`', line: '7' }, line: 7, column: 5, endLine: 7, endColumn: 17 }],
    },
    {
      name: 'on the subsegment',
      ...send,
      code: `${TRACER}${SEND("subsegment?.addError(error);\n    subsegment?.addAnnotation('message_id', event.id);")}`,
      errors: [{ messageId: 'missingAnnotation', data: { path: 'send', recorded: '', annotations: '`size`', line: '7' }, line: 5, column: 5, endLine: 5, endColumn: 32 }],
    },
    {
      name: 'on a subsegment inside',
      ...send,
      code: `${TRACER}${SEND(`subsegment?.addError(error);
    await tracer.provider.captureAsyncFunc('inner', async (inner) => {
      inner?.addAnnotation('message_id', event.id);
      tracer.putAnnotation('size', event.size);
      inner?.close();
    });`)}`,
      errors: [{ messageId: 'missingAnnotation', data: { path: 'send', recorded: '', annotations: '`message_id`, `size`', line: '11' }, line: 5, column: 5, endLine: 5, endColumn: 32 }],
    },
    {
      name: 'metadata is no annotation',
      ...send,
      code: `${TRACER}${SEND("subsegment?.addError(error);\n    subsegment?.addMetadata('message_id', event.id);\n    subsegment?.addAnnotation('size', event.size);")}`,
      errors: [{ messageId: 'missingAnnotation', data: { path: 'send', recorded: '', annotations: '`message_id`', line: '8' }, line: 5, column: 5, endLine: 5, endColumn: 32 }],
    },
    {
      name: 'a subsegment that is opened to be marked',
      ...send,
      code: `${TRACER}export async function handler(event) {
  try { await work(event); } catch (error) {
    await tracer.provider.captureAsyncFunc('send', async (subsegment) => {
      subsegment?.addError(error);
      subsegment?.addAnnotation('size', event.size);
      subsegment?.close();
    });
  }
}`,
      errors: [{ messageId: 'missingAnnotation', data: { path: 'send', recorded: '', annotations: '`message_id`', line: '9' }, line: 6, column: 7, endLine: 6, endColumn: 34 }],
    },
    {
      name: 'a captured method',
      ...send,
      code: `${TRACER}export class Sender {
  @tracer.captureMethod({ subSegmentName: 'send' })
  async send(event) {
    try { await work(event); } catch (error) { tracer.addErrorAsMetadata(error); tracer.putAnnotation('size', event.size); }
  }
}`,
      errors: [{ messageId: 'missingAnnotation', data: { path: 'send', recorded: '', annotations: '`message_id`', line: '7' }, line: 6, column: 48, endLine: 6, endColumn: 80 }],
    },
    {
      name: 'attributes of a span of OpenTelemetry',
      ...send,
      code: `import { trace } from '@opentelemetry/api';
export const handler = async (event) => {
  const span = trace.getTracer('shop').startSpan('send');
  try { await work(event); } catch (error) { span.recordException(error); span.setAttribute('size', 1); } finally { span.end(); }
};`,
      errors: [{ messageId: 'missingAnnotation', data: { path: 'send', recorded: '', annotations: '`message_id`', line: '5' }, line: 4, column: 46, endLine: 4, endColumn: 73 }],
    },
  ],
});
