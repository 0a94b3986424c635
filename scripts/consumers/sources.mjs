// The code that every consumer lints: TypeScript, or the same with its types blanked out, so that everything stays
// at its line and column.
import { copyFileSync, cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import tsBlankSpace from 'ts-blank-space';
import { ROOT } from './packages.mjs';

const CODE = ['fixtures/consumers/handlers', 'fixtures/silent'].map((path) => join(ROOT, path));
const CONTRACT = 'fixtures/consumers/handlers/failure-paths.json';

/**
 * Puts code whose failures are recorded in another file into `helpers/` of a project.
 *
 * @param {string} project
 */
export function writeHelpers(project) {
  cpSync(join(ROOT, 'fixtures/consumers/helpers'), join(project, 'helpers'), { recursive: true });
}

/**
 * Puts the sources into `src/` of a project, and the contract beside it.
 *
 * @param {string} project
 * @param {'js' | 'ts'} language
 * @throws Error naming the file that holds syntax which types alone cannot be taken out of
 */
export function writeSources(project, language) {
  const target = join(project, 'src');
  mkdirSync(target, { recursive: true });
  copyFileSync(join(ROOT, CONTRACT), join(project, 'failure-paths.json'));
  for (const directory of CODE) {
    for (const name of readdirSync(directory).filter((file) => file.endsWith('.ts'))) {
      const text = readFileSync(join(directory, name), 'utf8');
      const written = language === 'ts' ? text : withoutTypes(text, join(directory, name));
      writeFileSync(join(target, `${basename(name, '.ts')}.${language}`), written);
    }
  }
}

function withoutTypes(text, file) {
  return tsBlankSpace(text, (node) => {
    throw new Error(`${file}: not only types: ${node.getText()}`);
  });
}
