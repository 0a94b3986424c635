import type { TSESTree } from '@typescript-eslint/utils';
import { literalString, memberName, parameterAnnotation, parameterName, unwrap } from '../syntax/file-model';
import type { FileModel } from '../syntax/file-model';
import { holderOf, membersOf } from '../syntax/functions';
import { asInstance, either, importedMeaning, memberMeaning } from './meaning';
import type { Meaning } from './meaning';
import type { Catalogue } from './vocabulary';

/** Reads the type annotations of a file. */
export class Annotations {
  readonly #file: FileModel;
  readonly #catalogue: Catalogue;
  readonly #meaningOf: (expression: TSESTree.Node) => Meaning | undefined;

  /** @param meaningOf what an expression stands for: a class that an annotation names */
  constructor(file: FileModel, catalogue: Catalogue, meaningOf: (expression: TSESTree.Node) => Meaning | undefined) {
    this.#file = file;
    this.#catalogue = catalogue;
    this.#meaningOf = meaningOf;
  }

  /** What an expression stands for by the annotation that it was declared with. */
  declaredMeaning(expression: TSESTree.Node): Meaning | undefined {
    const annotation = this.annotationOf(expression);
    return annotation && this.meaningOf(annotation, []);
  }

  /** The type annotation that an expression was declared with. */
  annotationOf(expression: TSESTree.Node): TSESTree.TypeNode | undefined {
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
    const object = name === undefined ? undefined : this.annotationOf(node.object);
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

  /**
   * What a value with this annotation stands for, or the property of it that the path leads to.
   *
   * @param followed the aliases that have been looked into, which may be defined by themselves
   */
  meaningOf(
    annotation: TSESTree.TypeNode,
    path: readonly string[],
    followed = new Set<TSESTree.Node>(),
  ): Meaning | undefined {
    const [name, ...rest] = path;
    if (name !== undefined) {
      const member = this.#memberType(annotation, name);
      if (member !== undefined) {
        return this.meaningOf(member, rest, followed);
      }
      const object = this.meaningOf(annotation, [], followed);
      return [name, ...rest].reduce<Meaning | undefined>(
        (meaning, next) => memberMeaning(this.#catalogue, meaning, next),
        object,
      );
    }
    switch (annotation.type) {
      case 'TSUnionType':
      case 'TSIntersectionType':
        return either(annotation.types.map((type) => this.meaningOf(type, [], followed)));
      case 'TSTypeQuery':
        return annotation.exprName.type === 'Identifier' ? this.#meaningOf(annotation.exprName) : undefined;
      case 'TSTypeReference':
        return this.#referencedType(annotation, followed);
      case 'TSImportType':
        return this.#importedType(annotation);
      default:
        return undefined;
    }
  }

  /** `import('module').Type` */
  #importedType({ qualifier, source, argument }: TSESTree.TSImportType): Meaning | undefined {
    // Older parsers give the module as a type.
    const module = literalString(source ?? (argument.type === 'TSLiteralType' ? argument.literal : undefined));
    return module !== undefined && qualifier?.type === 'Identifier'
      ? asInstance(importedMeaning(this.#catalogue, module, qualifier.name))
      : undefined;
  }

  #referencedType(
    annotation: TSESTree.TSTypeReference,
    followed: Set<TSESTree.Node>,
  ): Meaning | undefined {
    const { typeName } = annotation;
    if (typeName.type === 'TSQualifiedName') {
      const module = typeName.left.type === 'Identifier' ? this.#meaningOf(typeName.left) : undefined;
      const imported = module?.is === 'module' ? importedMeaning(this.#catalogue, module.module, typeName.right.name) : undefined;
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
        ? asInstance(this.meaningOf(argument, [], followed))
        : undefined;
    }
    const declaration = variable?.defs[0]?.node as TSESTree.Node | undefined;
    if (declaration?.type === 'TSTypeAliasDeclaration') {
      return followed.has(declaration)
        ? undefined
        : this.meaningOf(declaration.typeAnnotation, [], followed.add(declaration));
    }
    if (declaration?.type === 'TSInterfaceDeclaration') {
      return either(declaration.extends.map(({ expression }) => asInstance(this.#meaningOf(expression))));
    }
    return asInstance(this.#meaningOf(typeName));
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
}

function memberAnnotation(members: readonly TSESTree.TypeElement[], name: string): TSESTree.TypeNode | undefined {
  for (const member of members) {
    if (member.type === 'TSPropertySignature' && memberName(member) === name) {
      return member.typeAnnotation?.typeAnnotation;
    }
  }
  return undefined;
}
