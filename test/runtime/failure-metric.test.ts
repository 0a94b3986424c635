import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import { ContractError, parseContract } from '../../runtime/src/contract';
import { emitterOf } from '../../runtime/src/failure-metric';

const name = fc.oneof(
  fc.string({ minLength: 1, maxLength: 8 }),
  fc.constantFrom('_aws', '__proto__', 'constructor', 'toString', 'service', 'Lambda', ' ', ':a', '1', '"', '\\'),
);
const metric = fc.record({
  namespace: fc.oneof(fc.stringMatching(/^[A-Za-z0-9._/#: -]{1,8}$/), fc.constantFrom('AWS/Lambda', ' ')),
  name,
  dimensions: fc.array(fc.tuple(name, fc.string({ maxLength: 8 })), { maxLength: 4 }).map(Object.fromEntries<string>),
});

function isTaken(value: unknown): boolean {
  try {
    parseContract({ a: { file: 'a.ts', mark: 'error', metric: value } });
    return true;
  } catch (error) {
    if (error instanceof ContractError) {
      return false;
    }
    throw error;
  }
}

it('writes every metric that a contract may hold with exactly its dimensions, and warns of nothing', () => {
  const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  const warn = vi.spyOn(console, 'warn').mockReturnValue();
  let taken = 0;
  try {
    fc.assert(
      fc.property(metric, (given) => {
        if (!isTaken(given)) {
          return;
        }
        taken++;
        write.mockClear();
        emitterOf(given)();
        const lines = write.mock.calls.map(([line]) => JSON.parse(String(line)) as unknown);
        expect(lines).toEqual([
          {
            _aws: {
              Timestamp: expect.any(Number) as number,
              CloudWatchMetrics: [
                {
                  Namespace: given.namespace,
                  Dimensions: [Object.keys(given.dimensions)],
                  Metrics: [{ Name: given.name, Unit: 'Count' }],
                },
              ],
            },
            ...given.dimensions,
            [given.name]: 1,
          },
        ]);
        expect(warn).not.toHaveBeenCalled();
      }),
      { numRuns: 2_000 },
    );
  } finally {
    write.mockRestore();
    warn.mockRestore();
  }
  expect(taken).toBeGreaterThan(200);
});
