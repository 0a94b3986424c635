import type { TSESTree } from '@typescript-eslint/utils';
import { ControlFlow } from '../../../control-flow/analysis';
import type { Completion, Facts } from '../../../control-flow/completions';
import type { Effects, Loop } from '../../../control-flow/effects';
import type { Ways } from '../../../control-flow/ways';
import { memberName, unwrap } from '../../../syntax/file-model';
import type { FileModel } from '../../../syntax/file-model';
import { isFunction } from '../../../syntax/functions';
import { contains, walk } from '../../../syntax/walk';
import type { FileContext } from '../file-context';
import { instrumentationEffects } from '../instrumentation-facts';
import type { SharedMark } from './shared-marks';

/** Each mark that is told apart has two facts: that it was made, and that what is tried has succeeded. */
const MAX_TOLD_APART = 15;

interface Bits {
  readonly marked: Facts;
  readonly succeeded: Facts;
}

/**
 * The marks of which several may be made on the one subsegment: their rounds are units of work, so not the
 * same work tried again, and a round that has made one is followed by another.
 */
export function repeatedMarks(context: FileContext, marks: readonly SharedMark[]): SharedMark[] {
  const bits = new Map(marks.map((mark, index) => [mark, bitsAt(index % MAX_TOLD_APART)]));
  const flow = new ControlFlow(roundEffects(context, bits), context.file);
  return marks.filter((mark) => isRepeated(context.file, flow, mark, bits.get(mark) ?? bitsAt(0)));
}

function bitsAt(index: number): Bits {
  return { marked: 1 << (2 * index), succeeded: 1 << (2 * index + 1) };
}

/** Which marks may have been made, and whether what is tried may have succeeded. */
function roundEffects(context: FileContext, bits: ReadonlyMap<SharedMark, Bits>): Effects {
  const { effectOf, rejects } = instrumentationEffects(context);
  const gained = new Map<TSESTree.Node, Facts>();
  const tries = new Map<TSESTree.Node, Facts>();
  const gain = (node: TSESTree.Node, facts: Facts) => gained.set(node, (gained.get(node) ?? 0) | facts);
  for (const [{ markedBy, tried }, { marked, succeeded }] of bits) {
    markedBy.forEach((node) => gain(node, marked));
    if (tried.type === 'TryStatement') {
      tries.set(tried, (tries.get(tried) ?? 0) | succeeded);
    } else {
      gain(promiseRoot(tried), succeeded);
    }
  }
  return {
    rejects,
    assume: () => 0,
    onTry(node) {
      const facts = tries.get(node);
      return facts === undefined ? undefined : { gain: facts, loseInCatch: facts };
    },
    effectOf(node) {
      const effect = effectOf(node);
      const runs = effect?.runs?.map(({ function: called }) => ({ function: called }));
      return { gain: gained.get(node) ?? 0, ends: effect?.ends ?? false, ...(runs && { runs }) };
    },
  };
}

/** `work()` of `work().then(...).catch(...)`. */
function promiseRoot(call: TSESTree.Node): TSESTree.Node {
  const callee = call.type === 'CallExpression' ? unwrap(call.callee) : undefined;
  const isChained = callee?.type === 'MemberExpression' && ['then', 'catch', 'finally'].includes(memberName(callee) ?? '');
  const promise = isChained ? unwrap(callee.object) : undefined;
  return promise?.type === 'CallExpression' || promise?.type === 'NewExpression' ? promiseRoot(promise) : call;
}

function isRepeated(file: FileModel, flow: ControlFlow, { round, tried }: SharedMark, bits: Bits): boolean {
  const { node } = round;
  if (isFunction(node)) {
    // What throws in an asynchronous callback does not keep the others from running.
    const { normal, return: returned } = flow.waysOf(node);
    return node.async || [normal, returned].some((way) => mayHold(way, bits.marked));
  }
  const ways = flow.waysOfBlock(node.body);
  const goesOn = continuing(node, ways);
  if (!goesOn.some((way) => mayHold(way, bits.marked))) {
    return false;
  }
  const isOverOnSuccess = !goesOn.some((way) => mayHold(way, bits.succeeded));
  return !isOverOnSuccess && !(mayLeaveOnSuccess(file, node, ways, tried, bits) && isSameWork(file, node, ways, tried, bits));
}

function mayHold(way: Completion | undefined, fact: Facts): boolean {
  return way !== undefined && (way.mayGain & fact) !== 0;
}

/** The ways through a loop's body that lead to the next round. */
function continuing(loop: Loop, ways: Ways): (Completion | undefined)[] {
  const keys = ['continue ', ...labelsOf(loop).map((label) => `continue ${label}`)];
  return [ways.normal, ...keys.map((key) => ways.jumps?.get(key))];
}

/** The ways through a loop's body that leave the loop without throwing. */
function leaving(loop: Loop, ways: Ways): (Completion | undefined)[] {
  const staying = continuing(loop, ways);
  return [ways.return, ...[...(ways.jumps?.values() ?? [])].filter((way) => !staying.includes(way))];
}

function labelsOf(loop: Loop): string[] {
  const labels: string[] = [];
  for (let node: TSESTree.Node | undefined = loop.parent; node?.type === 'LabeledStatement'; node = node.parent) {
    labels.push(node.label.name);
  }
  return labels;
}

/** By jumping out of the loop, or by what its test is about. */
function mayLeaveOnSuccess(file: FileModel, loop: Loop, ways: Ways, tried: SharedMark['tried'], bits: Bits): boolean {
  return leaving(loop, ways).some((way) => mayHold(way, bits.succeeded)) || isTestedFor(file, loop, tried);
}

/** Whether the loop's test is about a variable that is set where the work is tried. */
function isTestedFor(file: FileModel, loop: Loop, tried: SharedMark['tried']): boolean {
  const test = 'test' in loop ? loop.test : null;
  const set = new Set(test ? writtenIn(file, statementAround(tried)) : []);
  return test !== null && mentions(file, test, set);
}

/** Whether the rounds are bounded attempts at the same work, and none has a unit of its own. */
function isSameWork(file: FileModel, loop: Loop, ways: Ways, tried: SharedMark['tried'], bits: Bits): boolean {
  const isEndless = 'test' in loop && (loop.test === null || unwrap(loop.test).type === 'Literal');
  const mayGiveUp = [ways.throw, ...leaving(loop, ways)].some((way) => way && (way.gain & bits.succeeded) === 0);
  return !(isEndless && !mayGiveUp) && !hasOwnUnit(file, loop, tried);
}

/** Whether what is tried in a round depends on which round it is. */
function hasOwnUnit(file: FileModel, loop: Loop, tried: SharedMark['tried']): boolean {
  const own = new Set<unknown>();
  if (loop.type === 'ForOfStatement' || loop.type === 'ForInStatement') {
    walk(file, loop.left, (node) => {
      own.add(node.type === 'Identifier' ? file.variableOf(node) : undefined);
    });
  }
  own.delete(undefined);
  const counters = new Set(own.size > 0 ? [] : writtenIn(file, loop));
  if (loop.type === 'ForStatement' && isOverLength(file, loop, counters)) {
    return true;
  }
  const tries = tried.type === 'TryStatement' ? tried.block : tried;
  const drawn = drawnVariables(file, loop, tries, own, counters);
  return mentions(file, tries, drawn) || picks(file, tries, counters);
}

/** The variables of the loop's body that hold what is drawn for the round. */
function drawnVariables(
  file: FileModel,
  loop: Loop,
  tries: TSESTree.Node,
  own: ReadonlySet<unknown>,
  counters: ReadonlySet<unknown>,
): ReadonlySet<unknown> {
  const drawn = new Set(own);
  walk(file, loop.body, (node) => {
    if (node.type === 'VariableDeclarator' && node.init && !contains(tries, node)) {
      if (mentions(file, node.init, drawn) || picks(file, node.init, counters)) {
        walk(file, node.id, (name) => {
          const variable = name.type === 'Identifier' ? file.variableOf(name) : undefined;
          drawn.add(variable ?? node);
        });
      }
    }
    return !isFunction(node);
  });
  return drawn;
}

const TAKING = new Set(['shift', 'pop', 'next', 'splice', 'dequeue']);
const AT_POSITION = new Set(['at', 'slice', 'subarray', 'charAt', 'get', 'item']);

/** Whether an element is picked: `queue.shift()`, or by a variable that the loop changes: `items[index]`. */
function picks(file: FileModel, code: TSESTree.Node, counters: ReadonlySet<unknown>): boolean {
  let isPicked = false;
  walk(file, code, (node) => {
    if (node.type === 'MemberExpression' && node.computed) {
      isPicked ||= mentions(file, node.property, counters);
    } else if (node.type === 'CallExpression' && node.callee.type === 'MemberExpression') {
      const name = memberName(node.callee) ?? '';
      isPicked ||=
        TAKING.has(name) ||
        (AT_POSITION.has(name) && node.arguments.some((argument) => mentions(file, argument, counters)));
    }
    return !isPicked && node.type !== 'CatchClause';
  });
  return isPicked;
}

/** `index < items.length` */
function isOverLength(file: FileModel, { test }: TSESTree.ForStatement, counters: ReadonlySet<unknown>): boolean {
  if (test?.type !== 'BinaryExpression') {
    return false;
  }
  const isLength = (side: TSESTree.Node) =>
    side.type === 'MemberExpression' && ['length', 'size'].includes(memberName(side) ?? '');
  const { left, right } = test;
  return (isLength(left) && mentions(file, right, counters)) || (isLength(right) && mentions(file, left, counters));
}

/** The variables that code assigns to. */
function writtenIn(file: FileModel, code: TSESTree.Node): unknown[] {
  const written: unknown[] = [];
  walk(file, code, (node) => {
    const target = node.type === 'AssignmentExpression' ? node.left : node.type === 'UpdateExpression' ? node.argument : undefined;
    if (target?.type === 'Identifier') {
      written.push(file.variableOf(target));
    }
  });
  return written.filter((variable) => variable !== undefined);
}

function mentions(file: FileModel, code: TSESTree.Node, variables: ReadonlySet<unknown>): boolean {
  let isMentioned = false;
  walk(file, code, (node) => {
    isMentioned ||= node.type === 'Identifier' && variables.has(file.variableOf(node) ?? null);
    return !isMentioned;
  });
  return isMentioned;
}

function statementAround(tried: SharedMark['tried']): TSESTree.Node {
  let node: TSESTree.Node = tried.type === 'TryStatement' ? tried.block : tried;
  while (!/(Statement|Declaration)$/.test(node.type) && node.parent) {
    node = node.parent;
  }
  return node;
}
