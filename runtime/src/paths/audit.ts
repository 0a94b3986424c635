import { DynamoDBServiceException } from '@aws-sdk/client-dynamodb';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { failurePaths } from './failure-paths.js';
import type { Logger } from './logger.js';

/** What one collection run did, kept for compliance. */
export interface CollectionEvent {
  /** A UUID. */
  event_id: string;
  triggered_at: Date;
  completed_at?: Date;
  status: 'success' | 'partial' | 'failed';
  source_used: 'tiingo' | 'finnhub';
  is_failover: boolean;
  items_collected: number;
  items_stored: number;
  items_duplicates: number;
  duration_ms?: number;
  /** At most 500 characters. */
  error_message?: string;
  trigger_type: 'scheduled' | 'manual' | 'retry';
}

export interface CollectionEventRepositoryOptions {
  client: DynamoDBDocumentClient;
  tableName: string;
  logger?: Logger;
}

/** Keeps collection events in DynamoDB. */
export class CollectionEventRepository {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;
  readonly #logger: Logger;

  constructor({ client, tableName, logger = console }: CollectionEventRepositoryOptions) {
    this.#client = client;
    this.#tableName = tableName;
    this.#logger = logger;
  }

  /**
   * Stores an event.
   *
   * @returns whether it has been stored; `false` when DynamoDB answered with an error
   * @throws everything that is not an answer of DynamoDB
   */
  async save(event: CollectionEvent): Promise<boolean> {
    return failurePaths().run('audit_trail_persist', async (path) => {
      try {
        await this.#client.send(new PutCommand({ TableName: this.#tableName, Item: collectionEventItem(event) }));
        this.#logger.info('Collection event stored', { event_id: event.event_id, status: event.status });
        return true;
      } catch (error) {
        if (!(error instanceof DynamoDBServiceException)) {
          throw error;
        }
        path.recordFailure(error);
        this.#logger.error('Failed to store collection event', {
          event_id: event.event_id,
          error: error.message,
        });
        return false;
      }
    });
  }
}

function collectionEventItem(event: CollectionEvent): Record<string, unknown> {
  const triggeredAt = event.triggered_at.toISOString();
  return {
    PK: `COLLECTION#${triggeredAt.slice(0, 10)}`,
    SK: `${triggeredAt}#${event.event_id.slice(0, 8)}`,
    entity_type: 'COLLECTION_EVENT',
    event_id: event.event_id,
    triggered_at: triggeredAt,
    ...(event.completed_at && { completed_at: event.completed_at.toISOString() }),
    status: event.status,
    source_used: event.source_used,
    is_failover: event.is_failover,
    items_collected: event.items_collected,
    items_stored: event.items_stored,
    items_duplicates: event.items_duplicates,
    ...(event.duration_ms !== undefined && { duration_ms: event.duration_ms }),
    ...(event.error_message !== undefined && { error_message: event.error_message.slice(0, 500) }),
    trigger_type: event.trigger_type,
  };
}
