import contract from '../../runtime/failure-paths.json';
import { ERROR_ANSWERS } from '../support/services/http-service';
import type { Fault, FaultPlan } from '../support/services/http-service';
import type { Thrown } from './thrown';

export type PathName = Exclude<keyof typeof contract, '$schema'>;
export const PATHS = Object.keys(contract).filter((name) => name !== '$schema') as PathName[];

/** The service whose faults a path meets. */
export const SERVICE_OF = {
  circuit_breaker_load: 'dynamodb',
  circuit_breaker_save: 'dynamodb',
  audit_trail_persist: 'dynamodb',
  downstream_notification_publish: 'sns',
  timeseries_fanout_batch_write: 'dynamodb',
  self_healing_item_fetch: 'dynamodb',
  parallel_fetch_aggregate: 'news',
} as const satisfies Record<PathName, string>;

export type ServiceName = (typeof SERVICE_OF)[PathName];

/** What is done to a path, and what must come of it. */
export interface Cell {
  readonly path: PathName;
  readonly fault: string;
  /** By service; a new plan for each round. */
  readonly plans?: Partial<Record<ServiceName, () => FaultPlan>>;
  /** Thrown by the client, or by the source, in place of a request. */
  readonly thrown?: Thrown;
  readonly calls: number;
  readonly isConcurrent?: boolean;
  readonly requestTimeout?: number;
  /** Runs the whole self-healing check instead of the fetch alone. */
  readonly isCheck?: boolean;
  /** The breaker of the news sources rejects when it is told of a failure. */
  readonly isBreakerDown?: boolean;
  readonly failures: number;
  /** Subsegments of the path without a mark: what went well. */
  readonly unmarked: number;
  /** On each marked subsegment. */
  readonly record: { readonly type?: string; readonly message?: string; readonly annotations?: Record<string, unknown> };
}

export type Death = 'SIGKILL' | 'process.exit' | 'an uncaught exception';
export const DEATHS: readonly Death[] = ['SIGKILL', 'process.exit', 'an uncaught exception'];

/** The source ids of the items that wait in the table. */
export const PENDING_IDS = Array.from({ length: 12 }, (_, index) => `pending-${String(index).padStart(2, '0')}`);

const always =
  (fault: Fault): (() => FaultPlan) =>
  () =>
  () =>
    fault;

const once =
  (fault: Fault): (() => FaultPlan) =>
  () =>
  ({ index }) =>
    index === 0 ? fault : undefined;

const HANGING_MS = 30;

/** The six resolutions of a fan-out. */
const RESOLUTIONS = ['1m', '5m', '15m', '30m', '1h', '24h'];

const leftOut = (resolutions: readonly string[]): Fault => ({
  leftOut: ({ content }) => resolutions.some((resolution) => JSON.stringify(content).includes(`AAPL#${resolution}"`)),
});

/** What the SDK makes of the answers; a news source has only its own text for them. */
const ERROR_TYPES = {
  throttled: ERROR_ANSWERS.throttled.code,
  serverError: ERROR_ANSWERS.serverError.code,
  accessDenied: ERROR_ANSWERS.accessDenied.code,
  longMessage: ERROR_ANSWERS.longMessage.code,
} as const;

/** All cells of a path. */
export function cellsOf(path: PathName): Cell[] {
  const service = SERVICE_OF[path];
  const cell = (fault: string, given: Partial<Cell>): Cell => {
    const calls = given.calls ?? 1;
    const failures = given.failures ?? calls;
    // The aggregate is opened only when something failed.
    const unmarked = given.unmarked ?? (path === 'parallel_fetch_aggregate' ? 0 : calls - failures);
    const record = { ...given.record, annotations: { ...annotationsOf(path), ...given.record?.annotations } };
    return { path, fault, ...given, calls, failures, unmarked, record };
  };
  const onWire = (fault: Exclude<Fault, object>, given: Partial<Cell> = {}) =>
    cell(fault, { calls: 2, plans: { [service]: always(fault) }, ...given });
  const thrown = (kind: Thrown, given: Partial<Cell> = {}) => cell(kind, { thrown: kind, ...given });

  const errorAnswers = Object.entries(ERROR_TYPES).map(([fault, type]) =>
    onWire(fault as keyof typeof ERROR_TYPES, { ...(service !== 'news' && { record: { type } }) }),
  );
  return [
    cell('none', { calls: 2, failures: 0 }),
    ...errorAnswers,
    onWire('unavailable'),
    onWire('reset'),
    onWire('resetAfterwards'),
    onWire('silence', { requestTimeout: HANGING_MS }),
    onWire('garbled'),
    ...(service === 'news' ? [] : [cell('throttled once', { failures: 0, plans: { [service]: once('throttled') } })]),
    thrown('undefined'),
    thrown('null'),
    thrown('a number'),
    thrown('a text'),
    thrown('a symbol'),
    thrown('a function'),
    thrown('an object'),
    thrown('an object without a prototype'),
    thrown('a circular error', { record: { type: 'Error', message: 'circular' } }),
    thrown('a frozen error', { record: { type: 'RangeError', message: 'frozen' } }),
    thrown('an error with 1 MB of message', { record: { type: 'Error' } }),
    thrown('the same error twice', { calls: 2, record: { type: 'TypeError', message: 'the same' } }),
    cell('50 at once', { calls: 50, isConcurrent: true, plans: { [service]: always('accessDenied') } }),
    cell('1,000 in a loop', { calls: 1_000, thrown: 'a service error' }),
    ...(path === 'timeseries_fanout_batch_write' ? fanoutCells(cell) : []),
    ...(path === 'self_healing_item_fetch' ? selfHealingCells(cell) : []),
    ...(service === 'news' ? [onWire('serverError', { fault: 'serverError, and the breaker is down', isBreakerDown: true })] : []),
  ].map(asRecorded);
}

type MakeCell = (fault: string, given: Partial<Cell>) => Cell;

function fanoutCells(cell: MakeCell): Cell[] {
  const unprocessed = (fault: string, resolutions: readonly string[]) =>
    cell(fault, {
      calls: 2,
      plans: { dynamodb: always(leftOut(resolutions)) },
      record: {
        type: 'Error',
        message: `${resolutions.length} fan-out items left unprocessed: ${resolutions.join(',')}`,
        annotations: { unprocessed_count: resolutions.length, resolutions: resolutions.join(',') },
      },
    });
  return [
    unprocessed('one resolution unprocessed', ['5m']),
    unprocessed('some resolutions unprocessed', ['1m', '1h', '24h']),
    unprocessed('all resolutions unprocessed', RESOLUTIONS),
    cell('all unprocessed once', { failures: 0, plans: { dynamodb: once(leftOut(RESOLUTIONS)) } }),
    cell('two unprocessed, then denied', {
      plans: { dynamodb: () => ({ index }) => (index === 0 ? leftOut(['1m', '5m']) : 'accessDenied') },
      record: { type: ERROR_TYPES.accessDenied, annotations: { unprocessed_count: 2, resolutions: '1m,5m' } },
    }),
  ];
}

function selfHealingCells(cell: MakeCell): Cell[] {
  return [
    cell('check: two items denied, entries refused, short pages', {
      isCheck: true,
      failures: 2,
      unmarked: PENDING_IDS.length - 2,
      plans: {
        dynamodb: () => ({ operation, input }) => {
          if (operation === 'Query') {
            return { pageSize: 5 };
          }
          return /pending-0[37]/.test(JSON.stringify(input)) ? 'accessDenied' : undefined;
        },
        sns: always({ leftOut: ({ index }) => index === 1 }),
      },
      record: { annotations: { source_id: expectOneOf('pending-03', 'pending-07') } },
    }),
  ];
}

/** An annotation that may have one of several values. */
export interface OneOf {
  readonly oneOf: readonly unknown[];
}

function expectOneOf(...oneOf: unknown[]): OneOf {
  return { oneOf };
}

function annotationsOf(path: PathName): Record<string, unknown> {
  switch (path) {
    case 'timeseries_fanout_batch_write':
      return { ticker: 'AAPL', unprocessed_count: 6, resolutions: RESOLUTIONS.join(',') };
    case 'self_healing_item_fetch':
      return { source_id: 'item' };
    case 'parallel_fetch_aggregate':
      return { error_count: 1, sources: 'tiingo' };
    default:
      return {};
  }
}

/** The aggregate has the errors of its sources as parts. */
function asRecorded(cell: Cell): Cell {
  return cell.path === 'parallel_fetch_aggregate'
    ? { ...cell, record: { ...cell.record, type: 'AggregateError', message: '1 news sources failed' } }
    : cell;
}
