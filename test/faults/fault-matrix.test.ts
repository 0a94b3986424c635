import { beforeAll, describe, expect, it } from 'vitest';
import { perFile } from '../support/services/per-file';
import { cellsOf, DEATHS, PATHS } from './cells';
import { buildChild, runCells, runDeath, startServices } from './matrix';
import type { Verdict } from './verdicts';

const services = perFile(startServices);

let code: string;

beforeAll(async () => {
  code = await buildChild();
});

/** `npm run test:faults` prints the same as a table. */
describe.each(PATHS)('%s, its metrics, its subsegments and its twin', (path) => {
  const cells = cellsOf(path);
  let verdicts: readonly Verdict[] = [];

  beforeAll(async () => {
    verdicts = await runCells(code, services(), cells);
  }, 120_000);

  it.each(cells.map(({ fault, failures }, index) => ({ fault, failures, index })))(
    '$fault: $failures failures',
    ({ index, failures }) => {
      expect(verdicts[index]).toMatchObject({ driven: failures, metrics: failures, subsegments: failures, isEqual: true, problems: [] });
    },
  );

  it.each(DEATHS)('%s right after a failure loses no metric', async (death) => {
    expect(await runDeath(code, services(), path, death)).toMatchObject({ driven: 1, metrics: 1, problems: [] });
  });
});
