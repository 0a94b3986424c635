import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));
const program = join(root, 'eslint-plugin/dist/audit/cli.js');

/** Runs the built audit; from the repository's root, whose ESLint and parser it finds, unless told otherwise. */
export function runAudit(args: readonly string[], { cwd = root, bin = program } = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...args], { cwd, encoding: 'utf8' });
  return { status, stdout, stderr };
}

/** A temporary directory with these files, by their paths. */
export function directoryWith(files: Readonly<Record<string, string>>): string {
  const directory = mkdtempSync(join(tmpdir(), 'silent-failure-audit-'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), text);
  }
  return directory;
}

/** Links packages of this repository into a project's `node_modules`: name there, name here. */
export function linkPackages(project: string, packages: Readonly<Record<string, string>>): void {
  for (const [name, here] of Object.entries(packages)) {
    const link = join(project, 'node_modules', name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(join(root, 'node_modules', here), link);
  }
}

/** Runs the built audit in a project that has ESLint and the parser. */
export function runInProject(project: string, args: readonly string[]) {
  linkPackages(project, { eslint: 'eslint', '@typescript-eslint/parser': '@typescript-eslint/parser' });
  return runAudit(args, { cwd: project });
}
