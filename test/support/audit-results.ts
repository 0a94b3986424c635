import type { AuditResult, Finding } from '../../eslint-plugin/src/audit/result';

/** A finding with defaults for what a test does not care about. */
export function finding(given: Partial<Finding> = {}): Finding {
  return {
    file: 'src/load.ts',
    line: 4,
    column: 5,
    endLine: 4,
    endColumn: 10,
    rule: 'require-instrumented-catch',
    messageId: 'missingBoth',
    message: '`load` returns `1` (line 6), and nothing shows it.',
    function: 'load',
    outcome: 'returns `1`',
    relatedLines: [6],
    frame: { firstLine: 3, lines: ['    await read();', '  } catch {', '    log();', '    return 1;'] },
    ...given,
  };
}

export function auditResult(given: Partial<AuditResult> = {}): AuditResult {
  return { files: 2, findings: [], accepted: [], handlers: [], unread: [], ...given };
}
