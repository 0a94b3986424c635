import { PublishCommand, SNSServiceException } from '@aws-sdk/client-sns';
import type { SNSClient } from '@aws-sdk/client-sns';
import { failurePaths } from './failure-paths.js';
import type { Logger } from './logger.js';

/** Tells consumers downstream that a collection run has stored new data. */
export interface NewDataNotification {
  items_stored: number;
  source: string;
  collection_timestamp: Date;
  is_failover: boolean;
  items_duplicate: number;
}

export interface NotificationPublisherOptions {
  client: SNSClient;
  topicArn: string;
  logger?: Logger;
}

/** Publishes notifications to SNS. */
export class NotificationPublisher {
  readonly #client: SNSClient;
  readonly #topicArn: string;
  readonly #logger: Logger;

  constructor({ client, topicArn, logger = console }: NotificationPublisherOptions) {
    this.#client = client;
    this.#topicArn = topicArn;
    this.#logger = logger;
  }

  /**
   * Publishes a notification.
   *
   * @returns the message's id; `null` when there is nothing to tell, or SNS answered with an error
   * @throws everything that is not an answer of SNS
   */
  async publish(notification: NewDataNotification): Promise<string | null> {
    if (notification.items_stored === 0) {
      this.#logger.debug('No new items, notification skipped', { source: notification.source });
      return null;
    }
    return failurePaths().run('downstream_notification_publish', async (path) => {
      try {
        const { MessageId } = await this.#client.send(new PublishCommand(this.#message(notification)));
        this.#logger.info('Notification published', {
          message_id: MessageId,
          items_stored: notification.items_stored,
        });
        return MessageId ?? null;
      } catch (error) {
        if (!(error instanceof SNSServiceException)) {
          throw error;
        }
        path.recordFailure(error);
        this.#logger.error('Failed to publish notification', {
          topic_arn: this.#topicArn,
          error: error.message,
        });
        return null;
      }
    });
  }

  #message(notification: NewDataNotification) {
    const { items_stored, items_duplicate, source, is_failover } = notification;
    return {
      TopicArn: this.#topicArn,
      Subject: `New sentiment data: ${items_stored} items from ${source}`.slice(0, 99),
      Message: [
        `Items stored: ${items_stored}`,
        `Items already known: ${items_duplicate}`,
        `Source: ${source}${is_failover ? ' (failover)' : ''}`,
        `Collected at: ${notification.collection_timestamp.toISOString()}`,
      ].join('\n'),
      MessageAttributes: {
        Source: { DataType: 'String', StringValue: source },
        ItemCount: { DataType: 'Number', StringValue: String(items_stored) },
        IsFailover: { DataType: 'String', StringValue: String(is_failover) },
      },
    };
  }
}
