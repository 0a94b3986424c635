import type { TSESTree } from '@typescript-eslint/utils';
import type { FunctionNode } from '../syntax/file-model';
import { isFunction } from '../syntax/functions';
import { meet } from './completions';
import type { Completion } from './completions';
import type { Effects, FunctionSummary } from './effects';
import type { AnalysedFile } from './evaluation';
import { execute, executeAll, executeFunction } from './statements';
import type { Execution } from './statements';
import { NOTHING_HAPPENS } from './ways';
import type { Ways } from './ways';

/** A function, or the code of the file outside of functions. */
export type CodeUnit = FunctionNode | TSESTree.Program;

/** What is analysed as a whole: how a statement completes does not depend on what stands around it. */
type Analysed = CodeUnit | TSESTree.Statement;

interface Summary extends FunctionSummary {
  /** How the code itself can complete. */
  readonly ownWays: Ways;
}

/** What is taken of a function until it has been analysed, which is also what endless recursion does. */
const NEVER_COMPLETES: Summary = { ownWays: {}, ways: {}, waysIfDropped: {}, givesPromise: false };

/** Summaries that other analyses with the same effects have found, and may go by. */
export interface KnownSummaries {
  get(called: FunctionNode): FunctionSummary | undefined;
  /** Told of every function that has been analysed to the end. */
  add(called: FunctionNode, summary: FunctionSummary): void;
}

/**
 * Analyses functions on demand, each together with the functions that it calls, and keeps what it found.
 *
 * Recursive functions start from "never completes" and gain ways until nothing changes any more.
 */
export class ControlFlow {
  readonly #effects: Effects;
  readonly #file: AnalysedFile;
  readonly #known: KnownSummaries | undefined;
  readonly #summaries = new Map<Analysed, Summary>();
  readonly #callers = new Map<Analysed, Set<Analysed>>();
  readonly #blocks = new Map<TSESTree.Node, Ways>();

  constructor(effects: Effects, file: AnalysedFile, known?: KnownSummaries) {
    this.#effects = effects;
    this.#file = file;
    this.#known = known;
  }

  /** How a block, or another statement, can complete, whatever stands around it. */
  waysOfBlock(block: TSESTree.Statement): Ways {
    return this.#blocks.get(block) ?? this.waysOf(block);
  }

  /** How the code of a function can complete: that of a generator, too, though a call does not run it. */
  waysOf(unit: Analysed): Ways {
    return this.#summaryOf(unit).ownWays;
  }

  /** How a call of the function can complete. */
  waysOfCall(unit: FunctionNode): Ways {
    return this.#summaryOf(unit).ways;
  }

  #summaryOf(unit: Analysed): Summary {
    if (!this.#summaries.has(unit)) {
      this.#solve(unit);
    }
    return this.#summaries.get(unit) ?? NEVER_COMPLETES;
  }

  #solve(root: Analysed): void {
    const pending = new PendingUnits();
    const analysed = new Set<FunctionNode>();
    this.#summaries.set(root, NEVER_COMPLETES);
    pending.add(root);
    for (let unit = pending.take(); unit !== undefined; unit = pending.take()) {
      const found = this.#analyse(unit, pending);
      const isNews = !isSameForCallers(found, this.#summaries.get(unit));
      this.#summaries.set(unit, found);
      if (isFunction(unit)) {
        analysed.add(unit);
      }
      if (isNews) {
        for (const caller of this.#callers.get(unit) ?? []) {
          pending.add(caller);
        }
      }
    }
    for (const called of this.#known ? analysed : []) {
      this.#known?.add(called, this.#summaries.get(called) ?? NEVER_COMPLETES);
    }
  }

  #analyse(unit: Analysed, pending: PendingUnits): Summary {
    let givesPromise = isFunction(unit) && unit.async;
    const execution: Execution = {
      effects: this.#effects,
      file: this.#file,
      settled: { awaited: new Map(), returned: new Map() },
      returned: 'returned',
      executeAll: (statements) => executeAll(execution, statements),
      record: (node, ways) => this.#blocks.set(node, ways),
      returnsDeferred: () => {
        givesPromise = true;
      },
      summaryOf: (called) => {
        const known = this.#known?.get(called);
        if (known) {
          return known;
        }
        const callers = this.#callers.get(called) ?? new Set();
        this.#callers.set(called, callers.add(unit));
        if (!this.#summaries.has(called)) {
          this.#summaries.set(called, NEVER_COMPLETES);
          pending.add(called);
        }
        return this.#summaries.get(called) ?? NEVER_COMPLETES;
      },
    };
    const ways = isFunction(unit) ? executeFunction(execution, unit) : execute(execution, unit);
    if (isFunction(unit) && unit.generator) {
      return { ownWays: ways, ways: NOTHING_HAPPENS, waysIfDropped: NOTHING_HAPPENS, givesPromise };
    }
    if (!isFunction(unit) || !givesPromise) {
      return { ownWays: ways, ways, waysIfDropped: ways, givesPromise };
    }
    const dropping: Execution = { ...execution, returned: 'dropped', record() {} };
    const waysIfDropped = unit.async ? NOTHING_HAPPENS : executeFunction(dropping, unit);
    return { ownWays: ways, ways, waysIfDropped, givesPromise };
  }
}

/** Units still to be analysed, each once, the newest first: callees before their callers. */
class PendingUnits {
  readonly #stack: Analysed[] = [];
  readonly #members = new Set<Analysed>();

  add(unit: Analysed): void {
    if (!this.#members.has(unit)) {
      this.#members.add(unit);
      this.#stack.push(unit);
    }
  }

  take(): Analysed | undefined {
    const unit = this.#stack.pop();
    if (unit !== undefined) {
      this.#members.delete(unit);
    }
    return unit;
  }
}

function isSameForCallers(first: FunctionSummary, second: FunctionSummary | undefined): boolean {
  return (
    first.givesPromise === second?.givesPromise &&
    areSameForCallers(first.ways, second.ways) &&
    (!first.givesPromise || areSameForCallers(first.waysIfDropped, second.waysIfDropped))
  );
}

/** Callers do not see whether a function returns or falls off its end. */
function areSameForCallers(first: Ways, second: Ways): boolean {
  const kinds = ['throw', 'reject', 'implicitThrow', 'implicitReject', 'exit'] as const;
  return (
    isSameWay(meet(first.normal, first.return), meet(second.normal, second.return)) &&
    kinds.every((kind) => isSameWay(first[kind], second[kind]))
  );
}

function isSameWay(first: Completion | undefined, second: Completion | undefined): boolean {
  return (
    first?.gain === second?.gain &&
    first?.keep === second?.keep &&
    first?.mayGain === second?.mayGain &&
    first?.mayKeep === second?.mayKeep
  );
}
