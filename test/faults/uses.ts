import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type * as wired from '../../runtime/src/paths';
import type { keepingLogger } from '../support/observation';
import type { snsClient } from '../support/services/clients';
import type { PathName } from './cells';
import type { Order, RoundOrder } from './orders';
import { throwable } from './thrown';

export type Paths = typeof wired;
export type Call = (index: number) => Promise<unknown>;

/** The moment of all that happens. */
export const NOW = new Date('2026-11-24T10:00:00Z');

/** What a path is used with. */
export interface World {
  readonly document: DynamoDBDocumentClient;
  readonly sns: ReturnType<typeof snsClient>;
  readonly logger: ReturnType<typeof keepingLogger>;
  readonly order: Order;
  readonly round: RoundOrder;
}

/** One use of each path, in the simplest way that can fail. */
export const USES: Record<PathName, (paths: Paths, world: World) => Call> = {
  circuit_breaker_load(paths, world) {
    const manager = breakerOf(paths, world);
    return () => manager.getState('tiingo');
  },

  circuit_breaker_save(paths, world) {
    const manager = breakerOf(paths, world);
    return () =>
      manager.saveState({
        service: 'tiingo',
        state: 'closed',
        failure_threshold: 5,
        failure_window_seconds: 300,
        recovery_timeout_seconds: 60,
        failure_count: 1,
        total_failures: 1,
        total_opens: 0,
        total_recoveries: 0,
      });
  },

  audit_trail_persist(paths, { document: client, logger }) {
    const repository = new paths.CollectionEventRepository({ client, logger, tableName: 'items' });
    return () =>
      repository.save({
        event_id: '01234567-89ab-cdef-0123-456789abcdef',
        triggered_at: NOW,
        status: 'success',
        source_used: 'tiingo',
        is_failover: false,
        items_collected: 3,
        items_stored: 2,
        items_duplicates: 1,
        trigger_type: 'scheduled',
      });
  },

  downstream_notification_publish(paths, { sns: client, logger }) {
    const publisher = new paths.NotificationPublisher({ client, logger, topicArn: 'arn:topic' });
    return () =>
      publisher.publish({
        items_stored: 2,
        source: 'tiingo',
        collection_timestamp: NOW,
        is_failover: false,
        items_duplicate: 1,
      });
  },

  timeseries_fanout_batch_write(paths, { document: client, logger }) {
    return () =>
      paths.writeFanout({ client, logger, tableName: 'items' }, { value: 0.5, timestamp: NOW, ticker: 'AAPL' });
  },

  self_healing_item_fetch(paths, { document: client, sns, logger, order }) {
    const options = { client, logger, tableName: 'pending' };
    return order.isCheck
      ? () => paths.runSelfHealingCheck({ ...options, sns, topicArn: 'arn:topic' })
      : () => paths.fetchFullItems(options, [{ source_id: 'item', timestamp: NOW.toISOString() }]);
  },

  parallel_fetch_aggregate(paths, { logger, order, round }) {
    const source = (name: string) => ({
      async getNews() {
        if (order.thrown !== undefined && name === 'tiingo') {
          throw throwable(order.thrown, () => new Error('down'));
        }
        if (order.thrown !== undefined) {
          return [];
        }
        // Only one of the two sources fails: the other's articles are kept.
        const endpoint = `${round.endpoints.news}/${name}`;
        const timeout = name === 'tiingo' ? order.requestTimeout : undefined;
        const response = await fetch(endpoint, { signal: AbortSignal.timeout(timeout ?? 20_000) });
        if (!response.ok) {
          throw new Error(`${name} answered ${response.status}: ${await response.text()}`);
        }
        return (await response.json()) as wired.Article[];
      },
    });
    const fetcher = new paths.ParallelFetcher({
      sources: { tiingo: source('tiingo'), finnhub: source('finnhub') },
      breaker: {
        canExecute: () => true,
        recordSuccess: () => undefined,
        recordFailure() {
          if (order.isBreakerDown) {
            throw new Error('the breaker is down');
          }
        },
      },
      quota: { canCall: () => true, recordCall: () => undefined },
      logger,
    });
    return async () => ({ articles: await fetcher.fetchAllSources(['AAPL']), errors: fetcher.getErrors() });
  },
};

function breakerOf(paths: Paths, { document: client, logger }: World): wired.CircuitBreakerManager {
  return new paths.CircuitBreakerManager({ client, logger, tableName: 'items', cacheTtlSeconds: 0 });
}
