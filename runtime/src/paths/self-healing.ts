import { PublishBatchCommand } from '@aws-sdk/client-sns';
import type { SNSClient } from '@aws-sdk/client-sns';
import { GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { failurePaths } from './failure-paths.js';
import { errorMessage } from './logger.js';
import type { Logger } from './logger.js';

export type Item = Record<string, unknown>;

/** What the KEYS_ONLY index gives; either part may be missing in old items. */
export interface ItemKey {
  source_id?: string;
  timestamp?: string;
}

export interface FetchOptions {
  client: DynamoDBDocumentClient;
  tableName: string;
  logger?: Logger;
}

export interface SelfHealingOptions extends FetchOptions {
  sns: SNSClient;
  topicArn: string;
}

export interface SelfHealingResult {
  items_found: number;
  items_republished: number;
  /** What SNS said of each item that it refused. */
  errors: string[];
  duration_ms: number;
}

const INDEX = 'by_status';
const PENDING_AFTER_MS = 3_600_000;
const MAX_ITEMS = 100;
const MAX_BATCH = 10;

/** The whole items behind index keys, without those that have been analysed meanwhile. */
export async function fetchFullItems(
  { client, tableName, logger = console }: FetchOptions,
  keys: readonly ItemKey[],
): Promise<Item[]> {
  const items: Item[] = [];
  for (const { source_id, timestamp } of keys) {
    if (!source_id || !timestamp) {
      logger.warn('Pending item without a full key skipped', { source_id, timestamp });
      continue;
    }
    await failurePaths().run('self_healing_item_fetch', async (path) => {
      try {
        const { Item: item } = await client.send(
          new GetCommand({ TableName: tableName, Key: { source_id, timestamp } }),
        );
        if (item && item['sentiment'] === undefined) {
          items.push(item);
        }
      } catch (error) {
        path.recordFailure(error, { source_id });
        logger.warn('Failed to fetch a pending item', { source_id, error: errorMessage(error) });
      }
    });
  }
  return items;
}

/** Sends items that have been pending for over an hour to analysis once more. */
export async function runSelfHealingCheck({
  client,
  tableName,
  sns,
  topicArn,
  logger = console,
}: SelfHealingOptions): Promise<SelfHealingResult> {
  const startedAt = Date.now();
  const keys = await pendingKeys(client, tableName, startedAt);
  const items = await fetchFullItems({ client, tableName, logger }, keys);
  const errors: string[] = [];
  for (let start = 0; start < items.length; start += MAX_BATCH) {
    errors.push(...(await republish(sns, topicArn, items.slice(start, start + MAX_BATCH), logger)));
  }
  const result: SelfHealingResult = {
    items_found: keys.length,
    items_republished: items.length - errors.length,
    errors,
    duration_ms: Date.now() - startedAt,
  };
  logger.info('Self-healing check done', { ...result });
  return result;
}

async function pendingKeys(
  client: DynamoDBDocumentClient,
  tableName: string,
  now: number,
): Promise<ItemKey[]> {
  const keys: ItemKey[] = [];
  let startKey: Record<string, unknown> | undefined;
  do {
    const page = await client.send(
      new QueryCommand({
        TableName: tableName,
        IndexName: INDEX,
        KeyConditionExpression: '#status = :pending AND #timestamp < :before',
        ExpressionAttributeNames: { '#status': 'status', '#timestamp': 'timestamp' },
        ExpressionAttributeValues: {
          ':pending': 'pending',
          ':before': new Date(now - PENDING_AFTER_MS).toISOString(),
        },
        Limit: MAX_ITEMS - keys.length,
        ...(startKey && { ExclusiveStartKey: startKey }),
      }),
    );
    keys.push(...((page.Items ?? []) as ItemKey[]));
    startKey = page.LastEvaluatedKey;
  } while (startKey !== undefined && keys.length < MAX_ITEMS);
  return keys;
}

/** Sends a batch; gives what SNS said of each item that it refused. */
async function republish(
  sns: SNSClient,
  topicArn: string,
  batch: readonly Item[],
  logger: Logger,
): Promise<string[]> {
  const { Failed = [] } = await sns.send(
    new PublishBatchCommand({
      TopicArn: topicArn,
      PublishBatchRequestEntries: batch.map((item, index) => ({
        Id: String(index),
        Message: JSON.stringify({ source_id: item['source_id'], timestamp: item['timestamp'] }),
      })),
    }),
  );
  return Failed.map(({ Id, Code, Message }) => {
    const source_id = String(batch[Number(Id)]?.['source_id']);
    logger.warn('Failed to republish an item', { source_id, code: Code, error: Message });
    return `${source_id}: ${Message ?? Code ?? 'refused'}`;
  });
}
