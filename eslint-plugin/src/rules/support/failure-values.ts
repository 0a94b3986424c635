import type { TSESTree } from '@typescript-eslint/utils';
import { memberName, unwrap } from '../../syntax/file-model';
import type { FileModel, FunctionNode } from '../../syntax/file-model';
import { enclosingUnit, functionOf, isFunction, returnedValues } from '../../syntax/functions';
import { contains, walk } from '../../syntax/walk';
import { boundIn, elementOf, FAILED, listOf, memberOf } from './answer-holdings';
import type { Holding } from './answer-holdings';
import { MIRRORED, opposite, SUCCESS, verdictOfComparison } from './failure-verdicts';
import type { Verdict } from './failure-verdicts';
import type { PartialAnswer } from './partial-answers';

const SELECTING = new Set(['filter', 'find', 'findLast', 'findIndex', 'some', 'every']);
const SAME_LIST = new Set(['slice', 'concat', 'flat', 'reverse', 'toReversed', 'toSorted', 'sort', 'values']);
export const COLLECTING: ReadonlySet<string> = new Set(['push', 'unshift', 'add', 'set']);

/** Follows what failed in an answer through variables, parameters and collections. */
export class FailureValues {
  readonly #file: FileModel;
  readonly #answer: PartialAnswer;
  readonly #variables = new Map<unknown, Holding>();
  readonly #units: FunctionNode[] = [];
  #hasGrown = true;

  constructor(file: FileModel, answer: PartialAnswer) {
    this.#file = file;
    this.#answer = answer;
    const roots = new Set<TSESTree.Node>([outermostUnit(answer.call)]);
    while (this.#hasGrown) {
      this.#hasGrown = false;
      for (const root of roots) {
        this.#bindAll(root);
      }
      for (const unit of this.#units.splice(0)) {
        const root = outermostUnit(unit.body);
        this.#hasGrown ||= !roots.has(root);
        roots.add(root);
      }
    }
  }

  /** What the expression holds of the answer; `undefined` for nothing of what failed. */
  holdingOf(expression: TSESTree.Node | null | undefined): Holding | undefined {
    if (!expression) {
      return undefined;
    }
    const node = unwrap(expression);
    switch (node.type) {
      case 'Identifier':
        return this.#variables.get(this.#file.variableOf(node));
      case 'AwaitExpression':
      case 'SpreadElement':
      case 'UnaryExpression':
        return this.holdingOf(node.argument);
      case 'CallExpression':
        return this.#ofCall(node);
      case 'NewExpression':
        return this.#anyOf(node.arguments);
      case 'MemberExpression':
        return this.#member(node);
      case 'AssignmentExpression':
        return this.holdingOf(node.right);
      case 'ConditionalExpression':
        return this.holdingOf(node.consequent) ?? this.holdingOf(node.alternate);
      case 'LogicalExpression':
        return this.holdingOf(node.left) ?? this.holdingOf(node.right);
      case 'BinaryExpression':
        return this.#anyOf([node.left, node.right]);
      case 'TemplateLiteral':
        return this.#anyOf(node.expressions);
      case 'SequenceExpression':
        return this.holdingOf(node.expressions.at(-1));
      case 'ArrayExpression':
        return listOf(this.#firstOf(node.elements));
      case 'ObjectExpression':
        return this.#anyOf(
          node.properties.map((property) => (property.type === 'Property' ? property.value : property)),
        );
      default:
        return undefined;
    }
  }

  /** What a test tells when it comes out true. */
  verdictOf(test: TSESTree.Node, depth = 10): Verdict {
    const node = unwrap(test);
    switch (node.type) {
      case 'UnaryExpression':
        return node.operator === '!' ? opposite(this.verdictOf(node.argument, depth)) : undefined;
      case 'AwaitExpression':
        return this.verdictOf(node.argument, depth);
      case 'BinaryExpression':
        return this.#comparison(node);
      case 'LogicalExpression': {
        const left = this.verdictOf(node.left, depth);
        return left === this.verdictOf(node.right, depth) ? left : undefined;
      }
      case 'CallExpression':
        return this.#predicate(node);
      case 'Identifier': {
        const value = depth > 0 ? this.#file.constantOf(node) : undefined;
        const isTest = value && ['BinaryExpression', 'CallExpression', 'UnaryExpression', 'LogicalExpression'].includes(value.type);
        const verdict = isTest ? this.verdictOf(value, depth - 1) : undefined;
        return verdict ?? (this.holdingOf(node) && 'failed');
      }
      default:
        return this.holdingOf(node) && 'failed';
    }
  }

  /** The variables that hold something of what failed and are declared outside of the function. */
  isDeclaredOutside(name: TSESTree.Node, unit: TSESTree.Node): boolean {
    const variable = name.type === 'Identifier' ? this.#file.variableOf(name) : undefined;
    const definition = variable?.defs[0]?.name as TSESTree.Node | undefined;
    return definition !== undefined && !contains(unit, definition);
  }

  /** What is made of several of them together. */
  #anyOf(expressions: readonly (TSESTree.Node | null)[]): Holding | undefined {
    return this.#firstOf(expressions) && FAILED;
  }

  #firstOf(expressions: readonly (TSESTree.Node | null)[]): Holding | undefined {
    for (const expression of expressions) {
      const holding = this.holdingOf(expression);
      if (holding) {
        return holding;
      }
    }
    return undefined;
  }

  #ofCall(call: TSESTree.CallExpression): Holding | undefined {
    const { fields, isList } = this.#answer;
    if (call === this.#answer.call) {
      return isList ? { is: 'list', of: { is: 'answer', fields } } : { is: 'answer', fields };
    }
    const callee = unwrap(call.callee);
    const called = isFunction(callee) ? callee : undefined;
    if (called) {
      return this.#returned(called);
    }
    if (callee.type === 'MemberExpression') {
      const method = memberName(callee) ?? '';
      const object = this.holdingOf(callee.object);
      const [callback] = call.arguments;
      if (method === 'then' || method === 'catch' || method === 'finally') {
        const made = method === 'then' && callback ? functionOf(this.#file, callback) : undefined;
        return made ? this.#returned(made) : object;
      }
      if (method === 'map' || method === 'flatMap') {
        const made = callback && functionOf(this.#file, callback);
        return made && listOf(this.#returned(made));
      }
      if (object) {
        return this.#listMethod(call, object, method);
      }
    }
    const held = this.#firstOf(call.arguments);
    const isPromiseAll = callee.type === 'MemberExpression' && memberName(callee) === 'all';
    return held && (isPromiseAll ? held : FAILED);
  }

  #listMethod(call: TSESTree.CallExpression, object: Holding, method: string): Holding | undefined {
    const [callback] = call.arguments;
    if (SELECTING.has(method) && callback) {
      return this.#selects(callback, object) === 'none' && method !== 'every' ? undefined : FAILED;
    }
    if (method === 'forEach') {
      return undefined;
    }
    if (method === 'at' || method === 'pop' || method === 'shift') {
      return object.is === 'list' ? object.of : object;
    }
    return SAME_LIST.has(method) || method === 'entries' ? object : FAILED;
  }

  /** What a predicate that is handed each element tells. */
  #selects(callback: TSESTree.Node, list: Holding): Verdict {
    const called = functionOf(this.#file, callback);
    if (called === undefined) {
      return callback.type === 'Identifier' && SUCCESS.test(callback.name) ? 'none' : 'failed';
    }
    this.#bindParameter(called, 0, elementOf(list));
    const [value] = returnedValues(this.#file, called);
    return value && this.verdictOf(value);
  }

  #returned(called: FunctionNode): Holding | undefined {
    return this.#firstOf(returnedValues(this.#file, called));
  }

  #member(node: TSESTree.MemberExpression): Holding | undefined {
    const object = this.holdingOf(node.object);
    return object && memberOf(object, node.computed && node.property.type !== 'Literal' ? undefined : memberName(node));
  }

  #comparison(node: TSESTree.BinaryExpression): Verdict {
    if (node.operator === 'in') {
      return this.holdingOf(node.right) && 'failed';
    }
    if (this.holdingOf(node.left)) {
      return verdictOfComparison(node.operator, unwrap(node.right));
    }
    return this.holdingOf(node.right) && verdictOfComparison(MIRRORED[node.operator] ?? node.operator, unwrap(node.left));
  }

  #predicate(call: TSESTree.CallExpression): Verdict {
    const callee = unwrap(call.callee);
    const method = callee.type === 'MemberExpression' ? (memberName(callee) ?? '') : '';
    const [callback] = call.arguments;
    const list = callee.type === 'MemberExpression' ? this.holdingOf(callee.object) : undefined;
    if (list && callback && (method === 'some' || method === 'every')) {
      const selected = this.#selects(callback, list);
      const isTelling = method === 'some' ? selected === 'failed' : selected === 'none';
      return isTelling ? selected : undefined;
    }
    if (this.holdingOf(call) === undefined) {
      return undefined;
    }
    const name = callee.type === 'Identifier' ? callee.name : method;
    return SUCCESS.test(name) ? 'none' : 'failed';
  }

  #bindAll(root: TSESTree.Node): void {
    walk(this.#file, root, (node) => {
      switch (node.type) {
        case 'VariableDeclarator':
          this.#bind(node.id, this.holdingOf(node.init));
          break;
        case 'AssignmentExpression':
          this.#bind(node.left, this.holdingOf(node.right));
          break;
        case 'ForOfStatement':
        case 'ForInStatement':
          this.#bindElement(node);
          break;
        case 'CallExpression':
          this.#bindCall(node);
          break;
        case 'IfStatement':
          this.#bindImplicit(node);
          break;
        default:
      }
    });
  }

  #bindElement(node: TSESTree.ForOfStatement | TSESTree.ForInStatement): void {
    const list = this.holdingOf(node.right);
    const target = node.left.type === 'VariableDeclaration' ? node.left.declarations[0].id : node.left;
    const isEntries =
      target.type === 'ArrayPattern' && node.right.type === 'CallExpression' && list?.is === 'list';
    this.#bind(isEntries ? (target.elements[1] ?? target) : target, elementOf(list));
  }

  #bindCall(call: TSESTree.CallExpression): void {
    const { callee } = call;
    if (callee.type === 'MemberExpression') {
      const method = memberName(callee) ?? '';
      const object = this.holdingOf(callee.object);
      const callback = call.arguments[0] && functionOf(this.#file, call.arguments[0]);
      if (object && callback && method !== 'then') {
        this.#bindParameter(callback, method === 'reduce' ? 1 : 0, elementOf(object));
      } else if (callback && method === 'then') {
        this.#bindParameter(callback, 0, object);
      }
      if (COLLECTING.has(method) && callee.object.type === 'Identifier') {
        this.#bind(callee.object, listOf(this.#firstOf(call.arguments)));
      }
    }
    const called = functionOf(this.#file, callee);
    if (called && !isFunction(callee)) {
      call.arguments.forEach((argument, index) => this.#bindParameter(called, index, this.holdingOf(argument)));
    }
  }

  /** `if (failed) { count++; hasFailed = true; ids.push(id); }`: what is collected there tells of failures. */
  #bindImplicit({ test, consequent, alternate }: TSESTree.IfStatement): void {
    const verdict = this.verdictOf(test);
    const branch = verdict === 'failed' ? consequent : verdict === 'none' ? alternate : undefined;
    if (!branch) {
      return;
    }
    walk(this.#file, branch, (node) => {
      if (node.type === 'UpdateExpression') {
        this.#bind(node.argument, FAILED);
      } else if (node.type === 'AssignmentExpression' && node.left.type === 'Identifier') {
        const isSet = node.operator !== '=' || (node.right.type === 'Literal' && node.right.value === true);
        this.#bind(node.left, isSet ? FAILED : undefined);
      } else if (node.type === 'CallExpression' && node.callee.type === 'MemberExpression') {
        const isCollected = COLLECTING.has(memberName(node.callee) ?? '') && node.callee.object.type === 'Identifier';
        this.#bind(node.callee.object, isCollected ? FAILED : undefined);
      }
      return !isFunction(node);
    });
  }

  #bindParameter(called: FunctionNode, index: number, holding: Holding | undefined): void {
    const parameter = called.params[index];
    if (parameter && holding) {
      this.#units.push(called);
      this.#bind(parameter, holding);
    }
  }

  #bind(target: TSESTree.Node, holding: Holding | undefined): void {
    for (const [name, held] of boundIn(target, holding)) {
      const variable = this.#file.variableOf(name);
      if (variable && !this.#variables.has(variable)) {
        this.#variables.set(variable, held);
        this.#hasGrown = true;
      }
    }
  }
}

/** The function just below the program, a method included, that a node stands in, or the program. */
function outermostUnit(node: TSESTree.Node): TSESTree.Node {
  let unit: TSESTree.Node = enclosingUnit(node);
  for (let next = unit; isFunction(next); next = enclosingUnit(next)) {
    unit = next;
  }
  return unit;
}
