import type { TSESTree } from '@typescript-eslint/utils';
import { literalString, memberName, outermost } from '../../syntax/file-model';
import type { FileModel } from '../../syntax/file-model';
import { functionOf, isFunction } from '../../syntax/functions';
import { isGlobal, membersToRead } from './partial-answers';
import type { PartialAnswer } from './partial-answers';

/** What becomes of an answer: nothing, its other parts are used only, or what failed is read or handed on. */
export type AnswerUse = 'discarded' | 'unread' | 'read';

const ITERATING = new Set(['forEach', 'map', 'flatMap', 'filter', 'find', 'findLast', 'some', 'every', 'reduce']);
const SAME_LIST = new Set(['filter', 'find', 'findLast', 'slice', 'flat', 'concat', 'reverse', 'at', 'values', 'entries']);
const COLLECTING = new Set(['push', 'unshift', 'add']);

/** Follows an answer to everything that is done with it. */
export class AnswerUses {
  readonly use: AnswerUse;
  /** Expressions whose value is one of the fields that are an empty object when nothing failed. */
  readonly emptyObjects: TSESTree.Node[] = [];
  /** Calls by which answers that a callback returned, or collected, come back: of `map`, `then`, ... */
  readonly carriers: TSESTree.CallExpression[] = [];
  readonly #file: FileModel;
  readonly #answer: PartialAnswer;
  readonly #members: ReadonlySet<string>;
  readonly #followed = new Set<unknown>();
  readonly #mentioned = new Set<unknown>();

  constructor(file: FileModel, answer: PartialAnswer) {
    this.#file = file;
    this.#answer = answer;
    this.#members = membersToRead(answer);
    this.use = this.#follow(answer.call, answer.isList);
  }

  #follow(value: TSESTree.Node, isList: boolean): AnswerUse {
    if (this.#followed.has(value)) {
      return 'discarded';
    }
    this.#followed.add(value);
    const node = outermost(value);
    const { parent } = node;
    switch (parent?.type) {
      case 'ExpressionStatement':
        return 'discarded';
      case 'UnaryExpression':
        return parent.operator === 'void' ? 'discarded' : 'unread';
      case 'AwaitExpression':
        return this.#follow(parent, isList);
      case 'ConditionalExpression':
      case 'IfStatement':
      case 'WhileStatement':
      case 'DoWhileStatement':
        return parent.type === 'ConditionalExpression' && parent.test !== node ? this.#follow(parent, isList) : 'unread';
      case 'LogicalExpression':
        return this.#follow(parent, isList);
      case 'SequenceExpression':
        return parent.expressions.at(-1) === node ? this.#follow(parent, isList) : 'discarded';
      case 'BinaryExpression':
        return this.#testedFor(parent, node);
      case 'ReturnStatement':
        return this.#returned(parent, isList);
      case 'ArrowFunctionExpression':
        return parent.body === node ? this.#returnedBy(parent, isList) : 'read';
      case 'ArrayExpression':
        return this.#follow(parent, true);
      case 'SpreadElement':
        return isList && parent.parent.type === 'ArrayExpression' ? this.#follow(parent.parent, true) : 'read';
      case 'CallExpression':
        return this.#handedTo(parent, node);
      case 'MemberExpression':
        return parent.object === node ? this.#memberOf(parent, isList) : 'read';
      case 'VariableDeclarator':
        return parent.init === node ? this.#bound(parent.id, isList) : 'read';
      case 'AssignmentExpression': {
        const target = parent.right === node ? this.#bound(parent.left, isList) : 'unread';
        return best(target, this.#follow(parent, isList));
      }
      case 'ForOfStatement':
        return parent.right === node ? this.#boundInLoop(parent.left) : 'read';
      default:
        return 'read';
    }
  }

  #testedFor(test: TSESTree.BinaryExpression, node: TSESTree.Node): AnswerUse {
    const name = literalString(test.left);
    if (test.operator !== 'in' || test.right !== node || name === undefined || !this.#members.has(name)) {
      return 'unread';
    }
    if (this.#answer.emptyWhenNothingFailed.includes(name)) {
      this.emptyObjects.push(test);
    }
    return 'read';
  }

  #returned(statement: TSESTree.ReturnStatement, isList: boolean): AnswerUse {
    let unit: TSESTree.Node | undefined = statement.parent;
    while (unit && !isFunction(unit)) {
      unit = unit.parent;
    }
    return unit && isFunction(unit) ? this.#returnedBy(unit, isList) : 'read';
  }

  /** A callback gives the answer to the call that it is handed to; any other function, to its caller. */
  #returnedBy(unit: TSESTree.Node, isList: boolean): AnswerUse {
    const { parent } = outermost(unit);
    if (parent?.type !== 'CallExpression') {
      return 'read';
    }
    if (parent.callee === unit) {
      this.carriers.push(parent);
      return this.#follow(parent, isList);
    }
    const method = parent.callee.type === 'MemberExpression' ? memberName(parent.callee) : undefined;
    switch (method) {
      case 'forEach':
        return 'discarded';
      case 'map':
      case 'flatMap':
        this.carriers.push(parent);
        return this.#follow(parent, true);
      case 'then':
      case 'catch':
        this.carriers.push(parent);
        return this.#follow(parent, isList);
      default:
        return 'read';
    }
  }

  #handedTo(call: TSESTree.CallExpression, node: TSESTree.Node): AnswerUse {
    const { callee } = call;
    if (callee === node || callee.type !== 'MemberExpression') {
      return 'read';
    }
    const method = memberName(callee) ?? '';
    if (isGlobal(this.#file, callee.object, 'Promise') && ['all', 'race', 'any'].includes(method)) {
      return this.#follow(call, method === 'all');
    }
    if (COLLECTING.has(method) && callee.object.type === 'Identifier') {
      return this.#boundTo(callee.object, true);
    }
    return 'read';
  }

  #memberOf(member: TSESTree.MemberExpression, isList: boolean): AnswerUse {
    const name = memberName(member);
    const { parent } = outermost(member);
    const call = parent?.type === 'CallExpression' && parent.callee === outermost(member) ? parent : undefined;
    if (call && (name === 'catch' || name === 'finally')) {
      return this.#follow(call, isList);
    }
    if (call && name === 'then') {
      const [callback] = call.arguments;
      return callback ? this.#firstParameter(callback, isList) : this.#follow(call, isList);
    }
    if (isList) {
      return call ? this.#listMethod(call, name ?? '') : name === 'length' ? 'unread' : this.#follow(member, false);
    }
    return name === undefined ? 'read' : this.#named(name, member);
  }

  #listMethod(call: TSESTree.CallExpression, method: string): AnswerUse {
    const [callback] = call.arguments;
    const inside = callback && ITERATING.has(method) ? this.#firstParameter(callback, false) : 'unread';
    return SAME_LIST.has(method) ? best(inside, this.#follow(call, method !== 'at' && !method.startsWith('find'))) : inside;
  }

  #firstParameter(callback: TSESTree.Node, isList: boolean): AnswerUse {
    const called = functionOf(this.#file, callback);
    const [parameter] = called?.params ?? [];
    return called === undefined ? 'read' : parameter === undefined ? 'discarded' : this.#bound(parameter, isList);
  }

  #named(name: string, value: TSESTree.Node): AnswerUse {
    if (!this.#members.has(name)) {
      return 'unread';
    }
    if (this.#answer.emptyWhenNothingFailed.includes(name)) {
      if (value.type === 'Identifier') {
        this.#mentions(value);
      } else {
        this.#emptyObject(value);
      }
    }
    return 'read';
  }

  /** Remembers an expression that gives the field's value, and every later mention of what it is bound to. */
  #emptyObject(value: TSESTree.Node): void {
    const node = outermost(value);
    const { parent } = node;
    if (parent?.type === 'LogicalExpression' && parent.left === node && isEmptyObject(parent.right)) {
      this.#emptyObject(parent);
    } else if (parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier' && parent.init === node) {
      this.#mentions(parent.id);
    } else if (
      parent?.type === 'AssignmentExpression' &&
      parent.left.type === 'Identifier' &&
      parent.right === node &&
      this.#beginsAsObject(parent.left)
    ) {
      this.#mentions(parent.left);
    } else {
      this.emptyObjects.push(node);
    }
  }

  /** A variable that holds nothing at first may tell by that. */
  #beginsAsObject(name: TSESTree.Identifier): boolean {
    const declarator = this.#file.variableOf(name)?.defs[0]?.node as TSESTree.Node | undefined;
    return declarator?.type === 'VariableDeclarator' && declarator.init?.type === 'ObjectExpression';
  }

  #mentions(name: TSESTree.Identifier): void {
    const variable = this.#file.variableOf(name);
    if (variable && !this.#mentioned.has(variable)) {
      this.#mentioned.add(variable);
      for (const reference of variable.references) {
        if (reference.isRead()) {
          this.#emptyObject(reference.identifier as TSESTree.Identifier);
        }
      }
    }
  }

  #boundInLoop(left: TSESTree.ForOfStatement['left']): AnswerUse {
    const target = left.type === 'VariableDeclaration' ? left.declarations[0]?.id : left;
    // `for (const [index, outcome] of results.entries())`
    const element = target?.type === 'ArrayPattern' ? target.elements[1] : target;
    return element ? this.#bound(element, false) : 'unread';
  }

  #bound(target: TSESTree.Node, isList: boolean): AnswerUse {
    switch (target.type) {
      case 'Identifier':
        return this.#boundTo(target, isList);
      case 'AssignmentPattern':
        return this.#bound(target.left, isList);
      case 'ArrayPattern':
        return target.elements.reduce<AnswerUse>(
          (use, element) => (element ? best(use, this.#bound(element, element.type === 'RestElement')) : use),
          'unread',
        );
      case 'RestElement':
        return this.#bound(target.argument, isList);
      case 'ObjectPattern':
        return target.properties.reduce<AnswerUse>((use, property) => {
          if (property.type === 'RestElement') {
            return 'read';
          }
          const name = memberName(property);
          return best(use, name === undefined ? 'read' : this.#named(name, patternTarget(property.value)));
        }, 'unread');
      default:
        return 'read';
    }
  }

  #boundTo(name: TSESTree.Identifier, isList: boolean): AnswerUse {
    const variable = this.#file.variableOf(name);
    if (variable === undefined) {
      return 'read';
    }
    if (this.#followed.has(variable)) {
      return 'discarded';
    }
    this.#followed.add(variable);
    return variable.references
      .filter((reference) => reference.isRead())
      .map(({ identifier }) => identifier as TSESTree.Identifier)
      .filter((identifier) => !isCollectedInto(identifier))
      .reduce<AnswerUse>((use, identifier) => best(use, this.#follow(identifier, isList)), 'discarded');
  }
}

/** `answers.push(...)` reads no answer. */
function isCollectedInto(identifier: TSESTree.Identifier): boolean {
  const { parent } = identifier;
  return (
    parent.type === 'MemberExpression' &&
    parent.object === identifier &&
    COLLECTING.has(memberName(parent) ?? '') &&
    parent.parent.type === 'CallExpression'
  );
}

function isEmptyObject(node: TSESTree.Node): boolean {
  return node.type === 'ObjectExpression' && node.properties.length === 0;
}

function patternTarget(value: TSESTree.Node): TSESTree.Node {
  return value.type === 'AssignmentPattern' ? value.left : value;
}

function best(first: AnswerUse, second: AnswerUse): AnswerUse {
  const order: readonly AnswerUse[] = ['discarded', 'unread', 'read'];
  return order.indexOf(first) > order.indexOf(second) ? first : second;
}
