import { metricOf } from '../function-name.js';
import { alarmName, logicalIds } from './names.js';
import { alarmDescription, alarmSettings } from './needed-alarms.js';
import type { NeededAlarm } from './needed-alarms.js';

/** The resources that CloudFormation takes in one template. */
export const MAX_RESOURCES = 500;

/**
 * A CloudFormation template of the alarms.
 *
 * @param actions ARNs of what each alarm starts when it rings
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudwatch-alarm.html
 */
export function cloudFormationTemplate(alarms: readonly NeededAlarm[], actions: readonly string[]): object {
  const ids = logicalIds(alarms);
  return {
    AWSTemplateFormatVersion: '2010-09-09',
    Description: 'Alarms that ring when a failure path fails',
    Resources: Object.fromEntries(
      alarms.map((alarm, index) => [
        ids[index],
        { Type: 'AWS::CloudWatch::Alarm', Properties: properties(alarm, actions) },
      ]),
    ),
  };
}

function properties(alarm: NeededAlarm, actions: readonly string[]): object {
  const { namespace, name, dimensions } = metricOf(alarm.path, alarm.definition, alarm.functionName ?? '');
  const { statistic, period, threshold, comparison, treatMissingData } = alarmSettings(alarm);
  return {
    AlarmName: alarmName(alarm),
    AlarmDescription: alarmDescription(alarm),
    Namespace: namespace,
    MetricName: name,
    Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
    Statistic: statistic,
    Period: period,
    EvaluationPeriods: 1,
    Threshold: threshold,
    ComparisonOperator: comparison,
    TreatMissingData: treatMissingData,
    ...(actions.length > 0 && { AlarmActions: actions }),
  };
}
