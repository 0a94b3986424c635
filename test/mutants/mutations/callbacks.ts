import { asyncFor, COIN } from '../edits';
import { onStatements } from './on-recordings';
import type { Mutation } from '../variants';

/** What records the failure is handed to something that may run it later, or never. */
export const callbacks: readonly Mutation[] = [
  onStatements('in a timer', ({ statement }, source) => `setTimeout(${asyncFor(source, statement)}() => { ${source.textOf(statement)} }, 10);`),
  onStatements('in an immediate', ({ statement }, source) => `setImmediate(${asyncFor(source, statement)}() => { ${source.textOf(statement)} });`),
  onStatements('in a microtask', ({ statement }, source) => `queueMicrotask(${asyncFor(source, statement)}() => { ${source.textOf(statement)} });`),
  onStatements(
    'in an iteration over what may be empty',
    ({ statement }, source) =>
      `Object.keys(globalThis.process.env).forEach(${asyncFor(source, statement)}() => { ${source.textOf(statement)} });`,
  ),
  onStatements(
    'in an event handler',
    ({ statement }, source) =>
      `globalThis.process.once('beforeExit', ${asyncFor(source, statement)}() => { ${source.textOf(statement)} });`,
  ),
  onStatements(
    'in a `then` that nobody waits for',
    ({ statement }, source) => `void Promise.resolve().then(${asyncFor(source, statement)}() => { ${source.textOf(statement)} });`,
  ),
  onStatements(
    'in an async function that nobody waits for',
    ({ statement }, source) => `void (async () => { await Promise.resolve(); ${source.textOf(statement)} })();`,
  ),
  onStatements(
    'in an async helper that nobody waits for',
    ({ statement }, source) =>
      `{ const record = async () => { await Promise.resolve(); ${source.textOf(statement)} }; void record(); }`,
  ),
  onStatements(
    'in an async helper of which one call in two is waited for',
    ({ statement }, source) =>
      `{ const record = async () => { ${source.textOf(statement)} }; const recorded = ${COIN} ? record() : undefined; void recorded; }`,
  ),
  onStatements(
    'in a generator that nobody iterates',
    ({ statement }, source) => `{ const record = ${asyncFor(source, statement)}function* (this: never) { ${source.textOf(statement)} }; record.bind(undefined as never)(); }`,
    (source, { recordings }) => recordings.every(({ statement }) => !/\bthis\b/.test(source.textOf(statement))),
  ),
  onStatements(
    'in a method of an object that nobody calls',
    ({ statement }, source) => `void { record: ${asyncFor(source, statement)}() => { ${source.textOf(statement)} } };`,
  ),
];
