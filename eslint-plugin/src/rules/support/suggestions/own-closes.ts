import type { TSESTree } from '@typescript-eslint/utils';
import type { SourceCode } from '@typescript-eslint/utils/ts-eslint';
import { outermost, unwrap } from '../../../syntax/file-model';
import { enclosingUnit, functionOf } from '../../../syntax/functions';
import type { FileContext } from '../file-context';
import { isCaughtError } from '../failure-handlers';
import type { OpenedSubsegment } from '../opened-subsegments';

/** A close of a subsegment that can be taken out of the code. */
export interface OwnClose {
  readonly statement: TSESTree.Statement;
  /** The close as it is written; `undefined` where it stands behind a test for the subsegment, or marks. */
  readonly text: string | undefined;
  /** What has to stay of it. */
  readonly instead: string | undefined;
}

/**
 * All closes of a subsegment by the function that has to close it.
 *
 * @returns `undefined` where it may be closed elsewhere too, or in a way that is more than a statement
 */
export function ownCloses(source: SourceCode, shared: FileContext, { unit, name }: OpenedSubsegment): OwnClose[] | undefined {
  const closes: OwnClose[] = [];
  for (const { identifier, init } of (name && shared.file.variableOf(name)?.references) ?? []) {
    const use = outermost(identifier as TSESTree.Node);
    const { parent } = use;
    if (init || (parent?.type === 'CallExpression' && shared.callAt(parent) && functionOf(shared.file, parent.callee) === undefined)) {
      continue;
    }
    const member = parent?.type === 'MemberExpression' && parent.object === use;
    const used = calledOn(use);
    if (used && isClosedInChain(shared, used)) {
      return undefined;
    }
    if (used && shared.callAt(used)?.does.has('close')) {
      const close = enclosingUnit(used) === unit ? closeStatement(source, shared, used, name?.name ?? '') : undefined;
      if (close === undefined) {
        return undefined;
      }
      closes.push(close);
    } else if (!member && !isTest(use)) {
      return undefined;
    }
  }
  return closes;
}

/** The call of a method of what an expression gives: `use.method()`. */
function calledOn(use: TSESTree.Node): TSESTree.CallExpression | undefined {
  const { parent } = use;
  const member = parent?.type === 'MemberExpression' && parent.object === use ? outermost(parent) : undefined;
  return member?.parent?.type === 'CallExpression' && member.parent.callee === member ? member.parent : undefined;
}

/** `subsegment.note().close()`, where `note` gives the subsegment back. */
function isClosedInChain(shared: FileContext, call: TSESTree.CallExpression): boolean {
  for (let next = calledOn(outermost(call)); next; next = calledOn(outermost(next))) {
    if (shared.callAt(next)?.does.has('close')) {
      return true;
    }
  }
  return false;
}

function closeStatement(
  source: SourceCode,
  { file }: FileContext,
  call: TSESTree.CallExpression,
  name: string,
): OwnClose | undefined {
  const [error, ...others] = call.arguments;
  const whole = outermost(call);
  let statement: TSESTree.Node | undefined = whole.parent;
  let isTested = false;
  if (statement?.type === 'LogicalExpression' && isNamed(statement.left, name) && statement.right === whole) {
    statement = statement.parent;
    isTested = true;
  }
  if (statement?.type !== 'ExpressionStatement' || others.length > 0) {
    return undefined;
  }
  if (error) {
    const member = call.callee;
    if (!isCaughtError(file, unwrap(error)) || member.type !== 'MemberExpression' || member.computed || isTested) {
      return undefined;
    }
    const [start, end] = member.property.range;
    const [from, to] = statement.range;
    const instead = `${source.text.slice(from, start)}addError${source.text.slice(end, to)}`;
    return { statement, text: undefined, instead };
  }
  const block = statement.parent;
  const test = block.type === 'BlockStatement' && block.body.length === 1 ? block.parent : block;
  if (test.type === 'IfStatement' && !test.alternate && isNamed(test.test, name)) {
    return isInList(test) ? { statement: test, text: undefined, instead: undefined } : undefined;
  }
  const member = unwrap(call.callee);
  const access = member.type === 'MemberExpression' ? member : undefined;
  const property = access?.property.type === 'Identifier' ? access.property.name : undefined;
  const bang = access?.object.type === 'TSNonNullExpression' ? '!' : '';
  const text = isTested || property === undefined ? undefined : `${name}${bang}${access?.optional ? '?.' : '.'}${property}();`;
  return isInList(statement) ? { statement, text, instead: undefined } : undefined;
}

function isInList({ parent }: TSESTree.Statement): boolean {
  return parent.type === 'BlockStatement' || parent.type === 'SwitchCase';
}

function isNamed(node: TSESTree.Node, name: string): boolean {
  const tested = unwrap(node);
  return tested.type === 'Identifier' && tested.name === name;
}

/** `if (subsegment)`, `subsegment && ...`, `subsegment !== undefined`: looks at it, and no more. */
function isTest(use: TSESTree.Node): boolean {
  const { parent } = use;
  switch (parent?.type) {
    case 'IfStatement':
    case 'UnaryExpression':
    case 'BinaryExpression':
      return true;
    case 'ConditionalExpression':
      return parent.test === use;
    case 'LogicalExpression':
      return parent.operator === '&&' && parent.left === use;
    default:
      return false;
  }
}
