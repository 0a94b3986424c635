import type { Export, Member, Method, ObjectType, Vocabulary } from '../vocabulary';
import { placeOf } from './place';

/** A function of another file that marks failures or emits metrics. */
export interface Helper {
  /** The module as imports write it; `*` stands for any text: `*observability`. */
  readonly module: string;
  /** The export, or a member of one: `recordFailure`, `observability.recordFailure`. */
  readonly name: string;
  readonly does: readonly ('mark' | 'emit')[];
  /** Counts only when its promise is awaited or returned. */
  readonly awaited?: boolean;
}

/** An export, or a member of one: a function, an object with members, or both. */
interface Named {
  readonly members: Map<string, Named>;
  method: Method | undefined;
}

/** What the helpers say that cannot be, with the place. */
export function helperProblems(helpers: readonly Helper[]): string[] {
  const seen = new Map<string, number>();
  return helpers.flatMap(({ module, name, awaited = false }, index) => {
    const key = JSON.stringify([module, name]);
    const first = seen.get(key) ?? index;
    seen.set(key, first);
    return (helpers[first]?.awaited ?? false) === awaited
      ? []
      : [`${placeOf(['helpers', index, 'awaited'])} is not what ${placeOf(['helpers', first])} says of the same function`];
  });
}

/** The helpers as a vocabulary; `a.b` is a member of an exported object. */
export function helperVocabulary(helpers: readonly Helper[]): Vocabulary {
  const modules = new Map<string, Named>();
  for (const { module, name, does, awaited } of helpers) {
    const named = name.split('.').reduce(memberOf, entryOf(modules, module));
    const known = named.method?.does ?? [];
    named.method = { does: [...new Set([...known, ...does])], ...(awaited !== undefined && { awaited }) };
  }
  const types = new Map<string, ObjectType>();
  const exportsOf = ({ members }: Named, module: string): Record<string, Export> =>
    Object.fromEntries([...members].map(([name, named]) => [name, exportFor(types, [module, name], named)]));
  return {
    modules: Object.fromEntries([...modules].map(([module, named]) => [module, exportsOf(named, module)])),
    types: Object.fromEntries(types),
  };
}

function memberOf({ members }: Named, name: string): Named {
  return entryOf(members, name);
}

function entryOf(entries: Map<string, Named>, name: string): Named {
  const entry = entries.get(name) ?? { members: new Map<string, Named>(), method: undefined };
  entries.set(name, entry);
  return entry;
}

function exportFor(types: Map<string, ObjectType>, path: readonly string[], named: Named): Export {
  if (named.method === undefined) {
    return { value: typeFor(types, path, named) };
  }
  return { method: named.method, members: membersFor(types, path, named) };
}

function membersFor(types: Map<string, ObjectType>, path: readonly string[], { members }: Named): Record<string, Member> {
  return Object.fromEntries(
    [...members].map(([name, named]) => [name, named.method ?? { property: typeFor(types, [...path, name], named) }]),
  );
}

/** The type of an object that holds helpers. */
function typeFor(types: Map<string, ObjectType>, path: readonly string[], named: Named): string {
  const type = `helper ${JSON.stringify(path)}`;
  types.set(type, { members: membersFor(types, path, named) });
  return type;
}
