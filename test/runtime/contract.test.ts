import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import contract from '../../runtime/failure-paths.json';
import schema from '../../runtime/failure-paths.schema.json';
import { ContractError, parseContract, parseContractText } from '../../runtime/src/contract';

const path = contract.audit_trail_persist;
const validate = new Ajv({ strict: true, allowUnionTypes: true, unicodeRegExp: true }).compile(schema);

function problemsOf(value: unknown): readonly string[] {
  try {
    parseContract(value, 'failure-paths.json');
    return [];
  } catch (error) {
    if (error instanceof ContractError) {
      return error.message.split('\n');
    }
    throw error;
  }
}

describe('the contract of this project', () => {
  it('is valid, by the check and by the schema', () => {
    expect(problemsOf(contract)).toEqual([]);
    expect(validate(contract)).toBe(true);
  });

  it('is the table of the requirements', () => {
    const rows = Object.entries(parseContract(contract)).map(([name, { mark, metric, annotations = [], alarm }]) => [
      name,
      mark,
      metric.name,
      metric.namespace,
      JSON.stringify(metric.dimensions),
      annotations.join(' '),
      alarm?.period,
    ]);
    expect(rows).toEqual([
      ['circuit_breaker_load', 'error', 'CircuitBreakerPersistenceFailure', 'SentimentAnalyzer/Reliability', '{"Operation":"load","Lambda":"{function_name}"}', '', 300],
      ['circuit_breaker_save', 'error', 'CircuitBreakerPersistenceFailure', 'SentimentAnalyzer/Reliability', '{"Operation":"save","Lambda":"{function_name}"}', '', 300],
      ['audit_trail_persist', 'error', 'AuditEventPersistenceFailure', 'SentimentAnalyzer/Compliance', '{"Lambda":"{function_name}"}', '', 60],
      ['downstream_notification_publish', 'fault', 'DownstreamNotificationFailure', 'SentimentAnalyzer/Reliability', '{"Lambda":"{function_name}"}', '', 60],
      ['timeseries_fanout_batch_write', 'error', 'TimeseriesFanoutPartialFailure', 'SentimentAnalyzer/Data', '{"Lambda":"{function_name}"}', 'unprocessed_count ticker resolutions', 300],
      ['self_healing_item_fetch', 'error', 'SelfHealingItemFetchFailure', 'SentimentAnalyzer/Reliability', '{"Lambda":"{function_name}"}', 'source_id', 300],
      ['parallel_fetch_aggregate', 'error', 'ParallelFetcherErrors', 'SentimentAnalyzer/Reliability', '{"Lambda":"{function_name}"}', 'error_count sources', 300],
    ]);
  });
});

describe('a contract that is not valid', () => {
  it.each([
    ['no metric', { a: { file: 'a.ts', mark: 'error' } }, 'a.metric: is missing'],
    ['a wrong mark', { a: { ...path, mark: 'warning' } }, 'a.mark: must be error or fault, is "warning"'],
    [
      'a dimension that CloudWatch refuses',
      { a: { ...path, metric: { ...path.metric, dimensions: { Lambda: '' } } } },
      'a.metric.dimensions.Lambda: must be a dimension value that CloudWatch takes (1 to 1,024 ASCII characters), is ""',
    ],
    [
      'a dimension name that CloudWatch refuses',
      { a: { ...path, metric: { ...path.metric, dimensions: { ':Lambda': 'x' } } } },
      'a.metric.dimensions.":Lambda": is not a dimension name that CloudWatch takes',
    ],
    [
      'a dimension name of blanks, which Powertools leaves out',
      { a: { ...path, metric: { ...path.metric, dimensions: { ' ': 'x' } } } },
      'a.metric.dimensions." ": is not a dimension name that CloudWatch takes',
    ],
    [
      'a dimension that would stand in for the metadata of EMF',
      { a: { ...path, metric: { ...path.metric, dimensions: { _aws: 'x' } } } },
      'a.metric.dimensions."_aws": is not a dimension name that CloudWatch takes',
    ],
    [
      'a metric that would stand in for the metadata of EMF',
      { a: { ...path, metric: { ...path.metric, name: '_aws' } } },
      'a.metric.name: must be a name that neither a dimension nor Powertools has taken, is "_aws"',
    ],
    [
      'a namespace of blanks',
      { a: { ...path, metric: { ...path.metric, namespace: ' ' } } },
      'a.metric.namespace: must be a CloudWatch namespace (1 to 255 of A-Z a-z 0-9 . _ / # : - and space, not AWS/...), is " "',
    ],
    [
      'a file named twice',
      { a: { ...path, file: ['a.ts', 'b.ts', 'a.ts'] } },
      'a.file[2]: names "a.ts" twice',
    ],
    ['an unknown property', { a: { ...path, anotations: [] } }, 'a.anotations: is not known here'],
    [
      'an annotation key that X-Ray refuses',
      { a: { ...path, annotations: ['source-id'] } },
      'a.annotations[0]: must be an annotation key (letters, digits and _), is "source-id"',
    ],
    [
      'a period that CloudWatch refuses',
      { a: { ...path, alarm: { ...path.alarm, period: 45 } } },
      'a.alarm.period: must be 10, 20, 30 or a multiple of 60 seconds, at most 604800, is 45',
    ],
    [
      'a period of more than a week',
      { a: { ...path, alarm: { ...path.alarm, period: 604_860 } } },
      'a.alarm.period: must be 10, 20, 30 or a multiple of 60 seconds, at most 604800, is 604860',
    ],
    ['a subsegment name that X-Ray refuses', { 'a|b': path }, '"a|b": is not a name that X-Ray takes for a subsegment'],
    [
      'a metric name that cannot be made text',
      { a: { ...path, metric: { ...path.metric, name: { toString: 1, valueOf: 1 } } } },
      'a.metric.name: must be a metric name (1 to 255 ASCII characters), is an object',
    ],
    ['no object', [], 'must be an object with a failure path for each subsegment, is a list'],
    [
      'a path that is no object',
      JSON.parse('{"a":null}'),
      'a: must be an object, is null',
    ],
  ])('names the place, in the check, and the schema refuses it too: %s', (_case, value: unknown, problem) => {
    expect(problemsOf(value)).toEqual([`failure-paths.json: ${problem}`]);
    expect(validate(value)).toBe(false);
  });

  it('is refused for a prototype key', () => {
    expect(problemsOf(JSON.parse('{"__proto__": {}}'))).toEqual([
      'failure-paths.json: "__proto__": is not a name that X-Ray takes for a subsegment',
    ]);
  });

  it.each(Object.getOwnPropertyNames(Object.prototype))('is refused for the metric `%s`, by the schema too', (name) => {
    const value = { a: { ...path, metric: { ...path.metric, name } } };
    expect(problemsOf(value)).toEqual([
      `failure-paths.json: a.metric.name: must be a name that neither a dimension nor Powertools has taken, is "${name}"`,
    ]);
    expect(validate(value)).toBe(false);
  });

  it('is refused for a metric with the name of a dimension, of which a document would hold one', () => {
    expect(problemsOf({ a: { ...path, metric: { ...path.metric, name: 'Lambda' } } })).toEqual([
      'failure-paths.json: a.metric.name: must be a name that neither a dimension nor Powertools has taken, is "Lambda"',
    ]);
  });

  it('has all its places named at once', () => {
    expect(problemsOf({ a: { ...path, mark: 1 }, b: { ...path, metric: 2 } })).toHaveLength(2);
  });
});

describe('what another team may write', () => {
  it.each([
    ['no annotations and no alarm', { file: 'a.ts', mark: 'error', metric: path.metric }],
    ['no dimensions', { ...path, metric: { ...path.metric, dimensions: {} } }],
    ['several files', { ...path, file: ['a.ts', 'b.ts'] }],
  ])('is valid: %s', (_case, definition) => {
    expect(problemsOf({ a: definition })).toEqual([]);
    expect(validate({ a: definition })).toBe(true);
  });
});

describe('the text of a contract', () => {
  it('is read as the parsed contract is', () => {
    expect(parseContractText(`\uFEFF${JSON.stringify(contract)}`)).toEqual(parseContract(contract));
  });

  it.each([
    ['text that is no JSON', '{ "a": ', /^paths\.json: is no JSON: .*JSON/],
    [
      'a path that stands twice',
      '{\n  "save": {},\n  "load": {"file": "save"},\n  "save": {}\n}',
      /^paths\.json: line 4: "save" stands twice in one object$/,
    ],
    [
      'a dimension that stands twice, once with an escape',
      '{ "save": { "metric": {\n "dimensions": { "La\\u006dbda": "a", "Lambda" : "b" } } } }',
      /^paths\.json: line 2: "Lambda" stands twice in one object$/,
    ],
  ])('refuses %s and names the place', (_, text, message) => {
    expect(() => parseContractText(text, 'paths.json')).toThrowError(message);
  });
});
