// Imports a path, with the runtime or by hand, and makes the first call.
const [, , start, outcome] = process.argv;
const began = performance.now();
const { path } = await import(start);
await path()(async () => {
  if (outcome === 'failure') {
    throw new RangeError('The conditional request failed');
  }
  return true;
});
const called = performance.now();
const { compiled, powertoolsRan } = globalThis;
process.send({ powertools: powertoolsRan - compiled, rest: compiled - began + (called - powertoolsRan) });
process.disconnect();
