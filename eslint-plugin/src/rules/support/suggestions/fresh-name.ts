import type { TSESTree } from '@typescript-eslint/utils';
import type { Scope, SourceCode } from '@typescript-eslint/utils/ts-eslint';
import type { FileModel } from '../../../syntax/file-model';
import { walk } from '../../../syntax/walk';

/**
 * A name for what code is newly given: one that the code does not mention, and that hides no other there.
 *
 * @param wanted the name to take when it is free, or else to number
 */
export function freshName(file: FileModel, source: SourceCode, code: TSESTree.Node, wanted: string): string {
  const taken = new Set<string>();
  walk(file, code, (node) => {
    if ((node.type === 'Identifier' && !isMemberName(node)) || node.type === 'JSXIdentifier') {
      taken.add(node.name);
    }
  });
  for (let scope: Scope.Scope | null = source.getScope(code); scope; scope = scope.upper) {
    scope.variables.forEach(({ name, defs }) => defs.length > 0 && taken.add(name));
  }
  let name = wanted;
  for (let number = 2; taken.has(name); number++) {
    name = `${wanted}${number}`;
  }
  return name;
}

function isMemberName(node: TSESTree.Identifier): boolean {
  const { parent } = node;
  return (
    (parent.type === 'MemberExpression' && parent.property === node && !parent.computed) ||
    (parent.type === 'Property' && parent.key === node && !parent.computed && !parent.shorthand)
  );
}

/** The variable that a name stands for at a place. */
export function variableAt(source: SourceCode, place: TSESTree.Node, name: string): Scope.Variable | undefined {
  for (let scope: Scope.Scope | null = source.getScope(place); scope; scope = scope.upper) {
    const variable = scope.set.get(name);
    if (variable) {
      return variable;
    }
  }
  return undefined;
}
