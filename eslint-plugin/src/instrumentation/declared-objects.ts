import type { TSESTree } from '@typescript-eslint/utils';
import type {
  Declaration,
  InterfaceType,
  ModuleDeclaration,
  Node,
  SourceFile,
  StringLiteral,
  Symbol,
  Type,
  TypeReference,
} from 'typescript';
import { memberName } from '../syntax/file-model';
import type { FileModel } from '../syntax/file-model';
import { packageOfFile, packageOfModule } from '../syntax/packages';
import { SYMBOL_FLAGS_CLASS_OR_INTERFACE } from '../syntax/typed-program';
import type { TypedProgram } from '../syntax/typed-program';
import { either, exportMeaning, FOREIGN } from './meaning';
import type { Meaning } from './meaning';
import type { Catalogue } from './vocabulary';

/** Bounds types that are made of themselves. */
const MAX_DEPTH = 20;
/** An object of one of these can do what an object of their first argument can. */
const SAME_OBJECT = new Set(['Pick', 'Omit', 'Partial', 'Required', 'Readonly', 'NonNullable']);

/** Tells what expressions stand for by their types: by the package that declares them, and their exported name there. */
export class DeclaredObjects {
  readonly #file: FileModel;
  readonly #program: TypedProgram;
  readonly #catalogue: Catalogue;
  readonly #symbols = new Map<Symbol, Meaning | undefined>();
  readonly #exportNames = new Map<Symbol, ReadonlyMap<Symbol, readonly string[]>>();

  constructor(file: FileModel, program: TypedProgram, catalogue: Catalogue) {
    this.#file = file;
    this.#program = program;
    this.#catalogue = catalogue;
  }

  /** What an expression stands for; `undefined` when its type does not tell. */
  meaningOf(expression: TSESTree.Node): Meaning | undefined {
    if (this.#isPlainFunction(expression)) {
      return undefined;
    }
    const name = nameIn(expression);
    const symbol = name && this.#program.symbolOf(name);
    const exported = symbol && this.#exportedMeaning(symbol);
    if (exported) {
      return exported;
    }
    const type = this.#program.typeOf(expression);
    return type && this.#meaningOfType(type, MAX_DEPTH);
  }

  /**
   * Whether a member has code of the program's own, as that of a subclass or of an object that only looks like one
   * of the catalogue's: it does what that code does.
   */
  hasOwnCode(object: TSESTree.Node, name: string): boolean {
    const declarations = this.#program.memberOf(object, name)?.declarations ?? [];
    return declarations.some((declaration) => hasCode(declaration) && this.#isOwn(declaration));
  }

  /** Whether something is declared by the program itself, and not by a package of the catalogue beside it. */
  #isOwn(declaration: Declaration): boolean {
    const source = declaration.getSourceFile();
    const owner = this.#program.isOwnSource(source) ? packageOfFile(source.fileName) : undefined;
    return this.#program.isOwnSource(source) && !(owner !== undefined && this.#catalogue.moduleOfPackage(owner));
  }

  /** A function that the file declares, or one that is called by a name that no vocabulary has. */
  #isPlainFunction(node: TSESTree.Node): boolean {
    if (node.type === 'MemberExpression') {
      const isCalled = node.parent.type === 'CallExpression' && node.parent.callee === node;
      return isCalled && !this.#catalogue.hasName(memberName(node) ?? '');
    }
    const definitions = node.type === 'Identifier' ? this.#file.variableOf(node)?.defs : undefined;
    return definitions?.some(({ type }) => (type as string) === 'FunctionName') ?? false;
  }

  #meaningOfType(given: Type, depth: number): Meaning | undefined {
    const { checker } = this.#program;
    const type = checker.getNonNullableType(given);
    if (depth === 0) {
      return undefined;
    }
    const [wrapped] = type.aliasSymbol && SAME_OBJECT.has(type.aliasSymbol.name) ? (type.aliasTypeArguments ?? []) : [];
    if (wrapped) {
      return this.#meaningOfType(wrapped, depth - 1);
    }
    const parts = partsOf(type);
    if (parts) {
      return either(parts.map((part) => this.#meaningOfType(part, depth - 1)));
    }
    if (isTypeParameter(type)) {
      const constraint = checker.getBaseConstraintOfType(type);
      return constraint && constraint !== type ? this.#meaningOfType(constraint, depth - 1) : undefined;
    }
    const symbol = type.getSymbol();
    const declared = symbol && this.#exportedMeaning(symbol);
    const described = classOrInterface(type);
    if (described === undefined) {
      // The class itself, or the module.
      return declared;
    }
    if (declared?.is === 'export') {
      return declared.export.instance === undefined ? undefined : { is: 'object', type: declared.export.instance };
    }
    const inherited = checker.getBaseTypes(described).map((base) => this.#meaningOfType(base, depth - 1));
    return inherited.find((meaning) => meaning?.is === 'object') ?? (type.isClass() ? FOREIGN : undefined);
  }

  /** What a symbol stands for that a module of the catalogue exports, or that is such a module. */
  #exportedMeaning(symbol: Symbol): Meaning | undefined {
    if (!this.#symbols.has(symbol)) {
      this.#symbols.set(symbol, this.#findExported(symbol));
    }
    return this.#symbols.get(symbol);
  }

  #findExported(symbol: Symbol): Meaning | undefined {
    for (const declaration of symbol.declarations ?? []) {
      const { source, ambient } = declaringModule(declaration);
      const owner = ambient === undefined ? packageOfFile(source.fileName) : packageOfModule(ambient.text);
      const module = owner === undefined ? undefined : this.#catalogue.moduleOfPackage(owner);
      if (owner === undefined || module === undefined) {
        continue;
      }
      const isModule = declaration === source || declaration === ambient?.declaration;
      const names = isModule ? ['*'] : this.#namesOf(symbol, declaration, source, ambient);
      const isType = (symbol.flags & SYMBOL_FLAGS_CLASS_OR_INTERFACE) !== 0;
      const found = names
        .map((name) => this.#catalogue.exportOfPackage(owner, name))
        .find((exported) => exported && (exported.value === undefined || !isType));
      if (found) {
        return exportMeaning(found);
      }
      if (isModule) {
        return { is: 'module', module };
      }
    }
    return undefined;
  }

  /** What the declaring module exports the symbol as, and what it is called there. */
  #namesOf(symbol: Symbol, declaration: Declaration, source: SourceFile, ambient: Ambient | undefined): readonly string[] {
    const module = this.#program.checker.getSymbolAtLocation(ambient?.name ?? source);
    if (module === undefined) {
      return [];
    }
    let names = this.#exportNames.get(module);
    if (names === undefined) {
      const made = new Map<Symbol, string[]>();
      for (const exported of this.#program.checker.getExportsOfModule(module)) {
        const resolved = this.#program.resolved(exported);
        made.set(resolved, [...(made.get(resolved) ?? []), exported.name]);
      }
      this.#exportNames.set(module, made);
      names = made;
    }
    const isOfModule = declaration.parent === source || declaration.parent === ambient?.declaration.body;
    return [...(names.get(symbol) ?? []), ...(isOfModule ? [symbol.name] : [])];
  }
}

/** `declare module 'name' { ... }` */
interface Ambient {
  readonly declaration: ModuleDeclaration;
  readonly name: StringLiteral;
  readonly text: string;
}

function declaringModule(declaration: Declaration): { source: SourceFile; ambient: Ambient | undefined } {
  for (let node: Node = declaration; node.parent; node = node.parent) {
    const ambient = asAmbient(node);
    if (ambient) {
      return { source: declaration.getSourceFile(), ambient };
    }
  }
  return { source: declaration.getSourceFile(), ambient: undefined };
}

/** A relative name adds to another file, which is not the one that declares. */
function asAmbient(node: Node): Ambient | undefined {
  const { name, body } = node as Partial<ModuleDeclaration>;
  const isAmbient = body !== undefined && name !== undefined && 'text' in name && !('escapedText' in name);
  return isAmbient && typeof name.text === 'string' && !name.text.startsWith('.')
    ? { declaration: node as ModuleDeclaration, name: name as StringLiteral, text: name.text }
    : undefined;
}

/** Whether a member is more than declared: a method with a body, a property with a value. */
function hasCode(declaration: Declaration): boolean {
  const { body, initializer } = declaration as { body?: unknown; initializer?: unknown };
  return body !== undefined || initializer !== undefined;
}

function partsOf(type: Type): readonly Type[] | undefined {
  return type.isUnionOrIntersection() ? type.types : undefined;
}

function isTypeParameter(type: Type): boolean {
  return type.isTypeParameter();
}

/** The class or interface that a type is, with whatever type arguments. */
function classOrInterface(type: Type): InterfaceType | undefined {
  const { target } = type as Partial<TypeReference>;
  if (type.isClassOrInterface()) {
    return type;
  }
  return target?.isClassOrInterface() ? target : undefined;
}

/** The name that an expression is, or ends in. */
function nameIn(expression: TSESTree.Node): TSESTree.Node | undefined {
  const isMember = expression.type === 'MemberExpression' && !expression.computed;
  return isMember ? expression.property : expression.type === 'Identifier' ? expression : undefined;
}
