import type { TSESTree } from '@typescript-eslint/utils';
import type { DimensionSet } from '../../../instrumentation/metrics/dimensions';
import { metricsOf } from '../../../instrumentation/metrics/metric-data';
import type { MetricData } from '../../../instrumentation/metrics/metric-data';
import { isFunction } from '../../../syntax/functions';
import { elsewhere } from './held-path';
import type { HeldPath, PathAction, PathProblem } from './held-path';
import { builderCallsFor } from './path-builders';
import { codeOf } from './path-code';
import type { PathCode } from './path-code';
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
  { call }: PathAction,
  code: PathCode,
  home: readonly TSESTree.Node[],
): HeldEmission[] {
  const { file, callAt } = path.context;
  const own = path.ownCall(call, home);
  return metricsOf(file, call, { callAt, builderCalls: builderCallsFor(path, call, code) }).map((metric, index) => ({
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
