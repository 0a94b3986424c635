import type { SourceCode } from '@typescript-eslint/utils/ts-eslint';
import { insertAt } from './edits';
import type { Edit } from './edits';

/** The white space that the line of this offset begins with. */
export function indentAt({ text }: SourceCode, offset: number): string {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  return /^[^\S\r\n]*/.exec(text.slice(start, offset))?.[0] ?? '';
}

interface Layout {
  /** What the file indents by. */
  readonly unit: string;
  /** Lines that begin in a template or another token: their white space is part of a value. */
  readonly kept: ReadonlySet<number>;
}

const layouts = new WeakMap<SourceCode, Layout>();

function layoutOf(source: SourceCode): Layout {
  let layout = layouts.get(source);
  if (layout === undefined) {
    layout = { unit: findUnit(source), kept: linesInTokens(source) };
    layouts.set(source, layout);
  }
  return layout;
}

function linesInTokens({ ast }: SourceCode): Set<number> {
  const lines = new Set<number>();
  for (const { loc } of ast.tokens) {
    for (let line = loc.start.line + 1; line <= loc.end.line; line++) {
      lines.add(line);
    }
  }
  return lines;
}

export function indentUnit(source: SourceCode): string {
  return layoutOf(source).unit;
}

/** Going by the line that is indented least. */
function findUnit(source: SourceCode): string {
  let unit: string | undefined;
  let line = 0;
  for (const token of source.ast.tokens) {
    if (token.loc.start.line > line && token.loc.start.column > 0) {
      const indent = indentAt(source, token.range[0]);
      if (indent !== '' && (unit === undefined || indent.length < unit.length)) {
        unit = indent;
      }
    }
    line = token.loc.end.line;
  }
  return unit?.startsWith('\t') ? '\t' : (unit ?? '  ');
}

export function lineBreak({ text }: SourceCode): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}

/** Indents the lines that begin in a range by one step more. */
export function indentEdits(source: SourceCode, [start, end]: readonly [number, number]): Edit[] {
  const { kept, unit } = layoutOf(source);
  const edits: Edit[] = [];
  const last = source.getLocFromIndex(end).line;
  for (let line = source.getLocFromIndex(start).line + 1; line <= last; line++) {
    const isBlank = source.lines[line - 1]?.trim() === '';
    if (!isBlank && !kept.has(line)) {
      edits.push(insertAt(source.getIndexFromLoc({ line, column: 0 }), unit));
    }
  }
  return edits;
}
