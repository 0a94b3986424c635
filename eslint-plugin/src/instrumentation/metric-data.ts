import type { TSESTree } from '@typescript-eslint/utils';
import { entriesOf, textOf, valueOf } from '../syntax/activations';
import type { Placed } from '../syntax/activations';
import type { FileModel } from '../syntax/file-model';
import type { InstrumentationCall } from './calls';
import { builtMetric } from './metric-builders';
import type { BuilderCall } from './metric-builders';

/** What a file tells of a metric that is sent; `undefined` is what it does not tell. */
export interface MetricData {
  readonly name: string | undefined;
  readonly namespace: string | undefined;
  /** The metric is sent with each of these. */
  readonly dimensionSets: readonly DimensionSet[] | undefined;
}

export interface DimensionSet {
  /** The dimensions that it surely has; a value is `undefined` where the file does not tell. */
  readonly known: ReadonlyMap<string, string | undefined>;
  /** Dimensions that it has on some paths. */
  readonly perhaps: ReadonlySet<string>;
  /** Whether it has no others. */
  readonly areAll: boolean;
}

/**
 * The metrics that an emitting call sends.
 *
 * @param run the call, in the run of its function
 * @param others the calls on the object that emits, in order; see `builderOf`
 */
export function metricsOf(
  file: FileModel,
  call: InstrumentationCall,
  run: Placed<TSESTree.CallExpression>,
  others: readonly BuilderCall[],
): MetricData[] {
  const { method } = call;
  if (method.metricData !== undefined) {
    const argument = run.node.arguments[method.metricData];
    return argument ? putMetricData(file, { node: argument, in: run.in }) : [];
  }
  const argument = method.metric === undefined ? undefined : run.node.arguments[method.metric];
  const name = argument && textOf(file, { node: argument, in: run.in });
  return [{ name, ...builtMetric(file, run, others) }];
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricData.html */
function putMetricData(file: FileModel, argument: Placed): MetricData[] {
  const value = valueOf(file, argument);
  const made = value.node.type === 'NewExpression' ? value.node.arguments[0] : value.node;
  const input = made && entriesOf(file, { node: made, in: value.in });
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
  if (value?.node.type !== 'ArrayExpression' || depth === 0) {
    return undefined;
  }
  return value.node.elements.flatMap((element) => {
    if (element?.type === 'SpreadElement') {
      return elementsOf(file, { node: element.argument, in: value.in }, depth - 1) ?? [undefined];
    }
    return element ? [{ node: element, in: value.in }] : [];
  });
}
