import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { IncomingMessage, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import * as parser from '@typescript-eslint/parser';
import { transform } from 'esbuild';
import { Linter } from 'eslint';
import type { ESLint } from 'eslint';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import plugin from '../../eslint-plugin/src/index';
import contract from '../../runtime/failure-paths.json';
import { lambdaEnvironment, runInProcess, TRACE } from '../support/lambda-process';
import type { ProcessResult } from '../support/lambda-process';

const source = readFileSync(fileURLToPath(new URL('../../fixtures/lambda/handler.ts', import.meta.url)), 'utf8');

const NAMES = Object.keys(contract).filter((name) => name !== '$schema');
const TOKEN = 'k3y-of-the-news';

interface Answer {
  readonly status?: number;
  readonly body: unknown;
}

type Request = { readonly target: string; readonly body: string };

/** What DynamoDB, SNS and the news say: all is well, or whatever can fail without ending the invocation does. */
const ANSWERS: Record<'well' | 'failing', (request: Request) => Answer> = {
  well: ({ target, body }) => {
    switch (target) {
      case 'GetItem':
        return { body: body.includes('CIRCUIT#') ? {} : { Item: { source_id: { S: 'old' }, timestamp: { S: 't' } } } };
      case 'Query':
        return { body: { Items: [{ source_id: { S: 'old' }, timestamp: { S: 't' } }] } };
      case 'Publish':
        return { body: '<PublishResponse><PublishResult><MessageId>m-1</MessageId></PublishResult></PublishResponse>' };
      case 'PublishBatch':
        return { body: '<PublishBatchResponse><PublishBatchResult><Failed/></PublishBatchResult></PublishBatchResponse>' };
      case '/tiingo/news':
      case '/finnhub/news':
        return { body: [{ id: target, title: 'AAPL rises' }] };
      default:
        return { body: {} };
    }
  },
  failing: (request) => {
    switch (request.target) {
      case 'GetItem':
      case 'PutItem':
        return { status: 400, body: { __type: 'com.amazonaws.dynamodb.v20120810#ThrottlingException', message: 'slow down' } };
      case 'BatchWriteItem':
        return { body: { UnprocessedItems: (JSON.parse(request.body) as { RequestItems: unknown }).RequestItems } };
      case 'Publish':
        return { status: 403, body: '<ErrorResponse><Error><Type>Sender</Type><Code>AuthorizationError</Code><Message>no</Message></Error></ErrorResponse>' };
      case '/finnhub/news':
        return { status: 500, body: 'down' };
      default:
        return ANSWERS.well(request);
    }
  },
};

let server: Server | undefined;

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

async function requestOf(message: IncomingMessage): Promise<Request> {
  const body = await text(message);
  const operation = String(message.headers['x-amz-target'] ?? '').split('.')[1] ?? new URLSearchParams(body).get('Action');
  return { target: operation ?? (message.url ?? '').split('?')[0] ?? '', body };
}

let code: string;

beforeAll(async () => {
  ({ code } = await transform(source, { loader: 'ts', format: 'esm', target: 'node20' }));
});

/** Invokes the handler in a process of its own, as Lambda does, with the world in that state. */
async function invoke(state: keyof typeof ANSWERS, call: string, sampled = true) {
  const requests: Request[] = [];
  server = createServer((message, response) => {
    void requestOf(message).then((request) => {
      requests.push(request);
      const { status = 200, body } = ANSWERS[state](request);
      response.writeHead(status).end(typeof body === 'string' ? body : JSON.stringify(body));
    });
  });
  await new Promise<void>((listening) => server?.listen(0, '127.0.0.1', listening));
  const world = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const result = await runInProcess(`${code}\nresult(await ${call});\n`, {
    ...lambdaEnvironment(sampled),
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'id',
    AWS_SECRET_ACCESS_KEY: 'key',
    AWS_MAX_ATTEMPTS: '1',
    AWS_ENDPOINT_URL: world,
    NEWS_URL: world,
    NEWS_TOKEN: TOKEN,
    TABLE_NAME: 'sentiment',
    TOPIC_ARN: 'arn:aws:sns:eu-central-1:123456789012:news',
  });
  return { ...result, requests };
}

const PLAIN = "handler({ tickers: ['AAPL'] })";
const UNDER_MIDDY = "middyHandler({ tickers: [' aapl '] }, { getRemainingTimeInMillis: () => 3000 })";

/** What each failure of the invocation is counted as; the circuit breaker loads two states. */
const FAILURES = ['circuit_breaker_load', ...NAMES] as (keyof typeof contract)[];

function expectLoud({ metrics, subsegments }: ProcessResult): void {
  const counted = metrics.map(({ _aws, Operation, Lambda }) => {
    const [metric] = _aws.CloudWatchMetrics;
    return `${metric?.Namespace} ${metric?.Metrics[0]?.Name} ${String(Operation ?? '')} ${String(Lambda)} ${metric?.Dimensions.join()}`;
  });
  const expected = FAILURES.map((name) => {
    const { metric } = contract[name] as (typeof contract)['circuit_breaker_load'];
    const { Operation = '' } = metric.dimensions;
    return `${metric.namespace} ${metric.name} ${Operation} ingestion ${Object.keys(metric.dimensions).join()}`;
  });
  expect([...counted].sort()).toEqual([...expected].sort());
  // Powertools Tracer marks the request that fails too, under the name of its host.
  const marked = subsegments.filter(({ name, error, fault }) => NAMES.includes(name) && (error ?? fault));
  expect(marked.map(({ name }) => name).sort()).toEqual([...FAILURES].sort());
  for (const { name, error, fault, parent_id, trace_id } of marked) {
    expect({ error, fault, parent_id, trace_id }, name).toEqual({
      ...(name === 'downstream_notification_publish' ? { fault: true } : { error: true }),
      parent_id: TRACE.parent,
      trace_id: TRACE.root,
    });
  }
}

const REPORT_OF_FAILURES = {
  status: 'partial',
  articles: 1,
  failed_sources: ['finnhub'],
  audited: false,
  message_id: null,
  republished: 0,
};

describe('the demo handler', () => {
  it('is clean under the strict preset, without a disable comment', () => {
    const strict = (plugin as ESLint.Plugin & { configs: { strict: Linter.Config } }).configs.strict;
    const messages = new Linter().verify(source, [{ ...strict, languageOptions: { parser } }], { filename: 'handler.ts' });
    expect(messages).toEqual([]);
    expect(source).not.toMatch(/eslint-disable/);
  });

  it.each([
    ['by itself', PLAIN],
    ['under middy', UNDER_MIDDY],
  ])('does its work %s and counts nothing when all is well', async (_case, call) => {
    const { results, metrics, subsegments, requests, stderr } = await invoke('well', call);
    expect(stderr).toBe('');
    expect(results).toEqual([
      { status: 'success', articles: 2, failed_sources: [], audited: true, message_id: 'm-1', republished: 1 },
    ]);
    expect(metrics).toEqual([]);
    expect(subsegments.filter(({ error, fault }) => error ?? fault)).toEqual([]);
    expect(requests.map(({ target }) => target)).toEqual(
      expect.arrayContaining(['GetItem', '/tiingo/news', '/finnhub/news', 'BatchWriteItem', 'PutItem', 'Publish', 'Query', 'PublishBatch']),
    );
    expect(requests.find(({ target }) => target === 'BatchWriteItem')?.body).toContain('AAPL#1m');
  });

  it.each([
    ['by itself', PLAIN],
    ['under middy', UNDER_MIDDY],
  ])('carries on %s when every path fails, and every failure is counted and marked, without the token of the news', async (_case, call) => {
    const result = await invoke('failing', call);
    expect(result.results).toEqual([REPORT_OF_FAILURES]);
    expectLoud(result);
    const aggregate = result.subsegments.find(({ name }) => name === 'parallel_fetch_aggregate');
    expect(JSON.stringify(aggregate?.metadata)).toContain('/finnhub/news?token=***&tickers=AAPL');
    expect(JSON.stringify([result.subsegments, result.metrics])).not.toContain(TOKEN);
  });

  it('counts the same when the trace is not sampled', async () => {
    const { results, metrics, subsegments } = await invoke('failing', PLAIN, false);
    expect(results).toEqual([REPORT_OF_FAILURES]);
    expect(metrics).toHaveLength(FAILURES.length);
    expect(subsegments).toEqual([]);
  });
});
