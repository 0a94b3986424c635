import type { TSESTree } from '@typescript-eslint/types';
import { replace } from '../edits';
import { deedsOf } from '../instrumentation';
import { recordingGroups } from '../recording-sites';
import type { Recording } from '../recording-sites';
import type { Source } from '../source';
import { isWithin } from '../source';
import type { Fault, Mutation } from '../variants';
import { onGroups } from './on-recordings';

/** The position of the value, by the method that sends a metric. */
const VALUE_POSITIONS: Readonly<Record<string, number>> = { addMetric: 2, putMetric: 1, add: 0 };

/** Metrics that send nothing, and promises of metrics that nobody waits for. */
export const values: readonly Mutation[] = [
  withValue('send the value 0', '0'),
  withValue('send the value -0', '-0'),
  withValue('send the value 0 in another notation', '0x0'),
  withValue('send the value 0 behind a cast', '(0 as number)'),
  {
    name: 'send the value 0 by a constant',
    *faults(source) {
      for (const fault of withValue('', 'NOTHING_HAPPENED').faults(source)) {
        yield {
          ...fault,
          edit(text) {
            fault.edit(text);
            text.append('\nconst NOTHING_HAPPENED = 0;\n');
          },
        };
      }
    },
  },
  onGroups(
    'send nothing: make the command only',
    (source, text, { recordings }) => {
      for (const { call } of recordings) {
        replace(text, call, source.textOf(call.arguments[0] as TSESTree.Node));
      }
    },
    (source, { recordings }) =>
      recordings.every(({ call }) => deedsOf(source, call).has('emit') && call.arguments[0]?.type === 'NewExpression'),
  ),
  withoutAwait('do not wait', () => ''),
  withoutAwait('drop the promise with `void`', () => 'void '),
  withoutAwait('keep the promise and never wait for it', (index) => `const pending${index} = `),
  withoutAwait('wait in a callback', () => 'setTimeout(async () => await ', ', 10)'),
];

function valueOf(source: Source, { call }: Recording): TSESTree.Node | undefined {
  const { callee } = call;
  if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') {
    return undefined;
  }
  const position = VALUE_POSITIONS[callee.property.name];
  if (position !== undefined) {
    return call.arguments[position];
  }
  // The data of a CloudWatch request stand in the call, or in a constant before it.
  return source
    .nodes('Property')
    .find(({ key, parent }) => source.textOf(key) === 'Value' && isWithin(parent, call.parent?.parent?.parent ?? call) && isMetricDatum(source, parent))
    ?.value;
}

function isMetricDatum(source: Source, datum: TSESTree.Node): boolean {
  return (
    datum.type === 'ObjectExpression' &&
    datum.properties.some((property) => property.type === 'Property' && source.textOf(property.key) === 'MetricName')
  );
}

function withValue(name: string, value: string): Mutation {
  return {
    name,
    *faults(source): Generator<Fault> {
      for (const { site, needs, recordings } of recordingGroups(source)) {
        const found = recordings.map((recording) => valueOf(source, recording));
        if (needs.has('emit') && found.every((node) => node !== undefined)) {
          yield {
            node: recordings[0].statement,
            expected: site.expected,
            edit: (text) => found.forEach((node) => replace(text, node, value)),
          };
        }
      }
    },
  };
}

/** A mutation of recordings that are promises: what stands for the `await`. */
function withoutAwait(name: string, before: (index: number) => string, after = ''): Mutation {
  return onGroups(
    name,
    (source, text, { recordings }) =>
      recordings.forEach(({ statement: { expression } }, index) => {
        if (expression.type === 'AwaitExpression') {
          replace(text, expression, `${before(index)}${source.textOf(expression.argument)}${after}`);
        }
      }),
    (_, { recordings }) => recordings.every(({ statement }) => statement.expression.type === 'AwaitExpression'),
  );
}
