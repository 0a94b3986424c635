// How long a whole run takes, from the start of the program to its end: Oxlint against ESLint, with all rules of the
// plugin and no others, over the same files.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import silentFailure from 'eslint-plugin-silent-failure';
import { alternate, figure, runAlone } from './figures.mjs';
import { CONTRACT, librarySources, root } from './sources.mjs';

const ROUNDS = 3;

const require = createRequire(import.meta.url);
const bin = (name, manifest = require.resolve(`${name}/package.json`)) => join(dirname(manifest), require(manifest).bin[name]);

const RULES = Object.fromEntries(
  Object.keys(silentFailure.rules).map((name) => [
    `silent-failure/${name}`,
    name === 'match-failure-path' ? ['error', { contract: CONTRACT }] : 'error',
  ]),
);

/** The library's sources and both configurations; neither program looks into `node_modules`. */
function project() {
  const directory = mkdtempSync(join(tmpdir(), 'silent-failure-oxlint-'));
  mkdirSync(join(directory, 'src'));
  for (const [index, code] of librarySources().entries()) {
    writeFileSync(join(directory, 'src', `${index}.ts`), code);
  }
  const plugin = join(root, 'eslint-plugin');
  writeFileSync(
    join(directory, '.oxlintrc.json'),
    JSON.stringify({
      plugins: [],
      jsPlugins: [join(plugin, 'dist/index.js')],
      categories: { correctness: 'off' },
      rules: RULES,
    }),
  );
  writeFileSync(
    join(directory, 'eslint.config.mjs'),
    `import * as parser from ${JSON.stringify(pathToFileURL(require.resolve('@typescript-eslint/parser')))};
import silentFailure from ${JSON.stringify(pathToFileURL(join(plugin, 'dist/index.js')))};
export default [{
  files: ['**/*.ts'],
  languageOptions: { parser },
  linterOptions: { reportUnusedDisableDirectives: 'off' },
  plugins: { 'silent-failure': silentFailure },
  rules: ${JSON.stringify(RULES)},
}];
`,
  );
  return directory;
}

function run(directory, program, parameters) {
  const start = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...parameters], {
    cwd: directory,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  const taken = performance.now() - start;
  if (status !== 0 && status !== 1) {
    throw new Error(`${program} ended with ${status}: ${stderr || stdout}`);
  }
  return { taken, stdout };
}

const PROGRAMS = {
  oxlint: { path: bin('oxlint'), parameters: ['--format', 'json', 'src'], findingsIn: findingsOfOxlint },
  eslint: { path: bin('eslint'), parameters: ['--no-inline-config', '--format', 'json', 'src'], findingsIn: findingsOfESLint },
};

function findingsOfOxlint(stdout) {
  return JSON.parse(stdout).diagnostics.map(
    ({ code, filename, labels, message }) => `${filename}:${labels[0]?.span.line} ${code ?? message}`,
  );
}

function findingsOfESLint(stdout) {
  return JSON.parse(stdout).flatMap(({ filePath, messages }) =>
    messages.map(
      ({ ruleId, line, message }) => `src/${basename(filePath)}:${line} ${ruleId?.replace(/\/(.*)/, '($1)') ?? message}`,
    ),
  );
}

/** Only what finds the same is compared. */
function assertSame({ oxlint, eslint }) {
  const difference = [
    ...oxlint.filter((finding) => !eslint.includes(finding)).map((finding) => `only Oxlint: ${finding}`),
    ...eslint.filter((finding) => !oxlint.includes(finding)).map((finding) => `only ESLint: ${finding}`),
  ];
  if (difference.length > 0 || oxlint.length !== eslint.length) {
    throw new Error(`Oxlint finds ${oxlint.length} things, ESLint ${eslint.length}\n${difference.slice(0, 20).join('\n')}`);
  }
}

export async function measure() {
  const directory = project();
  const findings = {};
  const timed = (name) => () => {
    const { path, parameters, findingsIn } = PROGRAMS[name];
    const { taken, stdout } = run(directory, path, parameters);
    findings[name] = findingsIn(stdout);
    return taken;
  };
  try {
    const times = await alternate(ROUNDS, { oxlint: timed('oxlint'), eslint: timed('eslint') });
    assertSame(findings);
    return [
      figure('ESLint / Oxlint, wall time, same rules and files', times.eslint / times.oxlint, { atLeast: 5 }),
      figure('ESLint, wall time', times.eslint / 1_000, { unit: 's' }),
      figure('Oxlint, wall time', times.oxlint / 1_000, { unit: 's' }),
      figure('findings of both', findings.eslint.length),
    ];
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

await runAlone(import.meta, measure);
