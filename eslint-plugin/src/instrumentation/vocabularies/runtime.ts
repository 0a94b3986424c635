import type { Vocabulary } from '../vocabulary';

const run = {
  does: ['open'],
  name: 0,
  callback: { position: 1, parameters: ['runtime.FailurePath'] },
  closesItself: true,
  recordsThrows: true,
  distinctive: 'recordFailure',
} as const;

/** This project's own runtime. */
export const runtime: Vocabulary = {
  modules: {
    '@silent-failure/runtime': {
      createFailurePaths: { returns: 'runtime.FailurePaths' },
      FailurePaths: { instance: 'runtime.FailurePaths' },
      FailurePath: { instance: 'runtime.FailurePath' },
      FailurePathHandle: { instance: 'runtime.FailurePath' },
    },
  },
  types: {
    'runtime.FailurePaths': { members: { run, runSync: { ...run, synchronous: true } } },
    'runtime.FailurePath': {
      handedOn: ['mark', 'emit'],
      members: {
        recordFailure: { does: ['mark', 'emit'], annotation: { keysOf: 1 } },
        annotate: { does: ['annotate'], annotation: { keysOf: 0 } },
      },
    },
  },
};
