import type { TSESTree } from '@typescript-eslint/utils';
import type { Facts } from '../../control-flow/completions';
import { callbackArgument } from '../../instrumentation/vocabulary';
import type { CallSite } from '../../syntax/call-sites';
import { memberName } from '../../syntax/file-model';
import type { FunctionNode } from '../../syntax/file-model';
import { enclosingUnit, isFunction } from '../../syntax/functions';
import { staticString } from '../../syntax/static-string';
import { walk } from '../../syntax/walk';
import type { FileContext } from './file-context';
import { markFact, markFactOf } from './marks';

/**
 * What a mark on the innermost open subsegment gives at a place: the code that a subsegment wraps, a
 * decorated method, or code after `setSegment` was handed a subsegment. 0 when the file shows none.
 */
export function innermostAt(
  context: FileContext,
  node: TSESTree.Node,
  followed: ReadonlySet<TSESTree.Node> = new Set(),
): Facts {
  for (let unit = enclosingUnit(node); isFunction(unit); unit = enclosingUnit(unit)) {
    const current = enteredBefore(context, unit, node);
    if (current) {
      return markFact(context, current.opened);
    }
    const opening = openingAround(context, unit);
    if (opening) {
      return markFact(context, opening);
    }
    const captor = capturingDecorator(context, unit.parent);
    if (captor) {
      const name = nameGivenTo(captor);
      return name ? markFactOf(staticString(context.file, name)) : markFact(context);
    }
    const passed = followed.has(unit) ? 0 : innermostWherePassed(context, unit, new Set([...followed, unit]));
    if (passed) {
      return passed;
    }
  }
  return 0;
}

/** The same for a function where functions that are handed it run it. */
function innermostWherePassed(context: FileContext, unit: FunctionNode, followed: ReadonlySet<TSESTree.Node>): Facts {
  for (const site of context.objects.passagesOf(unit)) {
    const { call, argument } = site;
    const facts = opensAround(context, site) ? markFact(context, call) : argument ? 0 : innermostAt(context, call, followed);
    if (facts) {
      return facts;
    }
  }
  return 0;
}

/** The call that opens a subsegment around the function, which it is handed as its callback. */
export function openingAround(context: FileContext, unit: TSESTree.Node): TSESTree.CallExpression | undefined {
  return context.objects.sitesOf(unit).find((site) => opensAround(context, site))?.call;
}

/** Whether a call opens a subsegment around the function that it is handed. */
export function opensAround(context: FileContext, { call, argument }: CallSite): boolean {
  const opening = argument && context.callAt(call);
  return opening?.does.has('open') === true && callbackArgument(opening.method, call) === argument;
}

/** A subsegment that a call has made the innermost one. */
interface Entered {
  readonly call: TSESTree.CallExpression;
  readonly subsegment: TSESTree.Expression;
  readonly opened: TSESTree.CallExpression | undefined;
}

const entered = new WeakMap<TSESTree.Node, readonly Entered[]>();

/** `tracer.setSegment(subsegment)` makes the subsegment the innermost one for what follows in the function. */
export function enteredBefore(context: FileContext, unit: TSESTree.Node, node: TSESTree.Node): Entered | undefined {
  let known = entered.get(unit);
  if (known === undefined) {
    known = subsegmentsEntered(context, unit);
    entered.set(unit, known);
  }
  return known.findLast(({ call }) => call.range[1] <= node.range[0]);
}

/** Where a function's own code makes a subsegment the innermost one, in the order of the text. */
function subsegmentsEntered(context: FileContext, unit: TSESTree.Node): Entered[] {
  const found: Entered[] = [];
  walk(context.file, unit, (inner) => {
    const argument = inner.type === 'CallExpression' ? inner.arguments[0] : undefined;
    if (inner.type === 'CallExpression' && argument && context.callAt(inner)?.does.has('enter')) {
      const meaning = context.objects.meaningOf(argument);
      if (meaning?.is === 'object' && context.vocabularies.typeOf(meaning.type)?.handedOn?.includes('mark')) {
        found.push({ call: inner, subsegment: argument as TSESTree.Expression, opened: meaning.opened });
      }
    }
    return inner === unit || !isFunction(inner);
  });
  return found;
}

/** Whether a class member is a method with a decorator that opens a subsegment around it. */
export function isCapturedMethod(context: FileContext, member: TSESTree.Node): boolean {
  return capturingDecorator(context, member) !== undefined;
}

function capturingDecorator(context: FileContext, member: TSESTree.Node): TSESTree.Decorator | undefined {
  const decorators = member.type === 'MethodDefinition' ? member.decorators : [];
  return decorators.find(({ expression }) => {
    const callee = expression.type === 'CallExpression' ? expression.callee : expression;
    const meaning = context.objects.meaningOf(callee);
    return meaning?.is === 'method' && meaning.method.captures === true;
  });
}

/** `{ subSegmentName: name }`; without it the method gives the name. */
function nameGivenTo({ expression }: TSESTree.Decorator): TSESTree.Node | undefined {
  const options = expression.type === 'CallExpression' ? expression.arguments[0] : undefined;
  const properties = options?.type === 'ObjectExpression' ? options.properties : [];
  for (const property of properties) {
    if (property.type === 'Property' && memberName(property) === 'subSegmentName') {
      return property.value;
    }
  }
  return undefined;
}
