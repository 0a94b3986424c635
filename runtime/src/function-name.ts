import { DIMENSION_VALUE, DIMENSION_VALUE_TEXT } from './contract.js';
import type { FailurePathDefinition } from './contract.js';

/** What stands in a contract's dimensions for the name of the Lambda function. */
export const FUNCTION_NAME = '{function_name}';

/** A metric as CloudWatch knows it. */
export interface ExactMetric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

/**
 * The metric of a path, with the function's name in its dimensions: what the runtime emits and what an alarm
 * must watch.
 *
 * @param path the name of the path's subsegment, for messages
 * @throws Error when a dimension with that function name is none that CloudWatch takes
 */
export function metricOf(path: string, { metric }: FailurePathDefinition, functionName: string): ExactMetric {
  const dimensions: Record<string, string> = {};
  for (const [dimension, template] of Object.entries(metric.dimensions)) {
    const value = template.replaceAll(FUNCTION_NAME, () => functionName);
    if (!DIMENSION_VALUE.test(value)) {
      throw new Error(
        `${path}.metric.dimensions.${dimension}: with the function name ${JSON.stringify(functionName)} it is not a ${DIMENSION_VALUE_TEXT}`,
      );
    }
    dimensions[dimension] = value;
  }
  return { namespace: metric.namespace, name: metric.name, dimensions };
}

/** Whether the functions' metrics of a path differ. */
export function namesFunction({ metric }: FailurePathDefinition): boolean {
  return Object.values(metric.dimensions).some((value) => value.includes(FUNCTION_NAME));
}
