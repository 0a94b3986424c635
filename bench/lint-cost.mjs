// What linting costs: our rules against ESLint core's own path rules and other plugins, in one and the same run.
import parser from '@typescript-eslint/parser';
import { ESLint } from 'eslint';
import silentFailure from 'eslint-plugin-silent-failure';
import promise from 'eslint-plugin-promise';
import sonarjs from 'eslint-plugin-sonarjs';
import { figure, median, runAlone } from './figures.mjs';
import { CONTRACT, lambdaSources, librarySources, root } from './sources.mjs';

const OURS = 'silent-failure/';
const CORE = ['no-useless-return', 'consistent-return', 'no-unreachable'];
const NEIGHBOURS = ['sonarjs/no-ignored-exceptions', 'promise/catch-or-return'];
const ROUNDS = 3;

function engine() {
  const names = [...CORE, ...NEIGHBOURS, ...Object.keys(silentFailure.rules).map((name) => OURS + name)];
  return new ESLint({
    cwd: root,
    stats: true,
    allowInlineConfig: false,
    overrideConfigFile: true,
    overrideConfig: [
      {
        files: ['**/*.ts'],
        languageOptions: { parser },
        plugins: { 'silent-failure': silentFailure, promise, sonarjs },
        settings: { 'silent-failure': { contract: CONTRACT } },
        rules: Object.fromEntries(names.map((name) => [name, 'error'])),
      },
    ],
  });
}

/** Milliseconds by rule, and those of the whole run as `total`. */
async function lint(eslint, sources) {
  const times = { total: 0 };
  for (const code of sources) {
    // ESLint lints nothing that stands in `node_modules`.
    const [{ stats }] = await eslint.lintText(code, { filePath: `${root}linted.ts` });
    for (const pass of stats.times.passes) {
      times.total += pass.total;
      for (const [name, { total }] of Object.entries(pass.rules ?? {})) {
        times[name] = (times[name] ?? 0) + total;
      }
    }
  }
  const sum = (names) => names.reduce((all, name) => all + (times[name] ?? 0), 0);
  const ours = Object.keys(times).filter((name) => name.startsWith(OURS));
  return { ...times, ours: sum(ours), core: sum(CORE) };
}

async function costOf(sources) {
  const eslint = engine();
  const rounds = [];
  await lint(eslint, sources.slice(0, 100));
  for (let round = 0; round < ROUNDS; round++) {
    rounds.push(await lint(eslint, sources));
  }
  const ratio = (over, under) => median(rounds.map((times) => times[over] / times[under]));
  return { ratio, rules: Object.keys(rounds[0]).filter((name) => name.startsWith(OURS)) };
}

export async function measure() {
  const real = await costOf(librarySources());
  const lambda = lambdaSources();
  const multiplied = await costOf(Array.from({ length: 10 }, () => lambda).flat());
  return [
    figure('all eight rules / core’s three path rules, real code', real.ratio('ours', 'core'), { atMost: 1 }),
    figure('all eight rules / the whole ESLint run, real code', 100 * real.ratio('ours', 'total'), { atMost: 2.5, unit: '%' }),
    ...NEIGHBOURS.map((name) => figure(`all eight rules / ${name}, real code`, real.ratio('ours', name))),
    ...real.rules.map((name) => figure(`${name.slice(OURS.length)} / core’s three path rules, real code`, real.ratio(name, 'core'))),
    figure('all eight rules / core’s three path rules, Lambda code', multiplied.ratio('ours', 'core')),
    figure('all eight rules / the whole ESLint run, Lambda code', 100 * multiplied.ratio('ours', 'total'), { unit: '%' }),
  ];
}

await runAlone(import.meta, measure);
