import type { TSESTree } from '@typescript-eslint/utils';
import type { FileModel, FunctionNode } from '../syntax/file-model';
import { change, meet, UNCHANGED } from './completions';
import type { Completion, Facts } from './completions';
import type { Effects, FunctionSummary, PromiseUse } from './effects';
import { sequence, touchedAgain } from './ways';
import type { Ways } from './ways';

/** What the analysis has to know of the file. */
export type AnalysedFile = Pick<FileModel, 'visitorKeys' | 'variableOf'>;

/** What evaluating code needs: the effects of nodes, and what calls of functions do. */
export interface Evaluation {
  readonly effects: Effects;
  readonly file: AnalysedFile;
  /** What becomes of a promise that the function returns. */
  readonly returned: PromiseUse;
  summaryOf(node: FunctionNode): FunctionSummary;
  /** How the statements of a static block can complete. */
  executeAll(statements: readonly TSESTree.Statement[]): Ways;
  /** Told when the value that is returned settles only later. */
  returnsDeferred(): void;
  /** What waiting for promises that were made before does, by the expressions that made them. */
  readonly settled: Readonly<Record<'awaited' | 'returned', Map<TSESTree.Expression, Ways>>>;
}

/** `second` after `first`, telling of what the second meets that may hold already. */
export function followedBy(evaluation: Evaluation, first: Ways, second: Ways): Ways {
  const { onHeldAlready } = evaluation.effects;
  if (onHeldAlready) {
    for (const [fact, touch] of touchedAgain(first.normal, second)) {
      onHeldAlready(fact, touch, ((first.normal?.gain ?? 0) & fact) !== 0);
    }
  }
  return sequence(first, second);
}

/** `ways`, and then the node itself may throw. */
export function mayThrow(ways: Ways, node: TSESTree.Node): Ways {
  if (ways.normal === undefined) {
    return ways;
  }
  const thrown: Completion = { ...ways.normal, exits: node };
  return { ...ways, implicitThrow: meet(ways.implicitThrow, thrown) };
}

export function assumed(facts: Facts): Completion {
  return facts === 0 ? UNCHANGED : { ...change(facts), mayGain: 0 };
}
