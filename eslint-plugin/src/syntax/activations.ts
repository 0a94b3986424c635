import type { TSESTree } from '@typescript-eslint/utils';
import { isChangedLater } from './changed-literals';
import { fieldValues } from './class-fields';
import { literalString, memberName, unwrap } from './file-model';
import type { FileModel, FunctionNode, Origin } from './file-model';
import { functionOf, holderOf, isFunction, returnedValues } from './functions';
import { argumentFor } from './parameters';
import { staticString } from './static-string';

/** A run of a function of this file, as seen from the code that leads to it. */
export interface Activation {
  readonly function: FunctionNode;
  /** The call that runs it. */
  readonly call: TSESTree.CallExpression | TSESTree.NewExpression;
  /** Whether the call calls the function, and does not just hand it to code that will. */
  readonly isDirect: boolean;
  readonly caller: Activation | undefined;
}

/** A node, in the run of the function that it stands in. */
export interface Placed<T extends TSESTree.Node = TSESTree.Node> {
  readonly node: T;
  readonly in: Activation | undefined;
}

/** The members of an object, as far as the file tells. */
export interface Entries {
  /** A value is `undefined` where something out of sight may replace it. */
  readonly known: ReadonlyMap<string, Placed | undefined>;
  /** Whether there are no others. */
  readonly areAll: boolean;
}

/** Bounds chains of names and calls that lead back to themselves. */
const MAX_STEPS = 30;

/** The run of the same-file function that a call starts; `undefined` for other calls and for recursion. */
export function activate(
  file: FileModel,
  call: TSESTree.CallExpression,
  caller: Activation | undefined,
): Activation | undefined {
  const callee = unwrap(call.callee);
  const isIndirect = callee.type === 'MemberExpression' && ['call', 'apply'].includes(memberName(callee) ?? '');
  const called =
    (isIndirect ? functionAt(file, { node: callee.object, in: caller }) : undefined) ??
    functionAt(file, { node: callee, in: caller });
  return called && runOf({ function: called, call, isDirect: true, caller });
}

/** The run of a function that a call is handed, which may be given anything. */
export function activateCallback(
  file: FileModel,
  argument: TSESTree.Node,
  call: TSESTree.CallExpression | TSESTree.NewExpression,
  caller: Activation | undefined,
): Activation | undefined {
  const called = functionAt(file, { node: argument, in: caller });
  return called && runOf({ function: called, call, isDirect: false, caller });
}

function runOf(activation: Activation): Activation | undefined {
  for (let running = activation.caller; running; running = running.caller) {
    if (running.function === activation.function) {
      return undefined;
    }
  }
  return activation;
}

/** Whether both are the same run, reached through the same calls. */
export function isSameRun(first: Activation | undefined, second: Activation | undefined): boolean {
  if (first === undefined || second === undefined || first === second) {
    return first === second;
  }
  return first.call === second.call && first.function === second.function && isSameRun(first.caller, second.caller);
}

/** The function that an expression stands for in this run. */
export function functionAt(file: FileModel, placed: Placed): FunctionNode | undefined {
  const { node } = valueOf(file, placed);
  return isFunction(node) ? node : functionOf(file, node);
}

/**
 * What an expression stands for: follows names that are given one value, parameters to what the run's call
 * gives them, members of object literals, and calls of functions that return one expression.
 *
 * @returns the expression that it leads to; itself where nothing can be followed
 */
export function valueOf(file: FileModel, placed: Placed, steps = MAX_STEPS): Placed {
  const node = unwrap(placed.node);
  const here = { node, in: placed.in };
  const next = steps > 0 ? step(file, here, steps) : undefined;
  return next ? valueOf(file, next, steps - 1) : here;
}

/** The text that an expression gives; `undefined` when the file does not tell. */
export function textOf(file: FileModel, placed: Placed, steps = MAX_STEPS): string | undefined {
  const value = valueOf(file, placed, steps);
  const { node } = value;
  if (steps === 0) {
    return undefined;
  }
  if (node.type === 'TemplateLiteral') {
    return joined(node.quasis.flatMap(({ value: { cooked } }, index) => {
      const hole = node.expressions[index];
      return [cooked ?? undefined, ...(hole ? [textOf(file, { node: hole, in: value.in }, steps - 1)] : [])];
    }));
  }
  if (node.type === 'BinaryExpression' && node.operator === '+') {
    return joined([node.left, node.right].map((part) => textOf(file, { node: part, in: value.in }, steps - 1)));
  }
  const text = staticString(file, node);
  return text.state === 'known' ? text.text : undefined;
}

/** The members of the object that an expression stands for. */
export function entriesOf(file: FileModel, placed: Placed, steps = MAX_STEPS): Entries {
  const value = valueOf(file, placed, steps);
  const known = new Map<string, Placed | undefined>();
  if (value.node.type !== 'ObjectExpression' || steps === 0 || isChangedLater(file, value.node)) {
    return { known, areAll: false };
  }
  let areAll = true;
  for (const property of value.node.properties) {
    const name = property.type === 'Property' ? keyOf(file, property, value.in) : undefined;
    if (property.type === 'Property' && name !== undefined) {
      known.set(name, { node: property.value, in: value.in });
      continue;
    }
    const spread = property.type === 'SpreadElement' ? property.argument : undefined;
    const entries = spread && entriesOf(file, { node: spread, in: value.in }, steps - 1);
    if (!entries?.areAll) {
      areAll = false;
      for (const earlier of known.keys()) {
        known.set(earlier, undefined);
      }
    }
    for (const [spreadName, spreadValue] of entries?.known ?? []) {
      known.set(spreadName, spreadValue);
    }
  }
  return { known, areAll };
}

/** The parameter that an expression is, where it stands for nothing else. */
export function parameterOf(
  file: FileModel,
  node: TSESTree.Node,
): Extract<Origin, { from: 'parameter' }> | undefined {
  const variable = node.type === 'Identifier' ? file.variableOf(node) : undefined;
  const [origin, ...others] = variable ? file.originsOf(variable) : [];
  return origin?.from === 'parameter' && others.length === 0 ? origin : undefined;
}

function step(file: FileModel, { node, in: run }: Placed, steps: number): Placed | undefined {
  switch (node.type) {
    case 'Identifier': {
      const variable = file.variableOf(node);
      const [origin, ...others] = variable ? file.originsOf(variable) : [];
      if (others.length > 0) {
        return undefined;
      }
      if (origin?.from === 'value') {
        return alongPath(file, { node: origin.value, in: run }, origin.path, steps);
      }
      return origin?.from === 'parameter' ? given(file, origin, run, steps) : undefined;
    }
    case 'MemberExpression': {
      const name = memberName(node);
      return name === undefined ? undefined : memberAt(file, { node: node.object, in: run }, name, steps);
    }
    case 'CallExpression':
      return returned(file, node, run);
    case 'AwaitExpression':
      return { node: node.argument, in: run };
    default:
      return undefined;
  }
}

/** What the run's call hands in for a parameter, or the parameter's default. */
function given(
  file: FileModel,
  { function: fn, index, path }: Extract<Origin, { from: 'parameter' }>,
  run: Activation | undefined,
  steps: number,
): Placed | undefined {
  let owner = run;
  while (owner && owner.function !== fn) {
    owner = owner.caller;
  }
  if (!owner?.isDirect || owner.call.type !== 'CallExpression') {
    return undefined;
  }
  const argument = argumentFor(file, owner.call, owner.function, index);
  if (typeof argument === 'string') {
    return undefined;
  }
  const parameter = owner.function.params[index];
  const isDefault = parameter?.type === 'AssignmentPattern' && parameter.right === argument;
  return alongPath(file, { node: argument, in: isDefault ? owner : owner.caller }, path, steps);
}

function alongPath(file: FileModel, object: Placed, path: readonly string[], steps: number): Placed | undefined {
  let value: Placed | undefined = object;
  for (const name of path) {
    value = value && memberAt(file, value, name, steps);
  }
  return value;
}

function memberAt(file: FileModel, object: Placed, name: string, steps: number): Placed | undefined {
  const value = valueOf(file, object, steps - 1);
  if (value.node.type === 'ObjectExpression') {
    return entriesOf(file, value, steps - 1).known.get(name);
  }
  const holder = holderOf(file, value.node);
  const values = holder && holder.type !== 'ObjectExpression' ? fieldValues(file, holder, name) : [];
  const [only] = values;
  return values.length === 1 && only ? { node: only, in: undefined } : undefined;
}

/** What a call gives of a same-file function with one `return`. */
function returned(file: FileModel, call: TSESTree.CallExpression, run: Activation | undefined): Placed | undefined {
  const called = activate(file, call, run);
  const [only, ...others] = called && !called.function.generator ? returnedValues(file, called.function) : [];
  return only && others.length === 0 ? { node: only, in: called } : undefined;
}

function keyOf(file: FileModel, property: TSESTree.Property, run: Activation | undefined): string | undefined {
  return (
    memberName(property) ??
    literalString(property.key) ??
    (property.computed ? textOf(file, { node: property.key, in: run }, MAX_STEPS / 2) : undefined)
  );
}

function joined(parts: readonly (string | undefined)[]): string | undefined {
  return parts.every((part) => part !== undefined) ? parts.join('') : undefined;
}
