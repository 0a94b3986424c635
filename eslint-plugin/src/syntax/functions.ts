import type { TSESTree } from '@typescript-eslint/utils';
import { memberName, unwrap } from './file-model';
import type { ClassNode, FileModel, FunctionNode } from './file-model';
import { walk } from './walk';

/** Bounds chains of aliases that lead back to themselves. */
export const MAX_ALIASES = 20;

export function isFunction(node: TSESTree.Node | null | undefined): node is FunctionNode {
  return (
    node?.type === 'FunctionDeclaration' ||
    node?.type === 'FunctionExpression' ||
    node?.type === 'ArrowFunctionExpression'
  );
}

/** The function that a node stands in, or the program. */
export function enclosingUnit(node: TSESTree.Node): FunctionNode | TSESTree.Program {
  let parent = node.parent;
  while (parent && parent.type !== 'Program' && !isFunction(parent)) {
    parent = parent.parent;
  }
  return parent as FunctionNode | TSESTree.Program;
}

/** The class or object literal that `this` is an instance of at this place. */
function enclosingThis(node: TSESTree.Node): ClassNode | TSESTree.ObjectExpression | undefined {
  for (let inner = node, parent = node.parent; parent; inner = parent, parent = parent.parent) {
    if (parent.type === 'ClassBody') {
      return parent.parent;
    }
    const isOwnThis = inner.type === 'FunctionExpression' || inner.type === 'FunctionDeclaration';
    if (isOwnThis && parent.type === 'Property') {
      return parent.parent.type === 'ObjectExpression' ? parent.parent : undefined;
    }
    if (isOwnThis && parent.type !== 'MethodDefinition' && parent.type !== 'PropertyDefinition') {
      return undefined;
    }
  }
  return undefined;
}

/** Finds functions that are declared out of a file's sight. */
export interface Beyond {
  named(name: TSESTree.Identifier, aliases: number): FunctionNode | undefined;
  member(object: TSESTree.Node, name: string, aliases: number): FunctionNode | undefined;
}

const NOTHING_BEYOND: Beyond = { named: () => undefined, member: () => undefined };

/** The same-file function that an expression stands for, when there is just one. */
export function functionOf(
  file: FileModel,
  expression: TSESTree.Node,
  aliases = MAX_ALIASES,
  beyond = NOTHING_BEYOND,
): FunctionNode | undefined {
  const node = unwrap(expression);
  if (aliases === 0) {
    return undefined;
  }
  if (isFunction(node)) {
    return node;
  }
  if (node.type === 'Identifier') {
    return namedFunction(file, node, aliases, beyond);
  }
  if (node.type === 'MemberExpression') {
    const name = memberName(node);
    return name === undefined ? undefined : memberFunction(file, node.object, name, aliases - 1, beyond);
  }
  if (node.type === 'CallExpression') {
    const bound = boundBy(node);
    return bound ? functionOf(file, bound, aliases - 1, beyond) : madeFunction(file, node, aliases - 1, beyond);
  }
  return undefined;
}

/** `handler` of `handler.bind(this)`. */
export function boundBy({ callee }: TSESTree.CallExpression): TSESTree.Expression | undefined {
  return callee.type === 'MemberExpression' && memberName(callee) === 'bind' ? callee.object : undefined;
}

/** What `recordOn(path)` gives when `recordOn` returns a function. */
function madeFunction(
  file: FileModel,
  { callee }: TSESTree.CallExpression,
  aliases: number,
  beyond: Beyond,
): FunctionNode | undefined {
  const maker = functionOf(file, callee, aliases, beyond);
  if (maker === undefined || maker.async || maker.generator) {
    return undefined;
  }
  const [only, ...others] = returnedValues(file, maker);
  return only && others.length === 0 ? functionOf(file, only, aliases, beyond) : undefined;
}

const returned = new WeakMap<FunctionNode, readonly TSESTree.Expression[]>();

/** The expressions that a function returns. */
export function returnedValues(file: FileModel, fn: FunctionNode): readonly TSESTree.Expression[] {
  const known = returned.get(fn) ?? findReturned(file, fn);
  returned.set(fn, known);
  return known;
}

function findReturned(file: FileModel, { body }: FunctionNode): readonly TSESTree.Expression[] {
  if (body.type !== 'BlockStatement') {
    return [body];
  }
  const values: TSESTree.Expression[] = [];
  walk(file, body, (node) => {
    if (node.type === 'ReturnStatement' && node.argument) {
      values.push(node.argument);
    }
    return !isFunction(node);
  });
  return values;
}

function namedFunction(
  file: FileModel,
  node: TSESTree.Identifier,
  aliases: number,
  beyond: Beyond,
): FunctionNode | undefined {
  const variable = file.variableOf(node);
  const [origin, ...others] = variable ? file.originsOf(variable) : [];
  if (others.length > 0) {
    return undefined;
  }
  switch (origin?.from) {
    case 'function':
      return origin.node;
    case 'import':
      return beyond.named(node, aliases - 1);
    case 'value': {
      const [name, ...rest] = origin.path;
      if (name === undefined) {
        return functionOf(file, origin.value, aliases - 1, beyond);
      }
      return rest.length === 0 ? memberFunction(file, origin.value, name, aliases - 1, beyond) : undefined;
    }
    default:
      return undefined;
  }
}

function memberFunction(
  file: FileModel,
  object: TSESTree.Node,
  name: string,
  aliases: number,
  beyond: Beyond,
): FunctionNode | undefined {
  return methodOf(file, object, name, aliases, beyond) ?? beyond.member(object, name, aliases);
}

/** The class or object literal in this file that an expression is an instance of, or is itself. */
export function holderOf(
  file: FileModel,
  expression: TSESTree.Node,
  aliases = MAX_ALIASES,
): ClassNode | TSESTree.ObjectExpression | undefined {
  const node = unwrap(expression);
  if (aliases === 0) {
    return undefined;
  }
  switch (node.type) {
    case 'ThisExpression':
    case 'Super':
      return enclosingThis(node);
    case 'ObjectExpression':
    case 'ClassExpression':
      return node;
    case 'NewExpression':
      return holderOf(file, node.callee, aliases - 1);
    case 'CallExpression': {
      const frozen = frozenObject(file, node);
      return frozen && holderOf(file, frozen, aliases - 1);
    }
    case 'MemberExpression': {
      const name = memberName(node);
      const holder = name === undefined ? undefined : holderOf(file, node.object, aliases - 1);
      const value = holder && name !== undefined ? fieldValue(holder, name) : undefined;
      return value && holderOf(file, value, aliases - 1);
    }
    case 'Identifier': {
      const variable = file.variableOf(node);
      const origins = variable ? file.originsOf(variable) : [];
      const [origin] = origins;
      if (origins.length !== 1 || origin === undefined) {
        return undefined;
      }
      if (origin.from === 'class') {
        return origin.node;
      }
      return origin.from === 'value' && origin.path.length === 0
        ? holderOf(file, origin.value, aliases - 1)
        : undefined;
    }
    default:
      return undefined;
  }
}

/** What `Object.freeze(object)`, which gives the same object, is handed. */
function frozenObject(file: FileModel, { callee, arguments: [object] }: TSESTree.CallExpression): TSESTree.Node | undefined {
  const isFreezing =
    callee.type === 'MemberExpression' &&
    callee.object.type === 'Identifier' &&
    callee.object.name === 'Object' &&
    (file.variableOf(callee.object)?.defs.length ?? 0) === 0 &&
    ['freeze', 'seal'].includes(memberName(callee) ?? '');
  return isFreezing ? object : undefined;
}

/** The members of a class, those of same-file base classes after its own, or of an object literal. */
export function membersOf(
  file: FileModel,
  holder: ClassNode | TSESTree.ObjectExpression,
  aliases = MAX_ALIASES,
): readonly (TSESTree.ClassElement | TSESTree.ObjectLiteralElement)[] {
  if (holder.type === 'ObjectExpression') {
    return holder.properties;
  }
  const base = holder.superClass && aliases > 0 ? holderOf(file, holder.superClass, aliases - 1) : undefined;
  return base === undefined || base === holder
    ? holder.body.body
    : [...holder.body.body, ...membersOf(file, base, aliases - 1)];
}

function methodOf(
  file: FileModel,
  object: TSESTree.Node,
  name: string,
  aliases: number,
  beyond: Beyond,
): FunctionNode | undefined {
  const holder = holderOf(file, object, aliases);
  if (holder === undefined) {
    return undefined;
  }
  const isSuper = object.type === 'Super' && holder.type !== 'ObjectExpression';
  const members = membersOf(file, holder).filter(
    (member) => !isSuper || !holder.body.body.includes(member as TSESTree.ClassElement),
  );
  for (const member of members) {
    const isNamed =
      (member.type === 'MethodDefinition' ||
        member.type === 'PropertyDefinition' ||
        member.type === 'Property') &&
      memberName(member) === name;
    if (!isNamed) {
      continue;
    }
    const isAccessor = (member.type === 'MethodDefinition' || member.type === 'Property') &&
      (member.kind === 'get' || member.kind === 'set');
    return isAccessor || member.value === null ? undefined : functionOf(file, member.value, aliases - 1, beyond);
  }
  return undefined;
}

function fieldValue(
  holder: ClassNode | TSESTree.ObjectExpression,
  name: string,
): TSESTree.Expression | undefined {
  const members = holder.type === 'ObjectExpression' ? holder.properties : holder.body.body;
  for (const member of members) {
    if (
      (member.type === 'PropertyDefinition' || member.type === 'Property') &&
      memberName(member) === name
    ) {
      return (member.value ?? undefined) as TSESTree.Expression | undefined;
    }
  }
  return undefined;
}
