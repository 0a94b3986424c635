import type MagicString from 'magic-string';
import type { TSESTree } from '@typescript-eslint/types';
import { COIN, insertAfter, insertAtEnd, insertAtStart, insertBefore, isListed, remove, replace } from '../edits';
import { callsDoing, closesItself, deedsOf } from '../instrumentation';
import { openings, tryAround } from '../openings';
import type { Opening } from '../openings';
import { enclosing, enclosingFunction, isFunction, isWithin, statementOf } from '../source';
import type { Source } from '../source';
import type { Expectation, Fault, Mutation } from '../variants';

const RULE = 'require-subsegment-close';

interface Closing {
  readonly opening: Opening;
  /** The only call that closes it, as a statement of a `finally`, or with a test around it. */
  readonly call: TSESTree.CallExpression;
  readonly statement: TSESTree.ExpressionStatement;
  /** What of the `finally` closes it: the statement, or the test around it. */
  readonly whole: TSESTree.Node;
  readonly finalizer: TSESTree.BlockStatement;
  readonly tried: TSESTree.TryStatement;
}

/** Something is found in the code that has the subsegment, rather than at its opening. */
interface Found {
  readonly within: true;
  readonly messageId?: string;
}

/** The subsegment stays open, or is closed too early, or twice. */
export const closing: readonly Mutation[] = [
  onClosings('never close', (source, text, { statement }) => remove(source, text, statement)),
  onClosings('name `close` without calling it', (source, text, { call }) =>
    replace(text, call, `void ${source.textOf(call.callee)}`),
  ),
  written('close behind a branch', (code) => `if (${COIN}) { ${code} }`),
  written('close behind sampling', (code) => `if (Math.random() < 0.1) { ${code} }`),
  written('close in a timer', (code) => `setTimeout(() => { ${code} }, 10);`),
  written('close in a microtask', (code) => `queueMicrotask(() => { ${code} });`),
  written('close in a function that nobody calls', (code) => `const closeLater = () => { ${code} }; void closeLater;`),
  written('close after a call that may throw', (code) => `JSON.parse(globalThis.process.env['CLOSING'] ?? ''); ${code}`),
  written('close in a loop that may not run', (code) => `while (${COIN}) { ${code} break; }`),
  written('close twice', (code) => `${code} ${code}`, { within: true, messageId: 'closedTwice' }),
  onClosings(
    'close before the failure is recorded, and again',
    (source, text, { whole, tried }) => {
      if (tried.handler) {
        insertAtStart(text, tried.handler.body, source.textOf(whole));
      }
    },
    ({ tried }) => tried.handler !== null,
    { within: true, messageId: 'closedTwice' },
  ),
  onClosings(
    'close on success, and again',
    (source, text, { whole, tried }) => insertAtStart(text, tried.block, source.textOf(whole)),
    () => true,
    { within: true, messageId: 'closedTwice' },
  ),
  onClosings('close after the `try` only', (source, text, { call, whole, tried }) => {
    const { finalizer } = tried;
    remove(source, text, whole);
    if (finalizer) {
      insertAfter(source, text, tried, closeOf(source, call));
    }
  }, ({ tried }, source) => mayLeave(source, tried)),
  onClosings('close at the end of the `try` only', (source, text, { call, whole, tried }) => {
    remove(source, text, whole);
    insertAtEnd(text, tried.block, closeOf(source, call));
  }),
  onClosings(
    'close before the result only',
    (source, text, { call, whole, tried }) => {
      remove(source, text, whole);
      const last = tried.block.body.at(-1);
      if (last) {
        insertBefore(source, text, last, closeOf(source, call));
      }
    },
    // What is written through the tracer is not followed to the subsegment that is the current one.
    ({ opening }, source) => !source.textOf(opening.unit).includes('setSegment'),
    { within: true },
  ),
  onClosings(
    'close in the `catch` only',
    (source, text, { call, whole, tried }) => {
      remove(source, text, whole);
      if (tried.handler) {
        insertAtStart(text, tried.handler.body, closeOf(source, call));
      }
    },
    ({ tried }) => tried.handler !== null,
  ),
  onClosings(
    'leave the `finally` before it closes',
    (source, text, { statement }) => insertBefore(source, text, statement, `if (${COIN}) { throw new Error('busy'); }`),
    ({ statement }) => isListed(statement),
  ),
  {
    // Without types nothing tells that a later call gives a promise.
    name: 'return the promise without waiting, and close',
    *faults(source) {
      for (const { tried } of closings(source)) {
        for (const node of source.nodes('AwaitExpression', tried.block)) {
          const isReturned = node.parent.type === 'ReturnStatement' && enclosingFunction(node) === enclosingFunction(tried);
          const isFirst = source.nodes('AwaitExpression', tried.block)[0] === node;
          if (isReturned && isFirst && source.isPromise(node.argument)) {
            yield {
              node,
              expected: [{ rule: RULE, messageId: 'closedTooEarly', within: node.parent }],
              edit: (text) => text.remove(node.range[0], node.argument.range[0]),
            };
          }
        }
      }
    },
  },
  ...chainedClosings(),
];

/** `promise.finally(() => subsegment.close())`. */
function chainedClosings(): Mutation[] {
  const onChained = (name: string, write: (chained: string, callback: string) => string): Mutation => ({
    name,
    *faults(source): Generator<Fault> {
      for (const call of source.nodes('CallExpression')) {
        const { callee } = call;
        const [callback] = call.arguments;
        const isFinally = callee.type === 'MemberExpression' && source.textOf(callee.property) === 'finally';
        const opening = openings(source).find(({ unit }) => enclosingFunction(call) === unit);
        if (isFinally && callback && opening && callsDoing(source, 'close', callback).length > 0) {
          yield {
            node: call,
            expected: [{ rule: RULE, at: opening.node.range[0] }],
            edit: (text) => replace(text, call, write(source.textOf(callee.object), source.textOf(callback))),
          };
        }
      }
    },
  });
  return [
    onChained('take the `finally` off the promise', (promise) => promise),
    onChained('close with a `then` only', (promise, callback) => `${promise}.then((done) => { (${callback})(); return done; })`),
  ];
}

function closings(source: Source): Closing[] {
  return openings(source).flatMap((opening) => {
    if (opening.node.type !== 'CallExpression' || closesItself(source, opening.node)) {
      return [];
    }
    const calls = callsDoing(source, 'close', opening.unit);
    const [call] = calls;
    const statement = call && statementOf(call);
    const tried = call && enclosing(call, 'TryStatement');
    const finalizer = tried?.finalizer;
    const isOnly = calls.length === 1 && call && !deedsOf(source, call).has('mark');
    return isOnly && statement && finalizer && isWithin(call, finalizer)
      ? [{ opening, call, statement, whole: childAround(call, finalizer), finalizer, tried }]
      : [];
  });
}

/** The close as a statement that needs no test around it. */
function closeOf(source: Source, { callee }: TSESTree.CallExpression): string {
  return callee.type === 'MemberExpression' ? `${source.textOf(callee.object)}?.${source.textOf(callee.property)}();` : '';
}

/** The statement of a block that a node stands in. */
function childAround(node: TSESTree.Node, block: TSESTree.BlockStatement): TSESTree.Node {
  return block.body.find((statement) => isWithin(node, statement)) ?? node;
}

function onClosings(
  name: string,
  edit: (source: Source, text: MagicString, closing: Closing) => void,
  applies: (closing: Closing, source: Source) => boolean = () => true,
  found: Found | undefined = undefined,
): Mutation {
  return {
    name,
    *faults(source): Generator<Fault> {
      for (const one of closings(source)) {
        if (applies(one, source)) {
          const { node, unit } = one.opening;
          const expected: Expectation = found
            ? { rule: RULE, within: unit.parent ?? unit, ...(found.messageId && { messageId: found.messageId }) }
            : { rule: RULE, at: node.range[0] };
          yield { node: one.statement, expected: [expected], edit: (text) => edit(source, text, one) };
        }
      }
    },
  };
}

function written(
  name: string,
  write: (code: string) => string,
  found?: Found,
): Mutation {
  return onClosings(name, (source, text, { statement }) => replace(text, statement, write(source.textOf(statement))), undefined, found);
}

/** Whether a `try` statement may be left other than by its end: what stands after it is then not reached. */
function mayLeave(source: Source, tried: TSESTree.TryStatement): boolean {
  const isOwn = (node: TSESTree.Node) => {
    let unit = node.parent;
    while (unit && !isFunction(unit)) {
      unit = unit.parent;
    }
    return unit === enclosingFunction(tried);
  };
  const leaving = [...source.nodes('ReturnStatement', tried), ...source.nodes('ThrowStatement', tried)].some(isOwn);
  const throwing = tried.handler?.body ?? tried.block;
  const calls = source.nodes('CallExpression', throwing).filter((call) => {
    const deeds = deedsOf(source, call);
    return isOwn(call) && deeds.size === 0;
  });
  return leaving || calls.length > 0 || (tried.handler === null && tryAround(tried) === undefined);
}
