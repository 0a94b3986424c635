import type { Plugin } from 'esbuild';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import contract from '../../runtime/failure-paths.json';
import { PATHS } from './cells';
import type { PathName } from './cells';

/** The runtime with one thing taken out. */
export interface Mutant {
  /** From the root of the repository. */
  readonly file: string;
  readonly line: number;
  readonly removed: string;
  /** The paths that must show it. */
  readonly paths: readonly PathName[];
  /** For the build of the process under test. */
  readonly plugin: Plugin;
}

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Calls that a failure is told by; as statements of their own they can be taken out. */
const TELLING = /\.(?:recordFailure|recordRejection|annotate|#?mark|#?markSubsegment|emit|addMetadata|addAttribute|addErrorFlag|addError|addAnnotation|close|clearDefaultDimensions|clearMetrics|clearDimensions|addDimensions)$/;

/**
 * What none of the seven paths uses: several failures in one subsegment, and a synchronous operation that
 * throws. test/runtime/failure-paths.test.ts shows that they are there.
 */
const USED_BY_NO_PATH = [
  { file: 'runtime/src/failure-path.ts', code: "this.#subsegment.addMetadata('failure_count', this.#failures);" },
  { file: 'runtime/src/failure-paths.ts', code: 'path.recordRejection(error);', inside: 'runSync' },
];

/** The core is shared: a path that returns promises, one that does not, and one with annotations show it. */
const CORE = {
  files: ['failure-paths.ts', 'failure-path.ts', 'failure-metric.ts', 'subsegments.ts'].map((name) => `runtime/src/${name}`),
  paths: ['audit_trail_persist', 'timeseries_fanout_batch_write', 'parallel_fetch_aggregate'] as const,
};

/** Every recording call taken out, every annotation, and the finally that closes: one each. */
export function mutantsOfRuntime(): Mutant[] {
  const files = new Set(PATHS.map((path) => contract[path].file));
  return [
    ...[...files].flatMap((file) => mutantsOf(file, PATHS.filter((path) => contract[path].file === file))),
    ...CORE.files.flatMap((file) => mutantsOf(file, CORE.paths)),
  ];
}

function mutantsOf(file: string, paths: readonly PathName[]): Mutant[] {
  const text = readFileSync(`${ROOT}${file}`, 'utf8');
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const mutants: Mutant[] = [];
  const takeOut = (node: ts.Node, end = node.end) => {
    const start = node.getStart(source);
    mutants.push({
      file,
      paths,
      line: source.getLineAndCharacterOfPosition(start).line + 1,
      removed: text.slice(start, end).replace(/\s+/g, ' ').slice(0, 80),
      plugin: replacing(`${ROOT}${file}`, `${text.slice(0, start)}${text.slice(end)}`),
    });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isExpressionStatement(node) && ts.isCallExpression(node.expression)) {
      const { expression: callee, arguments: given } = node.expression;
      if (TELLING.test(callee.getText(source).replace('?.', '.')) && !isUsedByNoPath(file, node)) {
        takeOut(node);
        given.filter(ts.isObjectLiteralExpression).forEach(({ properties }) => {
          for (const property of properties) {
            // The comma behind it goes too; a last one without stays right.
            takeOut(property, text[property.end] === ',' ? property.end + 1 : property.end);
          }
        });
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return mutants;
}

function isUsedByNoPath(file: string, statement: ts.Statement): boolean {
  const method = ts.findAncestor(statement, ts.isMethodDeclaration)?.name.getText();
  return USED_BY_NO_PATH.some(
    (known) => known.file === file && known.code === statement.getText() && (known.inside ?? method) === method,
  );
}

function replacing(path: string, contents: string): Plugin {
  return {
    name: 'mutant',
    setup(build) {
      build.onLoad({ filter: /\.ts$/ }, (file) => (file.path === path ? { contents, loader: 'ts' } : undefined));
    },
  };
}
