import { DynamoDBServiceException } from '@aws-sdk/client-dynamodb';
import { SNSServiceException } from '@aws-sdk/client-sns';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import * as silent from '../../fixtures/silent';
import * as wired from '../../runtime/src/paths';

/** One answer of a service: what it gives, or how it fails. */
type Answer = 'ok' | 'serviceError' | 'bug' | 'partial';

const RUNS = { numRuns: 60, seed: 20_261_124 };
const NOW = new Date('2026-11-24T10:00:00Z');

let metrics: string[] = [];

beforeAll(() => {
  vi.useFakeTimers({ now: NOW, toFake: ['Date'] });
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    metrics.push(String(text));
    return true;
  });
});

afterAll(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

/** What a caller, AWS and a reader of the logs can see of a run. */
interface Observed {
  readonly outcome: unknown;
  readonly requests: readonly unknown[];
  readonly logs: readonly unknown[];
}

interface World {
  readonly client: never;
  readonly logger: wired.Logger;
}

const serviceErrors = {
  dynamodb: () => new DynamoDBServiceException({ name: 'Throttled', message: 'slow', $fault: 'client', $metadata: {} }),
  sns: () => new SNSServiceException({ name: 'Throttled', message: 'slow', $fault: 'client', $metadata: {} }),
};

async function observe(
  service: keyof typeof serviceErrors,
  answers: readonly Answer[],
  respond: (input: Record<string, unknown>, answer: Answer) => unknown,
  use: (world: World) => Promise<unknown>,
): Promise<Observed & { readonly metrics: number }> {
  metrics = [];
  const requests: unknown[] = [];
  const logs: unknown[] = [];
  const log = (level: string) => (message: string, fields?: object) => {
    logs.push([level, message, fields]);
  };
  const client = {
    send(command: { input: Record<string, unknown> }) {
      const answer = answers[requests.length % answers.length] ?? 'ok';
      requests.push(structuredClone(command.input));
      if (answer === 'serviceError') {
        return Promise.reject(serviceErrors[service]());
      }
      return answer === 'bug'
        ? Promise.reject(new TypeError('a bug'))
        : Promise.resolve(respond(command.input, answer));
    },
  };
  const logger = { debug: log('debug'), info: log('info'), warn: log('warn'), error: log('error') };
  const outcome = await use({ client: client as never, logger }).then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
  return { outcome, requests, logs, metrics: metrics.length };
}

const answers = fc.array(fc.constantFrom<Answer>('ok', 'serviceError', 'bug', 'partial'), { minLength: 1, maxLength: 6 });

/** Runs both twins and compares what can be seen; gives the number of metrics of the wired one. */
async function expectUnchanged(
  service: keyof typeof serviceErrors,
  plan: readonly Answer[],
  respond: (input: Record<string, unknown>, answer: Answer) => unknown,
  use: (paths: typeof wired, world: World) => Promise<unknown>,
): Promise<{ metrics: number; observed: Observed }> {
  vi.spyOn(Math, 'random').mockReturnValue(0);
  const before = await observe(service, plan, respond, (world) => use(silent as unknown as typeof wired, world));
  const after = await observe(service, plan, respond, (world) => use(wired, world));
  const { metrics: count, ...observed } = after;
  expect({ ...observed, metrics: 0 }).toEqual(before);
  return { metrics: count, observed };
}

describe('wired paths behave as their silent twins, whatever the services answer', () => {
  it('audit trail', () =>
    fc.assert(
      fc.asyncProperty(answers, async (plan) => {
        const event: wired.CollectionEvent = {
          event_id: '0123456789abcdef',
          triggered_at: NOW,
          status: 'partial',
          source_used: 'finnhub',
          is_failover: true,
          items_collected: 3,
          items_stored: 2,
          items_duplicates: 1,
          duration_ms: 12,
          error_message: 'e'.repeat(600),
          trigger_type: 'retry',
        };
        const { metrics: count } = await expectUnchanged('dynamodb', plan, () => ({}), (paths, world) =>
          new paths.CollectionEventRepository({ ...world, tableName: 't' }).save(event),
        );
        expect(count).toBe(plan[0] === 'ok' || plan[0] === 'partial' ? 0 : 1);
      }),
      RUNS,
    ));

  it('notification', () =>
    fc.assert(
      fc.asyncProperty(answers, fc.nat(3), async (plan, items_stored) => {
        const notification = {
          items_stored,
          source: 'tiingo',
          collection_timestamp: NOW,
          is_failover: false,
          items_duplicate: 1,
        };
        const { metrics: count } = await expectUnchanged('sns', plan, () => ({ MessageId: 'm' }), (paths, world) =>
          new paths.NotificationPublisher({ ...world, topicArn: 'arn' }).publish(notification),
        );
        const isSent = items_stored > 0;
        expect(count).toBe(isSent && (plan[0] === 'serviceError' || plan[0] === 'bug') ? 1 : 0);
      }),
      RUNS,
    ));

  it('circuit breaker', () =>
    fc.assert(
      fc.asyncProperty(
        answers,
        fc.array(fc.constantFrom('recordFailure', 'recordSuccess', 'canExecute', 'getState'), { maxLength: 12 }),
        async (plan, calls) => {
          const { metrics: count, observed } = await expectUnchanged('dynamodb', plan, () => ({}), async (paths, world) => {
            const manager = new paths.CircuitBreakerManager({ ...world, tableName: 't', cacheTtlSeconds: 0 });
            const results = await Promise.all(
              calls.map((call) => manager[call as 'getState']('tiingo')),
            );
            return { results, states: await manager.getAllStates() };
          });
          const failed = observed.requests.filter((_, index) => ['serviceError', 'bug'].includes(plan[index % plan.length] ?? ''));
          expect(count).toBe(failed.length);
        },
      ),
      RUNS,
    ));

  it('fan-out', () =>
    fc.assert(
      fc.asyncProperty(answers, async (plan) => {
        const respond = ({ RequestItems }: Record<string, unknown>, answer: Answer) => {
          const [[table, requests] = ['t', []]] = Object.entries(RequestItems as Record<string, unknown[]>);
          return answer === 'partial' ? { UnprocessedItems: { [table]: requests.slice(0, 2) } } : { UnprocessedItems: {} };
        };
        const score = { value: 0.5, timestamp: NOW, label: 'positive', ticker: 'AAPL', source: 'tiingo' };
        const { metrics: count, observed } = await expectUnchanged('dynamodb', plan, respond, (paths, world) =>
          paths.writeFanout({ ...world, tableName: 't' }, score),
        );
        const last = plan[(observed.requests.length - 1) % plan.length];
        expect(count).toBe(last === 'ok' ? 0 : 1);
      }),
      RUNS,
    ));

  it('self-healing item fetch', () =>
    fc.assert(
      fc.asyncProperty(answers, async (plan) => {
        const keys = [1, 2, 3, 4].map((id) => ({ source_id: `s${id}`, timestamp: NOW.toISOString() }));
        const respond = (input: Record<string, unknown>, answer: Answer) => ({
          Item: { ...(input['Key'] as object), ...(answer === 'partial' && { sentiment: 1 }) },
        });
        const { metrics: count } = await expectUnchanged('dynamodb', plan, respond, (paths, world) =>
          paths.fetchFullItems({ ...world, tableName: 't' }, [{ source_id: 'half' }, ...keys]),
        );
        const failed = keys.filter((_, index) => ['serviceError', 'bug'].includes(plan[index % plan.length] ?? ''));
        expect(count).toBe(failed.length);
      }),
      RUNS,
    ));

  it('parallel fetcher', () =>
    fc.assert(
      fc.asyncProperty(fc.boolean(), fc.boolean(), async (tiingoFails, finnhubFails) => {
        const { metrics: count } = await expectUnchanged('dynamodb', ['ok'], () => ({}), async (paths, { logger }) => {
          const told: string[] = [];
          const tell = (what: string) => (name: string) => told.push(`${what} ${name}`);
          const source = (fails: boolean) => ({
            getNews: () => (fails ? Promise.reject(new Error('down')) : Promise.resolve([{ id: '1', title: 'news' }])),
          });
          const fetcher = new paths.ParallelFetcher({
            sources: { tiingo: source(tiingoFails), finnhub: source(finnhubFails) },
            breaker: { canExecute: () => true, recordSuccess: tell('success'), recordFailure: tell('failure') },
            quota: { canCall: () => true, recordCall: tell('call') },
            logger,
          });
          const articles = await fetcher.fetchAllSources(['AAPL']);
          return { articles, told, errors: fetcher.getErrors(), metrics: fetcher.getMetrics() };
        });
        expect(count).toBe(tiingoFails || finnhubFails ? 1 : 0);
      }),
      RUNS,
    ));
});
