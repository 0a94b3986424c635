import { drive, startServices } from './drive';
import { PATH_NAMES } from './failures';
import { installRic } from './ric';
import { SCENARIOS } from './scenarios';
import { judge, sumOf } from './verdicts';
import type { Verdict } from './verdicts';

const MAX_SHOWN = 12;
const NOT_INSTALLED = 2;

/**
 * Prints what each scenario has driven and what came of it.
 *
 * @param task the folder with the function
 * @returns the exit code: 0 also when the runtime client cannot be compiled here; 1 when something is not
 * equal that must be; 2 when its installation has failed
 */
export async function run(task: string): Promise<number> {
  const ric = installRic();
  if ('missing' in ric) {
    console.log(`SKIPPED: aws-lambda-ric compiles itself, and here is no ${ric.missing.join(', ')}`);
    return 0;
  }
  if ('failure' in ric) {
    console.log(`${ric.failure}\naws-lambda-ric could not be installed: nothing has been tested`);
    return NOT_INSTALLED;
  }
  const services = await startServices();
  const verdicts: Verdict[] = [];
  const only = process.argv[2] ?? '';
  try {
    console.log(row('environment', 'invocations', 'failures', 'metrics', 'subsegments', ''));
    for (const scenario of SCENARIOS.filter(({ name }) => name.includes(only))) {
      const verdict = judge(scenario, await drive(scenario, services, ric.program, task));
      verdicts.push(verdict);
      const { invocations, driven, metrics, subsegments, problems } = verdict;
      const owed = { exact: '', none: ' (none owed)', 'at most': ' (best effort)', 'not judged': ' (not judged)' };
      const state = `${problems.length > 0 ? 'OFF' : 'ok'}${owed[scenario.traces]}`;
      console.log(row(scenario.name, invocations, totalOf(driven), metrics, subsegments, state));
      problems.slice(0, MAX_SHOWN).forEach((problem) => console.log(`    ${problem.slice(0, 500)}`));
    }
  } finally {
    await services.close();
  }
  const driven = sumOf(verdicts.map((verdict) => verdict.driven));
  const never = only === '' ? PATH_NAMES.filter((path) => driven[path] === 0) : [];
  const off = verdicts.filter(({ problems }) => problems.length > 0).length;
  const invocations = verdicts.reduce((sum, verdict) => sum + verdict.invocations, 0);
  const metrics = verdicts.reduce((sum, verdict) => sum + verdict.metrics, 0);
  console.log(PATH_NAMES.map((path) => `${path} ${driven[path]}`).join(', '));
  console.log(`${invocations} invocations, ${totalOf(driven)} failures, ${metrics} metrics, ${off} environments off`);
  never.forEach((path) => console.log(`${path} has never failed`));
  return off > 0 || never.length > 0 || verdicts.length === 0 ? 1 : 0;
}

function totalOf(counts: Verdict['driven']): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}

function row(name: string, ...figures: readonly (string | number)[]): string {
  const state = figures.at(-1);
  const cells = figures.slice(0, -1).map((figure) => String(figure).padStart(13));
  return `${name.padEnd(32)}${cells.join('')}   ${state}`.trimEnd();
}
