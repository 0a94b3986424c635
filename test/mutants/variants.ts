import MagicString from 'magic-string';
import type { TSESTree } from '@typescript-eslint/types';
import type { Source } from './source';

/** A finding that a mutant must give. */
export interface Expectation {
  /** Without its namespace. */
  readonly rule: string;
  readonly messageId?: string;
  /** Where it begins, exactly: an offset in the correct file. */
  readonly at?: number;
  /** Where it has to begin within; without `at` and this anywhere in the file. */
  readonly within?: TSESTree.Node;
}

/** One way to change a correct file. */
export interface Change {
  /** What is changed. */
  readonly node: TSESTree.Node;
  edit(text: MagicString): void;
}

/** A change that makes the file wrong. */
export interface Fault extends Change {
  /** All of these must be found. */
  readonly expected: readonly Expectation[];
}

/** A way to make a handler wrong, wherever it does so. */
export interface Mutation {
  readonly name: string;
  faults(source: Source): Iterable<Fault>;
}

/** A way to write the same thing differently. */
export interface Rewrite {
  readonly name: string;
  changes(source: Source): Iterable<Change>;
}

/** A changed file. */
export interface Variant {
  /** The mutation's or rewrite's name, and the place. */
  readonly title: string;
  readonly source: Source;
  readonly text: string;
  /** Offsets of the changed text; an `at` has an end that is its start. */
  readonly expected: readonly PlacedExpectation[];
}

export interface PlacedExpectation {
  readonly rule: string;
  readonly messageId: string | undefined;
  readonly from: number;
  readonly to: number;
}

/** Applies a change. */
export function variantOf(name: string, source: Source, change: Change & { expected?: readonly Expectation[] }): Variant {
  const text = new MagicString(source.text);
  change.edit(text);
  const placed = (offset: number) => (offset === 0 ? 0 : text.slice(0, offset).length);
  return {
    title: `${name} (${source.name}:${change.node.loc.start.line})`,
    source,
    text: text.toString(),
    expected: (change.expected ?? []).map(({ rule, messageId, at, within }) => ({
      rule,
      messageId,
      from: placed(at ?? within?.range[0] ?? 0),
      to: at === undefined ? (within ? placed(within.range[1]) : Number.POSITIVE_INFINITY) : placed(at),
    })),
  };
}
