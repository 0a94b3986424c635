import type { TSESTree } from '@typescript-eslint/utils';
import type { Facts } from '../../control-flow/completions';
import { callbackArgument } from '../../instrumentation/vocabulary';
import { enclosingUnit, functionOf, isFunction } from '../../syntax/functions';
import { walk } from '../../syntax/walk';
import type { FileContext } from './file-context';
import { markFact } from './marks';

/**
 * What a mark on the innermost open subsegment gives at a place: the code that a subsegment wraps, a
 * decorated method, or code after `setSegment` was handed a subsegment. 0 when the file shows none.
 */
export function innermostAt(context: FileContext, node: TSESTree.Node): Facts {
  for (let unit = enclosingUnit(node); isFunction(unit); unit = enclosingUnit(unit)) {
    const entered = enteredBefore(context, unit, node) || wrappedBy(context, unit);
    if (entered) {
      return entered;
    }
    if (isCapturedMethod(context, unit.parent)) {
      return markFact(context);
    }
  }
  return 0;
}

function wrappedBy(context: FileContext, unit: TSESTree.Node): Facts {
  for (const call of context.objects.callsWithFunction(unit)) {
    const opening = context.callAt(call);
    const argument = opening && callbackArgument(opening.method, call);
    if (opening?.does.has('open') && argument && functionOf(context.file, argument) === unit) {
      return markFact(context, call);
    }
  }
  return 0;
}

/** `tracer.setSegment(subsegment)` makes the subsegment the innermost one for what follows. */
function enteredBefore(context: FileContext, unit: TSESTree.Node, node: TSESTree.Node): Facts {
  let known = entered.get(unit);
  if (known === undefined) {
    known = subsegmentsEntered(context, unit);
    entered.set(unit, known);
  }
  return known.findLast(({ call }) => call.range[1] <= node.range[0])?.facts ?? 0;
}

interface Entered {
  readonly call: TSESTree.CallExpression;
  /** What a mark gives from here on. */
  readonly facts: Facts;
}

const entered = new WeakMap<TSESTree.Node, readonly Entered[]>();

/** Where a function's own code makes a subsegment the innermost one, in the order of the text. */
function subsegmentsEntered(context: FileContext, unit: TSESTree.Node): Entered[] {
  const found: Entered[] = [];
  walk(context.file, unit, (inner) => {
    const argument = inner.type === 'CallExpression' ? inner.arguments[0] : undefined;
    if (inner.type === 'CallExpression' && argument && context.callAt(inner)?.does.has('enter')) {
      const meaning = context.objects.meaningOf(argument);
      if (meaning?.is === 'object' && context.vocabularies.typeOf(meaning.type)?.handedOn?.includes('mark')) {
        found.push({ call: inner, facts: markFact(context, meaning.opened) });
      }
    }
    return inner === unit || !isFunction(inner);
  });
  return found;
}

function isCapturedMethod(context: FileContext, method: TSESTree.Node): boolean {
  return (
    method.type === 'MethodDefinition' &&
    method.decorators.some(({ expression }) => {
      const callee = expression.type === 'CallExpression' ? expression.callee : expression;
      const meaning = context.objects.meaningOf(callee);
      return meaning?.is === 'method' && meaning.method.captures === true;
    })
  );
}
