import * as dynamodb from '@aws-sdk/client-dynamodb';
import * as sns from '@aws-sdk/client-sns';
import * as documents from '@aws-sdk/lib-dynamodb';
import { expect, test } from 'vitest';
import { answerMember } from '../../../eslint-plugin/src/instrumentation/aws-operations';
import list from '../../../eslint-plugin/src/instrumentation/partial-failures.json';

const packages = Object.values(list).flatMap((tier) => Object.entries(tier));
const operations = packages.flatMap(([name, commands]) =>
  Object.entries(commands as Record<string, { fields: string[]; emptyWhenNothingFailed?: string[] }>).map(
    ([command, entry]) => ({ name, command, ...entry }),
  ),
);

test.each([
  ['@aws-sdk/client-dynamodb', dynamodb],
  ['@aws-sdk/client-sns', sns],
  ['@aws-sdk/lib-dynamodb', documents],
])('%s has the commands that the list names', (name, exports) => {
  const listed = operations.filter((operation) => operation.name === name).map(({ command }) => command);
  expect(listed).not.toHaveLength(0);
  expect(Object.keys(exports)).toEqual(expect.arrayContaining(listed));
});

test('every operation names a field of its answer', () => {
  for (const { command, fields, emptyWhenNothingFailed = [] } of operations) {
    expect(command).toMatch(/^[A-Z]\w+Command$/);
    expect(fields.length).toBeGreaterThan(0);
    for (const field of fields) {
      expect(answerMember(field)).toMatch(/^\w+$/);
    }
    expect(fields).toEqual(expect.arrayContaining(emptyWhenNothingFailed));
  }
});
