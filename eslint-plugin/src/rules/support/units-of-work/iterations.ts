import type { TSESTree } from '@typescript-eslint/utils';
import { memberName, outermost, unwrap } from '../../../syntax/file-model';
import type { FileModel } from '../../../syntax/file-model';
import { functionOf } from '../../../syntax/functions';

/** Methods of arrays, and of libraries that take the array first, that call a function for each element. */
const ITERATING = new Set([
  'forEach',
  'map',
  'flatMap',
  'filter',
  'reduce',
  'reduceRight',
  'some',
  'every',
  'find',
  'findIndex',
  'findLast',
  'findLastIndex',
]);

/** Functions of libraries that call their second argument for each element of the first. */
const ITERATING_EXPORTS: Readonly<Record<string, readonly string[]>> = {
  'p-map': ['default', 'pMapIterable'],
  'p-map-series': ['default'],
  'p-each-series': ['default'],
  'p-filter': ['default'],
  'p-reduce': ['default'],
  '@aws-lambda-powertools/batch': ['processPartialResponse', 'processPartialResponseSync'],
};

/** Combine promises of work that goes on at the same time. */
const COMBINING = new Set(['all', 'allSettled', 'any', 'race']);

/** Whether a call runs the function that is this argument once for each element of a list. */
export function iterates(file: FileModel, call: TSESTree.CallExpression, argument: TSESTree.Node): boolean {
  const position = call.arguments.indexOf(argument as TSESTree.CallExpressionArgument);
  const callee = unwrap(call.callee);
  if (callee.type === 'Identifier') {
    const imported = position === 1 ? importOf(file, callee) : undefined;
    return imported !== undefined && (lookUp(ITERATING_EXPORTS, imported.module)?.includes(imported.name) ?? false);
  }
  const name = callee.type === 'MemberExpression' ? memberName(callee) : undefined;
  if (callee.type !== 'MemberExpression' || name === undefined || functionOf(file, callee)) {
    return false;
  }
  const object = unwrap(callee.object);
  const isArrayFrom = ['from', 'fromAsync'].includes(name) && isGlobal(file, object, 'Array');
  const isOfLibrary = ITERATING.has(name) && importOf(file, object) !== undefined;
  return position === 0 ? ITERATING.has(name) : position === 1 && (isArrayFrom || isOfLibrary);
}

/** The `Promise.all(...)`, or its like, which the value of an expression is given to, alone or with others. */
export function combinedIn(
  file: FileModel,
  expression: TSESTree.Node,
  followed = new Set<unknown>(),
): TSESTree.CallExpression | undefined {
  const node = outermost(expression);
  const { parent } = node;
  switch (parent?.type) {
    case 'SpreadElement':
    case 'ArrayExpression':
    case 'ConditionalExpression':
    case 'LogicalExpression':
      return combinedIn(file, parent, followed);
    case 'VariableDeclarator':
      return parent.init === node ? combinedByName(file, parent.id, followed) : undefined;
    case 'AssignmentExpression':
      return parent.right === node ? combinedByName(file, parent.left, followed) : undefined;
    case 'CallExpression': {
      const callee = unwrap(parent.callee);
      if (callee.type !== 'MemberExpression' || parent.callee === node) {
        return undefined;
      }
      const name = memberName(callee) ?? '';
      if (COMBINING.has(name) && isGlobal(file, unwrap(callee.object), 'Promise')) {
        return parent;
      }
      return name === 'push' ? combinedByName(file, unwrap(callee.object), followed) : undefined;
    }
    default:
      return undefined;
  }
}

function combinedByName(
  file: FileModel,
  name: TSESTree.Node,
  followed: Set<unknown>,
): TSESTree.CallExpression | undefined {
  const variable = name.type === 'Identifier' ? file.variableOf(name) : undefined;
  if (variable === undefined || followed.has(variable)) {
    return undefined;
  }
  followed.add(variable);
  for (const { identifier } of variable.references) {
    const combined = combinedIn(file, identifier as TSESTree.Node, followed);
    if (combined) {
      return combined;
    }
  }
  return undefined;
}

function importOf(file: FileModel, node: TSESTree.Node): { module: string; name: string } | undefined {
  const variable = node.type === 'Identifier' ? file.variableOf(node) : undefined;
  const [origin] = variable ? file.originsOf(variable) : [];
  return origin?.from === 'import' ? origin : undefined;
}

function isGlobal(file: FileModel, node: TSESTree.Node, name: string): boolean {
  return node.type === 'Identifier' && node.name === name && (file.variableOf(node)?.defs.length ?? 0) === 0;
}

function lookUp<T>(table: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}
