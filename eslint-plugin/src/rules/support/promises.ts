import type { TSESTree } from '@typescript-eslint/utils';
import { memberName, unwrap } from '../../syntax/file-model';
import type { FunctionNode } from '../../syntax/file-model';
import { isFunction } from '../../syntax/functions';
import { programFunctionOf } from '../../syntax/program-functions';
import { walk } from '../../syntax/walk';
import type { FileContext } from './file-context';
import { isUndeclared } from './process-end';

/** Whether an expression is known to give a promise, as far as the file tells. */
export function isKnownPromise(context: FileContext, value: TSESTree.Node): boolean {
  return isPromise(context, value, new Set());
}

/**
 * Whether an expression is a call of which nothing is known, and that may so give a promise: not of a function in
 * sight, of JavaScript itself, or of a method that is named like one of its own lists, maps and texts.
 */
export function mayBePromise(context: FileContext, value: TSESTree.Node): boolean {
  const node = unwrap(value);
  if (node.type !== 'CallExpression' || programFunctionOf(context.file, node.callee)) {
    return false;
  }
  const callee = unwrap(node.callee);
  const method = callee.type === 'MemberExpression' ? memberName(callee) : undefined;
  let root = callee;
  while (root.type === 'MemberExpression') {
    root = unwrap(root.object);
  }
  const isBuiltIn = root.type === 'Identifier' && isUndeclared(context.file, root) && BUILT_IN_NAMES.has(root.name);
  const isName = root.type === 'Identifier' || root.type === 'ThisExpression';
  return isName && !isBuiltIn && !(method !== undefined && BUILT_IN_METHODS.has(method));
}

const BUILT_IN_NAMES: ReadonlySet<string> = new Set(
  Object.getOwnPropertyNames(globalThis).filter((name) => name !== 'fetch'),
);

const BUILT_IN_METHODS: ReadonlySet<string> = new Set(
  [Array, Boolean, Date, Error, Function, Map, Number, Object, RegExp, Set, String, Uint8Array].flatMap(({ prototype }) =>
    Object.getOwnPropertyNames(prototype),
  ),
);

/** Whether a function is known to return a promise, as far as the file tells. */
export function isKnownToReturnPromise(context: FileContext, called: FunctionNode): boolean {
  return returnsPromise(context, called, new Set());
}

function isPromise(context: FileContext, value: TSESTree.Node, followed: Set<FunctionNode>): boolean {
  const node = unwrap(value);
  if (node.type === 'NewExpression') {
    return node.callee.type === 'Identifier' && node.callee.name === 'Promise';
  }
  if (node.type !== 'CallExpression') {
    return false;
  }
  const called = programFunctionOf(context.file, node.callee);
  if (called) {
    return returnsPromise(context, called, followed);
  }
  const callee = unwrap(node.callee);
  if (callee.type !== 'MemberExpression') {
    return false;
  }
  const method = memberName(callee);
  const object = unwrap(callee.object);
  return (
    (object.type === 'Identifier' && object.name === 'Promise') ||
    ['then', 'catch', 'finally'].includes(method ?? '') ||
    (method === 'send' && node.arguments[0]?.type === 'NewExpression')
  );
}

function returnsPromise(context: FileContext, called: FunctionNode, followed: Set<FunctionNode>): boolean {
  if (called.async || called.generator || followed.has(called)) {
    return called.async && !called.generator;
  }
  followed.add(called);
  if (called.body.type !== 'BlockStatement') {
    return isPromise(context, called.body, followed);
  }
  let found = false;
  walk(context.file, called.body, (node) => {
    found ||= node.type === 'ReturnStatement' && node.argument !== null && isPromise(context, node.argument, followed);
    return !found && !isFunction(node);
  });
  return found;
}
