import type { TSESTree } from '@typescript-eslint/utils';
import { isSameRun, valueOf } from '../../syntax/activations';
import type { Activation, Placed } from '../../syntax/activations';
import { memberName } from '../../syntax/file-model';
import type { FileModel } from '../../syntax/file-model';
import { enclosingUnit } from '../../syntax/functions';

/** A call that tells of the metrics that an object sends: on that object, or handed it. */
export interface BuilderCall {
  readonly library: 'powertools' | 'embedded';
  readonly method: string;
  readonly object: TSESTree.Node;
  readonly given: readonly TSESTree.CallExpressionArgument[];
}

const LIBRARIES: ReadonlyMap<string, BuilderCall['library']> = new Map([
  ['addDimension', 'powertools'],
  ['addDimensions', 'powertools'],
  ['addMetadata', 'powertools'],
  ['addMetric', 'powertools'],
  ['clearDefaultDimensions', 'powertools'],
  ['clearDimensions', 'powertools'],
  ['logMetrics', 'powertools'],
  ['publishStoredMetrics', 'powertools'],
  ['setDefaultDimensions', 'powertools'],
  ['setTimestamp', 'powertools'],
  ['putDimensions', 'embedded'],
  ['putMetric', 'embedded'],
  ['resetDimensions', 'embedded'],
  ['setDimensions', 'embedded'],
  ['setNamespace', 'embedded'],
  ['setProperty', 'embedded'],
]);

/** The call as one that builds metrics, going by its name; `undefined` for any other. */
export function builderCall({ callee, arguments: given }: TSESTree.CallExpression): BuilderCall | undefined {
  if (callee.type === 'MemberExpression') {
    const method = memberName(callee) ?? '';
    const library = LIBRARIES.get(method);
    return library && { library, method, object: callee.object, given };
  }
  // The middleware: `logMetrics(metrics, options)`.
  const [object, ...options] = given;
  const isMiddleware = callee.type === 'Identifier' && callee.name === 'logMetrics';
  return isMiddleware && object ? { library: 'powertools', method: callee.name, object, given: options } : undefined;
}

/** The object that an expression gives: what made it, as far as the file tells; behind a chain of calls on it. */
export function builderOf(file: FileModel, expression: Placed): Placed {
  const value = valueOf(file, expression);
  const chained = value.node.type === 'CallExpression' ? builderCall(value.node) : undefined;
  return chained ? builderOf(file, { node: chained.object, in: value.in }) : { node: value.node, in: ownRun(value) };
}

/** Whether both are what one and the same object was made by. */
export function isSameBuilder(file: FileModel, first: Placed, second: Placed): boolean {
  const variable = file.variableOf(first.node);
  const isSameNode = first.node === second.node || (variable !== undefined && variable === file.variableOf(second.node));
  return isSameNode && (first.in === undefined || second.in === undefined || isSameRun(first.in, second.in));
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
