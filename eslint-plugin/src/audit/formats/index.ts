import type { AuditResult } from '../result';
import { htmlReport } from './html/page';
import { jsonReport } from './json';
import { markdownReport } from './markdown';
import { sarifReport } from './sarif';
import { tableReport } from './table';

const REPORTS = {
  table: tableReport,
  json: jsonReport,
  sarif: sarifReport,
  html: htmlReport,
  markdown: markdownReport,
} satisfies Record<string, (directory: string, result: AuditResult) => string>;

export type Format = keyof typeof REPORTS;

export const FORMATS = Object.keys(REPORTS) as Format[];

/**
 * An audit's result as text.
 *
 * @param directory the audited directory, as it was named
 */
export function formatReport(format: Format, directory: string, result: AuditResult): string {
  return REPORTS[format](directory, result);
}
