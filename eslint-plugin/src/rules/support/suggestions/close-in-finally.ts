import type { TSESTree } from '@typescript-eslint/utils';
import type { SourceCode } from '@typescript-eslint/utils/ts-eslint';
import type { Rule } from 'eslint';
import { enclosingUnit, isFunction } from '../../../syntax/functions';
import { walk } from '../../../syntax/walk';
import type { FileContext } from '../file-context';
import { closeMethodOf } from '../opened-subsegments';
import type { OpenedSubsegment } from '../opened-subsegments';
import { mayBePromise } from '../possible-promises';
import { allAwaited } from './await-returned';
import { closingCallback } from './closing-callback';
import { continuesStatement, insertAt, sourceOf } from './edits';
import type { Edit, Suggestion } from './edits';
import { indentAt, indentEdits, indentUnit, lineBreak } from './indentation';
import { ownCloses } from './own-closes';
import type { OwnClose } from './own-closes';
import { returnsIn } from './separable';

/**
 * Closes a subsegment in the `finally` of a `try` around what happens while it is open, and nowhere else.
 *
 * None where something else than its own function closes it, or where names would go out of reach.
 */
export function closeInFinally(
  context: Rule.RuleContext,
  shared: FileContext,
  opened: OpenedSubsegment,
): Suggestion | undefined {
  const method = shared.callAt(opened.call)?.method;
  const type = method?.callback ? method.callback.parameters[0] : method?.returns;
  const closeMethod = type === undefined ? undefined : closeMethodOf(shared, type);
  const closes = closeMethod === undefined ? undefined : ownCloses(sourceOf(context), shared, opened);
  if (type === undefined || closeMethod === undefined || closes === undefined || !canMark(shared, type, closes)) {
    return undefined;
  }
  const edits = opened.isOpenAtStart
    ? closedByCallback(context, shared, opened, closes, closeMethod)
    : closedInBlock(context, shared, opened, closes, closeMethod);
  return edits && { messageId: 'closeInFinally', edits: withoutCloses(sourceOf(context), edits, closes) };
}

/** Whether what `close(error)` does besides closing can be done by itself. */
function canMark({ vocabularies }: FileContext, type: string, closes: readonly OwnClose[]): boolean {
  return vocabularies.memberOf(type, 'addError') !== undefined || closes.every(({ instead }) => instead === undefined);
}

function closedByCallback(
  context: Rule.RuleContext,
  shared: FileContext,
  { call, unit, name }: OpenedSubsegment,
  closes: readonly OwnClose[],
  closeMethod: string,
): Edit[] | undefined {
  if (!isFunction(unit) || !(call.arguments as readonly TSESTree.Node[]).includes(unit)) {
    return undefined;
  }
  const rest = unit.body.type === 'BlockStatement' ? unit.body.body.filter((node) => !closes.some(({ statement }) => statement === node)) : [];
  const [only] = rest;
  const isSafe = only?.type === 'TryStatement' && rest.length === 1 && !only.finalizer && name;
  return isSafe && unit.async && name
    ? inOwnFinally(sourceOf(context), shared, only, `${name.name}?.${closeMethod}();`)
    : closingCallback(context, shared, unit, closeMethod);
}

function closedInBlock(
  context: Rule.RuleContext,
  shared: FileContext,
  { unit, name }: OpenedSubsegment,
  closes: readonly OwnClose[],
  closeMethod: string,
): Edit[] | undefined {
  const source = sourceOf(context);
  const declarator = name?.parent;
  const declaration = declarator?.parent;
  const block = declaration?.parent;
  const isConstant =
    name && shared.file.variableOf(name)?.references.every((reference) => reference.init === true || !reference.isWrite());
  if (
    declaration?.type !== 'VariableDeclaration' ||
    declaration.declarations.length !== 1 ||
    declaration.kind === 'var' ||
    block?.type !== 'BlockStatement' ||
    !isConstant ||
    !isFunction(unit) ||
    enclosingUnit(block.body[0] ?? block) !== unit
  ) {
    return undefined;
  }
  const statements = spanOf(shared, block, declaration, closes);
  const [first, ...others] = statements;
  const last = statements.at(-1);
  if (!first || !last || statements.some(({ type }) => type.startsWith('Export'))) {
    return undefined;
  }
  const isAbsent = declarator?.type === 'VariableDeclarator' && declarator.init?.type === 'ChainExpression';
  const close = isAbsent ? `${name.name}?.${closeMethod}();` : (closes.find(({ text }) => text)?.text ?? `${name.name}.${closeMethod}();`);
  if (others.length === 0 && first.type === 'TryStatement' && !first.finalizer) {
    return unit.async || returnsNoPromise(shared, first) ? inOwnFinally(source, shared, first, close) : undefined;
  }
  const returned: Edit[] = [];
  for (const statement of statements) {
    const awaited = unit.async ? allAwaited(shared, statement) : returnsNoPromise(shared, statement) ? [] : undefined;
    if (awaited === undefined) {
      return undefined;
    }
    returned.push(...awaited);
  }
  const outer = `${lineBreak(source)}${indentAt(source, first.range[0])}`;
  const unitOfIndent = indentUnit(source);
  return [
    insertAt(first.range[0], `try {${outer}${unitOfIndent}`),
    ...indentEdits(source, [first.range[0], last.range[1]]),
    ...returned,
    insertAt(last.range[1], `${outer}} finally {${outer}${unitOfIndent}${close}${outer}}`),
  ];
}

/** Gives a `try` without a `finally` one that closes. */
function inOwnFinally(source: SourceCode, shared: FileContext, statement: TSESTree.TryStatement, close: string): Edit[] | undefined {
  const returned = allAwaited(shared, statement);
  const outer = `${lineBreak(source)}${indentAt(source, statement.range[0])}`;
  return (
    returned && [...returned, insertAt(statement.range[1], ` finally {${outer}${indentUnit(source)}${close}${outer}}`)]
  );
}

function returnsNoPromise(shared: FileContext, code: TSESTree.Node): boolean {
  return returnsIn(shared, code).every(({ argument }) => argument === null || !mayBePromise(shared, argument));
}

/**
 * The statements to run while the subsegment is open: up to the one close of the block, or to the end of the block
 * where it closes elsewhere or where what they declare is needed further on.
 */
function spanOf(
  shared: FileContext,
  block: TSESTree.BlockStatement,
  opening: TSESTree.VariableDeclaration,
  closes: readonly OwnClose[],
): TSESTree.Statement[] {
  const after = block.body.slice(block.body.indexOf(opening) + 1);
  const [close, ...others] = closes;
  const index = close && others.length === 0 ? after.indexOf(close.statement as TSESTree.Statement) : -1;
  const before = after.slice(0, index);
  const span = index >= 0 && keepsItsNames(shared, before) ? before : after;
  const open = span.filter((statement) => !closes.some((known) => known.statement === statement));
  return keepsItsNames(shared, span) ? open : [];
}

/** Whether all that statements declare is mentioned in them only. */
function keepsItsNames({ file }: FileContext, statements: readonly TSESTree.Statement[]): boolean {
  const [start, end] = [statements[0]?.range[0] ?? 0, statements.at(-1)?.range[1] ?? 0];
  const isInside = ({ range }: { readonly range: readonly [number, number] }) => start <= range[0] && range[1] <= end;
  let keeps = true;
  for (const statement of statements) {
    walk(file, statement, (node) => {
      const variable = node.type === 'Identifier' ? file.variableOf(node) : undefined;
      if (variable?.defs.some(({ name }) => isInside(name))) {
        keeps &&= variable.references.every(({ identifier }) => isInside(identifier));
      }
      return keeps;
    });
  }
  return keeps;
}

/** Takes the closes out, with the lines that they leave empty. */
function withoutCloses(source: SourceCode, edits: readonly Edit[], closes: readonly OwnClose[]): Edit[] {
  const removed = closes.map(({ statement, instead }): Edit => {
    const [start, end] = statement.range;
    const lineStart = start - indentAt(source, start).length;
    if (instead !== undefined) {
      return { range: [start, end], text: instead };
    }
    if (continuesStatement(source, statement)) {
      return { range: [start, end], text: ';' };
    }
    const gap = /\r?\n$/.exec(source.text.slice(0, lineStart))?.[0].length ?? 0;
    const isAlone = gap > 0 && /^[^\S\n]*(\r?\n|$)/.test(source.text.slice(end));
    return isAlone ? { range: [lineStart - gap, end], text: '' } : { range: [start, end], text: '' };
  });
  const isTakenOut = ({ range: [offset] }: Edit) => removed.some(({ range: [start, end], text }) => text === '' && start < offset && offset <= end);
  return [...edits.filter((edit) => edit.range[0] !== edit.range[1] || !isTakenOut(edit)), ...removed];
}
