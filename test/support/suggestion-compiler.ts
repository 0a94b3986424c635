import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** JavaScript is held to what it parses to only. */
export type Language = '.ts' | '.js';

/** Files of libraries, which all programs share. */
const libraries = new Map<string, ts.SourceFile | undefined>();

/**
 * Compiles pieces of code together, by default as modules of the runtime's folder, whose contract they find as
 * `./failure-paths.json`. One program for all: making one takes seconds, a module more takes milliseconds.
 */
export class SuggestionCompiler {
  readonly #texts = new Map<string, string>();
  readonly #files = new Map<string, string>();
  readonly #directory: string;
  #program: ts.Program | undefined;

  constructor(directory = 'runtime') {
    this.#directory = directory;
  }

  /** Adds code to what is compiled together; to be called before the first `errorsOf`. */
  add(code: string, language: Language = '.ts'): void {
    const key = language + code;
    if (!this.#files.has(key)) {
      const file = `${ROOT}${this.#directory}/snippet-${this.#files.size}${language}`;
      this.#files.set(key, file);
      this.#texts.set(file, code);
    }
  }

  /** What TypeScript says against the code, without places: code and message. */
  errorsOf(code: string, language: Language = '.ts'): string[] {
    const file = this.#files.get(language + code);
    this.#program ??= this.#compile();
    const source = file === undefined ? undefined : this.#program.getSourceFile(file);
    if (source === undefined) {
      throw new Error('this code was not added to what is compiled');
    }
    return [...this.#program.getSyntacticDiagnostics(source), ...this.#program.getSemanticDiagnostics(source)].map(
      ({ code: number, messageText }) => `TS${number}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`,
    );
  }

  #compile(): ts.Program {
    const { config } = ts.readConfigFile(`${ROOT}tsconfig.json`, ts.sys.readFile);
    const parsed = ts.parseJsonConfigFileContent(config, ts.sys, ROOT);
    const options = { ...parsed.options, allowJs: true, moduleDetection: ts.ModuleDetectionKind.Force };
    const host = ts.createCompilerHost(options);
    const { fileExists, getSourceFile, readFile } = host;
    host.fileExists = (file) => this.#texts.has(file) || fileExists(file);
    host.readFile = (file) => this.#texts.get(file) ?? readFile(file);
    host.getSourceFile = (file, version, ...rest) => {
      const text = this.#texts.get(file);
      if (text !== undefined) {
        return ts.createSourceFile(file, text, version, true);
      }
      if (!libraries.has(file)) {
        libraries.set(file, getSourceFile(file, version, ...rest));
      }
      return libraries.get(file);
    };
    return ts.createProgram([...this.#texts.keys()], options, host);
  }
}

/** What is in `after` more often than in `before`. */
export function added(before: readonly string[], after: readonly string[]): string[] {
  const known = [...before];
  return after.filter((item) => {
    const index = known.indexOf(item);
    if (index >= 0) {
      known.splice(index, 1);
    }
    return index < 0;
  });
}
