import type { TSESTree } from '@typescript-eslint/utils';
import type { ControlFlow } from '../../control-flow/analysis';
import type { Ways } from '../../control-flow/ways';
import { memberName, unwrap } from '../../syntax/file-model';
import type { FileModel, FunctionNode } from '../../syntax/file-model';
import { boundBy, functionOf } from '../../syntax/functions';
import { programFunctionOf } from '../../syntax/program-functions';
import { walk } from '../../syntax/walk';
import type { FileContext } from './file-context';
import { isLogMethod } from './logging';

/** Code that runs because something failed. */
export interface FailureHandler {
  /** The clause, or the call that is given the handler. */
  readonly node: TSESTree.CatchClause | TSESTree.CallExpression;
  /** The code that runs. */
  readonly body: TSESTree.BlockStatement | FunctionNode;
  /** Where findings are reported: the `catch` keyword, or the member name. */
  readonly loc: TSESTree.SourceLocation;
}

export function catchClauseHandler(node: TSESTree.CatchClause): FailureHandler {
  const { start } = node.loc;
  const end = { line: start.line, column: start.column + 'catch'.length };
  return { node, body: node.body, loc: { start, end } };
}

/** The handler that `.catch(handler)` or `.then(done, handler)` is given, where the file shows its code. */
export function promiseHandler(file: FileModel, node: TSESTree.CallExpression): FailureHandler | undefined {
  const given = givenHandler(node);
  const body = given && functionOf(file, given.handler);
  return body && !isSchema(file, given.callee.object)
    ? { node, body, loc: given.callee.property.loc }
    : undefined;
}

/** Where a promise is given a handler that writes a log line and does nothing else: `.catch(console.error)`. */
export function loggingHandlerLoc(
  { file, objects }: FileContext,
  node: TSESTree.CallExpression,
): TSESTree.SourceLocation | undefined {
  const given = givenHandler(node);
  if (given === undefined) {
    return undefined;
  }
  const handler = unwrap(given.handler);
  const bound = handler.type === 'CallExpression' ? boundBy(handler) : undefined;
  const method = bound ? unwrap(bound) : handler;
  // The code of a logger that types lead to, or a vocabulary, may tell that it does more.
  const isJustLogging =
    isLogMethod(method) && objects.meaningOf(method) === undefined && !programFunctionOf(file, method);
  return isJustLogging ? given.callee.property.loc : undefined;
}

/** Where `.catch(handler)` or `.then(done, handler)` is given a function whose code is out of sight. */
export function unseenHandlerLoc(file: FileModel, node: TSESTree.CallExpression): TSESTree.SourceLocation | undefined {
  const given = givenHandler(node);
  if (given === undefined || functionOf(file, given.handler) || isSchema(file, given.callee.object)) {
    return undefined;
  }
  const { type } = unwrap(given.handler);
  const mayBeFunction =
    (type === 'Identifier' && (unwrap(given.handler) as TSESTree.Identifier).name !== 'undefined') ||
    ['MemberExpression', 'CallExpression', 'ConditionalExpression', 'LogicalExpression'].includes(type);
  return mayBeFunction ? given.callee.property.loc : undefined;
}

function givenHandler(
  node: TSESTree.CallExpression,
): { readonly callee: TSESTree.MemberExpression; readonly handler: TSESTree.Node } | undefined {
  const callee = unwrap(node.callee);
  if (callee.type !== 'MemberExpression') {
    return undefined;
  }
  const method = memberName(callee);
  const handler = method === 'catch' ? node.arguments[0] : method === 'then' ? node.arguments[1] : undefined;
  return handler && { callee, handler };
}

export function waysOfHandler(flow: ControlFlow, { body }: FailureHandler): Ways {
  return body.type === 'BlockStatement' ? flow.waysOfBlock(body) : flow.waysOfCall(body);
}

/** zod's `schema.catch(fallback)` handles no failure of a promise. */
function isSchema(file: FileModel, object: TSESTree.Node): boolean {
  const followed = new Set<unknown>();
  const pending: TSESTree.Node[] = [object];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const root = rootOf(next);
    const variable = file.variableOf(root);
    if (variable === undefined || followed.has(variable)) {
      continue;
    }
    followed.add(variable);
    for (const origin of file.originsOf(variable)) {
      if (origin.from === 'import' && /(^|[/@-])zod($|[/-])/.test(origin.module)) {
        return true;
      }
      if (origin.from === 'value') {
        pending.push(origin.value);
      }
    }
  }
  return false;
}

/** What a chain of calls and members begins with. */
function rootOf(expression: TSESTree.Node): TSESTree.Node {
  let node = unwrap(expression);
  while (node.type === 'CallExpression' || node.type === 'MemberExpression') {
    node = unwrap(node.type === 'CallExpression' ? node.callee : node.object);
  }
  return node;
}

/** Whether the name is what a handler was handed: the caught error. */
export function isCaughtError(file: FileModel, node: TSESTree.Node): boolean {
  const definition = node.type === 'Identifier' ? file.variableOf(node)?.defs[0] : undefined;
  if (definition === undefined) {
    return false;
  }
  if ((definition.type as string) === 'CatchClause') {
    return true;
  }
  const fn = definition.node as TSESTree.Node;
  return (
    (definition.type as string) === 'Parameter' &&
    'params' in fn &&
    fn.params[0] === definition.name &&
    fn.parent?.type === 'CallExpression' &&
    promiseHandler(file, fn.parent)?.body === fn
  );
}

/** Whether an expression is, or holds, what a handler was handed. */
export function mentionsCaughtError(file: FileModel, value: TSESTree.Node): boolean {
  let found = false;
  walk(file, value, (node) => {
    found ||= isCaughtError(file, node);
    return !found;
  });
  return found;
}
