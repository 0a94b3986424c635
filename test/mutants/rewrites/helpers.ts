import type { TSESTree } from '@typescript-eslint/types';
import { asyncFor, awaits, replace } from '../edits';
import { deedsOf } from '../instrumentation';
import { recordingSites } from '../recording-sites';
import type { Recording } from '../recording-sites';
import { enclosing, enclosingFunction, isFunction, isWithin, outermostFunction } from '../source';
import type { Source } from '../source';
import { isNarrowed, typeText } from '../type-texts';
import type { Change, Rewrite } from '../variants';
import { onRecordings } from './on-recordings';

/** What records a failure is done by a function of the file. */
export const helpers: readonly Rewrite[] = [
  local('by an arrow', (source, { statement }) => {
    const code = source.textOf(statement);
    return `const record = ${asyncFor(source, statement)}() => { ${code} }; ${waiting(source, statement)}record();`;
  }),
  local('by an arrow without a block', (source, { statement }) => {
    const { expression } = statement;
    return `const record = ${asyncFor(source, statement)}() => ${source.textOf(expression)}; ${waiting(source, statement)}record();`;
  }),
  local(
    'by a function that is declared below',
    (source, { statement }) =>
      `${waiting(source, statement)}record(); ${asyncFor(source, statement)}function record() { ${source.textOf(statement)} }`,
    (source, { statement }) => !/\bthis\b/.test(source.textOf(statement)) && !isNarrowed(source, statement),
  ),
  local(
    'by a function expression',
    (source, { statement }) =>
      `const record = ${asyncFor(source, statement)}function () { ${source.textOf(statement)} }; ${waiting(source, statement)}record();`,
    (source, { statement }) => !/\bthis\b/.test(source.textOf(statement)),
  ),
  local('by a function that calls another', (source, { statement }) => {
    const isAsync = asyncFor(source, statement);
    const waits = waiting(source, statement);
    return `const inner = ${isAsync}() => { ${source.textOf(statement)} }; const record = ${isAsync}() => { ${waits}inner(); }; ${waits}record();`;
  }),
  local('by a function that leaves after it', (source, { statement }) => {
    const isAsync = asyncFor(source, statement);
    return `const record = ${isAsync}() => { ${source.textOf(statement)} if (Date.now() > 0) { return; } console.warn('recorded'); }; ${waiting(source, statement)}record();`;
  }),
  local('by a method of an object', (source, { statement }) => {
    const isAsync = asyncFor(source, statement);
    return `const recorder = { record: ${isAsync}() => { ${source.textOf(statement)} } }; ${waiting(source, statement)}recorder.record();`;
  }),
  local(
    'by a method of an object, in shorthand',
    (source, { statement }) =>
      `const recorder = { ${asyncFor(source, statement)}record() { ${source.textOf(statement)} } }; ${waiting(source, statement)}recorder.record();`,
    (source, { statement }) => !/\bthis\b/.test(source.textOf(statement)),
  ),
  local(
    'by an async arrow that is awaited',
    (source, { statement }) => `const record = async () => { ${source.textOf(statement)} }; await record();`,
    (source, { statement }) => mayAwait(statement) && !awaits(source, statement),
  ),
  local(
    'by an async arrow that awaits something first',
    (source, { statement }) =>
      `const record = async () => { await Promise.resolve(); ${source.textOf(statement)} }; await record();`,
    (_, { statement }) => mayAwait(statement),
  ),
  local(
    'by an async arrow that is awaited with others',
    (source, { statement }) =>
      `const record = async () => { ${source.textOf(statement)} }; await Promise.all([record(), Promise.resolve()]);`,
    (_, { statement }) => mayAwait(statement),
  ),
  local(
    'by an async arrow whose promise is kept and awaited',
    (source, { statement }) =>
      `const record = async () => { ${source.textOf(statement)} }; const recorded = record(); await recorded;`,
    (_, { statement }) => mayAwait(statement),
  ),
  ofModule('by a function of the module', (name, parameters, body, isAsync) => `${isAsync}function ${name}(${parameters}) { ${body} }`),
  ofModule('by an arrow of the module', (name, parameters, body, isAsync) => `const ${name} = ${isAsync}(${parameters}) => { ${body} };`),
  ofModule(
    'by a function of the module, two levels deep',
    (name, parameters, body, isAsync, names) =>
      `${isAsync}function ${name}(${parameters}) { ${isAsync && 'await '}${name}Really(${names}); }\n${isAsync}function ${name}Really(${parameters}) { ${body} }`,
  ),
  ofModule(
    'by a generic function of the module',
    (name, parameters, body, isAsync) => `${isAsync}function ${name}<T>(${parameters}): ${isAsync ? 'Promise<void>' : 'void'} { const unused: T[] = []; void unused; ${body} }`,
  ),
  ofModule(
    'by a static method',
    (name, parameters, body, isAsync) => `class Recorder { static ${isAsync}${name}(${parameters}) { ${body} } }`,
    'Recorder.',
  ),
  ofModule(
    'by a method of an object of the module',
    (name, parameters, body, isAsync) => `const recorder = { ${isAsync}${name}(${parameters}) { ${body} } };`,
    'recorder.',
  ),
  {
    name: 'by a function of the module that takes an object',
    *changes(source) {
      yield* extracted(source, (name, parameters, names, body, isAsync) => ({
        declaration: `${isAsync}function ${name}({ ${names} }: { ${parameters.replaceAll(', ', '; ')} }) { ${body} }`,
        call: `${name}({ ${names} })`,
      }));
    },
  },
  ofClass('by a method of the class', 'recordIt'),
  ofClass('by a private method of the class', '#recordIt'),
];

function waiting(source: Source, statement: TSESTree.Node): string {
  return awaits(source, statement) ? 'await ' : '';
}

function mayAwait(statement: TSESTree.Node): boolean {
  return enclosingFunction(statement)?.async ?? false;
}

function local(
  name: string,
  write: (source: Source, recording: Recording) => string,
  applies: (source: Source, recording: Recording) => boolean = () => true,
): Rewrite {
  return onRecordings(
    name,
    (source, text, recording) => replace(text, recording.statement, `{ ${write(source, recording)} }`),
    (source, recording, { recordings }) =>
      // Where the handler itself closes the subsegment, nothing that may throw may come before.
      recordings.every(({ call }) => !deedsOf(source, call).has('close')) && applies(source, recording),
  );
}

interface Extracted {
  readonly declaration: string;
  readonly call: string;
}

type WriteExtracted = (name: string, parameters: string, names: string, body: string, isAsync: string) => Extracted;

/** The recordings, each as a function of the module that is handed what it needs. */
function* extracted(source: Source, write: WriteExtracted): Generator<Change> {
  for (const { recording } of eachRecording(source)) {
    const needed = parametersFor(source, recording.statement);
    if (needed && !/\bthis\b/.test(source.textOf(recording.statement))) {
      const parameters = needed.map(({ name, type }) => `${name}: ${type}`).join(', ');
      const names = needed.map(({ name }) => name).join(', ');
      const { statement } = recording;
      const { declaration, call } = write('recordIt', parameters, names, source.textOf(statement), asyncFor(source, statement));
      yield {
        node: statement,
        edit(text) {
          replace(text, statement, `${waiting(source, statement)}${call};`);
          text.append(`\n${declaration}\n`);
        },
      };
    }
  }
}

function ofModule(
  name: string,
  write: (name: string, parameters: string, body: string, isAsync: string, names: string) => string,
  receiver = '',
): Rewrite {
  return {
    name,
    *changes(source) {
      yield* extracted(source, (helper, parameters, names, body, isAsync) => ({
        declaration: write(helper, parameters, body, isAsync, names),
        call: `${receiver}${helper}(${names})`,
      }));
    },
  };
}

/** The recordings in methods, each as a method of its own. */
function ofClass(name: string, method: string): Rewrite {
  return {
    name,
    *changes(source): Generator<Change> {
      for (const { recording } of eachRecording(source)) {
        const { statement } = recording;
        const around = enclosing(statement, 'MethodDefinition');
        const needed = parametersFor(source, statement);
        if (around && needed && hasThisOf(around, statement)) {
          const parameters = needed.map((one) => `${one.name}: ${one.type}`).join(', ');
          const names = needed.map((one) => one.name).join(', ');
          const body = source.textOf(statement);
          yield {
            node: statement,
            edit(text) {
              replace(text, statement, `${waiting(source, statement)}this.${method}(${names});`);
              text.appendLeft(around.range[1], `\n\n  ${asyncFor(source, statement)}${method}(${parameters}) { ${body} }`);
            },
          };
        }
      }
    },
  };
}

/** Whether `this` means the same at a statement as in its method: only arrows stand between. */
function hasThisOf(method: TSESTree.MethodDefinition, statement: TSESTree.Node): boolean {
  for (let node = statement.parent; node && node !== method.value; node = node.parent) {
    if (isFunction(node) && node.type !== 'ArrowFunctionExpression') {
      return false;
    }
  }
  return !method.static;
}

function* eachRecording(source: Source) {
  for (const site of recordingSites(source)) {
    for (const recording of site.recordings) {
      yield { site, recording };
    }
  }
}

/** The names of surrounding functions that a statement needs, with their types; `undefined` if one cannot be written. */
function parametersFor(source: Source, statement: TSESTree.Node): { name: string; type: string }[] | undefined {
  const found = new Map<string, string>();
  const around = outermostFunction(statement);
  for (const identifier of source.nodes('Identifier', statement)) {
    const declared = source.variableOf(identifier)?.identifiers[0];
    const isLocal = declared && isWithin(declared, around) && !isWithin(declared, statement);
    if (isLocal && !found.has(identifier.name)) {
      const type = typeText(source, identifier);
      if (type === undefined) {
        return undefined;
      }
      found.set(identifier.name, type);
    }
  }
  return [...found].map(([name, type]) => ({ name, type }));
}
