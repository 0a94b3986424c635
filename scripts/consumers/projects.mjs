/**
 * A project that lints with the packed plugin, as somebody's own: a folder below `fixtures/consumers`.
 *
 * @typedef {object} Consumer
 * @property {string} name the folder
 * @property {'eslint' | 'oxlint'} linter whose binary is driven
 * @property {'js' | 'ts'} language of the sources that are put into it
 * @property {readonly string[]} [options] of the linter
 * @property {Record<string, string>} [env] what the linter needs in its environment
 * @property {number} [helperFindings] how many findings there are in `helpers/`, where types tell that a failure is
 *   recorded in another file
 * @property {readonly string[]} [compiled] configurations of TypeScript that must compile
 */

/** @type {readonly Consumer[]} */
export const CONSUMERS = [
  { name: 'eslint-8-eslintrc', linter: 'eslint', language: 'ts', options: ['--ext', '.ts'] },
  { name: 'eslint-8-flat', linter: 'eslint', language: 'js' },
  { name: 'eslint-9-eslintrc', linter: 'eslint', language: 'js', env: { ESLINT_USE_FLAT_CONFIG: 'false' } },
  { name: 'eslint-9-flat', linter: 'eslint', language: 'ts' },
  { name: 'eslint-10-flat-cjs', linter: 'eslint', language: 'js' },
  { name: 'eslint-10-flat-esm', linter: 'eslint', language: 'js' },
  { name: 'typescript', linter: 'eslint', language: 'ts', helperFindings: 1 },
  {
    name: 'typescript-typed',
    linter: 'eslint',
    language: 'ts',
    helperFindings: 0,
    compiled: ['tsconfig.json', 'tsconfig.node16.json', 'tsconfig.bundler.json'],
  },
  { name: 'oxlint', linter: 'oxlint', language: 'ts', helperFindings: 1 },
];

/** The project that imports the packed runtime. */
export const RUNTIME_CONSUMER = 'runtime';

/** The lowest of each line that `engines` names, and the newest of the last. */
export const NODE_VERSIONS = ['20.19.0', '22.13.0', '24.0.0', '24'];
