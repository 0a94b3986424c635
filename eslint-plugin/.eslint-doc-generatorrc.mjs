/** The rule table of README.md and the headers of the rule pages: `npm run docs:generate`. */
export default {
  ignoreConfig: ['legacy-recommended', 'legacy-strict'],
  configEmoji: [
    ['recommended', '✅'],
    ['strict', '🔒'],
  ],
  ruleDocTitleFormat: 'name',
  ruleListColumns: ['name', 'description', 'configsError', 'configsWarn', 'hasSuggestions'],
  ruleDocNotices: ['configs', 'hasSuggestions', 'options'],
};
