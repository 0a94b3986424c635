import type { TSESTree } from '@typescript-eslint/utils';
import type { Scope } from '@typescript-eslint/utils/ts-eslint';
import type { FunctionNode } from '../../../syntax/file-model';
import { isFunction } from '../../../syntax/functions';
import { walk } from '../../../syntax/walk';
import type { FileContext } from '../file-context';
import { mentionedIn, narrowedIn } from './narrowing';

/** Whether a statement means the same, and has the same types, in a function of its own around it: an arrow function. */
export function isSeparable(
  shared: FileContext,
  statement: TSESTree.Statement,
  unit: FunctionNode,
  isLeftByThrowing: boolean,
): boolean {
  return (
    staysInside(shared, statement) && keepsVariables(shared, statement) && keepsTypes(shared, statement, unit, isLeftByThrowing)
  );
}

/** The `return` statements of the function that code stands in. */
export function returnsIn({ file }: FileContext, code: TSESTree.Node): TSESTree.ReturnStatement[] {
  const found: TSESTree.ReturnStatement[] = [];
  walk(file, code, (node) => {
    if (node.type === 'ReturnStatement') {
      found.push(node);
    }
    return !isFunction(node);
  });
  return found;
}

/** Nothing jumps out, and nothing belongs to the function around. */
function staysInside({ file }: FileContext, statement: TSESTree.Statement): boolean {
  let stays = true;
  walk(file, statement, (node) => {
    switch (node.type) {
      case 'BreakStatement':
      case 'ContinueStatement':
        stays &&= hasTargetIn(node, statement);
        break;
      case 'VariableDeclaration':
        stays &&= node.kind !== 'var';
        break;
      case 'Identifier':
        stays &&= node.name !== 'arguments';
        break;
      case 'FunctionDeclaration':
      case 'YieldExpression':
        stays = false;
        break;
      case 'FunctionExpression':
        return false;
    }
    return stays;
  });
  return stays;
}

function hasTargetIn(jump: TSESTree.BreakStatement | TSESTree.ContinueStatement, code: TSESTree.Node): boolean {
  for (let node: TSESTree.Node | undefined = jump; node; node = node.parent) {
    const isLoop = /^(For|While|DoWhile)/.test(node.type);
    const isTarget = jump.label
      ? node.type === 'LabeledStatement' && node.label.name === jump.label.name
      : isLoop || (jump.type === 'BreakStatement' && node.type === 'SwitchStatement');
    if (isTarget || node === code || isFunction(node)) {
      return isTarget || isFunction(node);
    }
  }
  return false;
}

/** The names of outside that it mentions are given their values once: no assignment is seen late, or not at all. */
function keepsVariables({ file }: FileContext, statement: TSESTree.Statement): boolean {
  let keeps = true;
  walk(file, statement, (node) => {
    const variable = node.type === 'Identifier' ? file.variableOf(node) : undefined;
    if (variable && !isDeclaredIn(variable, statement)) {
      keeps &&= variable.references.every((reference) => reference.init === true || !reference.isWrite());
    }
    return keeps;
  });
  return keeps;
}

function isDeclaredIn({ defs }: Scope.Variable, code: TSESTree.Node): boolean {
  return defs.some(({ name }) => code.range[0] <= name.range[0] && name.range[1] <= code.range[1]);
}

/** Nothing that TypeScript has found out outside is needed inside, nor the other way round. */
function keepsTypes(
  { file }: FileContext,
  statement: TSESTree.Statement,
  unit: FunctionNode,
  isLeftByThrowing: boolean,
): boolean {
  const [start, end] = statement.range;
  const mentioned = mentionedIn(file, statement);
  const isOutside = (node: TSESTree.Node) => node.range[1] <= start || node.range[0] >= end;
  for (const path of narrowedIn(file, unit, isOutside)) {
    if (path.includes('.') && mentioned.has(path)) {
      return false;
    }
  }
  const narrowed = narrowedIn(file, statement);
  for (const path of mentionedIn(file, unit, (node) => node.range[0] >= end)) {
    if (narrowed.has(path) && (isLeftByThrowing || path.includes('.'))) {
      return false;
    }
  }
  return true;
}
