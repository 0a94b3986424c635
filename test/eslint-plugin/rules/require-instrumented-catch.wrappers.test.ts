import { requireInstrumentedCatch } from '../../../eslint-plugin/src/rules/require-instrumented-catch';
import { testRule } from '../../support/rule-tester';

const HEAD = `
import { Metrics } from '@aws-lambda-powertools/metrics';
import { Tracer } from '@aws-lambda-powertools/tracer';
import { createFailurePaths } from '@silent-failure/runtime';
import contract from './failure-paths.json';
const tracer = new Tracer();
const metrics = new Metrics();
const failurePaths = createFailurePaths(contract);
`;
/** The line of the `catch` that is reported, in all of them. */
const LINE = 11;

/** A wrapper of the user's own, and code that is handed to it. */
const wrapped = (wrapper: string, callback: string, mark: string) =>
  `${HEAD}${wrapper}
export const load = () => traced('load', ${callback} {
  try { return await read(); } catch (error) { ${mark}; metrics.addMetric('LoadFailure', 'Count', 1); return undefined; }
});
`;

/** The same, where the wrapper is handed an object. */
const wrappedInObject = (...parts: Parameters<typeof wrapped>) =>
  wrapped(...parts).replace(/traced\('load', ([^]*)\n}\);/, "tracedOf({ name: 'load', work: $1\n} });");

const TRACED =
  'const traced = (name, work) => tracer.provider.captureAsyncFunc(name, async (opened) => { try { return await work(opened); } finally { opened?.close(); } });';
/** A wrapper that is handed its callback in an object. */
const inObject = (parameter: string, run: string, first = '') =>
  `const tracedOf = ${parameter} => { ${first} return tracer.provider.captureAsyncFunc('load', async (opened) => { try { return await ${run}; } finally { opened?.close(); } }); };`;
const MARK = 'subsegment?.addError(error)';
const MARK_INNERMOST = 'tracer.addErrorAsMetadata(error)';

testRule('require-instrumented-catch', requireInstrumentedCatch, {
  valid: [
    {
      name: 'a subsegment that a function of this file hands to its callback',
      code: wrapped(TRACED, 'async (subsegment) =>', MARK),
    },
    {
      name: 'one that a declared function hands on, with a default for the callback',
      code: wrapped(
        `function traced(name, work = async (subsegment) => subsegment) { return tracer.provider.captureAsyncFunc(name, async (opened) => { try { return await work?.(opened); } finally { opened?.close(); } }); }`,
        'async (subsegment) =>',
        MARK,
      ),
    },
    {
      name: 'a callback that is handed on to the call that opens',
      code: wrapped(
        'const traced = (name, work) => tracer.provider.captureAsyncFunc(name, work);',
        'async (subsegment) =>',
        MARK,
      ),
    },
    {
      name: 'a callback that is handed on to another function of this file',
      code: wrapped(`${TRACED.replace('traced', 'inner')} const traced = (name, work) => inner(name, work);`, 'async (subsegment) =>', MARK),
    },
    {
      name: 'a subsegment in an object',
      code: wrapped(
        TRACED.replace('work(opened)', 'work({ subsegment: opened, name })'),
        'async ({ subsegment }) =>',
        MARK,
      ),
    },
    {
      name: 'a manually opened subsegment',
      code: wrapped(
        `async function traced(name, work) { const opened = tracer.getSegment().addNewSubsegment(name); try { return await work(opened); } finally { opened.close(); } }`,
        'async (subsegment) =>',
        MARK,
      ),
    },
    {
      name: 'the innermost subsegment, which the wrapper opens',
      code: wrapped(TRACED, 'async () =>', MARK_INNERMOST),
    },
    {
      name: 'the innermost subsegment, which a call opens that is handed the callback by the wrapper',
      code: wrapped('const traced = (name, work) => tracer.provider.captureAsyncFunc(name, work);', 'async () =>', MARK_INNERMOST),
    },
    {
      name: 'the innermost subsegment, which the wrapper makes the current one',
      code: wrapped(
        `async function traced(name, work) { const segment = tracer.getSegment(); const opened = segment.addNewSubsegment(name); tracer.setSegment(opened); try { return await work(); } finally { opened.close(); tracer.setSegment(segment); } }`,
        'async () =>',
        MARK_INNERMOST,
      ),
    },
    {
      name: 'a wrapper that is handed the name first',
      code: wrapped(
        'const tracedAs = (name) => { return (work) => tracer.provider.captureAsyncFunc(name, async (opened) => { try { return await work(opened); } finally { opened?.close(); } }); }; const traced = (name, work) => tracedAs(name)(work);',
        'async (subsegment) =>',
        MARK,
      ),
    },
    {
      name: 'a handler that is made for the subsegment',
      code: `${HEAD}
const recordOn = (subsegment) => (error) => { subsegment?.addError(error); metrics.addMetric('LoadFailure', 'Count', 1); };
export const load = () => tracer.provider.captureAsyncFunc('load', (subsegment) => read().catch(recordOn(subsegment)).finally(() => subsegment?.close()));
export const store = () => failurePaths.run('store', async (path) => {
  const onError = makeHandler(path);
  return write().catch(onError);
});
function makeHandler(path) { return function (error) { path.recordFailure(error); }; }
`,
    },
    {
      name: 'a handle of the runtime that a wrapper hands on',
      code: `${HEAD}
const guarded = (work) => failurePaths.run('load', async (path) => work(path));
export const load = () => guarded(async (path) => {
  try { return await read(); } catch (error) { path.recordFailure(error); return undefined; }
});
`,
    },
    {
      name: 'what is thrown out of the operation that a wrapper runs',
      code: `${HEAD}
const guarded = (work) => failurePaths.run('load', work);
const prepared = (work) => failurePaths.run('load', async () => { await prepare(); return work(); });
export const load = () => guarded(async () => { try { return await read(); } catch (error) { throw new Error('no', { cause: error }); } });
export const store = () => prepared(async () => { try { return await write(); } catch (error) { throw new Error('no', { cause: error }); } });
`,
    },
    {
      name: 'a callback in an object, which the wrapper takes out of it',
      code: wrappedInObject(inObject('({ name, work: run = noop })', 'run(opened)'), 'async (subsegment) =>', MARK),
    },
    {
      name: 'a method of an object, which the wrapper calls on it',
      code: wrappedInObject(inObject('(options)', 'options.work(opened)'), 'async (subsegment) =>', MARK).replace(
        'work: async (subsegment) =>',
        'async work(subsegment)',
      ),
    },
    {
      name: 'a callback in an object, taken out of it in the code of the wrapper',
      code: wrappedInObject(inObject('(options)', 'run(opened)', 'const { work: run } = options;'), 'async (subsegment) =>', MARK),
    },
    {
      name: 'a callback in an object, handed on in another',
      code: wrappedInObject(
        `const inner = (config) => tracer.provider.captureAsyncFunc('load', async (opened) => { try { return await config.run.work(opened); } finally { opened?.close(); } });
const tracedOf = ({ name, work }) => inner({ name, run: { work } });`,
        'async (subsegment) =>',
        MARK,
      ),
    },
    {
      name: 'a name in the object that is handed in',
      code: wrappedInObject(
        inObject('(options)', 'options.work(opened)').replace("captureAsyncFunc('load'", 'captureAsyncFunc(options.name'),
        'async (subsegment) =>',
        MARK,
      ),
    },
    {
      name: 'a function in an object by its name, under the subsegment that the wrapper opens',
      code: `${HEAD}${inObject('({ name, work })', 'work()')}
const work = async () => {
  try { return await read(); } catch (error) { tracer.addErrorAsMetadata(error); metrics.addMetric('LoadFailure', 'Count', 1); return undefined; }
};
async function store() {
  try { return await write(); } catch (error) { tracer.addErrorAsMetadata(error); metrics.addMetric('StoreFailure', 'Count', 1); return undefined; }
}
export const load = () => tracedOf({ name: 'load', work });
export const save = () => tracedOf({ name: 'save', work: store });
`,
    },
  ],
  invalid: [
    {
      name: 'a callback in an object under another name than the one that is called',
      code: wrappedInObject(inObject('(options)', 'options.done(opened)'), 'async (subsegment) =>', MARK),
      errors: [{ messageId: 'missingSubsegment', line: LINE }],
    },
    {
      name: 'a callback in an object that is called itself',
      code: wrappedInObject(inObject('(options)', 'options(opened)'), 'async (subsegment) =>', MARK),
      errors: [{ messageId: 'missingSubsegment', line: LINE }],
    },
    {
      name: 'a callback in an object of which another property is taken out',
      code: wrappedInObject(inObject('({ name: run, work })', 'run(opened)'), 'async (subsegment) =>', MARK),
      errors: [{ messageId: 'missingSubsegment', line: LINE }],
    },
    {
      name: 'a callback in an object whose names are bound to each other in a circle',
      code: wrappedInObject(
        inObject('(options)', 'first.done(opened)', 'var first = options; var second = first; var first = second;'),
        'async (subsegment) =>',
        MARK,
      ),
      errors: [{ messageId: 'missingSubsegment', line: LINE }],
    },
    {
      name: 'a callback in an object that runs outside of the subsegment',
      code: wrappedInObject(
        'const tracedOf = async ({ name, work }) => { await tracer.provider.captureAsyncFunc(name, async (opened) => opened?.close()); return work(); };',
        'async () =>',
        MARK_INNERMOST,
      ),
      errors: [{ messageId: 'missingSubsegment', line: LINE }],
    },
    {
      name: 'a wrapper that hands the object on to itself in another',
      code: wrappedInObject('const tracedOf = (options) => tracedOf({ work: options });', 'async () =>', MARK_INNERMOST),
      errors: [{ messageId: 'missingSubsegment', line: LINE }],
    },
    {
      name: 'a handler that is made, and does nothing',
      code: `${HEAD}

const ignore = (reason) => () => { console.warn(reason); };
export const load = () => read().catch(ignore('no'));
`,
      errors: [{ messageId: 'missingBoth', line: LINE + 1 }],
    },
    {
      name: 'a wrapper whose subsegment has a name computed at run time',
      code: wrapped(TRACED.replace('captureAsyncFunc(name', 'captureAsyncFunc(`${stage}-${name}`'), 'async (subsegment) =>', MARK),
      errors: [{ messageId: 'unnamedSubsegment', line: LINE }],
    },
    {
      name: 'a callback that is handed something else',
      code: wrapped(TRACED.replace('work(opened)', 'work(name)'), 'async (subsegment) =>', MARK),
      errors: [{ messageId: 'missingSubsegment', line: LINE }],
    },
    {
      name: 'a callback that runs outside of the subsegment',
      code: wrapped(
        `const traced = async (name, work) => { await tracer.provider.captureAsyncFunc(name, async (opened) => opened?.close()); return work(); };`,
        'async () =>',
        MARK_INNERMOST,
      ),
      errors: [{ messageId: 'missingSubsegment', line: LINE }],
    },
    {
      name: 'functions that hand a callback to each other, and never run it',
      code: wrapped('function traced(name, work) { return again(name, work); } function again(name, work) { return traced(name, work); }', 'async () =>', MARK_INNERMOST),
      errors: [{ messageId: 'missingSubsegment', line: LINE }],
    },
    {
      name: 'a wrapper that hands its callback to itself',
      code: wrapped('const traced = (name, work) => traced(name, () => work());', 'async () =>', MARK_INNERMOST),
      errors: [{ messageId: 'missingSubsegment', line: LINE }],
    },
    {
      name: 'a rethrow out of a callback that the wrapper hands to itself',
      code: wrapped('const traced = (name, work) => traced(name, () => work());', 'async () =>', 'throw error'),
      errors: [{ messageId: 'missingBoth', line: LINE }],
    },
    {
      name: 'a callback that may run when the subsegment is closed',
      code: wrapped(TRACED.replace('await work(opened)', 'setImmediate(work)'), 'async () =>', MARK_INNERMOST),
      errors: [{ messageId: 'missingSubsegment', line: LINE }],
    },
    {
      name: 'arguments of the wrapper that a spread moves',
      code: wrapped(TRACED, 'async (subsegment) =>', MARK).replace("traced('load', ", "traced(...['load'], "),
      errors: [{ messageId: 'missingSubsegment', line: LINE }],
    },
    {
      name: 'what is thrown out of code that a wrapper runs in a try of its own',
      code: `${HEAD}
const guarded = (work) => failurePaths.run('load', async (path) => { try { return await work(); } catch (error) { path.recordFailure(error); return undefined; } });
export const load = () => guarded(async () => { try { return await read(); } catch (error) { throw new Error('no', { cause: error }); } });
`,
      errors: [{ messageId: 'missingBoth', line: LINE }],
    },
  ],
});
