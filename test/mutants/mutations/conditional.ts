import { asyncFor, COIN, MAYBE } from '../edits';
import { onExpressions, onStatements } from './on-recordings';
import type { Mutation } from '../variants';

/** The failure is recorded now and then only. */
export const conditional: readonly Mutation[] = [
  onStatements('behind a branch', ({ statement }, source) => `if (${COIN}) { ${source.textOf(statement)} }`),
  onStatements('in the other branch', ({ statement }, source) => `if (${COIN}) { console.warn('skipped'); } else { ${source.textOf(statement)} }`),
  onStatements(
    'behind two branches that leave one out',
    ({ statement }, source) =>
      `if (${COIN}) { ${source.textOf(statement)} } else if (Date.now() % 2 === 0) { ${source.textOf(statement)} }`,
  ),
  onStatements(
    'behind the type of the error',
    ({ statement }, source) => `if ((new Error() as unknown) instanceof RangeError) { ${source.textOf(statement)} }`,
  ),
  onStatements('behind sampling', ({ statement }, source) => `if (Math.random() < 0.1) ${source.textOf(statement)}`),
  onExpressions('behind a short circuit with `&&`', (code) => `${COIN} && (${code})`),
  onExpressions('behind a short circuit with `||`', (code) => `${COIN} || (${code})`),
  onExpressions('behind a short circuit with `??`', (code) => `${MAYBE} ?? (${code})`),
  onExpressions('in one branch of a conditional expression', (code) => `${COIN} ? ${code} : undefined`),
  onExpressions(
    'as the argument of an optional call',
    (code) => `(${COIN} ? (..._: unknown[]) => {} : undefined)?.(${code})`,
  ),
  onExpressions('as a default that may not be needed', (code) => `{ const { unit = ${code} } = { unit: ${MAYBE} }; void unit; }`),
  onStatements('in a loop that may not run', ({ statement }, source) => `while (${COIN}) { ${source.textOf(statement)} break; }`),
  onStatements(
    'in a loop over what may be empty',
    ({ statement }, source) => `for (const _part of ${MAYBE} ?? '') { ${source.textOf(statement)} }`,
  ),
  onStatements(
    'in a loop that may go on before it',
    ({ statement }, source) =>
      `for (const part of ['once']) { if (part.length < Date.now()) { continue; } ${source.textOf(statement)} }`,
  ),
  onStatements(
    'in a `switch` without a default',
    ({ statement }, source) => `switch (${MAYBE}) { case 'a': case 'b': { ${source.textOf(statement)} break; } }`,
  ),
  onStatements(
    'in a `switch` with a default that forgets it',
    ({ statement }, source) => `switch (${MAYBE}) { case 'a': { ${source.textOf(statement)} break; } default: break; }`,
  ),
  onStatements(
    'after a `break` out of a label',
    ({ statement }, source) => `recording: { if (${COIN}) { break recording; } ${source.textOf(statement)} }`,
  ),
  onStatements(
    'in an inner `try` that swallows what comes before it',
    ({ statement }, source) => `try { JSON.parse(${MAYBE} ?? ''); ${source.textOf(statement)} } catch {}`,
  ),
  onStatements(
    'in the `catch` of an inner `try`',
    ({ statement }, source) => `try { JSON.parse(${MAYBE} ?? ''); } catch { ${source.textOf(statement)} }`,
  ),
  onStatements(
    'in an inner `try` whose `finally` leaves it behind a branch',
    ({ statement }, source) => `try { console.warn('failed'); } finally { if (${COIN}) { ${source.textOf(statement)} } }`,
  ),
  onStatements(
    'behind a branch of a function of the file',
    ({ statement }, source) =>
      `{ const record = ${asyncFor(source, statement)}() => { if (${COIN}) { return; } ${source.textOf(statement)} }; ${asyncFor(source, statement) && 'await '}record(); }`,
  ),
];
