import { entriesOf, textOf, valueOf } from '../../syntax/activations';
import type { Placed } from '../../syntax/activations';
import type { FileModel } from '../../syntax/file-model';
import { CollectedDimensions, merged } from './dimensions';
import type { BuiltMetric, PlacedBuilderCall } from './metric-data';

/** What the loggers add until dimensions are set. */
const DEFAULTS = ['LogGroup', 'ServiceName', 'ServiceType'];

/**
 * What the calls on a logger of aws-embedded-metrics tell of a metric that it sends.
 * https://github.com/awslabs/aws-embedded-metrics-node#api
 */
export function embeddedMetric(file: FileModel, calls: readonly PlacedBuilderCall[]): BuiltMetric {
  const defaults = new CollectedDimensions();
  defaults.add(file, { known: new Map(DEFAULTS.map((name) => [name, undefined])), areAll: true }, true);
  let sets: CollectedDimensions[] = [];
  let areSetsKnown = true;
  let namespace: string | undefined;
  for (const { method, given, run, isSure } of calls) {
    const [first, second] = given;
    if (method === 'setNamespace') {
      namespace = isSure && first ? textOf(file, { node: first, in: run }) : undefined;
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
    for (const dimensions of method === 'resetDimensions' || !first ? [] : listed(file, { node: first, in: run })) {
      const set = new CollectedDimensions();
      set.add(file, entriesOf(file, dimensions), true);
      sets.push(set);
    }
  }
  const sent = sets.length > 0 ? sets.map((set) => merged(set, defaults)) : [defaults];
  return { namespace, dimensionSets: areSetsKnown ? sent : undefined };
}

/** `setDimensions` takes one set or an array of them. */
function listed(file: FileModel, argument: Placed): Placed[] {
  const value = valueOf(file, argument);
  return value.node.type === 'ArrayExpression'
    ? value.node.elements.flatMap((node) => (node ? [{ node, in: value.in }] : []))
    : [value];
}
