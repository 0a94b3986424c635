import type { AuditResult, Finding } from '../result';
import { byDirectory, counted, countStates, groupBy, STATE_NAMES, STATES, verdict } from '../summary';
import { missingFor } from './missing';
import { ruleDetails } from './rule-details';
import { partsOf, visibleText } from './visible-text';

/** A report for a pull request's comment or a job's summary (GitHub Flavored Markdown). */
export function markdownReport(directory: string, result: AuditResult): string {
  const { findings, accepted, handlers, unread } = result;
  const counts = countStates(handlers);
  const sections = [
    `# Silent failures`,
    escaped(verdict(directory, result)),
    table(
      ['handlers', 'count', 'meaning'],
      STATE_NAMES.map((state) => [state, String(counts[state]), markdown(STATES[state])]),
    ),
    ...(findings.length > 0 ? ['## Findings', ...findingSections(findings)] : []),
    ...(findings.length > 0 ? ['## Directories', directoryTable(result)] : []),
    ...(accepted.length > 0
      ? [
          '## Let be by a comment',
          table(
            ['place', 'finding', 'reason given'],
            accepted.map((finding) => [placeOf(finding), markdown(finding.message), escaped(finding.justification)]),
          ),
        ]
      : []),
    ...(unread.length > 0
      ? [
          `## ${counted(unread.length, 'file')} could not be read`,
          table(
            ['place', 'reason'],
            unread.map((file) => [placeOf(file), escaped(file.message)]),
          ),
        ]
      : []),
  ];
  return `${sections.join('\n\n')}\n`;
}

function findingSections(findings: readonly Finding[]): string[] {
  return [...groupBy(findings, ({ file }) => file)].flatMap(([file, inFile]) => [
    `### ${code(file)}`,
    table(
      ['place', 'function', 'now', 'missing', 'rule'],
      inFile.map((finding) => {
        const { line, column, rule, function: name, outcome } = finding;
        const tellsOutcome = name !== undefined && outcome !== undefined;
        return [
          `${line}:${column}`,
          name === undefined ? '' : code(name),
          tellsOutcome ? markdown(outcome) : '',
          markdown(tellsOutcome ? missingFor(finding) : finding.message),
          `[${rule}](${ruleDetails(rule).url})`,
        ];
      }),
    ),
  ]);
}

function directoryTable(result: AuditResult): string {
  return table(
    ['directory', 'findings', ...STATE_NAMES],
    byDirectory(result).map(({ directory, findings, handlers }) => [
      code(directory),
      String(findings),
      ...STATE_NAMES.map((state) => String(handlers[state])),
    ]),
  );
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const row = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replace(/\s*\n\s*/g, ' ')).join(' | ')} |`;
  return [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n');
}

function placeOf({ file, line }: { readonly file: string; readonly line: number }): string {
  return code(`${file}:${line}`);
}

function markdown(message: string): string {
  return partsOf(message)
    .map(({ text, isCode }) => (isCode ? code(text) : escaped(text)))
    .join('');
}

/** A code span, fenced by more backticks than there are in it; a bar would end the table's cell. */
function code(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const padding = longest > 0 ? ' ' : '';
  return `${fence}${padding}${visibleText(text).replace(/\n/g, ' ').replace(/\|/g, '\\|')}${padding}${fence}`;
}

function escaped(text: string): string {
  return visibleText(text).replace(/[\\`*_{}[\]<>#|~&!]/g, '\\$&');
}
