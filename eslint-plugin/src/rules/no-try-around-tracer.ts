import type { TSESTree } from '@typescript-eslint/utils';
import type { Rule } from 'eslint';
import { ControlFlow } from '../control-flow/analysis';
import { memberName, outermost, unwrap } from '../syntax/file-model';
import { isFunction } from '../syntax/functions';
import { walk } from '../syntax/walk';
import { createRule } from './support/create-rule';
import { mentionsCaughtError } from './support/failure-handlers';
import { fileContext } from './support/file-context';
import type { FileContext } from './support/file-context';
import { instrumentationEffects } from './support/instrumentation-facts';
import { isTracingCall, tracesOnly } from './support/tracing-calls';

interface Options {
  readonly allowRethrow: boolean;
  readonly ignoreIncidental: boolean;
}

const DEFAULTS: Options = { allowRethrow: true, ignoreIncidental: false };

/** FR-018: what goes wrong with tracing reaches the Lambda runtime. */
export const noTryAroundTracer = createRule(
  {
    name: 'no-try-around-tracer',
    description: 'disallow suppressing errors of tracing calls',
  },
  {
    meta: {
      type: 'problem',
      schema: [
        {
          type: 'object',
          properties: { allowRethrow: { type: 'boolean' }, ignoreIncidental: { type: 'boolean' } },
          additionalProperties: false,
        },
      ],
      messages: {
        swallowedByTry:
          'The `catch` in line {{line}} swallows what this tracing call throws: take the call out of the `try`, or rethrow the error on every path.',
        swallowedByPromise:
          'The `.catch()` in line {{line}} swallows what this tracing call rejects with: take it off.',
      },
    },
    create(context) {
      const options: Options = { ...DEFAULTS, ...(context.options[0] as Partial<Options> | undefined) };
      const shared = fileContext(context);
      if (!shared.mentionsInstrumentation) {
        return {};
      }
      const tracing: TSESTree.CallExpression[] = [];
      return {
        CallExpression(node) {
          if (isTracingCall(shared, node)) {
            tracing.push(node);
          }
        },
        'Program:exit'() {
          const flow = new ControlFlow(instrumentationEffects(shared), shared.file);
          for (const call of tracing) {
            check(context, shared, flow, options, call);
          }
        },
      };
    },
  },
);

function check(
  context: Rule.RuleContext,
  shared: FileContext,
  flow: ControlFlow,
  options: Options,
  call: TSESTree.CallExpression,
): void {
  const chained = chainedCatch(call);
  if (chained && !(options.ignoreIncidental && !tracesOnly(shared, call))) {
    const line = String(chained.loc.start.line);
    context.report({ loc: call.loc, messageId: 'swallowedByPromise', data: { line } });
    return;
  }
  const statement = enclosingTries(call).find(
    (candidate) =>
      !(options.allowRethrow && rethrows(shared, flow, candidate.handler)) &&
      !(options.ignoreIncidental && !tracesOnly(shared, candidate.block)),
  );
  if (statement) {
    const line = String(statement.handler.loc.start.line);
    context.report({ loc: call.loc, messageId: 'swallowedByTry', data: { line } });
  }
}

type CatchingTry = TSESTree.TryStatement & { readonly handler: TSESTree.CatchClause };

/** The `try` statements of the same function whose `catch` sees what the node throws, innermost first. */
function enclosingTries(node: TSESTree.Node): CatchingTry[] {
  const found: CatchingTry[] = [];
  let inner = node;
  for (let parent = node.parent; parent && !isFunction(inner); inner = parent, parent = parent.parent) {
    if (parent.type === 'TryStatement' && parent.block === inner && parent.handler) {
      found.push(parent as CatchingTry);
    }
  }
  return found;
}

/** Whether a `catch` clause throws the caught error on every path. */
function rethrows({ file }: FileContext, flow: ControlFlow, handler: TSESTree.CatchClause): boolean {
  const ways = flow.waysOfBlock(handler.body);
  if (ways.normal || ways.return || ways.exit || ways.jumps) {
    return false;
  }
  let isCaught = true;
  walk(file, handler.body, (node) => {
    if (node.type === 'ThrowStatement') {
      isCaught &&= mentionsCaughtError(file, node.argument);
    }
    return !isFunction(node);
  });
  return isCaught;
}

/** The `.catch(...)`, or `.then(..., handler)`, that handles what the call rejects with. */
function chainedCatch(call: TSESTree.CallExpression): TSESTree.Node | undefined {
  let promise = outermost(call);
  for (;;) {
    const member: TSESTree.Node | undefined = promise.parent;
    const next: TSESTree.Node | undefined = member?.parent;
    if (member?.type !== 'MemberExpression' || member.object !== promise || next?.type !== 'CallExpression') {
      return undefined;
    }
    const method = memberName(member);
    const handles = method === 'catch' || (method === 'then' && next.arguments.length > 1);
    if (handles && unwrap(next.callee) === member) {
      return member.property;
    }
    if (method !== 'then' && method !== 'finally') {
      return undefined;
    }
    promise = outermost(next);
  }
}
