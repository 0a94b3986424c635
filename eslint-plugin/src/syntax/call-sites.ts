import type { TSESTree } from '@typescript-eslint/utils';
import type { FileModel } from './file-model';
import { functionOf, isFunction } from './functions';
import { sitesOfParameter, sitesOfValue } from './passed-values';
import type { PassedValue } from './passed-values';
import { programFunctionOf } from './program-functions';
import { walk } from './walk';

/** A call that calls a function, or is handed it as an argument. */
export interface CallSite {
  readonly call: TSESTree.CallExpression;
  readonly argument: TSESTree.Node | undefined;
}

/** Finds the calls that lead to a function of a file. */
export class CallSites {
  readonly #file: FileModel;
  readonly #passedOn = new WeakMap<TSESTree.Node, readonly CallSite[]>();
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

  /** The same calls, with the argument as which they are handed it. */
  direct(fn: TSESTree.Node): readonly CallSite[] {
    return this.of(fn).map((call) => ({
      call,
      argument: call.arguments.find((argument) => functionOf(this.#file, argument) === fn),
    }));
  }

  /** Where functions in sight that are handed this one call it, and hand it on. */
  passedOn(fn: TSESTree.Node): readonly CallSite[] {
    const known = this.#passedOn.get(fn) ?? this.#passages(fn);
    this.#passedOn.set(fn, known);
    return known;
  }

  #passages(fn: TSESTree.Node): CallSite[] {
    const found: CallSite[] = [];
    const followed = new Set<TSESTree.Node>();
    const inObjects = sitesOfValue(this.#file, fn).filter(({ path }) => path.length > 0);
    const pending: PassedValue[] = [...this.direct(fn).map((site) => ({ ...site, path: [] })), ...inObjects];
    for (let site = pending.pop(); site; site = pending.pop()) {
      const { call, argument, path } = site;
      const index = call.arguments.indexOf(argument as TSESTree.CallExpressionArgument);
      const isKnownPlace = index >= 0 && call.arguments.slice(0, index).every(({ type }) => type !== 'SpreadElement');
      const into = isKnownPlace ? programFunctionOf(this.#file, call.callee) : undefined;
      const parameter = into?.params[index];
      if (into && parameter && !followed.has(parameter)) {
        followed.add(parameter);
        const sites = sitesOfParameter(this.#file, into, index, path);
        found.push(...sites.filter((passed) => passed.path.length === 0));
        pending.push(...sites);
      }
    }
    return found;
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
