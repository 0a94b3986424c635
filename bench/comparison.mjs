// Which rules of other plugins find what ours find, on the examples that this repository publishes.
import { readFileSync } from 'node:fs';
import { ESLint } from 'eslint';
import noCatchAll from 'eslint-plugin-no-catch-all';
import promise from 'eslint-plugin-promise';
import silentFailure from 'eslint-plugin-silent-failure';
import sonarjs from 'eslint-plugin-sonarjs';
import tseslint from 'typescript-eslint';
import { root } from './sources.mjs';

/** Whatever in ESLint's world is about errors that are lost, with the options that find most. */
const NEIGHBOURS = {
  'no-empty': 'error',
  'no-useless-catch': 'error',
  'sonarjs/no-ignored-exceptions': 'error',
  'promise/catch-or-return': ['error', { allowFinally: false }],
  '@typescript-eslint/no-floating-promises': ['error', { ignoreVoid: false }],
  'no-catch-all/no-catch-all': 'error',
};

/** All eight rules. */
const OURS = {
  ...silentFailure.configs.strict.rules,
  'silent-failure/match-failure-path': 'error',
};

const json = (path) => JSON.parse(readFileSync(`${root}${path}`, 'utf8'));

/** Directories with the contract that they are held to, if any. */
const DIRECTORIES = [
  { path: 'fixtures/silent', holds: 'mistakes' },
  { path: 'fixtures/by-hand', holds: 'mistakes', contract: json('fixtures/by-hand/failure-paths.json') },
  { path: 'fixtures/instrumented', holds: 'correct code', contract: json('fixtures/instrumented/failure-paths.json') },
  { path: 'runtime/src/paths', holds: 'correct code' },
];

const PLUGINS = {
  'no-catch-all': noCatchAll,
  promise,
  'silent-failure': silentFailure,
  sonarjs,
  '@typescript-eslint': tseslint.plugin,
};

function engine(rules, { directory = root, contract, hasTypes = true } = {}) {
  return new ESLint({
    cwd: directory,
    overrideConfigFile: true,
    allowInlineConfig: false,
    overrideConfig: {
      files: ['**/*.ts'],
      languageOptions: {
        parser: tseslint.parser,
        parserOptions: hasTypes ? { projectService: true, tsconfigRootDir: root } : {},
      },
      plugins: PLUGINS,
      ...(contract && { settings: { 'silent-failure': { contract } } }),
      rules,
    },
  });
}

const withoutContract = (rules) => Object.fromEntries(Object.entries(rules).filter(([name]) => !name.endsWith('match-failure-path')));

function checked(message) {
  if (message.ruleId === null) {
    throw new Error(`${message.filePath}:${message.line} ${message.message}`);
  }
  return message;
}

/** Something for each of the other rules: one that finds nothing here is not on. */
const PROBE = `
export function probe() {
  try { JSON.parse(''); } catch {}
  try { JSON.parse(''); } catch (error) { throw error; }
  try { JSON.parse(''); JSON.parse('1'); } catch (error) { console.log('failed'); }
  Promise.resolve(1).then((value) => value);
}
`;

async function assertAllAreOn() {
  const [{ messages }] = await engine(NEIGHBOURS).lintText(PROBE, { filePath: `${root}runtime/src/index.ts` });
  const found = new Set(messages.map(({ ruleId }) => ruleId));
  for (const rule of Object.keys(NEIGHBOURS)) {
    if (!found.has(rule)) {
      throw new Error(`${rule} finds nothing in the code that is made for it`);
    }
  }
}

/** The findings of our rules and of the others in a directory. */
async function findingsIn({ path, contract }) {
  const directory = `${root}${path}`;
  const lint = async (rules, options) => {
    const results = await engine(rules, { directory, ...options }).lintFiles(['**/*.ts']);
    return results.flatMap(({ filePath, messages }) => messages.map((message) => checked({ ...message, filePath })));
  };
  return {
    ours: await lint(contract ? OURS : withoutContract(OURS), { contract, hasTypes: false }),
    others: await lint(NEIGHBOURS, {}),
  };
}

/** A finding of another rule that stands where ours does, or in the handler that ours is about. */
function meets(ours, other) {
  return ours.filePath === other.filePath && ours.line <= other.line && other.line <= ours.endLine + 1;
}

await assertAllAreOn();
const shown = Object.keys(NEIGHBOURS);
const found = new Map(['ours', ...shown].map((rule) => [rule, { mistakes: 0, correct: 0 }]));
let mistakes = 0;
for (const directory of DIRECTORIES) {
  const { ours, others } = await findingsIn(directory);
  if (directory.holds === 'mistakes') {
    mistakes += ours.length;
    found.get('ours').mistakes += ours.length;
    for (const rule of shown) {
      found.get(rule).mistakes += ours.filter((one) => others.some((other) => other.ruleId === rule && meets(one, other))).length;
    }
  } else {
    found.get('ours').correct += ours.length;
    for (const rule of shown) {
      found.get(rule).correct += others.filter(({ ruleId }) => ruleId === rule).length;
    }
  }
}
console.log(`| rule | finds of ${mistakes} mistakes | findings in correct code |\n|---|---:|---:|`);
for (const [rule, { mistakes: count, correct }] of found) {
  console.log(`| ${rule === 'ours' ? '**eslint-plugin-silent-failure**' : `\`${rule}\``} | ${count} | ${correct} |`);
}
