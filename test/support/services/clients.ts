import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SNSClient } from '@aws-sdk/client-sns';

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

function clientConfig({ endpoint, maxAttempts = 2, requestTimeout = 20_000 }: ClientOptions) {
  return {
    endpoint,
    maxAttempts,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    requestHandler: { requestTimeout, throwOnRequestTimeout: true },
  };
}
