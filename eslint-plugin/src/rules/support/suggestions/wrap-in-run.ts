import type { TSESTree } from '@typescript-eslint/utils';
import type { Scope, SourceCode } from '@typescript-eslint/utils/ts-eslint';
import type { Rule } from 'eslint';
import type { ControlFlow } from '../../../control-flow/analysis';
import type { Effects } from '../../../control-flow/effects';
import type { Ways } from '../../../control-flow/ways';
import { unwrap } from '../../../syntax/file-model';
import type { FunctionNode } from '../../../syntax/file-model';
import { enclosingUnit, isFunction } from '../../../syntax/functions';
import { walk } from '../../../syntax/walk';
import { fileContract } from '../failure-path/contract-source';
import { missingPaths } from '../failure-path/missing-paths';
import { pathSubsegments } from '../failure-path/path-subsegments';
import type { FailureHandler } from '../failure-handlers';
import type { FileContext } from '../file-context';
import { maySilence } from '../owed-instrumentation';
import { mayBePromise } from '../possible-promises';
import { insertAt, sourceOf } from './edits';
import type { Edit, Suggestion } from './edits';
import { freshName, variableAt } from './fresh-name';
import { indentAt, indentEdits, indentUnit, lineBreak } from './indentation';
import { quoted } from './quoted';
import { caughtError, isOperation, recordFirst, recordsOnce } from './record-failure';
import { isSeparable, returnsIn } from './separable';

/** The type of the object whose `run` wraps. */
const PATHS = 'runtime.FailurePaths';

/**
 * Wraps a `try` in the runtime's `run` (`runSync` in functions that are not async), under the one name that the
 * contract in the settings gives to this file and that the file does not open yet.
 *
 * None where that would change what the code does: jumps, late assignments, `return`s with code behind them.
 */
export function wrapInRun(
  context: Rule.RuleContext,
  shared: FileContext,
  { effects, flow }: { readonly effects: Effects; readonly flow: ControlFlow },
  handler: FailureHandler,
  ways: Ways,
): Suggestion | undefined {
  const statement = handler.node.parent;
  const unit = enclosingUnit(handler.node);
  if (statement?.type !== 'TryStatement' || !isFunction(unit) || !isPlainFunction(unit)) {
    return undefined;
  }
  const source = sourceOf(context);
  const name = onlyMissingPath(context, shared);
  const paths = name === undefined || isInOperation(shared, statement) ? undefined : failurePathsAt(source, shared, statement);
  const leaves = leavingOf(shared, flow, statement, unit);
  if (leaves === undefined || paths === undefined || name === undefined) {
    return undefined;
  }
  const isRecorded = !maySilence(ways);
  const caught = isRecorded || !recordsOnce(shared, effects, handler) ? undefined : caughtError(context, shared, handler);
  const isLeftByThrowing = isRecorded && leaves === 'never';
  if ((!isRecorded && !caught) || !isSeparable(shared, statement, unit, isLeftByThrowing)) {
    return undefined;
  }
  const path = freshName(shared.file, source, statement, 'path');
  return {
    messageId: 'wrapInRun',
    data: { call: `${paths}.${unit.async ? 'run' : 'runSync'}(${quoted(source, name)}, ...)` },
    edits: [
      ...wrapped(source, statement, {
        start: `${leaves === 'returns' ? 'return ' : ''}${unit.async ? 'await ' : ''}${paths}.${unit.async ? 'run' : 'runSync'}(`,
        name,
        operation: `${unit.async ? 'async ' : ''}(${caught ? path : ''}) => {`,
      }),
      ...(caught ? [...caught.edits, ...recordFirst(source, handler.body, `${path}.recordFailure(${caught.name});`, indentUnit(source))] : []),
    ],
  };
}

function wrapped(
  source: SourceCode,
  { range }: TSESTree.Statement,
  { start, name, operation }: { readonly start: string; readonly name: string; readonly operation: string },
): Edit[] {
  const outer = `${lineBreak(source)}${indentAt(source, range[0])}`;
  return [
    insertAt(range[0], `${start}${quoted(source, name)}, ${operation}${outer}${indentUnit(source)}`),
    ...indentEdits(source, range),
    insertAt(range[1], `${outer}});`),
  ];
}

/** A function that can await what it calls, or needs not. */
function isPlainFunction({ generator, parent }: FunctionNode): boolean {
  return !generator && !(parent.type === 'MethodDefinition' && parent.kind === 'constructor');
}

/**
 * How the `try` leaves its function: `never`, or it `returns` and nothing is skipped by returning what it gives.
 *
 * @returns `undefined` where neither is the case, or where a promise would be returned out of `runSync`
 */
function leavingOf(
  shared: FileContext,
  flow: ControlFlow,
  statement: TSESTree.TryStatement,
  unit: FunctionNode,
): 'never' | 'returns' | undefined {
  for (let { parent } = statement as TSESTree.Node; parent && parent !== unit; parent = parent.parent) {
    if (parent.type === 'StaticBlock') {
      return undefined;
    }
  }
  const returned = returnsIn(shared, statement);
  if (!unit.async && returned.some(({ argument }) => argument && mayBePromise(shared, argument))) {
    return undefined;
  }
  const completes = (block: TSESTree.BlockStatement) => flow.waysOfBlock(block).normal !== undefined;
  const { block, handler, finalizer } = statement;
  const goesOn = (completes(block) || (handler !== null && completes(handler.body))) && (!finalizer || completes(finalizer));
  if (returned.length === 0) {
    return goesOn ? 'never' : undefined;
  }
  const isLast = unit.body.type === 'BlockStatement' && unit.body.body.at(-1) === statement;
  if (goesOn && !isLast) {
    return undefined;
  }
  return isLast && returned.every(({ argument }) => argument === null) ? 'never' : 'returns';
}

function isInOperation(shared: FileContext, node: TSESTree.Node): boolean {
  for (let unit = enclosingUnit(node); isFunction(unit); unit = enclosingUnit(unit)) {
    if (isOperation(shared, unit)) {
      return true;
    }
  }
  return false;
}

const missing = new WeakMap<FileContext, readonly string[]>();

function onlyMissingPath(context: Rule.RuleContext, shared: FileContext): string | undefined {
  if (shared.settings.contract === undefined) {
    return undefined;
  }
  let names = missing.get(shared);
  if (names === undefined) {
    const { ownPaths } = fileContract(context, {}, shared.settings.contract);
    names = missingPaths(shared, pathSubsegments(shared), ownPaths);
    missing.set(shared, names);
  }
  return names.length === 1 ? names[0] : undefined;
}

/** An expression that gives the runtime's failure paths at a place: a name, or a call that the file makes elsewhere. */
function failurePathsAt(source: SourceCode, shared: FileContext, place: TSESTree.Node): string | undefined {
  for (let scope: Scope.Scope | null = source.getScope(place); scope; scope = scope.upper) {
    for (const variable of scope.variables) {
      const [name] = variable.identifiers;
      const meaning = name && shared.objects.meaningOf(name);
      const isGivenOnce = variable.references.every((reference) => reference.init === true || !reference.isWrite());
      if (name && isGivenOnce && meaning?.is === 'object' && meaning.type === PATHS && isSeenAt(source, shared, name, place)) {
        return name.name;
      }
    }
  }
  let found: string | undefined;
  walk(shared.file, shared.file.ast, (node) => {
    const isRun = node.type === 'CallExpression' && shared.callAt(node)?.method.callback?.parameters[0] === 'runtime.FailurePath';
    const object = isRun && node.callee.type === 'MemberExpression' ? unwrap(node.callee.object) : undefined;
    const root = object?.type === 'CallExpression' && object.arguments.length === 0 ? object.callee : object;
    if (object && root?.type === 'Identifier' && isSeenAt(source, shared, root, place)) {
      found ??= source.text.slice(...object.range);
    }
    return found === undefined;
  });
  return found;
}

/** Whether a name means the same at a place, and has its value there. */
function isSeenAt(source: SourceCode, shared: FileContext, name: TSESTree.Identifier, place: TSESTree.Node): boolean {
  const variable = shared.file.variableOf(name);
  const [definition] = variable?.defs ?? [];
  const isReady =
    definition !== undefined &&
    ((definition.type as string) !== 'Variable' ||
      definition.name.range[0] < place.range[0] ||
      (variable?.scope.block.type === 'Program' && isFunction(enclosingUnit(place))));
  return isReady && variable === variableAt(source, place, name.name);
}
