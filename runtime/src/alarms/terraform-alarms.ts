import { isRecord, listOf } from './json.js';
import type { JsonObject } from './json.js';
import { joined, UNKNOWN } from './template-text.js';
import type { TemplateText } from './template-text.js';
import { somewhere } from './watched-metrics.js';
import type { WatchedMetric } from './watched-metrics.js';

const ALARM_TYPE = 'aws_cloudwatch_metric_alarm';

/**
 * The metrics that alarms watch in Terraform's JSON: the configuration (`*.tf.json`), or what
 * `terraform show -json` prints of a plan or a state.
 *
 * @see https://developer.hashicorp.com/terraform/language/syntax/json
 * @see https://developer.hashicorp.com/terraform/internals/json-format
 */
export function terraformAlarms(document: JsonObject): WatchedMetric[] {
  const values = document['planned_values'] ?? document['values'];
  if (isRecord(values)) {
    return plannedAlarms(document, values);
  }
  const configuration = new Configuration(document);
  return configuration.resources(ALARM_TYPE).flatMap(({ name, attributes }) =>
    metricsOf(`${ALARM_TYPE}.${name}`, attributes, {
      textOf: (value) => configuration.textOf(value),
      isCertain: attributes['count'] === undefined && attributes['for_each'] === undefined,
    }),
  );
}

interface Reading {
  textOf(value: unknown): TemplateText;
  readonly isCertain: boolean;
}

function metricsOf(alarm: string, attributes: JsonObject, { textOf, isCertain }: Reading): WatchedMetric[] {
  const metric = (fields: JsonObject): WatchedMetric => ({
    alarm,
    namespace: textOf(fields['namespace']),
    name: textOf(fields['metric_name']),
    dimensions: dimensionsOf(fields['dimensions'], textOf),
    isCertain,
  });
  const queries = attributes['metric_query'] ?? [];
  if (Array.isArray(queries) && queries.length === 0) {
    return attributes['dynamic'] === undefined ? [metric(attributes)] : [somewhere(alarm, attributes)];
  }
  return listOf(queries).map((query) => {
    const [fields] = isRecord(query) ? listOf(query['metric']) : [];
    return isRecord(fields) ? metric(fields) : somewhere(alarm, query);
  });
}

function dimensionsOf(value: unknown, textOf: Reading['textOf']): WatchedMetric['dimensions'] {
  if (value === undefined || value === null) {
    return new Map();
  }
  if (!isRecord(value)) {
    return undefined;
  }
  const dimensions = Object.entries(value).map(([name, given]) => ({ name: textOf(name), given: textOf(given) }));
  return dimensions.some(({ name }) => name.includes(undefined))
    ? undefined
    : new Map(dimensions.map(({ name, given }) => [name.join(''), given]));
}

interface Resource {
  readonly name: string;
  readonly attributes: JsonObject;
}

class Configuration {
  readonly #document: JsonObject;

  constructor(document: JsonObject) {
    this.#document = document;
  }

  resources(type: string): Resource[] {
    return this.#members('resource', type).flatMap((byName) =>
      Object.entries(byName).flatMap(([name, bodies]) =>
        listOf(bodies).filter(isRecord).map((attributes) => ({ name, attributes })),
      ),
    );
  }

  /** @param within the expressions that are being read, which a configuration may define in a circle */
  textOf(value: unknown, within: readonly string[] = []): TemplateText {
    if (typeof value === 'number' || typeof value === 'boolean') {
      return [String(value)];
    }
    if (value === undefined || value === null) {
      return [''];
    }
    if (typeof value !== 'string') {
      return UNKNOWN;
    }
    if (/(?<!%)%\{/.test(value)) {
      return UNKNOWN;
    }
    const parts = value.split(/(?<!\$)\$\{((?:[^{}]|\{[^{}]*\})*)\}/);
    return joined(
      parts.map((part, index) =>
        index % 2 === 1 ? this.#expression(part.trim(), within) : [part.replace(/([$%])\1\{/g, '$1{')],
      ),
    );
  }

  #expression(expression: string, within: readonly string[]): TemplateText {
    const [, type = '', name = ''] = /^(aws_lambda_function|local)\.([\w-]+)(?:\.function_name)?$/.exec(expression) ?? [];
    if (within.includes(expression) || type === '') {
      return UNKNOWN;
    }
    const given =
      type === 'local'
        ? this.#members('locals').find((locals) => Object.hasOwn(locals, name))?.[name]
        : this.resources(type).find((resource) => resource.name === name)?.attributes['function_name'];
    return given === undefined ? UNKNOWN : this.textOf(given, [...within, expression]);
  }

  /** The objects at a place; Terraform takes one object or a list of them at each step. */
  #members(...keys: readonly string[]): JsonObject[] {
    let members: readonly JsonObject[] = [this.#document];
    for (const key of keys) {
      members = members.flatMap((member) => listOf(member[key]).filter(isRecord));
    }
    return [...members];
  }
}

/** A plan tells apart what is not there and what is only known when it is applied. */
function plannedAlarms(document: JsonObject, values: JsonObject): WatchedMetric[] {
  const unknowns = new Map<unknown, unknown>();
  for (const change of listOf(document['resource_changes']).filter(isRecord)) {
    unknowns.set(change['address'], isRecord(change['change']) ? change['change']['after_unknown'] : undefined);
  }
  return modulesOf(values['root_module'])
    .flatMap((module) => listOf(module['resources']).filter(isRecord))
    .filter((resource) => resource['type'] === ALARM_TYPE && isRecord(resource['values']))
    .flatMap((resource) => {
      const attributes = withUnknowns(resource['values'], unknowns.get(resource['address'])) as JsonObject;
      return metricsOf(String(resource['address']), attributes, { textOf: plannedText, isCertain: true });
    });
}

function modulesOf(module: unknown): JsonObject[] {
  if (!isRecord(module)) {
    return [];
  }
  return [module, ...listOf(module['child_modules']).flatMap(modulesOf)];
}

const NOT_YET_KNOWN = Symbol('known after apply');

function withUnknowns(value: unknown, unknown: unknown): unknown {
  if (unknown === true) {
    return NOT_YET_KNOWN;
  }
  if (Array.isArray(value)) {
    return value.map((member, index) => withUnknowns(member, listOf(unknown)[index]));
  }
  if (!isRecord(value) || !isRecord(unknown)) {
    return value;
  }
  const keys = new Set([...Object.keys(value), ...Object.keys(unknown)]);
  return Object.fromEntries([...keys].map((key) => [key, withUnknowns(value[key], unknown[key])]));
}

function plannedText(value: unknown): TemplateText {
  return typeof value === 'symbol' ? UNKNOWN : [String(value ?? '')];
}
