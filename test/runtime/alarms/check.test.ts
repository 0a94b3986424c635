import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cloudFormationAlarms } from '../../../runtime/src/alarms/cloudformation-alarms';
import { neededAlarms } from '../../../runtime/src/alarms/needed-alarms';
import { terraformAlarms } from '../../../runtime/src/alarms/terraform-alarms';
import { findWatched } from '../../../runtime/src/alarms/watched-metrics';
import { parseContract } from '../../../runtime/src/contract';
import { runAlarms } from '../../support/alarms-program';

let directory: string;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'silent-failure-alarms-'));
});

afterAll(() => {
  rmSync(directory, { recursive: true });
});

function write(name: string, text: string): string {
  const file = join(directory, name);
  writeFileSync(file, text);
  return file;
}

/** A contract of one path, whose alarm the templates below have, or have not. */
const CONTRACT = {
  save: {
    file: 'src/save.ts',
    mark: 'error',
    metric: { namespace: 'Orders', name: 'SaveFailure', dimensions: { Step: 'save', Lambda: '{function_name}' } },
  },
};

const needed = neededAlarms(parseContract(CONTRACT), ['orders-dev']);

const NAMED = { Namespace: 'Orders', MetricName: 'SaveFailure' };
const STEP = { Name: 'Step', Value: 'save' };

describe('a template that the program has printed', () => {
  it.each([
    ['cloudformation', 'template.json'],
    ['terraform', 'alarms.tf.json'],
  ])('lacks nothing, with exit code 0: %s', (format, name) => {
    const file = write(name, runAlarms('ingestion', 'analysis', '--format', format).stdout);
    expect(runAlarms('--check', file, 'ingestion', 'analysis')).toEqual({
      status: 0,
      stdout: `${file}: 14 of 14 alarms there, 0 missing, 0 not known before it is deployed\n`,
      stderr: '',
    });
    expect(runAlarms('--check', file)).toMatchObject({ status: 0, stdout: `${file}: 7 of 7 alarms there, 0 missing, 0 not known before it is deployed\n` });
  });
});

const YAML = `
AWSTemplateFormatVersion: "2010-09-09"
Transform: AWS::Serverless-2016-10-31
Parameters:
  Stage: { Type: String }
Conditions:
  IsLive: !Equals [!Ref Stage, live]
Resources:
  Ingestion:
    Type: AWS::Serverless::Function
    Properties:
      FunctionName: ingestion
  NoAlarm:
    Type: AWS::SNS::Topic
  Audit: # the dimension that Powertools adds by default
    Type: AWS::CloudWatch::Alarm
    Properties:
      Namespace: SentimentAnalyzer/Compliance
      MetricName: AuditEventPersistenceFailure
      Dimensions:
        - { Name: Lambda, Value: ingestion }
        - { Name: service, Value: sentiment }
  Notification:
    Type: AWS::CloudWatch::Alarm
    Properties:
      Namespace: SentimentAnalyzer/Alerts
      MetricName: DownstreamNotificationFailure
      Dimensions: []
  BreakerLoad:
    Type: AWS::CloudWatch::Alarm
    Properties:
      Namespace: SentimentAnalyzer/Reliability
      MetricName: CircuitBreakerPersistenceFailure
      Dimensions:
        - { Name: Operation, Value: load }
        - { Name: Lambda, Value: !Ref Ingestion }
  Fanout:
    Type: AWS::CloudWatch::Alarm
    Condition: IsLive
    Properties:
      Namespace: SentimentAnalyzer/Data
      MetricName: TimeseriesFanoutPartialFailure
      Dimensions:
        - { Name: Lambda, Value: ingestion }
  Fetch:
    Type: AWS::CloudWatch::Alarm
    Properties:
      Namespace: SentimentAnalyzer/Reliability
      MetricName: SelfHealingItemFetchFailure
      Dimensions:
        - Name: Lambda
          Value: !Sub "\${Stage}-ingestion"
  Fetcher:
    Type: AWS::CloudWatch::Alarm
    Properties:
      Namespace: !Join ["/", [SentimentAnalyzer, !Ref Area]]
      MetricName: ParallelFetcherErrors
      Dimensions:
        - { Name: Lambda, Value: !GetAtt Other.Name }
`;

describe('a template written by hand', () => {
  it('has its missing alarms named, with what is wrong with those that are near, and exit code 1', () => {
    const file = write('template.yaml', YAML);
    const { status, stdout, stderr } = runAlarms('--check', file, 'ingestion');
    expect(stderr).toBe('');
    expect(stdout.split('\n')).toEqual([
      'missing: circuit_breaker_save of ingestion',
      '         CircuitBreakerPersistenceFailure in SentimentAnalyzer/Reliability, Operation=save, Lambda=ingestion',
      'missing: audit_trail_persist of ingestion',
      '         AuditEventPersistenceFailure in SentimentAnalyzer/Compliance, Lambda=ingestion',
      '         not Audit: it has the dimension service, which the metric has not',
      'missing: downstream_notification_publish of ingestion',
      '         DownstreamNotificationFailure in SentimentAnalyzer/Reliability, Lambda=ingestion',
      '         not Notification: the namespace is SentimentAnalyzer/Alerts; the dimension Lambda is missing',
      'missing: self_healing_item_fetch of ingestion',
      '         SelfHealingItemFetchFailure in SentimentAnalyzer/Reliability, Lambda=ingestion',
      '         not Fetch: Lambda is ${…}-ingestion',
      'unknown: timeseries_fanout_batch_write of ingestion',
      '         TimeseriesFanoutPartialFailure in SentimentAnalyzer/Data, Lambda=ingestion',
      '         may be Fanout',
      'unknown: parallel_fetch_aggregate of ingestion',
      '         ParallelFetcherErrors in SentimentAnalyzer/Reliability, Lambda=ingestion',
      '         may be Fetcher',
      `${file}: 1 of 7 alarms there, 4 missing, 2 not known before it is deployed`,
      '',
    ]);
    expect(status).toBe(1);
  });

  it('may be split over several files', () => {
    const own = write('contract.json', JSON.stringify(CONTRACT));
    const alarm = write('one.json', runAlarms('--contract', own, 'orders-dev').stdout);
    const empty = write('two.json', '{ "Resources": {} }');
    expect(runAlarms('--check', empty, '--check', alarm, '--contract', own, 'orders-dev')).toMatchObject({
      status: 0,
      stdout: `${empty}, ${alarm}: 1 of 1 alarm there, 0 missing, 0 not known before it is deployed\n`,
    });
    expect(runAlarms('--check', empty, '--contract', own, 'orders-dev').status).toBe(1);
  });
});

describe('without a function', () => {
  const ofAnyFunction = neededAlarms(parseContract(CONTRACT), []);

  it.each([
    ['an alarm for some function will do', 'orders-live', 'yes'],
    ['no alarm is for a function without a name', '', 'no'],
    ['an alarm for a function that is not known yet may do', { Ref: 'FunctionName' }, 'unknown'],
  ])('%s', (_case, value, verdict) => {
    const Dimensions = [STEP, { Name: 'Lambda', Value: value }];
    const template = { Resources: { Alarm: { Type: 'AWS::CloudWatch::Alarm', Properties: { ...NAMED, Dimensions } } } };
    expect(findWatched(ofAnyFunction, cloudFormationAlarms(template))[0]?.verdict).toBe(verdict);
  });
});

describe('a file that cannot be checked is named, with exit code 2', () => {
  it.each([
    ['that is not there', 'nowhere.yaml', undefined, 'nowhere.yaml: no such file\n'],
    ['that is no JSON', 'a.json', '{ "Resources": ', /a\.json: is no JSON: /],
    ['that is no YAML', 'a.yaml', 'Resources:\n  A: [1\n', /a\.yaml:3:1: is no YAML: /],
    ['that has a name twice', 'b.yaml', 'Resources:\n  A: {}\n  A: {}\n', /b\.yaml:3:3: is no YAML: Map keys must be unique/],
    ['that is something else', 'c.json', '{ "name": "x" }', /c\.json: is neither a CloudFormation template \(it has no Resources\) nor Terraform JSON\n/],
    ['that is Terraform’s own language', 'main.tf', 'resource "aws_cloudwatch_metric_alarm" "a" {\n  period = 60\n}\n', /main\.tf: is in Terraform's own language: give what "terraform show -json PLAN" prints\n/],
    ['that is a list', 'd.json', '[]', /d\.json: is neither/],
    ['that is empty', 'e.yaml', '', /e\.yaml: is neither/],
  ])('%s', (_case, name, text, message) => {
    const file = text === undefined ? name : write(name, text);
    const { status, stdout, stderr } = runAlarms('--check', file);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(message);
  });
});

/** What a template with one alarm says of the path `save` of the function `orders-dev`. */
function verdictOf(alarm: object, others: object = {}): string | undefined {
  const template = { Resources: { Alarm: { Type: 'AWS::CloudWatch::Alarm', ...alarm }, ...others } };
  return findWatched(needed, cloudFormationAlarms(template))[0]?.verdict;
}

describe('what stands in CloudFormation for the function’s name', () => {
  const lambda = { Orders: { Type: 'AWS::Lambda::Function', Properties: { FunctionName: { 'Fn::Sub': '${Service}-dev' } } } };

  it.each([
    ['the name', 'orders-dev', 'yes'],
    ['another name', 'orders', 'no'],
    ['a parameter', { Ref: 'FunctionName' }, 'unknown'],
    ['a function whose name may be it', { Ref: 'Orders' }, 'unknown'],
    ['a function whose name cannot be it', { Ref: 'Billing' }, 'no'],
    ['a function without a name of its own', { Ref: 'Nameless' }, 'unknown'],
    ['functions named after each other', { Ref: 'Circle' }, 'unknown'],
    ['a substitution that may be it', { 'Fn::Sub': 'orders-${Stage}' }, 'unknown'],
    ['a substitution that cannot be it', { 'Fn::Sub': 'billing-${Stage}' }, 'no'],
    ['a substitution with its values', { 'Fn::Sub': ['${A}-${B}', { A: 'orders', B: 'dev' }] }, 'yes'],
    ['a substitution with other values', { 'Fn::Sub': ['${A}-${B}', { A: 'orders', B: 'live' }] }, 'no'],
    ['a substitution of a function', { 'Fn::Sub': '${Billing}' }, 'no'],
    ['a substitution that is taken back', { 'Fn::Sub': 'orders-${!Stage}' }, 'no'],
    ['a join', { 'Fn::Join': ['-', ['orders', 'dev']] }, 'yes'],
    ['a join that may be it', { 'Fn::Join': ['-', ['orders', { Ref: 'Stage' }]] }, 'unknown'],
    ['a join that cannot be it', { 'Fn::Join': ['_', ['orders', { Ref: 'Stage' }]] }, 'no'],
    ['a choice', { 'Fn::If': ['IsLive', 'orders-live', 'orders-dev'] }, 'unknown'],
  ])('%s', (_case, value, verdict) => {
    const others = {
      ...lambda,
      Billing: { Type: 'AWS::Lambda::Function', Properties: { FunctionName: 'billing' } },
      Nameless: { Type: 'AWS::Lambda::Function', Properties: {} },
      Circle: { Type: 'AWS::Lambda::Function', Properties: { FunctionName: { Ref: 'Circle' } } },
    };
    const Dimensions = [{ Name: 'Lambda', Value: value }, STEP];
    expect(verdictOf({ Properties: { ...NAMED, Dimensions } }, others)).toBe(verdict);
  });
});

describe('an alarm of CloudFormation', () => {
  const Dimensions = [STEP, { Name: 'Lambda', Value: 'orders-dev' }];
  const query = (metric: object) => [{ Id: 'e', Expression: 'm1 * 2' }, { Id: 'm1', MetricStat: { Metric: metric, Period: 60, Stat: 'Sum' } }];

  it.each([
    ['on the metric', { Properties: { ...NAMED, Dimensions } }, 'yes'],
    ['on no namespace', { Properties: { MetricName: 'SaveFailure', Dimensions } }, 'no'],
    ['on no dimensions', { Properties: NAMED }, 'no'],
    ['on one dimension more', { Properties: { ...NAMED, Dimensions: [...Dimensions, { Name: 'service', Value: 'x' }] } }, 'no'],
    ['on a dimension of another name', { Properties: { ...NAMED, Dimensions: [STEP, { Name: 'lambda', Value: 'orders-dev' }] } }, 'no'],
    ['on a dimension of a name that is not known', { Properties: { ...NAMED, Dimensions: [STEP, { Name: { Ref: 'X' }, Value: 'orders-dev' }] } }, 'unknown'],
    ['on dimensions that are chosen', { Properties: { ...NAMED, Dimensions: { 'Fn::If': ['A', [], []] } } }, 'unknown'],
    ['that is chosen', { Properties: { 'Fn::If': ['A', { ...NAMED, Dimensions }, {}] } }, 'unknown'],
    ['that is chosen for another metric', { Properties: { 'Fn::If': ['A', { Namespace: 'Orders', MetricName: 'Other' }, {}] } }, 'no'],
    ['that is there under a condition', { Condition: 'A', Properties: { ...NAMED, Dimensions } }, 'unknown'],
    ['that computes with the metric', { Properties: { Metrics: query({ ...NAMED, Dimensions }) } }, 'yes'],
    ['that computes with another metric', { Properties: { Metrics: query({ ...NAMED, Dimensions: [] }) } }, 'no'],
    ['that searches for the metric', { Properties: { Metrics: [{ Id: 's', Expression: "SEARCH('{Orders,Lambda} SaveFailure', 'Sum')" }] } }, 'unknown'],
    ['that searches for another one', { Properties: { Metrics: [{ Id: 's', Expression: "SEARCH('{Orders,Lambda} Latency', 'Sum')" }] } }, 'no'],
    ['without properties', {}, 'no'],
  ])('%s', (_case, alarm, verdict) => {
    expect(verdictOf(alarm)).toBe(verdict);
  });

  it.each([
    ['may be the one', 'orders-${Stage}', 'unknown'],
    ['may be the one, with the name made alphanumeric', 'orders-&{Stage}', 'unknown'],
    ['cannot be the one', 'billing-${Stage}', 'no'],
  ])('in a loop %s', (_case, value, verdict) => {
    const properties = { ...NAMED, Dimensions: [STEP, { Name: 'Lambda', Value: value }] };
    const loop = ['Stage', ['dev', 'live'], { 'Alarm${Stage}': { Type: 'AWS::CloudWatch::Alarm', Properties: properties } }];
    expect(verdictOf({ Properties: {} }, { 'Fn::ForEach::Alarms': loop })).toBe(verdict);
  });
});

describe('Terraform', () => {
  const dimensions = { Step: 'save', Lambda: 'orders-dev' };
  const alarm = { namespace: 'Orders', metric_name: 'SaveFailure', dimensions };
  const configured = (body: unknown, others: object = {}) =>
    findWatched(needed, terraformAlarms({ resource: { aws_cloudwatch_metric_alarm: { a: body } }, ...others }))[0]?.verdict;
  const named = (Lambda: string) => ({ ...alarm, dimensions: { Step: 'save', Lambda } });

  it.each([
    ['an alarm on the metric', alarm, 'yes'],
    ['the same in a list', [alarm], 'yes'],
    ['another function', named('orders'), 'no'],
    ['a variable', named('${var.name}'), 'unknown'],
    ['a variable with the wrong text around it', named('billing-${var.stage}'), 'no'],
    ['a local value', named('${local.name}'), 'yes'],
    ['a local value that is another name', named('${local.other}'), 'no'],
    ['a local value defined by itself', named('${local.circle}'), 'unknown'],
    ['the name of a function', named('${aws_lambda_function.orders.function_name}'), 'yes'],
    ['the name of a function that is elsewhere', named('${aws_lambda_function.far.function_name}'), 'unknown'],
    ['a nested expression', named('orders-${lookup({ a = "x" }, var.stage)}'), 'unknown'],
    ['a directive', named('%{ if var.live }orders-live%{ else }orders-dev%{ endif }'), 'unknown'],
    ['an escaped template', named('orders-$${stage}'), 'no'],
    ['dimensions that are computed', { ...alarm, dimensions: '${var.dimensions}' }, 'unknown'],
    ['no dimensions', { ...alarm, dimensions: undefined }, 'no'],
    ['an alarm that is there several times', { ...alarm, for_each: '${var.functions}' }, 'unknown'],
    ['a computation with the metric', { metric_query: [{ id: 'm', metric: [alarm] }] }, 'yes'],
    ['a computation in one block', { metric_query: { id: 'm', metric: alarm } }, 'yes'],
    ['a search', { metric_query: { id: 's', expression: 'SEARCH SaveFailure' } }, 'unknown'],
    ['blocks that are computed', { dynamic: { metric_query: { content: { metric: alarm } } } }, 'unknown'],
  ])('%s', (_case, body, verdict) => {
    const others = {
      locals: [{ name: 'orders-dev' }, { other: 'billing', circle: '${local.circle}' }],
    };
    const functions = { aws_lambda_function: { orders: { function_name: '${local.name}' } } };
    const resource = [{ aws_cloudwatch_metric_alarm: { a: body } }, functions];
    expect(configured(body, { ...others, resource })).toBe(verdict);
  });

  it('is read from a plan too: what is only known when it is applied may be the one', () => {
    const address = 'module.a.aws_cloudwatch_metric_alarm.a[0]';
    const planned = (values: object, after_unknown: object) =>
      findWatched(
        needed,
        terraformAlarms({
          planned_values: {
            root_module: {
              resources: [{ address: 'aws_sns_topic.t', type: 'aws_sns_topic', values: {} }],
              child_modules: [{ resources: [{ address, type: 'aws_cloudwatch_metric_alarm', values }] }],
            },
          },
          resource_changes: [{ address, change: { after_unknown } }],
        }),
      )[0]?.verdict;
    const query = { ...alarm, dimensions: null, metric_query: [{ metric: [alarm] }] };
    expect(planned({ ...alarm, metric_query: [] }, { id: true, dimensions: {} })).toBe('yes');
    expect(planned({ ...alarm, dimensions: { Step: 'save' } }, { dimensions: { Lambda: true } })).toBe('unknown');
    expect(planned({ namespace: 'Orders', metric_name: 'SaveFailure' }, { dimensions: true })).toBe('unknown');
    expect(planned({ ...alarm, dimensions: { Step: 'load' } }, { dimensions: { Lambda: true } })).toBe('no');
    expect(planned(query, {})).toBe('yes');
  });

  it('is read from a state too', () => {
    const resources = [{ address: 'a', type: 'aws_cloudwatch_metric_alarm', values: alarm }];
    expect(findWatched(needed, terraformAlarms({ values: { root_module: { resources } } }))[0]?.verdict).toBe('yes');
  });
});
