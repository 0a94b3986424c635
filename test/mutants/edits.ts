import type MagicString from 'magic-string';
import type { TSESTree } from '@typescript-eslint/types';
import { isFunction } from './source';
import type { Source } from './source';

/** Something that is true now and then, whatever the names in scope. */
export const COIN = "globalThis.process.env['COIN'] === 'heads'";

/** Something that may be a string, or nothing. */
export const MAYBE = "globalThis.process.env['MAYBE']";

/** What can be returned from any function. */
export const NOTHING = 'undefined as never';

export function replace(text: MagicString, node: TSESTree.Node, code: string): void {
  text.overwrite(...node.range, code);
}

/** Puts a statement in a line before another. */
export function insertBefore(source: Source, text: MagicString, statement: TSESTree.Node, code: string): void {
  text.appendLeft(statement.range[0], `${code}\n${source.indentOf(statement)}`);
}

/** Puts a statement in a line after another. */
export function insertAfter(source: Source, text: MagicString, statement: TSESTree.Node, code: string): void {
  text.appendLeft(statement.range[1], `\n${source.indentOf(statement)}${code}`);
}

/** Puts statements first in a block. */
export function insertAtStart(text: MagicString, block: TSESTree.BlockStatement, code: string): void {
  text.appendLeft(block.range[0] + 1, `\n${code}`);
}

/** Puts statements last in a block. */
export function insertAtEnd(text: MagicString, block: TSESTree.BlockStatement, code: string): void {
  text.appendLeft(block.range[1] - 1, `${code}\n`);
}

/** Takes a node out, with the line that it leaves empty. */
export function remove(source: Source, text: MagicString, node: TSESTree.Node): void {
  const [start, end] = node.range;
  const lineStart = start - source.indentOf(node).length;
  const isAlone = source.text.slice(lineStart, start).trim() === '' && source.text[end] === '\n';
  text.remove(isAlone ? lineStart : start, isAlone ? end + 1 : end);
}

/** Whether code awaits something itself. */
export function awaits(source: Source, node: TSESTree.Node): boolean {
  return source.nodes('AwaitExpression', node).some((found) => {
    let inner: TSESTree.Node | undefined = found;
    while (inner && inner !== node && !isFunction(inner)) {
      inner = inner.parent;
    }
    return inner === node;
  });
}

/** `async ` for a function that is to hold the code, where that awaits. */
export function asyncFor(source: Source, node: TSESTree.Node): string {
  return awaits(source, node) ? 'async ' : '';
}

/** Whether a statement stands in a list of statements. */
export function isListed(statement: TSESTree.Node): boolean {
  const parent = statement.parent?.type;
  return parent === 'BlockStatement' || parent === 'SwitchCase' || parent === 'Program';
}

/** The statements that a statement stands among. */
export function siblingsOf(statement: TSESTree.Node): readonly TSESTree.Node[] {
  const { parent } = statement;
  switch (parent?.type) {
    case 'BlockStatement':
    case 'Program':
      return parent.body;
    case 'SwitchCase':
      return parent.consequent;
    default:
      return [statement];
  }
}

/** Whether code uses a name that is declared within `outer`. */
export function usesNamesOf(source: Source, code: TSESTree.Node, outer: TSESTree.Node): boolean {
  return source.nodes('Identifier', code).some((identifier) => {
    const declared = source.variableOf(identifier)?.identifiers[0];
    return (
      declared !== undefined &&
      outer.range[0] <= declared.range[0] &&
      declared.range[1] <= outer.range[1] &&
      !(code.range[0] <= declared.range[0] && declared.range[1] <= code.range[1])
    );
  });
}
