import type { TSESTree } from '@typescript-eslint/utils';
import type { FunctionNode } from '../syntax/file-model';
import type { Facts } from './completions';
import type { Touch, Ways } from './ways';

/** A function that a call surely runs, once, before the call itself is done. */
export interface Run {
  readonly function: FunctionNode;
  /** Turns the facts that the function gains into those that the caller does. */
  readonly translate?: (facts: Facts) => Facts;
  /** Gained when the function throws. */
  readonly gainOnThrow?: Facts;
}

/** What executing a node does, once its operands have been evaluated. */
export interface Effect {
  readonly gain?: Facts;
  readonly lose?: Facts;
  /** Relies on these not holding yet. */
  readonly use?: Facts;
  /** Needs not be gained any more from here on. */
  readonly vacuous?: Facts;
  /** Gained only when the promise that the call gives is awaited or returned. */
  readonly gainAwaited?: Facts;
  readonly runs?: readonly Run[];
  /** The call throws nothing but what the functions do that it runs. */
  readonly neverThrows?: boolean;
  /** The process ends here (`process.exit`). */
  readonly ends?: boolean;
}

/** What the analysis asks about nodes; it knows the language, but not what the facts mean. */
export interface Effects {
  /** The effect of a call, `new`, assignment or `throw`; `undefined` when nothing is known of it. */
  effectOf(
    node:
      | TSESTree.CallExpression
      | TSESTree.NewExpression
      | TSESTree.AssignmentExpression
      | TSESTree.VariableDeclarator
      | TSESTree.ThrowStatement,
  ): Effect | undefined;
  /** Facts that hold vacuously when `test` comes out as `outcome`. */
  assume(test: TSESTree.Expression, outcome: boolean): Facts;
  /** Facts that hold vacuously in the `case` with this test. */
  assumeCase?(discriminant: TSESTree.Expression, test: TSESTree.Expression): Facts;
  /** Facts that hold vacuously before the first round of a loop, and those that each round loses at its start. */
  onRound?(loop: Loop): { readonly before: Facts; readonly lose: Facts } | undefined;
  /** Facts that are gained when the block of a `try` is entered, and those that are lost when its `catch` is. */
  onTry?(node: TSESTree.TryStatement): { readonly gain: Facts; readonly loseInCatch: Facts } | undefined;
  /** Whether returning this value hands the failure on, as a rejected promise does. */
  rejects(value: TSESTree.Expression): boolean;
  /** Called for a fact that a node may gain, or relies on not holding, although it may hold already, or surely does. */
  readonly onHeldAlready?: ((fact: Facts, touch: Touch, isSure: boolean) => void) | undefined;
}

export type Loop =
  | TSESTree.WhileStatement
  | TSESTree.DoWhileStatement
  | TSESTree.ForStatement
  | TSESTree.ForInStatement
  | TSESTree.ForOfStatement;

/** How the promise that an expression gives is used: its rejection is thrown here, is the caller's, or is lost. */
export type PromiseUse = 'awaited' | 'returned' | 'dropped';

/** What a call of a function does, as far as its own paths tell. */
export interface FunctionSummary {
  readonly ways: Ways;
  /** The same when nothing waits for the promise that the function may give. */
  readonly waysIfDropped: Ways;
  /** It may give a promise whose work is done only once that has settled. */
  readonly givesPromise: boolean;
}
