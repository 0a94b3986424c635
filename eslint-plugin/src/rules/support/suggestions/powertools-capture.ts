import type { TSESTree } from '@typescript-eslint/utils';
import type { Scope, SourceCode } from '@typescript-eslint/utils/ts-eslint';
import type { Rule } from 'eslint';
import { isDirective } from '../../../syntax/directives';
import { memberName } from '../../../syntax/file-model';
import type { FileContext } from '../file-context';
import { continuesStatement, insertAt, sourceOf } from './edits';
import type { Edit, Suggestion } from './edits';
import { freshName, variableAt } from './fresh-name';
import { lineBreak } from './indentation';
import { quoted } from './quoted';

const POWERTOOLS = '@aws-lambda-powertools/tracer';
const TRACER = 'powertools.Tracer';

/** Methods of the raw SDK that a Powertools tracer has by the same name. */
const CAPTURES: ReadonlySet<string> = new Set(['captureAWS', 'captureAWSClient', 'captureAWSv3Client']);

type Loading = TSESTree.ImportDeclaration | TSESTree.VariableDeclaration;

/** What is done with what is taken from the raw SDK. */
interface Uses {
  readonly captures: readonly Callee[];
  /** Imports that are types, as they are written. */
  readonly types: readonly string[];
}

/** The callee of a capture. */
interface Callee {
  readonly node: TSESTree.Node;
  readonly method: string;
}

/**
 * Captures clients by a Powertools tracer in place of the raw SDK, where nothing else is used of that: by the
 * file's tracer, or one that is made behind the imports.
 *
 * @param loading an import of the raw SDK, or a `require` of it at the top of the file
 */
export function powertoolsCapture(context: Rule.RuleContext, shared: FileContext, loading: Loading): Suggestion | undefined {
  const source = sourceOf(context);
  const uses = loading.parent.type === 'Program' ? usesOf(shared, loading) : undefined;
  if (uses === undefined || uses.captures.length === 0) {
    return undefined;
  }
  const tracer = tracerFor(source, shared, loading, uses.captures);
  return (
    tracer && {
      messageId: 'powertoolsCapture',
      data: { tracer: tracer.name },
      edits: [
        ...loadingEdits(source, loading, [...tracer.loads, ...keptTypes(source, loading, uses.types), ...tracer.beside]),
        ...tracer.edits,
        ...uses.captures.map(({ node, method }) => ({ range: node.range, text: `${tracer.name}.${method}` })),
      ],
    }
  );
}

function usesOf(shared: FileContext, loading: Loading): Uses | undefined {
  const captures: Callee[] = [];
  const types: string[] = [];
  for (const taken of takenBy(loading) ?? [undefined]) {
    if (taken === undefined) {
      return undefined;
    }
    const { local, imported, text, isType } = taken;
    const references = shared.file.variableOf(local)?.references.filter(({ init }) => !init) ?? [];
    const isTypeOnly = isType || (references.length > 0 && references.every(isTypeReference));
    const callees = isTypeOnly ? [] : references.map(({ identifier }) => captureAt(identifier as TSESTree.Identifier, imported));
    if (isTypeOnly && text !== undefined) {
      types.push(text);
    } else if (isTypeOnly || callees.length === 0 || callees.includes(undefined)) {
      return undefined;
    }
    captures.push(...callees.filter((callee) => callee !== undefined));
  }
  return { captures, types };
}

interface Taken {
  readonly local: TSESTree.Identifier;
  /** `undefined` for the whole module. */
  readonly imported: string | undefined;
  /** As it would be imported as a type. */
  readonly text: string | undefined;
  readonly isType: boolean;
}

function takenBy(loading: Loading): (Taken | undefined)[] | undefined {
  if (loading.type === 'ImportDeclaration') {
    return loading.specifiers.map((specifier) => {
      if (specifier.type !== 'ImportSpecifier') {
        return { local: specifier.local, imported: undefined, text: undefined, isType: false };
      }
      const imported = specifier.imported.type === 'Identifier' ? specifier.imported.name : specifier.imported.value;
      const { local } = specifier;
      const text = local.name === imported ? imported : `${imported} as ${local.name}`;
      return { local, imported, text, isType: specifier.importKind === 'type' };
    });
  }
  const [declarator, ...others] = loading.declarations;
  if (loading.kind !== 'const' || others.length > 0 || declarator === undefined) {
    return undefined;
  }
  if (declarator.id.type === 'Identifier') {
    return [{ local: declarator.id, imported: undefined, text: undefined, isType: false }];
  }
  return declarator.id.type === 'ObjectPattern'
    ? declarator.id.properties.map((property) =>
        property.type === 'Property' && property.value.type === 'Identifier'
          ? { local: property.value, imported: memberName(property), text: undefined, isType: false }
          : undefined,
      )
    : undefined;
}

function isTypeReference(reference: Scope.Reference): boolean {
  return reference.isTypeReference && !reference.isValueReference;
}

/** The callee of a capture of one client. */
function captureAt(identifier: TSESTree.Identifier, imported: string | undefined): Callee | undefined {
  const { parent } = identifier;
  const isMember = imported === undefined && parent.type === 'MemberExpression' && parent.object === identifier;
  const callee = isMember && !parent.optional ? parent : imported === undefined ? undefined : identifier;
  const method = isMember ? memberName(parent) : imported;
  const call = callee?.parent;
  const [client, ...others] = call?.type === 'CallExpression' && call.callee === callee ? call.arguments : [];
  return callee && client && client.type !== 'SpreadElement' && others.length === 0 && method !== undefined && CAPTURES.has(method)
    ? { node: callee, method }
    : undefined;
}

interface TracerForFile {
  readonly name: string;
  /** Statements that load its class. */
  readonly loads: readonly string[];
  /** Statements that make it, beside the loading. */
  readonly beside: readonly string[];
  readonly edits: readonly Edit[];
}

/** The tracer of the file, where all captures see it, or else one that has to be made. */
function tracerFor(
  source: SourceCode,
  shared: FileContext,
  loading: Loading,
  callees: readonly Callee[],
): TracerForFile | undefined {
  const topLevel = topLevelVariables(source);
  for (const variable of topLevel) {
    const [identifier] = variable.identifiers;
    const meaning = identifier && shared.objects.meaningOf(identifier);
    if (identifier && meaning?.is === 'object' && meaning.type === TRACER) {
      const isSeen = callees.every(({ node }) => isReadyAt(source, variable, node));
      return isSeen ? { name: identifier.name, loads: [], beside: [], edits: [] } : undefined;
    }
  }
  const semicolon = source.text[loading.range[1] - 1] === ';' ? ';' : '';
  const name = freshName(shared.file, source, source.ast, 'tracer');
  const known = topLevel.find((variable) => {
    const meaning = variable.identifiers[0] && shared.objects.meaningOf(variable.identifiers[0]);
    const isClass = meaning?.is === 'export' && meaning.export.instance === TRACER;
    return isClass && isValueImport(variable) && isReadyAt(source, variable, loading);
  });
  const className = known?.name ?? freshName(shared.file, source, source.ast, 'Tracer');
  const last = loading.type === 'ImportDeclaration' ? lastLeadingImport(source) : loading;
  const made = `const ${name} = new ${className}()${last && continuesStatement(source, last) ? ';' : semicolon}`;
  const module = quoted(source, POWERTOOLS);
  if (loading.type === 'VariableDeclaration') {
    const taken = className === 'Tracer' ? 'Tracer' : `Tracer: ${className}`;
    const loads = known ? [] : [`const { ${taken} } = require(${module})${semicolon}`];
    return { name, loads, beside: [made], edits: [] };
  }
  const taken = className === 'Tracer' ? 'Tracer' : `Tracer as ${className}`;
  const loads = known ? [] : [`import { ${taken} } from ${module}${semicolon}`];
  if (last === loading) {
    return { name, loads, beside: ['', made], edits: [] };
  }
  return last && { name, loads, beside: [], edits: [insertAt(last.range[1], `${lineBreak(source)}${lineBreak(source)}${made}`)] };
}

function topLevelVariables(source: SourceCode): readonly Scope.Variable[] {
  const scopes = source.scopeManager?.scopes.filter(({ type }) => (type as string) === 'module' || (type as string) === 'global') ?? [];
  return scopes.flatMap(({ variables }) => variables);
}

/** Whether a variable of the top level is seen at a place, and surely has its value by then. */
function isReadyAt(source: SourceCode, variable: Scope.Variable, place: TSESTree.Node): boolean {
  const [definition] = variable.defs;
  const isReady = (definition?.type as string) === 'ImportBinding' || (definition?.name.range[0] ?? Infinity) < place.range[0];
  return isReady && variableAt(source, place, variable.name) === variable;
}

function isValueImport({ defs: [definition] }: Scope.Variable): boolean {
  const node = definition?.node as TSESTree.Node | undefined;
  const declaration = node?.parent;
  return (
    node !== undefined &&
    !('importKind' in node && node.importKind === 'type') &&
    !(declaration?.type === 'ImportDeclaration' && declaration.importKind === 'type')
  );
}

/** The last of the imports that the file begins with. */
function lastLeadingImport({ ast }: SourceCode): TSESTree.ImportDeclaration | undefined {
  let last: TSESTree.ImportDeclaration | undefined;
  for (const statement of ast.body) {
    if (statement.type === 'ImportDeclaration') {
      last = statement;
    } else if (!isDirective(statement)) {
      break;
    }
  }
  return last;
}

function keptTypes(source: SourceCode, loading: Loading, types: readonly string[]): string[] {
  if (loading.type !== 'ImportDeclaration' || types.length === 0) {
    return [];
  }
  const end = source.text[loading.range[1] - 1] === ';' ? ';' : '';
  return [`import type { ${types.join(', ')} } from ${loading.source.raw}${end}`];
}

/** Puts statements in the place of the loading, or takes its line out. */
function loadingEdits(source: SourceCode, { range: [start, end] }: Loading, statements: readonly string[]): Edit[] {
  if (statements.length > 0) {
    return [{ range: [start, end], text: statements.join(lineBreak(source)) }];
  }
  const rest = /^[^\S\n]*\r?\n/.exec(source.text.slice(end))?.[0].length ?? 0;
  return [{ range: [start, end + rest], text: '' }];
}
