import type { AuditResult, Finding } from './audit';

const MISSING: Readonly<Record<string, string>> = {
  missingBoth: 'a mark on a named subsegment, and a metric',
  missingSubsegment: 'a mark on a named subsegment',
  missingMetric: 'a metric',
  subsegmentNotOnEveryPath: 'a mark on a named subsegment on every path',
  metricNotOnEveryPath: 'a metric on every path',
  unnamedSubsegment: 'a literal name for the subsegment',
};

/** The findings of an audit as text, file by file. */
export function textReport({ findings, unread }: AuditResult): string {
  const lines: string[] = [];
  for (const [file, inFile] of byFile(findings)) {
    lines.push(file);
    for (const finding of inFile) {
      lines.push(...describe(finding));
    }
    lines.push('');
  }
  for (const { file, line, message } of unread) {
    lines.push(`${file}:${line} could not be read: ${message}`, '');
  }
  return lines.join('\n');
}

function describe({ line, column, rule, messageId, message, function: name, outcome }: Finding): string[] {
  const place = `${line}:${column}`.padEnd(8);
  if (name === undefined || outcome === undefined) {
    return [`  ${place}${message}  [${rule}]`];
  }
  return [
    `  ${place}${name}  ${outcome}`,
    `          missing: ${MISSING[messageId] ?? message}  [${rule}]`,
  ];
}

function byFile(findings: readonly Finding[]): Map<string, Finding[]> {
  const files = new Map<string, Finding[]>();
  for (const finding of findings) {
    files.set(finding.file, [...(files.get(finding.file) ?? []), finding]);
  }
  return files;
}
