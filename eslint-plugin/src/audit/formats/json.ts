import type { AuditResult } from '../result';
import { byDirectory, countStates } from '../summary';

/** A report for programs; `version` goes up when a member changes its meaning or goes away. */
export function jsonReport(directory: string, result: AuditResult): string {
  const { files, findings, accepted, handlers, unread } = result;
  const report = {
    version: 1,
    directory,
    files,
    handlersByState: countStates(handlers),
    directories: byDirectory(result),
    findings,
    accepted,
    handlers,
    unread,
  };
  return `${JSON.stringify(report, undefined, 2)}\n`;
}
