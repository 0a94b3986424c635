import type { TSESTree } from '@typescript-eslint/utils';
import { exitLacking } from '../../../control-flow/completions';
import type { Completion, Facts } from '../../../control-flow/completions';
import { entriesOf, textOf } from '../../../syntax/activations';
import { enclosingUnit, isFunction } from '../../../syntax/functions';
import { walk } from '../../../syntax/walk';
import { elsewhere } from './held-path';
import type { HeldPath, PathAction, PathProblem } from './held-path';
import type { PathCall } from './path-code';
import { MAX_FACTS } from './path-flow';
import { isMark } from './path-marks';

interface Annotating {
  readonly call: PathCall;
  /** `undefined` when they are computed. */
  readonly keys: readonly string[] | undefined;
}

/** Failures that are recorded on ways on which the subsegment does not get an annotation of the contract. */
export function annotationProblems(path: HeldPath): PathProblem[] {
  const wanted = path.definition.annotations ?? [];
  if (wanted.length === 0 || path.isHandedOn()) {
    return [];
  }
  const actions = path.actions();
  const annotating = actions.filter(mayAnnotate(path)).map((action) => annotatingOf(path, action));
  if (annotating.some(({ keys }) => keys === undefined)) {
    return [];
  }
  const found = new Map<string, PathProblem>();
  const add = (node: TSESTree.Node, at: TSESTree.Node, { keys, exit }: Lacking): void => {
    const annotations = keys.map((key) => `\`${key}\``).join(', ');
    const place = `${annotations} ${handlerAround(node)?.range[0] ?? ''}`;
    if (keys.length > 0 && !found.has(place)) {
      const line = String((exit ?? path.wrapped.unit).loc[exit ? 'start' : 'end'].line);
      found.set(place, {
        node: at,
        messageId: 'missingAnnotation',
        data: { path: path.name, annotations, line, recorded: recordedBy(node, at) },
      });
    }
  };
  for (const { call, known } of actions) {
    if (isMark(known.does) && path.isActedOn({ call, known })) {
      add(call.node, path.ownCall(call), lackingAt(path, annotating, call, wanted));
    }
  }
  for (const statement of path.subsegment.usesRuntime ? throwsIn(path) : []) {
    add(statement, statement, lackingWhenThrown(path, annotating, statement, wanted));
  }
  return [...found.values()];
}

function recordedBy(node: TSESTree.Node, at: TSESTree.Node): string {
  return node.type === 'ThrowStatement' ? ' by the runtime, which this leaves to' : elsewhere(node, at);
}

interface Lacking {
  readonly keys: readonly string[];
  /** Where a way leaves without them. */
  readonly exit: TSESTree.Node | undefined;
}

/** The annotations that are put neither surely before a mark nor surely after it. */
function lackingAt(path: HeldPath, annotating: readonly Annotating[], call: PathCall, wanted: readonly string[]): Lacking {
  const nothing = () => undefined;
  const unit = path.unitsTo(call).find((candidate) => path.flow.at(candidate, call.node, nothing));
  // What is annotated out of this code's sight may be on its way.
  const isOutOfSight = ({ call: other }: Annotating) => unit === undefined || !path.unitsTo(other).includes(unit);
  const elsewherePut = new Set(annotating.filter(isOutOfSight).flatMap(({ keys }) => keys ?? []));
  const keys = wanted.filter((key) => !elsewherePut.has(key));
  if (unit === undefined) {
    return { keys, exit: undefined };
  }
  return inBatches(keys, (batch) => {
    const put = factsOf(annotating, batch);
    const before = path.flow.at(unit, call.node, (node) => put.changes(node));
    const owed = put.all & ~(before?.gain ?? 0);
    const after = path.flow.atEnd(unit, (node) => {
      const change = put.changes(node);
      return node === call.node ? { gain: change?.gain ?? 0, lose: owed } : change;
    });
    return put.lacking(after, after ? owed & ~(after.gain | after.keep) : 0);
  });
}

function lackingWhenThrown(
  path: HeldPath,
  annotating: readonly Annotating[],
  statement: TSESTree.ThrowStatement,
  wanted: readonly string[],
): Lacking {
  return inBatches(wanted, (batch) => {
    const put = factsOf(annotating, batch);
    const thrown = path.flow.atThrow(path.wrapped.unit, statement, (node) => put.changes(node));
    return put.lacking(thrown && { ...thrown, exits: statement }, thrown ? put.all & ~thrown.gain : 0);
  });
}

function inBatches(keys: readonly string[], lackingIn: (batch: readonly string[]) => Lacking): Lacking {
  const found: Lacking[] = [];
  for (let start = 0; start < keys.length; start += MAX_FACTS) {
    found.push(lackingIn(keys.slice(start, start + MAX_FACTS)));
  }
  return { keys: found.flatMap((lacking) => lacking.keys), exit: found.find(({ exit }) => exit)?.exit };
}

/** A fact for each annotation: that it has been put. */
function factsOf(annotating: readonly Annotating[], batch: readonly string[]) {
  const all: Facts = batch.reduce((facts, _key, index) => facts | (1 << index), 0);
  const gains = new Map<TSESTree.Node, Facts>();
  for (const { call, keys = [] } of annotating) {
    const put = keys.reduce((facts, key) => (batch.includes(key) ? facts | (1 << batch.indexOf(key)) : facts), 0);
    gains.set(call.node, (gains.get(call.node) ?? 0) | put);
  }
  return {
    all,
    changes(node: TSESTree.Node): { gain: Facts } | undefined {
      const gain = gains.get(node);
      return gain === undefined ? undefined : { gain };
    },
    lacking(completion: Completion | undefined, facts: Facts): Lacking {
      const keys = batch.filter((_key, index) => facts & (1 << index));
      const first = facts & -facts;
      return { keys, exit: completion && first ? exitLacking(completion, first) : undefined };
    },
  };
}

/** Calls that put annotations on this subsegment, or on one that the file does not tell apart from it. */
function mayAnnotate(path: HeldPath): (action: PathAction) => boolean {
  return (action) => {
    const { receiver, method } = action.known;
    const isUnknown = receiver?.is === 'object' && receiver.opened === undefined && action.call.node.callee.type === 'MemberExpression';
    return method.annotation !== undefined && (path.isActedOn(action) || (isUnknown && isHandedIn(path, action)));
  };
}

/** Whether the receiver is a subsegment that was opened out of sight. */
function isHandedIn(path: HeldPath, { known }: PathAction): boolean {
  const type = known.receiver?.is === 'object' ? known.receiver.type : '';
  return path.context.vocabularies.typeOf(type)?.handedOn?.includes('mark') ?? false;
}

function annotatingOf(path: HeldPath, action: PathAction): Annotating {
  const { call, known } = action;
  const { annotation } = known.method;
  const { file } = path.context;
  if (!path.isActedOn(action) || annotation === undefined) {
    return { call, keys: undefined };
  }
  if ('key' in annotation) {
    const key = call.node.arguments[annotation.key];
    const text = key && textOf(file, { node: key, in: call.in });
    return { call, keys: text === undefined ? undefined : [text] };
  }
  const given = call.node.arguments[annotation.keysOf];
  if (given === undefined || (given.type === 'Identifier' && given.name === 'undefined')) {
    return { call, keys: [] };
  }
  const { known: entries, areAll } = entriesOf(file, { node: given, in: call.in });
  return { call, keys: areAll ? [...entries.keys()] : undefined };
}

/** The `throw` statements of failure handlers: the runtime records what leaves by them. */
function throwsIn(path: HeldPath): TSESTree.ThrowStatement[] {
  const found: TSESTree.ThrowStatement[] = [];
  for (const handler of path.code.handlers) {
    if (handler.type === 'CatchClause') {
      walk(path.context.file, handler.body, (node) => {
        if (node.type === 'ThrowStatement') {
          found.push(node);
        }
        return !isFunction(node);
      });
    }
  }
  return [...new Set(found)];
}

function handlerAround(node: TSESTree.Node): TSESTree.Node | undefined {
  const unit = enclosingUnit(node);
  for (let parent = node.parent; parent && parent !== unit; parent = parent.parent) {
    if (parent.type === 'CatchClause') {
      return parent;
    }
  }
  return unit;
}
