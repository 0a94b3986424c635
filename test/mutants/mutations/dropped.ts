import { replace, remove } from '../edits';
import { enclosing } from '../source';
import { onExpressions, onGroups, onStatements } from './on-recordings';
import type { Mutation } from '../variants';

/** What merely looks like it, by the method that records. */
const LOOKALIKES: Readonly<Record<string, string>> = {
  addError: "addMetadata('error', 'failed')",
  addErrorFlag: "addAnnotation('failed', true)",
  addFaultFlag: "addMetadata('failed', true)",
  close: 'close()',
  addErrorAsMetadata: "putMetadata('error', 'failed')",
  recordFailure: 'annotate({ failed: true })',
  recordException: "addEvent('failed')",
  setStatus: 'setStatus({ code: 1 })',
  addMetric: "addDimension('failed', 'yes')",
  putMetric: "setProperty('failed', true)",
};

/** What records a failure is gone, is not run, or is something else. */
export const dropped: readonly Mutation[] = [
  onGroups('drop what records the failure', (source, text, { recordings }) => {
    for (const { statement } of recordings) {
      remove(source, text, statement);
    }
  }),
  onStatements('leave it as a comment', ({ statement }, source) => `/* ${source.textOf(statement)} */`),
  onStatements('only log instead', () => "console.error('Something failed');"),
  onStatements('name the method without calling it', ({ call }, source) => `void ${source.textOf(call.callee)};`),
  onStatements(
    'bind the method without calling it',
    ({ call }, source) => `void ${source.textOf(call.callee)}.bind(undefined as never);`,
    (_, { recordings }) => recordings.every(({ call }) => call.callee.type === 'MemberExpression' && !call.callee.optional),
  ),
  onExpressions('keep it in a function that nobody calls', (code) => `{ const unused = async () => ${code}; }`),
  {
    name: 'call something that only looks like it',
    *faults(source) {
      const mutation = onGroups(
        '',
        (_, text, { recordings }) => {
          for (const { call } of recordings) {
            const { callee } = call;
            if (callee.type === 'MemberExpression' && callee.property.type === 'Identifier') {
              text.overwrite(callee.property.range[0], call.range[1], LOOKALIKES[callee.property.name] ?? '');
            }
          }
        },
        (_, { recordings }) =>
          recordings.every(
            ({ call: { callee } }) =>
              callee.type === 'MemberExpression' &&
              callee.property.type === 'Identifier' &&
              Object.hasOwn(LOOKALIKES, callee.property.name),
          ),
      );
      yield* mutation.faults(source);
    },
  },
  onGroups(
    'call it on an object of the same name that does nothing',
    (source, text, { recordings }) => {
      for (const { statement, call } of recordings) {
        const { callee } = call;
        if (callee.type === 'MemberExpression' && callee.object.type === 'Identifier') {
          const method = source.textOf(callee.property);
          const shadow = `const ${callee.object.name} = { ${method}: (..._nothing: unknown[]) => {} };`;
          replace(text, statement, `{ ${shadow} ${source.textOf(statement)} }`);
        }
      }
    },
    (source, { recordings }) =>
      recordings.every(
        ({ statement, call: { callee } }) =>
          callee.type === 'MemberExpression' &&
          callee.object.type === 'Identifier' &&
          enclosing(statement, 'BlockStatement') &&
          source.textOf(callee.property) !== 'send',
      ),
  ),
];
