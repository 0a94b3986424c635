import { describe, expect, it } from 'vitest';
import type { Run } from './drive';
import { noFailures } from './failures';
import { readLog } from './output';
import type { Scenario } from './scenarios';
import { judge } from './verdicts';

const METRIC = {
  _aws: {
    Timestamp: 1,
    CloudWatchMetrics: [
      {
        Namespace: 'SentimentAnalyzer/Compliance',
        Dimensions: [['Lambda']],
        Metrics: [{ Name: 'AuditEventPersistenceFailure', Unit: 'Count' }],
      },
    ],
  },
  Lambda: 'ingestion',
  AuditEventPersistenceFailure: 1,
};

const LINE = JSON.stringify(METRIC);
const NO_TELEMETRY = Buffer.alloc(0);

const SCENARIO: Scenario = {
  name: 'one',
  invocations: 1,
  trouble: 'paths fail',
  ending: 'response',
  sampling: 'sampled',
  traces: 'exact',
  logs: 'text',
};

const SUBSEGMENT = { id: 'c', name: 'audit_trail_persist', trace_id: 'root', parent_id: 'parent', error: true };

const RUN: Run = {
  invocations: [{ ticker: 'T0', sampledTrace: 'root', parent: 'parent', ending: 'response' }],
  failures: new Map([['T0', { ...noFailures(), audit_trail_persist: 1 }]]),
  log: readLog({ stdout: `a log line\n${LINE}\n`, telemetry: NO_TELEMETRY }),
  documents: [SUBSEGMENT],
};

describe('reading the log', () => {
  it('takes a bare document for a metric, and no other line that has one in it', () => {
    const stdout = `2026-11-25T00:00:00Z id INFO ${LINE}\n${LINE}\n${JSON.stringify({ level: 'INFO', message: LINE })}\n`;
    const { metrics, unreadable, lines } = readLog({ stdout, telemetry: NO_TELEMETRY });
    expect(metrics).toEqual([METRIC]);
    expect(unreadable).toHaveLength(2);
    expect(lines).toEqual([]);
  });

  it('reads the frames of the telemetry descriptor', () => {
    const frames = ['first\n', 'second ü'].map((message) => {
      const body = Buffer.from(message);
      const header = Buffer.alloc(16);
      header.writeUInt32BE(0xa55a0003, 0);
      header.writeUInt32BE(body.length, 4);
      return Buffer.concat([header, body]);
    });
    expect(readLog({ stdout: '', telemetry: Buffer.concat(frames) }).lines).toEqual(['first', 'second ü']);
  });
});

describe('the verdict of an environment', () => {
  it('has no problem when all is equal', () => {
    expect(judge(SCENARIO, RUN).problems).toEqual([]);
  });

  it.each<[string, Partial<Run>, string]>([
    [
      'a metric is missing',
      { log: readLog({ stdout: 'a log line\n', telemetry: NO_TELEMETRY }) },
      'audit_trail_persist: 1 failures, 0 metrics',
    ],
    [
      'a metric is written twice',
      { log: readLog({ stdout: `a log line\n${LINE}\n${LINE}\n`, telemetry: NO_TELEMETRY }) },
      'audit_trail_persist: 1 failures, 2 metrics',
    ],
    ['a subsegment is missing', { documents: [] }, 'audit_trail_persist of T0: 1 failures, 0 subsegments'],
    ['a subsegment is sent twice', { documents: [SUBSEGMENT, SUBSEGMENT] }, '1 subsegments are sent twice'],
    [
      'a subsegment is under another trace',
      { documents: [{ ...SUBSEGMENT, trace_id: 'other' }] },
      'audit_trail_persist is sent under the trace other, of no sampled invocation',
    ],
    [
      'a subsegment is under another parent',
      { documents: [{ ...SUBSEGMENT, parent_id: 'other' }] },
      'audit_trail_persist is under other in the trace root',
    ],
    [
      'a subsegment has the other mark',
      { documents: [{ id: 'c', name: 'audit_trail_persist', trace_id: 'root', parent_id: 'parent', fault: true }] },
      'audit_trail_persist of T0 is not marked as error',
    ],
    [
      'an invocation ends otherwise',
      { invocations: RUN.invocations.map((one) => ({ ...one, ending: 'death' as const })) },
      'T0 ended by death',
    ],
    ['nothing was logged', { log: readLog({ stdout: `${LINE}\n`, telemetry: NO_TELEMETRY }) }, 'the log is not text: 0 of 0 lines are JSON'],
  ])('is off when %s', (_case, difference, problem) => {
    expect(judge(SCENARIO, { ...RUN, ...difference }).problems).toContain(problem);
  });
});
