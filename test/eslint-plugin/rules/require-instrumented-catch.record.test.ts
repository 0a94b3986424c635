import { requireInstrumentedCatch } from '../../../eslint-plugin/src/rules/require-instrumented-catch';
import { testRule } from '../../support/rule-tester';

testRule('require-instrumented-catch: recording where a handle is in scope', requireInstrumentedCatch, {
  valid: [],
  invalid: [
    {
      name: 'a catch clause',
      code: `
import { createFailurePaths } from '@silent-failure/runtime';
import contract from './failure-paths.json';
const failurePaths = createFailurePaths(contract);
export const save = (write: () => Promise<void>) =>
  failurePaths.run('audit_trail_persist', async (path) => {
    try {
      await write();
      return true;
    } catch (error) {
      console.error(error);
      return false;
    }
  });`,
      errors: [
        {
          messageId: 'missingBoth',
          line: 10,
          column: 7,
          endLine: 10,
          endColumn: 12,
          suggestions: [
            {
              messageId: 'recordFailure',
              data: { statement: 'path.recordFailure(error);' },
              output: `
import { createFailurePaths } from '@silent-failure/runtime';
import contract from './failure-paths.json';
const failurePaths = createFailurePaths(contract);
export const save = (write: () => Promise<void>) =>
  failurePaths.run('audit_trail_persist', async (path) => {
    try {
      await write();
      return true;
    } catch (error) {
      path.recordFailure(error);
      console.error(error);
      return false;
    }
  });`,
            },
          ],
        },
      ],
    },
    {
      name: 'a catch clause without a binding, on one line',
      code: `
import { createFailurePaths } from '@silent-failure/runtime';
import contract from './failure-paths.json';
const failurePaths = createFailurePaths(contract);
export const save = (write: () => Promise<void>) =>
  failurePaths.run('audit_trail_persist', async (path) => {
    try { await write(); } catch { return false; }
    return true;
  });`,
      errors: [
        {
          messageId: 'missingBoth',
          line: 7,
          column: 28,
          endLine: 7,
          endColumn: 33,
          suggestions: [
            {
              messageId: 'recordFailure',
              data: { statement: 'path.recordFailure(error);' },
              output: `
import { createFailurePaths } from '@silent-failure/runtime';
import contract from './failure-paths.json';
const failurePaths = createFailurePaths(contract);
export const save = (write: () => Promise<void>) =>
  failurePaths.run('audit_trail_persist', async (path) => {
    try { await write(); } catch (error) { path.recordFailure(error); return false; }
    return true;
  });`,
            },
          ],
        },
      ],
    },
    {
      name: 'a catch clause without a binding, where the handler means another `error`',
      code: `
import { createFailurePaths } from '@silent-failure/runtime';
import contract from './failure-paths.json';
const failurePaths = createFailurePaths(contract);
export const save = (write: () => Promise<void>, error: (text: string) => void) =>
  failurePaths.run('audit_trail_persist', async (path) => {
    try {
      await write();
    } catch {
      error('not saved');
    }
  });`,
      errors: [
        {
          messageId: 'missingBoth',
          line: 9,
          column: 7,
          endLine: 9,
          endColumn: 12,
          suggestions: [
            {
              messageId: 'recordFailure',
              data: { statement: 'path.recordFailure(error2);' },
              output: `
import { createFailurePaths } from '@silent-failure/runtime';
import contract from './failure-paths.json';
const failurePaths = createFailurePaths(contract);
export const save = (write: () => Promise<void>, error: (text: string) => void) =>
  failurePaths.run('audit_trail_persist', async (path) => {
    try {
      await write();
    } catch (error2) {
      path.recordFailure(error2);
      error('not saved');
    }
  });`,
            },
          ],
        },
      ],
    },
    {
      name: 'an empty handler with a comment beside the brace',
      code: `
import { createFailurePaths } from '@silent-failure/runtime';
import contract from './failure-paths.json';
const failurePaths = createFailurePaths(contract);
export const save = (write: () => Promise<void>) =>
  failurePaths.run('audit_trail_persist', async (path) => {
    try {
      await write();
    } catch (error) { // not needed
    }
  });`,
      errors: [
        {
          messageId: 'missingBoth',
          line: 9,
          column: 7,
          endLine: 9,
          endColumn: 12,
          suggestions: [
            {
              messageId: 'recordFailure',
              data: { statement: 'path.recordFailure(error);' },
              output: `
import { createFailurePaths } from '@silent-failure/runtime';
import contract from './failure-paths.json';
const failurePaths = createFailurePaths(contract);
export const save = (write: () => Promise<void>) =>
  failurePaths.run('audit_trail_persist', async (path) => {
    try {
      await write();
    } catch (error) { // not needed
      path.recordFailure(error);
    }
  });`,
            },
          ],
        },
      ],
    },
    {
      name: 'an empty handler that says why it is empty, in code that is indented by tabs',
      code: `
import { createFailurePaths } from '@silent-failure/runtime';
import contract from './failure-paths.json';
const failurePaths = createFailurePaths(contract);
export const save = (write: () => Promise<void>) =>
	failurePaths.run('audit_trail_persist', async (path) => {
		try {
			await write();
		} catch (error) {
			// not needed
		}
	});`,
      errors: [
        {
          messageId: 'missingBoth',
          line: 9,
          column: 5,
          endLine: 9,
          endColumn: 10,
          suggestions: [
            {
              messageId: 'recordFailure',
              data: { statement: 'path.recordFailure(error);' },
              output: `
import { createFailurePaths } from '@silent-failure/runtime';
import contract from './failure-paths.json';
const failurePaths = createFailurePaths(contract);
export const save = (write: () => Promise<void>) =>
	failurePaths.run('audit_trail_persist', async (path) => {
		try {
			await write();
		} catch (error) {
			path.recordFailure(error);
			// not needed
		}
	});`,
            },
          ],
        },
      ],
    },
    {
      name: 'an operation without a parameter, in a file that has a `path` already',
      code: `
import { createFailurePaths } from '@silent-failure/runtime';
import contract from './failure-paths.json';
const failurePaths = createFailurePaths(contract);
import path from 'node:path';
export const save = (write: (file: string) => Promise<void>, file: string) =>
  failurePaths.run('audit_trail_persist', async () => {
    try {
      await write(path.basename(file));
    } catch (error) {
      console.error(error);
    }
  });`,
      errors: [
        {
          messageId: 'missingBoth',
          line: 10,
          column: 7,
          endLine: 10,
          endColumn: 12,
          suggestions: [
            {
              messageId: 'recordFailure',
              data: { statement: 'path2.recordFailure(error);' },
              output: `
import { createFailurePaths } from '@silent-failure/runtime';
import contract from './failure-paths.json';
const failurePaths = createFailurePaths(contract);
import path from 'node:path';
export const save = (write: (file: string) => Promise<void>, file: string) =>
  failurePaths.run('audit_trail_persist', async (path2) => {
    try {
      await write(path.basename(file));
    } catch (error) {
      path2.recordFailure(error);
      console.error(error);
    }
  });`,
            },
          ],
        },
      ],
    },
    {
      name: 'the handler of a promise that gives a value',
      code: `
import { createFailurePaths } from '@silent-failure/runtime';
import contract from './failure-paths.json';
const failurePaths = createFailurePaths(contract);
export const save = (write: () => Promise<boolean>) =>
  failurePaths.run('audit_trail_persist', async (path) => write().catch((reason) => reason === 'known'));`,
      errors: [
        {
          messageId: 'missingBoth',
          line: 6,
          column: 67,
          endLine: 6,
          endColumn: 72,
          suggestions: [
            {
              messageId: 'recordFailure',
              data: { statement: 'path.recordFailure(reason);' },
              output: `
import { createFailurePaths } from '@silent-failure/runtime';
import contract from './failure-paths.json';
const failurePaths = createFailurePaths(contract);
export const save = (write: () => Promise<boolean>) =>
  failurePaths.run('audit_trail_persist', async (path) => write().catch((reason) => { path.recordFailure(reason); return reason === 'known'; }));`,
            },
          ],
        },
      ],
    },
    {
      name: 'the handler of a promise without a parameter that gives an object',
      filename: 'save.ts',
      code: `
import { createFailurePaths } from '@silent-failure/runtime';
import contract from './failure-paths.json';
const failurePaths = createFailurePaths(contract);
export const save = (write: () => Promise<object>) =>
  failurePaths.run('audit_trail_persist', async (path) => write().catch(() => ({ saved: false })));`,
      errors: [
        {
          messageId: 'missingBoth',
          line: 6,
          column: 67,
          endLine: 6,
          endColumn: 72,
          suggestions: [
            {
              messageId: 'recordFailure',
              data: { statement: 'path.recordFailure(error);' },
              output: `
import { createFailurePaths } from '@silent-failure/runtime';
import contract from './failure-paths.json';
const failurePaths = createFailurePaths(contract);
export const save = (write: () => Promise<object>) =>
  failurePaths.run('audit_trail_persist', async (path) => write().catch((error: unknown) => { path.recordFailure(error); return ({ saved: false }); }));`,
            },
          ],
        },
      ],
    },
    {
      name: 'the handler of a promise without a parameter, in JavaScript',
      filename: 'save.js',
      code: `
import { createFailurePaths } from '@silent-failure/runtime';
import contract from './failure-paths.json';
const failurePaths = createFailurePaths(contract);
export const save = (write) =>
  failurePaths.run('audit_trail_persist', async (path) => {
    await write().catch(() => {});
  });`,
      errors: [
        {
          messageId: 'missingBoth',
          line: 7,
          column: 19,
          endLine: 7,
          endColumn: 24,
          suggestions: [
            {
              messageId: 'recordFailure',
              data: { statement: 'path.recordFailure(error);' },
              output: `
import { createFailurePaths } from '@silent-failure/runtime';
import contract from './failure-paths.json';
const failurePaths = createFailurePaths(contract);
export const save = (write) =>
  failurePaths.run('audit_trail_persist', async (path) => {
    await write().catch((error) => { path.recordFailure(error); });
  });`,
            },
          ],
        },
      ],
    },
    {
      name: 'a handler in a callback that runs while the operation does',
      code: `
import { createFailurePaths } from '@silent-failure/runtime';
import contract from './failure-paths.json';
const failurePaths = createFailurePaths(contract);
export const save = (items: string[], write: (item: string) => Promise<void>) =>
  failurePaths.run('audit_trail_persist', async (path) => {
    await Promise.all(items.map(async (item) => {
      try {
        await write(item);
      } catch (error) {
        console.error(error);
      }
    }));
  });`,
      errors: [
        {
          messageId: 'missingBoth',
          line: 10,
          column: 9,
          endLine: 10,
          endColumn: 14,
          suggestions: [
            {
              messageId: 'recordFailure',
              data: { statement: 'path.recordFailure(error);' },
              output: `
import { createFailurePaths } from '@silent-failure/runtime';
import contract from './failure-paths.json';
const failurePaths = createFailurePaths(contract);
export const save = (items: string[], write: (item: string) => Promise<void>) =>
  failurePaths.run('audit_trail_persist', async (path) => {
    await Promise.all(items.map(async (item) => {
      try {
        await write(item);
      } catch (error) {
        path.recordFailure(error);
        console.error(error);
      }
    }));
  });`,
            },
          ],
        },
      ],
    },
    {
      name: 'a helper that is handed the path',
      code: `
import { createFailurePaths } from '@silent-failure/runtime';
import contract from './failure-paths.json';
const failurePaths = createFailurePaths(contract);
import type { FailurePath } from '@silent-failure/runtime';
async function write(path: FailurePath, send: () => Promise<void>) {
  try {
    await send();
  } catch (error) {
    console.error(error);
  }
}
export const save = (send: () => Promise<void>) => failurePaths.run('audit_trail_persist', (path) => write(path, send));`,
      errors: [
        {
          messageId: 'missingBoth',
          line: 9,
          column: 5,
          endLine: 9,
          endColumn: 10,
          suggestions: [
            {
              messageId: 'recordFailure',
              data: { statement: 'path.recordFailure(error);' },
              output: `
import { createFailurePaths } from '@silent-failure/runtime';
import contract from './failure-paths.json';
const failurePaths = createFailurePaths(contract);
import type { FailurePath } from '@silent-failure/runtime';
async function write(path: FailurePath, send: () => Promise<void>) {
  try {
    await send();
  } catch (error) {
    path.recordFailure(error);
    console.error(error);
  }
}
export const save = (send: () => Promise<void>) => failurePaths.run('audit_trail_persist', (path) => write(path, send));`,
            },
          ],
        },
      ],
    },
    {
      name: 'a handler that throws the same error on one way, which is recorded once',
      code: `
import { createFailurePaths } from '@silent-failure/runtime';
import contract from './failure-paths.json';
const failurePaths = createFailurePaths(contract);
export const save = (write: () => Promise<void>) =>
  failurePaths.run('audit_trail_persist', async (path) => {
    try {
      await write();
    } catch (error) {
      if (error instanceof TypeError) {
        throw error;
      }
    }
  });`,
      errors: [
        {
          messageId: 'missingBoth',
          line: 9,
          column: 7,
          endLine: 9,
          endColumn: 12,
          suggestions: [
            {
              messageId: 'recordFailure',
              data: { statement: 'path.recordFailure(error);' },
              output: `
import { createFailurePaths } from '@silent-failure/runtime';
import contract from './failure-paths.json';
const failurePaths = createFailurePaths(contract);
export const save = (write: () => Promise<void>) =>
  failurePaths.run('audit_trail_persist', async (path) => {
    try {
      await write();
    } catch (error) {
      path.recordFailure(error);
      if (error instanceof TypeError) {
        throw error;
      }
    }
  });`,
            },
          ],
        },
      ],
    },
    {
      name: 'none: a handler by name, which others may use',
      code: `
import { createFailurePaths } from '@silent-failure/runtime';
import contract from './failure-paths.json';
const failurePaths = createFailurePaths(contract);
function ignore(error: unknown) {
  console.error(error);
}
export const save = (write: () => Promise<void>) =>
  failurePaths.run('audit_trail_persist', async (path) => {
    await write().catch(ignore);
  });`,
      errors: [
        {
          messageId: 'missingBoth',
          line: 10,
          column: 19,
          endLine: 10,
          endColumn: 24,
          suggestions: [],
        },
      ],
    },
    {
      name: 'none: a name in between hides the path',
      code: `
import { createFailurePaths } from '@silent-failure/runtime';
import contract from './failure-paths.json';
const failurePaths = createFailurePaths(contract);
export const save = (write: () => Promise<void>) =>
  failurePaths.run('audit_trail_persist', async (path) => {
    const results = [];
    for (const path of ['a', 'b']) {
      try {
        await write();
      } catch (error) {
        results.push(path);
      }
    }
    return results;
  });`,
      errors: [
        {
          messageId: 'missingBoth',
          line: 11,
          column: 9,
          endLine: 11,
          endColumn: 14,
          suggestions: [],
        },
      ],
    },
    {
      name: 'none: a callback that runs when the operation may be done',
      code: `
import { createFailurePaths } from '@silent-failure/runtime';
import contract from './failure-paths.json';
const failurePaths = createFailurePaths(contract);
export const save = (write: () => Promise<void>) =>
  failurePaths.run('audit_trail_persist', async (path) => {
    setTimeout(async () => {
      try {
        await write();
      } catch (error) {
        console.error(error);
      }
    }, 1000);
  });`,
      errors: [
        {
          messageId: 'missingBoth',
          line: 10,
          column: 9,
          endLine: 10,
          endColumn: 14,
          suggestions: [],
        },
      ],
    },
    {
      name: 'none: an error that is expected on one way',
      code: `
import { createFailurePaths } from '@silent-failure/runtime';
import contract from './failure-paths.json';
const failurePaths = createFailurePaths(contract);
export const save = (write: () => Promise<void>) =>
  failurePaths.run('audit_trail_persist', async (path) => {
    try {
      await write();
    } catch (error) {
      if ((error as Error).name === 'Conflict') {
        return false;
      }
      console.error(error);
    }
    return true;
  });`,
      options: [{ allowExpected: ['Conflict'] }],
      errors: [
        {
          messageId: 'missingBoth',
          line: 9,
          column: 7,
          endLine: 9,
          endColumn: 12,
          suggestions: [],
        },
      ],
    },
    {
      name: 'none: another error is thrown on one way, which would be recorded as well',
      code: `
import { createFailurePaths } from '@silent-failure/runtime';
import contract from './failure-paths.json';
const failurePaths = createFailurePaths(contract);
export const save = (write: () => Promise<void>) =>
  failurePaths.run('audit_trail_persist', async (path) => {
    try {
      await write();
    } catch (error) {
      if (error instanceof TypeError) {
        throw new Error('not saved', { cause: error });
      }
    }
  });`,
      errors: [
        {
          messageId: 'missingBoth',
          line: 9,
          column: 7,
          endLine: 9,
          endColumn: 12,
          suggestions: [],
        },
      ],
    },
    {
      name: 'none: recorded on one way already',
      code: `
import { createFailurePaths } from '@silent-failure/runtime';
import contract from './failure-paths.json';
const failurePaths = createFailurePaths(contract);
export const save = (write: () => Promise<void>) =>
  failurePaths.run('audit_trail_persist', async (path) => {
    try {
      await write();
    } catch (error) {
      if (error instanceof TypeError) {
        path.recordFailure(error);
      }
    }
  });`,
      errors: [
        {
          messageId: 'subsegmentNotOnEveryPath',
          line: 9,
          column: 7,
          endLine: 9,
          endColumn: 12,
          suggestions: [],
        },
        {
          messageId: 'metricNotOnEveryPath',
          line: 9,
          column: 7,
          endLine: 9,
          endColumn: 12,
          suggestions: [],
        },
      ],
    },
    {
      name: 'none: only parts of the error are caught',
      code: `
import { createFailurePaths } from '@silent-failure/runtime';
import contract from './failure-paths.json';
const failurePaths = createFailurePaths(contract);
export const save = (write: () => Promise<void>) =>
  failurePaths.run('audit_trail_persist', async (path) => {
    try {
      await write();
    } catch ({ message }) {
      console.error(message);
    }
  });`,
      errors: [
        {
          messageId: 'missingBoth',
          line: 9,
          column: 7,
          endLine: 9,
          endColumn: 12,
          suggestions: [],
        },
      ],
    },
    {
      name: 'none: no operation around it',
      code: `
import { createFailurePaths } from '@silent-failure/runtime';
import contract from './failure-paths.json';
const failurePaths = createFailurePaths(contract);
export async function save(write: () => Promise<void>) {
  try {
    await write();
  } catch (error) {
    console.error(error);
  }
}
export const path = failurePaths;`,
      errors: [
        {
          messageId: 'missingBoth',
          line: 8,
          column: 5,
          endLine: 8,
          endColumn: 10,
          suggestions: [],
        },
      ],
    },
    {
      name: 'none: the name of the operation is computed, so the mark would be on no named subsegment',
      code: `
import { createFailurePaths } from '@silent-failure/runtime';
import contract from './failure-paths.json';
const failurePaths = createFailurePaths(contract);
export const save = (name: string, write: () => Promise<void>) =>
  failurePaths.run(\`save_\${name}\`, async () => {
    try {
      await write();
    } catch (error) {
      console.error(error);
    }
  });`,
      errors: [
        {
          messageId: 'missingBoth',
          line: 9,
          column: 7,
          endLine: 9,
          endColumn: 12,
          suggestions: [],
        },
      ],
    },
  ],
});
