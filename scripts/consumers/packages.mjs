// Packs the plugin and the runtime as npm would publish them.
import { execFileSync } from 'node:child_process';
import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

const WORKSPACES = ['eslint-plugin', 'runtime'];

/**
 * What `npm pack` puts into a package, as npm lists it.
 *
 * @typedef {{ name: string, size: number, unpackedSize: number, files: { path: string }[], filename: string }} Packed
 */

/**
 * Packs both packages into a directory; the files are called what the consumers' `file:` dependencies say.
 *
 * @param {string} directory
 * @returns {Packed[]}
 */
export function packInto(directory) {
  return WORKSPACES.map((workspace) => {
    const [packed] = npmPack(workspace, ['--pack-destination', directory]);
    const filename = `${packed.name.replace('@', '').replace('/', '-')}.tgz`;
    renameSync(join(directory, packed.filename), join(directory, filename));
    return { ...packed, filename };
  });
}

/**
 * What would be packed, without writing anything.
 *
 * @param {string} workspace
 * @returns {Packed}
 */
export function packable(workspace) {
  return npmPack(workspace, ['--dry-run'])[0];
}

function npmPack(workspace, options) {
  const output = execFileSync('npm', ['pack', '--json', '--ignore-scripts', ...options], {
    cwd: join(ROOT, workspace),
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const packed = JSON.parse(output);
  // npm 12 lists packages by name, earlier ones in an array.
  return Array.isArray(packed) ? packed : Object.values(packed);
}
