import type { TSESTree } from '@typescript-eslint/utils';
import type { SourceCode } from '@typescript-eslint/utils/ts-eslint';
import type { Rule } from 'eslint';
import type { FunctionNode } from '../../../syntax/file-model';
import { isDirective } from '../../../syntax/directives';
import type { FileContext } from '../file-context';
import { mayBePromise } from '../possible-promises';
import { isKnownPromise } from '../promises';
import { allAwaited, awaited } from './await-returned';
import { insertAt, sourceOf } from './edits';
import type { Edit } from './edits';
import { freshName } from './fresh-name';
import { indentAt, indentEdits, indentUnit, lineBreak } from './indentation';
import { withParameter } from './record-failure';
import { returnsIn } from './separable';

/**
 * Makes a callback that is written in place close the subsegment it is handed when its work is done: its code in
 * a `try`, the close in the `finally`, and async where it returns promises.
 *
 * @param method the name of the method that closes
 */
export function closingCallback(
  context: Rule.RuleContext,
  shared: FileContext,
  callback: FunctionNode,
  method: string,
): Edit[] | undefined {
  const source = sourceOf(context);
  const handed = handedTo(source, shared, callback);
  const isAsync = callback.async || givesOnlyPromises(shared, callback);
  if (handed === undefined || callback.generator || !(isAsync || givesNoPromise(shared, callback))) {
    return undefined;
  }
  const close = `${handed.name}?.${method}();`;
  const work =
    callback.body.type === 'BlockStatement'
      ? inTry(source, shared, callback.body, close, isAsync)
      : returnedInTry(source, shared, callback, close, isAsync);
  return work && [...(callback.async || !isAsync ? [] : [insertAt(callback.range[0], 'async ')]), ...handed.edits, ...work];
}

/** Lines of code that run in a `try`, and close in the `finally`. */
export function tryLines(source: SourceCode, outer: string, work: string, close: string): string {
  const unit = indentUnit(source);
  const lines = ['try {', `${unit}${work}`, '} finally {', `${unit}${close}`, '}'];
  return lines.map((line) => `${lineBreak(source)}${outer}${unit}${line}`).join('');
}

function handedTo(source: SourceCode, { file }: FileContext, callback: FunctionNode) {
  const [parameter] = callback.params;
  if (parameter === undefined) {
    return withParameter(source, callback, freshName(file, source, callback, 'subsegment'));
  }
  const variable = parameter.type === 'Identifier' ? file.variableOf(parameter) : undefined;
  return parameter.type === 'Identifier' && variable?.references.every((reference) => reference.isReadOnly())
    ? { name: parameter.name, edits: [] }
    : undefined;
}

function givesOnlyPromises(shared: FileContext, { body, returnType }: FunctionNode): boolean {
  const type = returnType?.typeAnnotation;
  const isAsyncType =
    type === undefined ||
    (type.type === 'TSTypeReference' && type.typeName.type === 'Identifier' && type.typeName.name === 'Promise');
  const given = body.type === 'BlockStatement' ? returnsIn(shared, body).map(({ argument }) => argument) : [body];
  return isAsyncType && given.length > 0 && given.every((value) => value !== null && isKnownPromise(shared, value));
}

function givesNoPromise(shared: FileContext, { body }: FunctionNode): boolean {
  return body.type === 'BlockStatement'
    ? returnsIn(shared, body).every(({ argument }) => argument === null || !mayBePromise(shared, argument))
    : !mayBePromise(shared, body);
}

function inTry(
  source: SourceCode,
  shared: FileContext,
  block: TSESTree.BlockStatement,
  close: string,
  isAsync: boolean,
): Edit[] | undefined {
  const returned = isAsync ? allAwaited(shared, block) : [];
  const hasDirective = block.body.some(isDirective);
  if (returned === undefined || hasDirective) {
    return undefined;
  }
  const [start, end] = [block.range[0] + 1, block.range[1] - 1];
  if (block.loc.start.line === block.loc.end.line) {
    const isEmpty = start === end;
    return [insertAt(start, ' try {'), ...returned, insertAt(end, `${isEmpty ? ' ' : ''}} finally { ${close} } `)];
  }
  const outer = indentAt(source, end);
  const unit = indentUnit(source);
  const newLine = `${lineBreak(source)}${outer}${unit}`;
  const isBraceAlone = source.text.slice(source.getIndexFromLoc({ line: block.loc.end.line, column: 0 }), end).trim() === '';
  return [
    insertAt(start, `${newLine}try {`),
    ...indentEdits(source, [start, isBraceAlone ? end - outer.length - 1 : end]),
    ...returned,
    insertAt(end, `${isBraceAlone ? unit : newLine}} finally {${newLine}${unit}${close}${newLine}}${lineBreak(source)}${outer}`),
  ];
}

function returnedInTry(
  source: SourceCode,
  shared: FileContext,
  callback: FunctionNode,
  close: string,
  isAsync: boolean,
): Edit[] | undefined {
  const body = callback.body as TSESTree.Expression;
  const arrow = source.getTokenBefore(body, (token) => token.value === '=>');
  const first = arrow && source.getTokenAfter(arrow);
  if (!first) {
    return undefined;
  }
  const outer = indentAt(source, callback.range[0]);
  const [start, end] = tryLines(source, outer, 'return \0;', close).split('\0');
  const range = [first.range[0], callback.range[1]] as const;
  const isBehindArrow = first.loc.start.line === arrow.loc.end.line;
  const gap = source.text.slice(arrow.range[1], first.range[0]);
  return [
    { range: gap.trim() === '' ? [arrow.range[1], first.range[0]] : [first.range[0], first.range[0]], text: ` {${start}` },
    ...(isAsync && mayBePromise(shared, body) ? awaited(body) : []),
    ...indentEdits(source, range),
    ...(isBehindArrow ? indentEdits(source, range) : []),
    insertAt(range[1], `${end}${lineBreak(source)}${outer}}`),
  ];
}
