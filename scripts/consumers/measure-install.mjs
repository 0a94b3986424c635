// What each package brings into a project: its tarball, and an installation without peers, which projects have anyway.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packInto } from './packages.mjs';
import { textTable } from './table.mjs';

const directory = mkdtempSync(join(tmpdir(), 'silent-failure-install-'));
try {
  const rows = packInto(directory).map((packed) => {
    const { packages, bytes } = installed(packed, directory);
    return [packed.name, kilobytes(packed.size), kilobytes(packed.unpackedSize), String(packages - 1), kilobytes(bytes)];
  });
  console.log(textTable([['package', 'tarball', 'unpacked', 'dependencies', 'installed with them'], ...rows]));
} finally {
  rmSync(directory, { recursive: true });
}

function installed({ name, filename }, tarballs) {
  const project = join(tarballs, name.replace('/', '-'));
  mkdirSync(project);
  writeFileSync(
    join(project, 'package.json'),
    JSON.stringify({ private: true, dependencies: { [name]: `file:${join(tarballs, filename)}` } }),
  );
  const options = ['--omit=peer', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'];
  execFileSync('npm', ['install', ...options], { cwd: project, stdio: ['ignore', 'ignore', 'inherit'] });
  const modules = join(project, 'node_modules');
  const files = readdirSync(modules, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const { packages } = JSON.parse(readFileSync(join(modules, '.package-lock.json'), 'utf8'));
  return {
    packages: Object.keys(packages).length,
    bytes: files.reduce((sum, { parentPath, name: file }) => sum + statSync(join(parentPath, file)).size, 0),
  };
}

function kilobytes(bytes) {
  return `${Math.round(bytes / 1000).toLocaleString('en')} kB`;
}
