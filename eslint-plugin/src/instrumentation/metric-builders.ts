import type { TSESTree } from '@typescript-eslint/utils';
import { entriesOf, textOf, valueOf } from '../syntax/activations';
import type { Activation, Entries, Placed } from '../syntax/activations';
import { memberName } from '../syntax/file-model';
import type { FileModel } from '../syntax/file-model';
import { enclosingUnit } from '../syntax/functions';
import type { DimensionSet, MetricData } from './metric-data';

/** A call on an object that collects what its metrics are sent with. */
export interface BuilderCall {
  readonly call: Placed<TSESTree.CallExpression>;
  /** Whether it surely has been made when the metric is sent. */
  readonly isSure: boolean;
}

const POWERTOOLS = [
  'addDimension',
  'addDimensions',
  'addMetadata',
  'addMetric',
  'clearDefaultDimensions',
  'clearDimensions',
  'publishStoredMetrics',
  'setDefaultDimensions',
  'setTimestamp',
];
const EMBEDDED = ['putDimensions', 'putMetric', 'resetDimensions', 'setDimensions', 'setNamespace', 'setProperty'];
const METHODS = new Set([...POWERTOOLS, ...EMBEDDED]);

/** What EMF's loggers add until dimensions are set. */
const EMBEDDED_DEFAULTS = ['LogGroup', 'ServiceName', 'ServiceType'];

/** The object that such a call is made on: what made it, as far as the file tells; behind a chain of such calls. */
export function builderOf(file: FileModel, expression: Placed): Placed {
  const value = valueOf(file, expression);
  const receiver = receiverOf(value);
  return receiver ? builderOf(file, receiver) : { node: value.node, in: ownRun(value) };
}

/** Whether both are what one and the same object was made by. */
export function isSameBuilder(file: FileModel, first: Placed, second: Placed): boolean {
  const isSameNode = first.node === second.node || (
    first.node.type === 'Identifier' &&
    second.node.type === 'Identifier' &&
    file.variableOf(first.node) !== undefined &&
    file.variableOf(first.node) === file.variableOf(second.node)
  );
  return isSameNode && (first.in === second.in || first.in === undefined || second.in === undefined);
}

/** Whether a call may tell of the metrics that its object sends. */
export function isBuilderCall(node: TSESTree.CallExpression): boolean {
  return node.callee.type === 'MemberExpression' && METHODS.has(memberName(node.callee) ?? '');
}

/** What the calls on an object tell of a metric that it sends. */
export function builtMetric(
  file: FileModel,
  emission: Placed<TSESTree.CallExpression>,
  others: readonly BuilderCall[],
): Omit<MetricData, 'name'> {
  const { callee } = emission.node;
  const method = callee.type === 'MemberExpression' ? memberName(callee) : undefined;
  if (callee.type !== 'MemberExpression' || method === undefined || !METHODS.has(method)) {
    return { namespace: undefined, dimensionSets: undefined };
  }
  const builder = builderOf(file, { node: callee.object, in: emission.in });
  return EMBEDDED.includes(method) ? embeddedMetric(file, others) : powertoolsMetric(file, builder, others);
}

function receiverOf({ node, in: run }: Placed): Placed | undefined {
  return node.type === 'CallExpression' && node.callee.type === 'MemberExpression' && isBuilderCall(node)
    ? { node: node.callee.object, in: run }
    : undefined;
}

/** The run of the function that the node itself stands in. */
function ownRun({ node, in: run }: Placed): Activation | undefined {
  const unit = enclosingUnit(node);
  let own = run;
  while (own && own.function !== unit) {
    own = own.caller;
  }
  return own;
}

/** Dimensions while calls are gone through, one by one. */
class Collected {
  known = new Map<string, string | undefined>();
  perhaps = new Set<string>();
  areAll = true;

  add(file: FileModel, entries: Entries, isSure: boolean): void {
    this.areAll &&= entries.areAll;
    for (const [name, value] of entries.known) {
      if (isSure) {
        this.known.set(name, value && textOf(file, value));
      } else if (this.known.has(name)) {
        this.known.set(name, undefined);
      } else {
        this.perhaps.add(name);
      }
    }
  }

  clear(isSure: boolean): void {
    const cleared = [...this.known.keys()];
    this.known.clear();
    if (isSure) {
      this.perhaps.clear();
      this.areAll = true;
    }
    for (const name of isSure ? [] : cleared) {
      this.perhaps.add(name);
    }
  }

  get isEmpty(): boolean {
    return this.known.size === 0 && this.perhaps.size === 0 && this.areAll;
  }

  with(others: Collected): DimensionSet {
    return {
      known: new Map([...this.known, ...others.known]),
      perhaps: new Set([...this.perhaps, ...others.perhaps]),
      areAll: this.areAll && others.areAll,
    };
  }
}

/**
 * Every metric has the dimension `service` until `clearDefaultDimensions()` was called on that very object;
 * `singleMetric()` makes a new one, which has it again.
 * https://docs.aws.amazon.com/powertools/typescript/latest/features/metrics/
 */
function powertoolsMetric(file: FileModel, builder: Placed, others: readonly BuilderCall[]): Omit<MetricData, 'name'> {
  const defaults = new Collected();
  const dimensions = new Collected();
  const sets: Collected[] = [];
  const { namespace } = madeWith(file, builder, defaults);
  for (const { call, isSure } of others) {
    const [first, second] = call.node.arguments;
    const given = (node: TSESTree.Node | undefined) => entriesAt(file, node, call.in);
    switch (methodOf(call)) {
      case 'addDimension':
        dimensions.add(file, pairAt(file, first, second, call.in), isSure);
        break;
      case 'addDimensions': {
        const set = new Collected();
        set.add(file, given(first), true);
        if (isSure) {
          sets.push(set);
        } else {
          dimensions.add(file, given(first), false);
        }
        break;
      }
      case 'setDefaultDimensions':
        defaults.add(file, given(first), isSure);
        break;
      case 'clearDefaultDimensions':
        defaults.clear(isSure);
        break;
      case 'clearDimensions':
      case 'publishStoredMetrics':
        dimensions.clear(isSure);
        sets.splice(0, isSure ? sets.length : 0);
        break;
      default:
    }
  }
  const sent = sets.map((set) => set.with(defaults));
  if (sets.length === 0 || !dimensions.isEmpty) {
    sent.unshift(dimensions.with(defaults));
  }
  // Earlier versions make one set of them all.
  const together = sets.length > 0 && !dimensions.isEmpty ? [sets.reduce(merged, dimensions).with(defaults)] : [];
  return { namespace, dimensionSets: [...sent, ...together] };
}

function merged(first: Collected, second: Collected): Collected {
  return Object.assign(new Collected(), first.with(second));
}

/** What `new Metrics(options)` or `metrics.singleMetric()` tells by itself. */
function madeWith(file: FileModel, { node, in: run }: Placed, defaults: Collected): { namespace: string | undefined } {
  const addService = () => defaults.add(file, { known: new Map([['service', undefined]]), areAll: true }, true);
  if (node.type === 'NewExpression' && !isOwnClass(file, node.callee)) {
    const [argument] = node.arguments;
    const options = entriesAt(file, argument, run);
    const namespace = options.known.get('namespace');
    addService();
    if (argument !== undefined && options.known.has('defaultDimensions')) {
      const given = options.known.get('defaultDimensions');
      defaults.add(file, given ? entriesOf(file, given) : UNKNOWN, true);
    } else if (argument !== undefined && !options.areAll) {
      defaults.add(file, UNKNOWN, true);
    }
    return { namespace: namespace && textOf(file, namespace) };
  }
  const isSingle = node.type === 'CallExpression' && node.callee.type === 'MemberExpression' && memberName(node.callee) === 'singleMetric';
  if (!isSingle || node.callee.type !== 'MemberExpression') {
    defaults.add(file, UNKNOWN, true);
    return { namespace: undefined };
  }
  const parent = new Collected();
  const made = madeWith(file, builderOf(file, { node: node.callee.object, in: run }), parent);
  parent.clear(false);
  defaults.add(file, { known: new Map(), areAll: parent.areAll }, true);
  for (const name of parent.perhaps) {
    defaults.perhaps.add(name);
  }
  addService();
  return made;
}

/** What a class of this file adds to the one that it extends is not looked into. */
function isOwnClass(file: FileModel, callee: TSESTree.Expression): boolean {
  const variable = callee.type === 'Identifier' ? file.variableOf(callee) : undefined;
  return callee.type === 'ClassExpression' || (variable?.defs.some(({ node }) => node.type === 'ClassDeclaration') ?? false);
}

const UNKNOWN: Entries = { known: new Map(), areAll: false };

/** https://github.com/awslabs/aws-embedded-metrics-node#api */
function embeddedMetric(file: FileModel, others: readonly BuilderCall[]): Omit<MetricData, 'name'> {
  const defaults = new Collected();
  defaults.add(file, { known: new Map(EMBEDDED_DEFAULTS.map((name) => [name, undefined])), areAll: true }, true);
  let sets: Collected[] = [];
  let areSetsKnown = true;
  let namespace: string | undefined;
  for (const { call, isSure } of others) {
    const [first, second] = call.node.arguments;
    const method = methodOf(call);
    if (method === 'setNamespace') {
      namespace = isSure && first ? textOf(file, { node: first, in: call.in }) : undefined;
      continue;
    }
    if (method !== 'putDimensions' && method !== 'setDimensions' && method !== 'resetDimensions') {
      continue;
    }
    areSetsKnown &&= isSure;
    if (method !== 'putDimensions') {
      const keepsDefaults = method === 'setDimensions' ? second : first;
      sets = [];
      if (keepsDefaults?.type !== 'Literal') {
        defaults.clear(keepsDefaults === undefined && method === 'setDimensions' && isSure);
      } else if (keepsDefaults.value !== true) {
        defaults.clear(isSure);
      }
    }
    for (const given of method === 'resetDimensions' || !first ? [] : listed(file, { node: first, in: call.in })) {
      const set = new Collected();
      set.add(file, entriesOf(file, given), true);
      sets.push(set);
    }
  }
  const sent = sets.length > 0 ? sets.map((set) => set.with(defaults)) : [defaults.with(new Collected())];
  return { namespace, dimensionSets: areSetsKnown ? sent : undefined };
}

/** `setDimensions` takes one set or an array of them. */
function listed(file: FileModel, argument: Placed): Placed[] {
  const value = valueOf(file, argument);
  return value.node.type === 'ArrayExpression'
    ? value.node.elements.flatMap((node) => (node ? [{ node, in: value.in }] : []))
    : [value];
}

function methodOf({ node }: Placed<TSESTree.CallExpression>): string | undefined {
  return node.callee.type === 'MemberExpression' ? memberName(node.callee) : undefined;
}

function entriesAt(file: FileModel, node: TSESTree.Node | undefined, run: Activation | undefined): Entries {
  return node ? entriesOf(file, { node, in: run }) : { known: new Map(), areAll: true };
}

function pairAt(
  file: FileModel,
  name: TSESTree.Node | undefined,
  value: TSESTree.Node | undefined,
  run: Activation | undefined,
): Entries {
  const text = name && textOf(file, { node: name, in: run });
  return text === undefined ? UNKNOWN : { known: new Map([[text, value && { node: value, in: run }]]), areAll: true };
}
