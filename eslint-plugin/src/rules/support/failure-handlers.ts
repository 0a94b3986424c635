import type { TSESTree } from '@typescript-eslint/utils';
import type { ControlFlow } from '../../control-flow/analysis';
import type { Ways } from '../../control-flow/completions';
import { memberName, unwrap } from '../../syntax/file-model';
import type { FileModel, FunctionNode } from '../../syntax/file-model';
import { enclosingUnit, functionOf } from '../../syntax/functions';
import { walk } from '../../syntax/walk';

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
  const callee = unwrap(node.callee);
  if (callee.type !== 'MemberExpression') {
    return undefined;
  }
  const method = memberName(callee);
  const argument = method === 'catch' ? node.arguments[0] : method === 'then' ? node.arguments[1] : undefined;
  const body = argument && functionOf(file, argument);
  return body && !isSchema(file, callee.object)
    ? { node, body, loc: callee.property.loc }
    : undefined;
}

export function waysOfHandler(flow: ControlFlow, { body }: FailureHandler): Ways {
  return body.type === 'BlockStatement' ? flow.waysOfBlock(body, enclosingUnit(body)) : flow.waysOf(body);
}

/** zod's `schema.catch(fallback)` handles no failure of a promise. */
function isSchema(file: FileModel, object: TSESTree.Node, depth = 20): boolean {
  const node = unwrap(object);
  if (node.type === 'CallExpression') {
    return isSchema(file, node.callee, depth);
  }
  if (node.type === 'MemberExpression') {
    return isSchema(file, node.object, depth);
  }
  const variable = node.type === 'Identifier' && depth > 0 ? file.variableOf(node) : undefined;
  return (
    variable !== undefined &&
    file.originsOf(variable).some((origin) => {
      if (origin.from === 'import') {
        return /(^|[/@-])zod($|[/-])/.test(origin.module);
      }
      return origin.from === 'value' && isSchema(file, origin.value, depth - 1);
    })
  );
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
