import type { TSESTree } from '@typescript-eslint/utils';
import type { Facts } from '../../../control-flow/completions';
import type { Member } from '../../../instrumentation/vocabulary';
import { textOf, valueOf } from '../../../syntax/activations';
import { memberName } from '../../../syntax/file-model';
import type { Changes } from './path-flow';
import { MAX_FACTS } from './path-flow';
import { elsewhere } from './held-path';
import type { HeldPath, PathAction, PathProblem } from './held-path';

type Mark = 'error' | 'fault';

/** Marks that are still on the subsegment when it is done, and are not the contract's. */
export function markProblems(path: HeldPath): PathProblem[] {
  const expected = path.definition.mark;
  const actions = path.actions().filter((action) => path.isActedOn(action));
  const marks = actions.filter(({ known }) => isMark(known.does));
  const wrong = marks.filter(({ known }) => known.method.sets !== undefined && known.method.sets !== expected);
  if (wrong.length === 0 || path.isHandedOn()) {
    return [];
  }
  const isSet = actions.some((action) => setsFlag(path, action, expected));
  const problems: PathProblem[] = [];
  for (let start = 0; start < wrong.length; start += MAX_FACTS) {
    const batch = wrong.slice(start, start + MAX_FACTS);
    const left = leftAtEnd(path, actions, batch);
    for (const action of batch) {
      if (left.has(action) || !isSet) {
        problems.push(problemOf(path, action, expected));
      }
    }
  }
  return problems;
}

export function isMark(does: ReadonlySet<string>): boolean {
  return does.has('mark') || does.has('markInnermost');
}

function problemOf(path: HeldPath, { call, known }: PathAction, expected: Mark): PathProblem {
  const node = path.ownCall(call);
  const actual = known.method.sets ?? '';
  return {
    node,
    messageId: 'wrongMark',
    data: {
      call: calledName(call.node),
      line: elsewhere(call.node, node),
      path: path.name,
      actual,
      expected,
      advice: adviceFor(path, expected),
    },
  };
}

function adviceFor({ context, subsegment }: HeldPath, expected: Mark): string {
  const { method } = subsegment.opening.type === 'CallExpression' ? (context.callAt(subsegment.opening) ?? {}) : {};
  const type = method?.callback?.parameters[0] ?? method?.returns;
  const members = type === undefined ? undefined : context.vocabularies.typeOf(type)?.members;
  const isMarking = (member: Member) => !('property' in member) && member.sets === expected;
  if (members && !Object.values(members).some(isMarking)) {
    return 'Nothing marks it so here: correct `mark` in the contract.';
  }
  return expected === 'fault'
    ? 'Mark it with `addError(error)`, or `addFaultFlag()`.'
    : "Follow `addError(error)` with `addAttribute('fault', undefined)` and `addErrorFlag()`, which keeps the cause.";
}

/** The marks of the batch that `addAttribute` does not take off on every way to the end. */
function leftAtEnd(path: HeldPath, actions: readonly PathAction[], batch: readonly PathAction[]): Set<PathAction> {
  // A fact for each mark: that it is not, or no longer, on the subsegment.
  const bits = new Map<TSESTree.Node, Facts>(batch.map(({ call }, index) => [call.node, 1 << index]));
  const takenOff = new Map<TSESTree.Node, Facts>();
  for (const action of actions) {
    const flag = attributeOf(path, action, false);
    const marks = batch.filter(({ known }) => known.method.sets === flag);
    takenOff.set(action.call.node, marks.reduce((facts, { call }) => facts | (bits.get(call.node) ?? 0), 0));
  }
  const changes: Changes = (node) => ({ gain: takenOff.get(node) ?? 0, lose: bits.get(node) ?? 0 });
  return new Set(
    batch.filter(({ call }) => {
      const units = path.unitsTo(call);
      const unit = units.find((candidate) => path.flow.at(candidate, call.node, () => undefined)) ?? path.wrapped.unit;
      const end = path.flow.atEnd(unit, changes);
      return end === undefined || ((end.gain | end.keep) & (bits.get(call.node) ?? 0)) === 0;
    }),
  );
}

function setsFlag(path: HeldPath, action: PathAction, flag: Mark): boolean {
  const { known } = action;
  return (isMark(known.does) && (known.method.sets ?? flag) === flag) || attributeOf(path, action, true) === flag;
}

/** The flag that `addAttribute(flag, value)` sets (a true value) or takes off (a false one). */
function attributeOf(path: HeldPath, { call, known }: PathAction, truth: boolean): Mark | undefined {
  const { attribute } = known.method;
  const name = attribute && call.node.arguments[attribute.name];
  const value = attribute && call.node.arguments[attribute.value];
  const flag = name && textOf(path.context.file, { node: name, in: call.in });
  return (flag === 'error' || flag === 'fault') && truthOf(path, value, call) === truth ? flag : undefined;
}

function truthOf(path: HeldPath, value: TSESTree.Node | undefined, call: PathAction['call']): boolean | undefined {
  const node = value && valueOf(path.context.file, { node: value, in: call.in }).node;
  if (node === undefined || (node.type === 'Identifier' && node.name === 'undefined')) {
    return false;
  }
  if (node.type === 'UnaryExpression' && node.operator === 'void') {
    return false;
  }
  return node.type === 'Literal' ? Boolean(node.value) : undefined;
}

function calledName({ callee }: TSESTree.CallExpression): string {
  return (callee.type === 'MemberExpression' ? memberName(callee) : callee.type === 'Identifier' ? callee.name : undefined) ?? 'this call';
}
