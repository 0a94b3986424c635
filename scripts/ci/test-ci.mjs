// Runs the recipes for CI that README gives, in a project that has the packed plugin: what each leaves for its host
// must hold all findings. Then everything that ESLint offers to CI must find the same, and its bulk suppressions must
// let an old code base start clean.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { differences } from '../consumers/comparison.mjs';
import { installConsumer } from '../consumers/installed.mjs';
import { lint } from '../consumers/linters.mjs';
import { packInto, ROOT } from '../consumers/packages.mjs';
import { writeSources } from '../consumers/sources.mjs';
import { eslintCommands, recipe } from './recipes.mjs';

const expected = JSON.parse(readFileSync(join(ROOT, 'fixtures/consumers/expected-findings.json'), 'utf8'));
const SILENT = `
export async function added(read) {
  try {
    return await read();
  } catch {
    return undefined;
  }
}
`;

const directory = mkdtempSync(join(tmpdir(), 'silent-failure-ci-'));
try {
  packInto(directory);
  const project = await installConsumer('ci', directory);
  writeSources(project, 'js');
  for (const test of [testGitHub, testGitLab, testSpeed, testSuppressions]) {
    console.log(test(project));
  }
} finally {
  rmSync(directory, { recursive: true });
}

function testGitHub(project) {
  const { content } = recipe('.github/workflows/silent-failures.yml');
  const [command] = eslintCommands(content.jobs.eslint.steps.map(({ run }) => run));
  const runs = [run(project, command), run(project, command)].map(({ status, stderr }) => {
    assert.equal(status, 1, stderr);
    return JSON.parse(readFileSync(join(project, 'eslint.sarif'), 'utf8')).runs[0];
  });
  assert.ok(existsSync(join(project, '.eslintcache')), 'nothing is cached');
  assert.deepEqual(runs[1].results, runs[0].results);
  const [{ results, tool }] = runs;
  const found = results.map(({ ruleId, locations: [{ physicalLocation }] }) => place(ruleId, physicalLocation.region));
  assert.deepEqual(found.toSorted(), expected.map(({ rule, line, column }) => place(rule, { startLine: line, startColumn: column })).toSorted());
  for (const { id, helpUri, shortDescription } of tool.driver.rules) {
    assert.ok(helpUri.endsWith(`/docs/rules/${id.replace('silent-failure/', '')}.md`), `${id}: ${helpUri}`);
    assert.ok(shortDescription.text.length > 0, id);
  }
  return `GitHub Actions: ${results.length} results of ${tool.driver.rules.length} rules in SARIF, each rule with its help and link; the same from the cache`;
}

function testGitLab(project) {
  const { text, content } = recipe('.gitlab-ci.yml');
  writeFileSync(join(project, '.gitlab-ci.yml'), text);
  const [command] = eslintCommands(content.eslint.script);
  const { status, stderr } = run(project, command, { CI_JOB_NAME: 'eslint', CI_PROJECT_DIR: project, GITLAB_CI: 'true' });
  assert.equal(status, 1, stderr);
  const report = JSON.parse(readFileSync(join(project, content.eslint.artifacts.reports.codequality), 'utf8'));
  const found = report.map(({ check_name, location: { path, positions } }) => [check_name, path, positions.begin.line].join());
  assert.deepEqual(found.toSorted(), expected.map(({ file, rule, line }) => [rule, `src/${file}.js`, line].join()).toSorted());
  return `GitLab CI: ${report.length} findings in ${content.eslint.artifacts.reports.codequality}`;
}

function testSpeed(project) {
  const ways = [['--concurrency', '2'], ['--cache'], ['--cache'], ['--cache', '--concurrency', '2']];
  for (const options of ways) {
    const found = lint({ name: 'ci', linter: 'eslint' }, project, process.execPath, options);
    assert.deepEqual(differences(expected, found), [], options.join(' '));
  }
  return '--cache, --concurrency 2 and both: the same findings';
}

function testSuppressions(project) {
  const eslint = (options = '') => run(project, `npx eslint . ${options}`);
  assert.equal(eslint('--suppress-all').status, 0);
  const clean = eslint();
  assert.equal(clean.status, 0, clean.stdout);
  const file = join(project, 'src/orders.js');
  const text = readFileSync(file, 'utf8');
  appendFileSync(file, SILENT);
  const more = eslint();
  assert.equal(more.status, 1);
  assert.match(more.stdout, /`added` returns `undefined`/);
  writeFileSync(file, text.slice(0, text.indexOf('saveAll(')) + text.slice(text.lastIndexOf('#skip(')));
  assert.notEqual(eslint().status, 0, 'a suppression that nothing needs is not told');
  assert.equal(eslint('--prune-suppressions').status, 0);
  const suppressed = JSON.parse(readFileSync(join(project, 'eslint-suppressions.json'), 'utf8'))['src/orders.js'];
  assert.deepEqual(suppressed, { 'silent-failure/require-instrumented-catch': { count: 2 } });
  return 'Bulk suppressions: clean at first, fails on a new silent failure, shrinks as they are made loud';
}

function place(rule, { startLine, startColumn }) {
  return `${rule} ${startLine}:${startColumn}`;
}

function run(cwd, command, env = {}) {
  return spawnSync('sh', ['-c', command], { cwd, encoding: 'utf8', env: { ...process.env, ...env } });
}
