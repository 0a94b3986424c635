import plugin from 'eslint-plugin-silent-failure';

export interface RuleDetails {
  /** As ESLint knows it, with the plugin's namespace. */
  readonly id: string;
  readonly description: string;
  readonly url: string;
}

/** What there is to tell of a rule of this plugin. */
export function ruleDetails(rule: string): RuleDetails {
  const { description = '', url = '' } = plugin.rules[rule]?.meta?.docs ?? {};
  return { id: `${plugin.meta.namespace}/${rule}`, description, url };
}
