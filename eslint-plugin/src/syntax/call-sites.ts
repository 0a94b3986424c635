import type { TSESTree } from '@typescript-eslint/utils';
import type { FileModel } from './file-model';
import { functionOf, isFunction } from './functions';
import { walk } from './walk';

/** Finds the calls that lead to a function of a file. */
export class CallSites {
  readonly #file: FileModel;
  readonly #sites = new WeakMap<TSESTree.Program, Map<TSESTree.Node, TSESTree.CallExpression[]>>();

  constructor(file: FileModel) {
    this.#file = file;
  }

  /** The calls in the function's file that call it or are handed it. */
  of(fn: TSESTree.Node): readonly TSESTree.CallExpression[] {
    if (fn.parent?.type === 'CallExpression') {
      return [fn.parent];
    }
    const tree = this.#file.treeHolding(fn);
    const sites = this.#sites.get(tree) ?? this.#find(tree);
    this.#sites.set(tree, sites);
    return sites.get(fn) ?? [];
  }

  #find(tree: TSESTree.Program): Map<TSESTree.Node, TSESTree.CallExpression[]> {
    const sites = new Map<TSESTree.Node, TSESTree.CallExpression[]>();
    walk(this.#file, tree, (node) => {
      if (node.type !== 'CallExpression') {
        return;
      }
      for (const part of [node.callee, ...node.arguments]) {
        const called = isFunction(part) ? undefined : functionOf(this.#file, part);
        if (called) {
          sites.set(called, [...(sites.get(called) ?? []), node]);
        }
      }
    });
    return sites;
  }
}
