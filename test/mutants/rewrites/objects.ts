import type { TSESTree } from '@typescript-eslint/types';
import { insertAfter, replace } from '../edits';
import { deedsOf } from '../instrumentation';
import { statementAround } from '../openings';
import type { Recording } from '../recording-sites';
import { enclosing, isFunction } from '../source';
import type { Source } from '../source';
import type { Change, Rewrite } from '../variants';
import { onRecordings } from './on-recordings';

/** The same object by another way: what counts is what a name is bound to. */
export const objects: readonly Rewrite[] = [
  byReceiver('by an alias', (object) => ({ before: `const alias = ${object};`, object: 'alias' })),
  byReceiver('by an alias of an alias', (object) => ({ before: `const first = ${object}; const second = first;`, object: 'second' })),
  byReceiver('by a variable that is set later', (object) => ({ before: `let later; later = ${object};`, object: 'later' })),
  byReceiver('from an object that holds it', (object) => ({ before: `const holder = { held: ${object} };`, object: 'holder.held' })),
  byReceiver('destructured from an object that holds it', (object) => ({ before: `const { held } = { held: ${object} };`, object: 'held' })),
  byReceiver('destructured under another name', (object) => ({ before: `const { held: mine } = { held: ${object} };`, object: 'mine' })),
  byReceiver('behind a cast', (object) => ({ object: `(${object} as typeof ${object})` }), (_, object) => !/[(#]/.test(object)),
  byReceiver('in parentheses', (object) => ({ object: `(${object})` })),
  byReceiver('with `satisfies`', (object) => ({ object: `(${object} satisfies unknown)` })),
  byMethod('by the name of the method in brackets', (object, method, optional) => `${object}${optional ? '?.' : ''}['${method}']`),
  byMethod('with the object asserted to be there by a type', (object, method, optional) => `${object}${optional ? '?.' : ''}${optional ? '' : '!.'}${method}`, (_, { call: { callee } }) =>
    callee.type === 'MemberExpression' && !callee.optional),
  guarded('guarded by `if`', (object, code) => `if (${object}) { ${code} }`),
  guarded('guarded by `if` against `undefined`', (object, code) => `if (${object} !== undefined) { ${code} }`),
  guarded('guarded by `if` with an empty way out', (object, code) => `if (!${object}) { console.debug('Tracing is off'); } else { ${code} }`),
  guarded('guarded by `&&`', (object, code) => `void (${object} && ${code.replace(/;$/, '')});`),
  guarded('guarded by a conditional expression', (object, code) => `void (${object} ? ${code.replace(/;$/, '')} : undefined);`),
  ...moduleObjects(),
  ...thisObjects(),
];

interface Written {
  readonly before?: string;
  readonly object: string;
}

function receiverOf({ call: { callee } }: Recording): TSESTree.Expression | undefined {
  return callee.type === 'MemberExpression' ? callee.object : undefined;
}

/** A rewrite of what a recording is called on. */
function byReceiver(
  name: string,
  write: (object: string) => Written,
  applies: (source: Source, object: string) => boolean = () => true,
): Rewrite {
  return onRecordings(
    name,
    (source, text, recording) => {
      const receiver = receiverOf(recording);
      if (receiver) {
        const { before, object } = write(source.textOf(receiver));
        replace(text, receiver, object);
        if (before) {
          text.appendLeft(recording.statement.range[0], `{ ${before} `);
          text.appendLeft(recording.statement.range[1], ' }');
        }
      }
    },
    (source, recording) => {
      const receiver = receiverOf(recording);
      return (
        receiver !== undefined &&
        receiver.type !== 'ThisExpression' &&
        !recording.helper &&
        applies(source, source.textOf(receiver))
      );
    },
  );
}

function byMethod(
  name: string,
  write: (object: string, method: string, optional: boolean) => string,
  applies: (source: Source, recording: Recording) => boolean = () => true,
): Rewrite {
  return onRecordings(
    name,
    (source, text, { call: { callee } }) => {
      if (callee.type === 'MemberExpression') {
        replace(text, callee, write(source.textOf(callee.object), source.textOf(callee.property), callee.optional));
      }
    },
    (source, recording) =>
      receiverOf(recording) !== undefined && !source.textOf(recording.call.callee).includes('#') && applies(source, recording),
  );
}

/** A rewrite of `subsegment?.addError(error)`. */
function guarded(name: string, write: (object: string, code: string) => string): Rewrite {
  return onRecordings(
    name,
    (source, text, { statement, call: { callee } }) => {
      if (callee.type === 'MemberExpression') {
        const code = source.textOf(statement).replace('?.', '.');
        replace(text, statement, write(source.textOf(callee.object), code));
      }
    },
    (_, { call: { callee } }) => callee.type === 'MemberExpression' && callee.optional,
  );
}

/** Rewrites of the tracers and metrics objects of a module. */
function moduleObjects(): Rewrite[] {
  const onDeclared = (
    name: string,
    write: (name: string) => { declaration: string; use: string },
  ): Rewrite => ({
    name,
    *changes(source): Generator<Change> {
      for (const { declared, after, uses } of declaredObjects(source)) {
        const { declaration, use } = write(declared);
        yield {
          node: after,
          edit(text) {
            insertAfter(source, text, after, declaration);
            for (const identifier of uses) {
              const isShorthand = identifier.parent?.type === 'Property' && identifier.parent.shorthand;
              replace(text, identifier, isShorthand ? `${declared}: ${use}` : use);
            }
          },
        };
      }
    },
  });
  return [
    onDeclared('by an alias of the module', (name) => ({ declaration: `const shared = ${name};`, use: 'shared' })),
    onDeclared('by an object of the module that holds it', (name) => ({
      declaration: `const observability = { ${name} };`,
      use: `observability.${name}`,
    })),
    onDeclared('by an object of the module that names it otherwise', (name) => ({
      declaration: `const observability = { held: ${name} } as const;`,
      use: 'observability.held',
    })),
    onDeclared('by a static field', (name) => ({
      declaration: `class Observability { static readonly held = ${name}; }`,
      use: 'Observability.held',
    })),
    onDeclared('by a function of the module that gives it', (name) => ({
      declaration: `function held() { return ${name}; }`,
      use: 'held()',
    })),
    onDeclared('by an arrow of the module that gives it', (name) => ({
      declaration: `const held = () => ${name};`,
      use: 'held()',
    })),
    onDeclared('destructured from an object of the module', (name) => ({
      declaration: `const { held } = { held: ${name} };`,
      use: 'held',
    })),
    {
      name: 'under another name',
      *changes(source) {
        for (const { declared, identifiers, after } of declaredObjects(source)) {
          yield {
            node: after,
            edit(text) {
              for (const identifier of identifiers) {
                const { parent } = identifier;
                const isImported = parent?.type === 'ImportSpecifier';
                const isShorthand = parent?.type === 'Property' && parent.shorthand;
                const other = `${declared}OfMine`;
                if (isImported) {
                  replace(text, parent, `${source.textOf(parent.imported)} as ${other}`);
                } else {
                  replace(text, identifier, isShorthand ? `${declared}: ${other}` : other);
                }
              }
            },
          };
        }
      },
    },
    {
      name: 'of a namespace import',
      *changes(source) {
        for (const declaration of source.nodes('ImportDeclaration')) {
          const values = declaration.specifiers.filter((specifier) => specifier.type === 'ImportSpecifier');
          const isObjects =
            declaration.importKind === 'value' &&
            values.length === declaration.specifiers.length &&
            /powertools|observability|opentelemetry|embedded|cloudwatch|runtime/.test(declaration.source.value);
          if (isObjects) {
            yield {
              node: declaration,
              edit(text) {
                replace(text, declaration, `import * as library from ${source.textOf(declaration.source)};`);
                for (const specifier of values) {
                  const variable = source.variableOf(specifier.local);
                  for (const identifier of variable ? source.identifiersOf(variable) : []) {
                    if (identifier !== specifier.local && identifier !== specifier.imported) {
                      const isShorthand = identifier.parent?.type === 'Property' && identifier.parent.shorthand;
                      const use = `library.${source.textOf(specifier.imported)}`;
                      replace(text, identifier, isShorthand ? `${source.textOf(identifier)}: ${use}` : use);
                    }
                  }
                }
              },
            };
          }
        }
      },
    },
  ];
}

/** The tracers and metrics objects that a module declares or imports, with their uses in its functions. */
function declaredObjects(source: Source) {
  const found = new Map<string, { declared: string; after: TSESTree.Node; uses: TSESTree.Node[]; identifiers: TSESTree.Node[] }>();
  for (const call of source.nodes('CallExpression')) {
    const { callee } = call;
    if (deedsOf(source, call).size === 0 || callee.type !== 'MemberExpression') {
      continue;
    }
    let root: TSESTree.Node = callee.object;
    while (root.type === 'MemberExpression') {
      root = root.object;
    }
    const variable = root.type === 'Identifier' ? source.variableOf(root) : undefined;
    const declaration = variable?.identifiers[0];
    const after = declaration && statementAround(declaration);
    const isOfModule = after?.parent?.type === 'Program' && !after.type.startsWith('Export') && !isInFunction(declaration);
    if (variable && after && isOfModule && root.type === 'Identifier') {
      const identifiers = source.identifiersOf(variable);
      const uses = identifiers.filter((identifier) => isInFunction(identifier) && !identifier.parent?.type.startsWith('TS'));
      found.set(root.name, { declared: root.name, after: lastImport(source, after), uses, identifiers });
    }
  }
  return found.values();
}

/** Declarations stand after the imports. */
function lastImport(source: Source, statement: TSESTree.Node): TSESTree.Node {
  const last = source.nodes('ImportDeclaration').at(-1);
  return statement.type === 'ImportDeclaration' && last ? last : statement;
}

function isInFunction(node: TSESTree.Node | undefined): boolean {
  for (let parent = node?.parent; parent; parent = parent.parent) {
    // Decorators are evaluated with the class.
    if (parent.type === 'Decorator') {
      return false;
    }
    if (isFunction(parent)) {
      return true;
    }
  }
  return false;
}

/** Rewrites between `this.metrics` and a constant. */
function thisObjects(): Rewrite[] {
  return [
    {
      name: 'by a field of the class',
      *changes(source) {
        yield* ofFields(source, (name) => ({ field: `readonly held = ${name};`, use: 'this.held' }));
      },
    },
    {
      name: 'by a private field of the class',
      *changes(source) {
        yield* ofFields(source, (name) => ({ field: `readonly #held = ${name};`, use: 'this.#held' }));
      },
    },
    {
      name: 'by a getter of the class',
      *changes(source) {
        yield* ofFields(source, (name) => ({ field: `private get held() { return ${name}; }`, use: 'this.held' }));
      },
    },
    {
      name: 'by a constant in place of `this`',
      *changes(source) {
        for (const call of source.nodes('CallExpression')) {
          const { callee } = call;
          const field = callee.type === 'MemberExpression' ? fieldIn(callee.object) : undefined;
          const method = enclosing(call, 'MethodDefinition');
          const body = method?.value.body;
          if (deedsOf(source, call).size > 0 && field && body) {
            yield {
              node: call,
              edit(text) {
                text.appendLeft(body.range[0] + 1, `\n    const held = ${source.textOf(field)};`);
                replace(text, field, 'held');
              },
            };
          }
        }
      },
    },
    {
      name: 'destructured from `this`',
      *changes(source) {
        for (const call of source.nodes('CallExpression')) {
          const { callee } = call;
          const field = callee.type === 'MemberExpression' ? fieldIn(callee.object) : undefined;
          const body = enclosing(call, 'MethodDefinition')?.value.body;
          if (deedsOf(source, call).size > 0 && field?.property.type === 'Identifier' && body) {
            const { name } = field.property;
            yield {
              node: call,
              edit(text) {
                text.appendLeft(body.range[0] + 1, `\n    const { ${name}: held } = this;`);
                replace(text, field, 'held');
              },
            };
          }
        }
      },
    },
  ];
}

/** `this.metrics` at the root of an expression. */
function fieldIn(expression: TSESTree.Expression): TSESTree.MemberExpression | undefined {
  let node = expression;
  while (node.type === 'MemberExpression' && node.object.type !== 'ThisExpression') {
    node = node.object;
  }
  return node.type === 'MemberExpression' ? node : undefined;
}

/** In classes: the uses of an object of the module in methods, by a member that holds it. */
function* ofFields(source: Source, write: (name: string) => { field: string; use: string }): Generator<Change> {
  for (const { declared, uses } of declaredObjects(source)) {
    const inMethods = uses.filter((use) => {
      const method = enclosing(use, 'MethodDefinition');
      return method && !method.static && method.kind !== 'constructor';
    });
    const [first] = inMethods;
    const body = first && enclosing(first, 'ClassBody');
    if (body && inMethods.every((use) => enclosing(use, 'ClassBody') === body)) {
      const { field, use } = write(declared);
      yield {
        node: first,
        edit(text) {
          text.appendLeft(body.range[0] + 1, `\n  ${field}`);
          inMethods.forEach((identifier) => replace(text, identifier, use));
        },
      };
    }
  }
}

