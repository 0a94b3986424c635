import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packable, ROOT } from '../../scripts/consumers/packages.mjs';

/** Every file that a package.json points at, in whatever nesting of conditions. */
function targets(value: unknown): string[] {
  if (typeof value === 'string') {
    return [value.replace(/^\.\//, '')];
  }
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(targets) : [];
}

/** Names that stand for many, by what they are. */
const kindOf = (path: string): string => path.replace(/[\w-]+(?=\.(?:d\.ts|js|md|html|txt)$)/, '*');

const CONTENTS: Record<string, readonly string[]> = {
  'eslint-plugin': ['dist/*.d.ts', 'dist/*.js', 'dist/audit/*.js', 'docs/*.md', 'docs/rules/*.md'],
  runtime: [
    'dist/bin/LICENSE.yaml.txt',
    'dist/bin/silent-failure-alarms.cjs',
    'dist/bundler/*.js',
    'dist/bundler/chunks/*.js',
    'dist/bundler/paths/*.js',
    'dist/cjs/*.d.ts',
    'dist/cjs/*.js',
    'dist/cjs/package.json',
    'dist/cjs/paths/*.d.ts',
    'dist/cjs/paths/*.js',
    'dist/esm/*.d.ts',
    'dist/esm/*.js',
    'dist/esm/paths/*.d.ts',
    'dist/esm/paths/*.js',
    'failure-paths.json',
    'failure-paths.schema.json',
  ],
};

const OF_EVERY_PACKAGE = ['LICENSE', '*.md', 'package.json'];

/** What npm runs on the machine of whoever installs a package, also from git. */
const INSTALL_SCRIPTS = ['preinstall', 'install', 'postinstall', 'preprepare', 'prepare', 'postprepare'];

describe.each(Object.keys(CONTENTS))('the package of %s', (workspace) => {
  const packed: string[] = packable(workspace).files.map(({ path }: { path: string }) => path);
  const manifest = JSON.parse(readFileSync(join(ROOT, workspace, 'package.json'), 'utf8')) as Record<string, unknown>;

  it('holds everything that its package.json points at', () => {
    const { main, types, exports, bin } = manifest;
    expect(packed).toEqual(expect.arrayContaining(targets({ main, types, exports, bin })));
  });

  it('holds what is meant to be published, and no more', () => {
    const kinds = new Set(packed.map((path) => (path.includes('LICENSE') ? path : kindOf(path))));
    expect([...kinds].sort()).toEqual([...OF_EVERY_PACKAGE, ...(CONTENTS[workspace] ?? [])].sort());
  });

  it('runs nothing when it is installed', () => {
    expect(Object.keys(manifest['scripts'] as object).filter((name) => INSTALL_SCRIPTS.includes(name))).toEqual([]);
    // npm would compile it.
    expect(packed).not.toContain('binding.gyp');
  });
});
