import type { TSESTree } from '@typescript-eslint/utils';
import type { Catalogue, Export, Member, Method } from './vocabulary';

/**
 * What an expression stands for: an object of a vocabulary's type (with the call that opened it, for a
 * subsegment), a class or function that gives one, a module, or `foreign`: bound to something else.
 */
export type Meaning =
  | { readonly is: 'object'; readonly type: string; readonly opened?: TSESTree.CallExpression | undefined }
  | { readonly is: 'export'; readonly export: Export }
  | { readonly is: 'module'; readonly module: string }
  | { readonly is: 'method'; readonly method: Method; readonly receiver: Meaning | undefined }
  | { readonly is: 'foreign' };

export const FOREIGN: Meaning = { is: 'foreign' };

/** What may stand for one of several things stands for the first that is known, and for nothing known when all are foreign. */
export function either(meanings: readonly (Meaning | undefined)[]): Meaning | undefined {
  const known = meanings.find((meaning) => meaning !== undefined && meaning.is !== 'foreign');
  if (known) {
    return known;
  }
  return meanings.length > 0 && meanings.every((meaning) => meaning?.is === 'foreign') ? FOREIGN : undefined;
}

/** The module, where the catalogue has it. */
export function moduleMeaning(catalogue: Catalogue, module: string): Meaning | undefined {
  return catalogue.hasModule(module) ? { is: 'module', module } : undefined;
}

/** What a module exports under a name; `*` is the module itself. */
export function importedMeaning(catalogue: Catalogue, module: string, name: string): Meaning | undefined {
  const found = catalogue.exportOf(module, name);
  return found ? exportMeaning(found) : name === '*' ? moduleMeaning(catalogue, module) : undefined;
}

export function exportMeaning(found: Export): Meaning {
  return found.value === undefined ? { is: 'export', export: found } : { is: 'object', type: found.value };
}

/** What a member of something stands for. */
export function memberMeaning(catalogue: Catalogue, meaning: Meaning | undefined, name: string): Meaning | undefined {
  if (meaning?.is === 'module') {
    return importedMeaning(catalogue, meaning.module, name);
  }
  if (meaning?.is === 'export' && meaning.export.members && Object.hasOwn(meaning.export.members, name)) {
    return asMember(meaning.export.members[name], meaning);
  }
  if (meaning?.is !== 'object') {
    return meaning?.is === 'foreign' ? FOREIGN : undefined;
  }
  return asMember(catalogue.memberOf(meaning.type, name), meaning);
}

/** What an annotation with the name of a class stands for: an object of it. */
export function asInstance(meaning: Meaning | undefined): Meaning | undefined {
  if (meaning?.is === 'export') {
    return meaning.export.instance === undefined
      ? undefined
      : { is: 'object', type: meaning.export.instance };
  }
  return meaning;
}

function asMember(member: Member | undefined, receiver: Meaning): Meaning {
  if (member === undefined) {
    return FOREIGN;
  }
  return 'property' in member ? { is: 'object', type: member.property } : { is: 'method', method: member, receiver };
}
