// The process under test: it does the orders of the environment one after the other, as Lambda does invocations.
import { Tracer } from '@aws-lambda-powertools/tracer';
import { DynamoDBServiceException } from '@aws-sdk/client-dynamodb';
import { SNSServiceException } from '@aws-sdk/client-sns';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createHash } from 'node:crypto';
import { inspect } from 'node:util';
import * as silent from '../../fixtures/silent';
import * as wired from '../../runtime/src/paths';
import { keepingLogger, outcomeOf } from '../support/observation';
import type { LogLine, Outcome } from '../support/observation';
import { dynamoDBClient, keepSent, snsClient } from '../support/services/clients';
import type { ServiceRequest } from '../support/services/http-service';
import type { Death, PathName } from './cells';
import type { Order, RoundOrder, RoundReport } from './orders';
import { throwable } from './thrown';
import { NOW, USES } from './uses';
import type { Call, Paths } from './uses';

const PACE = 25;

/** The log line that a handled failure leaves; failures that are not handled reject. */
const FAILURE_LINES: Record<PathName, string> = {
  circuit_breaker_load: 'Failed to load circuit breaker state, using the default',
  circuit_breaker_save: 'Failed to save circuit breaker state',
  audit_trail_persist: 'Failed to store collection event',
  downstream_notification_publish: 'Failed to publish notification',
  timeseries_fanout_batch_write: 'Fan-out items left unprocessed',
  self_healing_item_fetch: 'Failed to fetch a pending item',
  parallel_fetch_aggregate: 'News fetched',
};

// Its requests are the services' own business.
const tracer = new Tracer({ captureHTTPsRequests: false });

async function runRound(order: Order, round: RoundOrder): Promise<void> {
  process.env['_X_AMZN_TRACE_ID'] = round.trace;
  const logger = keepingLogger((line) => {
    if (order.death !== undefined && line.message === FAILURE_LINES[order.path]) {
      die(order.death);
    }
  });
  const options = { ...(order.requestTimeout !== undefined && { requestTimeout: order.requestTimeout }) };
  const client = dynamoDBClient({ ...options, endpoint: round.endpoints.dynamodb });
  const sns = snsClient({ ...options, endpoint: round.endpoints.sns });
  for (const { middlewareStack } of [client, sns]) {
    const serviceError = () => {
      const fields = { name: 'Refused', message: 'the service refused', $fault: 'client', $metadata: {} } as const;
      return middlewareStack === client.middlewareStack
        ? new DynamoDBServiceException(fields)
        : new SNSServiceException(fields);
    };
    const { thrown } = order;
    if (thrown !== undefined) {
      const thrower = () => async () => {
        throw throwable(thrown, serviceError);
      };
      (middlewareStack as { add(middleware: unknown, options: object): void }).add(thrower, { step: 'initialize' });
    }
  }
  const sent: ServiceRequest[] = [];
  if (order.requestTimeout !== undefined) {
    keepSent(client, sent);
    keepSent(sns, sent);
  }
  const document = DynamoDBDocumentClient.from(client);
  const paths = round.round === 'silent' ? (silent as unknown as Paths) : wired;
  const call = USES[order.path](paths, { document, sns, logger, order, round });
  process.stdout.write(`result ${JSON.stringify({ start: round.round })}\n`);
  const outcomes = order.isConcurrent ? await atOnce(order, round, call) : await inALoop(order, round, call);
  const report: RoundReport = {
    round: round.round,
    failures: countFailures(order, outcomes, logger.lines),
    seen: [...outcomes.map(asText), ...linesOf(order, logger.lines), ...sent.map(asText)],
  };
  process.stdout.write(`result ${JSON.stringify(report)}\n`);
  client.destroy();
  sns.destroy();
}

async function inALoop({ calls }: Order, { endpoints }: RoundOrder, call: Call): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (let index = 0; index < calls; index++) {
    outcomes.push(await outcomeOf(() => call(index)));
    if (index % PACE === PACE - 1) {
      // Traces go by UDP, which loses what comes faster than it is read.
      await (await fetch(`${endpoints.news}/pace`)).text();
    }
  }
  return outcomes;
}

/** Each call in a subsegment of its own, as concurrent records of an invocation are. */
function atOnce({ calls }: Order, { round }: RoundOrder, call: Call): Promise<Outcome[]> {
  const numbers = Array.from({ length: calls }, (_, index) => index);
  return Promise.all(
    numbers.map((index) =>
      outcomeOf(() =>
        round === 'silent'
          ? call(index)
          : (tracer.provider.captureAsyncFunc(`invocation_${index}`, async (subsegment) => {
              try {
                return await call(index);
              } finally {
                subsegment?.close();
              }
            }) as Promise<unknown>),
      ),
    ),
  );
}

function countFailures({ path }: Order, outcomes: readonly Outcome[], lines: readonly LogLine[]): number {
  if (path === 'parallel_fetch_aggregate') {
    const errorsOf = (outcome: Outcome) => ('value' in outcome ? (outcome.value as { errors: unknown[] }).errors : [1]);
    return outcomes.filter((outcome) => errorsOf(outcome).length > 0).length;
  }
  const handled = lines.filter(({ message }) => message === FAILURE_LINES[path]).length;
  return handled + outcomes.filter((outcome) => 'error' in outcome).length;
}

function linesOf({ isConcurrent }: Order, lines: readonly LogLine[]): string[] {
  const texts = lines.map(asText);
  return isConcurrent ? texts.sort() : texts;
}

/** As text that tells two values apart; long ones by their hash. */
function asText(value: unknown): string {
  const text = inspect(value, { depth: 10, breakLength: Infinity, maxStringLength: Infinity, maxArrayLength: Infinity });
  return text.length < 2_000
    ? text
    : `${text.slice(0, 200)}… ${text.length} ${createHash('sha256').update(text).digest('hex')}`;
}

function die(death: Death): void {
  switch (death) {
    case 'SIGKILL':
      process.kill(process.pid, 'SIGKILL');
      return;
    case 'process.exit':
      process.exit(3);
    // The switch ends here: exit does not return.
    case 'an uncaught exception':
      process.nextTick(() => {
        throw new Error('uncaught');
      });
  }
}

// Nothing but the instrumentation may differ from round to round.
Math.random = () => 0;
const RealDate = Date;
globalThis.Date = class extends RealDate {
  constructor(...given: []) {
    if (given.length === 0) {
      super(NOW.getTime());
    } else {
      super(...given);
    }
  }

  static override now(): number {
    return NOW.getTime();
  }
} as DateConstructor;

for (const order of JSON.parse(process.env['ORDERS'] ?? '[]') as Order[]) {
  for (const round of order.rounds) {
    await runRound(order, round);
  }
}
