import type { TSESTree } from '@typescript-eslint/types';
import { replace } from '../edits';
import { ANSWER_RULE, answerCall, recordingSites } from '../recording-sites';
import { isFunction, outermostFunction } from '../source';
import type { Source } from '../source';
import type { Fault, Mutation } from '../variants';

/** What an answer says has failed is not looked at, or looked at by a test that tells nothing. */
export const answers: readonly Mutation[] = [
  {
    name: 'discard the answer',
    *faults(source) {
      for (const { call, value } of answersIn(source)) {
        const declaration = declarationOf(value);
        if (declaration) {
          yield {
            node: call,
            expected: [{ rule: ANSWER_RULE, at: call.range[0] }],
            edit(text) {
              text.appendLeft(value.range[0], '(');
              text.appendLeft(value.range[1], ', undefined as any)');
            },
          };
        }
      }
    },
  },
  onTests('test whether there is an empty object at all', (object) => `${object} === undefined`),
  onTests('test an empty object for truth', (object) => `!${object}`),
  {
    name: 'record what has failed only when nothing has',
    *faults(source) {
      for (const site of recordingSites(source)) {
        const around = site.kind === 'leftovers' ? ifAround(site.body) : undefined;
        if (around) {
          yield {
            node: around,
            expected: site.expected,
            edit: (text) => replace(text, around.test, `!(${source.textOf(around.test)})`),
          };
        }
      }
    },
  },
];

/** The calls whose answer the correct code looks through for failures, with what is made of it where it is awaited. */
function answersIn(source: Source): { call: TSESTree.CallExpression; value: TSESTree.Expression }[] {
  const found = new Map<TSESTree.CallExpression, TSESTree.Expression>();
  for (const site of recordingSites(source)) {
    const call = site.kind === 'leftovers' ? answerCall(source, outermostFunction(site.body)) : undefined;
    if (call) {
      found.set(call, call.parent.type === 'AwaitExpression' ? call.parent : call);
    }
  }
  return [...found].map(([call, value]) => ({ call, value }));
}

function declarationOf(value: TSESTree.Expression): TSESTree.VariableDeclarator | undefined {
  return value.parent?.type === 'VariableDeclarator' ? value.parent : undefined;
}

/** The `if` of the same function whose branch a block is, or stands in. */
function ifAround(block: TSESTree.Node): TSESTree.IfStatement | undefined {
  for (let node: TSESTree.Node | undefined = block; node; node = node.parent) {
    if (node.parent?.type === 'IfStatement' && node.parent.consequent === node) {
      return node.parent;
    }
    // The callback of an opening call is run in its place.
    if (isFunction(node) && node.parent.type !== 'CallExpression') {
      return undefined;
    }
  }
  return undefined;
}

/** A mutation of tests for what is left unprocessed: an object that is empty when nothing is. */
function onTests(name: string, write: (object: string) => string): Mutation {
  return {
    name,
    *faults(source): Generator<Fault> {
      for (const { call } of answersIn(source)) {
        const unit = outermostFunction(call);
        for (const { test } of source.nodes('IfStatement', unit)) {
          const object = /^(?:Object\.keys|countRequests)\((\w+)\)(?:\.length)? === 0$/.exec(source.textOf(test))?.[1];
          if (object) {
            yield {
              node: test,
              expected: [{ rule: ANSWER_RULE, messageId: 'alwaysTrueCheck', within: test }],
              edit: (text) => replace(text, test, write(object)),
            };
          }
        }
      }
    },
  };
}
