import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterEach, expect, it, vi } from 'vitest';
import * as silent from '../../fixtures/silent';
import * as wired from '../../runtime/src/paths';
import { keepingLogger } from '../support/observation';

afterEach(() => {
  vi.restoreAllMocks();
});

it.each([
  ['wired', wired],
  ['silent', silent],
])('%s, the failure goes on as it is when the items that were left are none that can be read', async (_twin, { writeFanout }) => {
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  const failure = new Error('reset');
  const left = [{}, { DeleteRequest: { Key: {} } }, { PutRequest: { Item: { PK: { X: 'of a type to come' } } } }];
  const send = vi.fn().mockResolvedValueOnce({ UnprocessedItems: { items: left } }).mockRejectedValue(failure);
  const client = { send } as unknown as DynamoDBClient;
  const score = { value: 0.5, timestamp: new Date('2026-11-24T10:00:00Z'), ticker: 'AAPL' };
  await expect(writeFanout({ client, tableName: 'items', logger: keepingLogger() }, score)).rejects.toBe(failure);
  expect(send).toHaveBeenCalledTimes(2);
});
