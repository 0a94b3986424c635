import type { TSESTree } from '@typescript-eslint/utils';
import type { Facts } from '../../control-flow/completions';
import type { Effect, Effects, Run } from '../../control-flow/effects';
import type { InstrumentationCall } from '../../instrumentation/calls';
import { callbackArgument } from '../../instrumentation/vocabulary';
import type { Meaning } from '../../instrumentation/meaning';
import { memberName, unwrap } from '../../syntax/file-model';
import type { FunctionNode } from '../../syntax/file-model';
import { programFunctionOf } from '../../syntax/program-functions';
import type { FileContext } from './file-context';
import { innermostAt } from './innermost-subsegment';
import { ANY_MARK, EMISSION, factsOfCall, INNERMOST_MARK, markFact, throughParameter, withInnermost } from './marks';
import { handedInFor, slotOf } from './parameter-slots';
import { endsProcess, isUndeclared } from './process-end';

/** What a mark on the innermost subsegment gives at a place; callers tell where the file does not. */
function innermostMark(context: FileContext, node: TSESTree.Node): Facts {
  return innermostAt(context, node) || INNERMOST_MARK;
}

/** The effects of instrumentation calls, and of functions whose code is in sight, on marks and emissions. */
export function instrumentationEffects(context: FileContext): Effects {
  return {
    effectOf(node) {
      return node.type === 'CallExpression' ? effectOfCall(context, node) : undefined;
    },
    assume(test, outcome) {
      const { tested, presentWhen } = presenceTest(test);
      return outcome !== presentWhen && showsTracing(context, tested) ? ANY_MARK : 0;
    },
    rejects: isRejected,
  };
}

function effectOfCall(context: FileContext, node: TSESTree.CallExpression): Effect | undefined {
  const call = context.callAt(node);
  if (call) {
    return effectOfInstrumentation(context, call);
  }
  const called = calledFunction(context, node);
  if (called) {
    const translate = (facts: Facts) =>
      factsOfCall(
        facts,
        () => innermostMark(context, node),
        (slot) => factsHandedIn(context, node, called, slot),
      );
    return { runs: [{ function: called, translate }], neverThrows: true };
  }
  return endsProcess(context.file, node) ? { ends: true } : { gain: factsHandedOn(context, node) };
}

function effectOfInstrumentation(context: FileContext, call: InstrumentationCall): Effect {
  const { does, method, receiver } = call;
  const opened = receiver?.is === 'object' ? receiver.opened : undefined;
  const onReceiver = (does.has('mark') ? markFact(context, opened) : 0) | (does.has('emit') ? EMISSION : 0);
  const { callee } = call.node;
  let gain = callee.type === 'MemberExpression' ? factsThrough(context, callee.object, onReceiver) : onReceiver;
  if (does.has('markInnermost')) {
    gain |= innermostMark(context, call.node);
  }
  const argument = callbackArgument(method, call.node);
  const callback = argument && programFunctionOf(context.file, argument);
  const name = markFact(context, call.node);
  const runs: Run[] = callback
    ? [
        {
          function: callback,
          translate: (facts) => withInnermost(facts, name),
          ...(method.recordsThrows && { gainOnThrow: name | EMISSION }),
        },
      ]
    : [];
  return { [method.awaited ? 'gainAwaited' : 'gain']: gain, runs };
}

/** The function that a plain call runs, of this file or of the program. */
function calledFunction(context: FileContext, { callee }: TSESTree.CallExpression) {
  const node = unwrap(callee);
  if (node.type === 'MemberExpression' && ['call', 'apply'].includes(memberName(node) ?? '')) {
    return programFunctionOf(context.file, node.object) ?? programFunctionOf(context.file, node);
  }
  return programFunctionOf(context.file, node);
}

/** A call of code from elsewhere that is handed a subsegment or a metrics object may do what is needed. */
function factsHandedOn(context: FileContext, node: TSESTree.CallExpression): Facts {
  if (!context.mentionsInstrumentation || isGlobalCall(context, node.callee)) {
    return 0;
  }
  let gain: Facts = 0;
  const handOn = (value: TSESTree.Node): void => {
    const meaning = context.objects.meaningOf(value);
    const actions = (meaning?.is === 'object' && context.vocabularies.typeOf(meaning.type)?.handedOn) || [];
    const opened = meaning?.is === 'object' ? meaning.opened : undefined;
    const facts = (actions.includes('mark') ? markFact(context, opened) : 0) | (actions.includes('emit') ? EMISSION : 0);
    gain |= factsThrough(context, value as TSESTree.Expression, facts);
  };
  for (const argument of node.arguments) {
    handOn(argument);
    for (const property of argument.type === 'ObjectExpression' ? argument.properties : []) {
      if (property.type === 'Property') {
        handOn(property.value);
      }
    }
  }
  return gain;
}

/** The facts of marking, or emitting by, what an expression gives, which may be what a parameter holds. */
function factsThrough(
  context: FileContext,
  expression: TSESTree.Expression,
  facts: Facts,
  path: readonly string[] = [],
): Facts {
  const slot = facts === 0 ? undefined : slotOf(context, expression, path);
  return slot === undefined ? facts : throughParameter(facts, slot);
}

/** The facts of marking, or emitting by, what a call hands in for a slot of the function that it calls. */
function factsHandedIn(context: FileContext, call: TSESTree.CallExpression, called: FunctionNode, slot: number): Facts {
  const handedIn = handedInFor(context, call, called, slot);
  if (handedIn === 'absent') {
    return 0;
  }
  if (handedIn === 'unknown') {
    return ANY_MARK | EMISSION;
  }
  const { expression, path } = handedIn;
  const meaning = context.objects.meaningAlong(expression, path);
  const facts = meaning === undefined ? ANY_MARK | EMISSION : factsOfUsing(context, meaning);
  return factsThrough(context, expression, facts, path);
}

/** What code that marks and emits by an object does when it is handed this one. */
function factsOfUsing(context: FileContext, meaning: Meaning): Facts {
  const members = (meaning.is === 'object' && context.vocabularies.typeOf(meaning.type)?.members) || {};
  const does = new Set(Object.values(members).flatMap((member) => ('property' in member ? [] : (member.does ?? []))));
  const opened = meaning.is === 'object' ? meaning.opened : undefined;
  return (does.has('mark') ? markFact(context, opened) : 0) | (does.has('emit') ? EMISSION : 0);
}

/** `console.log(...)`, `String(...)`: what the language or the host brings along. */
export function isGlobalCall(context: FileContext, callee: TSESTree.Expression): boolean {
  let root = unwrap(callee);
  while (root.type === 'MemberExpression') {
    root = unwrap(root.object);
  }
  return root.type === 'Identifier' && isUndeclared(context.file, root);
}

/** Without a tracer or a subsegment tracing is off, and there is nothing to mark. */
function showsTracing(context: FileContext, node: TSESTree.Node): boolean {
  if (!context.mentionsInstrumentation) {
    return false;
  }
  if (node.type === 'CallExpression' && context.callAt(node)?.method.tellsTracing) {
    return true;
  }
  const meaning = context.objects.meaningOf(node);
  return meaning?.is === 'object' && context.vocabularies.typeOf(meaning.type)?.absentWhenOff === true;
}

/** `value`, `value !== undefined`, `value == null`: what is tested for being there. */
function presenceTest(test: TSESTree.Expression): { tested: TSESTree.Node; presentWhen: boolean } {
  const node = unwrap(test);
  if (node.type === 'BinaryExpression' && /^[!=]==?$/.test(node.operator)) {
    const isNothing =
      (node.right.type === 'Identifier' && node.right.name === 'undefined') ||
      (node.right.type === 'Literal' && node.right.value === null);
    if (isNothing) {
      return { tested: unwrap(node.left), presentWhen: node.operator.startsWith('!') };
    }
  }
  return { tested: node, presentWhen: true };
}

/** `Promise.reject(...)` hands the failure on. */
function isRejected(value: TSESTree.Expression): boolean {
  const node = unwrap(value);
  if (node.type === 'ConditionalExpression') {
    return isRejected(node.consequent) && isRejected(node.alternate);
  }
  return (
    node.type === 'CallExpression' &&
    node.callee.type === 'MemberExpression' &&
    node.callee.object.type === 'Identifier' &&
    node.callee.object.name === 'Promise' &&
    memberName(node.callee) === 'reject'
  );
}
