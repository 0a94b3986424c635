import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** The runtime interface client that Lambda's Node.js images run functions with. */
const VERSION = '4.0.2';

/** What it compiles itself with, on install. */
const TOOLS = ['cmake', 'make', 'g++', 'python3', 'tar', 'xz'];

export type Ric =
  | { readonly program: string }
  /** It cannot be compiled here. */
  | { readonly missing: readonly string[] }
  /** There are the tools, and yet it was not installed. */
  | { readonly failure: string };

/**
 * Gives the runtime interface client, which is installed into a cache folder of the user on its first use: it
 * compiles for minutes, so that no `npm ci` should.
 */
export function installRic(): Ric {
  const base = process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache');
  const abi = `${process.platform}-${process.arch}-${process.versions.modules}`;
  const folder = join(base, 'silent-failure', `aws-lambda-ric-${VERSION}-${abi}`);
  const program = join(folder, 'node_modules/aws-lambda-ric/index.mjs');
  if (existsSync(program)) {
    return { program };
  }
  const missing = TOOLS.filter((tool) => spawnSync(tool, ['--version']).error !== undefined);
  if (missing.length > 0 || process.platform !== 'linux') {
    return { missing: process.platform === 'linux' ? missing : ['Linux'] };
  }
  // Made beside its place and moved there whole: an installation that was cut off is never taken for one.
  const unfinished = `${folder}.${process.pid}`;
  mkdirSync(unfinished, { recursive: true });
  writeFileSync(join(unfinished, 'package.json'), '{ "private": true }\n');
  const { status, stdout, stderr } = spawnSync(
    'npm',
    ['install', '--no-audit', '--no-fund', '--foreground-scripts', `aws-lambda-ric@${VERSION}`],
    { cwd: unfinished, encoding: 'utf8', maxBuffer: 1 << 28 },
  );
  if (status !== 0 || !existsSync(join(unfinished, 'node_modules/aws-lambda-ric/rapid-client.node'))) {
    rmSync(unfinished, { recursive: true, force: true });
    return { failure: `${stdout}\n${stderr}`.split('\n').slice(-30).join('\n') };
  }
  renameSync(unfinished, folder);
  return { program };
}
