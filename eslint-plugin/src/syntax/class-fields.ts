import type { TSESTree } from '@typescript-eslint/utils';
import { memberName } from './file-model';
import type { ClassNode, FileModel } from './file-model';
import { membersOf } from './functions';
import { walk } from './walk';

const fields = new WeakMap<ClassNode, ReadonlyMap<string, readonly TSESTree.Expression[]>>();

/** Everything that a class gives one of its fields: initialisers, and assignments to `this.name`. */
export function fieldValues(file: FileModel, holder: ClassNode, name: string): readonly TSESTree.Expression[] {
  const known = fields.get(holder) ?? allFieldValues(file, holder);
  fields.set(holder, known);
  return known.get(name) ?? [];
}

function allFieldValues(file: FileModel, holder: ClassNode): Map<string, TSESTree.Expression[]> {
  const values = new Map<string, TSESTree.Expression[]>();
  const add = (field: string | undefined, value: TSESTree.Expression) => {
    if (field !== undefined) {
      values.set(field, [...(values.get(field) ?? []), value]);
    }
  };
  for (const member of membersOf(file, holder)) {
    if (member.type === 'PropertyDefinition' && member.value) {
      add(memberName(member), member.value);
    }
  }
  walk(file, holder.body, (node) => {
    if (node.type === 'AssignmentExpression' && node.left.type === 'MemberExpression') {
      add(node.left.object.type === 'ThisExpression' ? memberName(node.left) : undefined, node.right);
    }
  });
  return values;
}
