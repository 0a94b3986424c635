import type { TSESTree } from '@typescript-eslint/utils';
import type { Loop } from '../../../control-flow/effects';
import { unwrap } from '../../../syntax/file-model';
import type { FunctionNode } from '../../../syntax/file-model';
import { enclosingUnit, functionOf, isFunction } from '../../../syntax/functions';
import { contains } from '../../../syntax/walk';
import { catchClauseHandler, mentionsCaughtError, promiseHandler } from '../failure-handlers';
import type { FailureHandler } from '../failure-handlers';
import type { FileContext } from '../file-context';
import { enteredBefore, isCapturedMethod, openingAround } from '../innermost-subsegment';
import { isGlobalCall } from '../instrumentation-facts';
import { opensNothing, runSitesOf } from './run-sites';
import type { Passage, RunSite } from './run-sites';
import { isMadeWithin, mayComeFromWithin, sourcesForCaller, sourcesOf } from './subsegment-sources';
import type { Source } from './subsegment-sources';

/** A mark, in a failure handler that runs in a round, on a subsegment that was opened before the round. */
export interface SharedMark {
  readonly mark: TSESTree.CallExpression;
  readonly handler: FailureHandler;
  readonly round: Round;
  /** What fails in the round, in the round's own function: the `try`, or the call with the failure in it. */
  readonly tried: TSESTree.TryStatement | TSESTree.CallExpression | TSESTree.NewExpression;
  /** The calls by which the mark is made: itself, and those that run it in a way that paths do not follow. */
  readonly markedBy: readonly TSESTree.Node[];
  /** What opened the subsegment, or gave it; `undefined` when the file does not show it. */
  readonly opened: TSESTree.Node | undefined;
}

/** A part of a function that is run again and again. */
export interface Round {
  /** The loop, or the function that is called for each element. */
  readonly node: Loop | FunctionNode;
  /** The call that calls the function for each element. */
  readonly iteration: TSESTree.CallExpression | undefined;
}

/** The subsegment that is marked, as the code at a place sees it. */
type Subject = readonly Source[] | { readonly innermostAt: TSESTree.Node };

interface Climb {
  readonly at: TSESTree.Node;
  readonly subject: Subject;
  readonly handler: FailureHandler | undefined;
  readonly tried: SharedMark['tried'] | undefined;
  readonly markedBy: readonly TSESTree.Node[];
  /** The calls that lead into the functions of which the place is in the last. */
  readonly passages: readonly Passage[];
}

/** Helpers that call helpers may lead to a mark in more ways than can be looked at. */
const MAX_CLIMBS = 200;

/**
 * The rounds in which a mark is made on a subsegment that was opened before them, the innermost first;
 * goes from the mark outwards, also to the calls that run the function that it stands in.
 */
export function sharedMarksOf(context: FileContext, mark: TSESTree.CallExpression): SharedMark[] {
  const subject = subjectOf(context, mark);
  const found: SharedMark[] = [];
  const start = { at: mark, handler: undefined, tried: undefined, markedBy: [mark], passages: [] };
  const climbs: Climb[] = subject ? [{ ...start, subject }] : [];
  const seen = new Set<TSESTree.Node>();
  for (const climb of climbs) {
    if (seen.size < MAX_CLIMBS && !seen.has(climb.at)) {
      seen.add(climb.at);
      climbs.push(...climbFrom(context, mark, climb, found));
    }
  }
  return found;
}

/** What a call marks; `undefined` when it marks nothing, or nothing that can be followed. */
function subjectOf(context: FileContext, call: TSESTree.CallExpression): Subject | undefined {
  const known = context.callAt(call);
  const callee = unwrap(call.callee);
  const receiver = callee.type === 'MemberExpression' ? callee.object : callee;
  if (known?.does.has('markInnermost')) {
    const type = known.receiver?.is === 'object' ? known.receiver.type : '';
    const isSegment = context.vocabularies.memberOf(type, 'close') ?? context.vocabularies.memberOf(type, 'end');
    return isSegment ? subjectFrom(sourcesOf(context, receiver)) : { innermostAt: call };
  }
  if (known?.does.has('mark') && known.receiver !== undefined) {
    return subjectFrom(sourcesOf(context, receiver));
  }
  const mayMark = known ? known.does.has('mark') : recordsElsewhere(context, call);
  const handedOn = mayMark ? call.arguments.find((argument) => isSubsegment(context, argument)) : undefined;
  return handedOn && subjectFrom(sourcesOf(context, handedOn));
}

/** A call of code from elsewhere that is handed the caught error, and so perhaps a subsegment to mark. */
function recordsElsewhere(context: FileContext, call: TSESTree.CallExpression): boolean {
  return (
    functionOf(context.file, call.callee) === undefined &&
    !isGlobalCall(context, call.callee) &&
    call.arguments.some((argument) => mentionsCaughtError(context.file, argument))
  );
}

function isSubsegment(context: FileContext, argument: TSESTree.Node): boolean {
  const meaning = context.objects.meaningOf(argument);
  return meaning?.is === 'object' && context.vocabularies.typeOf(meaning.type)?.handedOn?.includes('mark') === true;
}

function subjectFrom(sources: readonly Source[] | undefined): Subject | undefined {
  const [first, ...others] = sources ?? [];
  if (first === undefined || sources === undefined) {
    return undefined;
  }
  if (first.from === 'innermost' && others.length === 0) {
    return { innermostAt: first.node };
  }
  return sources.some(({ from }) => from === 'innermost') ? undefined : sources;
}

/** Looks at what stands around a place in its function, and gives the places from which that is run. */
function climbFrom(context: FileContext, mark: TSESTree.CallExpression, climb: Climb, found: SharedMark[]): Climb[] {
  const subject = enteredSubject(context, climb);
  let { handler, tried } = climb;
  for (let inner = climb.at, { parent } = inner; subject && parent; inner = parent, { parent } = parent) {
    if (parent.type === 'CatchClause' && parent.body === inner && handler === undefined) {
      handler = catchClauseHandler(parent);
      tried = parent.parent;
    } else if (isLoop(parent) && parent.body === inner) {
      const round = { node: parent, iteration: undefined };
      if (!add(context, found, { mark, handler, tried, markedBy: climb.markedBy, round }, subject)) {
        return [];
      }
    } else if (isFunction(parent)) {
      return climbOut(context, mark, { ...climb, subject, handler, tried }, parent, found);
    }
  }
  return [];
}

/** A mark on the innermost subsegment is one on what `setSegment` was handed before. */
function enteredSubject(context: FileContext, { at, subject }: Climb): Subject | undefined {
  const unit = enclosingUnit(at);
  if (!('innermostAt' in subject) || !contains(unit, subject.innermostAt)) {
    return subject;
  }
  const entered = enteredBefore(context, unit, subject.innermostAt);
  return entered ? subjectFrom(sourcesOf(context, entered.subsegment)) : subject;
}

function climbOut(
  context: FileContext,
  mark: TSESTree.CallExpression,
  climb: Climb,
  fn: FunctionNode,
  found: SharedMark[],
): Climb[] {
  const isOpenedHere = 'innermostAt' in climb.subject && contains(fn, climb.subject.innermostAt);
  if (isOpenedHere && fn.parent && isCapturedMethod(context, fn.parent)) {
    return [];
  }
  const passage = climb.passages.at(-1);
  const isPassed = passage?.into === fn;
  const sites: RunSite[] = isPassed ? [{ call: passage.call, as: 'called' }] : runSitesOf(context, fn);
  const passages = isPassed ? climb.passages.slice(0, -1) : climb.passages;
  return sites.flatMap((site) => {
    const { call, as, through } = site;
    if (isOpenedHere && (as === 'opening' || (as === 'handed' && !opensNothing(context, site)))) {
      return [];
    }
    if (as === 'iterating' && call.type === 'CallExpression') {
      const round = { node: fn, iteration: call };
      if (!add(context, found, { ...climb, mark, round }, climb.subject)) {
        return [];
      }
    }
    const subject = subjectForCaller(context, climb.subject, fn, site);
    const handler = as === 'handling' ? (climb.handler ?? handlerOf(context, call)) : climb.handler;
    const markedBy = isFollowed(site, fn) ? climb.markedBy : [...climb.markedBy, call];
    const next = { at: call, handler, tried: handler && call, markedBy, passages: through ? [...passages, through] : passages };
    return subject ? [{ ...next, subject }] : [];
  });
}

function handlerOf({ file }: FileContext, call: RunSite['call']): FailureHandler | undefined {
  return call.type === 'CallExpression' ? promiseHandler(file, call) : undefined;
}

/** Whether paths through the call lead through the function that it runs. */
function isFollowed({ call, as, through }: RunSite, fn: FunctionNode): boolean {
  const isWaitedFor = !fn.async || call.parent.type === 'AwaitExpression' || call.parent.type === 'ReturnStatement';
  return (as === 'called' || as === 'opening') && isWaitedFor && through === undefined;
}

/** The subject as the code sees it that runs the function; `undefined` when it is made anew in each run. */
function subjectForCaller(context: FileContext, subject: Subject, fn: FunctionNode, { call, as }: RunSite): Subject | undefined {
  if ('innermostAt' in subject) {
    return contains(fn, subject.innermostAt) ? { innermostAt: call } : subject;
  }
  const isCalled = as === 'called' && call.type === 'CallExpression';
  const own = subject.filter((source) => !(isCalled && source.from === 'parameter' && source.function === fn));
  if (isMadeWithin(own, fn)) {
    return undefined;
  }
  return isCalled ? subjectFrom(sourcesForCaller(context, subject, call, fn)) : subject;
}

type Marked = Omit<SharedMark, 'opened' | 'handler' | 'tried'> & Pick<Climb, 'handler' | 'tried'>;

/** Adds the mark, if it stands in a handler; `false` when the subsegment is the round's own. */
function add(context: FileContext, found: SharedMark[], { mark, round, handler, tried, markedBy }: Marked, subject: Subject): boolean {
  const { node } = round;
  const isOwn = 'innermostAt' in subject ? false : mayComeFromWithin(context, subject, node);
  if (!isOwn && handler && tried) {
    found.push({ mark, round, handler, tried, markedBy, opened: openedBy(context, mark, subject) });
  }
  return !isOwn;
}

function openedBy(context: FileContext, mark: TSESTree.CallExpression, subject: Subject): TSESTree.Node | undefined {
  if (!('innermostAt' in subject)) {
    const receiver = context.callAt(mark)?.receiver;
    const [source] = subject;
    const opening = source?.from === 'parameter' ? openingAround(context, source.function) : undefined;
    return opening ?? (receiver?.is === 'object' ? receiver.opened : undefined) ?? source?.node;
  }
  for (let unit = enclosingUnit(subject.innermostAt); isFunction(unit); unit = enclosingUnit(unit)) {
    const opening = openingAround(context, unit);
    if (opening || (unit.parent && isCapturedMethod(context, unit.parent))) {
      return opening ?? unit.parent;
    }
  }
  return undefined;
}

function isLoop(node: TSESTree.Node): node is Loop {
  return (
    node.type === 'ForStatement' ||
    node.type === 'ForOfStatement' ||
    node.type === 'ForInStatement' ||
    node.type === 'WhileStatement' ||
    node.type === 'DoWhileStatement'
  );
}
