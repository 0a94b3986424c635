import { startHttpService } from './http-service';
import type { Answer, HttpService, Protocol, RequestPart } from './http-service';

/** Entries of a batch, and how many SNS takes. */
const MAX_ENTRIES = 10;

/**
 * SNS on the loopback interface: `Publish` and `PublishBatch` of the Query protocol. It refuses what SNS
 * refuses of the fields that are used here; a partial fault refuses single entries of a batch.
 *
 * @see https://docs.aws.amazon.com/sns/latest/api/API_PublishBatch.html
 */
export function startSns(): Promise<HttpService> {
  return startHttpService(protocol);
}

const protocol: Protocol = {
  read(_headers, body) {
    const { Action: operation = '', ...input } = Object.fromEntries(new URLSearchParams(body));
    return { operation, input };
  },

  error: ({ status, code, message }) => refusal(code, message, status),

  answer({ operation, input, index }, { leftOut = () => false }) {
    const fields = input as Record<string, string>;
    const entries = operation === 'PublishBatch' ? entriesOf(fields) : [fields];
    const invalid = invalidBatch(entries) ?? entries.map(invalidEntry).find((problem) => problem !== undefined);
    if (invalid !== undefined) {
      return refusal('InvalidParameter', `Invalid parameter: ${invalid}`, 400);
    }
    if (operation === 'Publish') {
      return result('Publish', `<MessageId>message-${index}</MessageId>`);
    }
    const target = fields['TopicArn'] ?? '';
    return result('PublishBatch', members(entries, (part) => leftOut({ ...part, target }), index));
  },
};

function entriesOf(fields: Record<string, string>): Record<string, string>[] {
  const entries: Record<string, string>[] = [];
  for (const [key, value] of Object.entries(fields)) {
    const [, number, name] = /^PublishBatchRequestEntries\.member\.(\d+)\.(.+)$/.exec(key) ?? [];
    if (number !== undefined && name !== undefined) {
      (entries[Number(number) - 1] ??= {})[name] = value;
    }
  }
  return entries;
}

function invalidBatch(entries: readonly Record<string, string>[]): string | undefined {
  if (entries.length > MAX_ENTRIES || entries.length === 0) {
    return `a batch has 1 to ${MAX_ENTRIES} entries`;
  }
  return new Set(entries.map(({ Id }) => Id)).size === entries.length ? undefined : 'ids are not distinct';
}

function invalidEntry({ Message = '', Subject, ...fields }: Record<string, string>): string | undefined {
  if (Message === '') {
    return 'Empty message';
  }
  if (Subject !== undefined && !/^[\x21-\x7e][\x20-\x7e]{0,98}$/.test(Subject)) {
    return 'Subject';
  }
  const isEmpty = ([key, value]: [string, string]) => key.endsWith('.Value.StringValue') && value === '';
  return Object.entries(fields).some(isEmpty) ? 'an attribute must have a value' : undefined;
}

function members(
  entries: readonly Record<string, string>[],
  isLeftOut: (part: Omit<RequestPart, 'target'>) => boolean,
  request: number,
): string {
  const member = (xml: string) => `<member>${xml}</member>`;
  const done: string[] = [];
  const failed: string[] = [];
  for (const [index, { Id, ...content }] of entries.entries()) {
    if (isLeftOut({ index, content })) {
      failed.push(member(`<Id>${Id}</Id><Code>InternalError</Code><Message>refused</Message><SenderFault>false</SenderFault>`));
    } else {
      done.push(member(`<Id>${Id}</Id><MessageId>message-${request}-${index}</MessageId>`));
    }
  }
  return `<Successful>${done.join('')}</Successful><Failed>${failed.join('')}</Failed>`;
}

const METADATA = '<ResponseMetadata><RequestId>request</RequestId></ResponseMetadata>';

function result(operation: string, content: string): Answer {
  const name = `${operation}Response`;
  return xml(
    `<${name} xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><${operation}Result>${content}</${operation}Result>${METADATA}</${name}>`,
    200,
  );
}

function refusal(code: string, message: string, status: number): Answer {
  return xml(
    `<ErrorResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>request</RequestId></ErrorResponse>`,
    status,
  );
}

function xml(body: string, status: number): Answer {
  return { status, type: 'text/xml', body };
}
