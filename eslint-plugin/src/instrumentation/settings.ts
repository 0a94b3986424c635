import { powertools } from './vocabularies/powertools';
import { runtime } from './vocabularies/runtime';
import { xraySdk } from './vocabularies/xray-sdk';
import { Vocabularies } from './vocabulary';

const BUILT_IN = new Vocabularies([powertools, xraySdk, runtime]);

/** The vocabularies in force for a file. */
export function vocabulariesFor(): Vocabularies {
  return BUILT_IN;
}
