// Lints any directories, whatever is in them, with all rules on, once as `strict` and once as `recommended`, and
// tells what was found. A crash, or a file that takes our rules more than two seconds, fails it.
//
// npm run test:wild -- DIR...
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import parser from '@typescript-eslint/parser';
import { ESLint } from 'eslint';
import plugin from '../eslint-plugin/dist/index.js';

const MAX_MILLISECONDS = 2_000;
const SOURCE = /\.[cm]?[jt]sx?$/;
const DECLARATIONS = /\.d\.[cm]?ts$/;
const SLOWEST = 5;

/** A contract of which no file is there, so that its rule has something to compare with. */
const CONTRACT = {
  elsewhere: { file: 'src/elsewhere.ts', mark: 'error', metric: { namespace: 'Wild', name: 'Failure', dimensions: {} } },
};

const directories = process.argv.slice(2).map((directory) => resolve(directory));
if (directories.length === 0) {
  console.error('usage: npm run test:wild -- DIR...');
  process.exit(2);
}
const missing = directories.filter((directory) => !statSync(directory, { throwIfNoEntry: false })?.isDirectory());
if (missing.length > 0) {
  console.error(`no such directory: ${missing.join(', ')}`);
  process.exit(2);
}

const engines = { strict: engine('strict'), recommended: engine('recommended') };
const totals = { files: 0, unparsed: 0, crashes: 0, slow: [] };
const findings = new Map();
for (const path of directories.flatMap(sourcesIn)) {
  totals.files++;
  await lint(path, readFileSync(path, 'utf8'));
}

totals.slow.sort((first, second) => second.milliseconds - first.milliseconds);
console.log(`${totals.files} files, ${totals.unparsed} that do not parse, ${totals.crashes} crashes`);
console.log('\nfindings as strict / as recommended:');
for (const [rule, { strict = 0, recommended = 0 }] of [...findings].sort()) {
  console.log(`  ${rule}: ${strict} / ${recommended}`);
}
console.log('\nmilliseconds that our rules took as strict, most first:');
for (const { path, milliseconds } of totals.slow.slice(0, SLOWEST)) {
  console.log(`  ${milliseconds.toFixed(0).padStart(6)}  ${relative(process.cwd(), path)}`);
}
const isTooSlow = (totals.slow[0]?.milliseconds ?? 0) > MAX_MILLISECONDS;
process.exitCode = totals.crashes > 0 || isTooSlow ? 1 : 0;

function sourcesIn(directory) {
  return readdirSync(directory, { withFileTypes: true })
    .flatMap((entry) => {
      const path = join(directory, entry.name);
      if (entry.isDirectory()) {
        return entry.name === 'node_modules' || entry.name.startsWith('.') ? [] : sourcesIn(path);
      }
      return entry.isFile() && SOURCE.test(entry.name) && !DECLARATIONS.test(entry.name) ? [path] : [];
    })
    .sort();
}

function engine(preset) {
  const { plugins, rules } = plugin.configs[preset];
  return new ESLint({
    stats: true,
    ignore: false,
    overrideConfigFile: true,
    overrideConfig: [
      { files: ['**/*.{js,mjs,cjs,ts,mts,cts}'], languageOptions: { parser } },
      { files: ['**/*.{jsx,tsx}'], languageOptions: { parser, parserOptions: { ecmaFeatures: { jsx: true } } } },
      {
        linterOptions: { reportUnusedDisableDirectives: 'off' },
        plugins,
        settings: { 'silent-failure': { contract: CONTRACT } },
        rules: { ...rules, 'silent-failure/match-failure-path': 'error' },
      },
    ],
  });
}

async function lint(path, code) {
  for (const [preset, eslint] of Object.entries(engines)) {
    try {
      // ESLint passes over what stands in `node_modules`.
      const [{ messages, stats }] = await eslint.lintText(code, { filePath: `wild${/\.\w+$/.exec(path)?.[0] ?? '.ts'}` });
      count(messages, preset);
      if (preset === 'strict') {
        totals.slow.push({ path, milliseconds: oursIn(stats.times) });
      }
      // eslint-disable-next-line silent-failure/require-instrumented-catch -- no Lambda function; a crash fails the run
    } catch (error) {
      totals.crashes++;
      console.log(`CRASH  ${path} (${preset})\n${error.stack}`);
      return;
    }
  }
}

function count(messages, preset) {
  const isUnparsed = messages.some(({ fatal }) => fatal);
  if (isUnparsed) {
    totals.unparsed += preset === 'strict' ? 1 : 0;
    return;
  }
  for (const { ruleId } of messages) {
    // Comments of the code that name rules which are not there leave messages too.
    if (ruleId?.startsWith('silent-failure/')) {
      const counted = findings.get(ruleId) ?? {};
      findings.set(ruleId, { ...counted, [preset]: (counted[preset] ?? 0) + 1 });
    }
  }
}

function oursIn({ passes }) {
  return passes
    .flatMap(({ rules = {} }) => Object.entries(rules))
    .reduce((all, [rule, { total }]) => (rule.startsWith('silent-failure/') ? all + total : all), 0);
}
