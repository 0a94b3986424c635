import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SNSClient } from '@aws-sdk/client-sns';
import type { ServiceRequest } from './http-service';

export interface ClientOptions {
  /** A session of a service. */
  readonly endpoint: string;
  readonly maxAttempts?: number;
  /** Milliseconds; short only where every request hangs, since a busy machine is slow to answer too. */
  readonly requestTimeout?: number;
}

/** A real client of DynamoDB for a session. */
export function dynamoDBClient(options: ClientOptions): DynamoDBClient {
  return new DynamoDBClient(clientConfig(options));
}

/** A real client of SNS for a session. */
export function snsClient(options: ClientOptions): SNSClient {
  return new SNSClient(clientConfig(options));
}

/**
 * Keeps what a client sends, try by try. A service does not see all of it where the client soon gives up: a busy
 * machine may be slower.
 */
export function keepSent(client: DynamoDBClient | SNSClient, sent: ServiceRequest[]): void {
  const { middlewareStack } = client as { middlewareStack: { add(middleware: unknown, options: object): void } };
  const keep: Middleware = (next, { commandName = '' }) => (args) => {
    const { headers, body } = args.request;
    const attempt = Number(/attempt=(\d+)/.exec(headers['amz-sdk-request'] ?? '')?.[1] ?? 1);
    sent.push({ operation: commandName, input: String(body), attempt, isTraced: 'x-amzn-trace-id' in headers });
    return next(args);
  };
  middlewareStack.add(keep, { step: 'finalizeRequest', priority: 'low' });
}

interface HttpCall {
  readonly request: { readonly headers: Record<string, string>; readonly body: unknown };
}

type Middleware = (
  next: (args: HttpCall) => Promise<unknown>,
  context: { readonly commandName?: string },
) => (args: HttpCall) => Promise<unknown>;

function clientConfig({ endpoint, maxAttempts = 2, requestTimeout = 20_000 }: ClientOptions) {
  return {
    endpoint,
    maxAttempts,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    requestHandler: { requestTimeout, throwOnRequestTimeout: true },
  };
}
