// Opens a silent catch in an editor's language servers, of ESLint and of Oxlint: the diagnostic must come at the
// `catch` keyword, its suggestion must be offered, and applied it must take the diagnostic away.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { installConsumer } from '../consumers/installed.mjs';
import { packInto } from '../consumers/packages.mjs';
import { LanguageClient } from './language-client.mjs';
import { SERVERS, startOf } from './servers.mjs';

const FILE = 'src/orders.js';
const RULE = 'silent-failure/require-instrumented-catch';
const SUGGESTION = "Run this as a path of the contract: `failurePaths.run('order_load', ...)`";
const FIXED = `export async function loadOrder(read, id) {
  return await failurePaths.run('order_load', async (path) => {
    try {
      return await read(id);
    } catch (error) {
      path.recordFailure(error);
      console.warn('„order“ not loaded', id, error);
      return undefined;
    }
  });
}
`;

const directory = realpathSync(mkdtempSync(join(tmpdir(), 'silent-failure-editor-')));
try {
  packInto(directory);
  const folder = await installConsumer('editor', directory);
  for (const server of SERVERS) {
    await testServer(server, folder);
  }
} finally {
  rmSync(directory, { recursive: true });
}

async function testServer(server, folder) {
  console.log(`\n${server.name}`);
  const client = await LanguageClient.start(startOf(server, folder));
  try {
    await testSilentCatch(client, server, pathToFileURL(join(folder, FILE)).href, readFileSync(join(folder, FILE), 'utf8'));
  } finally {
    await client.stop();
  }
}

async function testSilentCatch(client, server, uri, text) {
  await client.open(uri, 'javascript', text);
  const diagnostics = await client.diagnostics(uri, (published) => published.length > 0);
  assert.equal(diagnostics.length, 1, JSON.stringify(diagnostics));
  const [diagnostic] = diagnostics;
  const { start, end } = diagnostic.range;
  const link = diagnostic.codeDescription?.href;
  console.log(`  ${FILE}:${start.line + 1}:${start.character + 1} ${diagnostic.code}`);
  console.log(`  ${diagnostic.message}`);
  console.log(`  link: ${link ?? 'none'}`);
  assert.equal(text.split('\n')[start.line].slice(start.character, end.character), 'catch');
  assert.equal(diagnostic.code, server.codeOf(RULE));
  assert.equal(link !== undefined, server.givesLinks);
  assert.ok(link === undefined || link.endsWith('/docs/rules/require-instrumented-catch.md'), link);

  const actions = await client.codeActions(uri, diagnostic);
  const action = actions.find(({ title }) => title.startsWith(SUGGESTION));
  assert.ok(action, `not offered: ${SUGGESTION}, only: ${actions.map(({ title }) => title).join('; ')}`);
  console.log(`  offers: ${action.title}`);
  await client.perform(action);
  const fixed = client.textOf(uri);
  console.log(`  applied:\n${fixed.replace(/^(?=.)/gm, '    ').trimEnd()}`);
  assert.equal(fixed.slice(fixed.indexOf('export async')), FIXED);
  assert.deepEqual(await client.diagnostics(uri, (published) => published.length === 0), []);
  console.log('  and the diagnostic is gone.');
}
