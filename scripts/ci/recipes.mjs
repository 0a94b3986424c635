// The recipes for CI that the plugin's README gives.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { ROOT } from '../consumers/packages.mjs';

/**
 * A recipe as README has it: a block of YAML whose first line is a comment with the file's name.
 *
 * @param {string} file
 * @returns {{ text: string, content: object }}
 * @throws Error when README has no such block
 */
export function recipe(file) {
  const readme = readFileSync(join(ROOT, 'eslint-plugin/README.md'), 'utf8');
  const block = [...readme.matchAll(/```yaml\n(.*?)```/gs)].map(([, text]) => text).find((text) => text.startsWith(`# ${file}\n`));
  if (block === undefined) {
    throw new Error(`eslint-plugin/README.md has no recipe for ${file}`);
  }
  return { text: block, content: parse(block) };
}

/** The commands of a recipe's job that run ESLint; all others belong to the host. */
export function eslintCommands(commands) {
  return commands.filter((command) => command?.startsWith('npx eslint '));
}
