import type { TSESTree } from '@typescript-eslint/utils';
import type { Scope } from '@typescript-eslint/utils/ts-eslint';

/** The variables of a file, by the identifiers that stand for them; a scope is looked through when it is asked for. */
export class Variables {
  readonly #scopeManager: Scope.ScopeManager;
  #scopes: Map<TSESTree.Node, Scope.Scope[]> | undefined;
  readonly #byScope = new Map<Scope.Scope, ReadonlyMap<TSESTree.Node, Scope.Variable>>();
  readonly #known = new Map<TSESTree.Node, Scope.Variable | undefined>();

  constructor(scopeManager: Scope.ScopeManager) {
    this.#scopeManager = scopeManager;
  }

  /** The variable that an identifier stands for; `undefined` for globals that no file declares. */
  of(identifier: TSESTree.Node): Scope.Variable | undefined {
    if (!this.#known.has(identifier)) {
      this.#known.set(identifier, this.#find(identifier));
    }
    return this.#known.get(identifier);
  }

  /** The scopes that an identifier is in are those of the nodes around it. */
  #find(identifier: TSESTree.Node): Scope.Variable | undefined {
    this.#scopes ??= scopesByNode(this.#scopeManager);
    for (let node: TSESTree.Node | undefined = identifier; node; node = node.parent) {
      for (const scope of this.#scopes.get(node) ?? []) {
        const variable = this.#variablesIn(scope).get(identifier);
        if (variable) {
          return variable;
        }
      }
    }
    return undefined;
  }

  #variablesIn(scope: Scope.Scope): ReadonlyMap<TSESTree.Node, Scope.Variable> {
    const known = this.#byScope.get(scope);
    if (known) {
      return known;
    }
    const variables = variablesIn(scope);
    this.#byScope.set(scope, variables);
    return variables;
  }
}

function scopesByNode({ scopes }: Scope.ScopeManager): Map<TSESTree.Node, Scope.Scope[]> {
  const byNode = new Map<TSESTree.Node, Scope.Scope[]>();
  for (const scope of scopes) {
    const known = byNode.get(scope.block);
    if (known) {
      known.push(scope);
    } else {
      byNode.set(scope.block, [scope]);
    }
  }
  return byNode;
}

function variablesIn(scope: Scope.Scope): Map<TSESTree.Node, Scope.Variable> {
  const variables = new Map<TSESTree.Node, Scope.Variable>();
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
  return variables;
}
