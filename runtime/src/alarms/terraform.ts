import { metricOf } from '../function-name.js';
import { alarmName, resourceNames } from './names.js';
import { alarmDescription, alarmSettings } from './needed-alarms.js';
import type { NeededAlarm } from './needed-alarms.js';

/**
 * The alarms in Terraform's JSON syntax (`*.tf.json`).
 *
 * @param actions ARNs of what each alarm starts when it rings
 * @see https://developer.hashicorp.com/terraform/language/syntax/json
 * @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/cloudwatch_metric_alarm
 */
export function terraformConfiguration(alarms: readonly NeededAlarm[], actions: readonly string[]): object {
  const names = resourceNames(alarms);
  return {
    resource: {
      aws_cloudwatch_metric_alarm: Object.fromEntries(
        alarms.map((alarm, index) => [names[index], attributes(alarm, actions)]),
      ),
    },
  };
}

function attributes(alarm: NeededAlarm, actions: readonly string[]): object {
  const { namespace, name, dimensions } = metricOf(alarm.path, alarm.definition, alarm.functionName ?? '');
  const { statistic, period, threshold, comparison, treatMissingData } = alarmSettings(alarm);
  return {
    alarm_name: literal(alarmName(alarm)),
    alarm_description: literal(alarmDescription(alarm)),
    namespace: literal(namespace),
    metric_name: literal(name),
    dimensions: Object.fromEntries(
      Object.entries(dimensions).map(([dimension, value]) => [literal(dimension), literal(value)]),
    ),
    statistic,
    period,
    evaluation_periods: 1,
    threshold,
    comparison_operator: comparison,
    treat_missing_data: treatMissingData,
    ...(actions.length > 0 && { alarm_actions: actions.map(literal) }),
  };
}

/** Terraform reads every text as a template. */
function literal(text: string): string {
  return text.replace(/([$%])\{/g, '$1$1{');
}
