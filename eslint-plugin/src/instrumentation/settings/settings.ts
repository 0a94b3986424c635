import { cloudwatch } from '../vocabularies/cloudwatch';
import { embeddedMetrics } from '../vocabularies/embedded-metrics';
import { opentelemetry } from '../vocabularies/opentelemetry';
import { powertools } from '../vocabularies/powertools';
import { runtime } from '../vocabularies/runtime';
import { xraySdk } from '../vocabularies/xray-sdk';
import { Vocabularies } from '../vocabulary';
import type { Vocabulary } from '../vocabulary';
import { helperProblems, helperVocabulary } from './helpers';
import type { Helper } from './helpers';
import { shapeProblems } from './shape';
import { vocabularyProblems } from './vocabulary-problems';

/** `settings['silent-failure']`, checked. */
export interface Settings {
  /** The contract, or its file relative to ESLint's working directory. */
  readonly contract?: string | object;
  readonly helpers?: readonly Helper[];
  readonly vocabularies?: readonly Vocabulary[];
}

/** The vocabularies that need no settings. */
export const BUILT_IN: readonly Vocabulary[] = [
  powertools,
  xraySdk,
  runtime,
  cloudwatch,
  opentelemetry,
  embeddedMetrics,
];
const NO_SETTINGS: Settings = {};
const DEFAULTS = new Vocabularies(BUILT_IN);
const checked = new WeakMap<object, Vocabularies>();

/**
 * The settings of a file's configuration; each object is checked once.
 *
 * @param value `settings['silent-failure']`
 * @throws Error with a line for each wrong setting, which names the place
 */
export function checkedSettings(value: unknown): Settings {
  if (value === undefined) {
    return NO_SETTINGS;
  }
  if (typeof value !== 'object' || value === null || !checked.has(value)) {
    const settings = parseSettings(value);
    const { helpers = [], vocabularies = [] } = settings;
    checked.set(settings, new Vocabularies([...BUILT_IN, ...vocabularies, helperVocabulary(helpers)]));
  }
  return value as Settings;
}

/** The vocabularies in force under these settings. */
export function vocabulariesFor(settings: Settings): Vocabularies {
  return checked.get(settings) ?? DEFAULTS;
}

function parseSettings(value: unknown): Settings {
  throwProblems(shapeProblems(value));
  const settings = value as Settings;
  throwProblems([
    ...helperProblems(settings.helpers ?? []),
    ...vocabularyProblems(settings.vocabularies ?? [], BUILT_IN),
  ]);
  return settings;
}

function throwProblems(problems: readonly string[]): void {
  if (problems.length > 0) {
    throw new Error(problems.map((problem) => `settings['silent-failure']${problem}`).join('\n'));
  }
}
