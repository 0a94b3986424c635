import type { TSESTree } from '@typescript-eslint/utils';
import { answerMember } from '../../instrumentation/aws-operations';
import { memberName } from '../../syntax/file-model';

/**
 * What an expression holds of an answer: the answer (its `fields` tell what failed), a list of such, or
 * `failed`: something that was made of what failed, a count, a list of ids, a message.
 */
export type Holding =
  | { readonly is: 'answer'; readonly fields: readonly string[] }
  | { readonly is: 'list'; readonly of: Holding }
  | { readonly is: 'failed' };

export const FAILED: Holding = { is: 'failed' };

/** What a list holds in which things that hold this are put. */
export function listOf(holding: Holding | undefined): Holding | undefined {
  return holding?.is === 'answer' ? { is: 'list', of: holding } : holding;
}

/** What an element of a list holds; of something else the thing itself. */
export function elementOf(holding: Holding | undefined): Holding | undefined {
  return holding?.is === 'list' ? holding.of : holding;
}

/**
 * What a member of the value holds.
 *
 * @param name `undefined` for a name that is computed
 */
export function memberOf(holding: Holding, name: string | undefined): Holding | undefined {
  switch (holding.is) {
    case 'failed':
      return FAILED;
    case 'list':
      return name === undefined || /^\d+$/.test(name) ? holding.of : name === 'length' ? FAILED : undefined;
    case 'answer': {
      const fields = holding.fields.filter((field) => name === undefined || answerMember(field) === name);
      if (fields.length === 0) {
        return undefined;
      }
      const inner = fields.map((field) => field.slice(answerMember(field).length).replace(/^\[\]/, ''));
      if (inner.some((rest) => rest === '')) {
        return FAILED;
      }
      const element: Holding = { is: 'answer', fields: inner.map((rest) => rest.replace(/^\./, '')) };
      return fields.some((field) => field.startsWith(`${answerMember(field)}[]`)) ? { is: 'list', of: element } : element;
    }
  }
}

/** The variables that a pattern binds to what holds something of what failed, each with what it holds of it. */
export function* boundIn(target: TSESTree.Node, holding: Holding | undefined): Iterable<[TSESTree.Identifier, Holding]> {
  if (holding === undefined) {
    return;
  }
  switch (target.type) {
    case 'Identifier':
      yield [target, holding];
      break;
    case 'AssignmentPattern':
      yield* boundIn(target.left, holding);
      break;
    case 'RestElement':
      yield* boundIn(target.argument, holding);
      break;
    case 'ArrayPattern':
      for (const element of target.elements) {
        if (element) {
          yield* boundIn(element, element.type === 'RestElement' ? holding : elementOf(holding));
        }
      }
      break;
    case 'ObjectPattern':
      for (const property of target.properties) {
        if (property.type === 'RestElement') {
          yield* boundIn(property, holding);
        } else {
          yield* boundIn(property.value, memberOf(holding, memberName(property)));
        }
      }
      break;
    default:
  }
}
