/** The facts that a path has gained, one bit each. */
export type Facts = number;

/**
 * How paths leave a piece of code. As in the rules' own words: `implicit` is the throw of code of which
 * nothing is known; a `reject`, and a `lost` implicit one, is a promise's that is returned: no surrounding
 * `catch` sees it; `exit` ends the process. Jumps are `break label` and `continue label`.
 */
export type Leaving = string;

/** Every path out of a piece of code: with which facts it goes on, or leaves, and at which lines. */
export interface Paths {
  readonly normal: Set<Facts>;
  readonly left: Map<Leaving, Map<Facts, Set<number>>>;
}

export function going(...normal: Facts[]): Paths {
  return { normal: new Set(normal), left: new Map() };
}

export function leaving(how: Leaving, from: Iterable<Facts>, line: number): Paths {
  const paths = going();
  for (const facts of from) {
    leave(paths, how, facts, [line]);
  }
  return paths;
}

export function leave({ left }: Paths, how: Leaving, facts: Facts, lines: Iterable<number>): void {
  const sets = left.get(how) ?? new Map<Facts, Set<number>>();
  left.set(how, sets);
  const known = sets.get(facts) ?? new Set();
  sets.set(facts, known);
  for (const line of lines) {
    known.add(line);
  }
}

/** Adds the ways on which `more` leaves. */
export function addLeft(paths: Paths, more: Paths): void {
  for (const [how, sets] of more.left) {
    for (const [facts, lines] of sets) {
      leave(paths, how, facts, lines);
    }
  }
}

export function addAll(paths: Paths, more: Paths): void {
  for (const facts of more.normal) {
    paths.normal.add(facts);
  }
  addLeft(paths, more);
}

/** Takes the paths that leave in these ways out, and gives their facts. */
export function taken({ left }: Paths, ...ways: Leaving[]): Set<Facts> {
  const facts = new Set<Facts>();
  for (const way of ways) {
    for (const one of left.get(way)?.keys() ?? []) {
      facts.add(one);
    }
    left.delete(way);
  }
  return facts;
}

/** The paths of which `then` runs once `first` has gone on normally. */
export function chained(first: Paths, then: (from: Set<Facts>) => Paths): Paths {
  if (first.normal.size === 0) {
    return first;
  }
  const paths = then(first.normal);
  addLeft(paths, first);
  return paths;
}

export function mapped(facts: Iterable<Facts>, map: (facts: Facts) => Facts): Paths {
  return going(...[...facts].map(map));
}

export function sizeOf({ normal, left }: Paths): number {
  return [...left.values()].reduce((sum, sets) => sum + sets.size, normal.size);
}
