import { CreateTableCommand, DeleteTableCommand, DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { CreateTableCommandInput } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, DynamoDBDocumentClient, PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import dynalite from 'dynalite';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { closeServer, startHttpService } from './http-service';
import type { Answer, HttpService, Protocol, RequestPart } from './http-service';

export interface DynamoDB extends HttpService {
  /** Makes a table, empty; one of the same name is dropped first. */
  createTable(table: CreateTableCommandInput): Promise<void>;
  /** Makes these the items of a table. */
  fill(table: string, items: readonly Record<string, unknown>[]): Promise<void>;
  /** All items of a table. */
  items(table: string): Promise<Record<string, unknown>[]>;
}

const JSON_TYPE = 'application/x-amz-json-1.0';

/** The table of circuits, events and time series: `PK` and `SK`. */
export function itemTable(name: string): CreateTableCommandInput {
  return {
    TableName: name,
    AttributeDefinitions: [
      { AttributeName: 'PK', AttributeType: 'S' },
      { AttributeName: 'SK', AttributeType: 'S' },
    ],
    KeySchema: [
      { AttributeName: 'PK', KeyType: 'HASH' },
      { AttributeName: 'SK', KeyType: 'RANGE' },
    ],
    BillingMode: 'PAY_PER_REQUEST',
  };
}

/** The table of sentiment items, with its KEYS_ONLY index by status. */
export function pendingTable(name: string): CreateTableCommandInput {
  return {
    TableName: name,
    AttributeDefinitions: [
      { AttributeName: 'source_id', AttributeType: 'S' },
      { AttributeName: 'timestamp', AttributeType: 'S' },
      { AttributeName: 'status', AttributeType: 'S' },
    ],
    KeySchema: [
      { AttributeName: 'source_id', KeyType: 'HASH' },
      { AttributeName: 'timestamp', KeyType: 'RANGE' },
    ],
    GlobalSecondaryIndexes: [
      {
        IndexName: 'by_status',
        KeySchema: [
          { AttributeName: 'status', KeyType: 'HASH' },
          { AttributeName: 'timestamp', KeyType: 'RANGE' },
        ],
        Projection: { ProjectionType: 'KEYS_ONLY' },
      },
    ],
    BillingMode: 'PAY_PER_REQUEST',
  };
}

/** DynamoDB (dynalite) behind a proxy that plays faults. */
export async function startDynamoDB(): Promise<DynamoDB> {
  const database = dynalite({ createTableMs: 0, deleteTableMs: 0 });
  database.listen(0, '127.0.0.1');
  await once(database, 'listening');
  const address = `http://127.0.0.1:${(database.address() as AddressInfo).port}/`;
  const proxy = await startHttpService(protocolOf(address));
  const client = new DynamoDBClient({
    endpoint: address,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  const direct = DynamoDBDocumentClient.from(client);
  const itemsOf = async (table: string) => (await direct.send(new ScanCommand({ TableName: table }))).Items ?? [];
  return {
    ...proxy,
    async createTable(table) {
      await client.send(new DeleteTableCommand({ TableName: table.TableName })).catch(() => undefined);
      await untilDone(() => client.send(new CreateTableCommand(table)));
      await untilDone(() => direct.send(new ScanCommand({ TableName: table.TableName })));
    },
    async fill(table, items) {
      const { KeySchema = [] } = (await client.send(new DescribeTableCommand({ TableName: table }))).Table ?? {};
      const names = KeySchema.map(({ AttributeName }) => AttributeName ?? '');
      for (const old of await itemsOf(table)) {
        const Key = Object.fromEntries(names.map((name) => [name, old[name]]));
        await direct.send(new DeleteCommand({ TableName: table, Key }));
      }
      for (const item of items) {
        await direct.send(new PutCommand({ TableName: table, Item: item }));
      }
    },
    items: itemsOf,
    async close() {
      client.destroy();
      await proxy.close();
      await closeServer(database);
    },
  };
}

/** A table takes a moment to come and to go, even with no delay asked for. */
async function untilDone(step: () => Promise<unknown>): Promise<void> {
  for (let tries = 0; ; tries++) {
    try {
      await step();
      return;
    } catch (error) {
      const isEarly = /ResourceInUse|ResourceNotFound/.test((error as Error).name);
      if (!isEarly || tries === 200) {
        throw error;
      }
      await new Promise((resume) => setTimeout(resume, 5));
    }
  }
}

type Batch = Record<string, unknown>;

function protocolOf(address: string): Protocol {
  return {
    read: (headers, body) => ({
      operation: String(headers['x-amz-target']).split('.').at(-1) ?? '',
      input: JSON.parse(body) as unknown,
    }),

    error: ({ status, code, message }) =>
      json({ __type: `com.amazonaws.dynamodb.v20120810#${code}`, message }, status),

    async answer({ operation, input, headers, body }, { leftOut: isLeftOut, pageSize }) {
      const forward = async (request: string): Promise<Answer> => {
        const response = await fetch(address, {
          method: 'POST',
          body: request,
          headers: Object.fromEntries(
            ['x-amz-target', 'x-amz-date', 'authorization', 'content-type'].map((name) => [name, String(headers[name])]),
          ),
        });
        return { status: response.status, type: JSON_TYPE, body: await response.text() };
      };
      const requests = (input as { RequestItems?: Batch }).RequestItems;
      if (operation === 'Query' && pageSize !== undefined) {
        const { Limit = pageSize } = input as { Limit?: number };
        return forward(JSON.stringify({ ...(input as object), Limit: Math.min(Limit, pageSize) }));
      }
      if (requests === undefined || isLeftOut === undefined) {
        return forward(body);
      }
      const { done, leftOut } = split(requests, isLeftOut);
      const isRead = operation === 'BatchGetItem';
      const empty = isRead ? { Responses: {} } : {};
      const answer =
        Object.keys(done).length > 0
          ? await forward(JSON.stringify({ ...(input as object), RequestItems: done }))
          : json(empty);
      if (answer.status !== 200 || Object.keys(leftOut).length === 0) {
        return answer;
      }
      return json({
        ...(JSON.parse(answer.body) as object),
        [isRead ? 'UnprocessedKeys' : 'UnprocessedItems']: leftOut,
      });
    },
  };
}

/** Parts a batch, table by table; both of its shapes, the writes' list and the reads' `Keys`. */
function split(batch: Batch, isLeftOut: (part: RequestPart) => boolean): { done: Batch; leftOut: Batch } {
  const done: Batch = {};
  const leftOut: Batch = {};
  for (const [target, requests] of Object.entries(batch)) {
    const isList = Array.isArray(requests);
    const parts = (isList ? requests : (requests as { Keys: unknown[] }).Keys) as unknown[];
    const shape = (chosen: unknown[]) => (isList ? chosen : { ...(requests as object), Keys: chosen });
    const left = parts.filter((content, index) => isLeftOut({ target, index, content }));
    const rest = parts.filter((part) => !left.includes(part));
    if (left.length > 0) {
      leftOut[target] = shape(left);
    }
    if (rest.length > 0) {
      done[target] = shape(rest);
    }
  }
  return { done, leftOut };
}

function json(value: unknown, status = 200): Answer {
  return { status, type: JSON_TYPE, body: JSON.stringify(value) };
}
