import type { TSESTree } from '@typescript-eslint/utils';
import type { Rule } from 'eslint';
import { ControlFlow } from '../control-flow/analysis';
import { exitLacking, meet } from '../control-flow/completions';
import type { Completion, Facts } from '../control-flow/completions';
import type { Ways } from '../control-flow/ways';
import { isFunction } from '../syntax/functions';
import { contains, walk } from '../syntax/walk';
import { createRule } from './support/create-rule';
import { fileContext } from './support/file-context';
import type { FileContext } from './support/file-context';
import { instrumentationEffects } from './support/instrumentation-facts';
import { closingEffects, isHandedOn, MAX_ANALYSED, openedSubsegment } from './support/opened-subsegments';
import type { OpenedSubsegment } from './support/opened-subsegments';
import { isKnownPromise, mayBePromise } from './support/promises';
import { awaitReturned } from './support/suggestions/await-returned';
import { closeInFinally } from './support/suggestions/close-in-finally';
import { asReported } from './support/suggestions/edits';

/** An unclosed subsegment is never sent, nor is any subsegment around it; one closed twice is sent twice. */
export const requireSubsegmentClose = createRule(
  {
    name: 'require-subsegment-close',
    description: 'require subsegments that are opened by hand to be closed once on every path',
  },
  {
    meta: {
      type: 'problem',
      hasSuggestions: true,
      schema: [],
      messages: {
        neverClosed:
          'This subsegment is never closed, so neither it nor any around it is ever sent: close it in a `finally`.',
        leftOpenOnThrow:
          'This subsegment stays open when line {{line}} throws, and is then never sent, nor is any around it: close it in a `finally`.',
        leftOpenOnReturn:
          'This subsegment stays open on the path that leaves in line {{line}}, and is then never sent, nor is any around it: close it in a `finally`.',
        closedTooEarly:
          'The subsegment is closed before the promise that is returned here has settled: `await` it.',
        writtenAfterClose:
          'The subsegment of line {{line}} may be closed already, and sent without this: close it in a `finally`, once all is written to it.',
        closedTwice: 'The subsegment of line {{line}} may be closed already, and would be sent twice.',
        closeInFinally: 'Close it in a `finally`.',
        awaitReturned: '`await` the promise before returning it.',
      },
    },
    create(context) {
      const shared = fileContext(context);
      if (!shared.mentionsInstrumentation) {
        return {};
      }
      const opened: OpenedSubsegment[] = [];
      return {
        CallExpression(node) {
          const subsegment = openedSubsegment(shared, node);
          if (subsegment && !isHandedOn(shared, subsegment)) {
            opened.push(subsegment);
          }
        },
        'Program:exit'() {
          for (let start = 0; start < opened.length; start += MAX_ANALYSED) {
            checkBatch(context, shared, opened.slice(start, start + MAX_ANALYSED));
          }
        },
      };
    },
  },
);

function checkBatch(context: Rule.RuleContext, shared: FileContext, batch: readonly OpenedSubsegment[]): void {
  const late = new Map<TSESTree.Node, { messageId: string; opened: OpenedSubsegment }>();
  const effects = closingEffects(shared, batch, (opened, { gain, use }, isSure) => {
    if (gain && !isConditional(shared, gain, opened)) {
      late.set(gain, { messageId: 'closedTwice', opened });
    }
    if (use && !isConditional(shared, use, opened, isSure)) {
      late.set(use, { messageId: 'writtenAfterClose', opened });
    }
  });
  const flow = new ControlFlow(effects, shared.file);
  batch.forEach((opened, index) => {
    const problem = problemOf(opened, 1 << index, flow.waysOf(opened.unit));
    if (problem) {
      context.report({
        loc: opened.call.loc,
        ...problem,
        suggest: asReported([closeInFinally(context, shared, opened)]),
      });
    }
    for (const node of earlyReturns(shared, opened)) {
      context.report({ loc: node.loc, messageId: 'closedTooEarly', suggest: asReported([awaitReturned(node)]) });
    }
  });
  for (const [node, { messageId, opened }] of late) {
    context.report({ loc: node.loc, messageId, data: { line: String(opened.call.loc.start.line) } });
  }
}

interface Problem {
  readonly messageId: string;
  readonly data: Record<string, string>;
}

function problemOf({ isOpenAtStart, unit, name }: OpenedSubsegment, bit: Facts, ways: Ways): Problem | undefined {
  const isOpen = (way: Completion | undefined): way is Completion =>
    way !== undefined && ((isOpenAtStart ? way.gain : way.gain | way.keep) & bit) === 0;
  const done = meet(ways.normal, ways.return);
  const thrown = meet(meet(ways.throw, ways.reject), meet(ways.implicitThrow, ways.implicitReject));
  if (!isOpen(done) && !isOpen(thrown)) {
    return undefined;
  }
  const mayClose = [done, thrown].some((way) => way !== undefined && (way.mayGain & bit) !== 0);
  if (name === undefined || !mayClose) {
    return { messageId: 'neverClosed', data: {} };
  }
  const way = isOpen(thrown) ? thrown : done;
  const exit = way && exitLacking(way, bit);
  const line = String(exit?.loc.start.line ?? unit.loc.end.line);
  return { messageId: isOpen(thrown) ? 'leftOpenOnThrow' : 'leftOpenOnReturn', data: { line } };
}

/** `return promise` in a `try` whose `finally` closes the subsegment. */
function earlyReturns(shared: FileContext, opened: OpenedSubsegment): TSESTree.ReturnStatement[] {
  const found: TSESTree.ReturnStatement[] = [];
  walk(shared.file, opened.unit, (node) => {
    if (node.type === 'TryStatement' && node.finalizer && closes(shared, opened, node.finalizer)) {
      found.push(...unawaitedReturns(shared, node.block));
    }
    return node === opened.unit || !isFunction(node);
  });
  return found;
}

/** Returned promises; a call of which nothing is known counts where the block has awaited nothing before. */
function unawaitedReturns(shared: FileContext, block: TSESTree.BlockStatement): TSESTree.ReturnStatement[] {
  const found: TSESTree.ReturnStatement[] = [];
  let hasAwaited = false;
  walk(shared.file, block, (node) => {
    hasAwaited ||= node.type === 'AwaitExpression';
    if (node.type === 'ReturnStatement' && node.argument) {
      if (isKnownPromise(shared, node.argument) || (!hasAwaited && mayBePromise(shared, node.argument))) {
        found.push(node);
      }
    }
    return !isFunction(node);
  });
  return found;
}

function closes(shared: FileContext, { call }: OpenedSubsegment, code: TSESTree.Node): boolean {
  let found = false;
  walk(shared.file, code, (node) => {
    const closing = node.type === 'CallExpression' ? shared.callAt(node) : undefined;
    const receiver = closing?.receiver;
    found ||= closing?.does.has('close') === true && receiver?.is === 'object' && receiver.opened === call;
    return !found;
  });
  return found;
}

/**
 * Whether a call stands behind a test of its own, which may know what the paths cannot tell. Where they can, only
 * what is asked of the subsegment itself may.
 */
function isConditional(
  shared: FileContext,
  node: TSESTree.Node,
  { unit, name }: OpenedSubsegment,
  arePathsSure = false,
): boolean {
  const references = (name && shared.file.variableOf(name)?.references) ?? [];
  const mayKnow = (test: TSESTree.Node) =>
    !arePathsSure || references.some(({ identifier }) => contains(test, identifier as TSESTree.Identifier));
  for (let parent = node.parent; parent && parent !== unit; parent = parent.parent) {
    const test =
      parent.type === 'IfStatement' || parent.type === 'ConditionalExpression'
        ? parent.test
        : parent.type === 'LogicalExpression'
          ? parent.left
          : undefined;
    if (test && !asksForTracing(shared, test) && mayKnow(test)) {
      return true;
    }
  }
  return false;
}

/** `subsegment`, `parent && subsegment`: a test that comes out the same on every path. */
function asksForTracing(shared: FileContext, test: TSESTree.Expression): boolean {
  return test.type === 'LogicalExpression'
    ? asksForTracing(shared, test.left) && asksForTracing(shared, test.right)
    : instrumentationEffects(shared).assume(test, false) !== 0;
}
