// How the time of our rules grows with the size of a file, and how much memory they take.
import { spawnSync } from 'node:child_process';
import { buildSync } from 'esbuild';
import { ESLint } from 'eslint';
import silentFailure from 'eslint-plugin-silent-failure';
import { figure, median, runAlone } from './figures.mjs';
import { here, root } from './sources.mjs';

/** A full collection falls into some of the rounds and takes a third of their time. */
const ROUNDS = 13;

/** The programs of the scale tests. */
async function programs() {
  const { outputFiles } = buildSync({
    entryPoints: [`${root}test/support/large-programs.ts`],
    format: 'esm',
    write: false,
  });
  const { LARGE_PROGRAMS, DEEP_PROGRAMS } = await import(
    `data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`
  );
  return { ...LARGE_PROGRAMS, ...DEEP_PROGRAMS };
}

function engine(rules) {
  return new ESLint({
    cwd: root,
    stats: true,
    overrideConfigFile: true,
    overrideConfig: [{ files: ['**/*.js'], plugins: { 'silent-failure': silentFailure }, rules }],
  });
}

async function millisecondsOfOurs(eslint, code) {
  const [{ stats }] = await eslint.lintText(code, { filePath: `${root}large.js` });
  return stats.times.passes
    .flatMap(({ rules }) => Object.values(rules ?? {}))
    .reduce((all, { total }) => all + total, 0);
}

/** The time a unit takes in the large program, over that in the small one. */
async function growth(make, small, large) {
  const eslint = engine(silentFailure.configs.strict.rules);
  const smallCode = make(small);
  const largeCode = make(large);
  // As many lines are linted of the small program as of the large one, so both meet the same state of the machine.
  const repeats = Math.min(20, Math.ceil(large / small));
  const ratios = [];
  for (let round = 0; round <= ROUNDS; round++) {
    // The mean, not the median: garbage is collected in some of the repeats only, and always in the large program.
    let taken = 0;
    for (let repeat = 0; repeat < repeats; repeat++) {
      taken += (await millisecondsOfOurs(eslint, smallCode)) / repeats;
    }
    const grown = await millisecondsOfOurs(eslint, largeCode);
    if (round > 0) {
      ratios.push(grown / large / (taken / small));
    }
  }
  return median(ratios);
}

/** The peak memory of a process that lints the program, with our rules over without any. */
function memory(name, size) {
  const peak = (rules) => {
    const { stdout } = spawnSync(process.execPath, [`${here}growth.mjs`, 'memory', name, String(size), rules], { encoding: 'utf8' });
    return Number(stdout);
  };
  return median([1, 2, 3].map(() => peak('strict') / peak('none')));
}

export async function measure() {
  const make = await programs();
  const grown = async (name, small, large, bounds = {}) =>
    figure(`${name}: time a unit at ${large.toLocaleString('en')} / at ${small.toLocaleString('en')}`, await growth(make[name], small, large), bounds);
  return [
    await grown('lines of handlers', 1_000, 64_000, { atMost: 1.3 }),
    await grown('lines without a handler', 1_000, 16_000),
    await grown('branches in one handler', 1_000, 10_000, { atMost: 1.3 }),
    await grown('branches that each leave', 1_000, 10_000, { atMost: 1.3 }),
    await grown('cases of one switch', 1_000, 10_000),
    await grown('nested tries', 50, 500),
    await grown('nested tries with handlers', 50, 500),
    await grown('helpers that call the next', 20, 200),
    await grown('functions that call each other', 200, 2_000),
    figure('peak memory, 64,000 lines of handlers, with our rules / without', memory('lines of handlers', 64_000)),
  ];
}

const [, , job, name, size, rules] = process.argv;
if (job === 'memory') {
  await engine(rules === 'strict' ? silentFailure.configs.strict.rules : {}).lintText((await programs())[name](Number(size)), {
    filePath: `${root}large.js`,
  });
  console.log(process.resourceUsage().maxRSS);
} else {
  await runAlone(import.meta, measure);
}
