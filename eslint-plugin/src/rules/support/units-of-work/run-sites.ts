import type { TSESTree } from '@typescript-eslint/utils';
import { memberName, unwrap } from '../../../syntax/file-model';
import type { FunctionNode } from '../../../syntax/file-model';
import { functionOf } from '../../../syntax/functions';
import { sitesOfParameter } from '../../../syntax/passed-values';
import { promiseHandler } from '../failure-handlers';
import type { FileContext } from '../file-context';
import { opensAround } from '../innermost-subsegment';
import { isGlobalCall } from '../instrumentation-facts';
import { iterates } from './iterations';

/** A call by which a function of the file is run. */
export interface RunSite {
  readonly call: TSESTree.CallExpression | TSESTree.NewExpression;
  /**
   * - `called`: it calls the function itself;
   * - `opening`: it opens a subsegment around it;
   * - `handling`: it is given it as a failure handler;
   * - `iterating`: it calls it for each element of a list;
   * - `handed`: it is given it, for whatever it does with it.
   */
  readonly as: 'called' | 'opening' | 'handling' | 'iterating' | 'handed';
  /** The call that hands the function to the function of this file in which the site is. */
  readonly through?: Passage;
}

/** A call of a function of the file. */
export interface Passage {
  readonly into: FunctionNode;
  readonly call: TSESTree.CallExpression;
}

/** Every call in the file by which the function is run, as far as the file shows. */
export function runSitesOf(context: FileContext, fn: FunctionNode): RunSite[] {
  const holder = callGiven(fn);
  if (holder && (holder.type === 'NewExpression' || holder !== fn.parent)) {
    return [{ call: holder, as: 'handed' }];
  }
  return context.objects.callsWithFunction(fn).flatMap((call) => sitesBy(context, call, fn));
}

function sitesBy(context: FileContext, call: TSESTree.CallExpression, fn: FunctionNode): RunSite[] {
  const argument = call.arguments.find((candidate) => functionOf(context.file, candidate) === fn);
  if (argument === undefined) {
    return [{ call, as: 'called' }];
  }
  if (promiseHandler(context.file, call)?.body === fn) {
    return [{ call, as: 'handling' }];
  }
  return sitesWith(context, call, argument, undefined);
}

/** Where an argument of a call is run: in the function that is called, when that is one of this file. */
function sitesWith(
  context: FileContext,
  call: TSESTree.CallExpression,
  argument: TSESTree.Node,
  through: Passage | undefined,
): RunSite[] {
  if (opensAround(context, { call, argument })) {
    return [{ call, as: 'opening', ...(through && { through }) }];
  }
  if (iterates(context.file, call, argument)) {
    return [{ call, as: 'iterating', ...(through && { through }) }];
  }
  const into = through ? undefined : functionOf(context.file, call.callee);
  const index = call.arguments.indexOf(argument as TSESTree.CallExpressionArgument);
  if (into?.params[index]?.type !== 'Identifier') {
    return [{ call, as: 'handed', ...(through && { through }) }];
  }
  const passage = { into, call };
  return sitesOfParameter(context.file, into, index).flatMap((site): RunSite[] =>
    site.argument ? sitesWith(context, site.call, site.argument, passage) : [{ call: site.call, as: 'called', through: passage }],
  );
}

/** Whether code from elsewhere that is handed a function runs it just so: timers, promises. */
export function opensNothing(context: FileContext, { call }: RunSite): boolean {
  const callee = unwrap(call.callee);
  const isChained = callee.type === 'MemberExpression' && ['then', 'catch', 'finally'].includes(memberName(callee) ?? '');
  return isChained || isGlobalCall(context, call.callee);
}

/** The call that is given a function that is written in its arguments, in an object or a list there as well. */
function callGiven(fn: FunctionNode): RunSite['call'] | undefined {
  let inner: TSESTree.Node = fn;
  for (let { parent } = inner; parent; inner = parent, { parent } = parent) {
    switch (parent.type) {
      case 'CallExpression':
      case 'NewExpression':
        return parent.callee === inner ? undefined : parent;
      case 'Property':
      case 'ObjectExpression':
      case 'ArrayExpression':
      case 'ConditionalExpression':
      case 'LogicalExpression':
      case 'TSAsExpression':
      case 'TSSatisfiesExpression':
        break;
      default:
        return undefined;
    }
  }
  return undefined;
}
