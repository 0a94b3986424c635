import { cellsOf, DEATHS, PATHS } from './cells';
import { buildChild, runCells, runDeath, startServices } from './matrix';
import type { Verdict } from './verdicts';

/** Given as arguments: paths, all of them by default; `--mutants` checks the matrix itself. */
const only = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
process.exitCode = process.argv.includes('--mutants') ? await printMutants() : await printMatrix();

/** Prints path × fault; gives 1 when a cell is off. */
async function printMatrix(): Promise<number> {
  const services = await startServices();
  try {
    const code = await buildChild();
    let off = 0;
    let cells = 0;
    console.log(row('path', 'fault', 'driven', 'metrics', 'subsegments', 'as its twin', ''));
    for (const path of PATHS.filter((name) => only.length === 0 || only.includes(name))) {
      const verdicts = await runCells(code, services, cellsOf(path));
      for (const death of DEATHS) {
        verdicts.push(await runDeath(code, services, path, death));
      }
      for (const verdict of verdicts) {
        console.log(rowOf(verdict));
        verdict.problems.forEach((problem) => console.log(`    ${problem.slice(0, 500)}`));
        off += verdict.problems.length > 0 ? 1 : 0;
        cells++;
      }
    }
    console.log(`${cells} cells, ${off} off`);
    return off > 0 ? 1 : 0;
  } finally {
    await services.close();
  }
}

/** Takes one thing after the other out of the runtime; gives 1 when no cell shows it. */
async function printMutants(): Promise<number> {
  const services = await startServices();
  const tooSlow = ['1,000 in a loop', 'silence'];
  try {
    const { mutantsOfRuntime } = await import('./mutants');
    let missed = 0;
    const mutants = mutantsOfRuntime();
    for (const { file, line, removed, paths, plugin } of mutants) {
      const code = await buildChild([plugin]);
      const off: string[] = [];
      for (const path of paths) {
        const cells = cellsOf(path).filter(({ fault }) => !tooSlow.includes(fault));
        const verdicts = off.length > 0 ? [] : await runCells(code, services, cells);
        off.push(...verdicts.filter(({ problems }) => problems.length > 0).map(({ fault }) => `${path}: ${fault}`));
      }
      missed += off.length === 0 ? 1 : 0;
      const shown = off.length === 0 ? 'MISSED' : `${off.length} cells off, first ${off[0]}`;
      console.log(`${`${file}:${line}`.padEnd(44)} ${removed.padEnd(82)} ${shown}`);
    }
    console.log(`${mutants.length} mutants, ${missed} missed`);
    return missed > 0 ? 1 : 0;
  } finally {
    await services.close();
  }
}

function rowOf({ path, fault, driven, metrics, subsegments, isEqual, problems }: Verdict): string {
  const equal = isEqual === undefined ? '-' : isEqual ? 'yes' : 'NO';
  return row(path, fault, driven, metrics, subsegments ?? '-', equal, problems.length > 0 ? 'OFF' : 'ok');
}

function row(path: string, fault: string, ...figures: readonly (string | number)[]): string {
  const cells = figures.map((figure) => String(figure).padStart(12));
  return `${path.padEnd(32)} ${fault.padEnd(56)}${cells.join('')}`.trimEnd();
}
