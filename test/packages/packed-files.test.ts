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

describe.each(['eslint-plugin', 'runtime'])('the package of %s', (workspace) => {
  const packed: string[] = packable(workspace).files.map(({ path }: { path: string }) => path);
  const manifest = JSON.parse(readFileSync(join(ROOT, workspace, 'package.json'), 'utf8')) as Record<string, unknown>;

  it('holds everything that its package.json points at', () => {
    const { main, types, exports, bin } = manifest;
    expect(packed).toEqual(expect.arrayContaining(targets({ main, types, exports, bin })));
  });

  it('holds its licence and its README, and neither sources nor tests', () => {
    expect(packed).toEqual(expect.arrayContaining(['LICENSE', 'README.md']));
    expect(packed.filter((path) => /(^|\/)(src|test)\/|(?<!\.d)\.[cm]?ts$|\.map$/.test(path))).toEqual([]);
  });
});
