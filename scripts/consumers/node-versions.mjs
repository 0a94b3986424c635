import { execFileSync } from 'node:child_process';

/**
 * Other versions of Node.js, as npm's `node` package holds them.
 *
 * @param {string} version `24`, `20.19.0`
 * @returns {{ version: string, binary: string }} what it is exactly, and where
 */
export function nodeOf(version) {
  const script = 'console.log(JSON.stringify({ version: process.versions.node, binary: process.execPath }))';
  const output = execFileSync('npx', ['--yes', '--prefer-offline', '-p', `node@${version}`, 'node', '-e', script], {
    encoding: 'utf8',
  });
  return JSON.parse(output);
}
