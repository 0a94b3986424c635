import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import * as silent from '../../fixtures/silent';
import * as wired from '../../runtime/src/paths';
import { groupBy, keepingLogger, outcomeOf } from '../support/observation';
import type { LogLine, Outcome } from '../support/observation';
import { dynamoDBClient, keepSent, snsClient } from '../support/services/clients';
import { itemTable, pendingTable, startDynamoDB } from '../support/services/dynamodb';
import type { Fault, FaultPlan, ReceivedRequest, ServiceRequest, Session } from '../support/services/http-service';
import { startNews } from '../support/services/news';
import { perFile } from '../support/services/per-file';
import { startSns } from '../support/services/sns';

/** More runs, each time other ones: `PROPERTY_RUNS=1000 npx vitest run test/runtime/behaviour-unchanged.test.ts` */
const { PROPERTY_RUNS } = process.env;
const RUNS = PROPERTY_RUNS === undefined ? { numRuns: 25, seed: 20_261_124 } : { numRuns: Number(PROPERTY_RUNS) };
const TIMEOUT = 60_000 + RUNS.numRuns * 5_000;

const NOW = new Date('2026-11-24T10:00:00Z');
const HOUR_MS = 3_600_000;
/** Of requests that hang, where all of them do. */
const HANGING_MS = 25;

type Paths = typeof wired;

const dynamodb = perFile(startDynamoDB);
const sns = perFile(startSns);
const news = perFile(startNews);

let metrics: string[] = [];

beforeAll(async () => {
  await dynamodb().createTable(itemTable('items'));
  await dynamodb().createTable(pendingTable('pending'));
  vi.useFakeTimers({ now: NOW, toFake: ['Date'] });
  // Without jitter both twins are as fast, and keep their cache as long.
  vi.spyOn(Math, 'random').mockReturnValue(0);
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    metrics.push(String(text));
    return true;
  });
});

afterAll(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

/** What each service does to the requests of a run. */
interface Plans {
  readonly dynamodb?: FaultPlan;
  readonly sns?: FaultPlan;
  readonly news?: FaultPlan;
  /** Every request hangs. */
  readonly isHanging?: boolean;
}

/** What a path is used with: real clients, each for services with faults of their own. */
interface World {
  readonly client: DynamoDBDocumentClient;
  readonly sns: ReturnType<typeof snsClient>;
  readonly newsEndpoint: string;
  readonly logger: ReturnType<typeof keepingLogger>;
  readonly timeout: number;
}

/** What a caller, the services and a reader of the logs can see of a run. */
interface Observed {
  readonly outcome: Outcome;
  readonly requests: Record<string, readonly ServiceRequest[]>;
  readonly logs: readonly LogLine[];
  readonly stored: readonly unknown[];
}

interface Scenario {
  readonly plans: Plans;
  readonly table: string;
  readonly items?: readonly Record<string, unknown>[];
  use(paths: Paths, world: World): Promise<unknown>;
}

async function observe(paths: Paths, { plans, table, items = [], use }: Scenario): Promise<Observed> {
  await dynamodb().fill(table, items);
  vi.setSystemTime(NOW);
  const hang: FaultPlan = () => 'silence';
  const planOf = (plan: FaultPlan | undefined) => (plans.isHanging ? hang : plan);
  const sessions = {
    dynamodb: dynamodb().open(planOf(plans.dynamodb)),
    sns: sns().open(planOf(plans.sns)),
    news: news().open(planOf(plans.news)),
  };
  const options = ({ endpoint }: Session) => ({ endpoint, ...(plans.isHanging && { requestTimeout: HANGING_MS }) });
  const database = dynamoDBClient(options(sessions.dynamodb));
  const client = DynamoDBDocumentClient.from(database);
  const publisher = snsClient(options(sessions.sns));
  const sent: ServiceRequest[] = [];
  if (plans.isHanging) {
    keepSent(database, sent);
    keepSent(publisher, sent);
  }
  const logger = keepingLogger();
  const world = {
    client,
    sns: publisher,
    newsEndpoint: sessions.news.endpoint,
    logger,
    timeout: plans.isHanging ? HANGING_MS : 20_000,
  };
  const outcome = await outcomeOf(() => use(paths, world));
  client.destroy();
  publisher.destroy();
  return {
    outcome,
    requests: plans.isHanging
      ? { sent }
      : Object.fromEntries(Object.entries(sessions).map(([name, { requests }]) => [name, requests])),
    logs: logger.lines,
    stored: await dynamodb().items(table),
  };
}

/** Runs both twins, and holds one to the other; gives what was seen, and the number of metrics of the wired one. */
async function expectUnchanged(
  scenario: Scenario,
  comparable: (observed: Observed) => unknown = (observed) => observed,
): Promise<{ observed: Observed; emitted: number }> {
  metrics = [];
  const before = await observe(silent as unknown as Paths, scenario);
  expect(metrics).toEqual([]);
  const after = await observe(wired, scenario);
  expect(comparable(after)).toEqual(comparable(before));
  return { observed: after, emitted: metrics.length };
}

const isRejection = (outcome: Outcome) => 'error' in outcome;

const messages = ({ logs }: Observed, message: string) => logs.filter((line) => line.message === message).length;

/** Plans as plain data, which a failing run can print; a number is how many parts of a batch are left out. */
type PlannedFault = Exclude<Fault, object> | 'ok' | { readonly leftOut: readonly number[] } | { readonly pageSize: number };

const WIRE_FAULTS = ['throttled', 'serverError', 'accessDenied', 'unavailable', 'reset', 'resetAfterwards', 'garbled'] as const;

const wireFault = fc.oneof(
  { weight: 3, arbitrary: fc.constant<PlannedFault>('ok') },
  { weight: 4, arbitrary: fc.constantFrom<PlannedFault>(...WIRE_FAULTS) },
);
const leftOut = fc.record({ leftOut: fc.uniqueArray(fc.nat(9), { minLength: 1, maxLength: 10 }) });

const planOf = (fault: fc.Arbitrary<PlannedFault>) => fc.array(fault, { minLength: 1, maxLength: 8 });

/** Now and then no request is answered at all. */
const hanging = fc.oneof(
  { weight: 19, arbitrary: fc.constant(false) },
  { weight: 1, arbitrary: fc.constant(true) },
);

function faultOf(planned: PlannedFault | undefined): Fault | undefined {
  if (planned === undefined || planned === 'ok') {
    return undefined;
  }
  return typeof planned === 'object' && 'leftOut' in planned
    ? { leftOut: ({ index }) => planned.leftOut.includes(index) }
    : planned;
}

/** One fault after the other, from the start again when they are used up. */
const inTurn =
  (plan: readonly PlannedFault[]): FaultPlan =>
  ({ index }) =>
    faultOf(plan[index % plan.length]);

/** The same for requests that are made at once: each of the things that they are about has its own turn. */
function inTurnFor(plan: readonly PlannedFault[], keyOf: (request: ReceivedRequest) => string): () => FaultPlan {
  return () => {
    const seen = new Map<string, number>();
    return (request) => {
      const key = keyOf(request);
      const index = seen.get(key) ?? 0;
      seen.set(key, index + 1);
      return faultOf(plan[(index + key.length) % plan.length]);
    };
  };
}

const text = fc.oneof(fc.string(), fc.string({ unit: 'grapheme' }), fc.constant(''), fc.constant('x'.repeat(700)));
const when = fc.oneof(
  { weight: 9, arbitrary: fc.date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true }) },
  { weight: 1, arbitrary: fc.constant(new Date(NaN)) },
);
const count = fc.nat(1_000);

describe('wired paths behave as their silent twins, whatever the services answer', () => {
  it('audit trail', { timeout: TIMEOUT }, async () => {
    const events = fc.record(
      {
        event_id: fc.oneof(fc.uuid(), text),
        triggered_at: when,
        completed_at: when,
        status: fc.constantFrom('success', 'partial', 'failed'),
        source_used: fc.constantFrom('tiingo', 'finnhub'),
        is_failover: fc.boolean(),
        items_collected: count,
        items_stored: count,
        items_duplicates: count,
        duration_ms: fc.double(),
        error_message: text,
        trigger_type: fc.constantFrom('scheduled', 'manual', 'retry'),
      },
      { requiredKeys: ['event_id', 'triggered_at', 'status', 'source_used', 'is_failover', 'items_collected', 'items_stored', 'items_duplicates', 'trigger_type'] },
    ) as fc.Arbitrary<wired.CollectionEvent>;
    await fc.assert(
      fc.asyncProperty(events, planOf(wireFault), hanging, async (event, plan, isHanging) => {
        const { observed, emitted } = await expectUnchanged({
          table: 'items',
          plans: { dynamodb: inTurn(plan), isHanging },
          use: (paths, { client, logger }) =>
            new paths.CollectionEventRepository({ client, logger, tableName: 'items' }).save(event),
        });
        const isFailure = isRejection(observed.outcome) || messages(observed, 'Failed to store collection event') > 0;
        expect(emitted).toBe(isFailure ? 1 : 0);
      }),
      RUNS,
    );
  });

  it('notification', { timeout: TIMEOUT }, async () => {
    const notifications = fc.record({
      items_stored: fc.nat(3),
      source: fc.oneof(fc.constantFrom('tiingo', 'finnhub'), text),
      collection_timestamp: when,
      is_failover: fc.boolean(),
      items_duplicate: count,
    });
    await fc.assert(
      fc.asyncProperty(notifications, planOf(wireFault), hanging, async (notification, plan, isHanging) => {
        const { observed, emitted } = await expectUnchanged({
          table: 'items',
          plans: { sns: inTurn(plan), isHanging },
          use: (paths, { sns: client, logger }) =>
            new paths.NotificationPublisher({ client, logger, topicArn: 'arn:topic' }).publish(notification),
        });
        const isFailure = isRejection(observed.outcome) || messages(observed, 'Failed to publish notification') > 0;
        expect(emitted).toBe(isFailure ? 1 : 0);
      }),
      RUNS,
    );
  });

  it('circuit breaker, with concurrent callers', { timeout: TIMEOUT }, async () => {
    const service = fc.constantFrom(...wired.SERVICES);
    const call = fc.oneof(
      {
        weight: 9,
        arbitrary: fc.record({
          service,
          method: fc.constantFrom('recordFailure', 'recordSuccess', 'canExecute', 'getState', 'saveState'),
          failure_count: fc.nat(6),
        }),
      },
      { weight: 1, arbitrary: fc.constant({ service: 'tiingo', method: 'getAllStates', failure_count: 0 } as const) },
    );
    const steps = fc.array(
      fc.record({ calls: fc.array(call, { minLength: 1, maxLength: 4 }), passing: fc.constantFrom(0, 0, 10, 61, 400) }),
      { minLength: 1, maxLength: 8 },
    );
    const partition = ({ input }: ServiceRequest) => /CIRCUIT#\w+/.exec(JSON.stringify(input))?.[0] ?? '';
    const comparable = ({ requests, logs, ...observed }: Observed) => ({
      ...observed,
      requests: groupBy(requests['dynamodb'] ?? [], partition),
      logs: groupBy(logs, ({ fields }) => String(fields?.['service'])),
    });
    await fc.assert(
      fc.asyncProperty(steps, planOf(wireFault), fc.constantFrom(0, 60), async (program, plan, cacheTtlSeconds) => {
        const plans = inTurnFor(plan, partition);
        const scenario = {
          table: 'items',
          get plans() {
            return { dynamodb: plans() };
          },
          async use(paths: Paths, { client, logger }: World) {
            const manager = new paths.CircuitBreakerManager({ client, logger, tableName: 'items', cacheTtlSeconds });
            const initial = await manager.getState('sendgrid');
            const results: unknown[] = [];
            for (const { calls, passing } of program) {
              vi.setSystemTime(Date.now() + passing * 1_000);
              const done = calls.map(({ service: name, method, failure_count }) => {
                if (method === 'saveState') {
                  return manager.saveState({ ...initial, service: name, failure_count });
                }
                return method === 'getAllStates' ? manager.getAllStates() : manager[method](name);
              });
              results.push(await Promise.all(done));
            }
            return results;
          },
        };
        const { observed, emitted } = await expectUnchanged(scenario, comparable);
        expect(observed.outcome).toHaveProperty('value');
        expect(emitted).toBe(
          messages(observed, 'Failed to load circuit breaker state, using the default') +
            messages(observed, 'Failed to save circuit breaker state'),
        );
      }),
      RUNS,
    );
  });

  it('fan-out', { timeout: TIMEOUT }, async () => {
    const scores = fc.record(
      {
        value: fc.oneof(fc.double({ min: -1, max: 1 }), fc.constantFrom(0, 1, -1, NaN, Infinity)),
        timestamp: when,
        label: text,
        ticker: fc.oneof({ weight: 4, arbitrary: fc.constantFrom('AAPL', 'BRK#B') }, { weight: 1, arbitrary: text }),
        source: text,
      },
      { requiredKeys: ['value', 'timestamp', 'ticker'] },
    ) as fc.Arbitrary<wired.SentimentScore>;
    const faults = fc.oneof({ weight: 3, arbitrary: leftOut as fc.Arbitrary<PlannedFault> }, { weight: 1, arbitrary: wireFault });
    await fc.assert(
      fc.asyncProperty(scores, planOf(faults), hanging, async (score, plan, isHanging) => {
        const { observed, emitted } = await expectUnchanged({
          table: 'items',
          plans: { dynamodb: inTurn(plan), isHanging },
          use: (paths, { client, logger }) => paths.writeFanout({ client, logger, tableName: 'items' }, score),
        });
        const isSent = Object.values(observed.requests).flat().length > 0;
        const isFailure = isRejection(observed.outcome) || messages(observed, 'Fan-out items left unprocessed') > 0;
        expect(emitted).toBe(isSent && isFailure ? 1 : 0);
      }),
      RUNS,
    );
  });

  it('self-healing', { timeout: TIMEOUT }, async () => {
    const pending = fc.uniqueArray(
      fc.record({
        source_id: fc.stringMatching(/^[a-z]{1,3}$/),
        status: fc.constantFrom('pending', 'pending', 'done'),
        ageMs: fc.constantFrom(0, HOUR_MS, HOUR_MS + 1, 5 * HOUR_MS),
        isAnalysed: fc.boolean(),
      }),
      { maxLength: 14, selector: ({ source_id }) => source_id },
    );
    const keys = fc.array(
      fc.record({ source_id: fc.constantFrom('a', ''), timestamp: fc.constantFrom(NOW.toISOString(), '') }, { requiredKeys: [] }),
      { maxLength: 4 },
    ) as fc.Arbitrary<wired.ItemKey[]>;
    const pages = fc.record({ pageSize: fc.integer({ min: 1, max: 5 }) });
    const reads = fc.oneof({ weight: 3, arbitrary: fc.constant<PlannedFault>('ok') }, { weight: 2, arbitrary: pages }, { weight: 1, arbitrary: wireFault });
    const writes = fc.oneof({ weight: 2, arbitrary: leftOut as fc.Arbitrary<PlannedFault> }, { weight: 1, arbitrary: wireFault });
    await fc.assert(
      fc.asyncProperty(pending, keys, planOf(reads), planOf(writes), async (found, given, reading, writing) => {
        const items = found.map(({ source_id, status, ageMs, isAnalysed }, index) => ({
          source_id,
          timestamp: new Date(NOW.getTime() - ageMs - index).toISOString(),
          status,
          ...(isAnalysed && { sentiment: 1 }),
        }));
        const { observed, emitted } = await expectUnchanged({
          table: 'pending',
          items,
          plans: { dynamodb: inTurn(reading), sns: inTurn(writing) },
          async use(paths, { client, sns: publisher, logger }) {
            const options = { client, logger, tableName: 'pending' };
            const fetched = await paths.fetchFullItems(options, given);
            const checked = await outcomeOf(() =>
              paths.runSelfHealingCheck({ ...options, sns: publisher, topicArn: 'arn:topic' }),
            );
            return { fetched, checked };
          },
        });
        expect(emitted).toBe(messages(observed, 'Failed to fetch a pending item'));
      }),
      RUNS,
    );
  });

  it('parallel fetcher, with the real circuit breaker', { timeout: TIMEOUT }, async () => {
    const kinds = fc.constantFrom<'http' | 'text' | 'nothing'>('http', 'http', 'text', 'nothing');
    const allowed = fc.record({ tiingo: fc.boolean(), finnhub: fc.constant(true), isPromise: fc.boolean() });
    const inputs = [kinds, allowed, planOf(wireFault), planOf(wireFault), hanging] as const;
    const subject = ({ fields }: LogLine) => String(fields?.['source'] ?? fields?.['service'] ?? '');
    const partition = ({ operation, input }: ServiceRequest) =>
      /CIRCUIT#\w+/.exec(JSON.stringify(input))?.[0] ?? operation;
    const comparable = ({ requests, logs, ...observed }: Observed) => ({
      ...observed,
      requests: groupBy(Object.values(requests).flat(), partition),
      logs: groupBy(logs, subject),
    });
    await fc.assert(
      fc.asyncProperty(...inputs, async (kind, quota, newsPlan, tablePlan, isHanging) => {
        const newsPlans = inTurnFor(newsPlan, partition);
        const tablePlans = inTurnFor(tablePlan, partition);
        let rounds = 0;
        const scenario = {
          table: 'items',
          get plans() {
            return { dynamodb: tablePlans(), news: newsPlans(), isHanging };
          },
          async use(paths: Paths, { client, logger, newsEndpoint, timeout }: World) {
            rounds = 0;
            const source = (name: string) => ({
              async getNews({ tickers, startDate, endDate, limit }: Parameters<wired.NewsSource['getNews']>[0]) {
                const query = new URLSearchParams({ tickers: tickers.join(), from: startDate.toISOString(), to: endDate.toISOString(), limit: `${limit}` });
                const response = await fetch(`${newsEndpoint}/news/${name}?${query}`, { signal: AbortSignal.timeout(timeout) });
                if (!response.ok) {
                  throw { http: new Error(`${name} answered ${response.status}`), text: 'down', nothing: undefined }[kind];
                }
                return (await response.json()) as wired.Article[];
              },
            });
            const fetcher = new paths.ParallelFetcher({
              sources: { tiingo: source('tiingo'), finnhub: source('finnhub') },
              breaker: new paths.CircuitBreakerManager({ client, logger, tableName: 'items', cacheTtlSeconds: 0 }),
              quota: {
                canCall: (name) => (quota.isPromise ? Promise.resolve(quota[name]) : quota[name]),
                recordCall: (name) => logger.debug('quota used', { source: name }),
              },
              logger,
            });
            const seen: unknown[] = [];
            for (let call = 0; call < 2; call++) {
              const articles = await fetcher.fetchAllSources(['AAPL', 'MSFT']);
              rounds += fetcher.getErrors().length > 0 ? 1 : 0;
              seen.push({ articles, errors: fetcher.getErrors(), counts: fetcher.getMetrics() });
            }
            return seen;
          },
        };
        const { observed, emitted } = await expectUnchanged(scenario, comparable);
        expect(observed.outcome).toHaveProperty('value');
        expect(emitted).toBe(
          rounds +
            messages(observed, 'Failed to load circuit breaker state, using the default') +
            messages(observed, 'Failed to save circuit breaker state'),
        );
      }),
      RUNS,
    );
  });
});
