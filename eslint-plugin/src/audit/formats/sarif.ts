import plugin from 'eslint-plugin-silent-failure';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import type { Location, Log, PhysicalLocation, Region, ReportingDescriptor, Result } from 'sarif';
import type { AcceptedFinding, AuditResult, CodeFrame, Finding, UnreadFile } from '../result';
import { ruleDetails } from './rule-details';

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';
const SOURCE_ROOT = '%SRCROOT%';
const UNREAD = 'unread-file';

/**
 * A SARIF 2.1.0 log. Its URIs are relative to the working directory, which in CI is the repository's root, or
 * else, when that does not hold the audited directory, to the audited directory.
 *
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export function sarifReport(directory: string, { findings, accepted, unread }: AuditResult): string {
  const prefix = prefixOf(directory);
  const rules = Object.keys(plugin.rules);
  const resultOf = (finding: Finding): Result => toResult(prefix, rules.indexOf(finding.rule), finding);
  const log: Log = {
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: plugin.meta.name,
            semanticVersion: plugin.meta.version,
            informationUri: 'https://github.com/silent-failure/silent-failure',
            rules: rules.map(toDescriptor),
            notifications: [{ id: UNREAD, shortDescription: { text: 'a file that could not be read' } }],
          },
        },
        invocations: [
          {
            executionSuccessful: unread.length === 0,
            toolExecutionNotifications: unread.map((file) => toNotification(prefix, file)),
          },
        ],
        originalUriBaseIds: {
          [SOURCE_ROOT]: {
            description: { text: prefix === undefined ? 'The audited directory.' : 'The directory that the audit ran in.' },
          },
        },
        columnKind: 'utf16CodeUnits',
        results: [...findings.map(resultOf), ...accepted.map((finding) => suppressed(finding, resultOf(finding)))],
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

/** The audited directory as seen from the working directory, if it is in it. */
function prefixOf(directory: string): string | undefined {
  const path = relative(resolve('.'), resolve(directory));
  return path === '..' || path.startsWith(`..${sep}`) || isAbsolute(path) ? undefined : path.split(sep).join('/');
}

function toDescriptor(rule: string): ReportingDescriptor {
  const { id, description, url } = ruleDetails(rule);
  return {
    id,
    shortDescription: { text: description },
    fullDescription: { text: description },
    help: { text: `${description}. See ${url}`, markdown: `${description}. See [${rule}](${url}).` },
    helpUri: url,
    defaultConfiguration: { level: 'error' },
  };
}

function toResult(prefix: string | undefined, ruleIndex: number, finding: Finding): Result {
  const { file, line, column, endLine, endColumn, rule, message, relatedLines, frame } = finding;
  const region: Region = {
    startLine: line,
    startColumn: column,
    ...(endLine !== undefined && endColumn !== undefined && { endLine, endColumn }),
  };
  const related = relatedLines.map(
    (startLine): Location => ({
      id: startLine,
      physicalLocation: placeIn(prefix, file, { startLine }),
      message: { text: `line ${startLine}` },
    }),
  );
  return {
    ruleId: ruleDetails(rule).id,
    ruleIndex,
    level: 'error',
    message: { text: linked(message, relatedLines) },
    locations: [{ physicalLocation: { ...placeIn(prefix, file, region), ...(frame && contextOf(frame)) } }],
    ...(related.length > 0 && { relatedLocations: related }),
  };
}

/** In SARIF's message text, `[line 83](83)` is a link to the related location with that id. */
function linked(message: string, relatedLines: readonly number[]): string {
  return message
    .split(/(`[^`]*`)/)
    .map((part, index) => {
      const escaped = part.replace(/[\\[\]]/g, '\\$&');
      return index % 2 === 1
        ? escaped
        : escaped.replace(/\bline (\d+)/g, (text, line) => (relatedLines.includes(Number(line)) ? `[${text}](${line})` : text));
    })
    .join('');
}

function suppressed({ justification }: AcceptedFinding, result: Result): Result {
  return { ...result, suppressions: [{ kind: 'inSource', ...(justification && { justification }) }] };
}

function toNotification(prefix: string | undefined, { file, line, message }: UnreadFile) {
  return {
    descriptor: { id: UNREAD, index: 0 },
    level: 'error' as const,
    message: { text: message },
    locations: [{ physicalLocation: placeIn(prefix, file, { startLine: Math.max(line, 1) }) }],
  };
}

function placeIn(prefix: string | undefined, file: string, region: Region): PhysicalLocation {
  const path = prefix ? `${prefix}/${file}` : file;
  const uri = path.split('/').map(encodeURIComponent).join('/');
  return { artifactLocation: { uri, uriBaseId: SOURCE_ROOT }, region };
}

function contextOf({ firstLine, lines }: CodeFrame): Pick<PhysicalLocation, 'contextRegion'> {
  return {
    contextRegion: {
      startLine: firstLine,
      endLine: firstLine + lines.length - 1,
      snippet: { text: lines.join('\n') },
    },
  };
}
