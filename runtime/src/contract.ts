/** How a subsegment is marked: `error` (HTTP 4xx in X-Ray's terms) or `fault` (5xx). */
export type Mark = 'error' | 'fault';

/** One path on which a failure is handled: its subsegment is the key in the contract. */
export interface FailurePathDefinition {
  /** The file, or files, that open the subsegment, relative to the repository's root. */
  readonly file: string | readonly string[];
  readonly mark: Mark;
  readonly metric: {
    readonly namespace: string;
    readonly name: string;
    /** Exactly these; `{function_name}` in a value stands for the Lambda function's name. */
    readonly dimensions: Readonly<Record<string, string>>;
  };
  /** Keys of the annotations that a failing path puts on its subsegment. */
  readonly annotations?: readonly string[];
  readonly alarm?: {
    /** Seconds. */
    readonly period: number;
    readonly statistic: string;
    readonly threshold: number;
    readonly comparison: string;
    readonly treatMissingData: string;
  };
}

/** A checked contract: failure paths by the names of their subsegments. */
export type Contract = Readonly<Record<string, FailurePathDefinition>>;

/** A contract that is not valid; the message names every place. */
export class ContractError extends Error {
  override readonly name = 'ContractError';
  /** Each place with what is wrong there. */
  readonly problems: readonly string[];

  constructor(source: string, problems: readonly string[]) {
    super(problems.map((problem) => `${source}: ${problem}`).join('\n'));
    this.problems = problems;
  }
}

const DEFAULT_SOURCE = 'failure paths contract';

type Check = (value: unknown, place: string, problems: string[]) => void;

/** Nearly all names. */
const ASCII_SUBSEGMENT = /^[\w\s.:/%&#=+\\@-]{1,200}$/;
/** A text and no literal: V8 reads Unicode's tables when it meets the literal, which takes time at a cold start. */
const SUBSEGMENT = '^[\\p{L}\\p{N}\\s_.:/%&#=+\\\\@-]{1,200}$';
const NAMESPACE = /^(?!AWS\/)(?=.*\S)[A-Za-z0-9._/#: -]{1,255}$/;
const METRIC_NAME = /^(?=.*\S)[\x20-\x7e]{1,255}$/;
/** `_aws` holds the metadata of an EMF document. */
const DIMENSION_NAME = /^(?!:|_aws$|__proto__$)(?=.*\S)[\x20-\x7e]{1,255}$/;
export const DIMENSION_VALUE = /^(?=.*\S)[\x20-\x7e]{1,1024}$/;
export const DIMENSION_VALUE_TEXT = 'value that CloudWatch takes (1 to 1,024 ASCII characters)';
const FILE = /^(?!\/)[^\\]+$/;
/** CloudWatch takes 30; Powertools Metrics, which writes them, 29. */
const MAX_DIMENSIONS = 29;
const SHORT_PERIODS = [10, 20, 30];
/** An alarm looks back over a week at most. */
const MAX_PERIOD = 604_800;

const checkAlarm = object({
  period: (value, place, problems) => {
    const seconds = value as number;
    const isMinutes = Number.isInteger(value) && seconds > 0 && seconds % 60 === 0 && seconds <= MAX_PERIOD;
    if (!isMinutes && !SHORT_PERIODS.includes(seconds)) {
      refuse(value, place, problems, `10, 20, 30 or a multiple of 60 seconds, at most ${MAX_PERIOD}`);
    }
  },
  statistic: oneOf('Sum', 'SampleCount', 'Average', 'Minimum', 'Maximum'),
  threshold: (value, place, problems) => {
    if (!Number.isFinite(value)) {
      refuse(value, place, problems, 'a number');
    }
  },
  comparison: oneOf(
    'GreaterThanThreshold',
    'GreaterThanOrEqualToThreshold',
    'LessThanThreshold',
    'LessThanOrEqualToThreshold',
  ),
  treatMissingData: oneOf('notBreaching', 'breaching', 'missing', 'ignore'),
});

const checkMetricMembers = object({
  namespace: text(NAMESPACE, 'a CloudWatch namespace (1 to 255 of A-Z a-z 0-9 . _ / # : - and space, not AWS/...)'),
  name: text(METRIC_NAME, 'a metric name (1 to 255 ASCII characters)'),
  dimensions: checkDimensions,
});

const checkPath = object(
  {
    file: checkFile,
    mark: oneOf('error', 'fault'),
    metric: checkMetric,
  },
  { annotations: checkAnnotations, alarm: checkAlarm },
);

/**
 * Checks a contract.
 *
 * @param value what `failure-paths.json` holds, parsed
 * @param source what messages call it, for instance the file's name
 * @returns the contract, without `$schema`
 * @throws ContractError naming every place that breaks the schema (`failure-paths.schema.json`), names a
 * file twice for one subsegment, or holds a dimension that CloudWatch refuses
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_Dimension.html
 */
export function parseContract(value: unknown, source = DEFAULT_SOURCE): Contract {
  const problems: string[] = [];
  const contract: Record<string, FailurePathDefinition> = {};
  if (!isRecord(value)) {
    throw new ContractError(source, [`must be an object with a failure path for each subsegment, is ${show(value)}`]);
  }
  for (const [name, definition] of Object.entries(value)) {
    if (name === '$schema') {
      text(/^/, 'a string')(definition, name, problems);
    } else if (!isSubsegmentName(name)) {
      problems.push(`${show(name)}: is not a name that X-Ray takes for a subsegment`);
    } else {
      checkPath(definition, name, problems);
      contract[name] = definition as FailurePathDefinition;
    }
  }
  if (problems.length > 0) {
    throw new ContractError(source, problems);
  }
  return contract;
}

function isSubsegmentName(name: string): boolean {
  return (ASCII_SUBSEGMENT.test(name) || new RegExp(SUBSEGMENT, 'u').test(name)) && name !== '__proto__';
}

function checkFile(value: unknown, place: string, problems: string[]): void {
  const isFile = text(FILE, 'a path from the root of the repository, with forward slashes');
  if (!Array.isArray(value)) {
    isFile(value, place, problems);
    return;
  }
  if (value.length === 0) {
    problems.push(`${place}: must name a file`);
  }
  checkList(value, isFile, place, problems);
}

function checkMetric(value: unknown, place: string, problems: string[]): void {
  checkMetricMembers(value, place, problems);
  const { name, dimensions } = isRecord(value) ? value : {};
  // Powertools takes `constructor` and the like for metrics that it has already.
  if (typeof name === 'string' && name in { _aws: name, ...(dimensions as object) }) {
    refuse(name, `${place}.name`, problems, 'a name that neither a dimension nor Powertools has taken');
  }
}

function checkDimensions(value: unknown, place: string, problems: string[]): void {
  if (!isRecord(value)) {
    refuse(value, place, problems, 'an object');
    return;
  }
  const dimensions = Object.entries(value);
  if (dimensions.length > MAX_DIMENSIONS) {
    problems.push(`${place}: must be at most ${MAX_DIMENSIONS} dimensions, is ${dimensions.length}`);
  }
  for (const [name, dimension] of dimensions) {
    if (!DIMENSION_NAME.test(name)) {
      problems.push(`${place}.${show(name)}: is not a dimension name that CloudWatch takes`);
    }
    text(DIMENSION_VALUE, `a dimension ${DIMENSION_VALUE_TEXT}`)(dimension, `${place}.${name}`, problems);
  }
}

function checkAnnotations(value: unknown, place: string, problems: string[]): void {
  if (!Array.isArray(value)) {
    refuse(value, place, problems, 'a list of annotation keys');
    return;
  }
  checkList(value, text(/^[A-Za-z0-9_]{1,500}$/, 'an annotation key (letters, digits and _)'), place, problems);
}

function checkList(items: readonly unknown[], check: Check, place: string, problems: string[]): void {
  const seen = new Set<unknown>();
  items.forEach((item, index) => {
    check(item, `${place}[${index}]`, problems);
    const key = typeof item === 'string' ? item.replace(/^(\.\/)+/, '') : item;
    if (seen.has(key)) {
      problems.push(`${place}[${index}]: names ${show(item)} twice`);
    }
    seen.add(key);
  });
}

function object(required: Record<string, Check>, optional: Record<string, Check> = {}): Check {
  const checks = { ...required, ...optional };
  return (value, place, problems) => {
    if (!isRecord(value)) {
      refuse(value, place, problems, 'an object');
      return;
    }
    for (const key of Object.keys(required)) {
      if (!Object.hasOwn(value, key)) {
        problems.push(`${place}.${key}: is missing`);
      }
    }
    for (const [key, member] of Object.entries(value)) {
      if (Object.hasOwn(checks, key)) {
        checks[key]?.(member, `${place}.${key}`, problems);
      } else {
        problems.push(`${place}.${key}: is not known here`);
      }
    }
  };
}

function oneOf(...allowed: readonly string[]): Check {
  return (value, place, problems) => {
    if (!allowed.includes(value as string)) {
      refuse(value, place, problems, allowed.join(' or '));
    }
  };
}

function text(pattern: RegExp, what: string): Check {
  return (value, place, problems) => {
    if (typeof value !== 'string' || !pattern.test(value)) {
      refuse(value, place, problems, what);
    }
  };
}

function refuse(value: unknown, place: string, problems: string[], what: string): void {
  problems.push(`${place}: must be ${what}, is ${show(value)}`);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A value as messages show it; objects by what they are, since they may be circular. */
function show(value: unknown): string {
  if (typeof value === 'string') {
    return JSON.stringify(value.length > 60 ? `${value.slice(0, 59)}…` : value);
  }
  return Array.isArray(value) ? 'a list' : isRecord(value) ? 'an object' : String(value);
}

/**
 * Checks a contract as it stands in a file.
 *
 * @param text the JSON text; a name that stands twice in one object, of which `JSON.parse` would silently
 * keep the last, is a problem too
 * @param source what messages call it, for instance the file's name
 * @throws ContractError as `parseContract`, and for text that is no JSON
 */
export function parseContractText(text: string, source?: string): Contract {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new ContractError(source ?? DEFAULT_SOURCE, [`is no JSON: ${(error as Error).message}`]);
  }
  const duplicates = duplicateNames(text);
  if (duplicates.length > 0) {
    throw new ContractError(source ?? DEFAULT_SOURCE, duplicates);
  }
  return parseContract(value, source);
}

const JSON_TOKEN = /"(?:[^"\\]|\\.)*"(\s*:)?|[{}]/g;

/** The names that stand twice in one object of a valid JSON text, with their lines. */
function duplicateNames(text: string): string[] {
  const problems: string[] = [];
  const objects: Set<string>[] = [];
  for (const { 0: token, 1: colon, index } of text.matchAll(JSON_TOKEN)) {
    if (token === '{') {
      objects.push(new Set());
    } else if (token === '}') {
      objects.pop();
    } else if (colon !== undefined) {
      const name = JSON.parse(token.slice(0, -colon.length)) as string;
      const names = objects.at(-1);
      if (names?.has(name)) {
        const line = text.slice(0, index).split('\n').length;
        problems.push(`line ${line}: ${show(name)} stands twice in one object`);
      }
      names?.add(name);
    }
  }
  return problems;
}
