import { build } from 'esbuild';
import type { Plugin } from 'esbuild';
import { fileURLToPath } from 'node:url';
import { lambdaEnvironment, runModule } from '../support/lambda-process';
import type { MetricDocument, OutputLine } from '../support/lambda-process';
import { startAllServices } from '../support/services/all';
import type { Services } from '../support/services/all';
import { PENDING_IDS, SERVICE_OF } from './cells';
import type { Cell, Death, PathName, ServiceName } from './cells';
import { ROUNDS } from './orders';
import type { Order, Round, RoundReport } from './orders';
import { judge, metricProblems, PARENT } from './verdicts';
import type { PreparedRound, ToldRound, Verdict } from './verdicts';

export async function startServices(): Promise<Services> {
  const services = await startAllServices('items', 'pending');
  await services.dynamodb.fill(
    'pending',
    PENDING_IDS.map((source_id, index) => ({
      source_id,
      timestamp: new Date(Date.UTC(2026, 10, 24, 1, index)).toISOString(),
      status: 'pending',
    })),
  );
  return services;
}

/** The process under test as one module; a plugin may change its sources. */
export async function buildChild(plugins: Plugin[] = []): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('./child.ts', import.meta.url))],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    // With the SDK in it, as functions are deployed: it starts in half the time.
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(process.cwd() + '/');" },
    alias: { '@silent-failure/runtime': fileURLToPath(new URL('../../runtime/src/index.ts', import.meta.url)) },
    plugins,
  });
  return outputFiles[0]?.text ?? '';
}

/** Drives cells in one process, and judges each. */
export async function runCells(code: string, services: Services, cells: readonly Cell[]): Promise<Verdict[]> {
  const prepared = cells.map((cell, number) => prepare(cell, number, services));
  const orders = prepared.map(({ order }) => order);
  const result = await runModule(code, { ...lambdaEnvironment(), ORDERS: JSON.stringify(orders) });
  const rounds = splitRounds(result.transcript);
  return cells.map((cell, index) => {
    const ofCell = (prepared[index]?.rounds ?? []).map((round, at) => ({ ...round, told: rounds[index * ROUNDS.length + at] }));
    return judge(cell, ofCell, result);
  });
}

/** Lets a path fail once and ends the process right after. */
export async function runDeath(code: string, services: Services, path: PathName, death: Death): Promise<Verdict> {
  const fault = path === 'timeseries_fanout_batch_write' ? ({ leftOut: () => true } as const) : 'accessDenied';
  const cell = { path, calls: 1, plans: { [SERVICE_OF[path]]: () => () => fault } };
  const { order } = prepare(cell, 0, services, ['sampled']);
  const result = await runModule(code, { ...lambdaEnvironment(), ORDERS: JSON.stringify([{ ...order, death }]) });
  const problems = metricProblems(path, result.metrics, 1);
  const hasDied = death === 'SIGKILL' ? result.signal === 'SIGKILL' : result.exitCode !== 0;
  if (!hasDied) {
    problems.push('the process has not died');
  }
  return { path, fault: `${death} right after`, driven: 1, metrics: result.metrics.length, problems };
}

function prepare(
  cell: Pick<Cell, 'path' | 'calls'> & Partial<Cell>,
  number: number,
  services: Services,
  names: readonly Round[] = ROUNDS,
): { order: Order; rounds: PreparedRound[] } {
  const { path, thrown, calls, isConcurrent, isCheck, isBreakerDown, requestTimeout } = cell;
  const rounds = names.map((round, at): PreparedRound => {
    const open = (service: ServiceName) => services[service].open(planOf(cell, service));
    const sessions = { dynamodb: open('dynamodb'), sns: open('sns'), news: open('news') };
    return { round, sessions, root: `1-67891233-${String(number * ROUNDS.length + at).padStart(24, '0')}` };
  });
  const orders = rounds.map(({ round, root, sessions }) => ({
    round,
    trace: `Root=${root};Parent=${PARENT};Sampled=${round === 'unsampled' ? 0 : 1}`,
    endpoints: {
      dynamodb: sessions.dynamodb.endpoint,
      sns: sessions.sns.endpoint,
      news: sessions.news.endpoint,
    },
  }));
  return {
    rounds,
    order: {
      path,
      calls,
      rounds: orders,
      ...(thrown !== undefined && { thrown }),
      ...(isConcurrent && { isConcurrent }),
      ...(isCheck && { isCheck }),
      ...(isBreakerDown && { isBreakerDown }),
      ...(requestTimeout !== undefined && { requestTimeout }),
    },
  };
}

/** Of the two news sources one fails, and the requests that set the pace never do. */
function planOf({ plans }: Partial<Cell>, service: ServiceName) {
  const plan = plans?.[service]?.();
  return service === 'news' && plan ? (request: Parameters<typeof plan>[0]) => (request.operation === 'tiingo' ? plan(request) : undefined) : plan;
}

function splitRounds(transcript: readonly OutputLine[]): ToldRound[] {
  const rounds: ToldRound[] = [];
  let metrics: MetricDocument[] = [];
  for (const line of transcript) {
    if ('metric' in line) {
      metrics.push(line.metric);
    } else if ('result' in line && (line.result as Partial<RoundReport>).seen) {
      rounds.push({ metrics, report: line.result as RoundReport });
      metrics = [];
    }
  }
  return rounds;
}
