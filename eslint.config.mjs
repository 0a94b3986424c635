import silentFailure from 'eslint-plugin-silent-failure';
import tseslint from 'typescript-eslint';
import settings from './scripts/lint-settings.cjs';

const { contract, fixtures, ignored, RULES, tests, walls } = settings;
const SOURCES = ['**/*.{ts,mts,cts,js,mjs,cjs}'];

export default [
  { ignores: ignored },
  { files: SOURCES, languageOptions: { parser: tseslint.parser } },
  { files: SOURCES, ignores: fixtures, plugins: { '@typescript-eslint': tseslint.plugin }, rules: RULES },
  { ...silentFailure.configs.recommended, ignores: tests },
  ...walls,
  silentFailure.failurePaths(contract),
];
