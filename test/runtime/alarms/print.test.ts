import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import packaged from '../../../runtime/failure-paths.json';
import { cloudFormationTemplate } from '../../../runtime/src/alarms/cloudformation';
import { cloudFormationAlarms } from '../../../runtime/src/alarms/cloudformation-alarms';
import { neededAlarms } from '../../../runtime/src/alarms/needed-alarms';
import { terraformConfiguration } from '../../../runtime/src/alarms/terraform';
import { terraformAlarms } from '../../../runtime/src/alarms/terraform-alarms';
import { findWatched } from '../../../runtime/src/alarms/watched-metrics';
import { parseContract } from '../../../runtime/src/contract';
import { runAlarms } from '../../support/alarms-program';
import schema from '../../support/cloudwatch-alarm.schema.json';

interface Properties {
  readonly AlarmName: string;
  readonly Namespace: string;
  readonly MetricName: string;
  readonly Dimensions: readonly { readonly Name: string; readonly Value: string }[];
  readonly Period: number;
  readonly [property: string]: unknown;
}

interface Template {
  readonly Resources: Readonly<Record<string, { readonly Type: string; readonly Properties: Properties }>>;
}

const isAlarm = new Ajv({ strict: true }).compile(schema);
const audit = packaged.audit_trail_persist;

let directory: string;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'silent-failure-alarms-'));
});

afterAll(() => {
  rmSync(directory, { recursive: true });
});

function contractFile(contract: unknown): string {
  const file = join(directory, 'contract.json');
  writeFileSync(file, typeof contract === 'string' ? contract : JSON.stringify(contract));
  return file;
}

function printed(...args: string[]): unknown {
  const { status, stdout, stderr } = runAlarms(...args);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return JSON.parse(stdout);
}

function expectValid(template: Template): void {
  for (const [id, { Type, Properties }] of Object.entries(template.Resources)) {
    expect(id).toMatch(/^[A-Za-z0-9]{1,255}$/);
    expect(Type).toBe('AWS::CloudWatch::Alarm');
    expect(isAlarm(Properties), JSON.stringify(isAlarm.errors)).toBe(true);
  }
}

describe('as CloudFormation', () => {
  it('prints an alarm for each path and function, as the requirements have them', () => {
    const template = printed('ingestion', 'analysis') as Template;
    expectValid(template);
    const rows = Object.entries(template.Resources).map(([id, { Properties: alarm }]) =>
      [
        id,
        alarm.AlarmName,
        `${alarm.Namespace} ${alarm.MetricName}`,
        alarm.Dimensions.map(({ Name, Value }) => `${Name}=${Value}`).join(','),
        alarm.Period,
      ].join(' | '),
    );
    expect(rows).toEqual([
      'IngestionCircuitBreakerLoad | ingestion circuit_breaker_load | SentimentAnalyzer/Reliability CircuitBreakerPersistenceFailure | Operation=load,Lambda=ingestion | 300',
      'IngestionCircuitBreakerSave | ingestion circuit_breaker_save | SentimentAnalyzer/Reliability CircuitBreakerPersistenceFailure | Operation=save,Lambda=ingestion | 300',
      'IngestionAuditTrailPersist | ingestion audit_trail_persist | SentimentAnalyzer/Compliance AuditEventPersistenceFailure | Lambda=ingestion | 60',
      'IngestionDownstreamNotificationPublish | ingestion downstream_notification_publish | SentimentAnalyzer/Reliability DownstreamNotificationFailure | Lambda=ingestion | 60',
      'IngestionTimeseriesFanoutBatchWrite | ingestion timeseries_fanout_batch_write | SentimentAnalyzer/Data TimeseriesFanoutPartialFailure | Lambda=ingestion | 300',
      'IngestionSelfHealingItemFetch | ingestion self_healing_item_fetch | SentimentAnalyzer/Reliability SelfHealingItemFetchFailure | Lambda=ingestion | 300',
      'IngestionParallelFetchAggregate | ingestion parallel_fetch_aggregate | SentimentAnalyzer/Reliability ParallelFetcherErrors | Lambda=ingestion | 300',
      'AnalysisCircuitBreakerLoad | analysis circuit_breaker_load | SentimentAnalyzer/Reliability CircuitBreakerPersistenceFailure | Operation=load,Lambda=analysis | 300',
      'AnalysisCircuitBreakerSave | analysis circuit_breaker_save | SentimentAnalyzer/Reliability CircuitBreakerPersistenceFailure | Operation=save,Lambda=analysis | 300',
      'AnalysisAuditTrailPersist | analysis audit_trail_persist | SentimentAnalyzer/Compliance AuditEventPersistenceFailure | Lambda=analysis | 60',
      'AnalysisDownstreamNotificationPublish | analysis downstream_notification_publish | SentimentAnalyzer/Reliability DownstreamNotificationFailure | Lambda=analysis | 60',
      'AnalysisTimeseriesFanoutBatchWrite | analysis timeseries_fanout_batch_write | SentimentAnalyzer/Data TimeseriesFanoutPartialFailure | Lambda=analysis | 300',
      'AnalysisSelfHealingItemFetch | analysis self_healing_item_fetch | SentimentAnalyzer/Reliability SelfHealingItemFetchFailure | Lambda=analysis | 300',
      'AnalysisParallelFetchAggregate | analysis parallel_fetch_aggregate | SentimentAnalyzer/Reliability ParallelFetcherErrors | Lambda=analysis | 300',
    ]);
    for (const { Properties } of Object.values(template.Resources)) {
      expect(Properties).toMatchObject({
        Statistic: 'Sum',
        EvaluationPeriods: 1,
        Threshold: 0,
        ComparisonOperator: 'GreaterThanThreshold',
        TreatMissingData: 'notBreaching',
      });
      expect(Properties).not.toHaveProperty('AlarmActions');
    }
  });

  it('has the actions that are given', () => {
    const { Resources } = printed('ingestion', '--action', 'arn:one', '--action', 'arn:two') as Template;
    expect(Resources['IngestionAuditTrailPersist']?.Properties['AlarmActions']).toEqual(['arn:one', 'arn:two']);
  });

  it('tells functions apart whose names have the same letters, and names one once that is given twice', () => {
    const template = printed('a-b', 'a_b', 'a-b') as Template;
    expectValid(template);
    const ids = Object.keys(template.Resources);
    expect(ids).toHaveLength(14);
    expect(new Set(ids.map((id) => id.toLowerCase())).size).toBe(14);
    expect(ids[2]).toBe('ABAuditTrailPersist');
    expect(ids[9]).toMatch(/^ABAuditTrailPersistx[0-9a-f]{12}$/);
  });
});

describe('names that are longer together than CloudFormation takes', () => {
  const longest = { ...audit, metric: { ...audit.metric, dimensions: { Lambda: '{function_name}' } } };
  const paths = { [`${'p'.repeat(199)}1`]: longest, [`${'p'.repeat(199)}2`]: longest };

  it('are cut, and told apart still', () => {
    const template = printed('f'.repeat(64), '--contract', contractFile(paths)) as Template;
    expectValid(template);
    const names = Object.values(template.Resources).map(({ Properties }) => Properties.AlarmName);
    expect(names.map((name) => name.length)).toEqual([255, 255]);
    expect(new Set(names).size).toBe(2);
    expect(Object.keys(template.Resources).map((id) => id.length)).toEqual([255, 255]);
  });
});

describe('as Terraform', () => {
  it('prints the same alarms as resources', () => {
    const { resource } = printed('ingestion', '--format', 'terraform', '--action', 'arn:one') as {
      resource: { aws_cloudwatch_metric_alarm: Record<string, object> };
    };
    const alarms = resource.aws_cloudwatch_metric_alarm;
    expect(Object.keys(alarms)).toHaveLength(7);
    expect(alarms['ingestion_downstream_notification_publish']).toEqual({
      alarm_name: 'ingestion downstream_notification_publish',
      alarm_description:
        'A failure was handled in the Lambda function ingestion: look for traces with the subsegment downstream_notification_publish, marked as fault (runtime/src/paths/notification.ts).',
      namespace: 'SentimentAnalyzer/Reliability',
      metric_name: 'DownstreamNotificationFailure',
      dimensions: { Lambda: 'ingestion' },
      statistic: 'Sum',
      period: 60,
      evaluation_periods: 1,
      threshold: 0,
      comparison_operator: 'GreaterThanThreshold',
      treat_missing_data: 'notBreaching',
      alarm_actions: ['arn:one'],
    });
  });

  it('writes what Terraform would take for a template so that it is read as it stands', () => {
    const metric = { ...audit.metric, dimensions: { 'a${b}': '%{c}' } };
    const file = contractFile({ save: { ...audit, metric } });
    const { resource } = printed('--contract', file, '--format', 'terraform') as {
      resource: { aws_cloudwatch_metric_alarm: Record<string, { dimensions: object }> };
    };
    expect(resource.aws_cloudwatch_metric_alarm['save']?.dimensions).toEqual({ 'a$${b}': '%%{c}' });
  });
});

describe('for a contract of one’s own', () => {
  it.each(['--contract', '--config'])('takes it by %s; a path without an alarm rings for any failure', (option) => {
    const { alarm: _alarm, ...path } = audit;
    const template = printed('orders', option, contractFile({ save_order: path })) as Template;
    expectValid(template);
    expect(template.Resources).toMatchObject({
      OrdersSaveOrder: { Properties: { Statistic: 'Sum', Period: 300, Threshold: 0, TreatMissingData: 'notBreaching' } },
    });
  });

  it('has one alarm for a metric that is the same for all functions', () => {
    const shared = { ...audit, metric: { ...audit.metric, dimensions: { Team: 'orders' } } };
    const file = contractFile({ save: audit, shared });
    const { Resources } = printed('one', 'two', '--contract', file) as Template;
    expect(Object.keys(Resources)).toEqual(['OneSave', 'TwoSave', 'Shared']);
    expect(Object.keys((printed('--contract', contractFile({ shared })) as Template).Resources)).toEqual(['Shared']);
  });
});

describe('what is wrong is said, with exit code 2', () => {
  const USAGE = 'Usage: silent-failure-alarms [options] FUNCTION...';

  it.each([
    ['no function', [], 'The metric of circuit_breaker_load names the Lambda function: give at least one FUNCTION'],
    ['an unknown option', ['--nope'], "Unknown option '--nope'"],
    ['an option without its value', ['--format'], 'argument missing'],
    ['an unknown format', ['f', '--format', 'pulumi'], '--format pulumi: must be cloudformation or terraform'],
    ['a function’s ARN', ['arn:aws:lambda:x'], '"arn:aws:lambda:x": is not the name of a Lambda function'],
    ['two contracts', ['f', '--contract', 'a', '--config', 'b'], '--contract and --config are the same'],
    ['a contract that is not there', ['f', '--contract', 'nope.json'], 'nope.json: no such file'],
    ['a directory', ['f', '--contract', '.'], '.: is a directory'],
    ['six actions', ['f', ...'123456'].flatMap((n, i) => (i ? ['--action', n] : [n])), 'CloudWatch takes at most 5, 6 are given'],
    ['a format to check in', ['--check', 'x', '--format', 'terraform'], '--check prints no alarms'],
    [
      'more alarms than a template takes',
      Array.from({ length: 72 }, (_, index) => `f${index}`),
      '504 alarms are more than the 500 resources of a CloudFormation template',
    ],
  ])('%s', (_case, args, message) => {
    const { status, stdout, stderr } = runAlarms(...args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(message);
  });

  it.each([
    ['no JSON', '{', /contract\.json: is no JSON: /],
    ['a path that is wrong', { save: { ...audit, mark: 'warning' } }, /contract\.json: save\.mark: must be error or fault, is "warning"\n$/],
    ['a path that stands twice', '{\n"a": {},\n"a": {}}', /contract\.json: line 3: "a" stands twice in one object\n$/],
    ['no path', {}, /contract\.json: has no failure path\n$/],
    [
      'a period that CloudWatch refuses for alarms',
      { save: { ...audit, alarm: { ...audit.alarm, period: 604_860 } } },
      /contract\.json: save\.alarm\.period: must be 10, 20, 30 or a multiple of 60 seconds, at most 604800, is 604860\n$/,
    ],
  ])('a contract with %s', (_case, contract, message) => {
    const { status, stdout, stderr } = runAlarms('f', '--contract', contractFile(contract));
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(message);
  });

  it.each(['--help', '-h'])('and %s tells how it is used, with exit code 0', (option) => {
    const { status, stdout, stderr } = runAlarms(option);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout.startsWith(USAGE)).toBe(true);
  });
});

const printable = (maxLength: number) =>
  fc.string({ unit: fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code)), minLength: 1, maxLength });

const contracts = fc.dictionary(
  fc.string({ unit: fc.constantFrom(...'aZ0 _.:/%&#=+\\@-ü日'), minLength: 1, maxLength: 200 }),
  fc.record({
    file: fc.constant('src/a.ts'),
    mark: fc.constantFrom('error', 'fault'),
    metric: fc
      .record({
        namespace: fc
          .string({ unit: fc.constantFrom(...'aZ0._/#: -'), minLength: 1, maxLength: 255 })
          .filter((name) => !name.startsWith(':') && name.trim() !== ''),
        name: printable(255),
        dimensions: fc.dictionary(
          printable(255).filter((name) => !name.startsWith(':') && name !== '__proto__' && name !== '_aws'),
          fc.oneof(fc.constant('{function_name}'), fc.constant('${x}%{y}$${z}'), printable(900)),
          { maxKeys: 5 },
        ),
      })
      .filter(({ name, dimensions }) => !(name in { _aws: name, ...dimensions })),
  }),
  { minKeys: 1, maxKeys: 8 },
);
const functions = fc.uniqueArray(
  fc.string({ unit: fc.constantFrom(...'aZ0-_'), minLength: 1, maxLength: 64 }),
  { minLength: 1, maxLength: 5 },
);

describe('for any contract and any functions', () => {
  it('the template is valid, each alarm has an id and a name of its own, and the check finds each of them', () => {
    fc.assert(
      fc.property(contracts, functions, (contract, names) => {
        const needed = neededAlarms(parseContract(contract), names);
        const template = JSON.parse(JSON.stringify(cloudFormationTemplate(needed, []))) as Template;
        expectValid(template);
        expect(Object.keys(template.Resources)).toHaveLength(needed.length);
        expect(new Set(Object.values(template.Resources).map(({ Properties }) => Properties.AlarmName)).size).toBe(needed.length);
        const watched = cloudFormationAlarms(template as unknown as Record<string, unknown>);
        expect(findWatched(needed, watched).map(({ verdict }) => verdict)).toEqual(needed.map(() => 'yes'));
      }),
      { numRuns: 200 },
    );
  });

  it('so it is for Terraform', () => {
    fc.assert(
      fc.property(contracts, functions, (contract, names) => {
        const needed = neededAlarms(parseContract(contract), names);
        const configuration = JSON.parse(JSON.stringify(terraformConfiguration(needed, []))) as {
          resource: { aws_cloudwatch_metric_alarm: Record<string, unknown> };
        };
        const resources = Object.keys(configuration.resource.aws_cloudwatch_metric_alarm);
        expect(resources).toHaveLength(needed.length);
        expect(resources.filter((name) => !/^[A-Za-z_][A-Za-z0-9_-]*$/.test(name))).toEqual([]);
        expect(findWatched(needed, terraformAlarms(configuration)).map(({ verdict }) => verdict)).toEqual(needed.map(() => 'yes'));
      }),
      { numRuns: 200 },
    );
  });

  it('an alarm that is taken away is missing, unless another path has the same metric', () => {
    fc.assert(
      fc.property(contracts, functions, fc.nat(), (contract, names, pick) => {
        const needed = neededAlarms(parseContract(contract), names);
        const gone = pick % needed.length;
        const template = cloudFormationTemplate(needed.filter((_, index) => index !== gone), []);
        const verdicts = findWatched(needed, cloudFormationAlarms(template as Record<string, unknown>)).map(({ verdict }) => verdict);
        const metric = ({ definition, functionName }: (typeof needed)[number]) =>
          JSON.stringify([definition.metric, JSON.stringify(definition.metric).includes('{function_name}') ? functionName : '']);
        const twins = needed.filter((one) => metric(one) === metric(needed[gone] as (typeof needed)[number]));
        expect(verdicts).toEqual(needed.map((_, index) => (index === gone && twins.length === 1 ? 'no' : 'yes')));
      }),
      { numRuns: 200 },
    );
  });
});
