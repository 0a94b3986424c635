import { closestMatch } from 'leven';

/** The name that differs least from `name`; `undefined` when none is near. */
export function nearestName(name: string, candidates: readonly string[]): string | undefined {
  return closestMatch(name, candidates, { maxDistance: Math.max(2, Math.floor(name.length / 3)) });
}
