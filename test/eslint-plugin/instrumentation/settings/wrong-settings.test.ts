import { describe, expect, it } from 'vitest';
import { BUILT_IN, checkedSettings } from '../../../../eslint-plugin/src/instrumentation/settings/settings';
import { matchFailurePath } from '../../../../eslint-plugin/src/rules/match-failure-path';
import { requireInstrumentedCatch } from '../../../../eslint-plugin/src/rules/require-instrumented-catch';
import { LINTERS } from '../../../support/rule-tester';

/** The lines of the error that settings give, each without what all have in common. */
function problemsOf(settings: unknown): string[] {
  try {
    checkedSettings(settings);
    return [];
  } catch (error) {
    return (error as Error).message.split('\n').map((line) => line.replace("settings['silent-failure']", ''));
  }
}

const helper = { module: './observability', name: 'recordFailure', does: ['mark'] };
const vocabulary = { modules: {}, types: {} };
const modules = (exported: unknown) => ({ vocabularies: [{ modules: { './tracing': { open: exported } }, types: {} }] });
const types = (member: unknown) => ({ vocabularies: [{ modules: {}, types: { 'own.Span': { members: { 'add-error': member } } } }] });

describe('settings that are right', () => {
  it.each([
    ['none', undefined],
    ['nothing in them', {}],
    ['a contract by file name', { contract: 'failure-paths.json' }],
    ['a contract', { contract: { load: {} } }],
    ['helpers', { helpers: [helper, { ...helper, name: 'größe.$count', does: ['mark', 'emit'], awaited: true }] }],
    ['a helper twice', { helpers: [helper, { ...helper, does: ['emit'], awaited: false }] }],
    ['an empty vocabulary', { vocabularies: [vocabulary] }],
    ['a vocabulary that names a type of another', { vocabularies: [{ modules: { own: { Own: { instance: 'powertools.Tracer' } } }, types: {} }] }],
    ['all built-in vocabularies', { vocabularies: BUILT_IN }],
  ])('%s', (_name, settings) => {
    expect(problemsOf(settings)).toEqual([]);
  });
});

describe('each wrong setting is told once, with its place', () => {
  it.each([
    ['null', null, ' must be object'],
    ['a text', 'failure-paths.json', ' must be object'],
    ['a list', [], ' must be object'],
    ['an unknown setting', { helper: [] }, '.helper is not known here'],
    ['a contract that is a number', { contract: 1 }, '.contract must be string,object'],
    ['helpers that are no list', { helpers: helper }, '.helpers must be array'],
    ['a helper that is a name', { helpers: ['recordFailure'] }, '.helpers[0] must be object'],
    ['a helper without a module', { helpers: [helper, { name: 'a', does: ['mark'] }] }, '.helpers[1].module is missing'],
    ['a module without a name', { helpers: [{ ...helper, module: '' }] }, '.helpers[0].module must not be empty'],
    ['a key of a helper that is mistyped', { helpers: [{ ...helper, await: true }] }, '.helpers[0].await is not known here'],
    ['a call for a name', { helpers: [{ ...helper, name: 'record()' }] }, '.helpers[0].name must be a name, or names joined by dots'],
    ['a dot too many', { helpers: [{ ...helper, name: 'a..b' }] }, '.helpers[0].name must be a name, or names joined by dots'],
    ['a helper that does something else', { helpers: [{ ...helper, does: ['open'] }] }, '.helpers[0].does[0] must be one of "mark", "emit"'],
    ['a helper that does nothing', { helpers: [{ ...helper, does: [] }] }, '.helpers[0].does must not be empty'],
    ['a helper that does it twice', { helpers: [{ ...helper, does: ['mark', 'mark'] }] }, '.helpers[0].does must not name anything twice'],
    ['awaited as a text', { helpers: [{ ...helper, awaited: 'yes' }] }, '.helpers[0].awaited must be boolean'],
    ['one function awaited and not', { helpers: [helper, { ...helper, awaited: true }] }, '.helpers[1].awaited is not what .helpers[0] says of the same function'],
    ['a vocabulary without types', { vocabularies: [{ modules: {} }] }, '.vocabularies[0].types is missing'],
    ['an export that is two things', modules({ instance: 'powertools.Tracer', value: 'powertools.Tracer' }), '.vocabularies[0].modules["./tracing"].open is one thing only: `instance` or `value`'],
    ['an export of a type that is not there', modules({ value: 'powertools.Trace' }), '.vocabularies[0].modules["./tracing"].open.value names the type "powertools.Trace", which no vocabulary describes'],
    ['an action that is not there', modules({ method: { does: ['marks'] } }), '.vocabularies[0].modules["./tracing"].open.method.does[0] must be one of "open", "mark", "markInnermost", "markIfArgument", "emit", "close", "annotate", "access", "enter"'],
    ['a position before the first', modules({ method: { name: -1 } }), '.vocabularies[0].modules["./tracing"].open.method.name must be >= 0'],
    ['a callback at no position', modules({ method: { callback: { position: 'first', parameters: [] } } }), '.vocabularies[0].modules["./tracing"].open.method.callback.position must be a position, from 0, or "last"'],
    ['a callback that is handed no known type', modules({ method: { callback: { position: 1, parameters: ['own.Span'] } } }), '.vocabularies[0].modules["./tracing"].open.method.callback.parameters[0] names the type "own.Span", which no vocabulary describes'],
    ['a static member that gives no known type', modules({ instance: 'powertools.Tracer', members: { from: { returns: 'toString' } } }), '.vocabularies[0].modules["./tracing"].open.members.from.returns names the type "toString", which no vocabulary describes'],
    ['a member that is a property and a method', types({ property: 'own.Span', does: ['mark'] }), '.vocabularies[0].types["own.Span"].members["add-error"] is a property or a method, not both'],
    ['a property of a type that is not there', types({ property: 'constructor' }), '.vocabularies[0].types["own.Span"].members["add-error"].property names the type "constructor", which no vocabulary describes'],
    ['a slash and a tilde in a name', { vocabularies: [{ modules: { '@own/tra~cing': { 7: { instances: '' } } }, types: {} }] }, '.vocabularies[0].modules["@own/tra~cing"][7].instances is not known here'],
    ['sending what gives no known type', { vocabularies: [{ modules: {}, types: { 'own.Command': { members: {}, sent: { returns: 'own.Answer' } } } }] }, '.vocabularies[0].types["own.Command"].sent.returns names the type "own.Answer", which no vocabulary describes'],
  ])('%s', (_name, settings, problem) => {
    expect(problemsOf(settings)).toEqual([problem]);
  });

  it('all of them at once', () => {
    expect(problemsOf({ helpers: [{ module: 1, name: '1' }], contracts: '' })).toEqual([
      '.contracts is not known here',
      '.helpers[0].does is missing',
      '.helpers[0].module must be string',
      '.helpers[0].name must be a name, or names joined by dots',
    ]);
  });
});

describe('names that objects have anyway', () => {
  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])('%s stands for itself only', (name) => {
    const parsed = JSON.parse(`{
      "helpers": [{ "module": "${name}", "name": "${name}.${name}", "does": ["mark"] }],
      "vocabularies": [{ "modules": { "${name}": { "${name}": { "value": "${name}" } } },
                         "types": { "${name}": { "members": { "${name}": { "property": "${name}" } } } } }]
    }`) as unknown;
    expect(problemsOf(parsed)).toEqual([]);
  });

  it('are not found where nobody wrote them', () => {
    expect(problemsOf(modules({ value: '__proto__' }))).toEqual([
      '.vocabularies[0].modules["./tracing"].open.value names the type "__proto__", which no vocabulary describes',
    ]);
  });

  it('are not known settings', () => {
    expect(problemsOf(JSON.parse('{ "__proto__": { "helpers": [] } }'))).toEqual(['.__proto__ is not known here']);
    expect(problemsOf(JSON.parse('{ "constructor": [] }'))).toEqual(['.constructor is not known here']);
  });
});

describe('settings that lead back to themselves', () => {
  it('are told where they do not belong', () => {
    const settings: Record<string, unknown> = { helpers: [] };
    settings['vocabularies'] = [settings];
    expect(problemsOf(settings)).toEqual([
      '.vocabularies[0].modules is missing',
      '.vocabularies[0].types is missing',
      '.vocabularies[0].helpers is not known here',
      '.vocabularies[0].vocabularies is not known here',
    ]);
  });

  it('are told in a contract, too', () => {
    const contract: Record<string, unknown> = {};
    contract['load'] = { file: 'src/load.ts', mark: contract, metric: { namespace: 'A', name: 'B', dimensions: {} } };
    for (const { lintIn } of LINTERS) {
      const lint = () => lintIn(process.cwd())(matchFailurePath, { code: '', settings: { 'silent-failure': { contract } } });
      expect(lint).toThrow("settings['silent-failure'].contract: load.mark: must be error or fault");
    }
  });

  it('may be members that several types have', () => {
    const members = { span: { property: 'own.Span' } };
    expect(problemsOf({ vocabularies: [{ modules: {}, types: { 'own.Span': { members }, 'own.Tracer': { members } } }] })).toEqual([]);
  });
});

describe('names that are made to take long', () => {
  const long = 'a'.repeat(200_000);

  it('are told to be long', () => {
    expect(problemsOf({ helpers: [{ ...helper, name: `${long}!` }] })).toEqual([
      '.helpers[0].name must not have more than 200 characters',
    ]);
    expect(problemsOf({ helpers: [{ ...helper, name: `${'a.'.repeat(100_000)}a` }] })).toEqual([
      '.helpers[0].name must not have more than 200 characters',
    ]);
  });

  it('may have as many dots as fit', () => {
    const name = `${'a.'.repeat(99)}a`;
    const code = `import { a } from './observability';
export const load = (read) => read().catch((error) => ${name}(error));`;
    const settings = { 'silent-failure': { helpers: [{ ...helper, name, does: ['mark', 'emit'] }] } };
    const [{ lintIn }] = LINTERS as [(typeof LINTERS)[number]];
    expect(lintIn(process.cwd())(requireInstrumentedCatch, { code, settings })).toEqual([]);
  });

  it('match modules in one go', () => {
    const module = '*a'.repeat(5000);
    const code = `import { recordFailure } from '${long}b';
export async function load(read) {
  try { await read(); } catch (error) { recordFailure(error); }
}`;
    const settings = { 'silent-failure': { helpers: [{ module, name: 'recordFailure', does: ['mark', 'emit'] }] } };
    const [{ lintIn }] = LINTERS as [(typeof LINTERS)[number]];
    expect(lintIn(process.cwd())(requireInstrumentedCatch, { code, settings }).map(({ messageId }) => messageId)).toEqual(['missingBoth']);
    expect(lintIn(process.cwd())(requireInstrumentedCatch, { code: code.replace(`${long}b`, long), settings })).toEqual([]);
  });
});

describe('many settings', () => {
  it('of one module are all in force', () => {
    const helpers = Array.from({ length: 20_000 }, (_, index) => ({ module: './observability', name: `on.record${index}`, does: ['mark', 'emit'] }));
    const code = `import { on } from './observability';
export const load = (read) => read().catch((error) => on.record19999(error));
export const save = (write) => write().catch((error) => on.record20000(error));`;
    const [{ lintIn }] = LINTERS as [(typeof LINTERS)[number]];
    const found = lintIn(process.cwd())(requireInstrumentedCatch, { code, settings: { 'silent-failure': { helpers } } });
    expect(found.map(({ line, messageId }) => [line, messageId])).toEqual([[3, 'missingBoth']]);
  });
});

describe('names that would be expressions', () => {
  it('are compared letter by letter, and stars without going back', () => {
    const bombs = ['(a+)+$', '(?:a|a)*b', `${'*a'.repeat(60)}*b`, '[', '\\', '$^|.'];
    const settings = { 'silent-failure': { helpers: bombs.map((module) => ({ ...helper, module })) } };
    const code = `import { recordFailure } from '${'a'.repeat(20_000)}';
      export const load = (read) => { try { return read(); } catch (error) { recordFailure(error); return 1; } };`;
    for (const { lintIn } of LINTERS) {
      const found = lintIn(process.cwd())(requireInstrumentedCatch, { code, settings });
      expect(found.map(({ line, messageId }) => [line, messageId])).toEqual([[2, 'missingBoth']]);
    }
  });
});

describe('the check', () => {
  it('is made once for an object', () => {
    let reads = 0;
    const settings = {
      get helpers() {
        reads++;
        return [helper];
      },
    };
    checkedSettings(settings);
    const readsOfCheck = reads;
    expect(checkedSettings(settings)).toBe(settings);
    expect(reads).toBe(readsOfCheck);
    expect(readsOfCheck).toBeGreaterThan(0);
  });

  it('is made again for settings that were wrong', () => {
    const settings = { helpers: [{ ...helper, does: ['marks'] }] };
    expect(problemsOf(settings)).toEqual(problemsOf(settings));
    settings.helpers[0] = helper;
    expect(problemsOf(settings)).toEqual([]);
  });
});

describe.each(LINTERS)('a file under wrong settings, $major', ({ lintIn }) => {
  it.each([
    ['a file in which nothing is instrumented', 'export const a = 1;'],
    ['a file with failure handlers', 'export const load = (read) => { try { return read(); } catch { return 1; } };'],
    ['an empty file', ''],
  ])('%s', (_name, code) => {
    const settings = { 'silent-failure': { helpers: [{ ...helper, does: ['marks'] }] } };
    expect(() => lintIn(process.cwd())(requireInstrumentedCatch, { code, settings })).toThrow(
      `settings['silent-failure'].helpers[0].does[0] must be one of "mark", "emit"`,
    );
  });
});
