import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { failurePaths } from './failure-paths.js';
import { errorMessage } from './logger.js';
import type { Logger } from './logger.js';

export const SERVICES = ['tiingo', 'finnhub', 'sendgrid'] as const;
export type Service = (typeof SERVICES)[number];

/** The circuit breaker of one service; times are ISO 8601 in UTC. */
export interface CircuitBreakerState {
  service: Service;
  state: 'closed' | 'open' | 'half_open';
  failure_threshold: number;
  failure_window_seconds: number;
  recovery_timeout_seconds: number;
  failure_count: number;
  last_failure_at?: string;
  opened_at?: string;
  last_success_at?: string;
  total_failures: number;
  total_opens: number;
  total_recoveries: number;
}

export interface CircuitBreakerManagerOptions {
  client: DynamoDBDocumentClient;
  tableName: string;
  /** Seconds that a state is taken from memory. */
  cacheTtlSeconds?: number;
  logger?: Logger;
}

interface CachedState {
  readonly state: CircuitBreakerState;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}

/** Lives are spread by this part in both directions, so that instances do not expire together. */
const CACHE_SPREAD = 0.1;

/** Circuit breakers that are shared by all instances, through DynamoDB. */
export class CircuitBreakerManager {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;
  readonly #cacheTtlMs: number;
  readonly #logger: Logger;
  readonly #cache = new Map<Service, CachedState>();
  readonly #turns = new Map<Service, Promise<unknown>>();

  constructor({ client, tableName, cacheTtlSeconds = 60, logger = console }: CircuitBreakerManagerOptions) {
    this.#client = client;
    this.#tableName = tableName;
    this.#cacheTtlMs = cacheTtlSeconds * 1000;
    this.#logger = logger;
  }

  /** The state of a service's breaker; a closed one when it cannot be loaded (fail open). */
  async getState(service: Service): Promise<CircuitBreakerState> {
    return this.#cached(service) ?? this.#inTurn(service, () => this.#current(service));
  }

  /** Stores a state; `false` when DynamoDB could not be written, the state is then kept in memory only. */
  async saveState(state: CircuitBreakerState): Promise<boolean> {
    const given = { ...state };
    this.#keep(given);
    return this.#inTurn(given.service, () => this.#save(given));
  }

  /** Tells the breaker that a call has succeeded. */
  async recordSuccess(service: Service): Promise<void> {
    await this.#inTurn(service, async () => {
      const state = await this.#current(service);
      const next = afterSuccess(state, new Date());
      if (next.state === state.state) {
        this.#keep(next);
      } else {
        await this.#save(next);
      }
    });
  }

  /** Tells the breaker that a call has failed. */
  async recordFailure(service: Service): Promise<void> {
    await this.#inTurn(service, async () => {
      await this.#save(afterFailure(await this.#current(service), new Date()));
    });
  }

  /** Whether a call may be made now; an open breaker lets one through once it has waited long enough. */
  async canExecute(service: Service): Promise<boolean> {
    return this.#inTurn(service, async () => {
      const state = await this.#current(service);
      if (state.state !== 'open') {
        return true;
      }
      const openedAt = Date.parse(state.opened_at ?? '');
      if (Date.now() - openedAt < state.recovery_timeout_seconds * 1000) {
        return false;
      }
      await this.#save({ ...state, state: 'half_open' });
      return true;
    });
  }

  /** The states of all services. */
  async getAllStates(): Promise<Record<Service, CircuitBreakerState>> {
    const states = await Promise.all(SERVICES.map((service) => this.getState(service)));
    return Object.fromEntries(states.map((state) => [state.service, state])) as Record<
      Service,
      CircuitBreakerState
    >;
  }

  #cached(service: Service): CircuitBreakerState | undefined {
    const cached = this.#cache.get(service);
    return cached && Date.now() < cached.expiresAt ? { ...cached.state } : undefined;
  }

  /** From memory or from DynamoDB; only inside of a turn, or an older state could replace a newer one. */
  async #current(service: Service): Promise<CircuitBreakerState> {
    const cached = this.#cached(service);
    if (cached) {
      return cached;
    }
    const state = await this.#load(service);
    this.#keep(state);
    return state;
  }

  async #save(state: CircuitBreakerState): Promise<boolean> {
    this.#keep(state);
    return failurePaths().run('circuit_breaker_save', async (path) => {
      try {
        await this.#client.send(new PutCommand({ TableName: this.#tableName, Item: stateItem(state) }));
        return true;
      } catch (error) {
        path.recordFailure(error);
        this.#logger.error('Failed to save circuit breaker state', {
          service: state.service,
          error: errorMessage(error),
        });
        return false;
      }
    });
  }

  async #load(service: Service): Promise<CircuitBreakerState> {
    return failurePaths().run('circuit_breaker_load', async (path) => {
      try {
        const { Item } = await this.#client.send(
          new GetCommand({ TableName: this.#tableName, Key: stateKey(service) }),
        );
        return Item ? stateOf(service, Item) : initialState(service);
      } catch (error) {
        path.recordFailure(error);
        this.#logger.warn('Failed to load circuit breaker state, using the default', {
          service,
          error: errorMessage(error),
        });
        return initialState(service);
      }
    });
  }

  #keep(state: CircuitBreakerState): void {
    const spread = 1 + CACHE_SPREAD * (2 * Math.random() - 1);
    const expiresAt = Date.now() + this.#cacheTtlMs * spread;
    this.#cache.set(state.service, { state: { ...state }, expiresAt });
  }

  /** Reading, changing and writing a state is one step for all callers in this process. */
  #inTurn<T>(service: Service, step: () => Promise<T>): Promise<T> {
    const previous = this.#turns.get(service) ?? Promise.resolve();
    const turn = previous.then(step, step);
    this.#turns.set(service, turn);
    return turn;
  }
}

function initialState(service: Service): CircuitBreakerState {
  return {
    service,
    state: 'closed',
    failure_threshold: 5,
    failure_window_seconds: 300,
    recovery_timeout_seconds: 60,
    failure_count: 0,
    total_failures: 0,
    total_opens: 0,
    total_recoveries: 0,
  };
}

function afterSuccess(state: CircuitBreakerState, now: Date): CircuitBreakerState {
  const succeeded = { ...state, last_success_at: now.toISOString(), failure_count: 0 };
  return state.state === 'half_open'
    ? { ...succeeded, state: 'closed', total_recoveries: state.total_recoveries + 1 }
    : succeeded;
}

function afterFailure(state: CircuitBreakerState, now: Date): CircuitBreakerState {
  const windowMs = state.failure_window_seconds * 1000;
  const isNewWindow =
    state.opened_at !== undefined && now.getTime() - Date.parse(state.opened_at) > windowMs;
  const failed: CircuitBreakerState = {
    ...state,
    last_failure_at: now.toISOString(),
    total_failures: state.total_failures + 1,
    failure_count: isNewWindow ? 1 : state.failure_count + 1,
  };
  if (failed.failure_count < failed.failure_threshold || failed.state === 'open') {
    return failed;
  }
  return { ...failed, state: 'open', opened_at: now.toISOString(), total_opens: failed.total_opens + 1 };
}

function stateKey(service: Service) {
  return { PK: `CIRCUIT#${service}`, SK: 'STATE' };
}

function stateItem(state: CircuitBreakerState): Record<string, unknown> {
  const stored = Object.entries(state).filter(([, value]) => value !== undefined);
  return { ...stateKey(state.service), entity_type: 'CIRCUIT_BREAKER', ...Object.fromEntries(stored) };
}

function stateOf(service: Service, item: Record<string, unknown>): CircuitBreakerState {
  const { PK: _pk, SK: _sk, entity_type: _entityType, ...stored } = item;
  return { ...initialState(service), ...stored, service };
}
