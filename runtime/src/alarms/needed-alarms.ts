import type { Contract, FailurePathDefinition } from '../contract.js';
import { namesFunction } from '../function-name.js';

type AlarmSettings = NonNullable<FailurePathDefinition['alarm']>;

/** One alarm that a contract asks for. */
export interface NeededAlarm {
  /** The name of the path's subsegment. */
  readonly path: string;
  /** The function whose failures it tells; none when the metric is the same for all functions. */
  readonly functionName?: string;
  readonly definition: FailurePathDefinition;
}

/** A path whose contract says nothing of its alarm has one for any failure within five minutes. */
const DEFAULT_SETTINGS: AlarmSettings = {
  period: 300,
  statistic: 'Sum',
  threshold: 0,
  comparison: 'GreaterThanThreshold',
  treatMissingData: 'notBreaching',
};

/**
 * The alarms that a contract asks for: one for each path and function, or for the path alone when its metric
 * is the same for all functions.
 *
 * @param functionNames without any, the paths whose metric names the function have one alarm each too, for a
 * function that is not known
 */
export function neededAlarms(contract: Contract, functionNames: readonly string[]): NeededAlarm[] {
  const functions = [...new Set(functionNames)];
  const ofEachFunction = Object.entries(contract).filter(([, path]) => functions.length > 0 && namesFunction(path));
  const ofAll = Object.entries(contract).filter((entry) => !ofEachFunction.some(([path]) => path === entry[0]));
  return [
    ...functions.flatMap((functionName) =>
      ofEachFunction.map(([path, definition]) => ({ path, functionName, definition })),
    ),
    ...ofAll.map(([path, definition]) => ({ path, definition })),
  ];
}

export function alarmSettings({ definition }: NeededAlarm): AlarmSettings {
  return definition.alarm ?? DEFAULT_SETTINGS;
}

/** What people call the alarm: `audit_trail_persist of ingestion`. */
export function describeAlarm({ path, functionName }: NeededAlarm): string {
  return functionName === undefined ? path : `${path} of ${functionName}`;
}

const MAX_DESCRIPTION = 1024;

/** What whoever is woken by the alarm reads: where to look. */
export function alarmDescription({ path, functionName, definition }: NeededAlarm): string {
  const files = [definition.file].flat().join(', ');
  const where = functionName === undefined ? '' : ` in the Lambda function ${functionName}`;
  const description = `A failure was handled${where}: look for traces with the subsegment ${path}, marked as ${definition.mark} (${files}).`;
  return description.length > MAX_DESCRIPTION ? `${description.slice(0, MAX_DESCRIPTION - 1)}…` : description;
}
