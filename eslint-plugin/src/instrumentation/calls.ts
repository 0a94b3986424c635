import type { TSESTree } from '@typescript-eslint/utils';
import { entriesOf, valueOf } from '../syntax/activations';
import { memberName, unwrap } from '../syntax/file-model';
import type { FileModel } from '../syntax/file-model';
import { staticString } from '../syntax/static-string';
import type { StaticString } from '../syntax/static-string';
import { isZero } from '../syntax/zero';
import { hasNoValue } from './metrics/metric-data';
import type { Meaning } from './meaning';
import type { Objects } from './objects';
import type { Action, Method } from './vocabulary';

/** A call of a vocabulary's method. */
export interface InstrumentationCall {
  readonly node: TSESTree.CallExpression;
  readonly method: Method;
  /** What the call does, seen its arguments. */
  readonly does: ReadonlySet<Action>;
  /** What it is called on; `undefined` for a function that is called on its own. */
  readonly receiver: Meaning | undefined;
}

/** What a call of the instrumentation does; `undefined` for any other call. */
export function instrumentationCall(
  file: FileModel,
  objects: Objects,
  node: TSESTree.CallExpression,
): InstrumentationCall | undefined {
  const called = objects.methodOf(node);
  if (called === undefined) {
    return undefined;
  }
  const does = isDone(file, called.method, node) ? new Set(called.method.does) : new Set<Action>();
  if (does.delete('markIfArgument') && isGiven(node.arguments[0])) {
    does.add('mark');
  }
  const value = called.method.value === undefined ? undefined : node.arguments[called.method.value];
  const data = called.method.metricData === undefined ? undefined : node.arguments[called.method.metricData];
  if ((value !== undefined && isZero(file, value)) || (data !== undefined && hasNoValue(file, data))) {
    does.delete('emit');
  }
  return { node, method: called.method, does, receiver: called.receiver };
}

/** The name that an opening call gives its subsegment. */
export function openedName(file: FileModel, call: TSESTree.CallExpression, method: Method): StaticString {
  const argument = method.name === undefined ? undefined : call.arguments[method.name];
  return argument === undefined ? { state: 'computed' } : staticString(file, argument);
}

/** Whether the argument that decides on it is one with which the call does it, as far as the file tells. */
function isDone(file: FileModel, { when }: Method, call: TSESTree.CallExpression): boolean {
  const argument = when && call.arguments[when.position];
  if (when === undefined || argument === undefined) {
    return when === undefined;
  }
  const { known, areAll } = entriesOf(file, { node: argument, in: undefined });
  const given = known.get(when.property);
  if (given === undefined) {
    return !areAll || known.has(when.property);
  }
  const { node } = valueOf(file, given);
  if (node.type === 'Literal') {
    return when.is.some((allowed) => allowed === node.value);
  }
  const name = node.type === 'MemberExpression' && isImported(file, node) ? memberName(node) : undefined;
  return name === undefined || when.is.includes(name);
}

/** Whether it is a member of what another module exports, such as an enum. */
function isImported(file: FileModel, member: TSESTree.MemberExpression): boolean {
  const root = rootOf(member);
  const variable = root.type === 'Identifier' ? file.variableOf(root) : undefined;
  return variable !== undefined && file.originsOf(variable).some(({ from }) => from === 'import');
}

function rootOf(member: TSESTree.MemberExpression): TSESTree.Node {
  let root: TSESTree.Node = member;
  while (root.type === 'MemberExpression') {
    root = unwrap(root.object);
  }
  return root;
}

function isGiven(argument: TSESTree.Node | undefined): boolean {
  const value = argument && unwrap(argument);
  return !(
    value === undefined ||
    (value.type === 'Identifier' && value.name === 'undefined') ||
    (value.type === 'Literal' && !value.value)
  );
}
