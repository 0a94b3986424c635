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

/** What holds of a service of which nothing is known: a closed breaker. */
export function initialState(service: Service): CircuitBreakerState {
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

/** The state after a call has succeeded: a success closes a breaker that is half open. */
export function afterSuccess(state: CircuitBreakerState, now: Date): CircuitBreakerState {
  const succeeded = { ...state, last_success_at: now.toISOString(), failure_count: 0 };
  return state.state === 'half_open'
    ? { ...succeeded, state: 'closed', total_recoveries: state.total_recoveries + 1 }
    : succeeded;
}

/** The state after a call has failed: at the threshold the breaker opens. */
export function afterFailure(state: CircuitBreakerState, now: Date): CircuitBreakerState {
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

/** The key that a service's state is stored under. */
export function stateKey(service: Service) {
  return { PK: `CIRCUIT#${service}`, SK: 'STATE' };
}

/** The state as it is stored; times that are absent are not. */
export function stateItem(state: CircuitBreakerState): Record<string, unknown> {
  const stored = Object.entries(state).filter(([, value]) => value !== undefined);
  return { ...stateKey(state.service), entity_type: 'CIRCUIT_BREAKER', ...Object.fromEntries(stored) };
}

/** The service's state from what is stored. */
export function stateOf(service: Service, item: Record<string, unknown>): CircuitBreakerState {
  const { PK: _pk, SK: _sk, entity_type: _entityType, ...stored } = item;
  return { ...initialState(service), ...stored, service };
}
