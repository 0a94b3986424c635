import type { Rule } from 'eslint';

const DOCS = 'https://github.com/silent-failure/silent-failure/blob/main/eslint-plugin/docs/rules';

export interface RuleDocs {
  readonly name: string;
  readonly description: string;
}

/** A rule with the metadata that all rules of this plugin share. */
export function createRule(
  { name, description }: RuleDocs,
  rule: { meta: Omit<Rule.RuleMetaData, 'docs'>; create: Rule.RuleModule['create'] },
): Rule.RuleModule {
  return {
    ...rule,
    meta: { ...rule.meta, docs: { description, url: `${DOCS}/${name}.md` } },
  };
}
