import { describe, expect, it } from 'vitest';
import { lambdaEnvironment, runInProcess } from '../support/lambda-process';

/** A client whose `send` keeps the commands' inputs and answers, or fails, as the test says. */
const PRELUDE = `
import { DynamoDBServiceException } from '@aws-sdk/client-dynamodb';
import { SNSServiceException } from '@aws-sdk/client-sns';
import { CollectionEventRepository, NotificationPublisher } from '@silent-failure/runtime/paths';
const clientThat = (answer) => ({ sent: [], send(command) { this.sent.push(command.input); return answer(); } });
const fails = (error) => async () => { throw error; };
const logged = [];
const log = (level) => (message, fields) => logged.push([level, message, fields]);
const logger = { debug: log('debug'), info: log('info'), warn: log('warn'), error: log('error') };
const serviceError = (Exception) => new Exception({ name: 'Throttled', message: 'slow down', $fault: 'client', $metadata: {} });
const event = { event_id: '0123456789abcdef', triggered_at: new Date('2026-11-24T10:00:00Z'), status: 'success',
  source_used: 'tiingo', is_failover: false, items_collected: 3, items_stored: 2, items_duplicates: 1, trigger_type: 'scheduled' };
const notification = { items_stored: 2, source: 'tiingo', collection_timestamp: new Date('2026-11-24T10:00:00Z'), is_failover: true, items_duplicate: 1 };
const save = (client) => new CollectionEventRepository({ client, tableName: 'events', logger }).save(event);
const publish = (client, given = notification) => new NotificationPublisher({ client, topicArn: 'arn:topic', logger }).publish(given);
`;

const run = (scenario: string) => runInProcess(PRELUDE + scenario, lambdaEnvironment());

describe('the audit trail', () => {
  it('stores an event', async () => {
    const { results, metrics, subsegments } = await run(`
      const client = clientThat(async () => ({}));
      result(await save(client));
      result(client.sent);
      result(logged);
    `);
    expect(results).toEqual([
      true,
      [
        {
          TableName: 'events',
          Item: {
            PK: 'COLLECTION#2026-11-24',
            SK: '2026-11-24T10:00:00.000Z#01234567',
            entity_type: 'COLLECTION_EVENT',
            event_id: '0123456789abcdef',
            triggered_at: '2026-11-24T10:00:00.000Z',
            status: 'success',
            source_used: 'tiingo',
            is_failover: false,
            items_collected: 3,
            items_stored: 2,
            items_duplicates: 1,
            trigger_type: 'scheduled',
          },
        },
      ],
      [['info', 'Collection event stored', { event_id: '0123456789abcdef', status: 'success' }]],
    ]);
    expect(metrics).toEqual([]);
    expect(subsegments).toEqual([expect.objectContaining({ name: 'audit_trail_persist' })]);
    expect(subsegments[0]).not.toHaveProperty('error');
  });

  it('gives false and is loud for a service error', async () => {
    const { results, metrics, subsegments } = await run(`
      result(await save(clientThat(fails(serviceError(DynamoDBServiceException)))));
      result(logged);
    `);
    expect(results).toEqual([
      false,
      [['error', 'Failed to store collection event', { event_id: '0123456789abcdef', error: 'slow down' }]],
    ]);
    expect(metrics).toMatchObject([{ AuditEventPersistenceFailure: 1, Lambda: 'ingestion' }]);
    expect(subsegments).toMatchObject([{ name: 'audit_trail_persist', error: true }]);
  });

  it('lets everything else through, recorded on its way out', async () => {
    const { results, metrics, subsegments } = await run(`
      const error = new TypeError('a bug');
      await save(clientThat(fails(error))).catch((caught) => result(caught === error));
      result(logged);
    `);
    expect(results).toEqual([true, []]);
    expect(metrics).toHaveLength(1);
    expect(subsegments).toMatchObject([{ name: 'audit_trail_persist', error: true }]);
  });
});

describe('the notification', () => {
  it('is not sent for zero items', async () => {
    const { results, subsegments } = await run(`
      const client = clientThat(async () => ({}));
      result(await publish(client, { ...notification, items_stored: 0 }));
      result(client.sent);
    `);
    expect(results).toEqual([null, []]);
    expect(subsegments).toEqual([]);
  });

  it('is published with its attributes', async () => {
    const { results, metrics } = await run(`
      const client = clientThat(async () => ({ MessageId: 'm-1' }));
      result(await publish(client));
      result(client.sent);
    `);
    expect(results).toEqual([
      'm-1',
      [
        expect.objectContaining({
          TopicArn: 'arn:topic',
          MessageAttributes: {
            Source: { DataType: 'String', StringValue: 'tiingo' },
            ItemCount: { DataType: 'Number', StringValue: '2' },
            IsFailover: { DataType: 'String', StringValue: 'true' },
          },
        }),
      ],
    ]);
    expect(metrics).toEqual([]);
  });

  it('gives null and is loud, as a fault, for a service error', async () => {
    const { results, metrics, subsegments } = await run(`
      result(await publish(clientThat(fails(serviceError(SNSServiceException)))));
    `);
    expect(results).toEqual([null]);
    expect(metrics).toMatchObject([{ DownstreamNotificationFailure: 1, Lambda: 'ingestion' }]);
    expect(subsegments).toMatchObject([{ name: 'downstream_notification_publish', fault: true }]);
    expect(subsegments[0]).not.toHaveProperty('error');
  });
});
