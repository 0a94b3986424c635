import { itemTable, pendingTable, startDynamoDB } from './dynamodb';
import type { DynamoDB } from './dynamodb';
import type { HttpService } from './http-service';
import { startNews } from './news';
import { startSns } from './sns';

/** The services that the wired paths call. */
export interface Services {
  readonly dynamodb: DynamoDB;
  readonly sns: HttpService;
  readonly news: HttpService;
  close(): Promise<void>;
}

/** Starts them, with a table of items and one of what is pending. */
export async function startAllServices(items: string, pending: string): Promise<Services> {
  const [dynamodb, sns, news] = await Promise.all([startDynamoDB(), startSns(), startNews()]);
  await dynamodb.createTable(itemTable(items));
  await dynamodb.createTable(pendingTable(pending));
  return {
    dynamodb,
    sns,
    news,
    async close() {
      await Promise.all([dynamodb.close(), sns.close(), news.close()]);
    },
  };
}
