// Drives a project's own linter and reads what it finds.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { byPlace } from './comparison.mjs';

const BINARIES = { eslint: 'node_modules/eslint/bin/eslint.js', oxlint: 'node_modules/oxlint/bin/oxlint' };
const READERS = { eslint: eslintFindings, oxlint: oxlintFindings };

/**
 * @typedef {{ file: string, line: number, column: number, endLine: number, endColumn: number, rule: string, message: string }} Finding
 *   `file` without folder and extension; lines and columns from 1, columns in UTF-16 units
 */

/**
 * Lints a folder of a project with its own linter.
 *
 * @param {import('./projects.mjs').Consumer} consumer
 * @param {string} project
 * @param {string} node the Node.js binary that runs it
 * @param {readonly string[]} [more] more of the linter's options
 * @param {string} [folder]
 * @returns {Finding[]} by file and place
 * @throws Error with the linter's output when it could not lint
 */
export function lint(consumer, project, node, more = [], folder = 'src') {
  const { status, stdout, stderr } = runLinter(consumer, project, node, ['--format', 'json', ...more, folder]);
  if (status !== 0 && status !== 1) {
    throw new Error(`${consumer.name}: ${consumer.linter} ended with ${status}\n${stdout}\n${stderr}`);
  }
  return READERS[consumer.linter](stdout, (file) => readFileSync(join(project, file))).toSorted(byPlace);
}

/** Runs the linter with more arguments; how it ended, and its output. */
function runLinter({ linter, env, options = [] }, project, node, more) {
  return spawnSync(node, [BINARIES[linter], ...options, ...more], {
    cwd: project,
    env: { ...process.env, ...env },
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
}

/** Reads ESLint's `--format json`. */
function eslintFindings(json) {
  return JSON.parse(json).flatMap(({ filePath, messages }) =>
    messages.map(({ ruleId, line, column, endLine, endColumn, message }) => ({
      file: nameOf(filePath),
      line,
      column,
      endLine,
      endColumn,
      rule: ruleId,
      message,
    })),
  );
}

/**
 * Reads Oxlint's `--format json`, whose offsets count bytes of UTF-8.
 *
 * @param {string} json
 * @param {(file: string) => Buffer} read
 * @throws Error when a rule failed in a file
 */
export function oxlintFindings(json, read) {
  return JSON.parse(json).diagnostics.map(({ code, filename, labels, message }) => {
    const [, plugin, rule] = /^(.+)\((.+)\)$/.exec(code ?? '') ?? [];
    if (rule === undefined) {
      throw new Error(`Oxlint could not lint ${filename}: ${message}`);
    }
    const [{ span }] = labels;
    const bytes = read(filename);
    const start = placeAt(bytes, span.offset);
    const end = placeAt(bytes, span.offset + span.length);
    return {
      file: nameOf(filename),
      ...start,
      endLine: end.line,
      endColumn: end.column,
      rule: `${plugin}/${rule}`,
      message,
    };
  });
}

function placeAt(bytes, offset) {
  const lines = bytes.subarray(0, offset).toString('utf8').split('\n');
  return { line: lines.length, column: lines.at(-1).length + 1 };
}

function nameOf(path) {
  return basename(path, extname(path));
}
