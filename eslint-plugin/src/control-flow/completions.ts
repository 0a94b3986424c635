import type { TSESTree } from '@typescript-eslint/utils';

/**
 * A set of facts, one bit each (at most 31). What a bit means is up to the caller: the analysis only
 * knows that facts are gained and lost on the way.
 */
export type Facts = number;

/** Every fact at once; also what an unreachable way is taken to hold. */
export const ALL_FACTS: Facts = 0x7fff_ffff;

/**
 * What one kind of completion does to the facts that held before, over all ways that complete so.
 * `must` speaks of every way (`held after = gain | held before & keep`), `may` of at least one.
 */
export interface Completion {
  readonly gain: Facts;
  readonly keep: Facts;
  readonly mayGain: Facts;
  readonly mayKeep: Facts;
  /** Where the ways leave: one node, or the two completions that were met (see `exitLacking`). */
  readonly exits: TSESTree.Node | Met | undefined;
}

interface Met {
  readonly first: Completion;
  readonly second: Completion;
}

export const UNCHANGED: Completion = {
  gain: 0,
  keep: ALL_FACTS,
  mayGain: 0,
  mayKeep: ALL_FACTS,
  exits: undefined,
};

/** A completion that gains and loses facts; what is both lost and gained is held afterwards. */
export function change(gain: Facts, lose: Facts = 0): Completion {
  return { gain, keep: ALL_FACTS & ~lose, mayGain: gain, mayKeep: ALL_FACTS & ~lose, exits: undefined };
}

/** The same completion, leaving at `node`. */
export function leavingAt(completion: Completion, node: TSESTree.Node): Completion {
  return { ...completion, exits: node };
}

/** `second` after `first`. */
export function compose(first: Completion, second: Completion): Completion {
  if (first === UNCHANGED) {
    return second;
  }
  if (second === UNCHANGED) {
    return first.exits === undefined ? first : { ...first, exits: undefined };
  }
  return {
    gain: second.gain | (first.gain & second.keep),
    keep: first.keep & second.keep,
    mayGain: second.mayGain | (first.mayGain & second.mayKeep),
    mayKeep: first.mayKeep & second.mayKeep,
    exits: second.exits,
  };
}

/** Either way is possible: only what both hold is sure. */
export function meet(
  first: Completion | undefined,
  second: Completion | undefined,
): Completion | undefined {
  if (first === undefined || first === second) {
    return second;
  }
  if (second === undefined) {
    return first;
  }
  return {
    gain: first.gain & second.gain,
    keep: (first.gain | first.keep) & (second.gain | second.keep),
    mayGain: first.mayGain | second.mayGain,
    mayKeep: first.mayKeep | second.mayKeep,
    exits: mergeExits(first, second),
  };
}

/** The exit at which `fact` stands worst on the ways of this completion. */
export function exitLacking(completion: Completion, fact: Facts): TSESTree.Node | undefined {
  let { exits } = completion;
  while (exits !== undefined && !('type' in exits)) {
    const { first, second } = exits;
    exits = (standing(second, fact) < standing(first, fact) ? second : first).exits;
  }
  return exits;
}

function mergeExits(first: Completion, second: Completion): Completion['exits'] {
  const isSame = first.gain === second.gain && first.keep === second.keep;
  return isSame || first.exits === second.exits ? first.exits : { first, second };
}

/** How well a fact stands: 0 lost, 1 as before, 2 gained. */
function standing({ gain, keep }: Completion, fact: Facts): number {
  return gain & fact ? 2 : keep & fact ? 1 : 0;
}
