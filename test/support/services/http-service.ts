import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** Errors that a service answers with, whatever its protocol. */
export const ERROR_ANSWERS = {
  throttled: { status: 400, code: 'ThrottlingException', message: 'Rate exceeded' },
  serverError: { status: 500, code: 'InternalServerError', message: 'The service failed' },
  accessDenied: { status: 403, code: 'AccessDeniedException', message: 'Not allowed' },
  longMessage: { status: 400, code: 'ValidationException', message: `long ${'x'.repeat(1_000_000)}` },
} as const;

export type ErrorAnswer = keyof typeof ERROR_ANSWERS;

/** What a network, or what stands between, does to a request. */
export type WireFault =
  /** An answer that is not of the service's protocol. */
  | 'unavailable'
  /** The connection is reset before the service has seen the request. */
  | 'reset'
  /** The connection is reset after the service has done the work. */
  | 'resetAfterwards'
  /** No answer comes. */
  | 'silence'
  /** The work is done, and its answer is cut in the middle. */
  | 'garbled';

/** A fault of one request, or an answer that gives less than was asked for, or later. */
export type Fault = ErrorAnswer | WireFault | PartialAnswer;

export interface PartialAnswer {
  /** Which parts of a batch are not done. */
  readonly leftOut?: (part: RequestPart) => boolean;
  /** How many items a page of a query has at most. */
  readonly pageSize?: number;
  /** The answer waits for this. */
  readonly after?: Promise<unknown>;
}

/** One of the things that a batch asks for. */
export interface RequestPart {
  /** Where it goes: a table or a topic. */
  readonly target: string;
  readonly index: number;
  /** The part as the service reads it. */
  readonly content: unknown;
}

/** A request as the service reads it, without what differs from run to run. */
export interface ServiceRequest {
  readonly operation: string;
  readonly input: unknown;
  /** The SDK's count of tries. */
  readonly attempt: number;
  /** Whether the request carries the id of a trace. */
  readonly isTraced: boolean;
}

export interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

/** What a service of the tests speaks. */
export interface Protocol {
  read(headers: IncomingHttpHeaders, body: string, url: URL): Pick<ServiceRequest, 'operation' | 'input'>;
  answer(request: ReceivedRequest, partial: PartialAnswer): Promise<Answer> | Answer;
  error(error: (typeof ERROR_ANSWERS)[ErrorAnswer]): Answer;
}

export interface ReceivedRequest extends ServiceRequest {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** How many requests of the session came before. */
  readonly index: number;
}

/** Decides the fate of each request of a session. */
export type FaultPlan = (request: ReceivedRequest) => Fault | undefined;

/** The view that one client has of a service: its own faults, its own record of requests. */
export interface Session {
  /** For the client; it tells the sessions apart. */
  readonly endpoint: string;
  /** In the order of arrival. */
  readonly requests: readonly ServiceRequest[];
}

export interface HttpService {
  open(plan?: FaultPlan): Session;
  close(): Promise<void>;
}

/** Serves a protocol on the loopback interface, with the faults that each session plans. */
export async function startHttpService(protocol: Protocol): Promise<HttpService> {
  const sessions = new Map<string, { readonly plan: FaultPlan; readonly requests: ServiceRequest[] }>();
  const server = createServer((incoming, response) => {
    serve(incoming, response).catch((error: unknown) => {
      response.writeHead(500).end(`the test's own service failed: ${String(error)}`);
    });
  });

  async function serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(incoming);
    const url = new URL(incoming.url ?? '/', 'http://localhost');
    const session = sessions.get(url.pathname.split('/')[1] ?? '');
    if (session === undefined) {
      response.writeHead(404).end();
      return;
    }
    const { plan, requests } = session;
    const request = {
      ...protocol.read(incoming.headers, body, url),
      attempt: Number(/attempt=(\d+)/.exec(String(incoming.headers['amz-sdk-request']))?.[1] ?? 1),
      isTraced: incoming.headers['x-amzn-trace-id'] !== undefined,
    };
    const received = { ...request, headers: incoming.headers, body, index: requests.length };
    requests.push(request);
    const fault = plan(received);
    if (fault === 'silence') {
      return;
    }
    if (fault === 'reset') {
      incoming.socket.resetAndDestroy();
      return;
    }
    const answer = await answerWith(fault, received);
    if (typeof fault === 'object') {
      await fault.after;
    }
    if (fault === 'resetAfterwards') {
      incoming.socket.resetAndDestroy();
      return;
    }
    response.sendDate = false;
    response.writeHead(answer.status, {
      'content-type': answer.type,
      'content-length': Buffer.byteLength(answer.body),
      'x-amzn-requestid': 'request',
    });
    response.end(answer.body);
  }

  async function answerWith(fault: Fault | undefined, request: ReceivedRequest): Promise<Answer> {
    if (fault === 'unavailable') {
      return { status: 503, type: 'text/html', body: '<html>Service Unavailable</html>' };
    }
    if (typeof fault === 'string' && fault in ERROR_ANSWERS) {
      return protocol.error(ERROR_ANSWERS[fault as ErrorAnswer]);
    }
    const answer = await protocol.answer(request, typeof fault === 'object' ? fault : {});
    return fault === 'garbled' ? { ...answer, body: `${answer.body.slice(0, -2)}<{` } : answer;
  }

  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    open(plan = () => undefined) {
      const name = `session-${sessions.size}`;
      const requests: ServiceRequest[] = [];
      sessions.set(name, { plan, requests });
      return { endpoint: `http://127.0.0.1:${port}/${name}`, requests };
    },
    close: () => closeServer(server),
  };
}

/** Ends the server and the connections that are waiting for an answer. */
export async function closeServer(server: ReturnType<typeof createServer>): Promise<void> {
  const closed = new Promise<void>((done) => {
    server.close(() => done());
  });
  server.closeAllConnections();
  await closed;
}
