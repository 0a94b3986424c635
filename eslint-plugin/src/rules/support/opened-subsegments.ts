import type { TSESTree } from '@typescript-eslint/utils';
import type { CodeUnit } from '../../control-flow/analysis';
import { ALL_FACTS } from '../../control-flow/completions';
import type { Facts } from '../../control-flow/completions';
import type { Effects } from '../../control-flow/effects';
import type { Touch } from '../../control-flow/ways';
import { callbackArgument } from '../../instrumentation/vocabulary';
import { outermost, unwrap } from '../../syntax/file-model';
import type { FunctionNode } from '../../syntax/file-model';
import { enclosingUnit, functionOf } from '../../syntax/functions';
import { programFunctionOf } from '../../syntax/program-functions';
import type { FileContext } from './file-context';
import { instrumentationEffects } from './instrumentation-facts';
import { handedInFor, slotOf } from './parameter-slots';
import { isTracingCall } from './tracing-calls';

/** A subsegment that the code itself has to close. */
export interface OpenedSubsegment {
  /** The call that opens it. */
  readonly call: TSESTree.CallExpression;
  /** The code in which it has to be closed. */
  readonly unit: CodeUnit;
  /** Open from the unit's start, or from the call on. */
  readonly isOpenAtStart: boolean;
  /** What it is bound to; `undefined` when to nothing. */
  readonly name: TSESTree.Identifier | undefined;
}

/** The subsegment that a call opens, where it has to be closed by code that the file shows. */
export function openedSubsegment(
  context: FileContext,
  call: TSESTree.CallExpression,
): OpenedSubsegment | undefined {
  const opening = context.callAt(call);
  if (!opening?.does.has('open') || opening.method.closesItself) {
    return undefined;
  }
  const { callback } = opening.method;
  if (callback) {
    const argument = callbackArgument(opening.method, call);
    const unit = argument && functionOf(context.file, argument);
    return unit && openedForCallback(call, unit);
  }
  const unit = enclosingUnit(call);
  const parent = outermost(call).parent;
  if (parent?.type === 'ExpressionStatement') {
    return { call, unit, isOpenAtStart: false, name: undefined };
  }
  const name =
    parent?.type === 'VariableDeclarator' ? parent.id : parent?.type === 'AssignmentExpression' ? parent.left : undefined;
  return name?.type === 'Identifier' ? { call, unit, isOpenAtStart: false, name } : undefined;
}

function openedForCallback(call: TSESTree.CallExpression, unit: FunctionNode): OpenedSubsegment | undefined {
  const [parameter] = unit.params;
  if (parameter !== undefined && parameter.type !== 'Identifier') {
    return undefined;
  }
  return { call, unit, isOpenAtStart: true, name: parameter };
}

/** Whether the subsegment is handed to code that may close it: then that is somebody else's to do. */
export function isHandedOn(context: FileContext, { name, unit }: OpenedSubsegment): boolean {
  const variable = name && context.file.variableOf(name);
  return (
    variable?.references.some(({ identifier }) => {
      const use = outermostValue(identifier as TSESTree.Identifier);
      const { parent } = use;
      switch (parent?.type) {
        case 'CallExpression':
        case 'NewExpression':
          return parent.callee !== use && !isSeenThrough(context, parent);
        case 'AssignmentExpression':
          return parent.right === use && parent.left.type !== 'Identifier';
        case 'ReturnStatement':
        case 'SpreadElement':
        case 'ArrayExpression':
        case 'PropertyDefinition':
        case 'YieldExpression':
          return true;
        case 'Property':
          return parent.value === use && parent.parent.type === 'ObjectExpression';
        case 'ArrowFunctionExpression':
          return parent.body === use && parent !== unit;
        default:
          return false;
      }
    }) ?? false
  );
}

/** The largest expression around the node that may have its value: `flag && node`, `flag ? node : undefined`. */
function outermostValue(node: TSESTree.Node): TSESTree.Node {
  const value = outermost(node);
  const { parent } = value;
  const isPassedOn =
    (parent?.type === 'LogicalExpression' && !(parent.operator === '&&' && parent.left === value)) ||
    (parent?.type === 'ConditionalExpression' && parent.test !== value);
  return isPassedOn ? outermostValue(parent) : value;
}

/** Calls whose effect on the subsegment is known: tracing calls, and functions whose code is in sight. */
function isSeenThrough(context: FileContext, call: TSESTree.CallExpression | TSESTree.NewExpression): boolean {
  return (
    call.type === 'CallExpression' &&
    (isTracingCall(context, call) || programFunctionOf(context.file, call.callee) !== undefined)
  );
}

/** Subsegments that can be analysed together, a bit each; the bits above are for parameters of helpers. */
export const MAX_ANALYSED = 20;
const PARAMETER_SLOTS = 11;

/** The facts of subsegments being closed, a bit for each, at most `MAX_ANALYSED`. */
export function closingEffects(
  context: FileContext,
  opened: readonly OpenedSubsegment[],
  onClosedAlready: (opened: OpenedSubsegment, touch: Touch, isSure: boolean) => void,
): Effects {
  const bits = new Map<TSESTree.CallExpression, Facts>(opened.map(({ call }, index) => [call, 1 << index]));
  const sharedNames = openedUnderOneName(context, opened);
  const all = (1 << opened.length) - 1;
  const effects = instrumentationEffects(context);

  function bitOf(expression: TSESTree.Node, path: readonly string[] = []): Facts | undefined {
    const slot = slotOf(context, expression as TSESTree.Expression, path);
    if (slot !== undefined) {
      return slot < PARAMETER_SLOTS ? slotBit(slot) : 0;
    }
    const meaning = context.objects.meaningAlong(expression as TSESTree.Expression, path);
    if (meaning?.is !== 'object' || meaning.opened === undefined) {
      return undefined;
    }
    const others = sharedNames.get(meaning.opened) ?? [];
    return others.reduce<Facts | undefined>((found, call) => (found ?? 0) | (bits.get(call) ?? 0), bits.get(meaning.opened));
  }

  /** What is closed for a caller that hands the subsegments in. */
  function closedByCall(facts: Facts, call: TSESTree.CallExpression, called: FunctionNode): Facts {
    let closed = facts & all;
    for (let slot = 0; slot < PARAMETER_SLOTS; slot++) {
      const handedIn = facts & slotBit(slot) ? handedInFor(context, call, called, slot) : 'absent';
      closed |= typeof handedIn === 'string' ? 0 : (bitOf(handedIn.expression, handedIn.path) ?? 0);
    }
    return closed;
  }

  return {
    rejects: effects.rejects,
    // Where one subsegment is missing tracing is off, and there is none to close.
    assume: (test, outcome) => (effects.assume(test, outcome) === 0 ? 0 : ALL_FACTS),
    effectOf(node) {
      if (node.type === 'VariableDeclarator' || node.type === 'AssignmentExpression') {
        // The name holds no closed one any more, even where `?.` has opened none.
        const value = node.type === 'VariableDeclarator' ? node.init : node.right;
        const given = value && unwrap(value);
        return given?.type === 'CallExpression' && bits.has(given) ? { lose: bits.get(given) ?? 0 } : undefined;
      }
      if (node.type !== 'CallExpression') {
        return undefined;
      }
      const effect = effects.effectOf(node);
      const runs = effect?.runs?.map(({ function: called }) => ({
        function: called,
        translate: (facts: Facts) => closedByCall(facts, node, called),
      }));
      const ends = effect?.ends ?? false;
      const call = context.callAt(node);
      if (call === undefined) {
        return { ...(runs && { runs }), ends, neverThrows: effect?.neverThrows ?? false };
      }
      const receiver = node.callee.type === 'MemberExpression' ? node.callee.object : undefined;
      const closed = call.does.has('close') && receiver ? bitOf(receiver) : undefined;
      const writes = call.does.has('mark') || call.does.has('annotate');
      const isOpening = call.does.has('open');
      const isManual = isOpening && call.method.callback === undefined;
      return {
        ...(runs && { runs }),
        gain: closed ?? 0,
        use: closed === undefined && writes && receiver ? (bitOf(receiver) ?? 0) : 0,
        lose: isManual ? (bits.get(node) ?? 0) : 0,
        neverThrows: !isOpening || isManual,
      };
    },
    onHeldAlready(fact, touch, isSure) {
      const closed = opened[31 - Math.clz32(fact)];
      if (closed && !sharedNames.has(closed.call)) {
        onClosedAlready(closed, touch, isSure);
      }
    },
  };
}

/**
 * Openings that are bound to one variable, which is closed whichever of them it holds: for each of them all of them.
 * What comes after a close under such a name is not told.
 */
function openedUnderOneName(
  context: FileContext,
  opened: readonly OpenedSubsegment[],
): ReadonlyMap<TSESTree.CallExpression, readonly TSESTree.CallExpression[]> {
  const byVariable = new Map<unknown, TSESTree.CallExpression[]>();
  for (const { call, name } of opened) {
    const variable = name && context.file.variableOf(name);
    if (variable) {
      byVariable.set(variable, [...(byVariable.get(variable) ?? []), call]);
    }
  }
  const shared = [...byVariable.values()].filter((calls) => calls.length > 1);
  return new Map(shared.flatMap((calls) => calls.map((call) => [call, calls])));
}

function slotBit(slot: number): Facts {
  return 1 << (MAX_ANALYSED + slot);
}

/** The method that closes an object of a vocabulary's type. */
export function closeMethodOf({ vocabularies }: FileContext, type: string): string | undefined {
  const members = Object.entries(vocabularies.typeOf(type)?.members ?? {});
  return members.find(([, member]) => !('property' in member) && member.does?.includes('close'))?.[0];
}
