import type { TSESTree } from '@typescript-eslint/utils';
import type { Facts } from '../../control-flow/completions';
import type { Effect, Effects, Run } from '../../control-flow/effects';
import type { InstrumentationCall } from '../../instrumentation/calls';
import { callbackArgument } from '../../instrumentation/vocabulary';
import type { Meaning } from '../../instrumentation/objects';
import { memberName, unwrap } from '../../syntax/file-model';
import type { FunctionNode } from '../../syntax/file-model';
import { functionOf } from '../../syntax/functions';
import type { FileContext } from './file-context';
import { innermostAt } from './innermost-subsegment';
import { ANY_MARK, EMITTED, markFact, MARKED_INNERMOST } from './marks';

/** Marks on the innermost subsegment, at a place where `innermost` is what a mark on it gives. */
function resolveInnermost(innermost: Facts, facts: Facts): Facts {
  return facts & MARKED_INNERMOST && innermost ? (facts & ~MARKED_INNERMOST) | innermost : facts;
}

/** The effects of instrumentation calls and of same-file functions on marks and emissions. */
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
    const withheld = factsOfWithheld(context, called, node);
    const translate = (facts: Facts) => {
      const given = facts & ~withheld;
      return given & MARKED_INNERMOST ? resolveInnermost(innermostAt(context, node), given) : given;
    };
    return { runs: [{ function: called, translate }], neverThrows: true };
  }
  return endsProcess(context, node) ? { ends: true } : { gain: factsHandedOn(context, node) };
}

function effectOfInstrumentation(context: FileContext, call: InstrumentationCall): Effect {
  const { does, method, receiver } = call;
  let gain: Facts = 0;
  if (does.has('mark')) {
    gain |= markFact(context, receiver?.is === 'object' ? receiver.opened : undefined);
  }
  if (does.has('markInnermost')) {
    gain |= resolveInnermost(innermostAt(context, call.node), MARKED_INNERMOST);
  }
  if (does.has('emit')) {
    gain |= EMITTED;
  }
  const argument = callbackArgument(method, call.node);
  const callback = argument && functionOf(context.file, argument);
  const name = markFact(context, call.node);
  const runs: Run[] = callback
    ? [
        {
          function: callback,
          translate: (facts) => resolveInnermost(name, facts),
          ...(method.recordsThrows && { gainOnThrow: name | EMITTED }),
        },
      ]
    : [];
  return { [method.awaited ? 'gainAwaited' : 'gain']: gain, runs };
}

/** The same-file function that a plain call runs. */
function calledFunction(context: FileContext, { callee }: TSESTree.CallExpression) {
  const node = unwrap(callee);
  if (node.type === 'MemberExpression' && ['call', 'apply'].includes(memberName(node) ?? '')) {
    return functionOf(context.file, node.object) ?? functionOf(context.file, node);
  }
  return functionOf(context.file, node);
}

/** A call of code from elsewhere that is handed a subsegment or a metrics object may do what is needed. */
function factsHandedOn(context: FileContext, node: TSESTree.CallExpression): Facts {
  if (isGlobalCall(context, node.callee)) {
    return 0;
  }
  let gain: Facts = 0;
  for (const argument of node.arguments) {
    gain |= factsOfMeaning(context, context.objects.meaningOf(argument));
    for (const property of argument.type === 'ObjectExpression' ? argument.properties : []) {
      if (property.type === 'Property') {
        gain |= factsOfMeaning(context, context.objects.meaningOf(property.value));
      }
    }
  }
  return gain;
}

function factsOfMeaning(context: FileContext, meaning: Meaning | undefined): Facts {
  if (meaning?.is !== 'object') {
    return 0;
  }
  const actions = context.vocabularies.typeOf(meaning.type)?.handedOn ?? [];
  return (actions.includes('mark') ? markFact(context, meaning.opened) : 0) | (actions.includes('emit') ? EMITTED : 0);
}

/** What a function would do to objects that this call does not hand it. */
function factsOfWithheld(context: FileContext, called: FunctionNode, call: TSESTree.CallExpression): Facts {
  let withheld: Facts = 0;
  called.params.forEach((parameter, index) => {
    const argument = call.arguments[index];
    const isWithheld =
      argument === undefined
        ? !call.arguments.some(({ type }) => type === 'SpreadElement')
        : argument.type === 'Identifier' && argument.name === 'undefined';
    if (isWithheld && parameter.type === 'Identifier') {
      withheld |= factsOfMeaning(context, context.objects.meaningOf(parameter));
    }
  });
  return withheld;
}

/** `console.log(...)`, `String(...)`: what the language or the host brings along. */
export function isGlobalCall(context: FileContext, callee: TSESTree.Expression): boolean {
  let root = unwrap(callee);
  while (root.type === 'MemberExpression') {
    root = unwrap(root.object);
  }
  return root.type === 'Identifier' && (context.file.variableOf(root)?.defs.length ?? 0) === 0;
}

function endsProcess(context: FileContext, { callee }: TSESTree.CallExpression): boolean {
  return (
    callee.type === 'MemberExpression' &&
    callee.object.type === 'Identifier' &&
    callee.object.name === 'process' &&
    ['exit', 'abort'].includes(memberName(callee) ?? '') &&
    isGlobalCall(context, callee)
  );
}

/** Without a tracer or a subsegment tracing is off, and there is nothing to mark. */
function showsTracing(context: FileContext, node: TSESTree.Node): boolean {
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
  if (node.type === 'AwaitExpression') {
    return isRejected(node.argument);
  }
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
