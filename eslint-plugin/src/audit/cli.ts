#!/usr/bin/env node
import plugin from 'eslint-plugin-silent-failure';
import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { parseCommand, USAGE } from './arguments';
import type { Command } from './arguments';
import { audit } from './audit';
import { contractConfigFor } from './contract-config';
import { formatReport } from './formats';
import { visibleText } from './formats/visible-text';
import { Progress } from './progress';
import { AuditError } from './result';
import type { AuditResult } from './result';
import { verdict } from './summary';

export { audit } from './audit';
export { textReport } from './formats/table';

/** Exit codes: nothing found, something found, could not run or not read all. */
const CLEAN = 0;
const FOUND = 1;
const FAILED = 2;

/**
 * Runs the audit as a program and sets the process's exit code.
 *
 * @param args the command line, without the program's name
 */
export async function run(args: readonly string[]): Promise<void> {
  const progress = new Progress();
  try {
    process.exitCode = await main(parseCommand(args), progress);
  } catch (error) {
    progress.clear();
    process.stderr.write(`${visibleText(describe(error))}\n`);
    process.exit(FAILED);
  }
}

async function main(command: Command, progress: Progress): Promise<number> {
  if ('show' in command) {
    process.stdout.write(command.show === 'help' ? USAGE : `${String(plugin.meta.version)}\n`);
    return CLEAN;
  }
  if ('usageError' in command) {
    process.stderr.write(`${command.usageError}\n\n${USAGE}`);
    return FAILED;
  }
  const { directory, format, outputFile, contract } = command;
  if (!isDirectory(directory)) {
    throw new AuditError(`${directory}: no such directory`);
  }
  if (outputFile !== undefined && isDirectory(outputFile)) {
    throw new AuditError(`${outputFile}: is a directory, the report needs a file`);
  }
  const held = contract === undefined ? [] : [contractConfigFor(contract, directory)];
  const result = await audit(directory, {
    configs: [plugin.configs.recommended, ...held],
    onProgress: (files, path) => progress.show(files, relative(resolve(directory), path)),
  });
  progress.clear();
  const report = formatReport(format, directory, result);
  if (outputFile === undefined) {
    process.stdout.write(report);
  } else {
    writeReport(outputFile, report);
  }
  // The table ends with it; beside every other report it is for whoever started the program.
  if (outputFile !== undefined || format !== 'table') {
    process.stderr.write(`${verdict(directory, result)}\n`);
  }
  return exitCode(result);
}

/** `existsSync` answers no also for a path that goes through a file, where `statSync` throws. */
function isDirectory(path: string): boolean {
  return existsSync(path) && statSync(path).isDirectory();
}

function writeReport(path: string, report: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, report);
  } catch (error) {
    throw new AuditError(`${path}: cannot write the report: ${(error as Error).message}`, { cause: error });
  }
}

function exitCode({ findings, unread }: AuditResult): number {
  if (findings.length > 0) {
    return FOUND;
  }
  return unread.length > 0 ? FAILED : CLEAN;
}

/** A fault of ours is shown whole: it is to be reported. */
function describe(error: unknown): string {
  if (error instanceof AuditError) {
    return error.message;
  }
  return error instanceof Error ? (error.stack ?? String(error)) : String(error);
}

if (require.main === module) {
  void run(process.argv.slice(2));
}
