import type { TSESTree } from '@typescript-eslint/utils';
import type { Scope } from '@typescript-eslint/utils/ts-eslint';
import type { Node, Program, SourceFile } from 'typescript';
import { Variables } from './scopes';
import { connect } from './walk';

/** What a parser tells besides the tree, as far as this plugin asks: typescript-eslint's parser services. */
export interface ParserServices {
  readonly program?: Program | null;
  readonly esTreeNodeToTSNodeMap?: { get(node: TSESTree.Node): Node | undefined };
  readonly tsNodeToESTreeNodeMap?: { get(node: Node): TSESTree.Node | undefined };
}

/** The parser that the linted file was read with. */
export interface SourceParser {
  parseForESLint?(code: unknown, options: object): ParsedSource;
}

interface ParsedSource {
  readonly ast: TSESTree.Program;
  readonly scopeManager?: Scope.ScopeManager | null;
  readonly services?: ParserServices;
  readonly visitorKeys?: Readonly<Record<string, readonly string[] | undefined>>;
}

/** A file of the program, beside the one that is linted. */
export interface SourceTree {
  readonly ast: TSESTree.Program;
  readonly variables: Variables;
  readonly services: Required<Pick<ParserServices, 'esTreeNodeToTSNodeMap' | 'tsNodeToESTreeNodeMap'>>;
}

/** A source file that has changed is another object, so what is kept here is never out of date. */
const trees = new WeakMap<SourceFile, SourceTree | 'unreadable'>();
const homes = new WeakMap<TSESTree.Node, SourceTree>();

/** The file that a node stands in, where it is another one than the file that is linted. */
export function treeHolding(node: TSESTree.Node): SourceTree | undefined {
  return homes.get(node);
}

/**
 * The syntax tree of a file of the program, read once.
 *
 * @param parser takes TypeScript's own tree, so that nodes of both trees belong together
 * @returns `undefined` when the parser cannot, or the file has errors of syntax
 */
export function treeOf(
  source: SourceFile,
  parser: SourceParser,
  parserOptions: object,
): SourceTree | undefined {
  let known = trees.get(source);
  if (known === undefined) {
    known = read(source, parser, parserOptions) ?? 'unreadable';
    trees.set(source, known);
  }
  return known === 'unreadable' ? undefined : known;
}

function read(source: SourceFile, parser: SourceParser, parserOptions: object): SourceTree | undefined {
  const parsed = parsedSource(source, parser, parserOptions);
  const { esTreeNodeToTSNodeMap, tsNodeToESTreeNodeMap } = parsed?.services ?? {};
  if (!parsed?.scopeManager || !parsed.visitorKeys || !esTreeNodeToTSNodeMap || !tsNodeToESTreeNodeMap) {
    return undefined;
  }
  if (esTreeNodeToTSNodeMap.get(parsed.ast) !== source) {
    return undefined;
  }
  const { ast, scopeManager, visitorKeys } = parsed;
  const tree = {
    ast,
    variables: new Variables(scopeManager),
    services: { esTreeNodeToTSNodeMap, tsNodeToESTreeNodeMap },
  };
  connect({ visitorKeys }, ast, (node) => homes.set(node, tree));
  return tree;
}

function parsedSource(source: SourceFile, parser: SourceParser, parserOptions: object): ParsedSource | undefined {
  try {
    return parser.parseForESLint?.(source, {
      ...parserOptions,
      filePath: source.fileName,
      sourceType: 'module',
      loggerFn: false,
      range: true,
      loc: true,
      // The tree is TypeScript's already: what would look for a program is switched off.
      project: null,
      projectService: false,
      programs: null,
    });
  } catch {
    return undefined;
  }
}
