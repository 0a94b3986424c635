// What the runtime costs over Powertools alone: a call, the first call with all imports, the bundle, and memory.
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { figure, median, runAlone } from './figures.mjs';
import { told } from './process.mjs';
import { here } from './sources.mjs';

/** A process wavers by more than what is measured. */
const PAIRS = 61;
/**
 * How often all calls are timed, each time in a fresh process: what V8 makes of a program moves the ratio of a success by
 * 2 % each way, and its bound is as near.
 */
const REPEATS = 31;

const TRACE_ID = 'Root=1-67891233-abcdef012345678912345678;Parent=53995c3f42cd8ad8';

/** How a function can be traced. */
const TRACING = {
  sampled: { _X_AMZN_TRACE_ID: `${TRACE_ID};Sampled=1` },
  unsampled: { _X_AMZN_TRACE_ID: `${TRACE_ID};Sampled=0` },
  off: { _X_AMZN_TRACE_ID: `${TRACE_ID};Sampled=1`, POWERTOOLS_TRACE_ENABLED: 'false' },
};

/** What the program tells, under Lambda's environment; its metrics are read as they come. */
function underLambda(program, tracing, ...parameters) {
  return told(`${here}runtime/${program}`, parameters, {
    execArgv: ['--expose-gc', '--no-warnings'],
    env: {
      PATH: process.env.PATH,
      AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x',
      AWS_LAMBDA_FUNCTION_NAME: 'ingestion',
      LAMBDA_TASK_ROOT: '/var/task',
      TRACING: tracing,
      ...TRACING[tracing],
    },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
}

const BOUNDS = { success: { atMost: 1.1 }, failure: { atMost: 1.05 } };

async function calls() {
  const repeats = Object.fromEntries(Object.keys(TRACING).map((tracing) => [tracing, []]));
  for (let repeat = 0; repeat < REPEATS; repeat++) {
    // In turn, so that what slows the machine down for minutes is in a few repeats of each.
    for (const [tracing, timed] of Object.entries(repeats)) {
      timed.push(await underLambda('calls.mjs', tracing));
    }
  }
  const figures = [];
  for (const [tracing, timed] of Object.entries(repeats)) {
    for (const [outcome, bound] of Object.entries(BOUNDS)) {
      const times = (name) => median(timed.map((repeat) => repeat[outcome][name]));
      const ratio = median(timed.map((repeat) => repeat[outcome].runtime / repeat[outcome].byHand));
      // With tracing off a success is a few promises by hand, and `run` is one more, which the X-Ray SDK follows too.
      const isNothing = outcome === 'success' && tracing === 'off';
      figures.push(
        figure(`\`run\`, ${outcome}, ${tracing} / hand-written`, ratio, isNothing ? {} : bound),
        figure(`\`run\`, ${outcome}, ${tracing}`, times('runtime'), { unit: 'µs' }),
      );
    }
  }
  return figures;
}

/** Both run Powertools' modules, which takes so long that its wavering would hide the rest: that is timed apart. */
async function firstCall() {
  const over = { success: [], failure: [] };
  const powertools = [];
  for (let pair = 0; pair < PAIRS; pair++) {
    for (const [outcome, differences] of Object.entries(over)) {
      const starts = ['./start-with-runtime.mjs', './start-by-hand.mjs'];
      const timed = {};
      for (const start of pair % 2 === 0 ? starts : starts.toReversed()) {
        timed[start] = await underLambda('first-call.mjs', 'sampled', start, outcome);
        powertools.push(timed[start].powertools);
      }
      const [withRuntime, byHand] = starts.map((start) => timed[start].rest);
      differences.push(withRuntime - byHand);
    }
  }
  return [
    figure('import and first call, over Powertools alone', median(over.success), { atMost: 3, unit: 'ms' }),
    figure('import and first call, which fails, over Powertools alone', median(over.failure), { unit: 'ms' }),
    figure('Powertools’ own modules', median(powertools), { unit: 'ms' }),
  ];
}

/** Bytes of a bundle, minified and compressed. */
async function bundled(contents) {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: here },
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    write: false,
  });
  return gzipSync(outputFiles[0].contents, { level: 9 }).length;
}

const POWERTOOLS = `
export { Tracer } from '@aws-lambda-powertools/tracer';
export { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
`;

async function bundle() {
  const powertools = await bundled(POWERTOOLS);
  const both = await bundled(`${POWERTOOLS} export { createFailurePaths } from '@silent-failure/runtime';`);
  return [
    figure('bundle, gzip, over Powertools alone', (both - powertools) / 1_024, { atMost: 4, unit: 'KB' }),
    figure('bundle, gzip, Powertools alone', powertools / 1_024, { unit: 'KB' }),
  ];
}

async function memory() {
  const figures = [];
  for (const tracing of Object.keys(TRACING)) {
    const kept = await underLambda('calls.mjs', tracing, 'memory');
    for (const outcome of Object.keys(BOUNDS)) {
      // The smallest thing that could be kept takes eight.
      figures.push(figure(`heap kept a call, 100,000 calls, ${outcome}, ${tracing}`, kept[outcome], { atMost: 1, unit: 'bytes' }));
    }
  }
  return figures;
}

export async function measure() {
  return [...(await calls()), ...(await firstCall()), ...(await bundle()), ...(await memory())];
}

await runAlone(import.meta, measure);
