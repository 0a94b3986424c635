import type { TSESTree } from '@typescript-eslint/utils';
import type { Scope } from '@typescript-eslint/utils/ts-eslint';

/** The variables of a file, by each identifier that stands for one. */
export function variablesByIdentifier(scopeManager: Scope.ScopeManager): ReadonlyMap<TSESTree.Node, Scope.Variable> {
  const variables = new Map<TSESTree.Node, Scope.Variable>();
  for (const scope of scopeManager.scopes) {
    for (const reference of scope.references) {
      if (reference.resolved) {
        variables.set(reference.identifier, reference.resolved);
      }
    }
    for (const variable of scope.variables) {
      for (const identifier of variable.identifiers) {
        variables.set(identifier, variable);
      }
    }
  }
  return variables;
}
