import type { TSESTree } from '@typescript-eslint/utils';
import type { CallSite } from './call-sites';
import { memberName, outermost } from './file-model';
import type { FileModel, FunctionNode } from './file-model';

/** A call that calls a value, or is handed it: as an argument, or in an object that is one. */
export interface PassedValue extends CallSite {
  /** The properties that lead to the value in the argument; none where it is the argument. */
  readonly path: readonly string[];
}

/** Where a file calls what a function's own code, or its name, stands for, and hands it on. */
export function sitesOfValue(file: FileModel, fn: TSESTree.Node): PassedValue[] {
  const followed = new Follower(file);
  followed.follow(fn, []);
  if (fn.type === 'FunctionDeclaration' && fn.id) {
    followed.bind(fn.id, []);
  }
  return followed.sites;
}

/** Where the code of a function calls what it is handed for a parameter, at a path of properties, and hands it on. */
export function sitesOfParameter(
  file: FileModel,
  into: FunctionNode,
  index: number,
  path: readonly string[] = [],
): PassedValue[] {
  const followed = new Follower(file);
  const parameter = into.params[index];
  if (parameter) {
    followed.bind(parameter, path);
  }
  return followed.sites;
}

/** Follows a value to the names that it is given in one function, and into and out of objects that hold it. */
class Follower {
  readonly sites: PassedValue[] = [];
  readonly #file: FileModel;
  readonly #bound = new Set<unknown>();

  constructor(file: FileModel) {
    this.#file = file;
  }

  /** What a pattern is given holds the value at the path. */
  bind(pattern: TSESTree.Node, path: readonly string[]): void {
    switch (pattern.type) {
      case 'AssignmentPattern':
        return this.bind(pattern.left, path);
      case 'Identifier': {
        const variable = this.#file.variableOf(pattern);
        if (variable && !this.#bound.has(variable)) {
          this.#bound.add(variable);
          for (const { identifier } of variable.references) {
            this.follow(identifier as TSESTree.Node, path);
          }
        }
        return;
      }
      case 'ObjectPattern': {
        const [name, ...rest] = path;
        for (const property of pattern.properties) {
          if (property.type === 'Property' && memberName(property) === name) {
            this.bind(property.value, rest);
          }
        }
      }
    }
  }

  /** What an expression gives holds the value at the path. */
  follow(expression: TSESTree.Node, path: readonly string[]): void {
    const use = outermost(expression);
    const { parent } = use;
    const [name, ...rest] = path;
    switch (parent?.type) {
      case 'CallExpression':
        if (parent.callee !== use) {
          this.sites.push({ call: parent, argument: use, path });
        } else if (name === undefined) {
          this.sites.push({ call: parent, argument: undefined, path });
        }
        return;
      case 'MemberExpression':
        if (parent.object === use && name !== undefined && memberName(parent) === name) {
          this.follow(parent, rest);
        }
        return;
      case 'Property': {
        const key = memberName(parent);
        if (parent.value === use && parent.parent.type === 'ObjectExpression' && key !== undefined) {
          this.follow(parent.parent, [key, ...path]);
        }
        return;
      }
      case 'VariableDeclarator':
        if (parent.init === use) {
          this.bind(parent.id, path);
        }
    }
  }
}
