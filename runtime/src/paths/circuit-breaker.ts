import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { afterFailure, afterSuccess, initialState, SERVICES, stateItem, stateKey, stateOf } from './circuit-state.js';
import type { CircuitBreakerState, Service } from './circuit-state.js';
import { failurePaths } from './failure-paths.js';
import { errorMessage } from './logger.js';
import type { Logger } from './logger.js';

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
