import type { TSESTree } from '@typescript-eslint/utils';
import { entriesOf, textOf, valueOf } from '../../syntax/activations';
import type { Activation, Placed } from '../../syntax/activations';
import { isChangedLater } from '../../syntax/changed-literals';
import type { FileModel } from '../../syntax/file-model';
import { isZero } from '../../syntax/zero';
import type { InstrumentationCall } from '../calls';
import { builderCall, builderOf } from './builders';
import type { BuilderCall } from './builders';
import type { DimensionSet } from './dimensions';
import { embeddedMetric } from './embedded-metrics';
import { powertoolsMetric } from './powertools-metrics';

/** What a file tells of a metric that is sent; `undefined` is what it does not tell. */
export interface MetricData {
  readonly name: string | undefined;
  readonly namespace: string | undefined;
  /** The metric is sent with each of these. */
  readonly dimensionSets: readonly DimensionSet[] | undefined;
}

export type BuiltMetric = Omit<MetricData, 'name'>;

export interface PlacedBuilderCall extends BuilderCall {
  readonly run: Activation | undefined;
  /** Whether it surely has been made when the metric is sent. */
  readonly isSure: boolean;
}

/** What the rest of a file tells of the metrics that a call sends. */
export interface MetricSetting {
  /** The instrumentation call that a call is, if any. */
  callAt(node: TSESTree.CallExpression): InstrumentationCall | undefined;
  /** The other calls on the object that emits, in order; `undefined` when it may be changed out of sight. */
  readonly builderCalls: readonly PlacedBuilderCall[] | undefined;
}

const UNTOLD: BuiltMetric = { namespace: undefined, dimensionSets: undefined };

/**
 * The metrics that an emitting call sends.
 *
 * @param emission the call, in the run of its function
 */
export function metricsOf(
  file: FileModel,
  emission: Placed<TSESTree.CallExpression>,
  { callAt, builderCalls }: MetricSetting,
): MetricData[] {
  const { node, in: run } = emission;
  const method = callAt(node)?.method;
  if (method?.metricData !== undefined) {
    const argument = node.arguments[method.metricData];
    return argument ? putMetricData(file, { node: argument, in: run }) : [];
  }
  const named = method?.metric === undefined ? instrumentOf(file, emission) : emission;
  const position = callAt(named.node)?.method.metric;
  const argument = position === undefined ? undefined : named.node.arguments[position];
  const name = argument && textOf(file, { node: argument, in: named.in });
  return [{ name, ...builtMetric(file, emission, builderCalls) }];
}

/** The call that gave the object which emits: `meter.createCounter(name)`. */
function instrumentOf(file: FileModel, emission: Placed<TSESTree.CallExpression>): Placed<TSESTree.CallExpression> {
  const { callee } = emission.node;
  const { node, in: run } = valueOf(file, { node: callee.type === 'MemberExpression' ? callee.object : callee, in: emission.in });
  return node.type === 'CallExpression' ? { node, in: run } : emission;
}

function builtMetric(
  file: FileModel,
  { node, in: run }: Placed<TSESTree.CallExpression>,
  calls: readonly PlacedBuilderCall[] | undefined,
): BuiltMetric {
  const emitting = builderCall(node);
  if (emitting?.library === 'embedded') {
    return calls ? embeddedMetric(file, calls) : UNTOLD;
  }
  if (emitting === undefined) {
    return UNTOLD;
  }
  const built = powertoolsMetric(file, builderOf(file, { node: emitting.object, in: run }), calls ?? []);
  // Only the dimensions can still be changed.
  return calls ? built : { ...built, dimensionSets: undefined };
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricData.html */
function putMetricData(file: FileModel, argument: Placed): MetricData[] {
  const input = requestOf(file, argument);
  const given = input?.known.get('Namespace');
  const namespace = given && textOf(file, given);
  const data = elementsOf(file, input?.known.get('MetricData'));
  if (data === undefined) {
    return [{ name: undefined, namespace, dimensionSets: undefined }];
  }
  return data.map((element) => {
    const datum = element ? entriesOf(file, element) : undefined;
    const name = datum?.known.get('MetricName');
    const dimensions = datum?.known.get('Dimensions');
    const hasNone = datum?.areAll && !datum.known.has('Dimensions');
    return {
      name: name && textOf(file, name),
      namespace,
      dimensionSets: hasNone ? [NO_DIMENSIONS] : dimensions && dimensionList(file, dimensions),
    };
  });
}

/** Whether a `PutMetricData` request, or its command, is seen to send nothing but the value 0. */
export function hasNoValue(file: FileModel, request: TSESTree.Node): boolean {
  const placed = { node: request, in: undefined };
  const data = elementsOf(file, requestOf(file, placed)?.known.get('MetricData'));
  return (
    data?.every((element) => {
      const value = element && entriesOf(file, element)?.known.get('Value');
      return value !== undefined && isZero(file, valueOf(file, value).node);
    }) ?? false
  );
}

/** What a request is made of, handed in itself or in its command. */
function requestOf(file: FileModel, argument: Placed) {
  const value = valueOf(file, argument);
  const made = value.node.type === 'NewExpression' ? value.node.arguments[0] : value.node;
  return made && entriesOf(file, { node: made, in: value.in });
}

const NO_DIMENSIONS: DimensionSet = { known: new Map(), perhaps: new Set(), areAll: true };

/** `[{ Name, Value }, ...]` */
function dimensionList(file: FileModel, list: Placed): DimensionSet[] | undefined {
  const elements = elementsOf(file, list);
  if (elements === undefined) {
    return undefined;
  }
  const known = new Map<string, string | undefined>();
  let areAll = true;
  for (const element of elements) {
    const entries = element && entriesOf(file, element).known;
    const name = entries?.get('Name');
    const value = entries?.get('Value');
    const text = name && textOf(file, name);
    areAll &&= text !== undefined;
    if (text !== undefined) {
      known.set(text, value && textOf(file, value));
    }
  }
  return [{ known, perhaps: new Set(), areAll }];
}

/** The elements of an array literal, with those of arrays that are spread into it; `undefined` stands for one out of sight. */
function elementsOf(file: FileModel, list: Placed | undefined, depth = 10): (Placed | undefined)[] | undefined {
  const value = list && valueOf(file, list);
  if (value?.node.type !== 'ArrayExpression' || depth === 0 || isChangedLater(file, value.node)) {
    return undefined;
  }
  return value.node.elements.flatMap((element) => {
    if (element?.type === 'SpreadElement') {
      return elementsOf(file, { node: element.argument, in: value.in }, depth - 1) ?? [undefined];
    }
    return element ? [{ node: element, in: value.in }] : [];
  });
}
