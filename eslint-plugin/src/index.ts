import type { ESLint, Linter, Rule } from 'eslint';
import { version } from '../package.json';
import { contractConfig, flatPreset, legacyContractConfig, legacyPreset } from './configs';
import { rules } from './rules';

interface SilentFailurePlugin extends ESLint.Plugin {
  readonly meta: { readonly name: string; readonly version: string; readonly namespace: string };
  readonly rules: Readonly<Record<string, Rule.RuleModule>>;
  readonly configs: {
    /** For any Lambda code base: what almost certainly is a silent failure (flat config). */
    readonly recommended: Linter.Config;
    /** Every failure handler, those that rethrow and probes included (flat config). */
    readonly strict: Linter.Config;
    /** `recommended` for `.eslintrc`. */
    readonly 'legacy-recommended': Linter.LegacyConfig;
    /** `strict` for `.eslintrc`. */
    readonly 'legacy-strict': Linter.LegacyConfig;
  };
  /**
   * The flat config that holds exactly the files of a contract against it: `strict` and
   * `match-failure-path`.
   *
   * @param contract the parsed `failure-paths.json`; its files are relative to the config file's folder
   * @throws Error naming the place when the contract is not valid
   */
  failurePaths(contract: object): Linter.Config;
  /** `failurePaths` for `.eslintrc`: goes into `extends`-like places by spreading, or into `overrides`. */
  legacyFailurePaths(contract: object): Linter.LegacyConfig;
}

const plugin: SilentFailurePlugin = {
  meta: { name: 'eslint-plugin-silent-failure', version, namespace: 'silent-failure' },
  rules,
  configs: {
    get recommended() {
      return flatPreset(plugin, 'recommended');
    },
    get strict() {
      return flatPreset(plugin, 'strict');
    },
    'legacy-recommended': legacyPreset('recommended'),
    'legacy-strict': legacyPreset('strict'),
  },
  failurePaths: (contract) => contractConfig(plugin, contract),
  legacyFailurePaths: legacyContractConfig,
};

export = plugin;
