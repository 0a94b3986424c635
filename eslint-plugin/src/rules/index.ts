import { requireInstrumentedCatch } from './require-instrumented-catch';

/** All rules, by name. */
export const rules = {
  'require-instrumented-catch': requireInstrumentedCatch,
};
