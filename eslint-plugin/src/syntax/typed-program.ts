import type { TSESTree } from '@typescript-eslint/utils';
import type { Declaration, Node, Program, SourceFile, Symbol, Type, TypeChecker } from 'typescript';
import { treeHolding, treeOf } from './source-files';
import type { ParserServices, SourceParser } from './source-files';

/** Values of TypeScript's enums, which cannot be asked for without loading TypeScript. */
export const SYMBOL_FLAGS_ALIAS = 1 << 21;
export const SYMBOL_FLAGS_CLASS_OR_INTERFACE = (1 << 5) | (1 << 6);
export const TYPE_FLAGS_ANY_OR_UNKNOWN = 0b11;

/** What is asked of the checker; a program that cannot answer all of it counts as none. */
const ASKED = [
  'getAliasedSymbol',
  'getApparentType',
  'getBaseConstraintOfType',
  'getBaseTypes',
  'getExportsOfModule',
  'getNonNullableType',
  'getPropertyOfType',
  'getShorthandAssignmentValueSymbol',
  'getSymbolAtLocation',
  'getTypeAtLocation',
] as const satisfies readonly (keyof TypeChecker)[];

/**
 * The program that a typed lint run hands in: types and declarations of expressions, and the syntax trees of the
 * program's other files. Nothing is computed before it is asked for.
 */
export class TypedProgram {
  readonly checker: TypeChecker;
  readonly #program: Program;
  readonly #services: ParserServices;
  readonly #linted: Node | undefined;
  readonly #parser: SourceParser;
  readonly #parserOptions: object;

  private constructor(
    program: Program,
    checker: TypeChecker,
    services: ParserServices,
    ast: TSESTree.Program,
    parser: SourceParser,
    parserOptions: object,
  ) {
    this.#program = program;
    this.checker = checker;
    this.#services = services;
    this.#linted = services.esTreeNodeToTSNodeMap?.get(ast);
    this.#parser = parser;
    this.#parserOptions = parserOptions;
  }

  /**
   * @param ast the linted file
   * @param parser that the file was read with, and others of the program can be
   * @returns `undefined` when the file was linted without types
   */
  static of(
    services: ParserServices,
    ast: TSESTree.Program,
    parser: SourceParser,
    parserOptions: object,
  ): TypedProgram | undefined {
    const { program, esTreeNodeToTSNodeMap, tsNodeToESTreeNodeMap } = services;
    const checker = typeof program?.getTypeChecker === 'function' ? program.getTypeChecker() : undefined;
    const isComplete = checker && ASKED.every((name) => typeof checker[name] === 'function');
    return program && isComplete && esTreeNodeToTSNodeMap && tsNodeToESTreeNodeMap
      ? new TypedProgram(program, checker, services, ast, parser, parserOptions)
      : undefined;
  }

  /** Another object once any file of the program has changed. */
  get identity(): object {
    return this.#program;
  }

  /** The type of an expression; `undefined` when nothing is known of it. */
  typeOf(expression: TSESTree.Node): Type | undefined {
    const node = this.#nodeOf(expression);
    const type = node && this.checker.getTypeAtLocation(node);
    return type && (type.flags & TYPE_FLAGS_ANY_OR_UNKNOWN) === 0 ? type : undefined;
  }

  /** What a name stands for, imports and re-exports followed to what is declared. */
  symbolOf(name: TSESTree.Node): Symbol | undefined {
    const node = this.#nodeOf(name);
    // `{ name }` names both a property and the value that it is given.
    const symbol =
      node &&
      (this.checker.getShorthandAssignmentValueSymbol(node.parent) ?? this.checker.getSymbolAtLocation(node));
    return symbol && this.resolved(symbol);
  }

  /** A member of an expression's value, followed to what is declared. */
  memberOf(object: TSESTree.Node, name: string): Symbol | undefined {
    const type = this.typeOf(object);
    const member =
      type && this.checker.getPropertyOfType(this.checker.getApparentType(this.checker.getNonNullableType(type)), name);
    return member && this.resolved(member);
  }

  resolved(symbol: Symbol): Symbol {
    return (symbol.flags & SYMBOL_FLAGS_ALIAS) === 0 ? symbol : this.checker.getAliasedSymbol(symbol);
  }

  /** Whether a file is code of the program itself, not declarations and not a package's. */
  isOwnSource(source: SourceFile): boolean {
    return !source.isDeclarationFile && !this.#program.isSourceFileFromExternalLibrary(source);
  }

  /** Where a symbol is declared in the program's own code, as nodes of the syntax trees that this plugin reads. */
  declarationsOf(symbol: Symbol): TSESTree.Node[] {
    const found: TSESTree.Node[] = [];
    for (const declaration of symbol.declarations ?? []) {
      const source = declaration.getSourceFile();
      const node = this.isOwnSource(source) ? this.#treeNodeOf(declaration, source) : undefined;
      if (node) {
        found.push(node);
      }
    }
    return found;
  }

  #treeNodeOf(declaration: Declaration, source: SourceFile): TSESTree.Node | undefined {
    const services = source === this.#linted ? this.#services : treeOf(source, this.#parser, this.#parserOptions)?.services;
    return services?.tsNodeToESTreeNodeMap?.get(declaration);
  }

  #nodeOf(node: TSESTree.Node): Node | undefined {
    return (treeHolding(node)?.services ?? this.#services).esTreeNodeToTSNodeMap?.get(node);
  }
}
