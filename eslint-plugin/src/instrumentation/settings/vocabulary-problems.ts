import type { Export, Member, Method, Vocabulary } from '../vocabulary';
import { placeOf } from './place';

type Place = readonly (string | number)[];

/** What vocabularies say that cannot be, with the place: types that nobody describes, and contradictions. */
export function vocabularyProblems(vocabularies: readonly Vocabulary[], others: readonly Vocabulary[]): string[] {
  const described = new Set([...others, ...vocabularies].flatMap(({ types }) => Object.keys(types)));
  const problems: string[] = [];
  const names = (place: Place, type: string | undefined): void => {
    if (type !== undefined && !described.has(type)) {
      problems.push(`${placeOf(place)} names the type ${JSON.stringify(type)}, which no vocabulary describes`);
    }
  };
  vocabularies.forEach(({ modules, types }, index) => {
    const root: Place = ['vocabularies', index];
    for (const [module, exports] of Object.entries(modules)) {
      for (const [name, found] of Object.entries(exports)) {
        checkExport([...root, 'modules', module, name], found);
      }
    }
    for (const [name, { members, sent }] of Object.entries(types)) {
      const place = [...root, 'types', name];
      checkMembers([...place, 'members'], members);
      checkMethod([...place, 'sent'], sent);
    }
  });
  return problems;

  function checkExport(place: Place, { instance, returns, value, method, members = {} }: Export): void {
    const kinds = Object.entries({ instance, returns, value, method }).flatMap(([kind, given]) => (given === undefined ? [] : [kind]));
    if (kinds.length > 1) {
      problems.push(`${placeOf(place)} is one thing only: ${kinds.map((kind) => `\`${kind}\``).join(' or ')}`);
    }
    names([...place, 'instance'], instance);
    names([...place, 'returns'], returns);
    names([...place, 'value'], value);
    checkMethod([...place, 'method'], method);
    checkMembers([...place, 'members'], members);
  }

  function checkMembers(place: Place, members: Readonly<Record<string, Member>>): void {
    for (const [name, member] of Object.entries(members)) {
      if (!('property' in member)) {
        checkMethod([...place, name], member);
        continue;
      }
      names([...place, name, 'property'], member.property);
      if (Object.keys(member).length > 1) {
        problems.push(`${placeOf([...place, name])} is a property or a method, not both`);
      }
    }
  }

  function checkMethod(place: Place, method: Method | undefined): void {
    names([...place, 'returns'], method?.returns);
    method?.callback?.parameters.forEach((type, index) => names([...place, 'callback', 'parameters', index], type));
  }
}
