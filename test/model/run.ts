import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { fit } from './fit';
import { instrumentedCatch } from './instrumented-catch';
import type { Body, Expression, Program, Statement } from './language';
import { compare } from './model';
import type { Disagreement, Model } from './model';
import { programs } from './programs';
import { subsegmentClose } from './subsegment-close';

const PROGRAMS_A_FILE = 100;

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: process.env['MODEL_RUNS'] ?? '10000' },
    seed: { type: 'string', default: process.env['MODEL_SEED'] ?? String(Date.now() % 0x7fff_ffff) },
  },
});
const runs = Number(values.runs);
const seed = Number(values.seed);

const MARK: Expression = { kind: 'mark', form: 'maybe addError', subsegment: 0 };
const EMIT: Expression = { kind: 'emit', form: 'plain', isHanded: false };
const CLOSE: Expression = { kind: 'mark', form: 'maybe close', subsegment: 0 };

const handlers = programs({
  marks: ['addError', 'maybe addError', 'maybe addError', 'addErrorFlag', 'close error', 'close', 'maybe close', 'innermost'],
  emitWeight: 5,
  openWeight: 1,
  root: ({ body, pattern }) =>
    fc.record({
      kind: fc.constant('try' as const),
      block: fc.constant([{ kind: 'expression' as const, value: { kind: 'call' as const, callee: 'none' as const, operands: [] } }]),
      caught: pattern,
      handler: mostly(body, [MARK, EMIT]),
      finalizer: fc.constant(undefined),
    }),
}).map(fit);

const openers = programs({
  marks: ['close', 'close', 'maybe close', 'maybe close', 'close error', 'addError'],
  emitWeight: 1,
  openWeight: 2,
  root: ({ body }) =>
    fc.record({
      kind: fc.constant('try' as const),
      block: mostly(body, [CLOSE]),
      caught: fc.constant({ kind: 'name' as const }),
      handler: fc.option(mostly(body, [CLOSE]), { nil: undefined }),
      finalizer: fc.option(mostly(body, [CLOSE]), { nil: undefined }),
    }),
}).map(fit);

const failed = [
  hold('require-instrumented-catch', 'handlers', handlers, [instrumentedCatch(false), instrumentedCatch(true)]),
  hold('require-subsegment-close', 'subsegments', openers, [subsegmentClose]),
].includes(false);
process.exitCode = failed ? 1 : 0;

/** Bodies with some of these statements at their beginning or end, so that all verdicts are frequent. */
function mostly(body: fc.Arbitrary<Body>, what: readonly Expression[]): fc.Arbitrary<Body> {
  const usual = fc.subarray([...what]).map((values) => values.map<Statement>((value) => ({ kind: 'expression', value })));
  return fc.tuple(usual, body, usual).map(([first, given, last]) => [...first, ...given, ...last]);
}

/** Compares in large files; the first program that is judged wrongly is shrunk by itself. */
function hold(name: string, what: string, arbitrary: fc.Arbitrary<Program>, models: readonly Model[]): boolean {
  const started = performance.now();
  const judged = new Map<string, number>();
  let drawn = 0;
  let places = 0;
  for (; places < runs; drawn += PROGRAMS_A_FILE) {
    // A seed for each file, so that only one file's programs are kept at a time.
    const outcome = compare(models, fc.sample(arbitrary, { seed: seed + drawn, numRuns: PROGRAMS_A_FILE }));
    places += outcome.places;
    outcome.judged.forEach((count, what) => judged.set(what, (judged.get(what) ?? 0) + count));
    const [first] = outcome.disagreements;
    if (first) {
      console.error(`${name}, seed ${seed}: wrong about program ${drawn + first.index}`);
      console.error(shrunk(arbitrary, models, { seed: seed + drawn, path: String(first.index) }));
      return false;
    }
  }
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const counts = [...judged].map(([what, count]) => `${what} ${count}`).join(', ');
  console.log(`${name}: agrees on ${places} ${what} in ${drawn} programs, seed ${seed}, ${seconds} s; judged: ${counts}`);
  return true;
}

function shrunk(arbitrary: fc.Arbitrary<Program>, models: readonly Model[], from: { seed: number; path: string }): string {
  let smallest: Disagreement | undefined;
  fc.check(
    fc.property(arbitrary, (program) => {
      const [found] = compare(models, [program]).disagreements;
      smallest = found ?? smallest;
      return found === undefined;
    }),
    { ...from, numRuns: PROGRAMS_A_FILE },
  );
  if (smallest === undefined) {
    return 'the program alone is judged rightly: what stands beside it matters';
  }
  const { model, at, said, expected, paths, text } = smallest;
  return [
    text,
    `${model}, line ${at.line}:${at.column}`,
    `the rule says: ${said.join('; ') || 'nothing'}`,
    `it should say: ${expected.join('; ') || 'nothing'}`,
    'paths that the interpreter finds:',
    ...paths.map((path) => `  ${path}`),
  ].join('\n');
}
