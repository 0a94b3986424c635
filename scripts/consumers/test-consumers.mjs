// Packs both packages, installs them into the consumer projects and lints with each project's own linter under
// every supported line of Node.js: all must find what `expected-findings.json` lists. The runtime is imported in both
// module formats, and both packages' types are compiled against.
// `--node 22,24` and `--only oxlint,typescript` narrow it down.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { differences } from './comparison.mjs';
import { installConsumer } from './installed.mjs';
import { lint } from './linters.mjs';
import { nodeOf } from './node-versions.mjs';
import { packInto, ROOT } from './packages.mjs';
import { CONSUMERS, NODE_VERSIONS, RUNTIME_CONSUMER } from './projects.mjs';
import { writeHelpers, writeSources } from './sources.mjs';
import { textTable } from './table.mjs';
import { compile, PROGRAMS, runProgram } from './use-runtime.mjs';

const { values } = parseArgs({ options: { node: { type: 'string' }, only: { type: 'string' } } });
const expected = JSON.parse(readFileSync(join(ROOT, 'fixtures/consumers/expected-findings.json'), 'utf8'));
const isChosen = (name) => values.only?.split(',').includes(name) ?? true;

const directory = mkdtempSync(join(tmpdir(), 'silent-failure-consumers-'));
const problems = [];
try {
  packInto(directory);
  const nodes = nodeVersions();
  const linted = await lintedRows(nodes);
  const run = isChosen(RUNTIME_CONSUMER) ? await runtimeRows(nodes) : [];
  const head = ['consumer', 'uses', ...nodes.map(({ version }) => `Node ${version}`)];
  console.log(textTable([head, ...linted, ...run]));
} finally {
  rmSync(directory, { recursive: true });
}
for (const problem of problems) {
  console.error(problem);
}
console.log(problems.length === 0 ? `\nThe same ${expected.length} findings everywhere.` : `\n${problems.length} problems.`);
process.exitCode = problems.length === 0 ? 0 : 1;

function nodeVersions() {
  const nodes = (values.node?.split(',') ?? NODE_VERSIONS).map(nodeOf);
  return [...new Map(nodes.map((node) => [node.version, node])).values()];
}

async function lintedRows(nodes) {
  const rows = [];
  for (const consumer of CONSUMERS.filter(({ name }) => isChosen(name))) {
    const project = await installConsumer(consumer.name, directory);
    writeSources(project, consumer.language);
    writeHelpers(project);
    const cells = nodes.map(({ binary, version }) => {
      const { found, wrong } = linted(consumer, project, binary);
      keep(`${consumer.name}, Node ${version}`, wrong);
      return wrong.length === 0 ? `${found} findings` : `${found} findings, not the same`;
    });
    rows.push([consumer.name, `${consumer.linter} ${installedVersion(project, consumer.linter)}`, ...cells]);
    for (const config of consumer.compiled ?? []) {
      keep(`${consumer.name}, ${config}`, compile(project, config));
    }
  }
  return rows;
}

function linted(consumer, project, node) {
  try {
    const findings = lint(consumer, project, node);
    return { found: findings.length, wrong: [...differences(expected, findings), ...wrongInHelpers(consumer, project, node)] };
  } catch (error) {
    return { found: 0, wrong: [error.message] };
  }
}

/** Whether types are at work exactly where the consumer has them. */
function wrongInHelpers(consumer, project, node) {
  if (consumer.helperFindings === undefined) {
    return [];
  }
  const { length } = lint(consumer, project, node, [], 'helpers');
  return length === consumer.helperFindings ? [] : [`helpers/: ${consumer.helperFindings} findings expected, ${length} found`];
}

async function runtimeRows(nodes) {
  const project = await installConsumer(RUNTIME_CONSUMER, directory);
  writeSources(project, 'js');
  return PROGRAMS.map((program) => {
    const cells = nodes.map(({ binary, version }) => {
      const { metrics, wrong } = runProgram(project, program, binary);
      keep(`${RUNTIME_CONSUMER}/${program}, Node ${version}`, wrong);
      return `${metrics} metrics`;
    });
    return [`${RUNTIME_CONSUMER}/${program}`, `AWS SDK ${installedVersion(project, '@aws-sdk/client-dynamodb')}`, ...cells];
  });
}

function keep(place, wrong) {
  problems.push(...wrong.map((line) => `${place}: ${line}`));
}

function installedVersion(project, name) {
  return JSON.parse(readFileSync(join(project, 'node_modules', name, 'package.json'), 'utf8')).version;
}
