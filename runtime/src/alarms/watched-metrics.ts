import { FUNCTION_NAME } from '../function-name.js';
import type { NeededAlarm } from './needed-alarms.js';
import { allOf, matches, showText, textWithPlaceholder, UNKNOWN } from './template-text.js';
import type { TemplateText, Verdict } from './template-text.js';

/** A metric that an alarm of an existing template watches. */
export interface WatchedMetric {
  /** The alarm's name in the template. */
  readonly alarm: string;
  readonly namespace: TemplateText;
  readonly name: TemplateText;
  /** Names with values; nothing when they are only known when the template is deployed. */
  readonly dimensions: ReadonlyMap<string, TemplateText> | undefined;
  /** Whether the alarm is there whenever the template is deployed, once, as it is written. */
  readonly isCertain: boolean;
  /** All that the template says of it, when it does not say which metric it is. */
  readonly hint?: string;
}

/** What a template says of one alarm that the contract asks for. */
export interface WatchResult {
  readonly needed: NeededAlarm;
  readonly verdict: Verdict;
  /** The alarms that watch it, or may, or nearly do. */
  readonly alarms: readonly WatchedMetric[];
}

/** Which of the alarms that are needed are there, with exactly the metric's namespace and dimensions. */
export function findWatched(needed: readonly NeededAlarm[], watched: readonly WatchedMetric[]): WatchResult[] {
  const surely = new Set(watched.filter((metric) => needed.some((alarm) => watches(metric, alarm) === 'yes')));
  return needed.map((alarm) => {
    for (const verdict of ['yes', 'unknown'] as const) {
      const found = watched.filter((metric) => watches(metric, alarm) === verdict);
      if (found.length > 0) {
        return { needed: alarm, verdict, alarms: found };
      }
    }
    const name = [alarm.definition.metric.name];
    const near = watched.filter((metric) => matches(metric.name, name) === 'yes' && !surely.has(metric));
    return { needed: alarm, verdict: 'no', alarms: near };
  });
}

/** What stops an alarm on the same metric name from watching it. */
export function differences(watched: WatchedMetric, alarm: NeededAlarm): string[] {
  const wanted = wantedMetric(alarm);
  const found: string[] = [];
  if (matches(watched.namespace, wanted.namespace) === 'no') {
    found.push(`the namespace is ${showText(watched.namespace)}`);
  }
  for (const [name, value] of wanted.dimensions) {
    const given = watched.dimensions?.get(name);
    if (watched.dimensions && given === undefined) {
      found.push(`the dimension ${name} is missing`);
    } else if (given && matches(given, value) === 'no') {
      found.push(`${name} is ${showText(given)}`);
    }
  }
  for (const name of watched.dimensions?.keys() ?? []) {
    if (!wanted.dimensions.has(name)) {
      found.push(`it has the dimension ${name}, which the metric has not`);
    }
  }
  return found;
}

/** `AuditEventPersistenceFailure in SentimentAnalyzer/Compliance, Lambda=ingestion`. */
export function describeMetric(alarm: NeededAlarm): string {
  const { namespace, name } = alarm.definition.metric;
  const dimensions = [...wantedMetric(alarm).dimensions].map(([key, value]) => `${key}=${shownValue(value)}`);
  return [`${name} in ${namespace}`, ...dimensions].join(', ');
}

/** A metric of which only the text is known, in which its name stands somewhere. */
export function somewhere(alarm: string, text: unknown): WatchedMetric {
  const hint = JSON.stringify(text);
  return { alarm, namespace: UNKNOWN, name: UNKNOWN, dimensions: undefined, isCertain: false, hint };
}

function watches(watched: WatchedMetric, alarm: NeededAlarm): Verdict {
  if (watched.hint !== undefined) {
    return watched.hint.includes(alarm.definition.metric.name) ? 'unknown' : 'no';
  }
  const wanted = wantedMetric(alarm);
  const verdicts = [matches(watched.namespace, wanted.namespace), matches(watched.name, wanted.name)];
  if (watched.dimensions === undefined) {
    verdicts.push('unknown');
  } else if (watched.dimensions.size !== wanted.dimensions.size) {
    return 'no';
  } else {
    for (const [name, value] of wanted.dimensions) {
      const given = watched.dimensions.get(name);
      verdicts.push(given === undefined ? 'no' : matches(given, value));
    }
  }
  verdicts.push(watched.isCertain ? 'yes' : 'unknown');
  return allOf(verdicts);
}

function wantedMetric({ definition, functionName }: NeededAlarm) {
  const { namespace, name, dimensions } = definition.metric;
  const value = (text: string): TemplateText =>
    functionName === undefined
      ? textWithPlaceholder(text, FUNCTION_NAME)
      : [text.replaceAll(FUNCTION_NAME, () => functionName)];
  return {
    namespace: [namespace] as TemplateText,
    name: [name] as TemplateText,
    dimensions: new Map(Object.entries(dimensions).map(([key, text]) => [key, value(text)])),
  };
}

function shownValue(value: TemplateText): string {
  return value.map((part) => part ?? FUNCTION_NAME).join('');
}
