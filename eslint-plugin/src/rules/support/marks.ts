import type { TSESTree } from '@typescript-eslint/utils';
import type { Facts } from '../../control-flow/completions';
import { openedName } from '../../instrumentation/calls';
import type { FileContext } from './file-context';

/** The failure is recorded on a subsegment, named or not. */
export const RECORDED: Facts = 1;
/** The failure is recorded on a named subsegment. */
export const MARKED: Facts = 2;
/** In a helper: the failure is recorded on the subsegment that is the innermost open one at the call. */
export const MARKED_INNERMOST: Facts = 4;
/** A metric is sent. */
export const EMITTED: Facts = 8;

/** All that a mark may give. */
export const ANY_MARK: Facts = RECORDED | MARKED | MARKED_INNERMOST;
/** All that a handler may owe. */
export const EVERYTHING: Facts = ANY_MARK | EMITTED;

/** The fact that a mark on the subsegment with this opening gives. */
export function markFact(context: FileContext, opened: TSESTree.CallExpression | undefined): Facts {
  const opening = opened && context.callAt(opened);
  if (opening === undefined) {
    return RECORDED | MARKED;
  }
  const name = openedName(context.file, opening.node, opening.method);
  const isUnnamed = name.state === 'computed' || (name.state === 'known' && name.text === '');
  return isUnnamed ? RECORDED : RECORDED | MARKED;
}
