import type MagicString from 'magic-string';
import type { TSESTree } from '@typescript-eslint/types';
import { insertAfter, remove, replace } from '../edits';
import { callsDoing, deedsOf, recordsThrows } from '../instrumentation';
import { openings } from '../openings';
import type { Opening } from '../openings';
import { isWithin, statementOf } from '../source';
import type { Source } from '../source';
import type { Expectation, Fault, Mutation } from '../variants';

const RULE = 'match-failure-path';

/** The failure is recorded, but not as the contract says: no alarm watches it, no search finds it. */
export const contract: readonly Mutation[] = [
  renamed('rename the subsegment by a letter', (name) => `${name}s`),
  renamed('rename the subsegment', () => 'something_else'),
  renamed('write the name of the subsegment in capitals', (name) => name.toUpperCase()),
  renamed('write the name of the subsegment with hyphens', (name) => name.replaceAll('_', '-')),
  onMetrics('rename the metric', /^(MetricName)$/, 'name', (text) => `${text}s`, 'wrongMetric'),
  onMetrics('rename the metric to another word', /^(MetricName)$/, 'name', () => 'Failures', 'wrongMetric'),
  onMetrics('send the metric to another namespace', /^(Namespace|namespace)$/, undefined, (text) => `${text}/Other`, 'wrongNamespace'),
  {
    name: 'keep the default dimensions',
    *faults(source) {
      for (const opening of contracted(source)) {
        const [clearing] = source.nodes('CallExpression', opening.unit).filter((call) => /\.clearDefaultDimensions$/.test(source.textOf(call.callee)));
        const statement = clearing && statementOf(clearing);
        if (statement) {
          yield { node: statement, expected: [problem(opening, 'wrongDimensions')], edit: (text) => remove(source, text, statement) };
        }
      }
    },
  },
  {
    name: 'add a dimension',
    *faults(source) {
      for (const opening of contracted(source)) {
        for (const call of source.nodes('CallExpression', opening.unit)) {
          const { callee } = call;
          const statement = statementOf(call);
          if (callee.type === 'MemberExpression' && source.textOf(callee.property) === 'addDimension' && statement) {
            const code = `${source.textOf(callee.object)}.addDimension('Region', 'eu-central-1');`;
            yield {
              node: call,
              expected: [problem(opening, 'wrongDimensions')],
              edit: (text) => insertAfter(source, text, statement, code),
            };
          }
        }
      }
    },
  },
  onDimensions('drop a dimension', (source, text, node) => {
    const statement = node.type === 'CallExpression' ? statementOf(node) : undefined;
    if (statement) {
      remove(source, text, statement);
    } else {
      // With the comma after it.
      const [start, end] = node.range;
      text.remove(start, source.text[end] === ',' ? end + 1 : end);
    }
  }),
  onDimensions('rename a dimension', (source, text, node) => {
    const literal = source.nodes('Literal', node)[0];
    if (literal) {
      replace(text, literal, "'Other'");
    }
  }),
  {
    name: 'give a dimension another value',
    *faults(source) {
      for (const opening of contracted(source)) {
        for (const value of source.nodes('Literal', opening.unit)) {
          const datum = value.parent.type === 'Property' ? value.parent.parent : undefined;
          const isValue = value.parent.type === 'Property' && source.textOf(value.parent.key) === 'Value';
          if (isValue && datum && typeof value.value === 'string') {
            yield { node: value, expected: [problem(opening, 'wrongDimensions')], edit: (text) => replace(text, value, "'other'") };
          }
        }
      }
    },
  },
  {
    name: 'mark the other way',
    *faults(source) {
      for (const opening of contracted(source)) {
        for (const call of callsDoing(source, 'mark', opening.unit)) {
          const { callee } = call;
          if (callee.type === 'MemberExpression' && !deedsOf(source, call).has('emit')) {
            const isError = source.textOf(callee.property) === 'addErrorFlag';
            yield {
              node: call,
              expected: [problem(opening, 'wrongMark')],
              edit: (text) => text.overwrite(callee.property.range[0], call.range[1], isError ? 'addFaultFlag()' : 'addErrorFlag()'),
            };
          }
        }
      }
    },
  },
  {
    name: 'mark the other way too',
    *faults(source) {
      for (const opening of contracted(source)) {
        for (const call of callsDoing(source, 'mark', opening.unit)) {
          const { callee } = call;
          const statement = statementOf(call);
          if (callee.type === 'MemberExpression' && !deedsOf(source, call).has('emit') && statement) {
            const isError = source.textOf(callee.property) === 'addErrorFlag';
            const code = `${source.textOf(callee.object)}?.${isError ? 'addFaultFlag' : 'addErrorFlag'}();`;
            yield {
              node: call,
              expected: [problem(opening, 'wrongMark')],
              edit: (text) => insertAfter(source, text, statement, code),
            };
          }
        }
      }
    },
  },
  onAnnotations('drop an annotation', (source, text, nodes) => {
    for (const node of nodes) {
      const statement = node.type === 'CallExpression' ? statementOf(node) : undefined;
      const [start, end] = node.range;
      if (statement) {
        remove(source, text, statement);
      } else {
        text.remove(start, source.text[end] === ',' ? end + 1 : end);
      }
    }
  }),
  onAnnotations('misspell an annotation', (source, text, nodes) => {
    for (const node of nodes) {
      if (node.type === 'CallExpression') {
        replace(text, node.arguments[0] as TSESTree.Node, "'misspelt'");
      } else if (node.type === 'Property') {
        replace(text, node, `misspelt: ${source.textOf(node.value)}`);
      }
    }
  }),
];

/** The openings of paths that the contract has in this file. */
function contracted(source: Source): Opening[] {
  return openings(source).filter(({ text }) => Object.hasOwn(source.paths, text));
}

function problem({ unit, node }: Opening, messageId: string): Expectation {
  return { rule: RULE, messageId, within: node.type === 'CallExpression' ? node : unit };
}

function renamed(name: string, write: (name: string) => string): Mutation {
  return {
    name,
    *faults(source): Generator<Fault> {
      for (const { node, name: given, text: path } of contracted(source)) {
        const usesRuntime = node.type === 'CallExpression' && recordsThrows(source, node);
        yield {
          node: given,
          expected: [
            { rule: RULE, messageId: 'missingPath' },
            { rule: RULE, messageId: 'unknownPath', within: node },
          ],
          edit: (text) => replace(text, given, usesRuntime ? `('${write(path)}' as string as '${path}')` : `'${write(path)}'`),
        };
      }
    },
  };
}

/** A mutation of the metric's name or namespace, where the code sends it itself: in its request, or in calls and their objects. */
function onMetrics(
  name: string,
  property: RegExp,
  argument: 'name' | undefined,
  write: (text: string) => string,
  messageId: string,
): Mutation {
  return {
    name,
    *faults(source): Generator<Fault> {
      for (const opening of contracted(source)) {
        const emitting = callsDoing(source, 'emit', opening.unit).filter((call) => !deedsOf(source, call).has('mark'));
        const named = emitting.flatMap(({ callee, arguments: [first] }) =>
          argument && callee.type === 'MemberExpression' && source.textOf(callee.property) === 'addMetric' && first ? [first] : [],
        );
        const properties = source
          .nodes('Property', emitting.length > 0 ? source.ast : opening.unit)
          .filter(({ key, value }) => property.test(source.textOf(key)) && value.type === 'Literal')
          .map(({ value }) => value);
        for (const node of emitting.length > 0 ? [...named, ...properties] : []) {
          const text = node.type === 'Literal' ? String(node.value) : '';
          yield { node, expected: [problem(opening, messageId)], edit: (code) => replace(code, node, `'${write(text)}'`) };
        }
      }
    },
  };
}

/** A mutation of the dimensions: calls of `addDimension`, and the entries of a request's `Dimensions`. */
function onDimensions(name: string, edit: (source: Source, text: MagicString, node: TSESTree.Node) => void): Mutation {
  return {
    name,
    *faults(source): Generator<Fault> {
      for (const opening of contracted(source)) {
        const calls = source.nodes('CallExpression', opening.unit).filter((call) => /\.addDimension$/.test(source.textOf(call.callee)));
        const entries = source
          .nodes('Property', opening.unit)
          .filter(({ key }) => source.textOf(key) === 'Dimensions')
          .flatMap(({ value }) => (value.type === 'ArrayExpression' ? value.elements : []));
        for (const node of [...calls, ...entries]) {
          if (node) {
            yield { node, expected: [problem(opening, 'wrongDimensions')], edit: (text) => edit(source, text, node) };
          }
        }
      }
    },
  };
}

/** A mutation of an annotation of the contract, wherever its path is given it. */
function onAnnotations(name: string, edit: (source: Source, text: MagicString, nodes: readonly TSESTree.Node[]) => void): Mutation {
  return {
    name,
    *faults(source): Generator<Fault> {
      for (const opening of contracted(source)) {
        for (const annotation of source.paths[opening.text]?.annotations ?? []) {
          const nodes = annotating(source, opening, annotation);
          const [first] = nodes;
          if (first) {
            yield { node: first, expected: [problem(opening, 'missingAnnotation')], edit: (text) => edit(source, text, nodes) };
          }
        }
      }
    },
  };
}

function annotating(source: Source, { unit }: Opening, annotation: string): TSESTree.Node[] {
  const isAnnotating = (call: TSESTree.CallExpression) => {
    const deeds = deedsOf(source, call);
    return deeds.has('annotate') || (deeds.has('mark') && deeds.has('emit'));
  };
  return source.nodes('CallExpression', unit).filter(isAnnotating).flatMap((call): TSESTree.Node[] => {
    const [key] = call.arguments;
    if (key?.type === 'Literal') {
      return key.value === annotation && !/addMetadata$/.test(source.textOf(call.callee)) ? [call] : [];
    }
    return source
      .nodes('Property', call)
      .filter((property) => source.textOf(property.key) === annotation && call.arguments.some((one) => one === property.parent))
      .filter((property) => isWithin(property, call));
  });
}
