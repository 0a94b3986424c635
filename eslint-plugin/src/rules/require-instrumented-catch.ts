import type { TSESTree } from '@typescript-eslint/utils';
import type { Rule } from 'eslint';
import { exitLacking, UNCHANGED } from '../control-flow/completions';
import { createRule } from './support/create-rule';
import { functionName, outcomeOf } from './support/describe-handler';
import { catchClauseHandler, loggingHandlerLoc, promiseHandler, unseenHandlerLoc, waysOfHandler } from './support/failure-handlers';
import type { FailureHandler } from './support/failure-handlers';
import { fileContext } from './support/file-context';
import type { FileContext } from './support/file-context';
import { analyse, stateOf } from './support/handler-analysis';
import type { Analysis, HandlerOptions } from './support/handler-analysis';
import { censusOf, counted } from './support/handler-census';
import { judgedCompletion, mayRecord, owedBy } from './support/owed-instrumentation';
import { isProbe } from './support/probes';
import { asReported } from './support/suggestions/edits';
import { recordFailure } from './support/suggestions/record-failure';
import { wrapInRun } from './support/suggestions/wrap-in-run';

const DEFAULTS: HandlerOptions = {
  ignoreRethrow: false,
  require: ['subsegment', 'metric'],
  allowExpected: [],
  checkPromises: true,
  ignoreProbes: false,
};

/** FR-002, FR-005, FR-043: every handled failure is on a named subsegment and in a metric, on every path. */
export const requireInstrumentedCatch = createRule(
  {
    name: 'require-instrumented-catch',
    description:
      'require every failure handler to mark a named X-Ray subsegment and emit a metric on every path',
  },
  {
    meta: {
      type: 'problem',
      hasSuggestions: true,
      schema: [
        {
          type: 'object',
          properties: {
            ignoreRethrow: { type: 'boolean' },
            require: {
              type: 'array',
              items: { enum: ['subsegment', 'metric'] },
              uniqueItems: true,
              minItems: 1,
            },
            allowExpected: { type: 'array', items: { type: 'string' }, uniqueItems: true },
            checkPromises: { type: 'boolean' },
            ignoreProbes: { type: 'boolean' },
          },
          additionalProperties: false,
        },
      ],
      messages: {
        missingBoth:
          '`{{function}}` {{outcome}} (line {{line}}), and nothing shows it: mark the failure on a named X-Ray subsegment and emit a metric.',
        missingSubsegment:
          '`{{function}}` {{outcome}} (line {{line}}) without marking the failure on a named X-Ray subsegment: no trace shows it.',
        missingMetric:
          '`{{function}}` {{outcome}} (line {{line}}) without emitting a metric: no alarm sees it.',
        subsegmentNotOnEveryPath:
          'On one path `{{function}}` {{outcome}} (line {{line}}) without marking the failure on a named X-Ray subsegment: mark it on every path.',
        metricNotOnEveryPath:
          'On one path `{{function}}` {{outcome}} (line {{line}}) without emitting a metric: emit it on every path.',
        unnamedSubsegment:
          'The failure is marked on a subsegment whose name is computed at run time: no trace filter finds it. Give the subsegment a literal name.',
        recordFailure: 'Record the failure: `{{statement}}`',
        wrapInRun: 'Run this as a path of the contract: `{{call}}`',
      },
    },
    create(context) {
      const options: HandlerOptions = { ...DEFAULTS, ...(context.options[0] as Partial<HandlerOptions> | undefined) };
      const shared = fileContext(context);
      const census = censusOf(context);
      const handlers: FailureHandler[] = [];
      return {
        CatchClause(node) {
          const handler = catchClauseHandler(node);
          if (options.ignoreProbes && isProbe(shared, node.parent)) {
            census?.(counted('probe', node, handler.loc));
          } else {
            handlers.push(handler);
          }
        },
        CallExpression(call) {
          if (!options.checkPromises) {
            return;
          }
          const handler = promiseHandler(shared.file, call);
          if (handler) {
            handlers.push(handler);
            return;
          }
          const logging = loggingHandlerLoc(shared, call);
          if (logging) {
            reportLogging(context, options, call, logging);
            census?.(counted('silent', call, logging));
            return;
          }
          const unseen = census && unseenHandlerLoc(shared.file, call);
          if (unseen) {
            census(counted('unknown', call, unseen));
          }
        },
        'Program:exit'() {
          if (handlers.length === 0) {
            return;
          }
          const analysis = analyse(shared, options);
          for (const handler of handlers) {
            report(context, shared, options, analysis, handler);
          }
          if (census) {
            const strict = options.ignoreRethrow ? analyse(shared, { ...options, ignoreRethrow: false }) : analysis;
            for (const handler of handlers) {
              census(counted(stateOf(shared, options, { analysis, strict }, handler), handler.node, handler.loc));
            }
          }
        },
      };
    },
  },
);

/** `.catch(console.error)` does no more than a handler that logs the failure and carries on. */
function reportLogging(
  context: Rule.RuleContext,
  { require }: HandlerOptions,
  call: TSESTree.CallExpression,
  loc: TSESTree.SourceLocation,
): void {
  for (const { messageId } of owedBy(UNCHANGED, require)) {
    const data = { function: functionName(call), outcome: 'logs the failure and carries on', line: String(loc.start.line) };
    context.report({ loc, messageId, data });
  }
}

function report(
  context: Rule.RuleContext,
  shared: FileContext,
  options: HandlerOptions,
  { effects, flow }: Analysis,
  handler: FailureHandler,
): void {
  const ways = waysOfHandler(flow, handler);
  const completion = judgedCompletion(shared, options.ignoreRethrow, handler, ways);
  if (completion === undefined) {
    return;
  }
  const suggest = asReported(
    // Both need the runtime in the file.
    mayRecord(ways) || !shared.mentionsInstrumentation
      ? []
      : [recordFailure(context, shared, effects, handler) ?? wrapInRun(context, shared, { effects, flow }, handler, ways)],
  );
  for (const { messageId, lacking } of owedBy(completion, options.require)) {
    const exit = exitLacking(completion, lacking);
    const line = exit?.loc.start.line ?? handler.body.loc.end.line;
    context.report({
      loc: handler.loc,
      messageId,
      data: {
        function: functionName(handler.node),
        outcome: outcomeOf(context, shared.file, handler, exit),
        line: String(line),
      },
      suggest,
    });
  }
}
