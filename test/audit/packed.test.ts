import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { directoryWith, linkPackages, root, runAudit } from '../support/audit-program';

const CODE = 'export const load = () => read().catch((): number => 1);\n';
const PARSER = { '@typescript-eslint/parser': '@typescript-eslint/parser' };

let tarball: string;

beforeAll(() => {
  const folder = directoryWith({});
  const [name] = execFileSync('npm', ['pack', '--silent', '--pack-destination', folder], {
    cwd: join(root, 'eslint-plugin'),
    encoding: 'utf8',
  }).split('\n');
  tarball = join(folder, name ?? '');
});

/** A project with the packed plugin in it, and these packages and no others. */
function projectWith(packages: Readonly<Record<string, string>>, files: Readonly<Record<string, string>> = {}) {
  const cwd = directoryWith({ 'src/code.ts': CODE, 'node_modules/eslint-plugin-silent-failure/x': '', ...files });
  const plugin = join(cwd, 'node_modules/eslint-plugin-silent-failure');
  execFileSync('tar', ['xzf', tarball, '--strip-components=1', '-C', plugin]);
  linkPackages(cwd, { ajv: 'ajv', ...packages });
  const { bin } = JSON.parse(readFileSync(join(plugin, 'package.json'), 'utf8')) as { bin: Record<string, string> };
  return { cwd, bin: join(plugin, bin['eslint-plugin-silent-failure'] ?? '') };
}

describe('the packed program', () => {
  it.each([
    ['8.57', 'eslint-8'],
    ['9', 'eslint-9'],
    ['10', 'eslint'],
  ])('audits a project with ESLint %s', (_version, eslint) => {
    const { status, stdout, stderr } = runAudit(['src'], projectWith({ eslint, ...PARSER }));
    expect(stderr).toBe('');
    expect(stdout).toContain('code.ts\n  1:34    load  gives `1`\n');
    expect(stdout).toContain('src: 1 finding in 1 file\n');
    expect(status).toBe(1);
  });

  it('says that ESLint is not installed, and how to install it', () => {
    const project = projectWith(PARSER);
    expect(runAudit(['src'], project)).toEqual({
      status: 2,
      stdout: '',
      stderr: `eslint is not installed in ${join(project.cwd, 'src')}, which the audit needs: npm install --save-dev eslint\n`,
    });
  });

  it('says that the parser is not installed, and how to install it', () => {
    const { status, stderr } = runAudit(['src'], projectWith({ eslint: 'eslint' }));
    expect(stderr).toMatch(
      /^@typescript-eslint\/parser is not installed in .*: npm install --save-dev @typescript-eslint\/parser typescript\n$/,
    );
    expect(status).toBe(2);
  });

  it('says which ESLint is too old, and where it is', () => {
    const project = projectWith(PARSER, { 'node_modules/eslint/package.json': '{"name":"eslint","version":"8.56.0"}' });
    const { status, stderr } = runAudit(['src'], project);
    expect(stderr).toBe(
      `eslint 8.56.0 in ${join(project.cwd, 'node_modules/eslint')}: too old, the audit needs 8.57 or newer: npm install --save-dev eslint\n`,
    );
    expect(status).toBe(2);
  });

  it('says why a parser cannot be loaded', () => {
    const project = projectWith(
      { eslint: 'eslint' },
      {
        'node_modules/@typescript-eslint/parser/package.json': '{"version":"8.0.0","main":"index.js"}',
        'node_modules/@typescript-eslint/parser/index.js': "require('typescript');",
      },
    );
    const { status, stderr } = runAudit(['src'], project);
    expect(stderr).toMatch(/^@typescript-eslint\/parser 8\.0\.0 in .* cannot be loaded \(Cannot find module 'typescript'\): npm install/);
    expect(status).toBe(2);
  });
});
