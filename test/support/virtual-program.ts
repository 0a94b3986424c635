import { dirname } from 'node:path';
import ts from 'typescript';

/** What every program needs to have declared. */
const GLOBALS = `
interface Array<T> { readonly length: number; [index: number]: T }
interface Boolean {} interface CallableFunction {} interface Function {} interface IArguments {}
interface NewableFunction {} interface Number {} interface Object {} interface RegExp {} interface String {}
interface Promise<T> { catch(handler: (error: unknown) => unknown): Promise<T> }
interface Error { message: string }
declare var Error: { new (message?: string): Error };
type Pick<T, K extends keyof T> = { [P in K]: T[P] };
type Partial<T> = { [P in keyof T]?: T[P] };
declare function require(module: string): any;
declare var module: { exports: any };
`;

/**
 * A program of files that are nowhere but in memory.
 *
 * @param files their texts, by absolute path
 * @param links where each directory that is a symbolic link leads to
 * @param before an earlier program: as in an editor, files that have not changed are the same objects
 */
export function virtualProgram(
  files: Readonly<Record<string, string>>,
  links: Readonly<Record<string, string>> = {},
  before?: ts.Program,
): ts.Program {
  const all: Record<string, string> = { ...files, '/globals.d.ts': GLOBALS };
  const realpath = (path: string): string => {
    const link = Object.keys(links).find((from) => path === from || path.startsWith(`${from}/`));
    return link === undefined ? path : `${links[link]}${path.slice(link.length)}`;
  };
  const directories = new Set(
    [...Object.keys(all), ...Object.keys(links)].flatMap((path) => {
      const above: string[] = [];
      for (let directory = dirname(path); directory !== '/'; directory = dirname(directory)) {
        above.push(directory);
      }
      return above;
    }),
  );
  const readFile = (path: string) => all[realpath(path)];
  return ts.createProgram({
    rootNames: Object.keys(all).filter((path) => !path.includes('/node_modules/') && !path.endsWith('.json')),
    options: {
      allowJs: true,
      module: ts.ModuleKind.Preserve,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      noEmit: true,
      noLib: true,
      strict: true,
      target: ts.ScriptTarget.ES2022,
      types: [],
    },
    host: {
      directoryExists: (path) => directories.has(realpath(path)) || path === '/',
      fileExists: (path) => readFile(path) !== undefined,
      getCanonicalFileName: (path) => path,
      getCurrentDirectory: () => '/',
      getDefaultLibFileName: () => '/globals.d.ts',
      getNewLine: () => '\n',
      getSourceFile: (path, options) => {
        const text = readFile(path);
        const known = before?.getSourceFile(path);
        if (known && known.text === text) {
          return known;
        }
        return text === undefined ? undefined : ts.createSourceFile(path, text, options, true);
      },
      readFile,
      realpath,
      useCaseSensitiveFileNames: () => true,
      writeFile: () => undefined,
    },
  });
}
