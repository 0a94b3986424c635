// Copies of the consumer projects, with the packed packages and everything else that they name installed.
import { execFile } from 'node:child_process';
import { copyFileSync, cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ROOT } from './packages.mjs';

const run = promisify(execFile);

/**
 * Copies a consumer into a directory and installs what it names.
 *
 * @param {string} name the folder below `fixtures/consumers`
 * @param {string} directory where the tarballs lie and the copy goes
 * @returns {Promise<string>} the copy
 * @throws Error with npm's output when it cannot be installed
 */
export async function installConsumer(name, directory) {
  const project = join(directory, name);
  cpSync(join(ROOT, 'fixtures/consumers', name), project, { recursive: true });
  const { dependencies = {}, devDependencies = {} } = JSON.parse(
    readFileSync(join(project, 'package.json'), 'utf8'),
  );
  for (const wanted of Object.values({ ...dependencies, ...devDependencies })) {
    if (wanted.startsWith('file:')) {
      const tarball = wanted.slice('file:'.length);
      copyFileSync(join(directory, tarball), join(project, tarball));
    }
  }
  try {
    await run('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', '--no-update-notifier'], { cwd: project });
  } catch (error) {
    throw new Error(`${name} cannot be installed:\n${error.stderr}`, { cause: error });
  }
  return project;
}
