import type { TSESTree } from '@typescript-eslint/utils';
import type { Scope } from '@typescript-eslint/utils/ts-eslint';
import { Variables } from './scopes';
import { treeHolding } from './source-files';
import type { TypedProgram } from './typed-program';
import { contains } from './walk';

export type ClassNode = TSESTree.ClassDeclaration | TSESTree.ClassExpression;

export type FunctionNode =
  | TSESTree.FunctionDeclaration
  | TSESTree.FunctionExpression
  | TSESTree.ArrowFunctionExpression;

/** Where the value of a name comes from. */
export type Origin =
  | { readonly from: 'import'; readonly module: string; readonly name: string; readonly node: TSESTree.Node }
  | { readonly from: 'value'; readonly value: TSESTree.Expression; readonly path: readonly string[] }
  | {
      readonly from: 'parameter';
      readonly function: TSESTree.Node;
      readonly index: number;
      readonly annotation: TSESTree.TypeNode | undefined;
      readonly path: readonly string[];
    }
  | { readonly from: 'annotation'; readonly annotation: TSESTree.TypeNode; readonly path: readonly string[] }
  | { readonly from: 'function'; readonly node: FunctionNode }
  | { readonly from: 'class'; readonly node: ClassNode };

/**
 * What the rest of the plugin asks about a file: its tree, its scopes, and what its names are bound to. Where the
 * types have led to another file of the program, what is asked of that file's nodes is answered too.
 */
export class FileModel {
  readonly ast: TSESTree.Program;
  /** The types, where they are at hand. */
  readonly program: TypedProgram | undefined;
  readonly visitorKeys: Readonly<Record<string, readonly string[] | undefined>>;
  readonly #variables: Variables;
  readonly #origins = new Map<Scope.Variable, readonly Origin[]>();

  constructor(
    ast: TSESTree.Program,
    scopeManager: Scope.ScopeManager,
    visitorKeys: Readonly<Record<string, readonly string[] | undefined>>,
    program?: TypedProgram,
  ) {
    this.ast = ast;
    this.program = program;
    this.visitorKeys = visitorKeys;
    this.#variables = new Variables(scopeManager);
  }

  /** The variable that an identifier stands for; `undefined` for globals that no file declares. */
  variableOf(identifier: TSESTree.Node): Scope.Variable | undefined {
    return (treeHolding(identifier)?.variables ?? this.#variables).of(identifier);
  }

  /** The tree of the file that a node stands in. */
  treeHolding(node: TSESTree.Node): TSESTree.Program {
    return treeHolding(node)?.ast ?? this.ast;
  }

  /** Every place that the value of a variable may come from; empty when none is in sight. */
  originsOf(variable: Scope.Variable): readonly Origin[] {
    const known = this.#origins.get(variable);
    if (known !== undefined) {
      return known;
    }
    const origins: Origin[] = [];
    for (const definition of variable.defs) {
      const origin = originOf(definition as Scope.Definition, definition.name);
      if (origin !== undefined) {
        origins.push(origin);
      }
    }
    for (const reference of variable.references) {
      if (reference.isWrite() && !reference.init && reference.writeExpr) {
        const path = patternPath(reference.identifier);
        if (path !== undefined) {
          origins.push({ from: 'value', value: reference.writeExpr as TSESTree.Expression, path });
        }
      }
    }
    this.#origins.set(variable, origins);
    return origins;
  }

  /** The value of a name that is given one value only, once. */
  constantOf(identifier: TSESTree.Node): TSESTree.Expression | undefined {
    const variable = this.variableOf(identifier);
    const origins = variable ? this.originsOf(variable) : [];
    const [origin] = origins;
    return origins.length === 1 && origin?.from === 'value' && origin.path.length === 0
      ? origin.value
      : undefined;
  }
}

/** Takes off what does not change a value: casts, `!`, optional chaining's wrapper. */
export function unwrap<T extends TSESTree.Node>(node: T): TSESTree.Node {
  let inner: TSESTree.Node = node;
  for (;;) {
    switch (inner.type) {
      case 'TSAsExpression':
      case 'TSSatisfiesExpression':
      case 'TSNonNullExpression':
      case 'TSTypeAssertion':
      case 'TSInstantiationExpression':
      case 'ChainExpression':
        inner = inner.expression;
        break;
      default:
        return inner;
    }
  }
}

/** The name of a member, where it is written down: `a.b`, `a['b']`, `a.#b` (as `#b`). */
export function memberName(node: TSESTree.MemberExpression | TSESTree.Property | ClassMember): string | undefined {
  const key = node.type === 'MemberExpression' ? node.property : node.key;
  if (key.type === 'PrivateIdentifier') {
    return `#${key.name}`;
  }
  if (!node.computed && key.type === 'Identifier') {
    return key.name;
  }
  return key.type === 'Literal' ? String(key.value) : undefined;
}

type ClassMember =
  | TSESTree.MethodDefinition
  | TSESTree.PropertyDefinition
  | TSESTree.AccessorProperty
  | TSESTree.TSAbstractMethodDefinition
  | TSESTree.TSAbstractPropertyDefinition
  | TSESTree.TSAbstractAccessorProperty
  | TSESTree.TSPropertySignature
  | TSESTree.TSMethodSignature;

/** The module that `require('module')` or `await import('module')` loads. */
export function requiredModule(node: TSESTree.Node): string | undefined {
  if (node.type === 'AwaitExpression') {
    return requiredModule(node.argument);
  }
  if (node.type === 'ImportExpression') {
    return literalString(node.source);
  }
  const isRequire =
    node.type === 'CallExpression' && node.callee.type === 'Identifier' && node.callee.name === 'require';
  return isRequire ? literalString(node.arguments[0]) : undefined;
}

/** A string that is written down: a literal, or a template without holes. */
export function literalString(node: TSESTree.Node | undefined): string | undefined {
  if (node?.type === 'Literal' && typeof node.value === 'string') {
    return node.value;
  }
  return node?.type === 'TemplateLiteral' && node.expressions.length === 0
    ? (node.quasis[0]?.value.cooked ?? undefined)
    : undefined;
}

function originOf(definition: Scope.Definition, name: TSESTree.Node): Origin | undefined {
  const type: string = definition.type;
  const node = definition.node as TSESTree.Node;
  switch (type) {
    case 'ImportBinding':
      return importOrigin(node, definition.parent as TSESTree.Node | null | undefined);
    case 'Variable':
      return variableOrigin(node as TSESTree.VariableDeclarator, name);
    case 'Parameter':
      return parameterOrigin(node, name);
    case 'FunctionName':
      return node.type === 'FunctionDeclaration' || node.type === 'FunctionExpression'
        ? { from: 'function', node }
        : undefined;
    case 'ClassName':
      return node.type === 'ClassDeclaration' || node.type === 'ClassExpression'
        ? { from: 'class', node }
        : undefined;
    default:
      return undefined;
  }
}

function importOrigin(node: TSESTree.Node, parent: TSESTree.Node | null | undefined): Origin | undefined {
  if (node.type === 'TSImportEqualsDeclaration') {
    const module =
      node.moduleReference.type === 'TSExternalModuleReference'
        ? literalString(node.moduleReference.expression)
        : undefined;
    return module === undefined ? undefined : { from: 'import', module, name: '*', node };
  }
  if (parent?.type !== 'ImportDeclaration') {
    return undefined;
  }
  const module = parent.source.value;
  switch (node.type) {
    case 'ImportSpecifier':
      return {
        from: 'import',
        module,
        name: node.imported.type === 'Identifier' ? node.imported.name : node.imported.value,
        node,
      };
    case 'ImportDefaultSpecifier':
      return { from: 'import', module, name: 'default', node };
    default:
      return { from: 'import', module, name: '*', node };
  }
}

function variableOrigin(declarator: TSESTree.VariableDeclarator, name: TSESTree.Node): Origin | undefined {
  const path = patternPath(name);
  const annotation = declarator.id.typeAnnotation?.typeAnnotation;
  if (path === undefined) {
    return undefined;
  }
  if (declarator.init) {
    const module = requiredModule(declarator.init);
    if (module !== undefined) {
      const [imported, ...rest] = path;
      return rest.length === 0 ? { from: 'import', module, name: imported ?? '*', node: declarator } : undefined;
    }
    return { from: 'value', value: declarator.init, path };
  }
  return annotation && { from: 'annotation', annotation, path };
}

function parameterOrigin(fn: TSESTree.Node, name: TSESTree.Node): Origin | undefined {
  if (!('params' in fn) || !Array.isArray(fn.params)) {
    return undefined;
  }
  const path = patternPath(name);
  const index = fn.params.findIndex((parameter: TSESTree.Node) => contains(parameter, name));
  const parameter = fn.params[index] as TSESTree.Parameter | undefined;
  if (path === undefined || parameter === undefined || parameter.type === 'RestElement') {
    return undefined;
  }
  return { from: 'parameter', function: fn, index, annotation: parameterAnnotation(parameter), path };
}

/** The type annotation of a parameter, behind a default value or an access modifier. */
export function parameterAnnotation(parameter: TSESTree.Parameter): TSESTree.TypeNode | undefined {
  const target = parameter.type === 'TSParameterProperty' ? parameter.parameter : parameter;
  const pattern = target.type === 'AssignmentPattern' ? target.left : target;
  return 'typeAnnotation' in pattern ? pattern.typeAnnotation?.typeAnnotation : undefined;
}

/** The name of a parameter, behind a default value; `undefined` for patterns. */
export function parameterName(parameter: TSESTree.Node): string | undefined {
  const target = parameter.type === 'AssignmentPattern' ? parameter.left : parameter;
  return target.type === 'Identifier' ? target.name : undefined;
}

/** The properties that a destructuring pattern takes on the way to a name; `undefined` when out of sight. */
function patternPath(name: TSESTree.Node): string[] | undefined {
  const path: string[] = [];
  let node = name;
  for (let parent = node.parent; parent; node = parent, parent = parent.parent) {
    switch (parent.type) {
      case 'Property': {
        const key = memberName(parent);
        if (key === undefined) {
          return undefined;
        }
        path.unshift(key);
        break;
      }
      case 'AssignmentPattern':
      case 'ObjectPattern':
        break;
      case 'ArrayPattern':
      case 'RestElement':
        return undefined;
      default:
        return path;
    }
  }
  return path;
}

/** The node with the casts and optional chains around it. */
export function outermost(node: TSESTree.Node): TSESTree.Node {
  let outer = node;
  while (outer.parent && outer.parent !== outer && unwrap(outer.parent) === unwrap(node)) {
    outer = outer.parent;
  }
  return outer;
}
