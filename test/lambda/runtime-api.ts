import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { closeServer } from '../support/services/http-service';

export interface Invocation {
  readonly id: string;
  readonly event: unknown;
  /** The trace header; without one the function has no active tracing. */
  readonly trace?: string | undefined;
  /** Milliseconds from when the function is handed the invocation. */
  readonly timeout: number;
}

/** What the function's process has told of an invocation. */
export type Answer =
  | { readonly kind: 'response'; readonly body: unknown }
  | { readonly kind: 'error'; readonly body: unknown };

/** The Runtime API as one execution environment sees it. */
export interface RuntimeApi {
  /** For `AWS_LAMBDA_RUNTIME_API`. */
  readonly address: string;
  /**
   * Gives an invocation to whoever asks next.
   *
   * @param handedOut called when the function has been given it
   */
  invoke(invocation: Invocation, handedOut: () => void): Promise<Answer>;
  /** Forgets what the process has asked for, which has died: an invocation that it were given would be lost. */
  forgetProcess(): void;
  /** What the function's start has failed with. */
  readonly initErrors: readonly unknown[];
  close(): Promise<void>;
}

interface Waiting {
  readonly invocation: Invocation;
  readonly handedOut: () => void;
}

const FUNCTION_ARN = 'arn:aws:lambda:eu-central-1:123456789012:function:ingestion';
const PREFIX = '/2018-06-01/runtime/';

/**
 * Serves Lambda's Runtime API on the loopback interface.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
 */
export async function startRuntimeApi(): Promise<RuntimeApi> {
  const waiting: Waiting[] = [];
  const asking: ServerResponse[] = [];
  const answered = new Map<string, (answer: Answer) => void>();
  const initErrors: unknown[] = [];

  function handOut(): void {
    for (let next = waiting[0], asker = asking[0]; next && asker; next = waiting[0], asker = asking[0]) {
      asking.shift();
      waiting.shift();
      const { id, event, trace, timeout } = next.invocation;
      asker.writeHead(200, {
        'content-type': 'application/json',
        'Lambda-Runtime-Aws-Request-Id': id,
        'Lambda-Runtime-Deadline-Ms': String(Date.now() + timeout),
        'Lambda-Runtime-Invoked-Function-Arn': FUNCTION_ARN,
        ...(trace !== undefined && { 'Lambda-Runtime-Trace-Id': trace }),
      });
      asker.end(JSON.stringify(event));
      next.handedOut();
    }
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = (request.url ?? '').replace(PREFIX, '');
    if (request.method === 'GET' && path === 'invocation/next') {
      asking.push(response);
      handOut();
      return;
    }
    const body = JSON.parse((await text(request)) || 'null') as unknown;
    const [, id = '', kind] = /^invocation\/([^/]+)\/(response|error)$/.exec(path) ?? [];
    const answer = answered.get(decodeURIComponent(id));
    if (path === 'init/error') {
      initErrors.push(body);
    } else if (request.method === 'POST' && answer !== undefined) {
      answered.delete(decodeURIComponent(id));
      answer({ kind: kind as Answer['kind'], body });
    } else {
      response.writeHead(400, { 'content-type': 'application/json' });
      response.end('{"errorType":"InvalidRequestID","errorMessage":"no such invocation is running"}');
      return;
    }
    response.writeHead(202, { 'content-type': 'application/json' }).end('{"status":"OK"}');
  }

  const server = createServer((request, response) => {
    serve(request, response).catch((error: unknown) => response.destroy(error as Error));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    initErrors,
    forgetProcess() {
      waiting.length = 0;
      asking.length = 0;
    },
    invoke: (invocation, handedOut) =>
      new Promise((resolve) => {
        answered.set(invocation.id, resolve);
        waiting.push({ invocation, handedOut });
        handOut();
      }),
    close: () => closeServer(server),
  };
}
