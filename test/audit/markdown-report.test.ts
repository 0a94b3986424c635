import { describe, expect, it } from 'vitest';
import { formatReport } from '../../eslint-plugin/src/audit/formats';
import type { AuditResult } from '../../eslint-plugin/src/audit/result';
import { auditResult, finding } from '../support/audit-results';

const markdownOf = (result: Partial<AuditResult>) => formatReport('markdown', 'src', auditResult(result));

describe('the Markdown report', () => {
  it('lists findings by file, with the page of their rule', () => {
    const text = markdownOf({ findings: [finding()] });
    expect(text).toContain('\nsrc: 1 finding in 2 files\n');
    expect(text).toContain('### `src/load.ts`\n');
    expect(text).toMatch(
      /\| 4:5 \| `load` \| returns `1` \| a mark on a named subsegment, and a metric \| \[require-instrumented-catch\]\(https:.*\.md\) \|/,
    );
  });

  it('keeps the table whole, whatever the code holds', () => {
    const text = markdownOf({ findings: [finding({ outcome: 'returns `a || b`' })] });
    expect(text).toContain('| returns `a \\|\\| b` |');
  });

  it('fences code that holds backticks by more of them', () => {
    const text = markdownOf({ unread: [{ file: 'a`b``c.ts', line: 1, message: 'no' }] });
    expect(text).toContain('| ``` a`b``c.ts:1 ``` | no |');
  });

  it('escapes what a parser or a comment says', () => {
    const text = markdownOf({
      accepted: [{ ...finding(), justification: '*why* | [not](x)' }],
      unread: [{ file: 'a.ts', line: 1, message: '<b>\nno' }],
    });
    expect(text).toContain('| \\*why\\* \\| \\[not\\](x) |');
    expect(text).toContain('| `a.ts:1` | \\<b\\> no |');
  });
});
