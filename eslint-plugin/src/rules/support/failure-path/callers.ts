import type { TSESTree } from '@typescript-eslint/utils';
import { activate, parameterOf, valueOf } from '../../../syntax/activations';
import type { Activation, Placed } from '../../../syntax/activations';
import type { FileContext } from '../file-context';

/** A way of calls that leads to what an expression stands for. */
export interface Told {
  /** The calls of same-file functions that are handed it, from the innermost to the outermost. */
  readonly callers: readonly TSESTree.CallExpression[];
  readonly run: Activation | undefined;
  readonly value: Placed;
}

/** A function that is handed it by functions that are handed it may go on without end. */
const MAX_CALLERS = 5;
const MAX_WAYS = 1000;

/** What an expression stands for; where it is a parameter, what each call in this file hands in for it. */
export function toldBy(
  context: FileContext,
  expression: TSESTree.Node,
  callers: readonly TSESTree.CallExpression[] = [],
  found: Told[] = [],
): readonly Told[] {
  const run = callers.reduceRight<Activation | undefined>((caller, call) => activate(context.file, call, caller), undefined);
  const value = valueOf(context.file, { node: expression, in: run });
  const parameter = parameterOf(context.file, value.node);
  const isFollowed = parameter && callers.length < MAX_CALLERS && found.length < MAX_WAYS;
  const calls = isFollowed ? directCalls(context, parameter.function).filter((call) => !callers.includes(call)) : [];
  calls.forEach((call) => toldBy(context, expression, [...callers, call], found));
  if (calls.length === 0) {
    found.push({ callers, run, value });
  }
  return found;
}

function directCalls(context: FileContext, fn: TSESTree.Node): TSESTree.CallExpression[] {
  return context.objects.callsWithFunction(fn).filter((call) => activate(context.file, call, undefined)?.function === fn);
}
