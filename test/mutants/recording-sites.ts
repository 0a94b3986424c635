import type { TSESTree } from '@typescript-eslint/types';
import { callsDoing, deedsOf, openedCallback, recordsThrows } from './instrumentation';
import {
  ancestorsOf,
  enclosing,
  enclosingFunction,
  isFunction,
  isWithin,
  outermostFunction,
  statementOf,
} from './source';
import type { FunctionNode, Source } from './source';
import type { Expectation } from './variants';

export const CATCH_RULE = 'require-instrumented-catch';
export const ANSWER_RULE = 'no-unchecked-partial-failure';

type Need = 'mark' | 'emit';

/** A statement that records the failure: by itself, or through a function of the file. */
export interface Recording {
  readonly statement: TSESTree.ExpressionStatement;
  readonly call: TSESTree.CallExpression;
  readonly does: ReadonlySet<Need>;
  /** The function of the file that it calls for that. */
  readonly helper: FunctionNode | undefined;
}

/** Code in which a failure has to be recorded. */
export interface RecordingSite {
  /** A failure handler; code that deals with what an answer says has failed; a function that these call. */
  readonly kind: 'handler' | 'leftovers' | 'helper';
  readonly body: TSESTree.BlockStatement;
  /** What the failure is bound to. */
  readonly error: TSESTree.Identifier | undefined;
  readonly recordings: readonly Recording[];
  /** What is found when it is not recorded. */
  readonly expected: readonly Expectation[];
  /** Whether a throw that leaves the handler is recorded by what runs it. */
  readonly throwsAreRecorded: boolean;
}

/**
 * Recordings of one need, or of both, that may run on one path: without all of them a path does without.
 * Other recordings of the site stand in branches that exclude these.
 */
export interface RecordingGroup {
  readonly site: RecordingSite;
  readonly needs: ReadonlySet<Need>;
  readonly recordings: readonly [Recording, ...Recording[]];
}

const sitesOf = new WeakMap<Source, RecordingSite[]>();

/** Everywhere that a file records failures. */
export function recordingSites(source: Source): RecordingSite[] {
  const known = sitesOf.get(source) ?? findSites(source);
  sitesOf.set(source, known);
  return known;
}

/** The groups of recordings whose loss makes the file wrong. */
export function recordingGroups(source: Source): RecordingGroup[] {
  const groups = new Map<string, { site: RecordingSite; needs: Set<Need>; recordings: readonly [Recording, ...Recording[]] }>();
  for (const site of recordingSites(source)) {
    for (const need of ['mark', 'emit'] as const) {
      const doing = site.recordings.filter(({ does }) => does.has(need));
      for (const recording of doing) {
        const others = doing.filter((other) => other !== recording && !areExclusive(recording.statement, other.statement));
        const recordings = [recording, ...others] as const;
        const key = recordings.map(({ statement }) => statement.range[0]).toSorted((a, b) => a - b).join();
        const group = groups.get(key) ?? { site, needs: new Set<Need>(), recordings };
        group.needs.add(need);
        groups.set(key, group);
      }
    }
  }
  return [...groups.values()].map(({ site, needs, recordings }) => ({
    site,
    needs,
    recordings: recordings.toSorted((a, b) => a.statement.range[0] - b.statement.range[0]) as [Recording, ...Recording[]],
  }));
}

function findSites(source: Source): RecordingSite[] {
  const bySite = new Map<TSESTree.Node, Recording[]>();
  const add = (recording: Recording) => {
    const place = placeOf(source, recording.statement);
    bySite.set(place, [...(bySite.get(place) ?? []), recording]);
  };
  for (const need of ['mark', 'emit'] as const) {
    for (const call of callsDoing(source, need)) {
      const statement = statementOf(call);
      const isKnown = [...bySite.values()].flat().some((recording) => recording.call === call);
      if (statement && !isKnown) {
        add({ statement, call, does: needsOf(source, call), helper: undefined });
      }
    }
  }
  for (const call of source.nodes('CallExpression')) {
    const statement = statementOf(call);
    const helper = statement && source.calledFunction(call);
    const does = helper && doneBy(source, helper);
    if (does && does.size > 0) {
      add({ statement, call, does, helper });
    }
  }
  const sites: RecordingSite[] = [];
  for (const [place, recordings] of bySite) {
    recordings.sort((a, b) => a.statement.range[0] - b.statement.range[0]);
    const site = siteAt(source, place, recordings);
    if (site) {
      sites.push(site);
    }
  }
  return sites.map((site) => ({ ...site, expected: site.kind === 'helper' ? expectedOfCallers(source, site, sites) : site.expected }));
}

/** What a broken helper makes wrong: every place that calls it. */
function expectedOfCallers(source: Source, site: RecordingSite, sites: readonly RecordingSite[]): Expectation[] {
  const helper = site.body.parent;
  return sites
    .filter(({ recordings }) => recordings.some((recording) => recording.helper === helper))
    .flatMap((caller) => (caller.kind === 'helper' ? expectedOfCallers(source, caller, sites) : caller.expected));
}

function needsOf(source: Source, call: TSESTree.CallExpression): Set<Need> {
  const deeds = deedsOf(source, call);
  return new Set((['mark', 'emit'] as const).filter((need) => deeds.has(need)));
}

/** What a function of the file records, by itself and through others. */
function doneBy(source: Source, helper: FunctionNode, followed = new Set<FunctionNode>()): Set<Need> {
  const does = new Set<Need>();
  if (followed.has(helper)) {
    return does;
  }
  followed.add(helper);
  for (const call of source.nodes('CallExpression', helper.body)) {
    if (placeOf(source, call) !== helper) {
      continue;
    }
    const called = source.calledFunction(call);
    for (const need of [...needsOf(source, call), ...(called ? doneBy(source, called, followed) : [])]) {
      does.add(need);
    }
  }
  return does;
}

/** What a recording stands in: a catch clause, a function, or for leftovers the block. */
function placeOf(source: Source, node: TSESTree.Node): TSESTree.Node {
  const block = enclosing(node, 'BlockStatement');
  for (const ancestor of ancestorsOf(node)) {
    if (ancestor.type === 'CatchClause') {
      return ancestor;
    }
    if (isFunction(ancestor)) {
      if (promiseHandlerCall(source, ancestor)) {
        return ancestor;
      }
      const call = ancestor.parent;
      const isOpened = call.type === 'CallExpression' && openedCallback(call) === ancestor && deedsOf(source, call).has('open');
      if (!isOpened) {
        return isLeftover(source, ancestor) ? (block ?? ancestor) : ancestor;
      }
    }
  }
  return block ?? source.ast;
}

/** Whether a function has an answer to look through itself. */
function isLeftover(source: Source, node: FunctionNode): boolean {
  return answerCall(source, node) !== undefined;
}

/** The call whose answer tells of failures. */
export function answerCall(source: Source, root: TSESTree.Node): TSESTree.CallExpression | undefined {
  return source.nodes('CallExpression', root).find((call) => {
    const [command] = call.arguments;
    const isBatch = command?.type === 'NewExpression' && /Batch\w*Command$/.test(source.textOf(command.callee));
    return isBatch || source.textOf(call.callee) === 'Promise.allSettled';
  });
}

/** The `.catch(handler)` or `.then(done, handler)` that a function is the handler of. */
function promiseHandlerCall(source: Source, node: FunctionNode): TSESTree.MemberExpression | undefined {
  const declarator = node.parent;
  const name = declarator.type === 'VariableDeclarator' ? declarator.id : undefined;
  for (const call of source.nodes('CallExpression')) {
    const { callee } = call;
    if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') {
      continue;
    }
    const { name: method } = callee.property;
    const handler = method === 'catch' ? call.arguments[0] : method === 'then' ? call.arguments[1] : undefined;
    const isHandler =
      handler === node ||
      (handler?.type === 'Identifier' && name && source.variableOf(handler) === source.variableOf(name));
    if (isHandler) {
      return callee;
    }
  }
  return undefined;
}

function siteAt(source: Source, place: TSESTree.Node, recordings: readonly Recording[]): RecordingSite | undefined {
  if (place.type === 'CatchClause') {
    return {
      kind: 'handler',
      body: place.body,
      error: place.param?.type === 'Identifier' ? place.param : undefined,
      recordings,
      expected: [{ rule: CATCH_RULE, at: place.range[0] }],
      throwsAreRecorded: areThrowsRecorded(source, place),
    };
  }
  if (isFunction(place)) {
    if (place.body.type !== 'BlockStatement') {
      return undefined;
    }
    const handler = promiseHandlerCall(source, place);
    const [parameter] = place.params;
    return {
      kind: handler ? 'handler' : 'helper',
      body: place.body,
      error: handler && parameter?.type === 'Identifier' ? parameter : undefined,
      recordings,
      expected: handler ? [{ rule: CATCH_RULE, at: handler.property.range[0] }] : [],
      throwsAreRecorded: false,
    };
  }
  const answer = answerCall(source, outermostFunction(place));
  return place.type === 'BlockStatement' && answer
    ? {
        kind: 'leftovers',
        body: place,
        error: undefined,
        recordings,
        expected: [{ rule: ANSWER_RULE, at: answer.range[0] }],
        throwsAreRecorded: false,
      }
    : undefined;
}

function areThrowsRecorded(source: Source, clause: TSESTree.CatchClause): boolean {
  const operation = enclosingFunction(clause);
  const call = operation?.parent;
  const isCaughtAgain = [...ancestorsOf(clause)].some(
    (ancestor) =>
      ancestor.type === 'TryStatement' &&
      ancestor.handler &&
      ancestor.handler !== clause &&
      operation &&
      isWithin(ancestor, operation) &&
      isWithin(clause, ancestor.block),
  );
  return !isCaughtAgain && call?.type === 'CallExpression' && openedCallback(call) === operation && recordsThrows(source, call);
}

/** Whether two statements stand in branches of which only one is taken. */
function areExclusive(first: TSESTree.Node, second: TSESTree.Node): boolean {
  const common = [...ancestorsOf(first)].find((ancestor) => isWithin(second, ancestor));
  if (common?.type === 'IfStatement') {
    return true;
  }
  if (common?.type !== 'SwitchStatement') {
    return false;
  }
  const positions = [first, second].map((node) => common.cases.findIndex((one) => isWithin(node, one)));
  const between = common.cases.slice(Math.min(...positions), Math.max(...positions));
  return between.some(({ consequent }) => {
    const last = consequent.at(-1)?.type;
    return last === 'BreakStatement' || last === 'ReturnStatement' || last === 'ThrowStatement';
  });
}
