import { isRecord, listOf } from './json.js';
import { isKnown, joined, UNKNOWN } from './template-text.js';
import type { TemplateText } from './template-text.js';
import { somewhere } from './watched-metrics.js';
import type { WatchedMetric } from './watched-metrics.js';

type Resources = Readonly<Record<string, unknown>>;
type Variables = ReadonlyMap<string, TemplateText>;

const FUNCTION_TYPES = ['AWS::Lambda::Function', 'AWS::Serverless::Function'];

/**
 * The metrics that the alarms of a CloudFormation template watch. What intrinsic functions give is read where the
 * template tells it (`Fn::Sub`, `Fn::Join`, `Ref` of a function whose name stands in the template), else unknown.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
 */
export function cloudFormationAlarms(template: Readonly<Record<string, unknown>>): WatchedMetric[] {
  const resources = isRecord(template['Resources']) ? template['Resources'] : {};
  const reader = new TemplateReader(resources);
  return alarmResources(resources, false).flatMap((alarm) => reader.metricsOf(alarm));
}

interface AlarmResource {
  readonly id: string;
  readonly resource: Readonly<Record<string, unknown>>;
  /** Inside of `Fn::ForEach`, where every text may name the loop's variable. */
  readonly isRepeated: boolean;
}

function alarmResources(resources: Resources, isRepeated: boolean): AlarmResource[] {
  return Object.entries(resources).flatMap(([id, resource]): AlarmResource[] => {
    const repeated = id.startsWith('Fn::ForEach') && Array.isArray(resource) ? (resource[2] as unknown) : undefined;
    if (isRecord(repeated)) {
      return alarmResources(repeated, true);
    }
    return isRecord(resource) && resource['Type'] === 'AWS::CloudWatch::Alarm' ? [{ id, resource, isRepeated }] : [];
  });
}

class TemplateReader {
  readonly #resources: Resources;

  constructor(resources: Resources) {
    this.#resources = resources;
  }

  metricsOf({ id, resource, isRepeated }: AlarmResource): WatchedMetric[] {
    const properties = isRecord(resource['Properties']) ? resource['Properties'] : {};
    const isCertain = resource['Condition'] === undefined && !isRepeated;
    const metric = (fields: Readonly<Record<string, unknown>>): WatchedMetric => ({
      alarm: id,
      namespace: this.#text(fields['Namespace'], isRepeated),
      name: this.#text(fields['MetricName'], isRepeated),
      dimensions: this.#dimensions(fields['Dimensions'], isRepeated),
      isCertain,
    });
    const queries = properties['Metrics'];
    if (queries === undefined) {
      return [isIntrinsic(properties) ? somewhere(id, properties) : metric(properties)];
    }
    // Without a metric of its own, an expression may find its metrics itself when the alarm is judged.
    return listOf(queries).map((query) => {
      const stat = isRecord(query) ? query['MetricStat'] : undefined;
      const fields = isRecord(stat) ? stat['Metric'] : undefined;
      return isRecord(fields) && !isIntrinsic(fields) ? metric(fields) : somewhere(id, query);
    });
  }

  #dimensions(value: unknown, isRepeated: boolean): WatchedMetric['dimensions'] {
    const dimensions = new Map<string, TemplateText>();
    if (value !== undefined && !Array.isArray(value)) {
      return undefined;
    }
    for (const dimension of (value ?? []) as unknown[]) {
      const name = isRecord(dimension) ? this.#text(dimension['Name'], isRepeated) : UNKNOWN;
      if (!isRecord(dimension) || !isKnown(name)) {
        return undefined;
      }
      dimensions.set(name.join(''), this.#text(dimension['Value'], isRepeated));
    }
    return dimensions;
  }

  #text(value: unknown, isRepeated: boolean): TemplateText {
    if (isRepeated && typeof value === 'string') {
      return this.#substitute(value.replaceAll('&{', '${'), new Map(), []);
    }
    return this.#valueOf(value ?? '', []);
  }

  /** @param within the resources whose names are being read, which a template may define in a circle */
  #valueOf(value: unknown, within: readonly string[]): TemplateText {
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
      return [String(value)];
    }
    if (!isRecord(value) || Object.keys(value).length !== 1) {
      return UNKNOWN;
    }
    if (typeof value['Ref'] === 'string') {
      return this.#reference(value['Ref'], within);
    }
    const substitution = value['Fn::Sub'];
    if (typeof substitution === 'string') {
      return this.#substitute(substitution, new Map(), within);
    }
    if (Array.isArray(substitution) && typeof substitution[0] === 'string' && isRecord(substitution[1])) {
      const variables = Object.entries(substitution[1]).map(([name, given]) => [name, this.#valueOf(given, within)] as const);
      return this.#substitute(substitution[0], new Map(variables), within);
    }
    const join = value['Fn::Join'];
    if (Array.isArray(join) && typeof join[0] === 'string' && Array.isArray(join[1])) {
      const [delimiter, parts] = join as [string, unknown[]];
      // A part may be a list of its own, with any number of members.
      return joined(parts.map((part, index) => [...(index > 0 ? [delimiter] : []), ...this.#valueOf(part, within)]));
    }
    return UNKNOWN;
  }

  /** The name of a function that the template gives a name; parameters and everything else are not known. */
  #reference(id: string, within: readonly string[]): TemplateText {
    const resource = Object.hasOwn(this.#resources, id) ? this.#resources[id] : undefined;
    if (!isRecord(resource) || !FUNCTION_TYPES.includes(String(resource['Type'])) || within.includes(id)) {
      return UNKNOWN;
    }
    const properties = resource['Properties'];
    const name = isRecord(properties) ? properties['FunctionName'] : undefined;
    return this.#valueOf(name, [...within, id]);
  }

  #substitute(text: string, variables: Variables, within: readonly string[]): TemplateText {
    const parts = text.split(/\$\{([^{}]*)\}/);
    return joined(
      parts.map((part, index) => {
        if (index % 2 === 0) {
          return [part];
        }
        if (part.startsWith('!')) {
          return [`\${${part.slice(1)}}`];
        }
        return variables.get(part.trim()) ?? this.#reference(part.trim(), within);
      }),
    );
  }
}

function isIntrinsic(value: Readonly<Record<string, unknown>>): boolean {
  return Object.keys(value).some((key) => key.startsWith('Fn::') || key === 'Ref');
}
