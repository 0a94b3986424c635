import type { TSESTree } from '@typescript-eslint/utils';
import type { CodeUnit } from '../../../control-flow/analysis';
import { callbackArgument } from '../../../instrumentation/vocabulary';
import { functionAt, textOf, valueOf } from '../../../syntax/activations';
import type { Activation } from '../../../syntax/activations';
import { literalString, memberName, outermost } from '../../../syntax/file-model';
import { enclosingUnit, isFunction } from '../../../syntax/functions';
import { contains, walk } from '../../../syntax/walk';
import type { FileContext } from '../file-context';
import { toldBy } from './callers';

/** A subsegment that a file opens: one for each name that a shared opening is given. */
export interface PathSubsegment {
  /** The call that opens it, or the decorated method. */
  readonly opening: TSESTree.CallExpression | TSESTree.MethodDefinition;
  /** `undefined` where the file does not tell. */
  readonly name: string | undefined;
  /** What findings about the name are reported at. */
  readonly nameNode: TSESTree.Node;
  /** The literal that gives the name. */
  readonly literal: TSESTree.Node | undefined;
  /** The code that it wraps; `undefined` when that is out of sight. */
  readonly wrapped: Wrapped | undefined;
  /** Where its own code stands; what is done elsewhere is done by helpers. */
  readonly home: readonly TSESTree.Node[];
  /** What fails in it is recorded without any handler, by the runtime. */
  readonly usesRuntime: boolean;
}

export interface Wrapped {
  readonly unit: CodeUnit;
  readonly run: Activation | undefined;
  /** The part of the unit from the opening on, for a subsegment that is opened by hand. */
  readonly span: readonly [number, number] | undefined;
}

/** All subsegments that a file opens, those by same-file functions that are handed the name included. */
export function pathSubsegments(context: FileContext): PathSubsegment[] {
  const found: PathSubsegment[] = [];
  walk(context.file, context.file.ast, (node) => {
    if (node.type === 'CallExpression' && context.callAt(node)?.does.has('open')) {
      found.push(...openedBy(context, node));
    } else if (node.type === 'MethodDefinition') {
      found.push(...decorated(context, node));
    }
  });
  return found;
}

/** The part of a function in which a subsegment is open that is opened by hand. */
export function manualSpan(context: FileContext, opening: TSESTree.CallExpression): readonly [number, number] {
  const block = blockOfBinding(context, opening);
  let end = opening.range[1];
  walk(context.file, block, (node) => {
    if (node.type !== 'CallExpression' || node.range[0] < opening.range[1]) {
      return;
    }
    const call = context.callAt(node);
    if (call?.does.has('close') && call.receiver?.is === 'object' && call.receiver.opened === opening) {
      end = Math.max(end, statementIn(block, node).range[1]);
    }
  });
  return [opening.range[1], end > opening.range[1] ? end : block.range[1]];
}

function openedBy(context: FileContext, opening: TSESTree.CallExpression): PathSubsegment[] {
  const { method } = context.callAt(opening) ?? {};
  const nameArgument = method?.name === undefined ? undefined : opening.arguments[method.name];
  return toldBy(context, nameArgument ?? opening).map(({ callers, run, value }) => {
    const wrapped = wrappedBy(context, opening, run);
    const site = callers.at(-1);
    return {
      opening,
      name: nameArgument && textOf(context.file, { node: nameArgument, in: run }),
      nameNode: site ? argumentWith(site, value.node) : (nameArgument ?? opening),
      literal: literalString(value.node) === undefined ? undefined : value.node,
      wrapped,
      home: site ? [site] : [opening, ...(wrapped ? [wrapped.unit] : [])],
      usesRuntime: method?.recordsThrows === true,
    };
  });
}

function wrappedBy(
  context: FileContext,
  opening: TSESTree.CallExpression,
  run: Activation | undefined,
): Wrapped | undefined {
  const { method } = context.callAt(opening) ?? {};
  if (method?.callback === undefined) {
    return { unit: enclosingUnit(opening), run, span: manualSpan(context, opening) };
  }
  const argument = callbackArgument(method, opening);
  const unit = argument && functionAt(context.file, { node: argument, in: run });
  return unit && { unit, run: { function: unit, call: opening, isDirect: false, caller: run }, span: undefined };
}

function argumentWith(call: TSESTree.CallExpression, part: TSESTree.Node): TSESTree.Node {
  return call.arguments.find((argument) => contains(argument, part)) ?? call.arguments[0] ?? call;
}

/** `@tracer.captureMethod()` names after the method, or by `subSegmentName`. */
function decorated(context: FileContext, method: TSESTree.MethodDefinition): PathSubsegment[] {
  return method.decorators.flatMap(({ expression }) => {
    const call = expression.type === 'CallExpression' ? expression : undefined;
    const meaning = context.objects.meaningOf(call ? call.callee : expression);
    if (meaning?.is !== 'method' || !meaning.method.captures || !isFunction(method.value)) {
      return [];
    }
    const [options] = call?.arguments ?? [];
    const given =
      options?.type === 'ObjectExpression'
        ? options.properties.find((property) => property.type === 'Property' && memberName(property) === 'subSegmentName')
        : undefined;
    const named = given?.type === 'Property' ? given.value : undefined;
    const value = named && valueOf(context.file, { node: named, in: undefined });
    const isByOptions = options !== undefined && (options.type !== 'ObjectExpression' || named !== undefined);
    const name = isByOptions
      ? named && textOf(context.file, { node: named, in: undefined })
      : `### ${memberName(method) ?? ''}`;
    return [
      {
        opening: method,
        name,
        nameNode: named ?? method.key,
        literal: value && literalString(value.node) !== undefined ? value.node : undefined,
        wrapped: { unit: method.value, run: undefined, span: undefined },
        home: [method],
        usesRuntime: false,
      },
    ];
  });
}

/** The block in which the name is visible that a call's result is given. */
function blockOfBinding(context: FileContext, call: TSESTree.CallExpression): TSESTree.Node {
  const { parent } = outermost(call);
  const name =
    parent?.type === 'VariableDeclarator' ? parent.id : parent?.type === 'AssignmentExpression' ? parent.left : undefined;
  const variable = name?.type === 'Identifier' ? context.file.variableOf(name) : undefined;
  const block = variable?.scope.block as TSESTree.Node | undefined;
  const unit = enclosingUnit(call);
  const isInUnit = block !== undefined && unit.range[0] <= block.range[0] && block.range[1] <= unit.range[1];
  return isInUnit ? block : unit;
}

/** The statement, directly in the block, that a node stands in. */
function statementIn(block: TSESTree.Node, node: TSESTree.Node): TSESTree.Node {
  let statement = node;
  for (let { parent } = node; parent && parent !== block; parent = parent.parent) {
    if (isFunction(block) && parent === block.body) {
      break;
    }
    statement = parent;
  }
  return statement;
}
