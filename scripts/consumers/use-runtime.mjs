// Uses the packed runtime in a project's programs, as ES modules and as CommonJS, and compiles against the types of
// both packages.
import { spawnSync } from 'node:child_process';

/** What the programs of `fixtures/consumers/runtime` must give and count. */
const EXPECTED = {
  results: [{ refunded: false, saved: false }],
  metrics: [
    { namespace: 'Orders', RefundFailure: 1, Lambda: 'orders' },
    { namespace: 'SentimentAnalyzer/Compliance', AuditEventPersistenceFailure: 1, Lambda: 'orders' },
  ],
};

/** As Lambda sets it; there is no X-Ray daemon, which the runtime must bear. */
const LAMBDA = {
  AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x',
  AWS_LAMBDA_FUNCTION_NAME: 'orders',
  LAMBDA_TASK_ROOT: '/var/task',
  _X_AMZN_TRACE_ID: 'Root=1-67891233-abcdef012345678912345678;Parent=53995c3f42cd8ad8;Sampled=1',
};

/** The programs, each of which is a row of the table. */
export const PROGRAMS = ['esm.mjs', 'cjs.cjs'];

/**
 * Runs a program that handles two failures by the runtime.
 *
 * @param {string} project
 * @param {string} program
 * @param {string} node the Node.js binary that runs it
 * @returns {{ metrics: number, wrong: string[] }} how many metrics it has counted, and what is not as expected
 */
export function runProgram(project, program, node) {
  const { status, stdout, stderr } = spawnSync(node, [program], {
    cwd: project,
    env: { PATH: process.env.PATH, ...LAMBDA },
    encoding: 'utf8',
  });
  if (status !== 0) {
    return { metrics: 0, wrong: [`ended with ${status}: ${stderr}`] };
  }
  const lines = stdout.trim().split('\n').map((line) => JSON.parse(line));
  const metrics = lines.filter(({ _aws }) => _aws !== undefined).map(metricOf);
  const results = lines.filter(({ _aws }) => _aws === undefined);
  const found = JSON.stringify({ results, metrics });
  const expected = JSON.stringify(EXPECTED);
  return { metrics: metrics.length, wrong: found === expected ? [] : [`expected ${expected}, found ${found}`] };
}

function metricOf({ _aws, ...fields }) {
  const [{ Namespace, Dimensions, Metrics }] = _aws.CloudWatchMetrics;
  const names = [...Metrics.map(({ Name }) => Name), ...Dimensions.flat()];
  return { namespace: Namespace, ...Object.fromEntries(names.map((name) => [name, fields[name]])) };
}

/**
 * Compiles a project with its own TypeScript.
 *
 * @param {string} project
 * @param {string} config its `tsconfig` file
 * @returns {string[]} the compiler's complaints
 */
export function compile(project, config) {
  const { stdout, status } = spawnSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', config], {
    cwd: project,
    encoding: 'utf8',
  });
  return status === 0 ? [] : stdout.trim().split('\n');
}
