import type { TSESTree } from '@typescript-eslint/utils';
import { memberName, parameterAnnotation, requiredModule, unwrap } from '../syntax/file-model';
import type { ClassNode, FileModel, Origin } from '../syntax/file-model';
import { functionOf, holderOf, isFunction, membersOf } from '../syntax/functions';
import { walk } from '../syntax/walk';
import { callbackArgument } from './vocabulary';
import type { Catalogue, Export, Member, Method } from './vocabulary';

/**
 * What an expression stands for: an object of a vocabulary's type (with the call that opened it, for a
 * subsegment), a class or function that gives one, a module, or `foreign`: bound to something else.
 */
export type Meaning =
  | { readonly is: 'object'; readonly type: string; readonly opened?: TSESTree.CallExpression | undefined }
  | { readonly is: 'export'; readonly export: Export }
  | { readonly is: 'module'; readonly module: string }
  | { readonly is: 'method'; readonly method: Method; readonly receiver: Meaning | undefined }
  | { readonly is: 'foreign' };

const FOREIGN: Meaning = { is: 'foreign' };
/** Longer chains of bindings would not fit on the call stack. */
const MAX_DEPTH = 300;

/** Tells what expressions of a file stand for, by following what they are bound to, not how they are called. */
export class Objects {
  readonly #file: FileModel;
  readonly #catalogue: Catalogue;
  readonly #meanings = new Map<TSESTree.Node, Meaning | undefined>();
  readonly #usages = new Map<unknown, Meaning | undefined>();
  #callSites: Map<TSESTree.Node, TSESTree.CallExpression[]> | undefined;
  #fieldWrites: Map<string, TSESTree.AssignmentExpression[]> | undefined;
  #depth = 0;

  constructor(file: FileModel, catalogue: Catalogue) {
    this.#file = file;
    this.#catalogue = catalogue;
  }

  /** What the expression stands for; `undefined` when nothing in the file tells. */
  meaningOf(expression: TSESTree.Node): Meaning | undefined {
    const node = unwrap(expression);
    if (this.#meanings.has(node)) {
      return this.#meanings.get(node);
    }
    if (this.#depth >= MAX_DEPTH) {
      return undefined;
    }
    // Names that are bound to each other in a circle stand for nothing.
    this.#meanings.set(node, undefined);
    this.#depth++;
    const meaning = this.#find(node) ?? this.#declared(node) ?? this.#usedAs(node);
    this.#depth--;
    this.#meanings.set(node, meaning);
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
        return variable && this.#either(this.#file.originsOf(variable).map((origin) => this.#fromOrigin(origin)));
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
        return module === undefined ? this.meaningOf(node.argument) : this.#module(module);
      }
      case 'AssignmentExpression':
        return this.meaningOf(node.right);
      case 'LogicalExpression':
        return this.#either([this.meaningOf(node.left), this.meaningOf(node.right)]);
      case 'ConditionalExpression':
        return this.#either([this.meaningOf(node.consequent), this.meaningOf(node.alternate)]);
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

  #declared(node: TSESTree.Node): Meaning | undefined {
    const annotation = this.#annotationOf(node);
    return annotation && this.#annotated(annotation, []);
  }

  /** What a name of which nothing else tells stands for, going by the methods that are called on it. */
  #usedAs(node: TSESTree.Node): Meaning | undefined {
    const variable = node.type === 'Identifier' ? this.#file.variableOf(node) : undefined;
    if (variable === undefined || this.#usages.has(variable)) {
      return this.#usages.get(variable);
    }
    this.#usages.set(variable, undefined);
    for (const { identifier } of variable.references) {
      const { parent } = identifier as TSESTree.Identifier;
      const name = parent.type === 'MemberExpression' && parent.object === identifier ? memberName(parent) : undefined;
      const method = name === undefined ? undefined : this.#distinctive(name, parent as TSESTree.MemberExpression);
      if (method?.is === 'method') {
        this.#usages.set(variable, method.receiver);
        return method.receiver;
      }
    }
    return undefined;
  }

  #module(module: string): Meaning | undefined {
    return this.#catalogue.hasModule(module) ? { is: 'module', module } : undefined;
  }

  #fromOrigin(origin: Origin): Meaning | undefined {
    switch (origin.from) {
      case 'import':
        return this.#imported(origin.module, origin.name);
      case 'value':
        return this.meaningAlong(origin.value, origin.path);
      case 'annotation':
        return this.#annotated(origin.annotation, origin.path);
      case 'parameter':
        return this.#parameter(origin);
      case 'class':
        return this.#baseClass(origin.node) ?? FOREIGN;
      case 'function':
        return FOREIGN;
    }
  }

  #imported(module: string, name: string): Meaning | undefined {
    const found = this.#catalogue.exportOf(module, name);
    if (found?.value !== undefined) {
      return { is: 'object', type: found.value };
    }
    return found ? { is: 'export', export: found } : name === '*' ? this.#module(module) : undefined;
  }

  /** What a property of the expression's value stands for, a property of that, and so on along the path. */
  meaningAlong(value: TSESTree.Expression, path: readonly string[]): Meaning | undefined {
    const [name, ...rest] = path;
    if (name === undefined) {
      return this.meaningOf(value);
    }
    let meaning = this.#member(value, name);
    for (const next of rest) {
      meaning = this.#memberOfMeaning(meaning, next);
    }
    return meaning;
  }

  #memberOfMeaning(meaning: Meaning | undefined, name: string): Meaning | undefined {
    if (meaning?.is === 'module') {
      return this.#imported(meaning.module, name);
    }
    if (meaning?.is === 'export' && meaning.export.members && Object.hasOwn(meaning.export.members, name)) {
      return asMember(meaning.export.members[name], meaning);
    }
    if (meaning?.is !== 'object') {
      return meaning?.is === 'foreign' ? FOREIGN : undefined;
    }
    return asMember(this.#catalogue.memberOf(meaning.type, name), meaning);
  }

  #member(object: TSESTree.Expression, name: string, node?: TSESTree.MemberExpression): Meaning | undefined {
    const known = this.meaningOf(object);
    if (known !== undefined && known.is !== 'foreign') {
      return this.#memberOfMeaning(known, name);
    }
    const holder = holderOf(this.#file, object);
    if (holder !== undefined) {
      return this.#field(holder, name);
    }
    const annotated = this.#annotationOf(object);
    const member = annotated && this.#annotated(annotated, [name]);
    if (member !== undefined) {
      return member;
    }
    return known ?? (node && this.#distinctive(name, node));
  }

  /** Only an object of one type has such a method, so that is what it is called on. */
  #distinctive(name: string, node: TSESTree.MemberExpression): Meaning | undefined {
    const call = node.parent;
    for (const { type, method } of this.#catalogue.distinctiveMethods(name)) {
      const isCall = call.type === 'CallExpression' && call.callee === node;
      if (isCall && this.#fits(method, call)) {
        return { is: 'method', method, receiver: { is: 'object', type } };
      }
    }
    return undefined;
  }

  #fits(method: Method, call: TSESTree.CallExpression): boolean {
    if (method.callback === undefined) {
      return true;
    }
    const argument = callbackArgument(method, call);
    const callback = argument && functionOf(this.#file, argument);
    const parameter = callback?.params[0];
    if (callback === undefined || parameter === undefined) {
      return callback === undefined && argument !== undefined && method.distinctive === true;
    }
    return method.distinctive === true || this.#calls(parameter, String(method.distinctive));
  }

  /** Whether this method is called on the parameter, or taken out of it. */
  #calls(parameter: TSESTree.Parameter, method: string): boolean {
    if (parameter.type === 'ObjectPattern') {
      return parameter.properties.some((property) => property.type === 'Property' && memberName(property) === method);
    }
    const variable = this.#file.variableOf(parameter);
    return (
      variable?.references.some(({ identifier }) => {
        const { parent } = identifier as TSESTree.Identifier;
        return parent.type === 'MemberExpression' && parent.object === identifier && memberName(parent) === method;
      }) ?? false
    );
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
      return this.#module(module);
    }
    const callee = this.meaningOf(call.callee);
    const opened = callee?.is === 'method' && callee.method.does?.includes('open') ? call : undefined;
    const type =
      callee?.is === 'method'
        ? callee.method.returns
        : callee?.is === 'export'
          ? (callee.export.returns ?? callee.export.method?.returns)
          : undefined;
    if (type !== undefined) {
      return { is: 'object', type, opened };
    }
    if (callee?.is === 'method') {
      return FOREIGN;
    }
    const called = functionOf(this.#file, call.callee);
    return called && this.#either(this.#returned(called).map((value) => this.meaningOf(value)));
  }

  #returned(called: TSESTree.Node): TSESTree.Expression[] {
    if (called.type === 'ArrowFunctionExpression' && called.body.type !== 'BlockStatement') {
      return [called.body];
    }
    const values: TSESTree.Expression[] = [];
    walk(this.#file, called, (node) => {
      if (node.type === 'ReturnStatement' && node.argument) {
        values.push(node.argument);
      }
      return node === called || !isFunction(node);
    });
    return values;
  }

  #parameter(origin: Extract<Origin, { from: 'parameter' }>): Meaning | undefined {
    const declared = origin.annotation && this.#annotated(origin.annotation, origin.path);
    if (declared !== undefined && declared.is === 'object' && origin.path.length > 0) {
      return declared;
    }
    const given = this.#handedIn(origin);
    if (given?.is === 'object') {
      return given;
    }
    return declared ?? given;
  }

  /** What callers in this file hand in: calls that open a subsegment, and direct calls. */
  #handedIn({ function: fn, index, path }: Extract<Origin, { from: 'parameter' }>): Meaning | undefined {
    const meanings: (Meaning | undefined)[] = [];
    for (const call of this.callsWithFunction(fn)) {
      const position = call.arguments.findIndex((argument) => functionOf(this.#file, argument) === fn);
      if (position >= 0) {
        const method = this.methodOf(call)?.method;
        const isCallback = method && callbackArgument(method, call) === call.arguments[position];
        const type = isCallback ? method.callback?.parameters[index] : undefined;
        if (type !== undefined) {
          const handed: Meaning = { is: 'object', type, opened: call };
          meanings.push(path.reduce<Meaning | undefined>((meaning, name) => this.#memberOfMeaning(meaning, name), handed));
        }
      } else {
        const argument = call.arguments[index];
        if (argument && argument.type !== 'SpreadElement') {
          meanings.push(this.meaningAlong(argument, path));
        }
      }
    }
    return meanings.find((meaning) => meaning?.is === 'object' || meaning?.is === 'method');
  }

  /** The calls in this file that call the function or are handed it. */
  callsWithFunction(fn: TSESTree.Node): readonly TSESTree.CallExpression[] {
    if (fn.parent?.type === 'CallExpression') {
      return [fn.parent];
    }
    if (this.#callSites === undefined) {
      const sites = new Map<TSESTree.Node, TSESTree.CallExpression[]>();
      this.#callSites = sites;
      walk(this.#file, this.#file.ast, (node) => {
        if (node.type !== 'CallExpression') {
          return;
        }
        for (const part of [node.callee, ...node.arguments]) {
          const called = isFunction(part) ? undefined : functionOf(this.#file, part);
          if (called) {
            sites.set(called, [...(sites.get(called) ?? []), node]);
          }
        }
      });
    }
    return this.#callSites.get(fn) ?? [];
  }

  #field(holder: ClassNode | TSESTree.ObjectExpression, name: string): Meaning | undefined {
    const found: (Meaning | undefined)[] = [];
    let isDeclared = false;
    for (const member of membersOf(this.#file, holder)) {
      if (member.type === 'SpreadElement' || member.type === 'StaticBlock' || member.type === 'TSIndexSignature') {
        continue;
      }
      if (member.type === 'MethodDefinition' && member.kind === 'constructor' && member.value.params) {
        for (const parameter of member.value.params) {
          const isField =
            parameter.type === 'TSParameterProperty' && parameterName(parameter.parameter) === name;
          const annotation = isField ? parameterAnnotation(parameter) : undefined;
          isDeclared ||= isField;
          if (annotation) {
            found.push(this.#annotated(annotation, []));
          }
        }
      }
      if (memberName(member) !== name) {
        continue;
      }
      isDeclared = true;
      if (member.type === 'MethodDefinition' && member.kind === 'get') {
        found.push(...this.#returned(member.value).map((value) => this.meaningOf(value)));
      } else if (member.type === 'Property' && member.kind === 'init') {
        found.push(this.meaningOf(member.value));
      } else if (member.type === 'PropertyDefinition' || member.type === 'TSAbstractPropertyDefinition') {
        found.push(member.value ? this.meaningOf(member.value) : undefined);
        found.push(member.typeAnnotation && this.#annotated(member.typeAnnotation.typeAnnotation, []));
      } else {
        return FOREIGN;
      }
    }
    for (const write of this.#writesOf(name)) {
      const target = write.left as TSESTree.MemberExpression;
      if (holderOf(this.#file, target.object) === holder) {
        isDeclared = true;
        found.push(this.meaningOf(write.right));
      }
    }
    if (!isDeclared && holder.type !== 'ObjectExpression' && holder.superClass) {
      return undefined;
    }
    return this.#either(found);
  }

  #writesOf(name: string): readonly TSESTree.AssignmentExpression[] {
    if (this.#fieldWrites === undefined) {
      const writes = new Map<string, TSESTree.AssignmentExpression[]>();
      this.#fieldWrites = writes;
      walk(this.#file, this.#file.ast, (node) => {
        if (node.type === 'AssignmentExpression' && node.left.type === 'MemberExpression') {
          const field = memberName(node.left) ?? '';
          writes.set(field, [...(writes.get(field) ?? []), node]);
        }
      });
    }
    return this.#fieldWrites.get(name) ?? [];
  }

  /** The type annotation that an expression was declared with. */
  #annotationOf(expression: TSESTree.Node): TSESTree.TypeNode | undefined {
    const node = unwrap(expression);
    if (node.type === 'Identifier') {
      const variable = this.#file.variableOf(node);
      for (const origin of variable ? this.#file.originsOf(variable) : []) {
        if ((origin.from === 'parameter' || origin.from === 'annotation') && origin.annotation) {
          return origin.path.reduce<TSESTree.TypeNode | undefined>(
            (type, name) => type && this.#memberType(type, name),
            origin.annotation,
          );
        }
        const declarator = variable?.defs[0]?.node as TSESTree.Node | undefined;
        if (declarator?.type === 'VariableDeclarator' && declarator.id.typeAnnotation) {
          return declarator.id.typeAnnotation.typeAnnotation;
        }
      }
      return undefined;
    }
    if (node.type !== 'MemberExpression') {
      return undefined;
    }
    const name = memberName(node);
    const object = name === undefined ? undefined : this.#annotationOf(node.object);
    if (name === undefined || object !== undefined) {
      return object && name !== undefined ? this.#memberType(object, name) : undefined;
    }
    const holder = holderOf(this.#file, node.object);
    for (const member of holder ? membersOf(this.#file, holder) : []) {
      if (member.type === 'PropertyDefinition' && memberName(member) === name) {
        return member.typeAnnotation?.typeAnnotation;
      }
      if (member.type === 'MethodDefinition' && member.kind === 'constructor') {
        const parameter = member.value.params.find(
          (candidate) =>
            candidate.type === 'TSParameterProperty' && parameterName(candidate.parameter) === name,
        );
        if (parameter) {
          return parameterAnnotation(parameter);
        }
      }
    }
    return undefined;
  }

  /** @param followed the aliases that have been looked into, which may be defined by themselves */
  #annotated(
    annotation: TSESTree.TypeNode,
    path: readonly string[],
    followed = new Set<TSESTree.Node>(),
  ): Meaning | undefined {
    const [name, ...rest] = path;
    if (name !== undefined) {
      const member = this.#memberType(annotation, name);
      if (member !== undefined) {
        return this.#annotated(member, rest, followed);
      }
      const object = this.#annotated(annotation, [], followed);
      return [name, ...rest].reduce<Meaning | undefined>(
        (meaning, next) => this.#memberOfMeaning(meaning, next),
        object,
      );
    }
    switch (annotation.type) {
      case 'TSUnionType':
      case 'TSIntersectionType':
        return this.#either(annotation.types.map((type) => this.#annotated(type, [], followed)));
      case 'TSTypeQuery':
        return annotation.exprName.type === 'Identifier' ? this.meaningOf(annotation.exprName) : undefined;
      case 'TSTypeReference':
        return this.#referencedType(annotation, followed);
      default:
        return undefined;
    }
  }

  #referencedType(
    annotation: TSESTree.TSTypeReference,
    followed: Set<TSESTree.Node>,
  ): Meaning | undefined {
    const { typeName } = annotation;
    if (typeName.type === 'TSQualifiedName') {
      const module = typeName.left.type === 'Identifier' ? this.meaningOf(typeName.left) : undefined;
      const imported = module?.is === 'module' ? this.#imported(module.module, typeName.right.name) : undefined;
      return asInstance(imported);
    }
    if (typeName.type !== 'Identifier') {
      return undefined;
    }
    const [argument] = annotation.typeArguments?.params ?? [];
    const variable = this.#file.variableOf(typeName);
    if (argument && (variable === undefined || variable.defs.length === 0)) {
      return ['Pick', 'Omit', 'Partial', 'Required', 'Readonly', 'NonNullable', 'Promise', 'InstanceType'].includes(
        typeName.name,
      )
        ? asInstance(this.#annotated(argument, [], followed))
        : undefined;
    }
    const declaration = variable?.defs[0]?.node as TSESTree.Node | undefined;
    if (declaration?.type === 'TSTypeAliasDeclaration') {
      return followed.has(declaration)
        ? undefined
        : this.#annotated(declaration.typeAnnotation, [], followed.add(declaration));
    }
    if (declaration?.type === 'TSInterfaceDeclaration') {
      return this.#either(declaration.extends.map(({ expression }) => asInstance(this.meaningOf(expression))));
    }
    return asInstance(this.meaningOf(typeName));
  }

  /** @param followed the aliases that have been looked into, which may be defined by themselves */
  #memberType(
    annotation: TSESTree.TypeNode,
    name: string,
    followed = new Set<TSESTree.Node>(),
  ): TSESTree.TypeNode | undefined {
    if (annotation.type === 'TSUnionType' || annotation.type === 'TSIntersectionType') {
      for (const type of annotation.types) {
        const member = this.#memberType(type, name, followed);
        if (member) {
          return member;
        }
      }
      return undefined;
    }
    if (annotation.type === 'TSTypeLiteral') {
      return memberAnnotation(annotation.members, name);
    }
    if (annotation.type !== 'TSTypeReference' || annotation.typeName.type !== 'Identifier') {
      return undefined;
    }
    const [argument] = annotation.typeArguments?.params ?? [];
    const declaration = this.#file.variableOf(annotation.typeName)?.defs[0]?.node as TSESTree.Node | undefined;
    switch (declaration?.type) {
      case 'TSInterfaceDeclaration':
        return memberAnnotation(declaration.body.body, name);
      case 'TSTypeAliasDeclaration':
        return followed.has(declaration)
          ? undefined
          : this.#memberType(declaration.typeAnnotation, name, followed.add(declaration));
      case undefined:
        return argument && this.#memberType(argument, name, followed);
      default:
        return undefined;
    }
  }

  #either(meanings: readonly (Meaning | undefined)[]): Meaning | undefined {
    const known = meanings.find((meaning) => meaning !== undefined && meaning.is !== 'foreign');
    if (known) {
      return known;
    }
    return meanings.length > 0 && meanings.every((meaning) => meaning?.is === 'foreign') ? FOREIGN : undefined;
  }
}

function asMember(member: Member | undefined, receiver: Meaning): Meaning {
  if (member === undefined) {
    return FOREIGN;
  }
  return 'property' in member ? { is: 'object', type: member.property } : { is: 'method', method: member, receiver };
}

function asInstance(meaning: Meaning | undefined): Meaning | undefined {
  if (meaning?.is === 'export') {
    return meaning.export.instance === undefined
      ? undefined
      : { is: 'object', type: meaning.export.instance };
  }
  return meaning;
}

function parameterName(parameter: TSESTree.Node): string | undefined {
  const target = parameter.type === 'AssignmentPattern' ? parameter.left : parameter;
  return target.type === 'Identifier' ? target.name : undefined;
}

function memberAnnotation(members: readonly TSESTree.TypeElement[], name: string): TSESTree.TypeNode | undefined {
  for (const member of members) {
    if (member.type === 'TSPropertySignature' && memberName(member) === name) {
      return member.typeAnnotation?.typeAnnotation;
    }
  }
  return undefined;
}
