const { contract, fixtures, ignored, RULES, tests, walls } = require('./scripts/lint-settings.cjs');
const silentFailure = require('eslint-plugin-silent-failure');

module.exports = {
  root: true,
  ignorePatterns: ignored,
  parserOptions: { ecmaVersion: 'latest', sourceType: 'module' },
  overrides: [
    {
      files: ['**/*.{ts,mts,cts,js,mjs,cjs}'],
      parser: '@typescript-eslint/parser',
    },
    {
      files: ['**/*.{ts,mts,cts,js,mjs,cjs}'],
      excludedFiles: tests,
      extends: ['plugin:silent-failure/legacy-recommended'],
    },
    {
      files: ['**/*.{ts,mts,cts,js,mjs,cjs}'],
      excludedFiles: fixtures,
      plugins: ['@typescript-eslint'],
      rules: RULES,
    },
    ...walls,
    ...silentFailure.legacyFailurePaths(contract).overrides,
  ],
};
