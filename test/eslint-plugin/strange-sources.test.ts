import parser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import { describe, expect, it } from 'vitest';
import plugin from '../../eslint-plugin/src/index';

const CONTRACT = { elsewhere: { file: 'src/elsewhere.ts', mark: 'error', metric: { namespace: 'N', name: 'F', dimensions: {} } } };

/** The lines in which silent handlers are found, with all rules on. */
function silentLines(code: string, extension: string): (number | string)[] {
  const { plugins, rules } = plugin.configs.strict;
  const config = {
    files: ['**/*.ts', '**/*.tsx'],
    languageOptions: { parser, parserOptions: { ecmaFeatures: { jsx: extension === 'tsx' } } },
    ...(plugins && { plugins }),
    settings: { 'silent-failure': { contract: CONTRACT } },
    rules: { ...rules, 'silent-failure/match-failure-path': 'error' as const },
  };
  return new Linter({ configType: 'flat' })
    .verify(code, [config], { filename: `strange.${extension}` })
    .map(({ ruleId, line, message, fatal }) => (fatal || ruleId !== 'silent-failure/require-instrumented-catch' ? message : line));
}

/** Each has one silent handler, in the line of `catch`. */
const SYNTAX = ([
  ['decorators', 'class Store {\n  @logged() load(@inject() read) {\n    try { return read(); }\n    catch (error) { log(error); }\n  }\n}'],
  ['accessors and private members', 'class Store {\n  accessor state = 1;\n  get #value() {\n    try { return read(); }\n    catch { return 0; }\n  }\n}'],
  ['using', 'function load() {\n  using file = open();\n  try { read(file); }\n  catch (error) { log(error); }\n}'],
  ['await using', 'async function load() {\n  await using file = open();\n  try { await read(file); }\n  catch (error) { log(error); }\n}'],
  ['enums', 'enum State { Open = 1, Closed = Open << 1 }\nconst enum Other { A }\nfunction load() {\n  try { return read(State.Open, Other.A); }\n  catch { return State.Closed; }\n}'],
  ['namespaces', 'namespace outer.inner {\n  export function load() {\n    try { return read(); }\n    catch (error) { log(error); }\n  }\n}'],
  ['ambient declarations', 'declare module "some" { export function read(): void }\ndeclare global { var a: number }\nexport function load() {\n  try { read(); }\n  catch (error) { log(error); }\n}'],
  ['satisfies, as const and type assertions', 'const table = { load() {\n  try { return <number>read()!; }\n  catch { return 0 as const; }\n} } satisfies Table;'],
  ['abstract classes', 'abstract class Base {\n  abstract read(): void;\n  load() {\n    try { this.read(); }\n    catch (error) { log(error); }\n  }\n}'],
  ['overloads and parameter properties', 'class Store {\n  constructor(private readonly a: number) {}\n  load(a: 1): 1;\n  load(a: 2): 2;\n  load(a: number) {\n    try { return read(a); }\n    catch { return a; }\n  }\n}'],
  ['JSX', 'export function View() {\n  try { return <><List {...read()}>{items}</List></>; }\n  catch { return <Empty />; }\n}', 'tsx'],
  ['generic arrows in JSX', 'const load = <T,>(read: () => T) => {\n  try { return read(); }\n  catch { return undefined; }\n};', 'tsx'],
  ['labelled blocks', 'function load() {\n  out: {\n    try { read(); break out; }\n    catch (error) { log(error); break out; }\n  }\n}'],
  ['labelled loops', 'function load() {\n  outer: for (;;) for (const a in read()) {\n    try { read(a); continue outer; }\n    catch (error) { log(error); break outer; }\n  }\n}'],
  ['generators', 'function* load() {\n  try { yield* read(); }\n  catch (error) { yield error; }\n}'],
  ['async generators and async iteration', 'async function* load() {\n  for await (const a of read()) {\n    try { yield await read(a); }\n    catch (error) { log(error); }\n  }\n}'],
  ['top-level await', 'try { await read(); }\ncatch (error) { log(error); }\nexport {};'],
  ['class static blocks', 'class Store {\n  static state;\n  static {\n    try { this.state = read(); }\n    catch { this.state = 0; }\n  }\n}'],
  ['optional catch binding', 'function load() {\n  try { read(); }\n  catch {}\n}'],
  ['patterns in the binding', 'function load() {\n  try { read(); }\n  catch ({ message, cause: [first = 1, ...rest] = [] }) { log(message, first, rest); }\n}'],
  ['import and export forms', 'import type { A } from "a";\nimport b = require("b");\nimport * as c from "c" with { type: "json" };\nexport * as d from "d";\nexport default function () {\n  try { return b(c); }\n  catch { return 1 as A; }\n}'],
  ['export assignment', 'function load() {\n  try { read(); }\n  catch (error) { log(error); }\n}\nexport = load;'],
  ['logical assignment and optional calls', 'function load(a) {\n  try { a.b ??= a?.c?.(a?.[0]); a ||= 1; a &&= 2; }\n  catch (error) { log(error); }\n}'],
  ['tagged templates, big integers and regular expressions', 'function load() {\n  try { read`a${1n}b${/[\\p{L}--[a-z]]/v}`; }\n  catch (error) { log(error); }\n}'],
  ['new.target, import.meta and dynamic import', 'function Load() {\n  try { new.target ? import(import.meta.url) : super_(); read(); }\n  catch (error) { log(error); }\n}'],
  ['switch without cases, empty statements and debugger', 'function load(a) {\n  try { switch (read(a)) {}; ; debugger; }\n  catch (error) { log(error); }\n}'],
  ['types that infer', 'type Item<T> = T extends readonly (infer U extends string)[] ? `${U}!` : { [K in keyof T as `on${K & string}`]-?: T[K] };\nfunction load(a: unknown): asserts a is Item<string[]> {\n  try { read(a); }\n  catch (error) { log(error); }\n}'],
  ['this types, accessors in interfaces and index signatures', 'interface Store { get a(): this; set a(b); new (): Store; [key: symbol]: unique symbol }\nfunction load(this: Store) {\n  try { read(this); }\n  catch (error) { log(error); }\n}'],
  ['names that objects have anyway', 'function constructor(__proto__, hasOwnProperty) {\n  try { __proto__.toString(hasOwnProperty); }\n  catch (valueOf) { log(valueOf); }\n}'],
  ['names in other scripts', 'async function größe(日本) {\n  try { await 日本.𠮷(); }\n  catch (fehler) { log(fehler); }\n}'],
] satisfies [name: string, code: string, extension?: string][]).map(([name, code, extension = 'ts']) => [name, code, extension] as const);

const lineOfCatch = (code: string): number => code.split('\n').findIndex((line) => /\bcatch\b/.test(line)) + 1;

describe('the silent handler is found among', () => {
  it.each(SYNTAX)('%s', (_, code, extension) => {
    expect(silentLines(code, extension)).toEqual([lineOfCatch(code)]);
  });

  it.each(SYNTAX)('%s, with a byte order mark and the line ends of Windows', (_, code, extension) => {
    expect(silentLines(`\uFEFF${code.replaceAll('\n', '\r\n')}`, extension)).toEqual([lineOfCatch(code)]);
  });
});

describe('sources that are hardly one', () => {
  it.each([
    ['nothing', ''],
    ['a byte order mark', '\uFEFF'],
    ['line ends', '\r\n\r\n\u2028\u2029\r'],
    ['a comment', '/* try { } catch { } */'],
    ['a program line for the shell', '#!/usr/bin/env node\n'],
    ['a directive', '"use strict"'],
  ])('%s: finds nothing', (_, code) => {
    expect(silentLines(code, 'ts')).toEqual([]);
    expect(silentLines(`${code}\ntry { read(); } catch (error) { log(error); }`, 'ts')).toHaveLength(1);
  });

  it.each([
    ['a text', (size: number) => `const text = '${'x'.repeat(size)}';`],
    ['a comment', (size: number) => `/* ${'tracer '.repeat(size / 7)} */`],
    ['a list', (size: number) => `const list = [${'"0123456789abcdef0123456789abcdef",'.repeat(size / 350)}'${'-'.repeat(size * 0.9)}'];`],
  ])('finds the handler behind 10 MB of %s in one line', (_, make) => {
    const code = `${make(10_000_000)} try { read(); } catch (error) { log(error); }`;
    expect(code.length).toBeGreaterThan(9_900_000);
    expect(silentLines(code, 'ts')).toEqual([1]);
  });
});
