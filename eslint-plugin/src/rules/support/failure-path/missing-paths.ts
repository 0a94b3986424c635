import type { TSESTree } from '@typescript-eslint/utils';
import { textOf } from '../../../syntax/activations';
import { unwrap } from '../../../syntax/file-model';
import { walk } from '../../../syntax/walk';
import type { FileContext } from '../file-context';
import { isOutOfSight } from './out-of-sight';
import type { PathSubsegment } from './path-subsegments';

/** The paths that a file surely does not open. */
export function missingPaths(
  context: FileContext,
  subsegments: readonly PathSubsegment[],
  paths: readonly string[],
): string[] {
  // A name that the file does not tell may be any.
  if (subsegments.some(({ name }) => name === undefined)) {
    return [];
  }
  const missing = paths.filter((path) => !subsegments.some(({ name }) => name === path));
  const elsewhere = missing.length > 0 ? openedElsewhere(context) : undefined;
  return missing.filter((path) => !elsewhere?.has(path));
}

/** Names that code from elsewhere is handed with what may be a function: it may open a subsegment around it. */
function openedElsewhere(context: FileContext): Set<string> {
  const names = new Set<string>();
  walk(context.file, context.file.ast, (node) => {
    if (node.type !== 'CallExpression' || !isOutOfSight(context, node)) {
      return;
    }
    const texts = node.arguments.map((argument) => textOf(context.file, { node: argument, in: undefined }));
    if (node.arguments.some((argument, index) => texts[index] === undefined && mayBeFunction(argument))) {
      texts.filter((text) => text !== undefined).forEach((text) => names.add(text));
    }
  });
  return names;
}

function mayBeFunction(argument: TSESTree.CallExpressionArgument): boolean {
  return !['ArrayExpression', 'Literal', 'ObjectExpression', 'TemplateLiteral'].includes(unwrap(argument).type);
}
