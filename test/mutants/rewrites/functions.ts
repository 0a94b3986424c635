import type MagicString from 'magic-string';
import type { TSESTree } from '@typescript-eslint/types';
import { insertBefore, isListed, replace } from '../edits';
import { deedsOf, openedCallback } from '../instrumentation';
import { statementAround } from '../openings';
import { enclosingFunction } from '../source';
import type { FunctionNode, Source } from '../source';
import { typeText } from '../type-texts';
import type { Change, Rewrite } from '../variants';

/** Another kind of function for the same code. */
export const functions: readonly Rewrite[] = [
  {
    name: 'an arrow in place of a function',
    *changes(source): Generator<Change> {
      for (const node of source.nodes('FunctionDeclaration')) {
        if (node.id && !node.generator && !usesOwnThis(source, node) && node.parent.type !== 'ExportDefaultDeclaration') {
          const { id } = node;
          yield {
            node,
            edit(text) {
              const { from, to } = signatureOf(source, node);
              const isAsync = node.async ? 'async ' : '';
              overwrite(text, node.range[0], from, `const ${source.textOf(id)} = ${isAsync}`);
              text.appendLeft(to, ' =>');
              text.appendLeft(node.range[1], ';');
            },
          };
        }
      }
    },
  },
  {
    name: 'a function in place of an arrow',
    *changes(source): Generator<Change> {
      for (const { declarator, arrow } of constantArrows(source)) {
        yield {
          node: arrow,
          edit(text) {
            const { parent } = declarator;
            const { from, to } = signatureOf(source, arrow);
            overwrite(text, parent.range[0], from, `${arrow.async ? 'async ' : ''}function ${source.textOf(declarator.id)}`);
            text.remove(to, bodyOf(source, arrow)[0]);
            text.appendLeft(to, ' ');
            wrapBody(source, text, arrow);
            if (source.text[parent.range[1] - 1] === ';') {
              text.remove(parent.range[1] - 1, parent.range[1]);
            }
          },
        };
      }
    },
  },
  {
    name: 'a function for the callback of the subsegment',
    *changes(source): Generator<Change> {
      for (const { callback } of callbacks(source)) {
        if (!usesOwnThis(source, callback)) {
          yield {
            node: callback,
            edit(text) {
              const { from, to } = signatureOf(source, callback);
              overwrite(text, callback.range[0], from, `${callback.async ? 'async ' : ''}function `);
              text.remove(to, bodyOf(source, callback)[0]);
              text.appendLeft(to, ' ');
              wrapBody(source, text, callback);
            },
          };
        }
      }
    },
  },
  {
    name: 'a callback that is named before',
    *changes(source): Generator<Change> {
      for (const { call, callback } of callbacks(source)) {
        const statement = statementAround(call);
        const [parameter] = callback.params;
        const type = parameter && typeText(source, parameter);
        if (isListed(statement) && enclosingFunction(statement) === enclosingFunction(call) && parameter && type) {
          yield {
            node: callback,
            edit(text) {
              const { start, end } = parametersOf(source, callback);
              const typed = `(${source.textOf(parameter)}: ${type})`;
              const code = source.text.slice(callback.range[0], start) + typed + source.text.slice(end, callback.range[1]);
              insertBefore(source, text, statement, `const work = ${code};`);
              replace(text, callback, 'work');
            },
          };
        }
      }
    },
  },
  {
    name: 'a result that is named before it is returned',
    *changes(source): Generator<Change> {
      for (const { call } of callbacks(source)) {
        const statement = statementAround(call);
        if (statement.type === 'ReturnStatement' && statement.argument && isListed(statement) && enclosingFunction(statement)?.async) {
          const { argument } = statement;
          yield {
            node: statement,
            edit: (text) => replace(text, statement, `const outcome = await (${source.textOf(argument)});\n  return outcome;`),
          };
        }
      }
    },
  },
  {
    name: 'a block in place of the expression of an arrow',
    *changes(source): Generator<Change> {
      for (const arrow of source.nodes('ArrowFunctionExpression')) {
        if (arrow.body.type !== 'BlockStatement') {
          yield { node: arrow, edit: (text) => wrapBody(source, text, arrow) };
        }
      }
    },
  },
  {
    name: 'an awaited result that is named before it is returned',
    *changes(source): Generator<Change> {
      for (const statement of source.nodes('ReturnStatement')) {
        if (statement.argument?.type === 'AwaitExpression' && isListed(statement)) {
          const { argument } = statement;
          yield {
            node: statement,
            edit: (text) => replace(text, statement, `const outcome = ${source.textOf(argument)};\n${source.indentOf(statement)}return outcome;`),
          };
        }
      }
    },
  },
];

function callbacks(source: Source): { call: TSESTree.CallExpression; callback: TSESTree.ArrowFunctionExpression }[] {
  return source.nodes('CallExpression').flatMap((call) => {
    const callback = deedsOf(source, call).has('open') ? openedCallback(call) : undefined;
    return callback?.type === 'ArrowFunctionExpression' ? [{ call, callback }] : [];
  });
}

/** `const name = () => ...`, one in its declaration, without a type. */
function constantArrows(source: Source): { declarator: TSESTree.VariableDeclarator; arrow: TSESTree.ArrowFunctionExpression }[] {
  return source.nodes('ArrowFunctionExpression').flatMap((arrow) => {
    const declarator = arrow.parent;
    return declarator.type === 'VariableDeclarator' &&
      declarator.init === arrow &&
      declarator.id.typeAnnotation === undefined &&
      declarator.parent.declarations.length === 1 &&
      !usesOwnThis(source, arrow)
      ? [{ declarator, arrow }]
      : [];
  });
}

function usesOwnThis(source: Source, node: FunctionNode): boolean {
  return source.nodes('ThisExpression', node).length > 0 || source.nodes('Super', node).length > 0;
}

/** Where the parameters begin, type parameters included, and where what follows them ends: the type of the result. */
function signatureOf(source: Source, node: FunctionNode): { from: number; to: number } {
  const { start, end } = parametersOf(source, node);
  return { from: node.typeParameters?.range[0] ?? start, to: node.returnType?.range[1] ?? end };
}

/** The parentheses of the parameters. */
function parametersOf(source: Source, node: FunctionNode): { start: number; end: number } {
  const [first] = node.params;
  const before = first?.range[0] ?? node.returnType?.range[0] ?? node.body.range[0];
  const start = source.text.lastIndexOf('(', first ? before : before - 1);
  const last = node.params.at(-1)?.range[1] ?? start;
  return { start, end: source.text.indexOf(')', last) + 1 };
}

/** Overwrites what may be nothing. */
function overwrite(text: MagicString, start: number, end: number, code: string): void {
  if (start < end) {
    text.overwrite(start, end, code);
  } else {
    text.appendLeft(start, code);
  }
}

function wrapBody(source: Source, text: MagicString, arrow: FunctionNode): void {
  if (arrow.body.type !== 'BlockStatement') {
    const [start, end] = bodyOf(source, arrow);
    text.appendLeft(start, '{ return ');
    text.appendLeft(end, '; }');
  }
}

/** The range of a body, with the parentheses that an object literal has around it. */
function bodyOf(source: Source, { body }: FunctionNode): readonly [number, number] {
  const [start, end] = body.range;
  return source.text[start - 1] === '(' ? [start - 1, end + 1] : [start, end];
}
