import Ajv from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import type { Log, Result } from 'sarif';
import { describe, expect, it } from 'vitest';
import plugin from 'eslint-plugin-silent-failure';
import { formatReport } from '../../eslint-plugin/src/audit/formats';
import type { AuditResult } from '../../eslint-plugin/src/audit/result';
import { auditResult, finding } from '../support/audit-results';
import { runAudit } from '../support/audit-program';
import schema from '../support/sarif-2.1.0-rtm.5.json';

const ajv = new Ajv({ allErrors: true, strict: false, unicodeRegExp: false });
addFormats.default(ajv);
const validate = ajv.compile(schema);

function sarifOf(result: Partial<AuditResult>, directory = 'src') {
  const log = JSON.parse(formatReport('sarif', directory, auditResult(result))) as Log;
  return checked(log);
}

/** The log's only run, once the official schema has nothing against the log. */
function checked(log: Log) {
  validate(log);
  expect(validate.errors).toBeNull();
  const [run] = log.runs;
  return run ?? expect.fail('no run');
}

function onlyResult(results: readonly Result[] | undefined): Result {
  expect(results).toHaveLength(1);
  return results?.[0] ?? expect.fail('no result');
}

describe('the SARIF log', () => {
  it('of the silent fixtures is valid, with URIs below the working directory', () => {
    const run = checked(JSON.parse(runAudit(['fixtures/silent', '-f', 'sarif']).stdout) as Log);
    const uris = run.results?.map(({ locations }) => locations?.[0]?.physicalLocation?.artifactLocation);
    expect(uris).toHaveLength(7);
    expect(uris?.[0]).toEqual({ uri: 'fixtures/silent/audit.ts', uriBaseId: '%SRCROOT%' });
    expect(run.originalUriBaseIds).toHaveProperty('%SRCROOT%');
  });

  it('knows every rule, with help and a link', () => {
    const { rules = [] } = sarifOf({}).tool.driver;
    expect(rules.map(({ id }) => id)).toEqual(Object.keys(plugin.rules).map((rule) => `silent-failure/${rule}`));
    for (const { id, help, helpUri, shortDescription } of rules) {
      expect(helpUri).toBe(plugin.rules[id.replace('silent-failure/', '')]?.meta?.docs?.url);
      expect(help?.text).toContain(shortDescription?.text);
    }
  });

  it('names the rule, the region and the code around it', () => {
    const run = sarifOf({ findings: [finding()] });
    const { ruleId, ruleIndex = -1, level, locations } = onlyResult(run.results);
    expect({ ruleId, level }).toEqual({ ruleId: 'silent-failure/require-instrumented-catch', level: 'error' });
    expect(run.tool.driver.rules?.[ruleIndex]?.id).toBe(ruleId);
    expect(locations?.[0]?.physicalLocation).toMatchObject({
      artifactLocation: { uri: 'src/src/load.ts' },
      region: { startLine: 4, startColumn: 5, endLine: 4, endColumn: 10 },
      contextRegion: { startLine: 3, endLine: 6, snippet: { text: expect.stringContaining('} catch {') as string } },
    });
  });

  it('links the lines that the message names, but not in the code that it quotes', () => {
    const message = 'returns `line 6` (line 6), [not] line 9';
    const { message: linked, relatedLocations } = onlyResult(sarifOf({ findings: [finding({ message })] }).results);
    expect(linked.text).toBe('returns `line 6` ([line 6](6)), \\[not\\] line 9');
    expect(relatedLocations).toMatchObject([{ id: 6, physicalLocation: { region: { startLine: 6 } } }]);
  });

  it('says what a comment lets be, and why', () => {
    const accepted = [{ ...finding(), justification: 'nobody waits' }];
    expect(onlyResult(sarifOf({ accepted }).results).suppressions).toEqual([
      { kind: 'inSource', justification: 'nobody waits' },
    ]);
  });

  it('says that it is not complete when a file could not be read', () => {
    const { invocations } = sarifOf({ unread: [{ file: 'a.ts', line: 0, message: 'no' }] });
    expect(invocations).toMatchObject([
      { executionSuccessful: false, toolExecutionNotifications: [{ level: 'error', message: { text: 'no' } }] },
    ]);
    expect(sarifOf({}).invocations).toMatchObject([{ executionSuccessful: true }]);
  });

  it('encodes what URIs do not take, and stays in the audited directory when that is elsewhere', () => {
    const strange = onlyResult(sarifOf({ findings: [finding({ file: 'a b/#c?.ts' })] }, '/elsewhere').results);
    expect(strange.locations?.[0]?.physicalLocation?.artifactLocation?.uri).toBe('a%20b/%23c%3F.ts');
  });
});
