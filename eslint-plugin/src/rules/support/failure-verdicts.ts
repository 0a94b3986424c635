import type { TSESTree } from '@typescript-eslint/utils';

/** Whether a test tells that something failed, or that nothing did, when it comes out true. */
export type Verdict = 'failed' | 'none' | undefined;

/** Names of what tells that nothing failed. */
export const SUCCESS = /^(?!un|not)\w*(fulfil|succe|complete|ok$|empty)/i;

/** The operator that says the same with its operands in the other order. */
export const MIRRORED: Readonly<Record<string, string>> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' };

/** What comparing something of what failed with `other` tells when it comes out true. */
export function verdictOfComparison(operator: string, other: TSESTree.Node): Verdict {
  const isNothing =
    (other.type === 'Identifier' && other.name === 'undefined') ||
    (other.type === 'Literal' && (other.value === null || other.value === 0 || other.value === '' || other.value === false));
  const isSuccess = other.type === 'Literal' && typeof other.value === 'string' && SUCCESS.test(other.value);
  switch (operator) {
    case '===':
    case '==':
      return isNothing || isSuccess ? 'none' : other.type === 'Literal' && typeof other.value !== 'number' ? 'failed' : undefined;
    case '!==':
    case '!=':
      return isNothing || isSuccess ? 'failed' : other.type === 'Literal' && typeof other.value !== 'number' ? 'none' : undefined;
    case '>':
    case '>=':
      return other.type === 'Literal' ? 'failed' : undefined;
    case '<':
    case '<=':
      return other.type === 'Literal' ? 'none' : undefined;
    default:
      return undefined;
  }
}

export function opposite(verdict: Verdict): Verdict {
  return verdict === 'failed' ? 'none' : verdict === 'none' ? 'failed' : undefined;
}
