import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { parseForESLint } from '@typescript-eslint/parser';
import type { ParserServicesWithTypeInformation } from '@typescript-eslint/parser';
import type { ScopeManager, Variable } from '@typescript-eslint/scope-manager';
import type { TSESTree } from '@typescript-eslint/types';
import type ts from 'typescript';
import type { CorrectFolder } from './correct-files';

export type FunctionNode =
  | TSESTree.FunctionDeclaration
  | TSESTree.FunctionExpression
  | TSESTree.ArrowFunctionExpression;

export interface ContractedPath {
  readonly file: string;
  readonly annotations?: readonly string[];
}

type NodeOf<Type extends string> = Extract<TSESTree.Node, { type: Type }>;

/** A correct file: its text and tree, with what TypeScript knows of it. */
export class Source {
  readonly path: string;
  /** Relative to the repository. */
  readonly name: string;
  readonly text: string;
  readonly ast: TSESTree.Program;
  /** The paths that the contract has in this file. */
  readonly paths: Readonly<Record<string, ContractedPath>>;
  readonly #nodes = new Map<string, TSESTree.Node[]>();
  readonly #all: TSESTree.Node[] = [];
  readonly #variables = new Map<TSESTree.Node, Variable>();
  readonly #services: ParserServicesWithTypeInformation;
  readonly #checker: ts.TypeChecker;

  constructor(repository: string, program: ts.Program, path: string, { root, contract }: CorrectFolder) {
    this.path = path;
    this.name = relative(repository, path);
    this.text = readFileSync(path, 'utf8');
    const paths = Object.entries(contract as Record<string, ContractedPath>);
    this.paths = Object.fromEntries(paths.filter(([, { file }]) => file === relative(root, path)));
    const parsed = parseForESLint(this.text, { filePath: path, programs: [program], range: true, loc: true });
    this.ast = parsed.ast;
    this.#services = parsed.services as ParserServicesWithTypeInformation;
    this.#checker = program.getTypeChecker();
    this.#link(parsed.ast, parsed.visitorKeys as Readonly<Record<string, readonly string[] | undefined>>);
    this.#bind(parsed.scopeManager);
  }

  /** The nodes of some types below `root`, in source order. */
  nodes<Type extends TSESTree.Node['type'] | `${TSESTree.Node['type']}`>(
    type: Type,
    root: TSESTree.Node = this.ast,
  ): NodeOf<Type>[] {
    const found = (this.#nodes.get(type) ?? []) as NodeOf<Type>[];
    return root === this.ast ? found : found.filter((node) => isWithin(node, root));
  }

  textOf(node: TSESTree.Node): string {
    return this.text.slice(...node.range);
  }

  /** The white space before the line that a node begins on. */
  indentOf(node: TSESTree.Node): string {
    const line = this.text.slice(this.text.lastIndexOf('\n', node.range[0] - 1) + 1, node.range[0]);
    return /^\s*/.exec(line)?.[0] ?? '';
  }

  variableOf(identifier: TSESTree.Node): Variable | undefined {
    return this.#variables.get(identifier);
  }

  /** Every identifier that stands for a variable, its declarations included. */
  identifiersOf(variable: Variable): TSESTree.Node[] {
    return [...this.#variables].filter(([, bound]) => bound === variable).map(([node]) => node);
  }

  /** The type names of an expression's value, those of a union one by one, without `undefined`. */
  typeNamesOf(expression: TSESTree.Node): string[] {
    return this.#partsOf(expression).flatMap((part) => part.aliasSymbol?.name ?? part.getSymbol()?.name ?? []);
  }

  /** Whether the value is a promise. */
  isPromise(expression: TSESTree.Node): boolean {
    return this.#partsOf(expression).every((part) => part.getSymbol()?.name === 'Promise');
  }

  /** What the type of the value is a union of, `null` and `undefined` aside. */
  #partsOf(expression: TSESTree.Node): readonly ts.Type[] {
    const type = this.#checker.getNonNullableType(this.#typeOf(expression));
    return type.isUnion() ? type.types : [type];
  }

  /** The type of an expression's value, as it is written. */
  typeTextOf(expression: TSESTree.Node): string {
    return this.#checker.typeToString(this.#typeOf(expression));
  }

  /** The function of this file that a call runs. */
  calledFunction({ callee }: TSESTree.CallExpression): FunctionNode | undefined {
    if (callee.type === 'Identifier') {
      const definition = this.variableOf(callee)?.defs[0]?.node as TSESTree.Node | undefined;
      const value = definition?.type === 'VariableDeclarator' ? definition.init : definition;
      return isFunction(value) ? value : undefined;
    }
    if (callee.type !== 'MemberExpression' || callee.object.type !== 'ThisExpression') {
      return undefined;
    }
    const name = this.textOf(callee.property);
    const method = this.nodes('MethodDefinition').find(
      (candidate) => this.textOf(candidate.key) === name && isWithin(callee, candidate.parent),
    );
    return isFunction(method?.value) ? method.value : undefined;
  }

  #typeOf(node: TSESTree.Node): ts.Type {
    return this.#services.getTypeAtLocation(node);
  }

  /** Gives every node its parent, and sorts the nodes by type. */
  #link(node: TSESTree.Node, keys: Readonly<Record<string, readonly string[] | undefined>>): void {
    this.#all.push(node);
    this.#nodes.set(node.type, [...(this.#nodes.get(node.type) ?? []), node]);
    for (const key of keys[node.type] ?? []) {
      const child: unknown = node[key as keyof TSESTree.Node];
      for (const next of (Array.isArray(child) ? child : [child]) as (TSESTree.Node | null | undefined)[]) {
        if (typeof next?.type === 'string') {
          Object.assign(next, { parent: node });
          this.#link(next, keys);
        }
      }
    }
  }

  #bind({ scopes }: ScopeManager): void {
    for (const scope of scopes) {
      for (const reference of scope.references) {
        if (reference.resolved) {
          this.#variables.set(reference.identifier, reference.resolved);
        }
      }
      for (const variable of scope.variables) {
        for (const identifier of variable.identifiers) {
          this.#variables.set(identifier, variable);
        }
      }
    }
  }
}

export function isFunction(node: TSESTree.Node | null | undefined): node is FunctionNode {
  return (
    node?.type === 'FunctionDeclaration' ||
    node?.type === 'FunctionExpression' ||
    node?.type === 'ArrowFunctionExpression'
  );
}

/** Whether a node stands in another, or is it. */
export function isWithin(node: TSESTree.Node, outer: TSESTree.Node): boolean {
  return outer.range[0] <= node.range[0] && node.range[1] <= outer.range[1];
}

/** The nodes around a node, innermost first. */
export function* ancestorsOf(node: TSESTree.Node): Generator<TSESTree.Node> {
  for (let parent = node.parent; parent; parent = parent.parent) {
    yield parent;
  }
}

export function enclosing<Type extends TSESTree.Node['type'] | `${TSESTree.Node['type']}`>(
  node: TSESTree.Node,
  ...types: readonly Type[]
): NodeOf<Type> | undefined {
  for (const ancestor of ancestorsOf(node)) {
    if ((types as readonly string[]).includes(ancestor.type)) {
      return ancestor as NodeOf<Type>;
    }
  }
  return undefined;
}

export function enclosingFunction(node: TSESTree.Node): FunctionNode | undefined {
  return enclosing(node, 'FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression');
}

/** The statement, member or declaration of the file that a node stands in: what a finding is looked for in. */
export function outermostFunction(node: TSESTree.Node): TSESTree.Node {
  let found = node;
  for (const ancestor of ancestorsOf(node)) {
    if (isFunction(ancestor)) {
      found = ancestor;
    }
  }
  return found;
}

/** The statement that consists of an expression, awaited or not. */
export function statementOf(expression: TSESTree.Node): TSESTree.ExpressionStatement | undefined {
  let { parent } = expression;
  while (parent?.type === 'AwaitExpression' || parent?.type === 'ChainExpression') {
    ({ parent } = parent);
  }
  return parent?.type === 'ExpressionStatement' ? parent : undefined;
}
