import type { TSESTree } from '@typescript-eslint/utils';
import { isChangedLater } from './changed-literals';
import { literalString, memberName, unwrap } from './file-model';
import type { FileModel } from './file-model';
import { holderOf, membersOf } from './functions';

/**
 * A string as far as the file tells it: `known` with its text, `computed` at run time in this file, or
 * `elsewhere` (imported, or handed in) and so out of sight.
 */
export type StaticString =
  | { readonly state: 'known'; readonly text: string }
  | { readonly state: 'computed' | 'elsewhere' };

const COMPUTED: StaticString = { state: 'computed' };
const ELSEWHERE: StaticString = { state: 'elsewhere' };

/** What a file tells of the string that an expression gives. */
export function staticString(file: FileModel, expression: TSESTree.Node, depth = 10): StaticString {
  const node = unwrap(expression);
  const text = literalString(node);
  if (text !== undefined) {
    return { state: 'known', text };
  }
  if (depth === 0) {
    return COMPUTED;
  }
  if (node.type === 'Identifier') {
    const variable = file.variableOf(node);
    const origins = variable ? file.originsOf(variable) : [];
    const [origin] = origins;
    if (origins.length !== 1 || origin === undefined) {
      return COMPUTED;
    }
    if (origin.from === 'import' || origin.from === 'parameter') {
      return ELSEWHERE;
    }
    if (origin.from !== 'value') {
      return COMPUTED;
    }
    const [name] = origin.path;
    return name === undefined
      ? staticString(file, origin.value, depth - 1)
      : memberString(file, origin.value, name, depth - 1);
  }
  if (node.type === 'MemberExpression') {
    const name = memberName(node);
    return name === undefined ? COMPUTED : memberString(file, node.object, name, depth - 1);
  }
  if (node.type === 'BinaryExpression' && node.operator === '+') {
    return joined([node.left, node.right].map((part) => staticString(file, part, depth - 1)));
  }
  if (node.type === 'TemplateLiteral') {
    return joined(
      node.quasis.flatMap(({ value: { cooked } }, index) => {
        const hole = node.expressions[index];
        return [{ state: 'known', text: cooked ?? '' }, ...(hole ? [staticString(file, hole, depth - 1)] : [])];
      }),
    );
  }
  return COMPUTED;
}

/** A string that is put together: where a part is out of sight it is another string each time. */
function joined(parts: readonly StaticString[]): StaticString {
  let text = '';
  for (const part of parts) {
    if (part.state !== 'known') {
      return COMPUTED;
    }
    text += part.text;
  }
  return { state: 'known', text };
}

function memberString(file: FileModel, object: TSESTree.Node, name: string, depth: number): StaticString {
  const holder = holderOf(file, object);
  if (holder?.type === 'ObjectExpression' && isChangedLater(file, holder)) {
    return COMPUTED;
  }
  for (const member of holder ? membersOf(file, holder) : []) {
    const isValue = member.type === 'Property' || member.type === 'PropertyDefinition';
    if (isValue && memberName(member) === name && member.value) {
      return staticString(file, member.value, depth);
    }
  }
  if (object.type !== 'Identifier') {
    return holder ? COMPUTED : ELSEWHERE;
  }
  const list = file.constantOf(object);
  const array = list && unwrap(list);
  if (array?.type === 'ArrayExpression') {
    const element = array.elements.slice(0, Number(name) + 1).every((one) => one?.type !== 'SpreadElement')
      ? array.elements[Number(name)]
      : undefined;
    return element && !isChangedLater(file, array) ? staticString(file, element, depth) : COMPUTED;
  }
  const definition = file.variableOf(object)?.defs[0];
  const declaration = definition?.node as TSESTree.Node | undefined;
  if (declaration?.type === 'TSEnumDeclaration') {
    const member = declaration.body.members.find(
      ({ id }) => (id.type === 'Identifier' ? id.name : literalString(id)) === name,
    );
    return member?.initializer ? staticString(file, member.initializer, depth) : COMPUTED;
  }
  return definition && ['ImportBinding', 'Parameter'].includes(definition.type) ? ELSEWHERE : COMPUTED;
}
