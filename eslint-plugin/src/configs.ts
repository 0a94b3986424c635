import { parseContract } from '@silent-failure/runtime/contract';
import type { ESLint, Linter } from 'eslint';
import { rules } from './rules';
import { filesOf } from './rules/support/failure-path/contract-source';

const NAMESPACE = 'silent-failure';

type Preset = 'recommended' | 'strict';

/** What keeps the noise down in code bases that did not ask for every failure handler. */
const RECOMMENDED_OPTIONS: Readonly<Record<string, object>> = {
  'require-instrumented-catch': { ignoreRethrow: true, ignoreProbes: true },
  'no-try-around-tracer': { ignoreIncidental: true },
};

/** Needs a contract, which no preset can know. */
const CONTRACT_RULE = 'match-failure-path';

const SOURCE_FILES = ['**/*.{js,mjs,cjs,jsx,ts,mts,cts,tsx}'];

/** A preset for flat config. */
export function flatPreset(plugin: ESLint.Plugin, preset: Preset): Linter.Config {
  return {
    name: `${NAMESPACE}/${preset}`,
    files: SOURCE_FILES,
    plugins: { [NAMESPACE]: plugin },
    rules: presetRules(preset),
  };
}

/** A preset for `.eslintrc`. */
export function legacyPreset(preset: Preset): Linter.LegacyConfig {
  return { plugins: [NAMESPACE], rules: presetRules(preset) };
}

/** The flat config that holds exactly the files of a contract against it. */
export function contractConfig(plugin: ESLint.Plugin, contract: object): Linter.Config {
  return {
    name: `${NAMESPACE}/failure-paths`,
    files: contractFiles(contract),
    plugins: { [NAMESPACE]: plugin },
    settings: { [NAMESPACE]: { contract } },
    rules: contractRules(contract),
  };
}

/** The same for `.eslintrc`. */
export function legacyContractConfig(contract: object): Linter.LegacyConfig {
  return {
    plugins: [NAMESPACE],
    overrides: [
      {
        files: contractFiles(contract),
        settings: { [NAMESPACE]: { contract } },
        rules: contractRules(contract),
      },
    ],
  };
}

function presetRules(preset: Preset): Linter.RulesRecord {
  const entries: Linter.RulesRecord = {};
  for (const name of Object.keys(rules)) {
    if (name !== CONTRACT_RULE) {
      const options = preset === 'recommended' ? RECOMMENDED_OPTIONS[name] : undefined;
      entries[`${NAMESPACE}/${name}`] = options ? ['error', options] : 'error';
    }
  }
  return entries;
}

function contractRules(contract: object): Linter.RulesRecord {
  const held: Linter.RulesRecord = { [`${NAMESPACE}/${CONTRACT_RULE}`]: ['error', { contract }] };
  return { ...presetRules('strict'), ...(CONTRACT_RULE in rules && held) };
}

/** The files that a contract lists, each once, as patterns of ESLint that match these files only. */
function contractFiles(contract: object): string[] {
  const parsed = parseContract(contract);
  const files = new Set(Object.keys(parsed).flatMap((name) => filesOf(parsed, name)));
  return [...files].map((file) => file.replace(/[*?[\]{}()!#]/g, '\\$&'));
}
