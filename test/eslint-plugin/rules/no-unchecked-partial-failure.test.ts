import { noUncheckedPartialFailure } from '../../../eslint-plugin/src/rules/no-unchecked-partial-failure';
import { testRule } from '../../support/rule-tester';

const DYNAMODB = `import { BatchWriteItemCommand, BatchGetItemCommand, DynamoDB, DynamoDBClient } from '@aws-sdk/client-dynamodb';
const client = new DynamoDBClient({});
`;
const SQS = `import { SendMessageBatchCommand, SQSClient, SQS } from '@aws-sdk/client-sqs';
import { client } from './clients';
`;
const KINESIS = `import { PutRecordsCommand } from '@aws-sdk/client-kinesis';
import { client } from './clients';
`;
const RUN = `import { failurePaths } from './failure-paths';
`;
const RECORD = (error: string) => `await failurePaths().run('write', async (path) => { path.recordFailure(${error}); });`;

const reading = [{ requireInstrumentation: false }];

testRule('no-unchecked-partial-failure', noUncheckedPartialFailure, {
  valid: [
    {
      name: 'a variable that holds what is left over only when there is something',
      options: reading,
      code: `${DYNAMODB}async function write(batches) {
  let left;
  for (const batch of batches) {
    const { UnprocessedItems } = await client.send(new BatchWriteItemCommand(batch));
    if (Object.keys(UnprocessedItems).length > 0) { left = UnprocessedItems; }
  }
  if (left) { throw new Error('left over'); }
}`,
    },
    {
      name: 'an empty object is compared with undefined, and its keys are counted',
      options: reading,
      code: `${DYNAMODB}async function write(items) {
  const { UnprocessedItems } = await client.send(new BatchWriteItemCommand(items));
  if (UnprocessedItems !== undefined && Object.keys(UnprocessedItems).length > 0) { throw new Error('left over'); }
}`,
    },
    {
      name: 'the whole answer is returned to the caller',
      code: `${DYNAMODB}export function write(items) { return client.send(new BatchWriteItemCommand(items)); }`,
    },
    {
      name: 'the whole answer is returned, after a log',
      code: `${DYNAMODB}export async function write(items) {
  const answer = await client.send(new BatchWriteItemCommand(items));
  console.log('written');
  return answer;
}`,
    },
    {
      name: 'an asynchronous invocation has nothing to read',
      code: `import { InvokeCommand } from '@aws-sdk/client-lambda';
import { client } from './clients';
await client.send(new InvokeCommand({ FunctionName: 'next', InvocationType: 'Event' }));`,
    },
    {
      name: 'an asynchronous invocation, its input in a variable, its type an enum member',
      code: `import { InvokeCommand, InvocationType } from '@aws-sdk/client-lambda';
import { client } from './clients';
const input = { FunctionName: 'next', InvocationType: InvocationType.Event };
await client.send(new InvokeCommand(input));`,
    },
    {
      name: 'a command that fails as a whole',
      code: `import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { client } from './clients';
await client.send(new PutItemCommand({}));`,
    },
    {
      name: 'a class of the same name from elsewhere',
      code: `import { BatchWriteItemCommand } from './commands';
import { client } from './clients';
await client.send(new BatchWriteItemCommand({}));`,
    },
    {
      name: 'read, with reading being enough',
      options: reading,
      code: `${DYNAMODB}export async function write(items) {
  const { UnprocessedItems } = await client.send(new BatchWriteItemCommand(items));
  if (Object.keys(UnprocessedItems ?? {}).length > 0) { console.warn('left over'); }
}`,
    },
    {
      name: 'assigned in a try, checked after it',
      options: reading,
      code: `${DYNAMODB}export async function write(items) {
  let answer;
  try { answer = await client.send(new BatchWriteItemCommand(items)); } catch (error) { throw new Error('no', { cause: error }); }
  if (Object.keys(answer.UnprocessedItems).length) { console.warn('left over'); }
}`,
    },
    {
      name: 'thrown when something failed',
      code: `${SQS}export async function send(entries) {
  const { Failed } = await client.send(new SendMessageBatchCommand(entries));
  if (Failed?.length) { throw new Error(\`\${Failed.length} not sent\`); }
}`,
    },
    {
      name: 'thrown when a count is above zero',
      code: `${KINESIS}export async function put(records) {
  const answer = await client.send(new PutRecordsCommand(records));
  if (answer.FailedRecordCount !== undefined && answer.FailedRecordCount > 0) { throw new Error('not put'); }
  console.log('put');
}`,
    },
    {
      name: 'the result of an invocation is thrown',
      code: `import { InvokeCommand } from '@aws-sdk/client-lambda';
import { client } from './clients';
export async function invoke(payload) {
  const { FunctionError, Payload } = await client.send(new InvokeCommand({ FunctionName: 'next', Payload: payload }));
  if (FunctionError) { throw new Error(FunctionError); }
  return Payload;
}`,
    },
    {
      name: 'recorded when something failed',
      code: `${SQS}${RUN}export async function send(entries) {
  const { Failed = [] } = await client.send(new SendMessageBatchCommand(entries));
  if (Failed.length > 0) { ${RECORD("new Error('not sent')")} }
}`,
    },
    {
      name: 'nothing failed is the early return',
      code: `${SQS}${RUN}export async function send(entries) {
  const { Failed = [] } = await client.send(new SendMessageBatchCommand(entries));
  if (Failed.length === 0) { return; }
  ${RECORD("new Error('not sent')")}
}`,
    },
    {
      name: 'each failed entry is recorded in a loop',
      code: `${SQS}${RUN}export async function send(entries) {
  const { Failed = [] } = await client.send(new SendMessageBatchCommand(entries));
  for (const entry of Failed) { ${RECORD('new Error(entry.Message)')} }
}`,
    },
    {
      name: 'each failed entry is recorded in forEach',
      code: `${SQS}export async function send(entries, path: FailurePath) {
  const answer = await client.send(new SendMessageBatchCommand(entries));
  answer.Failed?.forEach((entry) => path.recordFailure(new Error(entry.Message)));
}
import type { FailurePath } from '@silent-failure/runtime';`,
    },
    {
      name: 'each record is looked at by its error code',
      code: `${KINESIS}${RUN}export async function put(records) {
  const { Records } = await client.send(new PutRecordsCommand(records));
  for (const [index, record] of Records.entries()) {
    if (record.ErrorCode) { ${RECORD('new Error(record.ErrorCode)')} }
  }
}`,
    },
    {
      name: 'sent again until nothing is left',
      code: `${DYNAMODB}export async function write(requests) {
  let pending = requests;
  while (Object.keys(pending).length > 0) {
    const { UnprocessedItems = {} } = await client.send(new BatchWriteItemCommand({ RequestItems: pending }));
    pending = UnprocessedItems;
  }
}`,
    },
    {
      name: 'sent again a few times, then thrown',
      code: `${DYNAMODB}export async function write(requests) {
  let pending = requests;
  for (let attempt = 0; attempt < 3; attempt++) {
    const answer = await client.send(new BatchWriteItemCommand({ RequestItems: pending }));
    pending = answer.UnprocessedItems ?? {};
    if (Object.keys(pending).length === 0) { return; }
  }
  throw new Error('left over');
}`,
    },
    {
      name: 'what failed is returned',
      code: `${SQS}export async function send(entries) {
  const { Failed = [] } = await client.send(new SendMessageBatchCommand(entries));
  return Failed.map(({ Id }) => Id);
}`,
    },
    {
      name: 'what failed is handed to code from elsewhere',
      code: `${SQS}import { sendToDeadLetterQueue } from './dead-letters';
export async function send(entries) {
  const { Failed = [] } = await client.send(new SendMessageBatchCommand(entries));
  await sendToDeadLetterQueue(Failed);
}`,
    },
    {
      name: 'a same-file function records what it is handed',
      code: `${SQS}${RUN}export async function send(entries) {
  const answer = await client.send(new SendMessageBatchCommand(entries));
  await report(answer.Failed ?? []);
}
async function report(failed) {
  if (failed.length === 0) { return; }
  ${RECORD("new Error('not sent')")}
}`,
    },
    {
      name: 'the promises are collected, and each answer is looked at',
      code: `${SQS}export async function send(batches) {
  const answers = await Promise.all(batches.map((batch) => client.send(new SendMessageBatchCommand(batch))));
  const failed = answers.flatMap(({ Failed = [] }) => Failed);
  if (failed.length > 0) { throw new Error('not sent'); }
}`,
    },
    {
      name: 'failures of all batches are collected and thrown',
      code: `${SQS}export async function send(batches) {
  const failed = [];
  await Promise.all(batches.map(async (batch) => {
    const answer = await client.send(new SendMessageBatchCommand(batch));
    failed.push(...(answer.Failed ?? []));
  }));
  if (failed.length > 0) { throw new Error('not sent'); }
}`,
    },
    {
      name: 'then reads the field and throws',
      code: `${SQS}export function send(entries) {
  return client.send(new SendMessageBatchCommand(entries)).then(({ Failed = [] }) => {
    if (Failed.length > 0) { throw new Error('not sent'); }
  });
}`,
    },
    {
      name: 'settled promises: the rejected ones are thrown together',
      code: `export async function all(jobs) {
  const results = await Promise.allSettled(jobs);
  const rejected = results.filter((result) => result.status === 'rejected');
  if (rejected.length > 0) { throw new AggregateError(rejected.map(({ reason }) => reason)); }
}`,
    },
    {
      name: 'settled promises: the results are returned',
      code: `export const all = (jobs) => Promise.allSettled(jobs);`,
    },
    {
      name: 'settled promises: each rejected one is recorded',
      code: `${RUN}export async function all(jobs) {
  const results = await Promise.allSettled(jobs);
  for (const result of results) {
    if (result.status === 'fulfilled') { continue; }
    ${RECORD('result.reason')}
  }
}`,
    },
    {
      name: 'settled promises: a counting loop, and what was collected is recorded',
      code: `${RUN}export async function all(jobs) {
  const results = await Promise.allSettled(jobs);
  let failures = 0;
  for (let index = 0; index < results.length; index++) {
    if (results[index].status === 'rejected') { failures++; }
  }
  if (failures > 0) { ${RECORD("new Error('failed')")} }
}`,
    },
    {
      name: 'settled promises: a flag that every one was fulfilled',
      code: `export async function all(jobs) {
  const results = await Promise.allSettled(jobs);
  const isDone = results.every(({ status }) => status === 'fulfilled');
  if (!isDone) { throw new Error('failed'); }
}`,
    },
    {
      name: 'settled promises: destructured',
      code: `export async function both(first, second) {
  const [one, two] = await Promise.allSettled([first, second]);
  if (one.status === 'rejected') { throw one.reason; }
  if (two.status === 'rejected') { throw two.reason; }
}`,
    },
    {
      name: 'settled promises of another Promise',
      code: `import { Promise } from './own';
Promise.allSettled([]);`,
    },
    {
      name: 'the keys of the empty object are looked at behind a test for truth',
      options: reading,
      code: `${DYNAMODB}export async function write(items) {
  const answer = await client.send(new BatchWriteItemCommand(items));
  if (answer.UnprocessedItems && Object.keys(answer.UnprocessedItems).length > 0) { console.warn('left over'); }
}`,
    },
    {
      name: 'a conditional guards the keys of the empty object',
      options: reading,
      code: `${DYNAMODB}export async function write(items) {
  const { UnprocessedItems } = await client.send(new BatchWriteItemCommand(items));
  const left = UnprocessedItems ? Object.keys(UnprocessedItems).length : 0;
  console.log(left);
}`,
    },
  ],
  invalid: [
    {
      name: 'discarded',
      code: `${DYNAMODB}await client.send(new BatchWriteItemCommand({}));`,
      errors: [{ messageId: 'discarded', line: 3, column: 7 }],
    },
    {
      name: 'discarded, the command in a variable',
      code: `${DYNAMODB}async function write(items) {
  const command = new BatchWriteItemCommand(items);
  await client.send(command);
}`,
      errors: [{ messageId: 'discarded', line: 5 }],
    },
    {
      name: 'discarded by the document client',
      code: `import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import { documents } from './clients';
await documents.send(new BatchWriteCommand({}));`,
      errors: [{ messageId: 'discarded', line: 3 }],
    },
    {
      name: "discarded, by the aggregated client's method",
      code: `import { DynamoDB } from '@aws-sdk/client-dynamodb';
const dynamo = new DynamoDB({});
await dynamo.batchWriteItem({});`,
      errors: [{ messageId: 'discarded', line: 3 }],
    },
    {
      name: "discarded, by the document client's method",
      code: `import { DynamoDBDocument } from '@aws-sdk/lib-dynamodb';
import { base } from './clients';
class Store {
  #documents = DynamoDBDocument.from(base);
  async write(items) { await this.#documents.batchWrite(items); }
}`,
      errors: [{ messageId: 'discarded', line: 5 }],
    },
    {
      name: 'discarded, by a namespace import and by require',
      code: `import * as Lambda from '@aws-sdk/client-lambda';
const { PutRecordsCommand } = require('@aws-sdk/client-kinesis');
import { client } from './clients';
await client.send(new Lambda.InvokeCommand({}));
client.send(new PutRecordsCommand({}));`,
      errors: [
        { messageId: 'discarded', line: 4 },
        { messageId: 'discarded', line: 5 },
      ],
    },
    {
      name: 'promises are collected and awaited together',
      code: `${DYNAMODB}async function write(batches) {
  const all = [];
  for (const batch of batches) { all.push(client.send(new BatchWriteItemCommand(batch))); }
  await Promise.all(all);
}`,
      errors: [{ messageId: 'discarded', line: 5 }],
    },
    {
      name: 'promises are mapped and awaited together',
      code: `${DYNAMODB}async function write(batches) {
  await Promise.all(batches.map((batch) => client.send(new BatchWriteItemCommand(batch))));
}`,
      errors: [{ messageId: 'discarded', line: 4 }],
    },
    {
      name: 'only what succeeded is read',
      code: `${DYNAMODB}async function load(keys) {
  const answer = await client.send(new BatchGetItemCommand(keys));
  return answer.Responses;
}`,
      errors: [{ messageId: 'neverRead', line: 4, data: { operation: 'BatchGetItemCommand', function: 'load', fields: '`UnprocessedKeys`' } }],
    },
    {
      name: 'only what succeeded is destructured',
      code: `${SQS}async function send(entries) {
  const { Successful } = await client.send(new SendMessageBatchCommand(entries));
  return Successful;
}`,
      errors: [{ messageId: 'neverRead' }],
    },
    {
      name: 'only what succeeded is read in then',
      code: `${SQS}export const send = (entries) =>
  client.send(new SendMessageBatchCommand(entries)).then((answer) => answer.Successful);`,
      errors: [{ messageId: 'neverRead' }],
    },
    {
      name: 'only values of settled promises are read',
      code: `export async function all(jobs) {
  const results = await Promise.allSettled(jobs);
  return results.map(({ value }) => value);
}`,
      errors: [{ messageId: 'neverRead', line: 2 }],
    },
    {
      name: 'settled promises are discarded',
      code: `await Promise.allSettled(jobs);`,
      errors: [{ messageId: 'discarded' }],
    },
    {
      name: 'an empty object is tested for truth',
      options: reading,
      code: `${DYNAMODB}async function write(items) {
  const answer = await client.send(new BatchWriteItemCommand(items));
  if (answer.UnprocessedItems) { throw new Error('left over'); }
}`,
      errors: [{ messageId: 'alwaysTrueCheck', line: 5 }],
    },
    {
      name: 'an empty object is tested for truth under the name that is sent again',
      options: reading,
      code: `${DYNAMODB}async function write(items) {
  let pending = { items };
  for (let attempt = 0; attempt < 3; attempt++) {
    const { UnprocessedItems } = await client.send(new BatchWriteItemCommand(pending));
    pending = UnprocessedItems ?? {};
    if (!pending) { return; }
  }
  throw new Error('left over');
}`,
      errors: [{ messageId: 'alwaysTrueCheck', data: { field: 'UnprocessedItems' }, line: 8, column: 10, endLine: 8, endColumn: 17 }],
    },
    {
      name: 'an empty object is compared with undefined',
      options: reading,
      code: `${DYNAMODB}async function write(items) {
  const { UnprocessedItems } = await client.send(new BatchWriteItemCommand(items));
  if (UnprocessedItems !== undefined) { throw new Error('left over'); }
}`,
      errors: [{ messageId: 'alwaysTrueCheck', data: { field: 'UnprocessedItems' }, line: 5, column: 7, endLine: 5, endColumn: 23 }],
    },
    {
      name: 'an empty object is tested with in, and destructured',
      options: reading,
      code: `${DYNAMODB}async function write(items) {
  const answer = await client.send(new BatchWriteItemCommand(items));
  if ('UnprocessedItems' in answer) { throw new Error('left over'); }
}
async function load(keys) {
  const { UnprocessedKeys } = await client.send(new BatchGetItemCommand(keys));
  if (!UnprocessedKeys) { return; }
  throw new Error('left over');
}`,
      errors: [
        { messageId: 'alwaysTrueCheck', line: 5 },
        { messageId: 'alwaysTrueCheck', line: 9 },
      ],
    },
    {
      name: 'logged only',
      code: `${SQS}async function send(entries) {
  const { Failed = [] } = await client.send(new SendMessageBatchCommand(entries));
  if (Failed.length > 0) { console.error('not sent', Failed); }
}`,
      errors: [{ messageId: 'notInstrumented', line: 4 }],
    },
    {
      name: 'logged in a loop',
      code: `${SQS}import { logger } from './logger';
async function send(entries) {
  const { Failed = [] } = await client.send(new SendMessageBatchCommand(entries));
  for (const { Id, Message } of Failed) { logger.warn('not sent', { Id, Message }); }
}`,
      errors: [{ messageId: 'notInstrumented', line: 5 }],
    },
    {
      name: 'recorded on the way on which nothing failed',
      code: `${SQS}${RUN}async function send(entries) {
  const { Failed = [] } = await client.send(new SendMessageBatchCommand(entries));
  if (Failed.length === 0) { ${RECORD("new Error('?')")} }
}`,
      errors: [{ messageId: 'notInstrumented' }],
    },
    {
      name: 'stored where only a getter shows it',
      code: `${SQS}class Sender {
  #failed = [];
  get failed() { return this.#failed; }
  async send(entries) {
    const { Failed = [] } = await client.send(new SendMessageBatchCommand(entries));
    this.#failed = Failed;
  }
}`,
      errors: [{ messageId: 'notInstrumented', line: 7 }],
    },
    {
      name: 'sent again a few times, then logged',
      code: `${DYNAMODB}async function write(requests) {
  let pending = requests;
  for (let attempt = 0; attempt < 3; attempt++) {
    const { UnprocessedItems = {} } = await client.send(new BatchWriteItemCommand({ RequestItems: pending }));
    pending = UnprocessedItems;
    if (Object.keys(pending).length === 0) { return; }
  }
  console.error('left over', pending);
}`,
      errors: [{ messageId: 'notInstrumented', line: 6 }],
    },
    {
      name: 'a metric without a mark',
      code: `${SQS}import { Metrics } from '@aws-lambda-powertools/metrics';
const metrics = new Metrics();
async function send(entries) {
  const { Failed = [] } = await client.send(new SendMessageBatchCommand(entries));
  if (Failed.length > 0) { metrics.addMetric('NotSent', 'Count', Failed.length); }
}`,
      errors: [{ messageId: 'notInstrumented', line: 6 }],
    },
    {
      name: 'settled promises: failures are collected and only logged',
      code: `async function all(jobs) {
  const results = await Promise.allSettled(jobs);
  const errors = [];
  for (const result of results) {
    if (result.status === 'rejected') { errors.push(result.reason); }
  }
  if (errors.length > 0) { console.error(errors); }
}`,
      errors: [{ messageId: 'notInstrumented', line: 2 }],
    },
    {
      name: 'settled promises: only the fulfilled are kept',
      code: `async function all(jobs) {
  const results = await Promise.allSettled(jobs);
  return results.filter((result) => result.status === 'fulfilled').map((result) => result.value);
}`,
      errors: [{ messageId: 'notInstrumented', line: 2 }],
    },
    {
      name: 'collected by all batches, and only counted',
      code: `${SQS}async function send(batches) {
  const failed = [];
  await Promise.all(batches.map(async (batch) => {
    const answer = await client.send(new SendMessageBatchCommand(batch));
    failed.push(...(answer.Failed ?? []));
  }));
  console.log(failed.length);
}`,
      errors: [{ messageId: 'notInstrumented', line: 6 }],
    },
    {
      name: 'a helper counts what is left, and it is only logged',
      code: `${DYNAMODB}async function write(requests) {
  const { UnprocessedItems = {} } = await client.send(new BatchWriteItemCommand(requests));
  console.error(count(UnprocessedItems), names(UnprocessedItems));
}
function count(left) { return Object.values(left).flat().length; }
function names(left) { return Object.values(left).map((name) => String(name)); }`,
      errors: [{ messageId: 'notInstrumented', line: 4 }],
    },
    {
      name: 'a same-file function only logs what it is handed',
      code: `${SQS}async function send(entries) {
  const { Failed } = await client.send(new SendMessageBatchCommand(entries));
  report(Failed);
}
function report(failed) { console.warn(failed); }`,
      errors: [{ messageId: 'notInstrumented', line: 4 }],
    },
  ],
});
