import type { TSESTree } from '@typescript-eslint/utils';
import type { SourceCode } from '@typescript-eslint/utils/ts-eslint';
import type { Rule } from 'eslint';
import type { Effects } from '../../../control-flow/effects';
import { callbackArgument } from '../../../instrumentation/vocabulary';
import { memberName, outermost, unwrap } from '../../../syntax/file-model';
import type { FunctionNode } from '../../../syntax/file-model';
import { functionOf, isFunction } from '../../../syntax/functions';
import { walk } from '../../../syntax/walk';
import type { FailureHandler } from '../failure-handlers';
import type { FileContext } from '../file-context';
import { EVERYTHING, MARKED, markFact } from '../marks';
import { insertAt, sourceOf } from './edits';
import type { Edit, Suggestion } from './edits';
import { insertFirst } from './first-statement';
import { freshName, variableAt } from './fresh-name';

/** The type of what the runtime hands an operation. */
const PATH = 'runtime.FailurePath';

/** Methods that are done with the function they are handed when they, or the promise that they give, are. */
const RUN_AT_ONCE: ReadonlySet<string> = new Set([
  'every', 'filter', 'find', 'findIndex', 'flatMap', 'forEach', 'map', 'reduce', 'reduceRight', 'some', 'sort',
  'catch', 'finally', 'then',
]);

/**
 * Records the failure where a handler begins, by the runtime's handle that is in scope there.
 *
 * None where the handler leaves for an expected error, where it throws something else, which would be recorded
 * by itself, or where the handle may be done with when the handler runs.
 */
export function recordFailure(
  context: Rule.RuleContext,
  shared: FileContext,
  effects: Effects,
  handler: FailureHandler,
): Suggestion | undefined {
  const source = sourceOf(context);
  const handle = handleAt(source, shared, handler);
  const caught = handle && recordsOnce(shared, effects, handler) ? caughtError(context, shared, handler) : undefined;
  if (!handle || !caught) {
    return undefined;
  }
  const statement = `${handle.name}.recordFailure(${caught.name});`;
  return {
    messageId: 'recordFailure',
    data: { statement },
    edits: [...handle.edits, ...caught.edits, ...recordFirst(source, handler.body, statement)],
  };
}

/** A name, and what has to be added to the code for it. */
export interface Named {
  readonly name: string;
  readonly edits: readonly Edit[];
}

/** Whether a record where the handler begins is the one record of a failure that needs one. */
export function recordsOnce({ file }: FileContext, effects: Effects, { node, body }: FailureHandler): boolean {
  let isOnce = true;
  walk(file, body, (inner) => {
    switch (inner.type) {
      case 'IfStatement':
      case 'ConditionalExpression':
        isOnce &&= ![true, false].some((outcome) => effects.assume?.(inner.test, outcome) === EVERYTHING);
        break;
      case 'SwitchStatement':
        isOnce &&= !inner.cases.some(({ test }) => test && effects.assumeCase?.(inner.discriminant, test));
        break;
      case 'ThrowStatement':
        isOnce &&= isOwnError(file, inner.argument, node);
        break;
      case 'ReturnStatement':
        isOnce &&= inner.argument === null || !effects.rejects?.(inner.argument);
        break;
    }
    return isOnce && (inner === body || !isFunction(inner));
  });
  return isOnce && (body.type === 'BlockStatement' || body.body.type === 'BlockStatement' || !effects.rejects?.(body.body));
}

/** Whether what is thrown is what this handler caught, itself. */
function isOwnError(
  file: FileContext['file'],
  thrown: TSESTree.Expression,
  handler: FailureHandler['node'],
): boolean {
  const variable = thrown.type === 'Identifier' ? file.variableOf(thrown) : undefined;
  const [definition] = variable?.defs ?? [];
  const isOnlyRead = variable?.references.every((reference) => reference.isReadOnly()) ?? false;
  const owner = definition?.node as TSESTree.Node | undefined;
  return isOnlyRead && (owner === handler || (handler.type === 'CallExpression' && owner?.parent === handler));
}

/** What a handler calls what it was handed; a name is added where it has none. */
export function caughtError(
  context: Rule.RuleContext,
  { file }: FileContext,
  { node, body }: FailureHandler,
): Named | undefined {
  const source = sourceOf(context);
  if (node.type === 'CatchClause') {
    if (node.param) {
      return node.param.type === 'Identifier' ? { name: node.param.name, edits: [] } : undefined;
    }
    const name = freshName(file, source, node.body, 'error');
    return { name, edits: [insertAt(node.range[0] + 'catch'.length, ` (${name})`)] };
  }
  if (!isFunction(body) || body.generator || body.parent !== node) {
    return undefined;
  }
  const [parameter] = body.params;
  if (parameter) {
    return parameter.type === 'Identifier' ? { name: parameter.name, edits: [] } : undefined;
  }
  const name = freshName(file, source, body, 'error');
  // Nothing tells the parameter's type where the promise is `any`.
  const annotation = /\.[cm]?tsx?$/.test(context.filename) ? ': unknown' : '';
  return withParameter(source, body, name, annotation);
}

/** Gives a function without parameters one. */
export function withParameter(
  source: SourceCode,
  fn: FunctionNode,
  name: string,
  annotation = '',
): Named | undefined {
  const open = source.getFirstToken(fn, (token) => token.value === '(');
  return open ? { name, edits: [insertAt(open.range[1], `${name}${annotation}`)] } : undefined;
}

/** The statement at the beginning of a handler's code. */
export function recordFirst(source: SourceCode, body: FailureHandler['body'], statement: string, deeper = ''): Edit[] {
  if (body.type === 'BlockStatement') {
    return [insertFirst(source, body, statement, deeper)];
  }
  if (body.body.type === 'BlockStatement') {
    return [insertFirst(source, body.body, statement, deeper)];
  }
  const arrow = source.getTokenBefore(body.body, (token) => token.value === '=>');
  const value = arrow && source.getTokenAfter(arrow);
  return value ? [insertAt(value.range[0], `{ ${statement} return `), insertAt(body.range[1], '; }')] : [];
}

/** The runtime's handle of the innermost operation that the handler stands in. */
function handleAt(source: SourceCode, shared: FileContext, { node, body }: FailureHandler): Named | undefined {
  for (let unit: TSESTree.Node | undefined = node.parent; unit; unit = unit.parent) {
    if (!isFunction(unit)) {
      continue;
    }
    const [parameter] = unit.params;
    if (parameter?.type === 'Identifier' && isNamedPath(shared, parameter)) {
      const isSeen = variableAt(source, body, parameter.name) === shared.file.variableOf(parameter);
      return isSeen ? { name: parameter.name, edits: [] } : undefined;
    }
    if (isOperation(shared, unit)) {
      const isUnnamed = parameter === undefined && markFact(shared, unit.parent as TSESTree.CallExpression) & MARKED;
      return isUnnamed ? withParameter(source, unit, freshName(shared.file, source, unit, 'path')) : undefined;
    }
    if (!isRunAtOnce(shared, unit)) {
      return undefined;
    }
  }
  return undefined;
}

function isNamedPath(shared: FileContext, parameter: TSESTree.Identifier): boolean {
  const meaning = shared.objects.meaningOf(parameter);
  return meaning?.is === 'object' && meaning.type === PATH && (markFact(shared, meaning.opened) & MARKED) !== 0;
}

/** Whether a function, written in place, is an operation that the runtime runs. */
export function isOperation(shared: FileContext, unit: FunctionNode): boolean {
  const call = unit.parent;
  const method = call.type === 'CallExpression' ? shared.callAt(call)?.method : undefined;
  return (
    call.type === 'CallExpression' &&
    method?.recordsThrows === true &&
    method.callback?.parameters[0] === PATH &&
    callbackArgument(method, call) === unit
  );
}

/** Whether a function runs while the code around it does, as far as the file tells. */
function isRunAtOnce({ file }: FileContext, unit: FunctionNode): boolean {
  if (unit.parent.type === 'CallExpression') {
    return isRunBy(unit.parent, unit);
  }
  const name =
    unit.type === 'FunctionDeclaration' ? unit.id : unit.parent.type === 'VariableDeclarator' ? unit.parent.id : undefined;
  const variable = name ? file.variableOf(name) : undefined;
  const uses = variable?.references.filter((reference) => !reference.init) ?? [];
  return (
    uses.length > 0 &&
    uses.every(({ identifier }) => {
      const { parent } = outermost(identifier as TSESTree.Node);
      return (
        parent?.type === 'CallExpression' && functionOf(file, identifier) === unit && isRunBy(parent, identifier as TSESTree.Node)
      );
    })
  );
}

function isRunBy(call: TSESTree.CallExpression, fn: TSESTree.Node): boolean {
  const callee = unwrap(call.callee);
  return callee === fn || (callee.type === 'MemberExpression' && RUN_AT_ONCE.has(memberName(callee) ?? ''));
}
