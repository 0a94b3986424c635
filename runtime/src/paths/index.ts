export { CollectionEventRepository } from './audit.js';
export type { CollectionEvent, CollectionEventRepositoryOptions } from './audit.js';
export type { Logger } from './logger.js';
export { NotificationPublisher } from './notification.js';
export type { NewDataNotification, NotificationPublisherOptions } from './notification.js';
