import type { TSESTree } from '@typescript-eslint/utils';
import { memberName, parameterAnnotation, parameterName } from '../syntax/file-model';
import type { ClassNode, FileModel } from '../syntax/file-model';
import { holderOf, isFunction, membersOf, returnedValues } from '../syntax/functions';
import { walk } from '../syntax/walk';
import type { Annotations } from './annotations';
import { either, FOREIGN } from './meaning';
import type { Meaning } from './meaning';

/** Tells what fields of classes and object literals of a file stand for. */
export class Fields {
  readonly #file: FileModel;
  readonly #annotations: Annotations;
  readonly #meaningOf: (expression: TSESTree.Node) => Meaning | undefined;
  readonly #writes = new WeakMap<TSESTree.Program, Map<string, TSESTree.AssignmentExpression[]>>();

  /** @param meaningOf what an expression stands for: the value of a field */
  constructor(
    file: FileModel,
    annotations: Annotations,
    meaningOf: (expression: TSESTree.Node) => Meaning | undefined,
  ) {
    this.#file = file;
    this.#annotations = annotations;
    this.#meaningOf = meaningOf;
  }

  /** What a field stands for, by its declaration and by everything that is assigned to it. */
  meaningOf(holder: ClassNode | TSESTree.ObjectExpression, name: string): Meaning | undefined {
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
            found.push(this.#annotations.meaningOf(annotation, []));
          }
        }
      }
      if (memberName(member) !== name) {
        continue;
      }
      isDeclared = true;
      if (member.type === 'MethodDefinition' && member.kind === 'get') {
        const values = isFunction(member.value) ? returnedValues(this.#file, member.value) : [];
        found.push(...values.map((value) => this.#meaningOf(value)));
      } else if (member.type === 'Property' && member.kind === 'init') {
        found.push(this.#meaningOf(member.value));
      } else if (member.type === 'PropertyDefinition' || member.type === 'TSAbstractPropertyDefinition') {
        found.push(member.value ? this.#meaningOf(member.value) : undefined);
        // Where there is none, Oxlint says `null`.
        const annotation = member.typeAnnotation?.typeAnnotation;
        found.push(annotation ? this.#annotations.meaningOf(annotation, []) : undefined);
      } else {
        return FOREIGN;
      }
    }
    for (const write of this.#writesOf(holder, name)) {
      const target = write.left as TSESTree.MemberExpression;
      if (holderOf(this.#file, target.object) === holder) {
        isDeclared = true;
        found.push(this.#meaningOf(write.right));
      }
    }
    if (!isDeclared && holder.type !== 'ObjectExpression' && holder.superClass) {
      return undefined;
    }
    return either(found);
  }

  #writesOf(holder: TSESTree.Node, name: string): readonly TSESTree.AssignmentExpression[] {
    const tree = this.#file.treeHolding(holder);
    let writes = this.#writes.get(tree);
    if (writes === undefined) {
      writes = fieldWrites(this.#file, tree);
      this.#writes.set(tree, writes);
    }
    return writes.get(name) ?? [];
  }
}

function fieldWrites(file: FileModel, tree: TSESTree.Program): Map<string, TSESTree.AssignmentExpression[]> {
  const writes = new Map<string, TSESTree.AssignmentExpression[]>();
  walk(file, tree, (node) => {
    if (node.type === 'AssignmentExpression' && node.left.type === 'MemberExpression') {
      const field = memberName(node.left) ?? '';
      writes.set(field, [...(writes.get(field) ?? []), node]);
    }
  });
  return writes;
}
