// What .eslintrc.cjs (ESLint 8.57) and eslint.config.mjs (ESLint 9 and 10) both say about this repository.
const contract = require('../runtime/failure-paths.json');

/** Layers of the plugin, and what each may not import. */
const WALLS = {
  'eslint-plugin/src/syntax/**/*.ts': ['**/control-flow/**', '**/instrumentation/**', '**/rules/**', 'eslint'],
  'eslint-plugin/src/control-flow/**/*.ts': ['**/instrumentation/**', '**/rules/**', 'eslint'],
  'eslint-plugin/src/instrumentation/**/*.ts': ['**/control-flow/**', '**/rules/**', 'eslint'],
};

/** Rules that need no types. */
const RULES = {
  curly: 'error',
  eqeqeq: 'error',
  'no-console': 'off',
  'no-else-return': 'error',
  'object-shorthand': 'error',
  'prefer-const': 'error',
  '@typescript-eslint/array-type': 'error',
  '@typescript-eslint/consistent-type-imports': 'error',
  '@typescript-eslint/no-explicit-any': 'error',
  '@typescript-eslint/no-invalid-void-type': 'off',
  '@typescript-eslint/no-require-imports': 'off',
  '@typescript-eslint/no-unused-vars': ['error', { varsIgnorePattern: '^_' }],
};

const wallRule = (patterns) => ['error', { patterns: patterns.map((group) => ({ group: [group] })) }];

module.exports = {
  contract,
  RULES,
  walls: Object.entries(WALLS).map(([files, patterns]) => ({
    files: [files],
    rules: { 'no-restricted-imports': wallRule(patterns) },
  })),
  ignored: ['**/dist/**', '**/coverage/**', 'fixtures/consumers/**'],
  fixtures: ['fixtures/**/*.ts'],
  // Tests are no Lambda code: a failure that they catch is what they look at.
  tests: ['test/**'],
};
