import type { TSESTree } from '@typescript-eslint/utils';
import type { Scope } from '@typescript-eslint/utils/ts-eslint';
import type { CallSites } from './call-sites';
import { memberName, outermost } from './file-model';
import type { FileModel } from './file-model';
import { enclosingUnit, functionOf, holderOf, isFunction } from './functions';
import { walk } from './walk';

/** A member that is asked of what a name holds. */
export interface MemberUse {
  readonly name: string;
  /** Where it is asked for; `undefined` where a pattern takes it out. */
  readonly node: TSESTree.MemberExpression | undefined;
}

/** Bounds the places that one value is followed to. */
const MAX_PLACES = 300;

/**
 * Finds what is done with a value wherever the file holds it: under the names that it is given, in fields and
 * object literals, as a parameter of functions that are handed it, as the result of functions that give it.
 */
export class Uses {
  readonly #file: FileModel;
  readonly #callSites: CallSites;
  readonly #membersOfNames = new Map<Scope.Variable, ReadonlyMap<string, readonly TSESTree.MemberExpression[]>>();
  readonly #reads = new WeakMap<TSESTree.Program, Map<TSESTree.Node, TSESTree.MemberExpression[]>>();

  constructor(file: FileModel, callSites: CallSites) {
    this.#file = file;
    this.#callSites = callSites;
  }

  /** The members that are asked of the value that a declared name or a parameter holds, or a member of either. */
  membersAskedOf(holder: TSESTree.Node): MemberUse[] {
    const found: MemberUse[] = [];
    const pending: TSESTree.Node[] = [];
    const bound = new Set<unknown>();

    const bind = (target: TSESTree.Node): void => {
      switch (target.type) {
        case 'Identifier': {
          const variable = this.#file.variableOf(target);
          if (variable && !bound.has(variable)) {
            bound.add(variable);
            pending.push(...variable.references.filter((use) => use.isRead()).map((use) => use.identifier as TSESTree.Node));
          }
          return;
        }
        case 'AssignmentPattern':
          return bind(target.left);
        case 'MemberExpression':
          pending.push(...this.#readsOf(holderOf(this.#file, target.object), memberName(target)));
          return;
        case 'ObjectPattern':
          for (const property of target.properties) {
            const taken = property.type === 'Property' ? memberName(property) : undefined;
            if (taken !== undefined) {
              found.push({ name: taken, node: undefined });
            }
          }
      }
    };

    if (holder.type === 'MemberExpression') {
      pending.push(...this.#sameMembers(holder));
    } else {
      bind(holder);
    }
    for (let places = 0; places < MAX_PLACES; places++) {
      const place = pending.pop();
      if (place === undefined) {
        break;
      }
      const use = outermost(place);
      const { parent } = use;
      switch (parent?.type) {
        case 'MemberExpression': {
          const member = parent.object === use ? memberName(parent) : undefined;
          if (member !== undefined) {
            found.push({ name: member, node: parent });
          }
          break;
        }
        case 'VariableDeclarator':
          bind(parent.id);
          break;
        case 'AssignmentExpression':
          if (parent.right === use) {
            bind(parent.left);
          }
          break;
        case 'AssignmentPattern':
          bind(parent.left);
          break;
        case 'PropertyDefinition':
          pending.push(...this.#readsOf(parent.parent.parent, memberName(parent)));
          break;
        case 'Property':
          if (parent.parent.type === 'ObjectExpression') {
            pending.push(...this.#readsOf(parent.parent, memberName(parent)));
            this.#patternsFor(parent.parent, memberName(parent)).forEach(bind);
          }
          break;
        case 'CallExpression':
          this.#parametersFor(parent, use).forEach(bind);
          break;
        case 'ArrowFunctionExpression':
        case 'ReturnStatement':
          pending.push(...this.#callsOf(enclosingUnit(use)));
      }
    }
    return found;
  }

  /** The places at which the same member of the same name is read. */
  #sameMembers(member: TSESTree.MemberExpression): readonly TSESTree.MemberExpression[] {
    const variable = this.#file.variableOf(member.object);
    const name = memberName(member);
    if (variable === undefined || name === undefined) {
      return [];
    }
    const known = this.#membersOfNames.get(variable) ?? membersByName(variable);
    this.#membersOfNames.set(variable, known);
    return known.get(name) ?? [];
  }

  /** Where a member of a class's instances, or of an object literal, is read. */
  #readsOf(holder: TSESTree.Node | undefined, name: string | undefined): TSESTree.MemberExpression[] {
    if (holder === undefined || name === undefined) {
      return [];
    }
    const tree = this.#file.treeHolding(holder);
    let reads = this.#reads.get(tree);
    if (reads === undefined) {
      reads = new Map();
      this.#reads.set(tree, reads);
      for (const member of memberExpressions(this.#file, tree)) {
        const read = holderOf(this.#file, member.object);
        if (read) {
          const others = reads.get(read) ?? [];
          others.push(member);
          reads.set(read, others);
        }
      }
    }
    return (reads.get(holder) ?? []).filter((member) => memberName(member) === name);
  }

  /** The patterns that take a property out of an object literal: the one it is destructured by, those of parameters. */
  #patternsFor(object: TSESTree.ObjectExpression, name: string | undefined): TSESTree.Node[] {
    const use = outermost(object);
    const { parent } = use;
    const patterns =
      parent?.type === 'VariableDeclarator'
        ? [parent.id]
        : parent?.type === 'CallExpression'
          ? this.#parametersFor(parent, use)
          : [];
    return patterns.flatMap((pattern) => {
      const target = pattern.type === 'AssignmentPattern' ? pattern.left : pattern;
      const properties = target.type === 'ObjectPattern' ? target.properties : [];
      return properties.flatMap((property) =>
        property.type === 'Property' && memberName(property) === name ? [property.value] : [],
      );
    });
  }

  /** The parameter of a function of the file that a call hands an argument in for. */
  #parametersFor(call: TSESTree.CallExpression, argument: TSESTree.Node): TSESTree.Node[] {
    const index = call.arguments.findIndex((candidate) => candidate === argument);
    const parameter = index < 0 ? undefined : functionOf(this.#file, call.callee)?.params[index];
    return parameter && parameter.type !== 'RestElement' ? [parameter] : [];
  }

  #callsOf(unit: TSESTree.Node): TSESTree.CallExpression[] {
    return isFunction(unit)
      ? this.#callSites.of(unit).filter((call) => functionOf(this.#file, call.callee) === unit)
      : [];
  }
}

/** The members of a name that are read, by the member's name. */
function membersByName(variable: Scope.Variable): Map<string, TSESTree.MemberExpression[]> {
  const found = new Map<string, TSESTree.MemberExpression[]>();
  for (const { identifier } of variable.references) {
    const use = outermost(identifier as TSESTree.Node);
    const member = use.parent?.type === 'MemberExpression' && use.parent.object === use ? use.parent : undefined;
    const name = member && memberName(member);
    if (member && name !== undefined) {
      const others = found.get(name) ?? [];
      others.push(member);
      found.set(name, others);
    }
  }
  return found;
}

function memberExpressions(file: FileModel, tree: TSESTree.Program): TSESTree.MemberExpression[] {
  const found: TSESTree.MemberExpression[] = [];
  walk(file, tree, (node) => {
    if (node.type === 'MemberExpression') {
      found.push(node);
    }
  });
  return found;
}
