import type { TSESTree } from '@typescript-eslint/utils';
import type { FileModel } from './file-model';
import { functionOf, isFunction } from './functions';
import { walk } from './walk';

/** Finds the calls that lead to a function of a file. */
export class CallSites {
  readonly #file: FileModel;
  #sites: Map<TSESTree.Node, TSESTree.CallExpression[]> | undefined;

  constructor(file: FileModel) {
    this.#file = file;
  }

  /** The calls in the file that call the function or are handed it. */
  of(fn: TSESTree.Node): readonly TSESTree.CallExpression[] {
    if (fn.parent?.type === 'CallExpression') {
      return [fn.parent];
    }
    this.#sites ??= this.#find();
    return this.#sites.get(fn) ?? [];
  }

  #find(): Map<TSESTree.Node, TSESTree.CallExpression[]> {
    const sites = new Map<TSESTree.Node, TSESTree.CallExpression[]>();
    walk(this.#file, this.#file.ast, (node) => {
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
