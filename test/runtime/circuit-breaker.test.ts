import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CircuitBreakerManager } from '../../runtime/src/paths';
import type { CircuitBreakerState } from '../../runtime/src/paths';
import { lambdaEnvironment, runInProcess } from '../support/lambda-process';
import { keepingLogger } from '../support/observation';
import { dynamoDBClient } from '../support/services/clients';
import { itemTable, startDynamoDB } from '../support/services/dynamodb';
import type { FaultPlan } from '../support/services/http-service';
import { perFile } from '../support/services/per-file';

const NOW = new Date('2026-11-24T10:00:00Z');
const SECOND = 1_000;

const dynamodb = perFile(startDynamoDB);
const clients: DynamoDBDocumentClient[] = [];

beforeEach(async () => {
  await dynamodb().createTable(itemTable('circuits'));
  vi.useFakeTimers({ now: NOW, toFake: ['Date'] });
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
});

afterEach(async () => {
  clients.splice(0).forEach((client) => client.destroy());
  await new Promise((resume) => setTimeout(resume, 20));
  vi.restoreAllMocks();
  vi.useRealTimers();
});

function openManager(plan?: FaultPlan, cacheTtlSeconds?: number) {
  const session = dynamodb().open(plan);
  const client = DynamoDBDocumentClient.from(dynamoDBClient({ endpoint: session.endpoint, maxAttempts: 1 }));
  clients.push(client);
  const logger = keepingLogger();
  const ttl = cacheTtlSeconds === undefined ? {} : { cacheTtlSeconds };
  const manager = new CircuitBreakerManager({ client, tableName: 'circuits', logger, ...ttl });
  const operations = () => session.requests.map(({ operation }) => operation);
  return { manager, operations, logger };
}

const passSeconds = (seconds: number) => vi.setSystemTime(Date.now() + seconds * SECOND);

async function stored(service: string): Promise<Record<string, unknown> | undefined> {
  const items = await dynamodb().items('circuits');
  return items.find(({ PK }) => PK === `CIRCUIT#${service}`);
}

async function fail(manager: CircuitBreakerManager, times: number): Promise<void> {
  for (let count = 0; count < times; count++) {
    await manager.recordFailure('tiingo');
  }
}

describe('concurrent callers', () => {
  it('lose no count, whatever is asked meanwhile', async () => {
    const { manager } = openManager();
    const calls = Array.from({ length: 50 }, (_, index) =>
      index % 5 === 4 ? manager.getState('tiingo') : manager.recordFailure('tiingo'),
    );
    await Promise.all(calls);
    expect(await manager.getState('tiingo')).toMatchObject({ total_failures: 40, failure_count: 40, total_opens: 1 });
    expect(await stored('tiingo')).toMatchObject({ total_failures: 40, failure_count: 40, total_opens: 1, state: 'open' });
  });

  it('lose no count when every state is loaded anew', async () => {
    const { manager } = openManager(undefined, 0);
    await Promise.all(Array.from({ length: 20 }, () => manager.recordFailure('tiingo')));
    expect(await stored('tiingo')).toMatchObject({ total_failures: 20 });
  });

  it('do not wait for callers of another service', async () => {
    const { manager } = openManager(({ input }) => (JSON.stringify(input).includes('finnhub') ? 'silence' : undefined));
    void manager.recordFailure('finnhub').catch(() => undefined);
    await manager.recordFailure('tiingo');
    expect(await stored('tiingo')).toMatchObject({ total_failures: 1 });
  });

  it('are not overtaken by a load that comes back late', async () => {
    let saved: () => void = () => undefined;
    const saving = new Promise<void>((done) => (saved = done));
    const { manager } = openManager(({ operation, index }) => {
      if (operation === 'PutItem') {
        saved();
      }
      // Where loads are made one after the other nothing is saved meanwhile, and the load must go on some time.
      return index === 0 ? { after: Promise.race([saving, new Promise((resume) => setTimeout(resume, 300))]) } : undefined;
    });
    await Promise.all([manager.recordFailure('tiingo'), manager.getState('tiingo')]);
    await manager.recordFailure('tiingo');
    expect(await stored('tiingo')).toMatchObject({ total_failures: 2 });
  });

  it('carry on after one of them could not save', async () => {
    const { manager } = openManager(({ operation, index }) => (operation === 'PutItem' && index < 3 ? 'serverError' : undefined));
    await Promise.all([manager.recordFailure('tiingo'), manager.recordFailure('tiingo'), manager.recordFailure('tiingo')]);
    expect(await stored('tiingo')).toMatchObject({ total_failures: 3 });
  });

  it('share no state by reference', async () => {
    const { manager } = openManager();
    const first = await manager.getState('tiingo');
    first.failure_count = 99;
    const given: CircuitBreakerState = { ...first, failure_count: 2 };
    const saving = manager.saveState(given);
    given.failure_count = 77;
    await saving;
    const second = await manager.getState('tiingo');
    expect(second.failure_count).toBe(2);
    second.failure_count = 55;
    expect((await manager.getState('tiingo')).failure_count).toBe(2);
    expect(await stored('tiingo')).toMatchObject({ failure_count: 2 });
  });
});

describe('the cache', () => {
  it.each([
    [0, 54],
    [0.5, 60],
    [0.999_999, 66],
  ])('with the random number %d lives about %d seconds of 60', async (random, seconds) => {
    vi.spyOn(Math, 'random').mockReturnValue(random);
    const { manager, operations } = openManager();
    await manager.getState('tiingo');
    passSeconds(seconds - 0.01);
    await manager.getState('tiingo');
    expect(operations()).toEqual(['GetItem']);
    passSeconds(0.02);
    await manager.getState('tiingo');
    expect(operations()).toEqual(['GetItem', 'GetItem']);
  });

  it('gives each entry a life of its own', async () => {
    vi.spyOn(Math, 'random').mockReturnValueOnce(0).mockReturnValueOnce(0.5).mockReturnValueOnce(0.999_999);
    const { manager, operations } = openManager(undefined, 10);
    await manager.getState('tiingo');
    await manager.getState('finnhub');
    await manager.getState('sendgrid');
    passSeconds(9.5);
    vi.spyOn(Math, 'random').mockReturnValue(0.5);
    await manager.getAllStates();
    expect(operations()).toHaveLength(4);
    passSeconds(1);
    await manager.getAllStates();
    expect(operations()).toHaveLength(5);
  });

  it('keeps the default after a failed load, and a state that could not be saved', async () => {
    const { manager, operations, logger } = openManager(() => 'accessDenied');
    expect(await manager.getState('tiingo')).toMatchObject({ state: 'closed', failure_count: 0 });
    expect(await manager.getState('tiingo')).toMatchObject({ state: 'closed' });
    expect(operations()).toEqual(['GetItem']);
    await fail(manager, 5);
    expect(await manager.getState('tiingo')).toMatchObject({ state: 'open', total_failures: 5 });
    expect(await manager.canExecute('tiingo')).toBe(false);
    expect(operations()).toEqual(['GetItem', ...Array<string>(5).fill('PutItem')]);
    expect(logger.lines.map(({ level }) => level)).toEqual(['warn', ...Array<string>(5).fill('error')]);
  });

  it('is filled before the table', async () => {
    const { manager } = openManager(() => 'silence');
    const initial = { ...(await openManager().manager.getState('tiingo')), failure_count: 3 };
    void manager.saveState(initial).catch(() => undefined);
    expect(await manager.getState('tiingo')).toEqual(initial);
  });

  it('is refreshed by a success that changes nothing, without a write', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0.5);
    const { manager, operations } = openManager();
    await manager.getState('tiingo');
    passSeconds(59);
    await manager.recordSuccess('tiingo');
    passSeconds(59);
    expect(await manager.getState('tiingo')).toMatchObject({ last_success_at: '2026-11-24T10:00:59.000Z' });
    expect(operations()).toEqual(['GetItem']);
  });
});

describe('opening and recovery', () => {
  it('opens at the fifth failure, with its time, and counts it once', async () => {
    const { manager } = openManager();
    await fail(manager, 4);
    expect(await manager.getState('tiingo')).toMatchObject({ state: 'closed', failure_count: 4, total_opens: 0 });
    expect(await manager.canExecute('tiingo')).toBe(true);
    await fail(manager, 1);
    expect(await stored('tiingo')).toEqual({
      PK: 'CIRCUIT#tiingo',
      SK: 'STATE',
      entity_type: 'CIRCUIT_BREAKER',
      service: 'tiingo',
      state: 'open',
      failure_threshold: 5,
      failure_window_seconds: 300,
      recovery_timeout_seconds: 60,
      failure_count: 5,
      last_failure_at: '2026-11-24T10:00:00.000Z',
      opened_at: '2026-11-24T10:00:00.000Z',
      total_failures: 5,
      total_opens: 1,
      total_recoveries: 0,
    });
    await fail(manager, 1);
    expect(await manager.getState('tiingo')).toMatchObject({ total_failures: 6, total_opens: 1 });
  });

  it('lets calls through again once the time has passed, and closes at a success', async () => {
    const { manager } = openManager(undefined, 600);
    await fail(manager, 5);
    passSeconds(59.9);
    expect(await manager.canExecute('tiingo')).toBe(false);
    passSeconds(0.1);
    expect(await manager.canExecute('tiingo')).toBe(true);
    expect(await stored('tiingo')).toMatchObject({ state: 'half_open' });
    expect(await manager.canExecute('tiingo')).toBe(true);
    await manager.recordSuccess('tiingo');
    expect(await stored('tiingo')).toMatchObject({
      state: 'closed',
      failure_count: 0,
      total_recoveries: 1,
      last_success_at: '2026-11-24T10:01:00.000Z',
    });
  });

  it('opens again when the call that was let through fails', async () => {
    const { manager } = openManager(undefined, 600);
    await fail(manager, 5);
    passSeconds(60);
    await manager.canExecute('tiingo');
    await fail(manager, 1);
    expect(await stored('tiingo')).toMatchObject({
      state: 'open',
      opened_at: '2026-11-24T10:01:00.000Z',
      total_opens: 2,
    });
    expect(await manager.canExecute('tiingo')).toBe(false);
  });

  it.each([
    [300, 6],
    [300.001, 1],
  ])('counts on from a failure %d seconds after it opened: %d', async (seconds, failure_count) => {
    const { manager } = openManager(undefined, 600);
    await fail(manager, 5);
    passSeconds(seconds);
    await fail(manager, 1);
    expect(await manager.getState('tiingo')).toMatchObject({ failure_count, total_failures: 6 });
  });
});

describe('processes', () => {
  it('read each other’s states', async () => {
    const { endpoint } = dynamodb().open();
    const scenario = (use: string) => `
      import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
      import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
      import { CircuitBreakerManager } from '@silent-failure/runtime/paths';
      const client = DynamoDBDocumentClient.from(new DynamoDBClient({
        endpoint: '${endpoint}', region: 'eu-central-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      }));
      const manager = new CircuitBreakerManager({ client, tableName: 'circuits' });
      ${use}
      client.destroy();
    `;
    const failing = await runInProcess(
      scenario(`for (let count = 0; count < 5; count++) { await manager.recordFailure('finnhub'); }
                result(await manager.getState('finnhub'));`),
      lambdaEnvironment(),
    );
    const asking = await runInProcess(
      scenario(`result(await manager.getState('finnhub')); result(await manager.canExecute('finnhub'));`),
      lambdaEnvironment(),
    );
    expect(asking.results).toEqual([...failing.results, false]);
    expect(asking.results[0]).toMatchObject({ service: 'finnhub', state: 'open', total_failures: 5 });
    expect(await stored('tiingo')).toBeUndefined();
  });
});
