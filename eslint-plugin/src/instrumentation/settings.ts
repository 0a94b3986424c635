import { Ajv } from 'ajv';
import type { ValidateFunction } from 'ajv';
import schema from './settings-schema.json';
import { cloudwatch } from './vocabularies/cloudwatch';
import { embeddedMetrics } from './vocabularies/embedded-metrics';
import { opentelemetry } from './vocabularies/opentelemetry';
import { powertools } from './vocabularies/powertools';
import { runtime } from './vocabularies/runtime';
import { xraySdk } from './vocabularies/xray-sdk';
import { Vocabularies } from './vocabulary';
import type { Export, Member, ObjectType, Vocabulary } from './vocabulary';

/** `settings['silent-failure']`, checked. */
export interface Settings {
  /** The contract, or its file relative to ESLint's working directory. */
  readonly contract?: string | object;
  readonly helpers?: readonly Helper[];
  readonly vocabularies?: readonly Vocabulary[];
}

/** A function of another file that marks failures or emits metrics. */
export interface Helper {
  /** The module as imports write it; `*` stands for anything: `*observability`. */
  readonly module: string;
  /** The export, or a member of one: `recordFailure`, `observability.recordFailure`. */
  readonly name: string;
  readonly does: readonly ('mark' | 'emit')[];
  /** Counts only when its promise is awaited or returned. */
  readonly awaited?: boolean;
}

const BUILT_IN: readonly Vocabulary[] = [
  powertools,
  xraySdk,
  runtime,
  cloudwatch,
  opentelemetry,
  embeddedMetrics,
];
const NO_SETTINGS: Settings = {};
const DEFAULTS = new Vocabularies(BUILT_IN);
let validate: ValidateFunction<Settings> | undefined;
const checked = new WeakMap<object, Vocabularies>();

/**
 * The settings of a file's configuration.
 *
 * @param value `settings['silent-failure']`
 * @throws Error naming the place when they are not of the shape of `settings-schema.json`
 */
export function checkedSettings(value: unknown): Settings {
  if (value === undefined) {
    return NO_SETTINGS;
  }
  if (typeof value !== 'object' || value === null || !checked.has(value)) {
    const settings = parseSettings(value);
    checked.set(settings, new Vocabularies([...BUILT_IN, ...(settings.vocabularies ?? []), ...helperVocabularies(settings)]));
  }
  return value as Settings;
}

/** The vocabularies in force under these settings. */
export function vocabulariesFor(settings: Settings): Vocabularies {
  return checked.get(settings) ?? DEFAULTS;
}

function parseSettings(value: unknown): Settings {
  validate ??= new Ajv({ allErrors: true, allowUnionTypes: true }).compile<Settings>(schema);
  if (!validate(value)) {
    const problems = (validate.errors ?? []).map(({ instancePath, message, params }) => {
      const place = instancePath.split('/').slice(1).map((part) => (/^\d+$/.test(part) ? `[${part}]` : `.${part}`)).join('');
      const details: unknown = params['additionalProperty'] ?? params['allowedValues'];
      return `settings['silent-failure']${place} ${message ?? 'is not valid'}${details === undefined ? '' : `: ${JSON.stringify(details)}`}`;
    });
    throw new Error(problems.join('\n'));
  }
  checkTypes(value);
  return value;
}

/** Every type that is named is one that a vocabulary describes. */
function checkTypes({ vocabularies = [] }: Settings): void {
  const types = new Set([...BUILT_IN, ...vocabularies].flatMap((vocabulary) => Object.keys(vocabulary.types)));
  vocabularies.forEach((vocabulary, index) => {
    for (const [place, type] of namedTypes(vocabulary)) {
      if (!types.has(type)) {
        throw new Error(
          `settings['silent-failure'].vocabularies[${index}].${place} names the type ${JSON.stringify(type)}, which no vocabulary describes`,
        );
      }
    }
  });
}

function* namedTypes({ modules, types }: Vocabulary): Generator<[place: string, type: string]> {
  for (const [module, exports] of Object.entries(modules)) {
    for (const [name, found] of Object.entries(exports)) {
      const place = `modules[${JSON.stringify(module)}].${name}`;
      yield* typesOfExport(place, found);
    }
  }
  for (const [name, { members, sent }] of Object.entries(types)) {
    yield* typesOfMembers(`types[${JSON.stringify(name)}]`, { ...members, ...(sent && { sent }) });
  }
}

function* typesOfExport(place: string, { instance, returns, value, method, members }: Export): Generator<[string, string]> {
  for (const type of [instance, returns, value]) {
    if (type !== undefined) {
      yield [place, type];
    }
  }
  yield* typesOfMembers(place, { ...members, ...(method && { method }) });
}

function* typesOfMembers(place: string, members: Readonly<Record<string, Member>>): Generator<[string, string]> {
  for (const [name, member] of Object.entries(members)) {
    const named = 'property' in member ? [member.property] : [member.returns, ...(member.callback?.parameters ?? [])];
    for (const type of named) {
      if (type !== undefined) {
        yield [`${place}.${name}`, type];
      }
    }
  }
}

/** A helper is a vocabulary of one function; `a.b` is a member of an exported object. */
function helperVocabularies({ helpers = [] }: Settings): Vocabulary[] {
  return helpers.map(({ module, name, does, awaited }, index) => {
    const method = { does, ...(awaited !== undefined && { awaited }) };
    const [first = '', ...rest] = name.split('.');
    if (rest.length === 0) {
      return { modules: { [module]: { [first]: { method } } }, types: {} };
    }
    const typeAt = (depth: number) => `helper ${index} ${depth}`;
    const types: Record<string, ObjectType> = {};
    rest.forEach((member, depth) => {
      const isLast = depth === rest.length - 1;
      types[typeAt(depth)] = { members: { [member]: isLast ? method : { property: typeAt(depth + 1) } } };
    });
    return { modules: { [module]: { [first]: { value: typeAt(0) } } }, types };
  });
}
