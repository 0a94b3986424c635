import { expect, it } from 'vitest';
import { directoryWith, runAudit } from '../support/audit-program';

const CODE = `import { Tracer } from '@aws-lambda-powertools/tracer';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { onFailure } from './elsewhere';

const tracer = new Tracer();
const metrics = new Metrics();

export async function silent() {
  try { await read(); } catch { return 1; }
}
export const logged = () => read().catch(console.error);
export async function partly() {
  try { await read(); } catch (error) { metrics.addMetric('Failure', 'Count', 1); return 1; }
}
export async function accepted() {
  // eslint-disable-next-line silent-failure/require-instrumented-catch -- nobody waits for it
  try { await read(); } catch { return 1; }
}
export const unknown = () => read().catch(onFailure);
export const instrumented = () => tracer.provider.captureAsyncFunc('load', async (subsegment) => {
  try { await read(); } catch (error) {
    subsegment?.addError(error as Error);
    metrics.addMetric('Failure', 'Count', 1);
    return 1;
  } finally { subsegment?.close(); }
});
export async function rethrown() {
  try { await read(); } catch (error) { throw new Error('no', { cause: error }); }
}
export function probe(text: string) {
  try { return JSON.parse(text); } catch { return undefined; }
}
export const none = () => read().then(undefined, undefined);
`;

interface Report {
  readonly handlers: readonly { readonly function: string; readonly state: string; readonly file: string }[];
  readonly accepted: readonly { readonly line: number; readonly justification: string }[];
}

it('tells of every handler how it stands, and why one is let be', () => {
  const directory = directoryWith({ 'code.ts': CODE });
  const report = JSON.parse(runAudit([directory, '--format', 'json']).stdout) as Report;
  // Each function but one is named after the state of its handler.
  expect(report.handlers.map((handler) => `${handler.function}: ${handler.state}`)).toEqual([
    'silent: silent',
    'logged: silent',
    'partly: partly',
    'accepted: accepted',
    'unknown: unknown',
    'instrumented: instrumented',
    'rethrown: rethrown',
    'probe: probe',
  ]);
  expect(report.accepted).toMatchObject([{ line: 17, justification: 'nobody waits for it' }]);
});
