import type { TSESTree } from '@typescript-eslint/utils';
import { builderCall, builderOf, isSameBuilder } from '../../../instrumentation/metrics/builders';
import type { BuilderCall } from '../../../instrumentation/metrics/builders';
import type { PlacedBuilderCall } from '../../../instrumentation/metrics/metric-data';
import type { Activation, Placed } from '../../../syntax/activations';
import { enclosingUnit, isFunction } from '../../../syntax/functions';
import { walk } from '../../../syntax/walk';
import type { FileContext } from '../file-context';
import { toldBy } from './callers';
import type { HeldPath } from './held-path';
import { handedValues, isOutOfSight } from './out-of-sight';
import type { PathCall, PathCode } from './path-code';
import { MAX_FACTS } from './path-flow';

interface Building extends BuilderCall {
  readonly node: TSESTree.CallExpression;
  readonly run: Activation | undefined;
}

/**
 * The calls on the object that an emission is made on: what surely is done by then, and what perhaps is.
 *
 * @returns `undefined` when code out of sight is handed the object, and may do anything to it
 */
export function builderCallsFor(path: HeldPath, emission: PathCall, code: PathCode): PlacedBuilderCall[] | undefined {
  const emitting = builderCall(emission.node);
  if (emitting === undefined) {
    return [];
  }
  const { file } = path.context;
  const builder = builderOf(file, { node: emitting.object, in: emission.in });
  const isSame = (object: Placed) => isSameBuilder(file, builderOf(file, object), builder);
  const inFile = buildingIn(path.context);
  if (inFile.handedOn.some(isSame)) {
    return undefined;
  }
  const visited = code.calls.flatMap(({ node, in: run }) => building(node, run) ?? []);
  const isVisited = ({ node, run }: Building) =>
    visited.some((other) => other.node === node && (run === undefined || other.run?.call === run.call));
  const onSame = [...inFile.calls.filter((call) => !isVisited(call)), ...visited].filter(
    ({ node, object, run }) => node !== emission.node && isSame({ node: object, in: run }),
  );
  const made = madeBefore(path, emission, onSame);
  return onSame.map((call) => ({ ...call, isSure: made.has(call.node) }));
}

function building(node: TSESTree.CallExpression, run: Activation | undefined): Building | undefined {
  const call = builderCall(node);
  return call && { ...call, node, run };
}

/** The calls that surely have been made when `emission` is: at module level, in a constructor, or on every way to it. */
function madeBefore(path: HeldPath, emission: PathCall, calls: readonly Building[]): Set<TSESTree.Node> {
  const nodes = new Set<TSESTree.Node>(calls.map(({ node }) => node));
  const made = new Set([...nodes].filter(isMadeAtStart));
  const candidates = [...nodes].filter((node) => !made.has(node));
  for (let start = 0; start < candidates.length; start += MAX_FACTS) {
    const batch = candidates.slice(start, start + MAX_FACTS);
    const bits = new Map<TSESTree.Node, number>(batch.map((node, index) => [node, 1 << index]));
    const gained = (node: TSESTree.Node) => (bits.has(node) ? { gain: bits.get(node) ?? 0 } : undefined);
    for (const unit of [...unitsAround(emission.node), ...path.unitsTo(emission)]) {
      const facts = path.flow.at(unit, emission.node, gained)?.gain ?? 0;
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

interface FileBuilding {
  /** Each in the runs that its object is handed into. */
  readonly calls: readonly Building[];
  /** Objects that emit, where code out of sight is handed them. */
  readonly handedOn: readonly Placed[];
}

const found = new WeakMap<FileContext, FileBuilding>();

function buildingIn(context: FileContext): FileBuilding {
  const known = found.get(context);
  if (known) {
    return known;
  }
  const calls: Building[] = [];
  const handedOn: Placed[] = [];
  walk(context.file, context.file.ast, (node) => {
    const call = node.type === 'CallExpression' ? builderCall(node) : undefined;
    if (node.type === 'CallExpression' && call) {
      toldBy(context, call.object).forEach(({ run }) => calls.push({ ...call, node, run }));
    } else if ((node.type === 'CallExpression' || node.type === 'NewExpression') && isOutOfSight(context, node)) {
      for (const value of handedValues(node).filter((handed) => mayEmit(context, handed))) {
        toldBy(context, value).forEach(({ run }) => handedOn.push({ node: value, in: run }));
      }
    }
  });
  const made = { calls, handedOn };
  found.set(context, made);
  return made;
}

function mayEmit({ objects, vocabularies }: FileContext, value: TSESTree.Node): boolean {
  const meaning = objects.meaningOf(value);
  return meaning?.is === 'object' && (vocabularies.typeOf(meaning.type)?.handedOn?.includes('emit') ?? false);
}
