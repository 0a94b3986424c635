// The gate: the wired paths must be clean, every silent failure of their twins must be found, and so must
// everything that is wrong where they were made loud by hand.
// With arguments it is the audit that the plugin's package ships: `npm start -- DIR`.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import program from '../eslint-plugin/dist/audit/cli.js';
import plugin from '../eslint-plugin/dist/index.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const readJson = (path) => JSON.parse(readFileSync(resolve(root, path), 'utf8'));

const args = process.argv.slice(2);
if (args.length > 0) {
  await program.run(args);
} else {
  process.exitCode = await gate();
}

async function gate() {
  const verdicts = [await gateWiredPaths(), await gateSilentTwins(), await gateHandMadePaths()];
  for (const { passed, text } of verdicts) {
    console.log(`${passed ? 'PASS' : 'FAIL'}  ${text}`);
  }
  return verdicts.every(({ passed }) => passed) ? 0 : 1;
}

async function gateWiredPaths() {
  const contract = readJson('runtime/failure-paths.json');
  const configs = [{ ...plugin.configs.strict, files: ['runtime/src/paths/**'] }, plugin.failurePaths(contract)];
  const result = await program.audit(root, { configs, only: ['runtime/src/paths'] });
  process.stdout.write(program.textReport(result));
  const found = result.findings.length + result.unread.length;
  return { passed: found === 0, text: `runtime/src/paths: ${found} findings in ${result.files} files, 0 expected` };
}

async function gateSilentTwins() {
  const directory = 'fixtures/silent';
  const result = await program.audit(resolve(root, directory));
  console.log(`${directory}, as a code base would be audited:\n`);
  process.stdout.write(program.textReport(result));
  const place = ({ file, function: name, rule }) => `${file} ${name} (${rule})`;
  const found = result.findings.map(place);
  return verdict(directory, 'silent failures', found, readJson(`${directory}/silent-failures.json`).map(place));
}

/** The same paths as somebody made them loud by hand, and wrong; these two rules hold them against the contract. */
async function gateHandMadePaths() {
  const directory = 'fixtures/by-hand';
  const { files, plugins, rules } = plugin.failurePaths(readJson(`${directory}/failure-paths.json`));
  const held = Object.fromEntries(
    ['no-try-around-tracer', 'match-failure-path'].map((rule) => [`silent-failure/${rule}`, rules[`silent-failure/${rule}`]]),
  );
  const result = await program.audit(resolve(root, directory), { configs: [{ files, plugins, rules: held }] });
  console.log(`${directory}, held against its contract:\n`);
  process.stdout.write(program.textReport(result));
  const place = ({ file, line, rule, messageId }) => `${file}:${line} ${messageId} (${rule})`;
  const found = result.findings.map(place);
  return verdict(directory, 'mistakes', found, readJson(`${directory}/by-hand-failures.json`).map(place));
}

/** Exactly what is listed is found. */
function verdict(directory, what, found, listed) {
  const missed = listed.filter((one) => !found.includes(one));
  const unexpected = found.filter((one) => !listed.includes(one));
  for (const one of missed) {
    console.log(`not found: ${one}`);
  }
  for (const one of unexpected) {
    console.log(`not expected: ${one}`);
  }
  const passed = missed.length === 0 && unexpected.length === 0 && found.length === listed.length;
  return {
    passed,
    text: `${directory}: ${listed.length - missed.length} of ${listed.length} ${what} found, ${unexpected.length} findings elsewhere`,
  };
}
