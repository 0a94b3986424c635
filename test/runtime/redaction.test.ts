import { expect, it } from 'vitest';
import { lambdaEnvironment, runInProcess } from '../support/lambda-process';

const SECRET = 'postgres://admin:hunter2@db';

/** The wired paths, with a client whose error tells a secret in all its texts. */
const WIRED = `
import { DynamoDBServiceException } from '@aws-sdk/client-dynamodb';
import { SNSServiceException } from '@aws-sdk/client-sns';
import { configureFailurePaths, CircuitBreakerManager, CollectionEventRepository, fetchFullItems, NotificationPublisher, ParallelFetcher, writeFanout } from '@silent-failure/runtime/paths';
const SECRET = ${JSON.stringify(SECRET)};
const redact = (text) => text.replaceAll(SECRET, '[redacted]');
const logger = { debug() {}, info() {}, warn() {}, error() {} };
const refused = (Exception) => {
  const error = new Exception({ name: 'Refused-' + SECRET, message: 'cannot reach ' + SECRET, $fault: 'client', $metadata: {} });
  error.cause = new Error('because of ' + SECRET);
  return error;
};
const failing = (Exception) => ({ async send() { throw refused(Exception); } });
const client = failing(DynamoDBServiceException);
const sns = failing(SNSServiceException);
const now = new Date('2026-11-24T10:00:00Z');
const event = { event_id: 'e-1', triggered_at: now, status: 'failed', source_used: 'tiingo', is_failover: false,
  items_collected: 0, items_stored: 0, items_duplicates: 0, trigger_type: 'manual' };
const notification = { items_stored: 1, source: 'tiingo', collection_timestamp: now, is_failover: false, items_duplicate: 0 };
async function everyPathFails() {
  const breaker = new CircuitBreakerManager({ client, tableName: 't', logger });
  await breaker.recordFailure('tiingo');
  result(await new CollectionEventRepository({ client, tableName: 't', logger }).save(event));
  result(await new NotificationPublisher({ client: sns, topicArn: 'arn', logger }).publish(notification));
  await writeFanout({ client, tableName: 't', logger }, { value: 1, timestamp: now, ticker: SECRET }).catch(() => result('thrown'));
  result(await fetchFullItems({ client, tableName: 't', logger }, [{ source_id: SECRET, timestamp: 't' }]));
  const quota = { canCall: () => true, recordCall() {} };
  const source = { async getNews() { throw new AggregateError([refused(SNSServiceException)], SECRET); } };
  const open = { canExecute: () => true, recordSuccess() {}, recordFailure() {} };
  result(await new ParallelFetcher({ sources: { tiingo: source }, breaker: open, quota, logger }).fetchAllSources(['A']));
}
`;

const NAMES = [
  'circuit_breaker_load',
  'circuit_breaker_save',
  'audit_trail_persist',
  'downstream_notification_publish',
  'timeseries_fanout_batch_write',
  'self_healing_item_fetch',
  'parallel_fetch_aggregate',
];

it('no secret of any wired path leaves, be it in metadata, cause, annotations, metrics or logs', async () => {
  const { subsegments, metrics, lines, stderr, results } = await runInProcess(
    `${WIRED}
    configureFailurePaths({ redact });
    await everyPathFails();
    `,
    lambdaEnvironment(),
  );
  expect(results).toEqual([false, null, 'thrown', [], { tiingo: [] }]);
  expect(subsegments.map(({ name }) => name)).toEqual(NAMES);
  expect(metrics).toHaveLength(NAMES.length);
  expect(JSON.stringify([subsegments, metrics, lines])).not.toContain('hunter2');
  expect({ lines, stderr }).toEqual({ lines: [], stderr: '' });
  for (const { name, metadata, cause } of subsegments.filter((one) => one.name !== 'parallel_fetch_aggregate')) {
    expect(metadata?.['silent-failure']?.['failure'], name).toMatchObject({
      type: 'Refused-[redacted]',
      message: 'cannot reach [redacted]',
      stack: expect.stringContaining('cannot reach [redacted]') as string,
      parts: [{ type: 'Error', message: 'because of [redacted]' }],
    });
    expect(cause?.exceptions).toMatchObject([{ type: 'Refused-[redacted]', message: 'cannot reach [redacted]' }]);
  }
  const annotations = Object.fromEntries(subsegments.map((one) => [one.name, one.annotations]));
  expect(annotations['timeseries_fanout_batch_write']).toMatchObject({ ticker: '[redacted]', unprocessed_count: 6 });
  expect(annotations['self_healing_item_fetch']).toEqual({ source_id: '[redacted]' });
});

it('the twin without redact does send it, so the test above sees what it looks for', async () => {
  const { subsegments } = await runInProcess(`${WIRED}\nawait everyPathFails();`, lambdaEnvironment());
  expect(subsegments).toHaveLength(NAMES.length);
  for (const subsegment of subsegments) {
    expect(JSON.stringify(subsegment.metadata), subsegment.name).toContain('hunter2');
  }
});

it('what the code around does not change: errors go on with their own text', async () => {
  const { results, subsegments } = await runInProcess(
    `
    const failurePaths = createFailurePaths(contract, { redact: (text) => text.replaceAll('hunter2', '***') });
    const error = new Error('password hunter2');
    await failurePaths.run('audit_trail_persist', async () => { throw error; }).catch((caught) => result([caught === error, caught.message, caught.stack.includes('hunter2')]));
    `,
    lambdaEnvironment(),
  );
  expect(results).toEqual([[true, 'password hunter2', true]]);
  expect(JSON.stringify(subsegments)).not.toContain('hunter2');
});

it('configuring the wired paths once they are in use is an error', async () => {
  const { results, metrics } = await runInProcess(
    `${WIRED}
    await new CollectionEventRepository({ client, tableName: 't', logger }).save(event);
    try { configureFailurePaths({ redact }); } catch (error) { result(error.message); }
    `,
    lambdaEnvironment(),
  );
  expect(metrics).toHaveLength(1);
  expect(results).toEqual(['configureFailurePaths: a failure path has been used already; call it before that, once']);
});
