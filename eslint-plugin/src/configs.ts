import { parseContract } from '@silent-failure/runtime/contract';
import type { ESLint, Linter } from 'eslint';
import type { rules } from './rules';

export const PREFIX = 'silent-failure';

type RuleName = keyof typeof rules;
type RuleEntries = Record<string, Linter.RuleEntry>;

/** What quiets each rule for code bases that did not ask for all of it. */
const RECOMMENDED_OPTIONS: { readonly [rule in RuleName]?: object } = {
  'require-instrumented-catch': { ignoreRethrow: true, ignoreProbes: true },
};

/** Rules that need a contract, which no preset can know. */
const CONTRACT_RULES: ReadonlySet<string> = new Set(['match-failure-path']);

const SOURCE_FILES = ['**/*.{js,mjs,cjs,jsx,ts,mts,cts,tsx}'];

/** The rules of a preset, by their full names. */
export function presetRules(preset: 'recommended' | 'strict', names: readonly string[]): RuleEntries {
  const entries: RuleEntries = {};
  for (const name of names) {
    if (CONTRACT_RULES.has(name)) {
      continue;
    }
    const options = preset === 'recommended' ? RECOMMENDED_OPTIONS[name as RuleName] : undefined;
    entries[`${PREFIX}/${name}`] = options ? ['error', options] : 'error';
  }
  return entries;
}

/** The flat preset for a code base. */
export function flatPreset(
  plugin: ESLint.Plugin,
  preset: 'recommended' | 'strict',
  names: readonly string[],
): Linter.Config {
  return {
    name: `${PREFIX}/${preset}`,
    files: SOURCE_FILES,
    plugins: { [PREFIX]: plugin },
    rules: presetRules(preset, names),
  };
}

/** The files that a contract lists, each once. */
export function contractFiles(contract: unknown): string[] {
  const files = Object.values(parseContract(contract).paths).flatMap(({ files: listed }) => listed);
  return [...new Set(files)];
}
