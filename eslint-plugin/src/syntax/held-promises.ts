import type { TSESTree } from '@typescript-eslint/utils';
import type { FileModel } from './file-model';
import { enclosingUnit } from './functions';

/**
 * What a name holds that may still be a promise: it was given it where it was declared, in the same run of the
 * same function, and is given nothing else.
 */
export function promiseHeldBy(
  file: Pick<FileModel, 'variableOf'>,
  name: TSESTree.Identifier,
): TSESTree.Expression | undefined {
  const variable = file.variableOf(name);
  const [definition, ...others] = variable?.defs ?? [];
  const declarator = definition?.node as TSESTree.Node | undefined;
  if (declarator?.type !== 'VariableDeclarator' || declarator.id.type !== 'Identifier' || others.length > 0) {
    return undefined;
  }
  const isGivenOnce = variable?.references.every((reference) => reference.init || !reference.isWrite());
  // A `var` may be read before it is given anything.
  const isDeclaredBefore = declarator.parent.kind !== 'var' && enclosingUnit(declarator) === enclosingUnit(name);
  const { init } = declarator;
  return init && init.type !== 'AwaitExpression' && isGivenOnce && isDeclaredBefore ? init : undefined;
}
