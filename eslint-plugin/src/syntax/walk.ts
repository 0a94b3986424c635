import type { TSESTree } from '@typescript-eslint/utils';
import type { FileModel } from './file-model';

/**
 * Visits the nodes below (and with) `root`, parents first, in source order.
 *
 * @param visit returns `false` to leave out what is below the node
 */
export function walk(
  file: Pick<FileModel, 'visitorKeys'>,
  root: TSESTree.Node,
  visit: (node: TSESTree.Node) => boolean | void,
): void {
  const pending: TSESTree.Node[] = [root];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (visit(node) === false) {
      continue;
    }
    const keys = file.visitorKeys[node.type] ?? [];
    for (let key = keys.length - 1; key >= 0; key--) {
      const child: unknown = node[keys[key] as keyof typeof node];
      const items = Array.isArray(child) ? child : [child];
      for (let item = items.length - 1; item >= 0; item--) {
        const next = items[item] as TSESTree.Node | null | undefined;
        if (typeof next?.type === 'string') {
          pending.push(next);
        }
      }
    }
  }
}

/** Gives every node its parent, as ESLint does for the file that it lints, and visits it. */
export function connect(
  file: Pick<FileModel, 'visitorKeys'>,
  root: TSESTree.Program,
  visit?: (node: TSESTree.Node) => void,
): void {
  walk(file, root, (node) => {
    visit?.(node);
    for (const key of file.visitorKeys[node.type] ?? []) {
      const child: unknown = node[key as keyof typeof node];
      for (const item of Array.isArray(child) ? child : [child]) {
        if (typeof (item as TSESTree.Node | null | undefined)?.type === 'string') {
          (item as { parent: TSESTree.Node }).parent = node;
        }
      }
    }
  });
  (root as { parent: unknown }).parent = null;
}

/** Whether the inner node is the outer one or stands in it. */
export function contains(outer: TSESTree.Node, inner: TSESTree.Node): boolean {
  return outer.range[0] <= inner.range[0] && inner.range[1] <= outer.range[1];
}
