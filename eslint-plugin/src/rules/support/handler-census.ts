import type { TSESTree } from '@typescript-eslint/utils';
import type { Rule } from 'eslint';
import type { Completion } from '../../control-flow/completions';
import { functionName } from './describe-handler';
import { ANY_MARK, EMISSION } from './marks';

/**
 * How a failure handler stands:
 * - `silent`: on no path that carries on is anything recorded;
 * - `partly`: something is recorded, but not all that is owed, or not on every path;
 * - `instrumented`: all that is owed is recorded on every path;
 * - `rethrown`: every path that records nothing hands the failure on;
 * - `probe`: the handler of a quick probe, which the options leave alone;
 * - `unknown`: a function whose code is out of sight.
 */
export type HandlerState = 'silent' | 'partly' | 'instrumented' | 'rethrown' | 'probe' | 'unknown';

/** A failure handler, as the audit counts it. */
export interface CountedHandler {
  readonly state: HandlerState;
  /** The function that it stands in. */
  readonly function: string;
  /** One-based line, zero-based column, as in ESTree. */
  readonly line: number;
  readonly column: number;
}

export type Census = (handler: CountedHandler) => void;

/** Known to every build of this module: the audit is a program of its own beside the plugin. */
const CENSUS = Symbol.for('eslint-plugin-silent-failure/census');

/** The context that a rule gets when its handlers are counted. */
export function withCensus(context: Rule.RuleContext, census: Census): Rule.RuleContext {
  return Object.create(context, { [CENSUS]: { value: census } }) as Rule.RuleContext;
}

/** Who counts the handlers of this run, if anybody does. */
export function censusOf(context: Rule.RuleContext): Census | undefined {
  return (context as { readonly [CENSUS]?: Census })[CENSUS];
}

export function counted(state: HandlerState, node: TSESTree.Node, { start }: TSESTree.SourceLocation): CountedHandler {
  return { state, function: functionName(node), line: start.line, column: start.column };
}

/** How a handler stands that owes something. */
export function owingState({ mayGain }: Completion): 'silent' | 'partly' {
  return mayGain & (ANY_MARK | EMISSION) ? 'partly' : 'silent';
}
