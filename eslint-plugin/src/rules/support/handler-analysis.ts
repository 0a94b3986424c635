import { ControlFlow } from '../../control-flow/analysis';
import type { Effects } from '../../control-flow/effects';
import { isExpectedCase, isExpectedError } from './expected-errors';
import { waysOfHandler } from './failure-handlers';
import type { FailureHandler } from './failure-handlers';
import type { FileContext } from './file-context';
import { owingState } from './handler-census';
import type { HandlerState } from './handler-census';
import { instrumentationEffects } from './instrumentation-facts';
import { EVERYTHING } from './marks';
import { judgedCompletion, owedBy } from './owed-instrumentation';
import { programSummaries } from './program-summaries';
import { handsFailureOn, reportsBatchItemFailures } from './rethrows';

/** Options of `require-instrumented-catch`. */
export interface HandlerOptions {
  readonly ignoreRethrow: boolean;
  readonly require: readonly ('subsegment' | 'metric')[];
  readonly allowExpected: readonly string[];
  readonly checkPromises: boolean;
  readonly ignoreProbes: boolean;
}

/** The control flow of a file, with what its handlers do to the failure. */
export interface Analysis {
  readonly effects: Effects;
  readonly flow: ControlFlow;
}

export function analyse(shared: FileContext, options: HandlerOptions): Analysis {
  const effects = effectsFor(shared, options);
  return { effects, flow: new ControlFlow(effects, shared.file, programSummaries(shared, JSON.stringify(options))) };
}

function effectsFor(shared: FileContext, options: HandlerOptions): Effects {
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

/** How a handler stands; `strict` also judges the paths that hand the failure on. */
export function stateOf(
  shared: FileContext,
  { ignoreRethrow, require }: HandlerOptions,
  { analysis, strict }: { readonly analysis: Analysis; readonly strict: Analysis },
  handler: FailureHandler,
): HandlerState {
  const judged = judgedCompletion(shared, ignoreRethrow, handler, waysOfHandler(analysis.flow, handler));
  if (judged && owedBy(judged, require).length > 0) {
    return owingState(judged);
  }
  const everyWay = judgedCompletion(shared, false, handler, waysOfHandler(strict.flow, handler));
  return everyWay && owedBy(everyWay, require).length === 0 ? 'instrumented' : 'rethrown';
}
