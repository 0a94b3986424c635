import type { DynamoDBClient} from '@aws-sdk/client-dynamodb';
import { BatchGetItemCommand, BatchWriteItemCommand, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { PublishBatchCommand, PublishCommand } from '@aws-sdk/client-sns';
import { beforeAll, describe, expect, it } from 'vitest';
import { dynamoDBClient, keepSent, snsClient } from './services/clients';
import { itemTable, startDynamoDB } from './services/dynamodb';
import type { Fault, ServiceRequest } from './services/http-service';
import { startNews } from './services/news';
import { perFile } from './services/per-file';
import { startSns } from './services/sns';

const dynamodb = perFile(startDynamoDB);
const sns = perFile(startSns);
const news = perFile(startNews);

const key = (name: string) => ({ PK: { S: name }, SK: { S: 'x' } });

beforeAll(async () => {
  await dynamodb().createTable(itemTable('one'));
  await dynamodb().createTable(itemTable('two'));
});

function get(client: DynamoDBClient) {
  return client.send(new GetItemCommand({ TableName: 'one', Key: key('none') }));
}

describe('DynamoDB behind the proxy', () => {
  it.each<[Fault, string, number]>([
    ['throttled', 'ThrottlingException', 2],
    ['serverError', 'InternalServerError', 2],
    ['accessDenied', 'AccessDeniedException', 1],
    ['longMessage', 'ValidationException', 1],
    ['unavailable', 'SyntaxError', 2],
    ['reset', 'TimeoutError', 2],
    ['resetAfterwards', 'TimeoutError', 2],
    ['garbled', 'SyntaxError', 1],
    ['silence', 'TimeoutError', 2],
  ])('%s is what the SDK throws as %s, after %i requests', async (fault, name, requests) => {
    const session = dynamodb().open(() => fault);
    const client = dynamoDBClient({ endpoint: session.endpoint, ...(fault === 'silence' && { requestTimeout: 400 }) });
    const sent: ServiceRequest[] = [];
    keepSent(client, sent);
    await expect(get(client)).rejects.toMatchObject({ name });
    expect(session.requests.map(({ attempt }) => attempt)).toEqual([1, 2].slice(0, requests));
    const input = JSON.stringify({ TableName: 'one', Key: key('none') });
    expect(sent).toEqual(session.requests.map((request) => ({ ...request, operation: 'GetItemCommand', input })));
    client.destroy();
  });

  it('is asked again after a fault, and answers', async () => {
    const session = dynamodb().open(({ index }) => (index === 0 ? 'reset' : undefined));
    const client = dynamoDBClient(session);
    expect((await get(client)).Item).toBeUndefined();
    expect(session.requests).toHaveLength(2);
    client.destroy();
  });

  it('leaves the parts of a batch unprocessed that the plan names, and does the rest', async () => {
    const session = dynamodb().open(() => ({ leftOut: ({ target, index }) => target === 'one' && index > 0 }));
    const client = dynamoDBClient(session);
    const put = (name: string) => ({ PutRequest: { Item: { ...key(name), n: { N: '1' } } } });
    const RequestItems = { one: [put('a'), put('b'), put('c')], two: [put('d'), put('e')] };
    const { UnprocessedItems } = await client.send(new BatchWriteItemCommand({ RequestItems }));
    expect(UnprocessedItems).toEqual({ one: [put('b'), put('c')] });
    expect((await dynamodb().items('one')).map(({ PK }) => PK)).toEqual(['a']);
    expect((await dynamodb().items('two')).map(({ PK }) => PK).sort()).toEqual(['d', 'e']);

    const { Responses, UnprocessedKeys } = await client.send(
      new BatchGetItemCommand({ RequestItems: { one: { Keys: [key('a'), key('b')] }, two: { Keys: [key('d')] } } }),
    );
    expect(Responses).toEqual({ one: [{ ...key('a'), n: { N: '1' } }], two: [{ ...key('d'), n: { N: '1' } }] });
    expect(UnprocessedKeys).toEqual({ one: { Keys: [key('b')] } });
    client.destroy();
  });

  it('leaves whole batches unprocessed', async () => {
    const client = dynamoDBClient(dynamodb().open(() => ({ leftOut: () => true })));
    const RequestItems = { one: [{ PutRequest: { Item: key('never') } }] };
    expect((await client.send(new BatchWriteItemCommand({ RequestItems }))).UnprocessedItems).toEqual(RequestItems);
    client.destroy();
  });
});

describe('SNS', () => {
  it('publishes, and refuses what SNS refuses', async () => {
    const session = sns().open();
    const client = snsClient(session);
    const publish = (Subject: string) => client.send(new PublishCommand({ TopicArn: 'arn', Message: 'text', Subject }));
    expect(await publish('A subject')).toMatchObject({ MessageId: 'message-0' });
    await expect(publish('two\nlines')).rejects.toMatchObject({ name: 'InvalidParameterException' });
    await expect(publish('s'.repeat(100))).rejects.toMatchObject({ name: 'InvalidParameterException' });
    expect(session.requests[0]).toMatchObject({ operation: 'Publish', input: { TopicArn: 'arn', Subject: 'A subject' } });
    client.destroy();
  });

  it('refuses single entries of a batch', async () => {
    const client = snsClient(sns().open(() => ({ leftOut: ({ index }) => index === 1 })));
    const entries = (count: number) => Array.from({ length: count }, (_, id) => ({ Id: `${id}`, Message: 'text' }));
    const batch = (count: number) =>
      client.send(new PublishBatchCommand({ TopicArn: 'arn', PublishBatchRequestEntries: entries(count) }));
    const { Successful, Failed } = await batch(3);
    expect(Successful?.map(({ Id }) => Id)).toEqual(['0', '2']);
    expect(Failed).toEqual([{ Id: '1', Code: 'InternalError', Message: 'refused', SenderFault: false }]);
    await expect(batch(11)).rejects.toMatchObject({ name: 'InvalidParameterException' });
    client.destroy();
  });

  it('throttles', async () => {
    const client = snsClient(sns().open(() => 'throttled'));
    const publishing = client.send(new PublishCommand({ TopicArn: 'arn', Message: 'text' }));
    await expect(publishing).rejects.toMatchObject({ name: 'ThrottlingException', $fault: 'client' });
    client.destroy();
  });
});

describe('the news provider', () => {
  it('gives articles, or an error', async () => {
    const { endpoint } = news().open(({ operation }) => (operation === 'tiingo' ? 'serverError' : undefined));
    expect(await (await fetch(`${endpoint}/news/finnhub?tickers=AAPL`)).json()).toHaveLength(2);
    expect((await fetch(`${endpoint}/news/tiingo?tickers=AAPL`)).status).toBe(500);
  });
});
