// The same as start-with-runtime.mjs, for the path that is written by hand.
import 'data:text/javascript,globalThis.compiled = performance.now()';
import '@aws-lambda-powertools/metrics';
import '@aws-lambda-powertools/tracer';
import 'data:text/javascript,globalThis.powertoolsRan = performance.now()';
export { handWritten as path } from './hand-written.mjs';
