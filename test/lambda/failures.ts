import contract from '../../runtime/failure-paths.json';
import type { Fault, FaultPlan } from '../support/services/http-service';
import type { Trouble } from './scenarios';

export type PathName = Exclude<keyof typeof contract, '$schema'>;

export const PATH_NAMES = Object.keys(contract).filter((name) => name !== '$schema') as PathName[];

export type Counts = Record<PathName, number>;

export const noFailures = (): Counts => Object.fromEntries(PATH_NAMES.map((name) => [name, 0])) as Counts;

/** Plays the faults of a scenario, and counts the failures that they are, by what the services have refused. */
export interface FailureDriver {
  readonly plans: Record<'dynamodb' | 'sns' | 'news', FaultPlan>;
  /** The failures of each invocation, by its ticker; those that name none have the key `''`. */
  readonly driven: ReadonlyMap<string, Counts>;
  /** Takes what names no ticker for failures of this invocation from now on: it runs alone. */
  expect(ticker: string): void;
}

/**
 * @param kill ends the function's process while a request of it waits for its answer
 */
export function createFailureDriver(trouble: Trouble, kill: () => void): FailureDriver {
  const driven = new Map<string, Counts>();
  const chosen = new Map<string, number>();
  let alone = '';

  /** Whether a path is to fail now: two times in three, not always the same ones together. */
  function fails(path: PathName): boolean {
    const count = (chosen.get(path) ?? PATH_NAMES.indexOf(path)) + 1;
    chosen.set(path, count);
    return count % 3 !== 0;
  }

  function count(path: PathName, ticker = alone): void {
    const counts = driven.get(ticker) ?? noFailures();
    driven.set(ticker, counts);
    counts[path]++;
  }

  /** Plays a fault of a request that is a failure of its own. */
  function refuse(path: PathName, fault: Fault): Fault | undefined {
    if (!fails(path)) {
      return undefined;
    }
    count(path);
    return fault;
  }

  /** Of a fetch and a fan-out, each asked about once an invocation: all their requests fail alike. */
  const decisions = new Map<string, boolean>();
  function failsWith(path: PathName, ticker: string, isCertain: boolean): boolean {
    const key = `${path} ${ticker}`;
    let decision = decisions.get(key);
    if (decision === undefined) {
      decision = isCertain || fails(path);
      decisions.set(key, decision);
      if (decision) {
        count(path, ticker);
      }
    }
    return decision;
  }

  return {
    driven,
    expect(ticker) {
      alone = ticker;
    },
    plans: {
      dynamodb({ operation, input }) {
        switch (operation) {
          case 'GetItem':
            return refuse('source_id' in keyOf(input) ? 'self_healing_item_fetch' : 'circuit_breaker_load', 'throttled');
          case 'PutItem':
            return refuse(isCircuit(input) ? 'circuit_breaker_save' : 'audit_trail_persist', 'serverError');
          case 'BatchWriteItem': {
            const isCertain = trouble === 'the handler throws';
            if (!failsWith('timeseries_fanout_batch_write', tickerOfFanout(input), isCertain)) {
              return undefined;
            }
            return isCertain ? 'throttled' : { leftOut: () => true };
          }
          default:
            return undefined;
        }
      },
      sns({ operation }) {
        if (operation !== 'Publish') {
          return undefined;
        }
        if (trouble === 'killed') {
          kill();
          return 'silence';
        }
        return refuse('downstream_notification_publish', 'accessDenied');
      },
      news({ operation, input }) {
        const { tickers = '' } = input as { tickers?: string };
        if (trouble === 'a source hangs') {
          return operation === 'finnhub' ? 'silence' : undefined;
        }
        const isFailing = operation === 'finnhub' && failsWith('parallel_fetch_aggregate', tickers, false);
        return isFailing ? 'serverError' : undefined;
      },
    },
  };
}

function keyOf(input: unknown): object {
  return (input as { Key: object }).Key;
}

function isCircuit(input: unknown): boolean {
  return JSON.stringify(input).includes('CIRCUIT_BREAKER');
}

/** Keys of a fan-out are `<ticker>#<resolution>`. */
function tickerOfFanout(input: unknown): string {
  return /"S":"([^"#]+)#/.exec(JSON.stringify(input))?.[1] ?? '';
}
