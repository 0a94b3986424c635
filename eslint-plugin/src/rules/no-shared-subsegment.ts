import type { TSESTree } from '@typescript-eslint/utils';
import type { Rule } from 'eslint';
import { memberName, unwrap } from '../syntax/file-model';
import { createRule } from './support/create-rule';
import { fileContext } from './support/file-context';
import type { FileContext } from './support/file-context';
import { concurrencyAround } from './support/units-of-work/concurrent-callbacks';
import { repeatedMarks } from './support/units-of-work/rounds';
import { sharedMarksOf } from './support/units-of-work/shared-marks';
import type { SharedMark } from './support/units-of-work/shared-marks';

/** One unit of work, one subsegment: what several units mark on one subsegment cannot be told apart. */
export const noSharedSubsegment = createRule(
  {
    name: 'no-shared-subsegment',
    description: 'disallow marking the failures of several units of work on one subsegment',
  },
  {
    meta: {
      type: 'problem',
      schema: [],
      messages: {
        sharedSubsegment:
          'Whatever fails in the rounds of {{round}} (line {{roundLine}}) is marked (line {{markLine}}) on the one subsegment of line {{openedLine}}, which does not tell them apart: open a subsegment in each round.',
        sharedInnermost:
          'Whatever fails in the rounds of {{round}} (line {{roundLine}}) is marked (line {{markLine}}) on the one subsegment that is open around them, which does not tell them apart: open a subsegment in each round.',
        concurrentSegment:
          'Work that goes on at the same time (`{{combined}}` in line {{line}}) sets the one current segment, so its subsegments end up in each other: use the subsegment that an opening call hands to its callback.',
      },
    },
    create(context) {
      const shared = fileContext(context);
      if (!shared.mentionsInstrumentation) {
        return {};
      }
      const marks: SharedMark[] = [];
      return {
        CallExpression(node) {
          marks.push(...sharedMarksOf(shared, node));
          if (shared.callAt(node)?.does.has('enter')) {
            checkEntering(context, shared, node);
          }
        },
        'Program:exit'() {
          const reported = new Set<TSESTree.Node>();
          for (const mark of marks.length > 0 ? repeatedMarks(shared, marks) : []) {
            if (!reported.has(mark.handler.node)) {
              reported.add(mark.handler.node);
              context.report({ loc: mark.handler.loc, ...problemOf(mark) });
            }
          }
        },
      };
    },
  },
);

function checkEntering(context: Rule.RuleContext, shared: FileContext, call: TSESTree.CallExpression): void {
  const combined = concurrencyAround(shared, call);
  const callee = combined && unwrap(combined.callee);
  if (combined && callee?.type === 'MemberExpression') {
    const data = { combined: `Promise.${memberName(callee) ?? ''}`, line: String(combined.loc.start.line) };
    context.report({ loc: call.loc, messageId: 'concurrentSegment', data });
  }
}

function problemOf({ mark, round, opened }: SharedMark): { messageId: string; data: Record<string, string> } {
  const iterating = round.iteration && unwrap(round.iteration.callee);
  const name = iterating?.type === 'MemberExpression' ? memberName(iterating) : iterating?.type === 'Identifier' ? iterating.name : undefined;
  const data = {
    round: name === undefined ? 'the loop' : `\`${name}\``,
    roundLine: String((iterating ?? round.node).loc.start.line),
    markLine: String(mark.loc.start.line),
  };
  return opened
    ? { messageId: 'sharedSubsegment', data: { ...data, openedLine: String(opened.loc.start.line) } }
    : { messageId: 'sharedInnermost', data };
}
