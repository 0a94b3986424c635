import type { TSESTree } from '@typescript-eslint/utils';
import type { Rule } from 'eslint';
import { memberName } from '../../syntax/file-model';
import type { FileModel, FunctionNode } from '../../syntax/file-model';
import { enclosingUnit, isFunction } from '../../syntax/functions';
import { walk } from '../../syntax/walk';
import type { FailureHandler } from './failure-handlers';
import { isLogCall } from './logging';

const MAX_SOURCE = 40;

/** The name of the function that a node stands in, with its class: `Repository.save`. */
export function functionName(node: TSESTree.Node): string {
  for (let unit = enclosingUnit(node); isFunction(unit); unit = enclosingUnit(unit)) {
    const name = ownName(unit);
    if (name !== undefined) {
      return name;
    }
  }
  return outermostName(node) ?? 'module level';
}

/** `handler` for all of `export const handler = middy(async () => { ... })`. */
function outermostName(node: TSESTree.Node): string | undefined {
  let name: string | undefined;
  for (let inner = node; inner.parent; inner = inner.parent) {
    name = nameGivenTo(inner) ?? name;
  }
  return name;
}

/** What a handler does with the failure now: `logs the failure and returns false`. */
export function outcomeOf(
  context: Rule.RuleContext,
  file: FileModel,
  { body }: FailureHandler,
  exit: TSESTree.Node | undefined,
): string {
  const leaves = leaving(context, exit);
  return isLogged(file, body) ? `logs the failure and ${leaves}` : leaves;
}

function leaving(context: Rule.RuleContext, exit: TSESTree.Node | undefined): string {
  if (exit === undefined) {
    return 'carries on';
  }
  switch (exit.type) {
    case 'ReturnStatement':
      return exit.argument ? `returns \`${source(context, exit.argument)}\`` : 'returns';
    case 'BreakStatement':
      return 'leaves with `break`';
    case 'ContinueStatement':
      return 'goes on with the next round';
    case 'ThrowStatement':
      return 'throws';
    case 'CallExpression':
      return `ends in \`${source(context, exit)}\``;
    default:
      return `gives \`${source(context, exit)}\``;
  }
}

function source(context: Rule.RuleContext, node: TSESTree.Node): string {
  const text = context.sourceCode.text.slice(...node.range).replace(/\s+/g, ' ');
  return text.length > MAX_SOURCE ? `${text.slice(0, MAX_SOURCE - 1)}…` : text;
}

function isLogged(file: FileModel, body: TSESTree.Node): boolean {
  let isLog = false;
  walk(file, body, (node) => {
    isLog ||= isLogCall(node);
    return !isLog;
  });
  return isLog;
}

function ownName(unit: FunctionNode): string | undefined {
  return unit.id?.type === 'Identifier' ? unit.id.name : nameGivenTo(unit);
}

/** The name under which a value can be reached. */
function nameGivenTo({ parent }: TSESTree.Node): string | undefined {
  switch (parent?.type) {
    case 'MethodDefinition':
    case 'PropertyDefinition': {
      const { id } = parent.parent.parent;
      const name = memberName(parent);
      return id && name !== undefined ? `${id.name}.${name}` : name;
    }
    case 'Property':
      return memberName(parent);
    case 'VariableDeclarator':
      return parent.id.type === 'Identifier' ? parent.id.name : undefined;
    case 'AssignmentExpression': {
      const { left } = parent;
      return left.type === 'Identifier' ? left.name : left.type === 'MemberExpression' ? memberName(left) : undefined;
    }
    case 'ExportDefaultDeclaration':
      return 'default export';
    default:
      return undefined;
  }
}
