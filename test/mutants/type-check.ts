import { dirname, join } from 'node:path';
import ts from 'typescript';

/** Code of a file that is on no disk. */
export interface VirtualFile {
  /** Absolute; in the folder that its relative imports are meant from. */
  readonly path: string;
  readonly text: string;
}

/** A program over files of the repository. */
export function programOf(repository: string, files: readonly string[]): ts.Program {
  return ts.createProgram({ rootNames: [...files], options: optionsOf(repository) });
}

/**
 * What TypeScript says against each of the files, all of them in one program.
 *
 * @param base a program whose parsed files are taken over
 * @returns by path; a file without errors is left out
 */
export function typeErrors(
  repository: string,
  base: ts.Program,
  files: readonly VirtualFile[],
): ReadonlyMap<string, string[]> {
  const options = optionsOf(repository);
  const virtual = new Map(files.map(({ path, text }) => [path, text]));
  const host = ts.createCompilerHost(options, true);
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = (path) => virtual.has(path) || fileExists(path);
  host.readFile = (path) => virtual.get(path) ?? readFile(path);
  host.getSourceFile = (path, language, onError) => {
    const text = virtual.get(path);
    return text === undefined
      ? (base.getSourceFile(path) ?? getSourceFile(path, language, onError))
      : ts.createSourceFile(path, text, language, true);
  };
  const program = ts.createProgram({ rootNames: [...virtual.keys()], options, host });
  const found = new Map<string, string[]>();
  for (const path of virtual.keys()) {
    const file = program.getSourceFile(path);
    const diagnostics = [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)];
    if (diagnostics.length > 0) {
      found.set(path, diagnostics.map(describe));
    }
  }
  return found;
}

/** What a changed handler no longer uses is no error: somebody who takes a call out leaves such things behind. */
function optionsOf(repository: string): ts.CompilerOptions {
  const config = join(repository, 'tsconfig.json');
  const { options } = ts.parseJsonConfigFileContent(
    ts.readConfigFile(config, (path) => ts.sys.readFile(path)).config,
    ts.sys,
    dirname(config),
  );
  return {
    ...options,
    noUnusedLocals: false,
    noUnusedParameters: false,
    allowUnreachableCode: true,
    allowUnusedLabels: true,
    noFallthroughCasesInSwitch: false,
  };
}

function describe({ file, start, messageText }: ts.Diagnostic): string {
  const text = ts.flattenDiagnosticMessageText(messageText, ' ');
  return file && start !== undefined ? `${file.getLineAndCharacterOfPosition(start).line + 1}: ${text}` : text;
}
