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
  let entered: Facts = 0;
  walk(context.file, unit, (inner) => {
    if (inner.type === 'CallExpression' && inner.range[1] <= node.range[0]) {
      const [argument] = inner.arguments;
      const meaning = context.callAt(inner)?.does.has('enter') && argument && context.objects.meaningOf(argument);
      if (meaning && meaning.is === 'object') {
        const isSubsegment = context.vocabularies.typeOf(meaning.type)?.handedOn?.includes('mark');
        entered = isSubsegment ? markFact(context, meaning.opened) : entered;
      }
    }
    return inner === unit || !isFunction(inner);
  });
  return entered;
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
