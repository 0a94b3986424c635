import { BatchWriteItemCommand, DynamoDBServiceException } from '@aws-sdk/client-dynamodb';
import type { DynamoDBClient, WriteRequest } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { setTimeout as pause } from 'node:timers/promises';
import { failurePaths } from './failure-paths.js';
import type { Logger } from './logger.js';

/** A sentiment score of one moment. */
export interface SentimentScore {
  /** From -1 to 1. */
  value: number;
  timestamp: Date;
  label?: string;
  ticker: string;
  source?: string;
}

export interface FanoutOptions {
  client: DynamoDBClient;
  tableName: string;
  logger?: Logger;
}

const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;

/** The bucket's length and how long it is kept, in seconds. */
const RESOLUTIONS = {
  '1m': { bucket: MINUTE, keep: 6 * HOUR },
  '5m': { bucket: 5 * MINUTE, keep: 12 * HOUR },
  '15m': { bucket: 15 * MINUTE, keep: DAY },
  '30m': { bucket: 30 * MINUTE, keep: 3 * DAY },
  '1h': { bucket: HOUR, keep: 7 * DAY },
  '24h': { bucket: DAY, keep: 90 * DAY },
} as const;

const MAX_RETRIES = 3;
const PAUSE_MS = 50;

/** One item for each resolution. */
export function generateFanoutItems(score: SentimentScore): Record<string, unknown>[] {
  if (score.ticker === '') {
    throw new Error('A score needs a ticker');
  }
  const seconds = Math.floor(score.timestamp.getTime() / 1000);
  return Object.entries(RESOLUTIONS).map(([resolution, { bucket, keep }]) => {
    const start = Math.floor(seconds / bucket) * bucket;
    return {
      PK: `${score.ticker}#${resolution}`,
      SK: new Date(start * 1000).toISOString(),
      open: score.value,
      high: score.value,
      low: score.value,
      close: score.value,
      sum: score.value,
      avg: score.value,
      count: 1,
      ttl: start + keep,
      is_partial: true,
      sources: score.source === undefined ? [] : [score.source],
      label_counts: score.label === undefined ? {} : { [score.label]: 1 },
      original_timestamp: score.timestamp.toISOString(),
    };
  });
}

/** Writes a score at all resolutions; what DynamoDB leaves unprocessed is sent again up to three times. */
export async function writeFanout(
  { client, tableName, logger = console }: FanoutOptions,
  score: SentimentScore,
): Promise<void> {
  const requests = generateFanoutItems(score).map((item) => ({ PutRequest: { Item: marshall(item) } }));
  await failurePaths().run('timeseries_fanout_batch_write', async (path) => {
    let pending: Record<string, WriteRequest[]> = { [tableName]: requests };
    try {
      for (let attempt = 0; attempt <= MAX_RETRIES; attempt++) {
        if (attempt > 0) {
          logger.warn('Unprocessed fan-out items, sending them again', {
            ticker: score.ticker,
            unprocessed_count: countRequests(pending),
            attempt,
          });
          await pause(PAUSE_MS * 2 ** attempt * Math.random());
        }
        const { UnprocessedItems } = await client.send(new BatchWriteItemCommand({ RequestItems: pending }));
        pending = UnprocessedItems ?? {};
        if (countRequests(pending) === 0) {
          logger.debug('Fan-out written', { ticker: score.ticker });
          return;
        }
      }
    } catch (error) {
      path.annotate({
        unprocessed_count: countRequests(pending),
        ticker: score.ticker,
        resolutions: affectedResolutions(pending),
      });
      if (error instanceof DynamoDBServiceException) {
        logger.error('Fan-out failed', { ticker: score.ticker, error: error.message });
      }
      throw error;
    }
    const unprocessed_count = countRequests(pending);
    const resolutions = affectedResolutions(pending);
    path.recordFailure(new Error(`${unprocessed_count} fan-out items left unprocessed: ${resolutions}`), {
      unprocessed_count,
      ticker: score.ticker,
      resolutions,
    });
    logger.error('Fan-out items left unprocessed', { ticker: score.ticker, unprocessed_count, resolutions });
  });
}

function countRequests(pending: Record<string, WriteRequest[]>): number {
  return Object.values(pending).reduce((count, requests) => count + requests.length, 0);
}

/** Which of the six resolutions the requests are for, comma-separated. */
function affectedResolutions(pending: Record<string, WriteRequest[]>): string {
  const resolutions = Object.values(pending)
    .flat()
    .map(({ PutRequest }) => PutRequest?.Item?.['PK']?.S?.split('#').at(-1));
  return Object.keys(RESOLUTIONS).filter((resolution) => resolutions.includes(resolution)).join(',');
}
