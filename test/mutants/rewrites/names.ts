import { insertAfter, replace } from '../edits';
import { openings } from '../openings';
import type { Source } from '../source';
import type { Rewrite } from '../variants';

/** The name of a subsegment written otherwise, and still known from the file. */
export const names: readonly Rewrite[] = [
  named('the name as a template', (name) => `\`${name}\``),
  named('the name behind a cast', (name) => `('${name}' as const)`),
  named('the name by a constant', () => 'NAME', (name) => `const NAME = '${name}';`),
  named('the name by a constant of a constant', () => 'NAME', (name) => `const FIRST = '${name}';\nconst NAME = FIRST;`),
  named('the name by a member of an object', () => 'NAMES.first', (name) => `const NAMES = { first: '${name}' } as const;`),
  named('the name by a nested member of an object', () => 'NAMES.all.first', (name) => `const NAMES = { all: { first: '${name}' } } as const;`),
  named('the name by a member in brackets', () => "NAMES['first']", (name) => `const NAMES = { first: '${name}' } as const;`),
  named('the name by a destructured constant', () => 'first', (name) => `const { first } = { first: '${name}' } as const;`),
  named('the name by a static field', () => 'Names.first', (name) => `class Names { static readonly first = '${name}'; }`),
  named('the name by an element of an array', () => 'NAMES[0]', (name) => `const NAMES = ['${name}'] as const;`),
  named('the name by a frozen object', () => 'NAMES.first', (name) => `const NAMES = Object.freeze({ first: '${name}' } as const);`),
  named('the name put together from literals', (name) => `('${name.slice(0, 3)}' + '${name.slice(3)}' as '${name}')`),
];

function named(name: string, write: (name: string) => string, declare?: (name: string) => string): Rewrite {
  return {
    name,
    *changes(source) {
      for (const opening of openings(source)) {
        yield {
          node: opening.name,
          edit(text) {
            replace(text, opening.name, write(opening.text));
            const last = lastImport(source);
            if (declare && last) {
              insertAfter(source, text, last, declare(opening.text));
            }
          },
        };
      }
    },
  };
}

function lastImport(source: Source) {
  return source.nodes('ImportDeclaration').at(-1);
}
