import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import type { Written } from './output';
import { startRuntimeApi } from './runtime-api';
import type { Answer, Invocation } from './runtime-api';

/** How an invocation ended, as Lambda sees it. */
export type Ending = Answer['kind'] | 'timeout' | 'death';

export interface EnvironmentOptions {
  /** The runtime interface client. */
  readonly ric: string;
  /** The folder with the function's `index.mjs`. */
  readonly task: string;
  readonly variables: NodeJS.ProcessEnv;
  /** Whether the platform takes log lines at a file descriptor of their own, in frames. */
  readonly hasTelemetry?: boolean | undefined;
}

/** An execution environment: its process is started anew when an invocation has ended it. */
export interface ExecutionEnvironment {
  invoke(invocation: Invocation): Promise<Ending>;
  /** Ends the process, as it is ended from outside: at once. */
  kill(): void;
  /** @throws Error when the function could not be started */
  stop(): Promise<Written>;
}

const TELEMETRY_FD = 3;

export async function startEnvironment(options: EnvironmentOptions): Promise<ExecutionEnvironment> {
  const api = await startRuntimeApi();
  const stdout: Buffer[] = [];
  const telemetry: Buffer[] = [];
  const stderr: Buffer[] = [];
  let child: ChildProcess | undefined;
  let closed: Promise<unknown> = Promise.resolve();
  let starting: Promise<ChildProcess> | undefined;

  /** One process for all that invoke at once; a new one only when all of the old one has been read. */
  function running(): Promise<ChildProcess> {
    if (starting === undefined || (child !== undefined && (child.exitCode !== null || child.signalCode !== null))) {
      child = undefined;
      starting = closed.then(() => (child = start()));
    }
    return starting;
  }

  function start(): ChildProcess {
    api.forgetProcess();
    const started = spawn(process.execPath, [options.ric, 'index.handler'], {
      stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
      env: {
        ...options.variables,
        AWS_LAMBDA_RUNTIME_API: api.address,
        LAMBDA_TASK_ROOT: options.task,
        _HANDLER: 'index.handler',
        ...(options.hasTelemetry && { _LAMBDA_TELEMETRY_LOG_FD: String(TELEMETRY_FD) }),
      },
    });
    for (const [fd, chunks] of [stdout, stderr, telemetry].entries()) {
      (started.stdio[fd + 1] as Readable).on('data', (chunk: Buffer) => chunks.push(chunk));
    }
    closed = once(started, 'close');
    return started;
  }

  return {
    async invoke(invocation) {
      const current = await running();
      const over = closed.then(() => 'death' as const);
      let isLate = false;
      let deadline: NodeJS.Timeout | undefined;
      const answer = api.invoke(invocation, () => {
        deadline = setTimeout(() => {
          isLate = true;
          current.kill('SIGKILL');
        }, invocation.timeout);
      });
      const ending = await Promise.race([answer.then(({ kind }) => kind), over]);
      clearTimeout(deadline);
      return isLate ? 'timeout' : ending;
    },
    kill() {
      child?.kill('SIGKILL');
    },
    async stop() {
      child?.kill('SIGKILL');
      await closed;
      await api.close();
      if (api.initErrors.length > 0) {
        throw new Error(`The function did not start: ${JSON.stringify(api.initErrors)}\n${String(Buffer.concat(stderr))}`);
      }
      return { stdout: String(Buffer.concat(stdout)), telemetry: Buffer.concat(telemetry) };
    },
  };
}
