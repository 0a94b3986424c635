import { describe, expect, it } from 'vitest';
import { formatReport } from '../../eslint-plugin/src/audit/formats';
import type { AuditResult } from '../../eslint-plugin/src/audit/result';
import { auditResult, finding } from '../support/audit-results';

const htmlOf = (result: Partial<AuditResult>, directory = 'src') => formatReport('html', directory, auditResult(result));
const EVIL = `<img src=x onerror="alert('1')">&`;
const ESCAPED = '&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;';

describe('the HTML report', () => {
  it.each<[string, Partial<AuditResult>, string?]>([
    ['the directory', {}, EVIL],
    ['a file', { findings: [finding({ file: EVIL })] }],
    ['a function', { findings: [finding({ function: EVIL })] }],
    ['an outcome', { findings: [finding({ outcome: EVIL })] }],
    ['code in an outcome', { findings: [finding({ outcome: `returns \`${EVIL}\`` })] }],
    ['a message', { findings: [finding({ outcome: undefined, message: EVIL })] }],
    ['a rule', { findings: [finding({ rule: EVIL })] }],
    ['a line of code', { findings: [finding({ frame: { firstLine: 1, lines: [EVIL] } })] }],
    ['a reason', { accepted: [{ ...finding(), justification: EVIL }] }],
    ['a parser’s message', { unread: [{ file: 'a.ts', line: 1, message: EVIL }] }],
    ['a handler', { handlers: [{ file: EVIL, function: EVIL, line: 1, column: 1, state: 'silent' }] }],
  ])('escapes %s', (_what, result, directory) => {
    const page = htmlOf(result, directory);
    expect(page).toContain(ESCAPED);
    expect(page).not.toContain('<img');
  });

  it('shows characters that would hide or turn text', () => {
    const page = htmlOf({ findings: [finding({ frame: { firstLine: 1, lines: ['a\u202Eb\u0000c\u001B[2J'] } })] });
    expect(page).toContain('a\\u{202E}b\\u{0}c\\u{1B}[2J');
  });

  it('allows neither script nor network, and has neither', () => {
    const page = htmlOf({ findings: [finding()] });
    expect(page).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
    expect(page).not.toMatch(/<script|<link|<img|<iframe|@import|url\(|\ssrc=|\son[a-z]+=/i);
  });

  it('shows the code with its line numbers, the lines of the finding marked by a sign too', () => {
    const text = htmlOf({ findings: [finding()] }).replace(/<[^>]+>/g, '');
    expect(text).toContain('  3 |     await read();&gt; 4 |   } catch {  5 |     log();&gt; 6 |     return 1;');
  });

  it('counts handlers by state, in all and by directory, those with most findings first', () => {
    const handler = { function: 'load', line: 4, column: 5 };
    const page = htmlOf({
      findings: [finding({ file: 'b/two.ts' })],
      handlers: [
        { ...handler, file: 'a/one.ts', state: 'instrumented' },
        { ...handler, file: 'a/one.ts', state: 'unknown' },
        { ...handler, file: 'b/two.ts', state: 'silent' },
      ],
    });
    expect(page).toMatch(/silent<\/th>\s*<td class="number">1</);
    expect(page).toMatch(/partly<\/th>\s*<td class="number">0</);
    expect([...page.matchAll(/class="counts">([^<]*(?:silent|unknown)[^<]*)</g)].map(([, words]) => words)).toEqual([
      '1 silent',
      '1 unknown, 1 instrumented',
    ]);
  });

  it('says so when nothing was found', () => {
    expect(htmlOf({})).toContain('<p>Nothing was found.</p>');
  });
});
