import type { TSESTree } from '@typescript-eslint/utils';
import { callbackArgument } from '../../instrumentation/vocabulary';
import type { FunctionNode } from '../../syntax/file-model';
import { enclosingUnit, functionOf, isFunction } from '../../syntax/functions';
import { argumentFor, parameterGivenBy } from '../../syntax/parameters';
import type { ParameterPart } from '../../syntax/parameters';
import type { FileContext } from './file-context';

/** What a call hands in: an expression's value, or a part of it. */
export interface HandedIn {
  readonly expression: TSESTree.Expression;
  readonly path: readonly string[];
}

const slotsOf = new WeakMap<FunctionNode, ParameterPart[]>();

/**
 * The slot of the parameter, of the function that an expression stands in, that the expression gives: a
 * number for each part of a parameter that the function's code uses. `undefined` for all other expressions,
 * and for what a call that opens a subsegment hands to its callback: there is one such call only.
 */
export function slotOf(
  context: FileContext,
  expression: TSESTree.Expression,
  rest: readonly string[] = [],
): number | undefined {
  const unit = enclosingUnit(expression);
  const part = isFunction(unit) ? parameterGivenBy(context.file, expression, (call) => sameObject(context, call)) : undefined;
  if (part === undefined || !isFunction(unit) || isOpenersCallback(context, unit)) {
    return undefined;
  }
  const path = [...part.path, ...rest];
  const slots = slotsOf.get(unit) ?? [];
  slotsOf.set(unit, slots);
  const known = slots.findIndex((slot) => slot.index === part.index && slot.path.join('.') === path.join('.'));
  return known >= 0 ? known : slots.push({ index: part.index, path }) - 1;
}

/** What a call of the function hands in for one of its slots; see `argumentFor`. */
export function handedInFor(
  context: FileContext,
  call: TSESTree.CallExpression,
  called: FunctionNode,
  slot: number,
): HandedIn | 'absent' | 'unknown' {
  const part = slotsOf.get(called)?.[slot];
  if (part === undefined) {
    return 'absent';
  }
  const expression = argumentFor(context.file, call, called, part.index);
  return typeof expression === 'string' ? expression : { expression, path: part.path };
}

/** `metrics.singleMetric()` and its like give an object of the same type, which stands for the first. */
function sameObject(context: FileContext, call: TSESTree.CallExpression): TSESTree.Node | undefined {
  const { callee } = call;
  const known = context.callAt(call);
  const isSame = known?.receiver?.is === 'object' && known.method.returns === known.receiver.type;
  return isSame && !known.does.has('open') && callee.type === 'MemberExpression' ? callee.object : undefined;
}

function isOpenersCallback(context: FileContext, unit: FunctionNode): boolean {
  return context.objects.callsWithFunction(unit).some((call) => {
    const method = context.callAt(call)?.method;
    const callback = method && callbackArgument(method, call);
    return callback !== undefined && functionOf(context.file, callback) === unit;
  });
}
