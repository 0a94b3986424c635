import type { TSESTree } from '@typescript-eslint/utils';
import type { FileModel, FunctionNode } from './file-model';
import { functionOf, isFunction, MAX_ALIASES } from './functions';
import type { Beyond } from './functions';
import type { TypedProgram } from './typed-program';

const finders = new WeakMap<FileModel, Beyond>();

/**
 * The function that an expression stands for, when there is just one: of its own file or, where types are at hand,
 * of any file of the program.
 */
export function programFunctionOf(file: FileModel, expression: TSESTree.Node): FunctionNode | undefined {
  const { program } = file;
  if (program === undefined) {
    return functionOf(file, expression);
  }
  const beyond = finders.get(file) ?? beyondFile(file, program);
  finders.set(file, beyond);
  return functionOf(file, expression, MAX_ALIASES, beyond);
}

function beyondFile(file: FileModel, program: TypedProgram): Beyond {
  type DeclaredSymbol = ReturnType<TypedProgram['symbolOf']>;

  function declared(symbol: DeclaredSymbol, aliases: number): FunctionNode | undefined {
    const found = new Set<FunctionNode>();
    for (const declaration of symbol && aliases > 0 ? program.declarationsOf(symbol) : []) {
      const value = declaredValue(declaration);
      const called = value && functionOf(file, value, aliases, beyond);
      if (called) {
        found.add(called);
      }
    }
    const [only] = found;
    return found.size === 1 ? only : undefined;
  }

  const beyond: Beyond = {
    named: (name, aliases) => declared(program.symbolOf(name), aliases),
    member: (object, name, aliases) => declared(program.memberOf(object, name), aliases),
  };
  return beyond;
}

/** What a declaration gives its name; `undefined` where that is no value, or set out of sight. */
function declaredValue(declaration: TSESTree.Node): TSESTree.Node | undefined {
  switch (declaration.type) {
    case 'FunctionDeclaration':
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
    case 'Identifier':
      return declaration;
    case 'VariableDeclarator':
      return declaration.id.type === 'Identifier' ? declaration.id : undefined;
    case 'MethodDefinition':
      return declaration.kind === 'method' && isFunction(declaration.value) ? declaration.value : undefined;
    case 'Property':
      return declaration.kind === 'init' ? declaration.value : undefined;
    case 'PropertyDefinition':
      return declaration.value ?? undefined;
    case 'ExportDefaultDeclaration':
      return declaration.declaration;
    case 'AssignmentExpression':
      return declaration.right;
    case 'MemberExpression':
      return declaration.parent.type === 'AssignmentExpression' && declaration.parent.left === declaration
        ? declaration.parent.right
        : undefined;
    default:
      return undefined;
  }
}
