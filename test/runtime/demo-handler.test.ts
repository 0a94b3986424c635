import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as parser from '@typescript-eslint/parser';
import { transform } from 'esbuild';
import { Linter } from 'eslint';
import type { ESLint } from 'eslint';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import plugin from '../../eslint-plugin/src/index';
import contract from '../../runtime/failure-paths.json';
import { lambdaEnvironment, runInProcess, TRACE } from '../support/lambda-process';
import type { ProcessResult } from '../support/lambda-process';
import { itemTable, pendingTable, startDynamoDB } from '../support/services/dynamodb';
import type { FaultPlan } from '../support/services/http-service';
import { startNews } from '../support/services/news';
import { perFile } from '../support/services/per-file';
import { startSns } from '../support/services/sns';

const source = readFileSync(fileURLToPath(new URL('../../fixtures/lambda/handler.ts', import.meta.url)), 'utf8');

const NAMES = Object.keys(contract).filter((name) => name !== '$schema');
const TOKEN = 'k3y-of-the-news';

const dynamodb = perFile(startDynamoDB);
const sns = perFile(startSns);
const news = perFile(startNews);

/** What is done to the requests: nothing, or whatever can fail without ending the invocation does. */
const PLANS: Record<'well' | 'failing', Record<'dynamodb' | 'sns' | 'news', FaultPlan>> = {
  well: { dynamodb: () => undefined, sns: () => undefined, news: () => undefined },
  failing: {
    dynamodb: ({ operation }) =>
      operation === 'BatchWriteItem' ? { leftOut: () => true } : operation === 'Query' ? undefined : 'throttled',
    sns: ({ operation }) => (operation === 'Publish' ? 'accessDenied' : undefined),
    news: ({ operation }) => (operation === 'finnhub' ? 'serverError' : undefined),
  },
};

let code: string;

beforeAll(async () => {
  ({ code } = await transform(source, { loader: 'ts', format: 'esm', target: 'node20' }));
  await dynamodb().createTable(pendingTable('pending'));
});

beforeEach(async () => {
  await dynamodb().createTable(itemTable('sentiment'));
  await dynamodb().fill('pending', [{ source_id: 'old', timestamp: '2020-02-02T02:02:02.000Z', status: 'pending' }]);
});

/** Invokes the handler in a process of its own, as Lambda does, with the services in that state. */
async function invoke(state: keyof typeof PLANS, call: string, sampled = true) {
  const plans = PLANS[state];
  const sessions = [dynamodb().open(plans.dynamodb), sns().open(plans.sns), news().open(plans.news)] as const;
  const [toDynamoDB, toSns, toNews] = sessions;
  const result = await runInProcess(`${code}\nresult(await ${call});\n`, {
    ...lambdaEnvironment(sampled),
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'id',
    AWS_SECRET_ACCESS_KEY: 'key',
    AWS_MAX_ATTEMPTS: '1',
    AWS_ENDPOINT_URL_DYNAMODB: toDynamoDB.endpoint,
    AWS_ENDPOINT_URL_SNS: toSns.endpoint,
    NEWS_URL: `${toNews.endpoint}/`,
    NEWS_TOKEN: TOKEN,
    TABLE_NAME: 'sentiment',
    ITEMS_TABLE_NAME: 'pending',
    TOPIC_ARN: 'arn:aws:sns:eu-central-1:123456789012:news',
  });
  return { ...result, operations: sessions.flatMap(({ requests }) => requests.map(({ operation }) => operation)) };
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
  articles: 2,
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
    const { results, metrics, subsegments, operations, stderr } = await invoke('well', call);
    expect(stderr).toBe('');
    expect(results).toEqual([
      { status: 'success', articles: 4, failed_sources: [], audited: true, message_id: 'message-0', republished: 1 },
    ]);
    expect(metrics).toEqual([]);
    expect(subsegments.filter(({ error, fault }) => error ?? fault)).toEqual([]);
    expect([...operations].sort()).toEqual(
      ['BatchWriteItem', 'GetItem', 'GetItem', 'GetItem', 'Publish', 'PublishBatch', 'PutItem', 'Query', 'finnhub', 'tiingo'],
    );
    const stored = (await dynamodb().items('sentiment')).map(({ PK }) => String(PK).replace(/^(COLLECTION#).*/, '$1'));
    expect(stored.sort()).toEqual(['AAPL#15m', 'AAPL#1h', 'AAPL#1m', 'AAPL#24h', 'AAPL#30m', 'AAPL#5m', 'COLLECTION#']);
  });

  it.each([
    ['by itself', PLAIN],
    ['under middy', UNDER_MIDDY],
  ])('carries on %s when every path fails, and every failure is counted and marked, without the token of the news', async (_case, call) => {
    const result = await invoke('failing', call);
    expect(result.results).toEqual([REPORT_OF_FAILURES]);
    expectLoud(result);
    const aggregate = result.subsegments.find(({ name }) => name === 'parallel_fetch_aggregate');
    expect(JSON.stringify(aggregate?.metadata)).toContain('/news/finnhub?token=***&tickers=AAPL');
    expect(JSON.stringify([result.subsegments, result.metrics])).not.toContain(TOKEN);
  });

  it('counts the same when the trace is not sampled', async () => {
    const { results, metrics, subsegments } = await invoke('failing', PLAIN, false);
    expect(results).toEqual([REPORT_OF_FAILURES]);
    expect(metrics).toHaveLength(FAILURES.length);
    expect(subsegments).toEqual([]);
  });
});
