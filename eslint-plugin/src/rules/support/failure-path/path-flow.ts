import type { TSESTree } from '@typescript-eslint/utils';
import { ControlFlow } from '../../../control-flow/analysis';
import type { CodeUnit } from '../../../control-flow/analysis';
import { ALL_FACTS, meet } from '../../../control-flow/completions';
import type { Completion, Facts } from '../../../control-flow/completions';
import type { Effect, Effects } from '../../../control-flow/effects';
import type { FunctionNode } from '../../../syntax/file-model';
import type { FileContext } from '../file-context';
import { instrumentationEffects } from '../instrumentation-facts';
import type { PathCode } from './path-code';

/** What nodes do to the facts that a question is about; a node that `ends` the process is where facts are looked at. */
export type Changes = (node: TSESTree.Node) => Pick<Effect, 'gain' | 'lose' | 'vacuous' | 'ends'> | undefined;

/** Facts that fit into one analysis. */
export const MAX_FACTS = 30;

/** Asks what surely and what perhaps holds on the ways through a path's code. */
export class PathFlow {
  readonly #context: FileContext;
  readonly #runs: PathCode['runs'];

  constructor(context: FileContext, runs: PathCode['runs']) {
    this.#context = context;
    this.#runs = runs;
  }

  /** What holds where `node` is reached; `undefined` when the unit does not surely run it itself. */
  at(unit: CodeUnit, node: TSESTree.Node, changes: Changes): Completion | undefined {
    const stopping: Changes = (at) => (at === node ? { ends: true } : changes(at));
    return this.#waysOf(unit, stopping).exit;
  }

  /** What holds on all ways out of the unit, a call's own throwing aside. */
  atEnd(unit: CodeUnit, changes: Changes): Completion | undefined {
    const ways = this.#waysOf(unit, changes);
    return meet(meet(meet(ways.normal, ways.return), meet(ways.throw, ways.reject)), ways.exit);
  }

  /** What holds where a `throw` statement leaves the unit. */
  atThrow(unit: CodeUnit, statement: TSESTree.ThrowStatement, changes: Changes): Completion | undefined {
    const ofThis: Changes = (node) =>
      node.type === 'ThrowStatement' && node !== statement ? { vacuous: ALL_FACTS } : changes(node);
    return this.#waysOf(unit, ofThis).throw;
  }

  #waysOf(unit: CodeUnit, changes: Changes) {
    return new ControlFlow(this.#effects(changes), this.#context.file).waysOf(unit);
  }

  #effects(changes: Changes): Effects {
    const effects = instrumentationEffects(this.#context);
    return {
      rejects: effects.rejects,
      // Without a subsegment tracing is off, and nothing is asked of it.
      assume: (test, outcome): Facts => (effects.assume(test, outcome) === 0 ? 0 : ALL_FACTS),
      effectOf: (node) => {
        const known = effects.effectOf(node);
        const runs = known?.runs?.map((run) => run.function) ?? this.#onlyRun(node);
        const isInstrumentation = node.type === 'CallExpression' && this.#context.callAt(node) !== undefined;
        return {
          ends: known?.ends ?? false,
          neverThrows: (known?.neverThrows ?? false) || isInstrumentation,
          runs: runs.map((called) => ({ function: called })),
          ...changes(node),
        };
      },
    };
  }

  /** What a parameter holds is told by who called. */
  #onlyRun(node: TSESTree.Node): FunctionNode[] {
    const functions = this.#runs.get(node);
    return functions?.size === 1 ? [...functions] : [];
  }
}
