import type { TSESTree } from '@typescript-eslint/utils';
import { CallSites } from '../syntax/call-sites';
import type { CallSite } from '../syntax/call-sites';
import { memberName, requiredModule, unwrap } from '../syntax/file-model';
import type { ClassNode, FileModel, Origin } from '../syntax/file-model';
import { functionOf, holderOf, returnedValues } from '../syntax/functions';
import { Uses } from '../syntax/uses';
import { Annotations } from './annotations';
import { DeclaredObjects } from './declared-objects';
import { distinctiveMember } from './distinctive-members';
import { Fields } from './fields';
import { either, FOREIGN, importedMeaning, memberMeaning, moduleMeaning } from './meaning';
import type { Meaning } from './meaning';
import { callbackArgument } from './vocabulary';
import type { Catalogue, Method } from './vocabulary';

/** Longer chains of bindings would not fit on the call stack. */
const MAX_DEPTH = 300;

/** Tells what expressions of a file stand for, by following what they are bound to, not how they are called. */
export class Objects {
  readonly #file: FileModel;
  readonly #catalogue: Catalogue;
  readonly #declared: DeclaredObjects | undefined;
  readonly #meanings = new Map<TSESTree.Node, Meaning | undefined>();
  /** As `#meanings`, of what has not been worth to ask the types about. */
  readonly #untyped = new Map<TSESTree.Node, Meaning | undefined>();
  /** By the variable, and the member of it. */
  readonly #usages = new Map<unknown, Map<string | undefined, Meaning | undefined>>();
  readonly #annotations: Annotations;
  readonly #fields: Fields;
  readonly #callSites: CallSites;
  readonly #uses: Uses;
  #depth = 0;
  #asksTypes: boolean;

  constructor(file: FileModel, catalogue: Catalogue) {
    this.#file = file;
    this.#catalogue = catalogue;
    this.#declared = file.program && new DeclaredObjects(file, file.program, catalogue);
    this.#asksTypes = this.#declared !== undefined;
    const meaningOf = (expression: TSESTree.Node) => this.meaningOf(expression);
    this.#annotations = new Annotations(file, catalogue, meaningOf);
    this.#fields = new Fields(file, this.#annotations, meaningOf);
    this.#callSites = new CallSites(file);
    this.#uses = new Uses(file, this.#callSites);
  }

  /** What the expression stands for; `undefined` when neither the file nor its type tells. */
  meaningOf(expression: TSESTree.Node): Meaning | undefined {
    const node = unwrap(expression);
    const meanings = this.#asksTypes ? this.#meanings : this.#untyped;
    if (meanings.has(node)) {
      return meanings.get(node);
    }
    if (this.#depth >= MAX_DEPTH) {
      return undefined;
    }
    // Names that are bound to each other in a circle stand for nothing.
    meanings.set(node, undefined);
    this.#depth++;
    const meaning =
      this.#find(node) ?? this.#annotations.declaredMeaning(node) ?? this.#typed(node) ?? this.#usedAs(node);
    this.#depth--;
    meanings.set(node, meaning);
    return meaning;
  }

  #typed(node: TSESTree.Node): Meaning | undefined {
    return this.#asksTypes ? this.#declared?.meaningOf(node) : undefined;
  }

  /** What an object stands for of which the member `name` is asked. Its type is asked where that member can tell anything. */
  #holding(object: TSESTree.Expression, name: string): Meaning | undefined {
    const asked = this.#asksTypes;
    this.#asksTypes &&= this.#catalogue.hasName(name);
    const meaning = this.meaningOf(object);
    this.#asksTypes = asked;
    return meaning;
  }

  /** The method that a call calls, where it is one of a vocabulary, and what it is called on. */
  methodOf(call: TSESTree.CallExpression): { method: Method; receiver: Meaning | undefined } | undefined {
    const meaning = this.meaningOf(call.callee);
    if (meaning?.is === 'method') {
      return meaning;
    }
    const sent = this.#sending(call);
    if (sent) {
      return { method: sent, receiver: undefined };
    }
    return meaning?.is === 'export' && meaning.export.method
      ? { method: meaning.export.method, receiver: undefined }
      : undefined;
  }

  /** What `client.send(object)` does, which the object tells, whoever the client is. */
  #sending({ callee, arguments: [sent] }: TSESTree.CallExpression): Method | undefined {
    const isSend = callee.type === 'MemberExpression' && memberName(callee) === 'send';
    const meaning = isSend && sent ? this.meaningOf(sent) : undefined;
    return meaning?.is === 'object' ? this.#catalogue.typeOf(meaning.type)?.sent : undefined;
  }

  #find(node: TSESTree.Node): Meaning | undefined {
    switch (node.type) {
      case 'Identifier': {
        const variable = this.#file.variableOf(node);
        if (node.name === 'undefined' && (variable?.defs.length ?? 0) === 0) {
          return FOREIGN;
        }
        return variable && either(this.#file.originsOf(variable).map((origin) => this.#fromOrigin(origin)));
      }
      case 'MemberExpression': {
        const name = memberName(node);
        return name === undefined ? undefined : this.#member(node.object, name, node);
      }
      case 'NewExpression':
        return this.#instance(node.callee);
      case 'CallExpression':
        return this.#result(node);
      case 'AwaitExpression': {
        const module = requiredModule(node);
        return module === undefined ? this.meaningOf(node.argument) : moduleMeaning(this.#catalogue, module);
      }
      case 'AssignmentExpression':
        return this.meaningOf(node.right);
      case 'LogicalExpression':
        return either([this.meaningOf(node.left), this.meaningOf(node.right)]);
      case 'ConditionalExpression':
        return either([this.meaningOf(node.consequent), this.meaningOf(node.alternate)]);
      case 'SequenceExpression': {
        const last = node.expressions.at(-1);
        return last && this.meaningOf(last);
      }
      case 'Literal':
      case 'TemplateLiteral':
      case 'ObjectExpression':
      case 'ArrayExpression':
      case 'FunctionExpression':
      case 'ArrowFunctionExpression':
        return FOREIGN;
      default:
        return undefined;
    }
  }

  /** What a name, or a member of one, of which nothing else tells stands for: going by the methods called on it. */
  #usedAs(node: TSESTree.Node): Meaning | undefined {
    const variable = this.#file.variableOf(node.type === 'MemberExpression' ? node.object : node);
    if (variable === undefined) {
      return undefined;
    }
    const usages = this.#usages.get(variable) ?? new Map<string | undefined, Meaning | undefined>();
    this.#usages.set(variable, usages);
    const property = node.type === 'MemberExpression' ? memberName(node) : undefined;
    if (usages.has(property) || (node.type === 'MemberExpression' && property === undefined)) {
      return usages.get(property);
    }
    usages.set(property, undefined);
    for (const { name, node: member } of this.#uses.membersAskedOf(node)) {
      const method = member && this.#distinctive(name, member);
      if (method?.is === 'method') {
        usages.set(property, method.receiver);
        return method.receiver;
      }
    }
    return undefined;
  }

  #fromOrigin(origin: Origin): Meaning | undefined {
    switch (origin.from) {
      case 'import':
        return importedMeaning(this.#catalogue, origin.module, origin.name);
      case 'value':
        return this.meaningAlong(origin.value, origin.path);
      case 'annotation':
        return this.#annotations.meaningOf(origin.annotation, origin.path);
      case 'parameter':
        return this.#parameter(origin);
      case 'class':
        // Where types are at hand, they tell what the base class is.
        return this.#baseClass(origin.node) ?? (this.#declared && origin.node.superClass ? undefined : FOREIGN);
      case 'function':
        return FOREIGN;
    }
  }

  /** What a property of the expression's value stands for, a property of that, and so on along the path. */
  meaningAlong(value: TSESTree.Expression, path: readonly string[]): Meaning | undefined {
    const [name, ...rest] = path;
    if (name === undefined) {
      return this.meaningOf(value);
    }
    let meaning = this.#member(value, name);
    for (const next of rest) {
      meaning = memberMeaning(this.#catalogue, meaning, next);
    }
    return meaning;
  }

  #member(object: TSESTree.Expression, name: string, node?: TSESTree.MemberExpression): Meaning | undefined {
    const known = this.#holding(object, name);
    if (known !== undefined && known.is !== 'foreign') {
      return this.#hasOwnCode(object, name) ? FOREIGN : memberMeaning(this.#catalogue, known, name);
    }
    const holder = holderOf(this.#file, object);
    if (holder !== undefined) {
      return this.#fields.meaningOf(holder, name);
    }
    const annotated = this.#annotations.annotationOf(object);
    const member = annotated && this.#annotations.meaningOf(annotated, [name]);
    if (member !== undefined) {
      return member;
    }
    return known ?? (node && this.#distinctive(name, node));
  }

  #distinctive(name: string, node: TSESTree.MemberExpression): Meaning | undefined {
    const member = distinctiveMember(this.#file, this.#catalogue, this.#uses, name, node);
    return member && this.#hasOwnCode(node.object, name) ? FOREIGN : member;
  }

  #hasOwnCode(object: TSESTree.Expression, name: string): boolean {
    return this.#catalogue.hasName(name) && this.#declared?.hasOwnCode(object, name) === true;
  }

  #instance(callee: TSESTree.Expression): Meaning | undefined {
    const meaning = this.meaningOf(callee);
    if (meaning?.is === 'export' && meaning.export.instance !== undefined) {
      return { is: 'object', type: meaning.export.instance };
    }
    const isGlobal = callee.type === 'Identifier' && (this.#file.variableOf(callee)?.defs.length ?? 0) === 0;
    return meaning === undefined && !isGlobal ? undefined : FOREIGN;
  }

  #baseClass(node: ClassNode): Meaning | undefined {
    const base = node.superClass ? this.meaningOf(node.superClass) : undefined;
    return base?.is === 'export' ? base : undefined;
  }

  #result(call: TSESTree.CallExpression): Meaning | undefined {
    const module = requiredModule(call);
    if (module !== undefined) {
      return moduleMeaning(this.#catalogue, module);
    }
    const callee = this.meaningOf(call.callee);
    const type =
      callee?.is === 'method'
        ? callee.method.returns
        : callee?.is === 'export'
          ? (callee.export.returns ?? callee.export.method?.returns)
          : undefined;
    if (type !== undefined) {
      return { is: 'object', type, opened: callee?.is === 'method' ? openingOf(callee, type, call) : undefined };
    }
    if (callee?.is === 'method') {
      return FOREIGN;
    }
    const called = functionOf(this.#file, call.callee);
    return called && either(returnedValues(this.#file, called).map((value) => this.meaningOf(value)));
  }

  #parameter(origin: Extract<Origin, { from: 'parameter' }>): Meaning | undefined {
    const declared = origin.annotation && this.#annotations.meaningOf(origin.annotation, origin.path);
    if (declared !== undefined && declared.is === 'object' && origin.path.length > 0) {
      return declared;
    }
    const given = this.#handedIn(origin);
    if (given?.is === 'object') {
      return given;
    }
    return declared ?? given;
  }

  /** What callers hand in: calls that open a subsegment, direct calls, and those of functions that are handed this one. */
  #handedIn({ function: fn, index, path }: Extract<Origin, { from: 'parameter' }>): Meaning | undefined {
    return [...this.sitesOf(fn), ...this.passagesOf(fn)]
      .map((site) => this.#handedInAt(site, index, path))
      .find((meaning) => meaning?.is === 'object' || meaning?.is === 'method');
  }

  #handedInAt({ call, argument }: CallSite, index: number, path: readonly string[]): Meaning | undefined {
    if (argument === undefined) {
      const given = call.arguments[index];
      return given && given.type !== 'SpreadElement' ? this.meaningAlong(given, path) : undefined;
    }
    const method = this.methodOf(call)?.method;
    const isCallback = method && callbackArgument(method, call) === argument;
    const type = isCallback ? method.callback?.parameters[index] : undefined;
    const handed: Meaning | undefined = type === undefined ? undefined : { is: 'object', type, opened: call };
    return path.reduce<Meaning | undefined>((meaning, name) => memberMeaning(this.#catalogue, meaning, name), handed);
  }

  /** The calls in this file that call the function or are handed it. */
  callsWithFunction(fn: TSESTree.Node): readonly TSESTree.CallExpression[] {
    return this.#callSites.of(fn);
  }

  /** The same calls, with the argument as which they are handed it. */
  sitesOf(fn: TSESTree.Node): readonly CallSite[] {
    return this.#callSites.direct(fn);
  }

  /** Where functions in sight that are handed this one call it, and hand it on. */
  passagesOf(fn: TSESTree.Node): readonly CallSite[] {
    return this.#callSites.passedOn(fn);
  }
}

/** The call that opened what a method gives: itself, or that of the object, when it gives the same object back. */
function openingOf(
  { method, receiver }: Extract<Meaning, { is: 'method' }>,
  type: string,
  call: TSESTree.CallExpression,
): TSESTree.CallExpression | undefined {
  if (method.does?.includes('open')) {
    return call;
  }
  return receiver?.is === 'object' && receiver.type === type ? receiver.opened : undefined;
}
