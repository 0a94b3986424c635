import type { TSESTree } from '@typescript-eslint/utils';
import { builderOf, isBuilderCall, isSameBuilder } from '../../../instrumentation/metric-builders';
import type { BuilderCall } from '../../../instrumentation/metric-builders';
import { metricsOf } from '../../../instrumentation/metric-data';
import type { DimensionSet, MetricData } from '../../../instrumentation/metric-data';
import type { Placed } from '../../../syntax/activations';
import { enclosingUnit, isFunction } from '../../../syntax/functions';
import { walk } from '../../../syntax/walk';
import type { FileContext } from '../file-context';
import { elsewhere } from './held-path';
import type { HeldPath, PathAction, PathProblem } from './held-path';
import { codeOf } from './path-code';
import type { PathCode } from './path-code';
import { MAX_FACTS } from './path-flow';
import { isMark } from './path-marks';

/** An emission, with what the contract says against it by the path that it is held against. */
export interface HeldEmission {
  /** Tells metrics apart: by the call that sends it, the one in the path's own code that leads to it, and its place. */
  readonly metric: string;
  readonly problems: readonly PathProblem[];
}

/** What is emitted while the path's subsegment is the innermost open one, or where a failure is marked on it afterwards. */
export function heldEmissions(path: HeldPath): HeldEmission[] {
  const emitting = emissionsIn(path, path.code);
  if (emitting.length > 0 || !isMarker(path)) {
    return emitting.flatMap((action) => heldEmission(path, action, path.code, path.subsegment.home));
  }
  const around = codeAround(path.subsegment.home[0] ?? path.subsegment.opening);
  const code = around && codeOf(path.context, { node: around, run: undefined, span: undefined }, path.subsegment.opening);
  return around && code ? emissionsIn(path, code).flatMap((action) => heldEmission(path, action, code, [around])) : [];
}

function emissionsIn(path: HeldPath, code: PathCode): PathAction[] {
  return path.actions(code).filter(({ call, known }) => call.isInnermost && known.does.has('emit'));
}

function heldEmission(
  path: HeldPath,
  action: PathAction,
  code: PathCode,
  home: readonly TSESTree.Node[],
): HeldEmission[] {
  const { call, known } = action;
  const own = path.ownCall(call, home);
  return metricsOf(path.context.file, known, call, buildersFor(path, action, code)).map((metric, index) => ({
    metric: [call.node.range[0], own.range[0], index].join(),
    problems: problemsOf(path, metric, call.node, own),
  }));
}

/** A subsegment that wraps nothing but the mark, opened once the failure is there. */
function isMarker(path: HeldPath): boolean {
  return path.code.handlers.length === 0 && path.actions().some((action) => isMark(action.known.does) && path.isActedOn(action));
}

/** The failure handler, or else the branch or function, that a marker is opened in. */
function codeAround(opening: TSESTree.Node): TSESTree.Node | undefined {
  let branch: TSESTree.Node | undefined;
  for (let node = opening.parent; node; node = node.parent) {
    if (node.type === 'CatchClause') {
      return node.body;
    }
    if (isFunction(node)) {
      return branch ?? node.body;
    }
    if (node.type === 'BlockStatement' && node.parent.type === 'IfStatement') {
      branch ??= node;
    }
  }
  return branch;
}

function problemsOf(path: HeldPath, metric: MetricData, emission: TSESTree.Node, own: TSESTree.Node): PathProblem[] {
  const expected = path.definition.metric;
  const shared = { path: path.name, line: elsewhere(emission, own), metric: expected.name };
  if (metric.name !== undefined && metric.name !== expected.name) {
    return [{ node: own, messageId: 'wrongMetric', data: { ...shared, name: metric.name } }];
  }
  const problems: PathProblem[] = [];
  if (metric.namespace !== undefined && metric.namespace !== expected.namespace) {
    const data = { ...shared, namespace: metric.namespace, expected: expected.namespace };
    problems.push({ node: own, messageId: 'wrongNamespace', data });
  }
  const misfits = metric.dimensionSets?.map((set) => misfitsOf(set, expected.dimensions)) ?? [];
  const [least] = misfits.sort((first, second) => first.length - second.length);
  if (least !== undefined && least.length > 0) {
    const data = { ...shared, misfits: least.join(', '), expected: shown(expected.dimensions) };
    problems.push({ node: own, messageId: 'wrongDimensions', data });
  }
  return problems;
}

/** How a set of dimensions surely differs from the contract's. */
function misfitsOf({ known, perhaps, areAll }: DimensionSet, expected: Readonly<Record<string, string>>): string[] {
  const misfits: string[] = [];
  for (const [name, value] of known) {
    if (!Object.hasOwn(expected, name)) {
      misfits.push(name === 'service' && value === undefined ? '`service`, which Powertools adds, is too much' : `\`${name}\` is too much`);
    } else if (value !== undefined && value !== expected[name]) {
      misfits.push(`\`${name}\` is ${JSON.stringify(value)}`);
    }
  }
  for (const name of Object.keys(expected)) {
    if (areAll && !known.has(name) && !perhaps.has(name)) {
      misfits.push(`\`${name}\` is missing`);
    }
  }
  return misfits;
}

function shown(dimensions: Readonly<Record<string, string>>): string {
  const entries = Object.entries(dimensions).map(([name, value]) => `${name}=${value}`);
  return entries.length === 0 ? 'none' : entries.join(', ');
}

/** The calls on the object that emits: what surely is done by then, and what perhaps is. */
function buildersFor(path: HeldPath, { call, known }: PathAction, code: PathCode): BuilderCall[] {
  const { callee } = call.node;
  if (known.method.metric === undefined || callee.type !== 'MemberExpression') {
    return [];
  }
  const { file } = path.context;
  const builder = builderOf(file, { node: callee.object, in: call.in });
  const visited = code.calls.filter(({ node }) => isBuilderCall(node));
  const seen = new Set(visited.map(({ node }) => node));
  const others = builderCallsOf(path.context)
    .filter((node) => !seen.has(node))
    .map((node): Placed<TSESTree.CallExpression> => ({ node, in: undefined }));
  const onSame = [...others, ...visited].filter(({ node, in: run }) => {
    const receiver = node !== call.node && node.callee.type === 'MemberExpression' ? node.callee.object : undefined;
    return receiver && isSameBuilder(file, builderOf(file, { node: receiver, in: run }), builder);
  });
  const made = madeBefore(path, call, onSame);
  return onSame.map((other) => ({ call: other, isSure: made.has(other.node) }));
}

/** The calls that surely have been made when `call` is: at module level, in a constructor, or on every way to it. */
function madeBefore(
  path: HeldPath,
  call: PathAction['call'],
  calls: readonly Placed<TSESTree.CallExpression>[],
): Set<TSESTree.Node> {
  const made = new Set<TSESTree.Node>(calls.map(({ node }) => node).filter(isMadeAtStart));
  const candidates = [...new Set(calls.map(({ node }) => node))].filter((node) => !made.has(node));
  for (let start = 0; start < candidates.length; start += MAX_FACTS) {
    const batch = candidates.slice(start, start + MAX_FACTS);
    const bits = new Map<TSESTree.Node, number>(batch.map((node, index) => [node, 1 << index]));
    const gained = (node: TSESTree.Node) => (bits.has(node) ? { gain: bits.get(node) ?? 0 } : undefined);
    for (const unit of [...unitsAround(call.node), ...path.unitsTo(call)]) {
      const facts = path.flow.at(unit, call.node, gained)?.gain ?? 0;
      batch.filter((node) => facts & (bits.get(node) ?? 0)).forEach((node) => made.add(node));
    }
  }
  return made;
}

/** The functions that a node stands in, from the innermost out. */
function unitsAround(node: TSESTree.Node) {
  const units = [];
  for (let unit = enclosingUnit(node); isFunction(unit); unit = enclosingUnit(unit)) {
    units.push(unit);
  }
  return units;
}

/** Whether a call stands where it runs once, when the module is loaded or the object made. */
function isMadeAtStart(call: TSESTree.Node): boolean {
  let node = call;
  while (node.parent && ['ChainExpression', 'MemberExpression', 'CallExpression'].includes(node.parent.type)) {
    node = node.parent;
  }
  const place = node.parent?.type === 'ExpressionStatement' ? node.parent.parent : undefined;
  const unit = place?.type === 'BlockStatement' ? place.parent : place;
  return (
    unit?.type === 'Program' ||
    unit?.type === 'StaticBlock' ||
    (isFunction(unit) && unit.parent.type === 'MethodDefinition' && unit.parent.kind === 'constructor')
  );
}

const builderCalls = new WeakMap<FileContext, TSESTree.CallExpression[]>();

function builderCallsOf(context: FileContext): TSESTree.CallExpression[] {
  const known = builderCalls.get(context);
  if (known) {
    return known;
  }
  const found: TSESTree.CallExpression[] = [];
  walk(context.file, context.file.ast, (node) => {
    if (node.type === 'CallExpression' && isBuilderCall(node)) {
      found.push(node);
    }
  });
  builderCalls.set(context, found);
  return found;
}
