// Imports Powertools and writes a path by hand, or imports the runtime too, and makes the first call that fails.
const start = performance.now();
const { persist } =
  process.argv[2] === 'runtime'
    ? { persist: (await import('./with-runtime.mjs')).withRuntime() }
    : { persist: (await import('./hand-written.mjs')).handWritten() };
await persist(async () => {
  throw new RangeError('The conditional request failed');
});
process.send(performance.now() - start);
process.disconnect();
