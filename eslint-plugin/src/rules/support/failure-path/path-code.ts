import type { TSESTree } from '@typescript-eslint/utils';
import { callbackArgument } from '../../../instrumentation/vocabulary';
import { activate, activateCallback, functionAt } from '../../../syntax/activations';
import type { Activation, Placed } from '../../../syntax/activations';
import type { FunctionNode } from '../../../syntax/file-model';
import { isFunction } from '../../../syntax/functions';
import { walk } from '../../../syntax/walk';
import { promiseHandler } from '../failure-handlers';
import type { FileContext } from '../file-context';
import { manualSpan } from './path-subsegments';

/** A call that is made while a subsegment is open. */
export interface PathCall extends Placed<TSESTree.CallExpression> {
  /** Whether the subsegment is the innermost open one there. */
  readonly isInnermost: boolean;
}

/** The code that runs because some code runs, through same-file functions. */
export interface PathCode {
  readonly calls: readonly PathCall[];
  /** The `catch` clauses, and the calls that are given failure handlers. */
  readonly handlers: readonly (TSESTree.CatchClause | TSESTree.CallExpression)[];
  /** The functions that calls run, by the call. */
  readonly runs: ReadonlyMap<TSESTree.Node, ReadonlySet<FunctionNode>>;
}

interface Part {
  readonly node: TSESTree.Node;
  readonly run: Activation | undefined;
  readonly span: readonly [number, number] | undefined;
  readonly isInnermost: boolean;
}

/** Helpers may call helpers in more ways than can be looked at. */
const MAX_PARTS = 2000;

/**
 * All calls in a piece of code and in the same-file functions that it calls or hands on, each in its run.
 *
 * @param span the part of the code that counts
 * @param own the opening whose subsegment the code is looked at for
 */
export function codeOf(
  context: FileContext,
  { node, run, span }: Omit<Part, 'isInnermost'>,
  own: TSESTree.Node | undefined,
): PathCode {
  const calls: PathCall[] = [];
  const handlers: (TSESTree.CatchClause | TSESTree.CallExpression)[] = [];
  const runs = new Map<TSESTree.Node, Set<FunctionNode>>();
  const parts: Part[] = [{ node, run, span, isInnermost: true }];
  const enter = (activation: Activation | undefined, isInnermost: boolean): void => {
    if (activation && parts.length < MAX_PARTS) {
      if (activation.isDirect) {
        runs.set(activation.call, (runs.get(activation.call) ?? new Set()).add(activation.function));
      }
      parts.push({ node: activation.function, run: activation, span: undefined, isInnermost });
    }
  };
  for (const part of parts) {
    const inner: (readonly [number, number])[] = [];
    walk(context.file, part.node, (visited) => {
      if (part.span && (visited.range[1] <= part.span[0] || visited.range[0] >= part.span[1])) {
        return false;
      }
      const counts = part.span === undefined || (visited.range[0] >= part.span[0] && visited.range[1] <= part.span[1]);
      const isInnermost = part.isInnermost && !inner.some(([start, end]) => start <= visited.range[0] && visited.range[1] <= end);
      if (visited.type === 'CatchClause' && counts && isInnermost) {
        handlers.push(visited);
      } else if (visited.type === 'CallExpression' && counts) {
        calls.push({ node: visited, in: part.run, isInnermost });
        if (isInnermost && promiseHandler(context.file, visited)) {
          handlers.push(visited);
        }
        if (opensByHand(context, visited) && visited !== own) {
          inner.push(manualSpan(context, visited));
        }
        enterCall(context, visited, part.run, (activation, isOpening) => enter(activation, isInnermost && !isOpening));
      } else if (visited.type === 'NewExpression' && counts) {
        enterCallbacks(context, visited, visited.arguments, part.run, (activation) => enter(activation, isInnermost));
      }
      return visited === part.node || !isFunction(visited);
    });
  }
  return { calls, handlers, runs };
}

function opensByHand(context: FileContext, call: TSESTree.CallExpression): boolean {
  const known = context.callAt(call);
  return known?.does.has('open') === true && known.method.callback === undefined;
}

/** Runs what a call runs: a same-file function, or the functions that it hands to others. */
function enterCall(
  context: FileContext,
  call: TSESTree.CallExpression,
  run: Activation | undefined,
  enter: (activation: Activation | undefined, isOpening: boolean) => void,
): void {
  const known = context.callAt(call);
  const called = known ? undefined : activate(context.file, call, run);
  if (called) {
    enter(called, false);
    return;
  }
  const callback = known && callbackArgument(known.method, call);
  if (callback) {
    enter(activateCallback(context.file, callback, call, run), known.does.has('open'));
  }
  const others = call.arguments.filter((argument) => argument !== callback);
  enterCallbacks(context, call, others, run, (activation) => enter(activation, false));
}

function enterCallbacks(
  context: FileContext,
  call: TSESTree.CallExpression | TSESTree.NewExpression,
  given: readonly TSESTree.CallExpressionArgument[],
  run: Activation | undefined,
  enter: (activation: Activation | undefined) => void,
): void {
  for (const argument of given) {
    const values = argument.type === 'ObjectExpression' ? argument.properties.flatMap((property) => (property.type === 'Property' ? [property.value] : [])) : [argument];
    for (const value of values) {
      if (value.type !== 'SpreadElement' && functionAt(context.file, { node: value, in: run })) {
        enter(activateCallback(context.file, value, call, run));
      }
    }
  }
}
