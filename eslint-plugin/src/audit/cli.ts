#!/usr/bin/env node
import { statSync } from 'node:fs';
import { audit, AuditError } from './audit';
import { textReport } from './report';

/** Exit codes: nothing found, something found, could not run. */
const CLEAN = 0;
const FOUND = 1;
const FAILED = 2;

const USAGE = `Usage: eslint-plugin-silent-failure DIR

Audits the JavaScript and TypeScript below DIR with the preset "recommended".
Exit code: 0 nothing found, 1 silent failures found, 2 the audit could not run.
`;

/**
 * Runs the audit as a program and sets the process's exit code.
 *
 * @param args the command line, without the program's name
 */
export async function run(args: readonly string[]): Promise<void> {
  await main(args).then(
    (code) => {
      process.exitCode = code;
    },
    (error: unknown) => {
      clearProgress();
      process.stderr.write(`${error instanceof AuditError ? error.message : String(error)}\n`);
      process.exit(FAILED);
    },
  );
}

async function main(args: readonly string[]): Promise<number> {
  const [directory, ...rest] = args;
  if (directory === '--help' || directory === '-h') {
    process.stdout.write(USAGE);
    return CLEAN;
  }
  if (directory === undefined || rest.length > 0 || directory.startsWith('-')) {
    process.stderr.write(USAGE);
    return FAILED;
  }
  return auditDirectory(directory);
}

async function auditDirectory(directory: string): Promise<number> {
  if (!statSync(directory, { throwIfNoEntry: false })?.isDirectory()) {
    throw new AuditError(`${directory}: no such directory`);
  }
  const result = await audit(directory, { onProgress: showProgress });
  clearProgress();
  process.stdout.write(textReport(result));
  const { files, findings, unread } = result;
  const verdict = findings.length === 0 ? 'no silent failure found' : counted(findings.length, 'finding');
  const notRead = unread.length === 0 ? '' : `, ${counted(unread.length, 'file')} could not be read`;
  process.stdout.write(`${directory}: ${verdict} in ${counted(files, 'file')}${notRead}\n`);
  if (findings.length > 0) {
    return FOUND;
  }
  return unread.length > 0 ? FAILED : CLEAN;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function showProgress(files: number): void {
  if (process.stderr.isTTY && files % 10 === 1) {
    process.stderr.write(`\rauditing, file ${files} `);
  }
}

function clearProgress(): void {
  if (process.stderr.isTTY) {
    process.stderr.write('\r\u001B[K');
  }
}

if (require.main === module) {
  void run(process.argv.slice(2));
}
