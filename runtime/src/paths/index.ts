export { CollectionEventRepository } from './audit.js';
export type { CollectionEvent, CollectionEventRepositoryOptions } from './audit.js';
export { CircuitBreakerManager } from './circuit-breaker.js';
export type { CircuitBreakerManagerOptions } from './circuit-breaker.js';
export { SERVICES } from './circuit-state.js';
export type { CircuitBreakerState, Service } from './circuit-state.js';
export { configureFailurePaths } from './failure-paths.js';
export { generateFanoutItems, writeFanout } from './fanout.js';
export type { FanoutOptions, SentimentScore } from './fanout.js';
export type { Logger } from './logger.js';
export { NotificationPublisher } from './notification.js';
export type { NewDataNotification, NotificationPublisherOptions } from './notification.js';
export { ParallelFetcher } from './parallel-fetcher.js';
export type {
  Article,
  Breaker,
  FetchError,
  FetchMetrics,
  NewsSource,
  ParallelFetcherOptions,
  Quota,
} from './parallel-fetcher.js';
export { fetchFullItems, runSelfHealingCheck } from './self-healing.js';
export type {
  FetchOptions,
  Item,
  ItemKey,
  SelfHealingOptions,
  SelfHealingResult,
} from './self-healing.js';
