import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import nodePath from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { matchFailurePath } from '../../../eslint-plugin/src/rules/match-failure-path';
import { fileInContract } from '../../../eslint-plugin/src/rules/support/failure-path/contract-source';
import type { LintedCode } from '../../support/applied-suggestions';
import { LINTERS } from '../../support/rule-tester';

const metric = { namespace: 'Shop', name: 'Failures', dimensions: { Lambda: '{function_name}' } };
const load = { file: 'src/load.ts', mark: 'error', metric };
const save = { file: 'src/save.ts', mark: 'fault', metric };
const MISSING_LOAD = expect.stringContaining('this file opens the subsegment `load`, and it does not');
const MISSING_SAVE = expect.stringContaining('this file opens the subsegment `save`, and it does not');

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(nodePath.join(tmpdir(), 'contract-'));
});

afterEach(() => {
  rmSync(directory, { recursive: true });
});

function write(name: string, content: string | object): string {
  const path = nodePath.join(directory, name);
  mkdirSync(nodePath.dirname(path), { recursive: true });
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

describe.each(LINTERS)('the contract of match-failure-path, $major', ({ lintIn }) => {
  /** What is reported on a file that opens nothing. */
  const messages = ({ cwd = directory, ...file }: Partial<LintedCode> & { readonly cwd?: string }): string[] =>
    lintIn(cwd)(matchFailurePath, { filename: 'src/load.ts', code: 'export {};', ...file }).map(({ message }) => message);

  describe('where it comes from', () => {
    it('is given as the option', () => {
      expect(messages({ options: [{ contract: { load } }] })).toEqual([MISSING_LOAD]);
      expect(messages({ options: [{ contract: { save } }] })).toEqual([]);
    });

    it('is read from the file that the option names', () => {
      write('paths/contract.json', { load });
      expect(messages({ options: [{ contract: 'paths/contract.json' }] })).toEqual([MISSING_LOAD]);
    });

    it('is read from a file that is named in full', () => {
      const contract = write('contract.json', { load });
      expect(messages({ options: [{ contract }] })).toEqual([MISSING_LOAD]);
    });

    it('is read from a file that begins with a byte order mark and names its schema', () => {
      write('contract.json', `\uFEFF${JSON.stringify({ $schema: './failure-paths.schema.json', load })}`);
      expect(messages({ options: [{ contract: 'contract.json' }] })).toEqual([MISSING_LOAD]);
    });

    it('is given in the settings', () => {
      expect(messages({ settings: { 'silent-failure': { contract: { load } } } })).toEqual([MISSING_LOAD]);
    });

    it('is read from the file that the settings name', () => {
      write('contract.json', { load });
      expect(messages({ settings: { 'silent-failure': { contract: 'contract.json' } } })).toEqual([MISSING_LOAD]);
    });

    it('is that of the option where the settings have one too', () => {
      const settings = { 'silent-failure': { contract: { save } } };
      expect(messages({ options: [{ contract: { load } }], settings })).toEqual([MISSING_LOAD]);
    });

    it('may be another one for another working directory', () => {
      write('one/contract.json', { load });
      write('two/contract.json', { save });
      const options = [{ contract: 'contract.json' }];
      expect(messages({ cwd: nodePath.join(directory, 'one'), options })).toEqual([MISSING_LOAD]);
      expect(messages({ cwd: nodePath.join(directory, 'two'), options })).toEqual([]);
    });
  });

  describe('what its files are relative to', () => {
    it('is the working directory', () => {
      const options = [{ contract: { load } }];
      expect(messages({ filename: nodePath.join(directory, 'src/load.ts'), options })).toEqual([MISSING_LOAD]);
      expect(messages({ filename: 'lib/src/load.ts', options })).toEqual([]);
    });

    it('is the root, where one is given, and so is the file of the option', () => {
      write('lib/contract.json', { load });
      const options = [{ contract: 'contract.json', root: 'lib' }];
      expect(messages({ filename: 'lib/src/load.ts', options })).toEqual([MISSING_LOAD]);
      expect(messages({ filename: 'src/load.ts', options })).toEqual([]);
    });

    it('is a root that is given in full', () => {
      const options = [{ contract: { load }, root: nodePath.join(directory, 'lib') }];
      expect(messages({ filename: 'lib/src/load.ts', options })).toEqual([MISSING_LOAD]);
    });

    it('is a root around the working directory', () => {
      const cwd = nodePath.join(directory, 'src');
      expect(messages({ cwd, filename: 'load.ts', options: [{ contract: { load }, root: '..' }] })).toEqual([MISSING_LOAD]);
    });

    it('is the root for a contract in the settings too, whose file is relative to the working directory', () => {
      write('contract.json', { load });
      const settings = { 'silent-failure': { contract: 'contract.json' } };
      expect(messages({ filename: 'lib/src/load.ts', options: [{ root: 'lib' }], settings })).toEqual([MISSING_LOAD]);
    });

    it('may be written with `.` and `..`', () => {
      expect(messages({ options: [{ contract: { load: { ...load, file: './lib/../src/load.ts' } } }] })).toEqual([MISSING_LOAD]);
    });
  });

  describe('when it changes while ESLint runs on', () => {
    const options = [{ contract: 'contract.json' }];

    it('is read again', () => {
      write('contract.json', { load });
      expect(messages({ options })).toEqual([MISSING_LOAD]);
      write('contract.json', { save });
      expect(messages({ options })).toEqual([]);
      expect(messages({ filename: 'src/save.ts', options })).toEqual([MISSING_SAVE]);
    });

    it('is an error from when it is broken until it is put right', () => {
      write('contract.json', { load });
      expect(messages({ options })).toEqual([MISSING_LOAD]);
      write('contract.json', '{');
      expect(() => messages({ options })).toThrow('contract.json: is no JSON');
      write('contract.json', { load });
      expect(messages({ options })).toEqual([MISSING_LOAD]);
    });

    it('is an error once it is gone', () => {
      const path = write('contract.json', { load });
      expect(messages({ options })).toEqual([MISSING_LOAD]);
      rmSync(path);
      expect(() => messages({ options })).toThrow('cannot read');
    });
  });

  describe('is an error that names the place, before the file is looked at', () => {
    it('without any contract', () => {
      const expected =
        "match-failure-path needs a contract: give it its option `contract`, or set settings['silent-failure'].contract";
      expect(() => messages({})).toThrow(expected);
      expect(() => messages({ options: [{ root: 'lib' }] })).toThrow(expected);
      expect(() => messages({ settings: { 'silent-failure': {} } })).toThrow(expected);
    });

    it('when the file of the option does not exist', () => {
      const path = nodePath.join(directory, 'none.json');
      expect(() => messages({ options: [{ contract: 'none.json' }] })).toThrow(
        `option \`contract\` of match-failure-path: cannot read ${path}: ENOENT`,
      );
    });

    it('when the file of the settings does not exist', () => {
      const path = nodePath.join(directory, 'none.json');
      expect(() => messages({ settings: { 'silent-failure': { contract: 'none.json' } } })).toThrow(
        `settings['silent-failure'].contract: cannot read ${path}: ENOENT`,
      );
    });

    it('when the file is a directory', () => {
      mkdirSync(nodePath.join(directory, 'contract.json'));
      expect(() => messages({ options: [{ contract: 'contract.json' }] })).toThrow(
        `option \`contract\` of match-failure-path: cannot read ${nodePath.join(directory, 'contract.json')}: EISDIR`,
      );
    });

    it('when the file holds no object', () => {
      const path = write('contract.json', '[]');
      expect(() => messages({ options: [{ contract: 'contract.json' }] })).toThrow(`${path}: must be an object`);
    });

    it('when the file holds a name twice', () => {
      const path = write('contract.json', `{\n"load": ${JSON.stringify(load)},\n"load": ${JSON.stringify(load)}\n}`);
      expect(() => messages({ options: [{ contract: 'contract.json' }] })).toThrow(
        `${path}: line 3: "load" stands twice in one object`,
      );
    });

    it('when the file holds a name that would replace the prototype', () => {
      const path = write('contract.json', `{ "__proto__": ${JSON.stringify(load)} }`);
      expect(() => messages({ options: [{ contract: 'contract.json' }] })).toThrow(
        `${path}: "__proto__": is not a name that X-Ray takes for a subsegment`,
      );
    });

    it('when the object of the option is not valid, for every place', () => {
      const contract = { load: { ...load, mark: 'warning' }, save: { mark: 'fault', metric } };
      expect(() => messages({ options: [{ contract }] })).toThrow(
        'option `contract` of match-failure-path: load.mark: must be error or fault, is "warning"\n' +
          'option `contract` of match-failure-path: save.file: is missing',
      );
    });

    it('when the object of the settings is not valid', () => {
      expect(() => messages({ settings: { 'silent-failure': { contract: { load: 1 } } } })).toThrow(
        "settings['silent-failure'].contract: load: must be an object, is 1",
      );
    });

    it('when the settings hold something else', () => {
      expect(() => messages({ settings: { 'silent-failure': { contract: 1 } } })).toThrow(
        "settings['silent-failure'].contract must be string,object",
      );
    });

    it('in files too that the contract would not list', () => {
      expect(() => messages({ filename: 'elsewhere.ts', code: '', options: [{ contract: { load: 1 } }] })).toThrow(
        'option `contract` of match-failure-path: load: must be an object, is 1',
      );
    });

    it('when the option is neither an object nor the name of a file', () => {
      expect(() => messages({ options: [{ contract: 1 }] })).toThrow(/(must|should) be (an )?object/);
      expect(() => messages({ options: [{ contract: [load] }] })).toThrow(/(must|should) be (an )?object/);
    });
  });
});

// ESLint 8 checks options where it reads configuration files, not in its linter.
describe.each(LINTERS.filter(({ major }) => major !== 'ESLint 8'))('the options of match-failure-path, $major', ({ lintIn }) => {
  const linting = (options: object) => () =>
    lintIn(directory)(matchFailurePath, { filename: 'src/load.ts', code: '', options: [options] });

  it('are only those that it knows', () => {
    expect(linting({ contract: { load }, file: 'src/load.ts' })).toThrow(/Unexpected property "file"/);
  });

  it('name a file', () => {
    expect(linting({ contract: '' })).toThrow(/should be object/);
  });

  it('have a root that is text', () => {
    expect(linting({ contract: { load }, root: ['lib'] })).toThrow(/should be string/);
  });
});

describe('a file as the contract writes it', () => {
  it('has forward slashes on Windows', () => {
    expect(fileInContract(nodePath.win32, 'C:\\shop', 'C:\\shop\\src\\load.ts')).toBe('src/load.ts');
  });

  it('keeps a backslash elsewhere, where it is part of a name', () => {
    expect(fileInContract(nodePath.posix, '/shop', '/shop/src/lo\\ad.ts')).toBe('src/lo\\ad.ts');
  });

  it('leads out of the root for files around it', () => {
    expect(fileInContract(nodePath.posix, '/shop/lib', '/shop/src/load.ts')).toBe('../src/load.ts');
  });
});
