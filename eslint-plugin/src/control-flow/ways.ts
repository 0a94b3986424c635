import type { TSESTree } from '@typescript-eslint/utils';
import { ALL_FACTS, compose, meet, UNCHANGED } from './completions';
import type { Completion, Facts } from './completions';

/**
 * How a piece of code can complete, in ECMAScript's terms: normally, by `return`, `throw`, `break` or
 * `continue`. An absent member means that it cannot complete so.
 * - `implicitThrow`: a call, `new`, `await` or `yield` that may throw, with what holds before it;
 * - `reject`: a `return` whose value is a rejected promise, which no surrounding `catch` sees;
 * - `implicitReject`: the same for the implicit throws of code whose promise is returned;
 * - `exit`: the process ends, `finally` blocks are not run.
 */
export interface Ways {
  readonly normal?: Completion | undefined;
  readonly return?: Completion | undefined;
  readonly reject?: Completion | undefined;
  readonly throw?: Completion | undefined;
  readonly implicitThrow?: Completion | undefined;
  readonly implicitReject?: Completion | undefined;
  readonly exit?: Completion | undefined;
  /** `break` and `continue`, by kind and label. */
  readonly jumps?: ReadonlyMap<string, Completion> | undefined;
  readonly touches?: Touches | undefined;
}

/** The nodes that may be the first to meet a fact that holds before this code, by the fact's bit. */
export type Touches = ReadonlyMap<Facts, Touch>;

export interface Touch {
  /** Gains the fact anew. */
  readonly gain?: TSESTree.Node;
  /** Relies on the fact not holding yet. */
  readonly use?: TSESTree.Node;
}

export const NOTHING_HAPPENS: Ways = { normal: UNCHANGED };

/** Either piece of code may be the one that runs. */
export function either(first: Ways, second: Ways): Ways {
  if (first === second) {
    return first;
  }
  return {
    normal: meet(first.normal, second.normal),
    return: meet(first.return, second.return),
    reject: meet(first.reject, second.reject),
    throw: meet(first.throw, second.throw),
    implicitThrow: meet(first.implicitThrow, second.implicitThrow),
    implicitReject: meet(first.implicitReject, second.implicitReject),
    exit: meet(first.exit, second.exit),
    jumps: meetJumps(first.jumps, second.jumps),
    touches: mergeTouches(first.touches, second.touches, ALL_FACTS),
  };
}

/** Every way of `ways`, entered through `before`. */
export function after(before: Completion, ways: Ways): Ways {
  if (before === UNCHANGED) {
    return ways;
  }
  const through = (way: Completion | undefined) => way && compose(before, way);
  return {
    normal: through(ways.normal),
    return: through(ways.return),
    reject: through(ways.reject),
    throw: through(ways.throw),
    implicitThrow: through(ways.implicitThrow),
    implicitReject: through(ways.implicitReject),
    exit: through(ways.exit),
    jumps: mapJumps(ways.jumps, (jump) => compose(before, jump)),
    touches: mergeTouches(undefined, ways.touches, before.mayKeep & ~before.gain),
  };
}

/** `second` once `first` has completed normally. */
export function sequence(first: Ways, second: Ways): Ways {
  if (first === NOTHING_HAPPENS) {
    return second;
  }
  if (second === NOTHING_HAPPENS || first.normal === undefined) {
    return first;
  }
  return either({ ...first, normal: undefined }, after(first.normal, second));
}

/** The ways without what they lose, and without telling which nodes touch them. */
export function keepingAll(ways: Ways): Ways {
  const keep = (way: Completion | undefined) => way && { ...way, keep: ALL_FACTS, mayKeep: ALL_FACTS };
  return {
    normal: keep(ways.normal),
    return: keep(ways.return),
    reject: keep(ways.reject),
    throw: keep(ways.throw),
    implicitThrow: keep(ways.implicitThrow),
    implicitReject: keep(ways.implicitReject),
    exit: keep(ways.exit),
    jumps: mapJumps(ways.jumps, keep),
  };
}

/** The ways with another normal completion. */
export function withNormal(ways: Ways, normal: Completion | undefined): Ways {
  return { ...ways, normal };
}

/** The ways of a promise that is awaited: its failure is thrown. */
export function asAwaited(ways: Ways): Ways {
  return {
    ...ways,
    throw: meet(ways.throw, ways.reject),
    reject: undefined,
    implicitThrow: meet(ways.implicitThrow, ways.implicitReject),
    implicitReject: undefined,
  };
}

/** The ways of a promise that is returned: no surrounding `catch` sees it fail. */
export function asReturned(ways: Ways): Ways {
  return {
    ...ways,
    throw: undefined,
    reject: meet(ways.throw, ways.reject),
    implicitThrow: undefined,
    implicitReject: meet(ways.implicitThrow, ways.implicitReject),
  };
}

/** Takes jumps out of the ways: what is left, and their meet. */
export function takeJumps(ways: Ways, taken: readonly string[]): { rest: Ways; jump: Completion | undefined } {
  if (ways.jumps === undefined) {
    return { rest: ways, jump: undefined };
  }
  let jump: Completion | undefined;
  const left = new Map(ways.jumps);
  for (const key of taken) {
    jump = meet(jump, left.get(key));
    left.delete(key);
  }
  const inside = jump && { ...jump, exits: undefined };
  return { rest: { ...ways, jumps: left.size > 0 ? left : undefined }, jump: inside };
}

/** Every completion of `ways`, the end of the process aside, goes through `finalizer`. */
export function throughFinally(ways: Ways, finalizer: Ways): Ways {
  const ran = finalizer.normal;
  let entered: Completion | undefined;
  const enter = (way: Completion | undefined): Completion | undefined => {
    entered = meet(entered, way);
    return way && ran && { ...compose(way, ran), exits: way.exits };
  };
  const result: Ways = {
    normal: enter(ways.normal),
    return: enter(ways.return),
    reject: enter(ways.reject),
    throw: enter(ways.throw),
    implicitThrow: enter(ways.implicitThrow),
    implicitReject: enter(ways.implicitReject),
    exit: ways.exit,
    jumps: mapJumps(ways.jumps, enter),
    touches: ways.touches,
  };
  return entered === undefined ? result : either(result, after(entered, withNormal(finalizer, undefined)));
}

/** How the ways complete, the end of the process aside. */
export function completionsOf(ways: Ways): Completion[] {
  const { normal, return: returned, reject, throw: thrown, implicitThrow, implicitReject, jumps } = ways;
  return [normal, returned, reject, thrown, implicitThrow, implicitReject, ...(jumps?.values() ?? [])].filter(
    (way) => way !== undefined,
  );
}

/** The facts that `next` touches although they may be held already, with the nodes that do. */
export function touchedAgain(before: Completion | undefined, next: Ways): [Facts, Touch][] {
  const held = before?.mayGain ?? 0;
  return next.touches === undefined || held === 0 ? [] : [...next.touches].filter(([fact]) => fact & held);
}

function mergeTouches(first: Touches | undefined, second: Touches | undefined, through: Facts): Touches | undefined {
  if (second === undefined) {
    return first;
  }
  const touches = new Map(first);
  for (const [fact, touch] of second) {
    if (fact & through) {
      touches.set(fact, { ...touch, ...touches.get(fact) });
    }
  }
  return touches.size > 0 ? touches : undefined;
}

function mapJumps(
  jumps: Ways['jumps'],
  map: (jump: Completion) => Completion | undefined,
): ReadonlyMap<string, Completion> | undefined {
  if (jumps === undefined) {
    return undefined;
  }
  const mapped = new Map<string, Completion>();
  for (const [key, jump] of jumps) {
    const next = map(jump);
    if (next !== undefined) {
      mapped.set(key, next);
    }
  }
  return mapped.size > 0 ? mapped : undefined;
}

function meetJumps(first: Ways['jumps'], second: Ways['jumps']): Ways['jumps'] {
  if (first === undefined || second === undefined) {
    return first ?? second;
  }
  const jumps = new Map(first);
  for (const [key, jump] of second) {
    const met = meet(jumps.get(key), jump);
    if (met !== undefined) {
      jumps.set(key, met);
    }
  }
  return jumps;
}
