import { matchFailurePath } from './match-failure-path';
import { noAsyncCaptureFunc } from './no-async-capture-func';
import { noSharedSubsegment } from './no-shared-subsegment';
import { noTryAroundTracer } from './no-try-around-tracer';
import { noUncheckedPartialFailure } from './no-unchecked-partial-failure';
import { preferPowertoolsTracer } from './prefer-powertools-tracer';
import { requireInstrumentedCatch } from './require-instrumented-catch';
import { requireSubsegmentClose } from './require-subsegment-close';

/** All rules, by name. */
export const rules = {
  'match-failure-path': matchFailurePath,
  'no-async-capture-func': noAsyncCaptureFunc,
  'no-shared-subsegment': noSharedSubsegment,
  'no-try-around-tracer': noTryAroundTracer,
  'no-unchecked-partial-failure': noUncheckedPartialFailure,
  'prefer-powertools-tracer': preferPowertoolsTracer,
  'require-instrumented-catch': requireInstrumentedCatch,
  'require-subsegment-close': requireSubsegmentClose,
};
