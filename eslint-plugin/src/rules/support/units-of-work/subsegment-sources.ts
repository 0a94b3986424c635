import type { TSESTree } from '@typescript-eslint/utils';
import { entriesOf } from '../../../syntax/activations';
import { memberName, unwrap } from '../../../syntax/file-model';
import type { FunctionNode } from '../../../syntax/file-model';
import { argumentFor } from '../../../syntax/parameters';
import { contains, walk } from '../../../syntax/walk';
import type { FileContext } from '../file-context';

/** Where the value of an expression, or of a part of it, comes from. */
export type Source = { readonly path: readonly string[] } & (
  | { readonly from: 'parameter'; readonly function: TSESTree.Node; readonly index: number; readonly node: TSESTree.Node }
  /** It comes into being at this node. */
  | { readonly from: 'place'; readonly node: TSESTree.Node }
  /** What is the innermost open subsegment at this call. */
  | { readonly from: 'innermost'; readonly node: TSESTree.CallExpression }
  /** A field of the object whose method runs. */
  | { readonly from: 'this'; readonly node: TSESTree.Node }
);

interface Part {
  readonly node: TSESTree.Node;
  readonly path: readonly string[];
}

const MAX_PARTS = 100;

/** Every source that an expression's value may have; `undefined` when one is out of sight. */
export function sourcesOf(
  context: FileContext,
  expression: TSESTree.Node,
  path: readonly string[] = [],
): Source[] | undefined {
  const sources: Source[] = [];
  const parts: Part[] = [{ node: expression, path }];
  const followed = new Set<TSESTree.Node>();
  for (const part of parts) {
    const node = unwrap(part.node);
    if (followed.has(node)) {
      continue;
    }
    followed.add(node);
    const next = parts.length > MAX_PARTS ? undefined : stepFrom(context, node, part.path);
    if (next === undefined) {
      return undefined;
    }
    parts.push(...next.parts);
    sources.push(...next.sources);
  }
  return sources;
}

interface Step {
  readonly parts: readonly Part[];
  readonly sources: readonly Source[];
}

const leadsTo = (...parts: readonly Part[]): Step => ({ parts, sources: [] });
const endsAt = (...sources: readonly Source[]): Step => ({ parts: [], sources });

function stepFrom(context: FileContext, node: TSESTree.Node, path: readonly string[]): Step | undefined {
  switch (node.type) {
    case 'Identifier':
      return stepFromName(context, node, path);
    case 'MemberExpression': {
      const name = memberName(node);
      return name === undefined ? undefined : leadsTo({ node: node.object, path: [name, ...path] });
    }
    case 'ThisExpression':
      return endsAt({ from: 'this', node, path });
    case 'LogicalExpression':
      return leadsTo({ node: node.left, path }, { node: node.right, path });
    case 'ConditionalExpression':
      return leadsTo({ node: node.consequent, path }, { node: node.alternate, path });
    case 'AssignmentExpression':
      return leadsTo({ node: node.right, path });
    case 'AwaitExpression':
      return leadsTo({ node: node.argument, path });
    case 'Literal':
      return leadsTo();
    case 'ObjectExpression': {
      const [name, ...rest] = path;
      const value = name === undefined ? undefined : entriesOf(context.file, { node, in: undefined }).known.get(name);
      return value && leadsTo({ node: value.node, path: rest });
    }
    case 'CallExpression':
      return path.length === 0 && context.callAt(node)?.does.has('access')
        ? endsAt({ from: 'innermost', node, path })
        : endsAt({ from: 'place', node, path });
    default:
      return endsAt({ from: 'place', node, path });
  }
}

function stepFromName(context: FileContext, name: TSESTree.Identifier, path: readonly string[]): Step | undefined {
  const variable = context.file.variableOf(name);
  if (variable === undefined || variable.defs.length === 0) {
    return name.name === 'undefined' ? leadsTo() : undefined;
  }
  const parts: Part[] = [];
  const sources: Source[] = [];
  for (const origin of context.file.originsOf(variable)) {
    if (origin.from === 'value') {
      parts.push({ node: origin.value, path: [...origin.path, ...path] });
    } else if (origin.from === 'parameter') {
      const { function: fn, index } = origin;
      sources.push({ from: 'parameter', function: fn, index, node: fn, path: [...origin.path, ...path] });
    } else if (origin.from !== 'annotation') {
      sources.push({ from: 'place', node: origin.node, path });
    }
  }
  const [definition] = variable.defs;
  return parts.length + sources.length > 0
    ? { parts, sources }
    : endsAt({ from: 'place', node: (definition?.node ?? name) as TSESTree.Node, path });
}

/** The sources as the caller of a function sees them: what the call hands in takes the parameters' place. */
export function sourcesForCaller(
  context: FileContext,
  sources: readonly Source[],
  call: TSESTree.CallExpression,
  called: FunctionNode,
): Source[] | undefined {
  const seen: Source[] = [];
  for (const source of sources) {
    const given = handedIn(context, source, call, called);
    const found = given === 'same' ? [source] : given && sourcesOf(context, given, source.path);
    if (found === undefined) {
      return undefined;
    }
    seen.push(...found);
  }
  return seen;
}

function handedIn(
  context: FileContext,
  source: Source,
  call: TSESTree.CallExpression,
  called: FunctionNode,
): TSESTree.Expression | 'same' | undefined {
  if (source.from === 'this') {
    const callee = unwrap(call.callee);
    const object = callee.type === 'MemberExpression' && called.type !== 'ArrowFunctionExpression' ? callee.object : undefined;
    return object && object.type !== 'Super' ? object : 'same';
  }
  if (source.from !== 'parameter' || source.function !== called) {
    return 'same';
  }
  const argument = argumentFor(context.file, call, called, source.index);
  return typeof argument === 'string' ? undefined : argument;
}

/** Whether the value may come into being within a piece of code that contains the use. */
export function mayComeFromWithin(context: FileContext, sources: readonly Source[], code: TSESTree.Node): boolean {
  return isMadeWithin(sources, code) || isPartReplaced(context, sources, code);
}

/** Whether the value comes into being anew each time that the code runs. */
export function isMadeWithin(sources: readonly Source[], code: TSESTree.Node): boolean {
  return sources.some((source) => source.from !== 'this' && contains(code, source.node));
}

/** Whether the code assigns to a member of the name that the value is taken from. */
function isPartReplaced(context: FileContext, sources: readonly Source[], code: TSESTree.Node): boolean {
  const names = new Set(sources.flatMap(({ path }) => path));
  let isReplaced = false;
  if (names.size > 0) {
    walk(context.file, code, (node) => {
      isReplaced ||=
        node.type === 'AssignmentExpression' &&
        node.left.type === 'MemberExpression' &&
        names.has(memberName(node.left) ?? '');
      return !isReplaced;
    });
  }
  return isReplaced;
}
