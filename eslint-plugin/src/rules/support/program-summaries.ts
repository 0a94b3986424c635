import type { KnownSummaries } from '../../control-flow/analysis';
import type { FunctionSummary } from '../../control-flow/effects';
import type { FunctionNode } from '../../syntax/file-model';
import type { FileContext } from './file-context';

type Summaries = WeakMap<FunctionNode, FunctionSummary>;

/** By program, as a function does what functions of other files do; by vocabularies; by the rule and its options. */
const found = new WeakMap<object, WeakMap<object, Map<string, Summaries>>>();

/**
 * The summaries of functions of other files, which are the same whatever file is linted; `undefined` without types.
 *
 * @param effects names what else they depend on: the rule, with its options
 */
export function programSummaries({ file, vocabularies }: FileContext, effects: string): KnownSummaries | undefined {
  if (file.program === undefined) {
    return undefined;
  }
  const ofProgram = found.get(file.program.identity) ?? new WeakMap<object, Map<string, Summaries>>();
  found.set(file.program.identity, ofProgram);
  const ofVocabularies = ofProgram.get(vocabularies) ?? new Map<string, Summaries>();
  ofProgram.set(vocabularies, ofVocabularies);
  const summaries: Summaries = ofVocabularies.get(effects) ?? new WeakMap();
  ofVocabularies.set(effects, summaries);
  return {
    get: (called) => summaries.get(called),
    add(called, summary) {
      if (file.treeHolding(called) !== file.ast) {
        summaries.set(called, summary);
      }
    },
  };
}
