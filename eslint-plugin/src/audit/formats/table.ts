import type { AuditResult, Finding } from '../result';
import { countStates, groupBy, STATE_NAMES, STATES, verdict } from '../summary';
import { missingFor } from './missing';
import { visibleText } from './visible-text';

/** A whole report for a terminal: what was found, how the handlers stand, and the verdict. */
export function tableReport(directory: string, result: AuditResult): string {
  const states = result.findings.length > 0 ? stateTable(result) : '';
  return `${textReport(result)}${states}${visibleText(verdict(directory, result))}\n`;
}

/** The findings of an audit as text, file by file. */
export function textReport({ findings, unread }: AuditResult): string {
  const lines: string[] = [];
  for (const [file, inFile] of groupBy(findings, (finding) => finding.file)) {
    lines.push(file, ...inFile.flatMap(describe), '');
  }
  for (const { file, line, message } of unread) {
    lines.push(`${file}:${line} could not be read: ${message}`, '');
  }
  return visibleText(lines.join('\n'));
}

function describe(finding: Finding): string[] {
  const { line, column, rule, message, function: name, outcome } = finding;
  const place = `${line}:${column}`.padEnd(8);
  if (name === undefined || outcome === undefined) {
    return [`  ${place}${message}  [${rule}]`];
  }
  return [`  ${place}${name}  ${outcome}`, `          missing: ${missingFor(finding)}  [${rule}]`];
}

function stateTable({ handlers }: AuditResult): string {
  const counts = countStates(handlers);
  const rows = STATE_NAMES.filter((state) => counts[state] > 0).map(
    (state) => `  ${state.padEnd(12)}  ${String(counts[state]).padStart(6)}  ${STATES[state]}\n`,
  );
  return rows.length > 0 ? `\nhandlers by state\n${rows.join('')}\n` : '\n';
}
