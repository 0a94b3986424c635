import type { Rule } from 'eslint';
import { ControlFlow } from '../control-flow/analysis';
import { exitLacking } from '../control-flow/completions';
import type { Effects } from '../control-flow/effects';
import { createRule } from './support/create-rule';
import { functionName, outcomeOf } from './support/describe-handler';
import { isExpectedCase, isExpectedError } from './support/expected-errors';
import { catchClauseHandler, promiseHandler, waysOfHandler } from './support/failure-handlers';
import type { FailureHandler } from './support/failure-handlers';
import { fileContext } from './support/file-context';
import type { FileContext } from './support/file-context';
import { instrumentationEffects } from './support/instrumentation-facts';
import { EVERYTHING } from './support/marks';
import { judgedCompletion, mayRecord, owedBy } from './support/owed-instrumentation';
import { isProbe } from './support/probes';
import { programSummaries } from './support/program-summaries';
import { handsFailureOn, reportsBatchItemFailures } from './support/rethrows';
import { asReported } from './support/suggestions/edits';
import { recordFailure } from './support/suggestions/record-failure';
import { wrapInRun } from './support/suggestions/wrap-in-run';

interface Options {
  readonly ignoreRethrow: boolean;
  readonly require: readonly ('subsegment' | 'metric')[];
  readonly allowExpected: readonly string[];
  readonly checkPromises: boolean;
  readonly ignoreProbes: boolean;
}

const DEFAULTS: Options = {
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
      const options: Options = { ...DEFAULTS, ...(context.options[0] as Partial<Options> | undefined) };
      const shared = fileContext(context);
      const handlers: FailureHandler[] = [];
      return {
        CatchClause(node) {
          if (!options.ignoreProbes || !isProbe(shared, node.parent)) {
            handlers.push(catchClauseHandler(node));
          }
        },
        CallExpression(call) {
          const handler = options.checkPromises ? promiseHandler(shared.file, call) : undefined;
          if (handler) {
            handlers.push(handler);
          }
        },
        'Program:exit'() {
          if (handlers.length === 0) {
            return;
          }
          const effects = effectsFor(shared, options);
          const flow = new ControlFlow(effects, shared.file, programSummaries(shared, JSON.stringify(options)));
          for (const handler of handlers) {
            report(context, shared, options, { effects, flow }, handler);
          }
        },
      };
    },
  },
);

function effectsFor(shared: FileContext, options: Options): Effects {
  const effects = instrumentationEffects(shared);
  const expected = new Set(options.allowExpected);
  return {
    effectOf(node) {
      const effect = effects.effectOf(node);
      return options.ignoreRethrow && handsFailureOn(shared.file, node)
        ? { ...effect, vacuous: EVERYTHING }
        : effect;
    },
    assume(test, outcome) {
      return isExpectedError(shared.file, expected, test, outcome) ? EVERYTHING : effects.assume(test, outcome);
    },
    assumeCase: (discriminant, test) =>
      isExpectedCase(shared.file, expected, discriminant, test) ? EVERYTHING : 0,
    rejects: (value) => effects.rejects(value) || reportsBatchItemFailures(value),
  };
}

function report(
  context: Rule.RuleContext,
  shared: FileContext,
  options: Options,
  { effects, flow }: { readonly effects: Effects; readonly flow: ControlFlow },
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
