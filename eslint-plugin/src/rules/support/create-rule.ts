import type { RuleListener } from '@typescript-eslint/utils/ts-eslint';
import type { Rule } from 'eslint';

const DOCS = 'https://github.com/silent-failure/silent-failure/blob/main/eslint-plugin/docs/rules';

interface RuleDefinition {
  readonly meta: Omit<Rule.RuleMetaData, 'docs'>;
  /** The listeners, typed for TypeScript's syntax tree too. */
  create(context: Rule.RuleContext): RuleListener;
}

/** A rule with the metadata that all rules of this plugin share. */
export function createRule(
  { name, description }: { readonly name: string; readonly description: string },
  { meta, create }: RuleDefinition,
): Rule.RuleModule {
  return {
    meta: { ...meta, docs: { description, url: `${DOCS}/${name}.md` } },
    create: (context) => create(context) as Rule.RuleListener,
  };
}
