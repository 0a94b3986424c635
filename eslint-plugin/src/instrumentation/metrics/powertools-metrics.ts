import type { TSESTree } from '@typescript-eslint/utils';
import { entriesOf, textOf } from '../../syntax/activations';
import type { Activation, Entries, Placed } from '../../syntax/activations';
import { memberName } from '../../syntax/file-model';
import type { FileModel } from '../../syntax/file-model';
import { builderOf } from './builders';
import { CollectedDimensions, dimensionsIn, merged, UNKNOWN } from './dimensions';
import type { DimensionSet } from './dimensions';
import type { BuiltMetric, PlacedBuilderCall } from './metric-data';

/** Its value comes from the options or the environment. */
const SERVICE: Entries = { known: new Map([['service', undefined]]), areAll: true };

/**
 * What the calls on a Metrics object tell of a metric that it sends. Every metric has the dimension `service` until
 * `clearDefaultDimensions()` was called on that very object; `singleMetric()` makes a new one, which has it again.
 * https://docs.aws.amazon.com/powertools/typescript/latest/features/metrics/
 *
 * @param builder what made the object
 */
export function powertoolsMetric(file: FileModel, builder: Placed, calls: readonly PlacedBuilderCall[]): BuiltMetric {
  const defaults = new CollectedDimensions();
  const dimensions = new CollectedDimensions();
  const sets: CollectedDimensions[] = [];
  const namespace = madeWith(file, builder, defaults);
  for (const { method, given, run, isSure } of calls) {
    const [first, second] = given;
    switch (method) {
      case 'addDimension':
        dimensions.add(file, pairIn(file, first, second, run), isSure);
        break;
      case 'addDimensions': {
        const set = new CollectedDimensions();
        set.add(file, dimensionsIn(file, first, run), true);
        if (isSure) {
          sets.push(set);
        } else {
          dimensions.add(file, dimensionsIn(file, first, run), false);
        }
        break;
      }
      case 'setDefaultDimensions':
        defaults.add(file, dimensionsIn(file, first, run), isSure);
        break;
      case 'logMetrics':
        // They are set when the handler that it wraps is called, which may be another.
        defaults.add(file, dimensionsInOptions(file, first, run), false);
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
  const sent = sets.map((set) => merged(set, defaults));
  if (sets.length === 0 || !dimensions.isEmpty) {
    sent.unshift(merged(dimensions, defaults));
  }
  // Earlier versions make one set of them all.
  if (sets.length > 0 && !dimensions.isEmpty) {
    sent.push(merged(sets.reduce<DimensionSet>(merged, dimensions), defaults));
  }
  return { namespace, dimensionSets: sent };
}

/**
 * What `new Metrics(options)` or `metrics.singleMetric()` tells by itself.
 *
 * @param defaults are given the dimensions
 * @returns the namespace
 */
function madeWith(file: FileModel, { node, in: run }: Placed, defaults: CollectedDimensions): string | undefined {
  if (node.type === 'NewExpression' && !isOwnClass(file, node.callee)) {
    const [options] = node.arguments;
    defaults.add(file, SERVICE, true);
    defaults.add(file, dimensionsInOptions(file, options, run), true);
    const namespace = dimensionsIn(file, options, run).known.get('namespace');
    return namespace && textOf(file, namespace);
  }
  // What its parent has when it is made is not told.
  defaults.add(file, UNKNOWN, true);
  const callee = node.type === 'CallExpression' && node.callee.type === 'MemberExpression' ? node.callee : undefined;
  if (callee === undefined || memberName(callee) !== 'singleMetric') {
    return undefined;
  }
  defaults.add(file, SERVICE, true);
  return madeWith(file, builderOf(file, { node: callee.object, in: run }), new CollectedDimensions());
}

/** What a class of this file adds to the one that it extends is not looked into. */
function isOwnClass(file: FileModel, callee: TSESTree.Expression): boolean {
  const variable = callee.type === 'Identifier' ? file.variableOf(callee) : undefined;
  return callee.type === 'ClassExpression' || (variable?.defs.some(({ node }) => node.type === 'ClassDeclaration') ?? false);
}

/** The `defaultDimensions` of some options. */
function dimensionsInOptions(file: FileModel, node: TSESTree.Node | undefined, run: Activation | undefined): Entries {
  const options = dimensionsIn(file, node, run);
  if (!options.known.has('defaultDimensions')) {
    return { known: new Map(), areAll: options.areAll };
  }
  const given = options.known.get('defaultDimensions');
  return given ? entriesOf(file, given) : UNKNOWN;
}

function pairIn(
  file: FileModel,
  name: TSESTree.Node | undefined,
  value: TSESTree.Node | undefined,
  run: Activation | undefined,
): Entries {
  const text = name && textOf(file, { node: name, in: run });
  return text === undefined ? UNKNOWN : { known: new Map([[text, value && { node: value, in: run }]]), areAll: true };
}
