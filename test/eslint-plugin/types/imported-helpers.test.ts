import * as parser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import silentFailure from '../../../eslint-plugin/src/index';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import {
  SYMBOL_FLAGS_ALIAS,
  SYMBOL_FLAGS_CLASS_OR_INTERFACE,
  TYPE_FLAGS_ANY_OR_UNKNOWN,
} from '../../../eslint-plugin/src/syntax/typed-program';
import { shown, TYPED_LINTING } from '../../support/typed-linting';
import { virtualProgram } from '../../support/virtual-program';

const OBSERVABILITY = `
import { Metrics } from '@aws-lambda-powertools/metrics';
import { Subsegment } from 'aws-xray-sdk-core';
export const metrics = new Metrics();
export declare const span: Subsegment;
`;
const PACKAGES = {
  '/app/src/observability.ts': OBSERVABILITY,
  '/app/node_modules/@aws-lambda-powertools/metrics/index.d.ts':
    'export declare class Metrics { addMetric(name: string, unit: string, value: number): void }',
  '/app/node_modules/aws-xray-sdk-core/index.d.ts':
    'export declare class Subsegment { addError(error: unknown): void; close(): void }',
};
const RECORD = `
import { metrics, span } from './observability';
export function record(error: unknown): void {
  span.addError(error);
  metrics.addMetric('Failed', 'Count', 1);
}
`;
const HANDLER = `
import { record } from './record';
declare function work(): Promise<void>;
export const run = () => work().catch((error) => record(error));
`;
const SILENT = ['4:33-4:38 require-instrumented-catch missingBoth'];

const [{ lint }] = TYPED_LINTING as [(typeof TYPED_LINTING)[number]];

function findings(files: Record<string, string>, links: Record<string, string> = {}): string[] {
  const all = { '/app/src/handler.ts': HANDLER, ...PACKAGES, ...files };
  const program = virtualProgram(all, links);
  return lint(all['/app/src/handler.ts'], '/app/src/handler.ts', { programs: [program] }).map(shown);
}

describe('where a helper is found', () => {
  it('a function that another file exports', () => {
    expect(findings({ '/app/src/record.ts': RECORD })).toEqual([]);
  });

  it('a function that does nothing', () => {
    expect(findings({ '/app/src/record.ts': 'export function record(error: unknown): void {}' })).toEqual(SILENT);
  });

  it('a logger, whose method is the handler', () => {
    const files = {
      '/app/src/handler.ts': HANDLER.replace('{ record }', '{ logger }').replace('(error) => record(error)', 'logger.error'),
    };
    expect(findings({ ...files, '/app/src/record.ts': `${RECORD} export const logger = { error: record };` })).toEqual([]);
    expect(
      findings({ ...files, '/app/src/record.ts': 'export declare const logger: { error(error: unknown): void };' }),
    ).toEqual(SILENT);
  });

  it('a constant, in place of the function', () => {
    expect(
      findings({
        '/app/src/record.ts': RECORD.replace('function record(error: unknown): void', 'const record = (error: unknown): void =>'),
      }),
    ).toEqual([]);
  });

  it('a name that is given another value later', () => {
    expect(
      findings({
        '/app/src/record.ts': `${RECORD.replace(
          'function record(error: unknown): void',
          'let record = (error: unknown): void =>',
        )}
        export function quieten() { record = () => undefined; }`,
      }),
    ).toEqual(SILENT);
  });

  it('a default export that is an object', () => {
    expect(
      findings({
        '/app/src/handler.ts': HANDLER.replace('{ record }', 'actions').replace('record(error)', 'actions.record(error)'),
        '/app/src/record.ts': `${RECORD} export default { record };`,
      }),
    ).toEqual([]);
  });

  it('import = require', () => {
    expect(
      findings({
        '/app/src/handler.ts': HANDLER.replace("{ record } from './record'", "actions = require('./record')").replace(
          'record(error)',
          'actions.record(error)',
        ),
        '/app/src/record.ts': RECORD,
      }),
    ).toEqual([]);
  });

  it('a static method', () => {
    expect(
      findings({
        '/app/src/handler.ts': HANDLER.replace('{ record }', '{ Actions }').replace('record(error)', 'Actions.record(error)'),
        '/app/src/record.ts': RECORD.replace('export function record', 'export class Actions { static record').concat('}'),
      }),
    ).toEqual([]);
  });

  it('a method of what a function of another file gives', () => {
    expect(
      findings({
        '/app/src/handler.ts': HANDLER.replace('{ record }', '{ actions }').replace('record(error)', 'actions().record(error)'),
        '/app/src/record.ts': RECORD.replace('export function record', 'class Actions { record').concat(
          '} export function actions() { return new Actions(); }',
        ),
      }),
    ).toEqual([]);
  });

  it('a method of an interface, which has no code', () => {
    expect(
      findings({
        '/app/src/handler.ts': HANDLER.replace('{ record }', '{ actions }').replace('record(error)', 'actions.record(error)'),
        '/app/src/record.ts': `${RECORD}
          interface Actions { record(error: unknown): void }
          export const actions: Actions = { record };`,
      }),
    ).toEqual(SILENT);
  });

  it('a member that is one of two functions', () => {
    expect(
      findings({
        '/app/src/handler.ts': HANDLER.replace('{ record }', '{ actions }').replace('record(error)', 'actions.record(error)'),
        '/app/src/record.ts': `${RECORD}
          class Loud { record(error: unknown) { record(error); } }
          class Quiet { record(error: unknown) {} }
          export declare const actions: Loud | Quiet;`,
      }),
    ).toEqual(SILENT);
  });

  it('JavaScript with module.exports', () => {
    expect(
      findings({
        '/app/src/handler.ts': HANDLER.replace("'./record'", "'./record.js'"),
        '/app/src/record.js': `
          const { metrics, span } = require('./observability');
          module.exports.record = (error) => {
            span.addError(error);
            metrics.addMetric('Failed', 'Count', 1);
          };`,
      }),
    ).toEqual([]);
  });

  it('a package of the same workspace', () => {
    expect(
      findings(
        {
          '/app/src/handler.ts': HANDLER.replace('./record', '@app/record'),
          '/app/packages/record/package.json': '{ "name": "@app/record", "types": "./src/index.ts" }',
          '/app/packages/record/src/index.ts': RECORD.replace('./observability', '../../../src/observability'),
        },
        { '/app/node_modules/@app/record': '/app/packages/record' },
      ),
    ).toEqual([]);
  });

  it('a package that is installed, whose code is not looked at', () => {
    expect(
      findings({
        '/app/src/handler.ts': HANDLER.replace('./record', 'record'),
        '/app/node_modules/record/index.ts': RECORD.replace('./observability', '../../src/observability'),
      }),
    ).toEqual(SILENT);
  });

  it('declarations without code', () => {
    expect(findings({ '/app/src/record.d.ts': 'export declare function record(error: unknown): void;' })).toEqual(SILENT);
  });

  it('a file that is no valid code', () => {
    expect(findings({ '/app/src/record.ts': `${RECORD} const = 1;` })).toEqual(SILENT);
  });

  it('files that import each other, and functions that call each other', () => {
    expect(
      findings({
        '/app/src/handler.ts': `${HANDLER} export function again(error: unknown, times: number): void {
          if (times > 0) { record(error, times - 1); }
        }`,
        '/app/src/record.ts': `import { again } from './handler';
          export function record(error: unknown, times = 3): void { again(error, times); }`,
      }),
    ).toEqual(SILENT);
  });

  it('code of the linted file that another file calls', () => {
    expect(
      findings({
        '/app/src/handler.ts': `${HANDLER} import { metrics, span } from './observability';
        export function again(error: unknown): void {
          span.addError(error);
          metrics.addMetric('Failed', 'Count', 1);
        }`,
        '/app/src/record.ts': `import { again } from './handler';
          export function record(error: unknown): void { again(error); }`,
      }),
    ).toEqual([]);
  });
});

describe('where a wrapper is found', () => {
  const handler = `
import { metrics } from './observability';
import { traced, tracer } from './traced';
declare function work(): Promise<void>;
export const run = () => traced(async () => {
  try { await work(); } catch (error) { tracer.addErrorAsMetadata(error); metrics.addMetric('Failed', 'Count', 1); }
});
`;
  const traced = `
import { Tracer } from '@aws-lambda-powertools/tracer';
export const tracer = new Tracer();
export const traced = (callback: () => Promise<void>) =>
  tracer.provider.captureAsyncFunc('load', async (opened) => { try { await callback(); } finally { opened?.close(); } });
`;
  const tracer = `
import { Subsegment } from 'aws-xray-sdk-core';
export declare class Tracer {
  provider: { captureAsyncFunc<T>(name: string, callback: (subsegment?: Subsegment) => T): T };
  addErrorAsMetadata(error: unknown): void;
}`;
  const files = {
    '/app/src/handler.ts': handler,
    '/app/node_modules/@aws-lambda-powertools/tracer/index.d.ts': tracer,
  };

  it('a function that another file exports, which opens a subsegment around its callback', () => {
    expect(findings({ ...files, '/app/src/traced.ts': traced })).toEqual([]);
  });

  it('one that runs its callback when the subsegment is closed', () => {
    const late = traced.replace('await callback();', 'await undefined;').replace(/\);\n$/, ').then(callback);\n');
    expect(findings({ ...files, '/app/src/traced.ts': late })).toEqual(['6:25-6:30 require-instrumented-catch missingSubsegment']);
  });
});

describe('when a file changes', () => {
  it('what it does counts, also where a file in between has not changed', () => {
    const between = "import { inner } from './inner'; export function record(error: unknown): void { inner(error); }";
    const files = { ...PACKAGES, '/app/src/handler.ts': HANDLER, '/app/src/record.ts': between };
    const loud = virtualProgram({ ...files, '/app/src/inner.ts': RECORD.replace('function record', 'function inner') });
    const quiet = virtualProgram(
      { ...files, '/app/src/inner.ts': 'export function inner(error: unknown): void {}' },
      {},
      loud,
    );
    expect(quiet.getSourceFile('/app/src/record.ts')).toBe(loud.getSourceFile('/app/src/record.ts'));
    expect(lint(HANDLER, '/app/src/handler.ts', { programs: [loud] }).map(shown)).toEqual([]);
    expect(lint(HANDLER, '/app/src/handler.ts', { programs: [quiet] }).map(shown)).toEqual(SILENT);
  });
});

/** Lints with a parser that is told of by what it is asked to read, and of what its checker is asked. */
function watchedLint(files: Record<string, string>, linted: readonly string[], parse = parser.parseForESLint) {
  const program = virtualProgram(files);
  const checker = program.getTypeChecker();
  const read: string[] = [];
  const asked: string[] = [];
  const watchedChecker = new Proxy(checker, {
    get(target, name, receiver) {
      const member: unknown = Reflect.get(target, name, receiver);
      return typeof member === 'function'
        ? (...given: unknown[]) => {
            asked.push(String(name));
            return (member as (...args: unknown[]) => unknown).apply(target, given);
          }
        : member;
    },
  });
  const watchedProgram = { ...program, getTypeChecker: () => watchedChecker };
  const watched = {
    ...parser,
    parseForESLint(code: string | ts.SourceFile, options: parser.ParserOptions) {
      read.push(typeof code === 'string' ? 'linted' : code.fileName);
      const parsed = parse(code, options);
      const { services } = parsed;
      return services.program
        ? { ...parsed, services: { ...services, program: watchedProgram } }
        : parsed;
    },
  };
  const { plugins, rules } = silentFailure.configs.strict;
  const messages = linted.flatMap((path) =>
    new Linter({ cwd: '/' }).verify(
      files[path] ?? '',
      [
        { files: ['**/*.*'], languageOptions: { parser: watched, parserOptions: { programs: [program] } }, plugins, rules },
      ] as Linter.Config[],
      { filename: path },
    ),
  );
  return { findings: messages.map(shown), read, asked };
}

describe('what it costs', () => {
  it('what a function does is found once for all files', () => {
    const files = { ...PACKAGES, '/app/src/handler.ts': HANDLER, '/app/src/other.ts': HANDLER, '/app/src/record.ts': RECORD };
    const one = watchedLint(files, ['/app/src/handler.ts']).asked;
    const other = watchedLint(files, ['/app/src/other.ts']).asked;
    const both = watchedLint(files, ['/app/src/handler.ts', '/app/src/other.ts']).asked;
    expect(other).toEqual(one);
    // Of the second file only its own call is asked about, not what the function that it calls does.
    expect(both.length).toBeLessThan(one.length * 2);
  });

  it('a file that helpers stand in is read once, by all rules and for all files', () => {
    const files = { ...PACKAGES, '/app/src/handler.ts': HANDLER, '/app/src/other.ts': HANDLER, '/app/src/record.ts': RECORD };
    const { findings: found, read } = watchedLint(files, ['/app/src/handler.ts', '/app/src/other.ts']);
    expect(found).toEqual([]);
    expect(read).toEqual(['linted', '/app/src/record.ts', 'linted']);
  });

  it('a file that handles no failure and uses no instrumentation asks nothing of the types', () => {
    const handler = HANDLER.replace('.catch((error) => record(error))', '.then((done) => console.log(done))');
    const files = { ...PACKAGES, '/app/src/handler.ts': handler, '/app/src/record.ts': RECORD };
    const { findings: found, read, asked } = watchedLint(files, ['/app/src/handler.ts']);
    expect(found).toEqual([]);
    expect(read).toEqual(['linted']);
    expect(asked).toEqual([]);
  });
});

describe('what is not as expected', () => {
  it('a parser that reads text only', () => {
    const files = { ...PACKAGES, '/app/src/handler.ts': HANDLER, '/app/src/record.ts': RECORD };
    const { findings: found } = watchedLint(files, ['/app/src/handler.ts'], (code, options) =>
      parser.parseForESLint((code as string).trimEnd().concat('\n'), options),
    );
    expect(found).toEqual(SILENT);
  });

  it('values of TypeScript that the plugin knows by heart', () => {
    expect(SYMBOL_FLAGS_ALIAS).toBe(ts.SymbolFlags.Alias);
    expect(SYMBOL_FLAGS_CLASS_OR_INTERFACE).toBe(ts.SymbolFlags.Class | ts.SymbolFlags.Interface);
    expect(TYPE_FLAGS_ANY_OR_UNKNOWN).toBe(ts.TypeFlags.Any | ts.TypeFlags.Unknown);
  });
});
