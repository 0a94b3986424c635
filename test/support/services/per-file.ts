import { afterAll, beforeAll } from 'vitest';

/**
 * Starts a service before the tests of a file and stops it after them, whatever they did.
 *
 * @returns gives the running service, inside of tests and hooks
 */
export function perFile<S extends { close(): Promise<void> }>(start: () => Promise<S>): () => S {
  let running: S | undefined;
  beforeAll(async () => {
    running = await start();
  });
  afterAll(async () => {
    await running?.close();
  });
  return () => {
    if (running === undefined) {
      throw new Error('The service runs only while tests do');
    }
    return running;
  };
}
