// A function's imports as Node.js takes them: first all files are read and compiled, then they run in this order.
import 'data:text/javascript,globalThis.compiled = performance.now()';
import '@aws-lambda-powertools/metrics';
import '@aws-lambda-powertools/tracer';
import 'data:text/javascript,globalThis.powertoolsRan = performance.now()';
export { withRuntime as path } from './with-runtime.mjs';
