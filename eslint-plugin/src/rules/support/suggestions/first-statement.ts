import type { TSESTree } from '@typescript-eslint/utils';
import type { SourceCode } from '@typescript-eslint/utils/ts-eslint';
import { isDirective } from '../../../syntax/directives';
import { insertAt } from './edits';
import type { Edit } from './edits';
import { indentAt, indentUnit, lineBreak } from './indentation';

/**
 * Adds a statement to a block before all others, behind directives and what is said beside the `{`.
 *
 * @param deeper what the block is indented by besides
 */
export function insertFirst(source: SourceCode, block: TSESTree.BlockStatement, statement: string, deeper = ''): Edit {
  const isOneLine = block.loc.start.line === block.loc.end.line;
  const directive = block.body.findLast(isDirective);
  if (isOneLine) {
    const isEmpty = block.range[1] - block.range[0] === 2;
    return insertAt(directive?.range[1] ?? block.range[0] + 1, isEmpty ? ` ${statement} ` : ` ${statement}`);
  }
  let last: TSESTree.Token | TSESTree.Node | null = directive ?? source.getFirstToken(block);
  for (
    let next = last && source.getTokenAfter(last, { includeComments: true });
    next && isComment(next) && next.loc.start.line === last?.loc.end.line;
    next = source.getTokenAfter(next, { includeComments: true })
  ) {
    last = next;
  }
  const offset = last?.range[1] ?? block.range[0] + 1;
  return insertAt(offset, `${lineBreak(source)}${deeper}${indentIn(source, block)}${statement}`);
}

/** What the statements of a block over several lines are indented by. */
function indentIn(source: SourceCode, block: TSESTree.BlockStatement): string {
  const [first] = block.body;
  const brace = source.getFirstToken(block);
  const next = brace && source.getTokenAfter(brace, { includeComments: true });
  const inside = first && first.loc.start.line > block.loc.start.line ? first : next;
  return inside && inside.range[0] < block.range[1] - 1 && inside.loc.start.line > block.loc.start.line
    ? indentAt(source, inside.range[0])
    : `${indentAt(source, block.range[0])}${indentUnit(source)}`;
}

function isComment({ type }: TSESTree.Token | TSESTree.Node): boolean {
  return (type as string) === 'Line' || (type as string) === 'Block';
}
