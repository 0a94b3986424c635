import { startAllServices } from '../support/services/all';
import type { Services } from '../support/services/all';
import { startXRayDaemon } from '../support/xray-daemon';
import type { SegmentDocument } from '../support/xray-daemon';
import { startEnvironment } from './environment';
import type { Ending, ExecutionEnvironment } from './environment';
import { createFailureDriver } from './failures';
import type { Counts, FailureDriver } from './failures';
import { readLog } from './output';
import type { Log } from './output';
import type { Invocation } from './runtime-api';
import type { Scenario } from './scenarios';

/** An invocation and what has come of it. */
export interface Driven {
  /** The root of its trace; `undefined` when it has none that is sampled. */
  readonly sampledTrace: string | undefined;
  readonly parent: string;
  readonly ending: Ending;
  readonly ticker: string;
}

export interface Run {
  readonly invocations: readonly Driven[];
  /** The failures that the services have driven, by the invocation's ticker. */
  readonly failures: ReadonlyMap<string, Counts>;
  readonly log: Log;
  readonly documents: readonly SegmentDocument[];
}

/** Milliseconds; only what must not end is ended by it, however slow the machine is. */
const DEADLINE = 300_000;
/** What must hang runs into this one; all before that takes a small part of it. */
const SHORT_DEADLINE = 3_000;
/** Documents that have been sent are in the socket's buffer: read until none comes. */
const QUIET = 50;

export async function startServices(): Promise<Services> {
  const services = await startAllServices('sentiment', 'pending');
  await services.dynamodb.fill('pending', [{ source_id: 'old', timestamp: '2020-02-02T02:02:02.000Z', status: 'pending' }]);
  return services;
}

/** Runs the invocations of a scenario in an environment of their own. */
export async function drive(scenario: Scenario, services: Services, ric: string, task: string): Promise<Run> {
  const daemon = await startXRayDaemon();
  const driver = createFailureDriver(scenario.trouble, () => environment.kill());
  const variables = variablesOf(scenario, services, driver, daemon.address);
  const environment: ExecutionEnvironment = await startEnvironment({ ric, task, variables, hasTelemetry: scenario.hasTelemetry });
  const invocations: Driven[] = [];
  try {
    let next = 0;
    const { concurrency = 1 } = scenario;
    const lane = async () => {
      while (next < scenario.invocations) {
        const { invocation, ...driven } = invocationOf(scenario, next++);
        if (concurrency === 1) {
          driver.expect(driven.ticker);
        }
        invocations.push({ ...driven, ending: await environment.invoke(invocation) });
      }
    };
    await Promise.all(Array.from({ length: concurrency }, lane));
    for (let seen = -1; seen !== daemon.documents.length; ) {
      seen = daemon.documents.length;
      await new Promise((resume) => setTimeout(resume, QUIET));
    }
  } catch (error) {
    environment.kill();
    throw error;
  } finally {
    await daemon.close();
  }
  const log = readLog(await environment.stop());
  return { invocations, failures: driver.driven, log, documents: daemon.documents };
}

function invocationOf(scenario: Scenario, index: number): Omit<Driven, 'ending'> & { readonly invocation: Invocation } {
  const { trouble, sampling, end } = scenario;
  const number = (index + 1).toString(16);
  const root = `1-67891233-${number.padStart(24, 'a')}`;
  const parent = number.padStart(16, 'b');
  const isSampled = sampling === 'sampled' || (sampling === 'in turn' && index % 2 === 0);
  const ticker = `T${index}`;
  return {
    ticker,
    parent,
    sampledTrace: isSampled ? root : undefined,
    invocation: {
      id: `00000000-0000-4000-8000-${number.padStart(12, '0')}`,
      event: { tickers: [ticker], end },
      timeout: trouble === 'a source hangs' ? SHORT_DEADLINE : DEADLINE,
      trace: sampling === 'none' ? undefined : `Root=${root};Parent=${parent};Sampled=${isSampled ? 1 : 0};Lineage=1:a1b2c3d4:0`,
    },
  };
}

function variablesOf(
  { variables }: Scenario,
  { dynamodb, sns, news }: Services,
  { plans }: FailureDriver,
  daemon: string,
): NodeJS.ProcessEnv {
  return {
    PATH: process.env['PATH'],
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x',
    AWS_LAMBDA_FUNCTION_NAME: 'ingestion',
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '512',
    AWS_LAMBDA_LOG_GROUP_NAME: '/aws/lambda/ingestion',
    AWS_LAMBDA_LOG_STREAM_NAME: '2026/11/25/[$LATEST]0123456789abcdef',
    AWS_XRAY_DAEMON_ADDRESS: daemon,
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'id',
    AWS_SECRET_ACCESS_KEY: 'key',
    AWS_MAX_ATTEMPTS: '1',
    AWS_ENDPOINT_URL_DYNAMODB: dynamodb.open(plans.dynamodb).endpoint,
    AWS_ENDPOINT_URL_SNS: sns.open(plans.sns).endpoint,
    NEWS_URL: `${news.open(plans.news).endpoint}/`,
    NEWS_TOKEN: 'k3y-of-the-news',
    TABLE_NAME: 'sentiment',
    ITEMS_TABLE_NAME: 'pending',
    TOPIC_ARN: 'arn:aws:sns:eu-central-1:123456789012:news',
    ...variables,
  };
}
