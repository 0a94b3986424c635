import type { TSESTree } from '@typescript-eslint/utils';
import { memberName, unwrap } from './file-model';
import type { FileModel, FunctionNode } from './file-model';
import { enclosingUnit } from './functions';
import { programFunctionOf } from './program-functions';

/** A parameter, or a property of what it holds: `ctx.subsegment` of `(ctx) => ...`. */
export interface ParameterPart {
  readonly index: number;
  readonly path: readonly string[];
}

const MAX_ALIASES = 20;

/**
 * The parameter, of the function that an expression stands in, that the expression gives.
 *
 * @param through the object that a call gives back, `metrics` for `metrics.singleMetric()`, when it counts as the same
 */
export function parameterGivenBy(
  file: FileModel,
  expression: TSESTree.Node,
  through: (call: TSESTree.CallExpression) => TSESTree.Node | undefined = () => undefined,
): ParameterPart | undefined {
  const unit = enclosingUnit(expression);
  let node = unwrap(expression);
  let path: readonly string[] = [];
  for (let aliases = 0; aliases < MAX_ALIASES; aliases++) {
    if (node.type === 'MemberExpression') {
      const name = memberName(node);
      if (name === undefined) {
        return undefined;
      }
      path = [name, ...path];
      node = unwrap(node.object);
      continue;
    }
    if (node.type === 'CallExpression') {
      const same = through(node);
      if (same === undefined) {
        return undefined;
      }
      node = unwrap(same);
      continue;
    }
    const variable = node.type === 'Identifier' ? file.variableOf(node) : undefined;
    const [origin, ...others] = variable ? file.originsOf(variable) : [];
    if (origin === undefined || others.length > 0) {
      return undefined;
    }
    if (origin.from === 'parameter') {
      return origin.function === unit ? { index: origin.index, path: [...origin.path, ...path] } : undefined;
    }
    if (origin.from !== 'value') {
      return undefined;
    }
    path = [...origin.path, ...path];
    node = unwrap(origin.value);
  }
  return undefined;
}

/**
 * What a call hands in for a parameter, its default included: `absent` when nothing, `unknown` when a spread hides it.
 *
 * @param called the function that the call runs
 */
export function argumentFor(
  file: FileModel,
  call: TSESTree.CallExpression,
  called: FunctionNode,
  index: number,
): TSESTree.Expression | 'absent' | 'unknown' {
  const callee = unwrap(call.callee);
  const isIndirect = callee.type === 'MemberExpression' && programFunctionOf(file, callee.object) === called;
  if (isIndirect && memberName(callee) !== 'call') {
    return 'unknown';
  }
  const given = isIndirect ? call.arguments.slice(1) : call.arguments;
  const hidden = given.findIndex(({ type }) => type === 'SpreadElement');
  if (hidden >= 0 && hidden <= index) {
    return 'unknown';
  }
  const argument = given[index];
  if (argument !== undefined && !isNullish(argument)) {
    return argument as TSESTree.Expression;
  }
  const parameter = called.params[index];
  return parameter?.type === 'AssignmentPattern' ? parameter.right : 'absent';
}

function isNullish(argument: TSESTree.Node): boolean {
  const node = unwrap(argument);
  return (
    (node.type === 'Identifier' && node.name === 'undefined') ||
    (node.type === 'Literal' && node.value === null && !('regex' in node) && !('bigint' in node)) ||
    (node.type === 'UnaryExpression' && node.operator === 'void')
  );
}
