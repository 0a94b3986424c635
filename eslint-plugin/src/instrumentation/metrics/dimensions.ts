import type { TSESTree } from '@typescript-eslint/utils';
import { entriesOf, textOf } from '../../syntax/activations';
import type { Activation, Entries } from '../../syntax/activations';
import type { FileModel } from '../../syntax/file-model';

/** What a file tells of the dimensions that a metric is sent with. */
export interface DimensionSet {
  /** The dimensions that it surely has; a value is `undefined` where the file does not tell. */
  readonly known: ReadonlyMap<string, string | undefined>;
  /** Dimensions that it has on some paths. */
  readonly perhaps: ReadonlySet<string>;
  /** Whether it has no others. */
  readonly areAll: boolean;
}

export const UNKNOWN: Entries = { known: new Map(), areAll: false };

/** The dimensions that an object literal gives; none without an argument. */
export function dimensionsIn(file: FileModel, node: TSESTree.Node | undefined, run: Activation | undefined): Entries {
  return node ? entriesOf(file, { node, in: run }) : { known: new Map(), areAll: true };
}

/** Dimensions while the calls that add and clear them are gone through, one by one. */
export class CollectedDimensions implements DimensionSet {
  readonly known = new Map<string, string | undefined>();
  readonly perhaps = new Set<string>();
  areAll = true;

  add(file: FileModel, entries: Entries, isSure: boolean): void {
    this.areAll &&= entries.areAll;
    for (const [name, value] of entries.known) {
      if (isSure) {
        this.known.set(name, value && textOf(file, value));
      } else if (this.known.has(name)) {
        this.known.set(name, undefined);
      } else {
        this.perhaps.add(name);
      }
    }
  }

  clear(isSure: boolean): void {
    const cleared = [...this.known.keys()];
    this.known.clear();
    if (isSure) {
      this.perhaps.clear();
      this.areAll = true;
    } else {
      cleared.forEach((name) => this.perhaps.add(name));
    }
  }

  get isEmpty(): boolean {
    return this.known.size === 0 && this.perhaps.size === 0 && this.areAll;
  }
}

/** What is sent with both; the later value counts. */
export function merged(first: DimensionSet, second: DimensionSet): DimensionSet {
  return {
    known: new Map([...first.known, ...second.known]),
    perhaps: new Set([...first.perhaps, ...second.perhaps]),
    areAll: first.areAll && second.areAll,
  };
}
