import { replace } from '../edits';
import { recordsThrows } from '../instrumentation';
import { openings } from '../openings';
import type { Opening } from '../openings';
import { CATCH_RULE } from '../recording-sites';
import { enclosingFunction } from '../source';
import type { Source } from '../source';
import type { Fault, Mutation } from '../variants';

/** The subsegment has no name that a trace could be searched by, or is not there. */
export const names: readonly Mutation[] = [
  computed('compute the name with a template', (name) => `\`${name}_\${Date.now()}\``),
  computed('compute the name by adding to it', (name) => `('${name}_' + Date.now())`),
  computed('take the name from the environment', (name) => `(globalThis.process.env['SUBSEGMENT'] ?? '${name}')`),
  computed('join the name', (name) => `['${name}', String(Date.now())].join('_')`),
  computed('give the name by a function', () => 'subsegmentName()', "\nfunction subsegmentName(): string { return new Date().toISOString(); }\n"),
  computed('give the name by a variable that changes', () => 'changingName', "\nvar changingName = 'first';\nexport function changeName(name: string) { changingName = name; }\n"),
  computed('give no name', () => "''"),
  {
    name: 'take the decorator off that opens the subsegment',
    *faults(source) {
      for (const { node, sites } of openings(source)) {
        if (node.type === 'Decorator') {
          yield { node, expected: sites.flatMap(({ expected }) => expected), edit: (text) => text.remove(...node.range) };
        }
      }
    },
  },
  {
    name: 'open the subsegment and never enter it',
    *faults(source) {
      for (const { node, unit, sites } of openings(source)) {
        const entering = source
          .nodes('CallExpression', unit)
          .filter((call) => /\.setSegment$/.test(source.textOf(call.callee)) && enclosingFunction(call) === unit);
        if (node.type === 'CallExpression' && entering.length > 0) {
          yield {
            node,
            expected: sites.flatMap(({ expected }) => expected),
            edit: (text) => entering.forEach((call) => replace(text, call, 'undefined')),
          };
        }
      }
    },
  },
];

function computed(name: string, write: (name: string) => string, declaration = ''): Mutation {
  return {
    name,
    *faults(source): Generator<Fault> {
      for (const opening of openings(source)) {
        if (opening.sites.length > 0) {
          yield {
            node: opening.name,
            expected: opening.sites.flatMap(({ expected }) =>
              expected.map((one) => (one.rule === CATCH_RULE ? { ...one, messageId: 'unnamedSubsegment' } : one)),
            ),
            edit(text) {
              replace(text, opening.name, castFor(source, opening, write(opening.text)));
              text.append(declaration);
            },
          };
        }
      }
    },
  };
}

/** The runtime's types allow the names of the contract only; a cast is how somebody gets around them. */
function castFor(source: Source, { node, text }: Opening, code: string): string {
  return node.type === 'CallExpression' && recordsThrows(source, node) ? `(${code} as string as '${text}')` : code;
}
