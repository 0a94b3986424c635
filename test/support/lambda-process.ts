import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { startXRayDaemon } from './xray-daemon';
import type { SegmentDocument } from './xray-daemon';

/** A metric document as CloudWatch reads it from the log (EMF). */
export interface MetricDocument {
  readonly _aws: {
    readonly Timestamp: number;
    readonly CloudWatchMetrics: readonly {
      readonly Namespace: string;
      readonly Dimensions: readonly (readonly string[])[];
      readonly Metrics: readonly { readonly Name: string; readonly Unit: string }[];
    }[];
  };
  readonly [field: string]: unknown;
}

export interface ProcessResult {
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly metrics: readonly MetricDocument[];
  readonly subsegments: readonly SegmentDocument[];
  /** What the scenario gave to `result`, and every other line of standard output. */
  readonly results: readonly unknown[];
  readonly lines: readonly string[];
  /** All lines of standard output, in their order. */
  readonly transcript: readonly OutputLine[];
  readonly stderr: string;
}

/** A line of standard output, as what it is. */
export type OutputLine =
  | { readonly metric: MetricDocument }
  | { readonly result: unknown }
  | { readonly text: string };

/** The trace that the function is invoked under. */
export const TRACE = { root: '1-67891233-abcdef012345678912345678', parent: '53995c3f42cd8ad8' };

/** The environment that Lambda gives a function; `sampled` is the decision of the trace. */
export function lambdaEnvironment(sampled = true): NodeJS.ProcessEnv {
  return {
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x',
    AWS_LAMBDA_FUNCTION_NAME: 'ingestion',
    LAMBDA_TASK_ROOT: '/var/task',
    _X_AMZN_TRACE_ID: `Root=${TRACE.root};Parent=${TRACE.parent};Sampled=${sampled ? 1 : 0}`,
  };
}

const PRELUDE = `
import { createFailurePaths } from '@silent-failure/runtime';
import contract from '@silent-failure/runtime/failure-paths.json' with { type: 'json' };
const result = (value) => process.stdout.write('result ' + JSON.stringify(value) + '\\n');
`;

/**
 * Runs a scenario in a process of its own, as an ES module against the built packages.
 *
 * @param scenario the module's code, after imports of `createFailurePaths` and `contract`; it tells what
 * it saw through `result(value)`
 */
export function runInProcess(scenario: string, env: NodeJS.ProcessEnv): Promise<ProcessResult> {
  return runModule(PRELUDE + scenario, env);
}

/** Runs an ES module in a process of its own; its imports are resolved as in this repository's root. */
export async function runModule(code: string, env: NodeJS.ProcessEnv): Promise<ProcessResult> {
  const daemon = await startXRayDaemon();
  try {
    const child = spawn(process.execPath, ['--no-warnings', '--input-type=module'], {
      cwd: fileURLToPath(new URL('../..', import.meta.url)),
      env: { PATH: process.env['PATH'], AWS_XRAY_DAEMON_ADDRESS: daemon.address, ...env },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    child.stdin.end(code);
    const output = { stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output.stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (output.stderr += text));
    const [exitCode, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
    await allArrived(daemon.documents);
    return { exitCode, signal, subsegments: [...daemon.documents], stderr: output.stderr, ...parse(output.stdout) };
  } finally {
    await daemon.close();
  }
}

/** Datagrams that were sent before the process ended are in the socket's buffer: read until none comes. */
async function allArrived(documents: readonly unknown[]): Promise<void> {
  for (let seen = -1; seen !== documents.length; ) {
    seen = documents.length;
    await new Promise((resume) => setTimeout(resume, 20));
  }
}

function parse(stdout: string): Pick<ProcessResult, 'metrics' | 'results' | 'lines' | 'transcript'> {
  const transcript = stdout
    .split('\n')
    .filter((line) => line !== '')
    .map(readLine);
  return {
    transcript,
    metrics: transcript.flatMap((line) => ('metric' in line ? [line.metric] : [])),
    results: transcript.flatMap((line) => ('result' in line ? [line.result] : [])),
    lines: transcript.flatMap((line) => ('text' in line ? [line.text] : [])),
  };
}

function readLine(line: string): OutputLine {
  if (line.startsWith('{"_aws"')) {
    return { metric: JSON.parse(line) as MetricDocument };
  }
  return line.startsWith('result ') ? { result: JSON.parse(line.slice('result '.length)) as unknown } : { text: line };
}
