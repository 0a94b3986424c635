import type { TSESTree } from '@typescript-eslint/utils';
import { memberName, unwrap } from '../../syntax/file-model';
import type { FileModel } from '../../syntax/file-model';

const ENDINGS = ['exit', 'abort'];

/** `process.exit(...)`, on the global process or on the module's. */
export function endsProcess(file: FileModel, { callee }: TSESTree.CallExpression): boolean {
  const called = unwrap(callee);
  if (called.type === 'MemberExpression') {
    return ENDINGS.includes(memberName(called) ?? '') && isProcess(file, called.object);
  }
  const imported = importOf(file, called);
  return imported !== undefined && isProcessModule(imported.module) && ENDINGS.includes(imported.name);
}

function isProcess(file: FileModel, expression: TSESTree.Node): boolean {
  const node = unwrap(expression);
  if (node.type === 'MemberExpression') {
    const { object } = node;
    const isGlobal = object.type === 'Identifier' && ['globalThis', 'global'].includes(object.name) && isUndeclared(file, object);
    return isGlobal && memberName(node) === 'process';
  }
  const imported = importOf(file, node);
  return imported
    ? isProcessModule(imported.module) && ['default', '*'].includes(imported.name)
    : node.type === 'Identifier' && node.name === 'process' && isUndeclared(file, node);
}

function isProcessModule(module: string): boolean {
  return module === 'node:process' || module === 'process';
}

function importOf(file: FileModel, node: TSESTree.Node) {
  const variable = node.type === 'Identifier' ? file.variableOf(node) : undefined;
  const [origin] = variable ? file.originsOf(variable) : [];
  return origin?.from === 'import' ? origin : undefined;
}

/** Whether a name is no file's: the language or the host brings it along. */
export function isUndeclared(file: FileModel, identifier: TSESTree.Identifier): boolean {
  return (file.variableOf(identifier)?.defs.length ?? 0) === 0;
}
