import type { TSESTree } from '@typescript-eslint/utils';
import { isFunction } from '../../../syntax/functions';
import type { FileContext } from '../file-context';
import { combinedIn } from './iterations';
import { runSitesOf } from './run-sites';

const MAX_PLACES = 200;

/**
 * The `Promise.all(...)`, or its like, that combines the work that a node is part of with other work going on at
 * the same time. Work in a subsegment's callback has a context of its own and is with no other.
 */
export function concurrencyAround(context: FileContext, node: TSESTree.Node): TSESTree.CallExpression | undefined {
  const places: TSESTree.Node[] = [node];
  const seen = new Set<TSESTree.Node>();
  for (const place of places) {
    for (let { parent } = place; parent; { parent } = parent) {
      if (!isFunction(parent)) {
        continue;
      }
      if (seen.has(parent) || seen.size >= MAX_PLACES) {
        break;
      }
      seen.add(parent);
      for (const { call, as } of runSitesOf(context, parent)) {
        const combined = as === 'opening' ? undefined : combinedIn(context.file, call);
        if (combined && (as === 'iterating' || isOneOfSeveral(call, combined))) {
          return combined;
        }
        places.push(...(as === 'opening' ? [] : [call]));
      }
      break;
    }
  }
  return undefined;
}

/** Whether a call is not the only element of the list that is combined. */
function isOneOfSeveral(call: TSESTree.Node, { arguments: [list] }: TSESTree.CallExpression): boolean {
  return !(list?.type === 'ArrayExpression' && list.elements.length === 1 && list.elements[0] === call);
}
