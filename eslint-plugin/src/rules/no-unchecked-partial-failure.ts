import type { TSESTree } from '@typescript-eslint/utils';
import type { Rule } from 'eslint';
import { ControlFlow } from '../control-flow/analysis';
import { exitLacking, meet } from '../control-flow/completions';
import type { CodeUnit } from '../control-flow/analysis';
import { enclosingUnit } from '../syntax/functions';
import { AnswerUses } from './support/answer-uses';
import { isAlwaysTrueTest } from './support/always-true';
import { createRule } from './support/create-rule';
import { functionName } from './support/describe-handler';
import { FailureValues } from './support/failure-values';
import { fileContext } from './support/file-context';
import type { FileContext } from './support/file-context';
import { EMITTED, MARKED } from './support/marks';
import { mayHoldPartialAnswers, partialAnswer } from './support/partial-answers';
import type { PartialAnswer } from './support/partial-answers';
import { partialFailureEffects } from './support/partial-failure-effects';

/** Answers of AWS that are a success and hold failures, and `Promise.allSettled`. */
export const noUncheckedPartialFailure = createRule(
  {
    name: 'no-unchecked-partial-failure',
    description: 'require what failed inside a successful answer to be read, marked and counted',
  },
  {
    meta: {
      type: 'problem',
      schema: [
        {
          type: 'object',
          properties: { requireInstrumentation: { type: 'boolean' } },
          additionalProperties: false,
        },
      ],
      messages: {
        discarded:
          '`{{operation}}` succeeds although part of it may have failed, and `{{function}}` discards its answer: read {{fields}}.',
        neverRead:
          '`{{operation}}` succeeds although part of it may have failed, and `{{function}}` never looks: read {{fields}}.',
        notInstrumented:
          'What failed in `{{operation}}` ({{fields}}) is dropped: `{{function}}` carries on (line {{line}}) without marking it on a named X-Ray subsegment and emitting a metric. Record it, throw it or return it.',
        alwaysTrueCheck:
          '`{{field}}` is an empty object when nothing failed, so this test always comes out the same: compare the number of its keys with 0.',
      },
    },
    create(context) {
      const { requireInstrumentation = true } = (context.options[0] ?? {}) as { requireInstrumentation?: boolean };
      const shared = fileContext(context);
      if (!mayHoldPartialAnswers(context.sourceCode.text, shared.file)) {
        return {};
      }
      return {
        CallExpression(call) {
          const answer = partialAnswer(context, call);
          if (answer) {
            check(context, shared, answer, requireInstrumentation);
          }
        },
      };
    },
  },
);

function check(
  context: Rule.RuleContext,
  shared: FileContext,
  answer: PartialAnswer,
  requireInstrumentation: boolean,
): void {
  const { call, operation, fields } = answer;
  const uses = new AnswerUses(shared.file, answer);
  const data = {
    operation,
    fields: fields.map((field) => `\`${field}\``).join(' or '),
    function: functionName(call),
  };
  for (const node of uses.emptyObjects) {
    const test = isAlwaysTrueTest(shared.file, context.sourceCode, node);
    if (test) {
      const field = answer.emptyWhenNothingFailed.join('` or `');
      context.report({ loc: test.loc, messageId: 'alwaysTrueCheck', data: { field } });
    }
  }
  if (uses.use !== 'read') {
    const messageId = uses.use === 'discarded' ? 'discarded' : 'neverRead';
    context.report({ loc: call.loc, messageId, data });
    return;
  }
  const exit = requireInstrumentation ? uninstrumentedExit(shared, answer, uses) : undefined;
  if (exit) {
    context.report({ loc: call.loc, messageId: 'notInstrumented', data: { ...data, line: String(exit.line) } });
  }
}

/** Where a way leaves on which something may have failed that nothing recorded and nobody was told of. */
function uninstrumentedExit(
  shared: FileContext,
  answer: PartialAnswer,
  uses: AnswerUses,
): { readonly line: number } | undefined {
  const values = new FailureValues(shared.file, answer);
  const effects = partialFailureEffects(shared, answer, values, uses.carriers);
  const flow = new ControlFlow(effects, shared.file);
  const units = new Set<CodeUnit>([answer.call, ...effects.carriers].map(enclosingUnit));
  for (const unit of units) {
    const ways = flow.waysOf(unit);
    const completion = meet(ways.normal, ways.return);
    const held = completion && completion.gain | completion.keep;
    const lacking = [EMITTED, MARKED].find((fact) => held !== undefined && !(held & fact));
    if (completion && lacking !== undefined) {
      const exit: TSESTree.Node | undefined = exitLacking(completion, lacking);
      return { line: exit?.loc.start.line ?? unit.loc.end.line };
    }
  }
  return undefined;
}
