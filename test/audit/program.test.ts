import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import manifest from '../../eslint-plugin/package.json';
import { directoryWith, runAudit, runInProject } from '../support/audit-program';

const SILENT = 'export async function load() {\n  try {\n    await read();\n  } catch {\n    return 1;\n  }\n}\n';
const CLEAN = 'export {};\n';

describe('the command line', () => {
  it('shows its help and its version', () => {
    const help = runAudit(['--help']);
    expect(help).toMatchObject({ status: 0, stderr: '' });
    expect(help.stdout).toContain('--format FORMAT     table, json, sarif, html, markdown');
    expect(runAudit(['--version'])).toEqual({ status: 0, stdout: `${manifest.version}\n`, stderr: '' });
  });

  it.each([
    ['no directory', [], 'Which directory?'],
    ['two directories', ['src', 'lib'], 'One directory, please; got src, lib'],
    ['a format that it does not know', ['src', '--format', 'xml'], '--format xml: is none of table, json, sarif, html, markdown'],
    ['an option without its value', ['src', '--config'], "Option '-c, --config <value>' argument missing"],
  ])('exits 2 with the usage: %s', (_case, args, message) => {
    const { status, stdout, stderr } = runAudit(args);
    expect(stderr.split('\n\n')[0]).toBe(message);
    expect(stderr).toContain('Usage:');
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  });

  it('writes the report to a file, in a folder that it makes, and the verdict to standard error', () => {
    const directory = directoryWith({ 'code.js': SILENT });
    const report = join(directory, 'reports/audit.json');
    const verdict = `${directory}: 1 finding in 1 file\n`;
    expect(runAudit([directory, '-f', 'json', '-o', report])).toEqual({ status: 1, stdout: '', stderr: verdict });
    expect(JSON.parse(readFileSync(report, 'utf8'))).toMatchObject({
      version: 1,
      files: 1,
      handlersByState: { silent: 1, instrumented: 0 },
      findings: [{ file: 'code.js', line: 4, column: 5, rule: 'require-instrumented-catch', relatedLines: [5] }],
    });
  });

  it('exits 2 when the report cannot be written', () => {
    const directory = directoryWith({ 'code.js': CLEAN, blocked: '' });
    expect(runAudit([directory, '-o', directory]).stderr).toBe(`${directory}: is a directory, the report needs a file\n`);
    const below = join(directory, 'blocked/report.txt');
    const { status, stderr } = runAudit([directory, '-o', below]);
    expect(stderr).toMatch(/blocked\/report\.txt: cannot write the report: /);
    expect(status).toBe(2);
  });

  it('counts files that it cannot read in every format, and tells of findings all the same', () => {
    const directory = directoryWith({ 'broken.ts': 'const = 1;\n', 'code.js': SILENT });
    const { status, stdout, stderr } = runAudit([directory, '-f', 'json']);
    expect(JSON.parse(stdout)).toMatchObject({ findings: [{ file: 'code.js' }], unread: [{ file: 'broken.ts', line: 1 }] });
    expect(stderr).toBe(`${directory}: 1 finding in 2 files, 1 file could not be read\n`);
    expect(status).toBe(1);
    expect(runAudit([directory, '-f', 'html']).stdout).toContain('<code>broken.ts:1</code>');
    expect(runAudit([directory, '-f', 'markdown']).stdout).toContain('| `broken.ts:1` |');
  });

});

describe('a contract', () => {
  const path = {
    file: 'src/code.js',
    mark: 'error',
    metric: { namespace: 'Shop', name: 'LoadFailure', dimensions: { Lambda: '{function_name}' } },
  };
  const contract = JSON.stringify({ load: path });

  it('is held against its files, named relative to the working directory', () => {
    const cwd = directoryWith({ 'src/code.js': CLEAN, 'failure-paths.json': contract });
    const { status, stdout } = runInProject(cwd, ['src', '--config', 'failure-paths.json']);
    expect(stdout).toContain('code.js\n  1:1     The contract says that this file opens the subsegment `load`');
    expect(status).toBe(1);
  });

  it('or to its own folder, or to the audited directory', () => {
    const beside = directoryWith({ 'shop/src/code.js': CLEAN, 'shop/failure-paths.json': contract });
    expect(runInProject(beside, ['shop/src', '-c', 'shop/failure-paths.json']).stdout).toContain('src: 1 finding');
    const apart = directoryWith({ 'shop/src/code.js': CLEAN, 'contracts/failure-paths.json': contract });
    expect(runInProject(apart, ['shop', '-c', 'contracts/failure-paths.json']).stdout).toContain('shop: 1 finding');
  });

  it.each([
    ['is not there', undefined, /^c\.json: cannot read the contract: ENOENT/],
    ['is no JSON', '{', /^c\.json: is no JSON: /],
    ['is not valid', JSON.stringify({ load: { ...path, mark: 'bad' } }), /^c\.json: load\.mark: must be error or fault, is "bad"\n$/],
    ['names a file that is not there', JSON.stringify({ load: { ...path, file: 'src/gone.js' } }), /^c\.json: load\.file: src\/gone\.js: no such file below \//],
    ['names files elsewhere', JSON.stringify({ load: { ...path, file: 'lib/code.js' } }), /^c\.json: none of its files, which are below \/.*, is in src\n$/],
  ])('exits 2 and names the place when it %s', (_case, text, message) => {
    const cwd = directoryWith({ 'src/code.js': CLEAN, 'lib/code.js': CLEAN, ...(text && { 'c.json': text }) });
    const { status, stdout, stderr } = runInProject(cwd, ['src', '--config', 'c.json']);
    expect(stderr).toMatch(message);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  });
});
