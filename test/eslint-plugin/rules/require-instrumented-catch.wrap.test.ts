import { requireInstrumentedCatch } from '../../../eslint-plugin/src/rules/require-instrumented-catch';
import { testRule } from '../../support/rule-tester';

const PATH = {
  file: 'save.ts',
  mark: 'error',
  metric: {
    namespace: 'SentimentAnalyzer/Compliance',
    name: 'AuditEventPersistenceFailure',
    dimensions: { Lambda: '{function_name}' },
  },
};
const SETTINGS = { 'silent-failure': { contract: { audit_trail_persist: PATH } } };
const TWO_PATHS = { 'silent-failure': { contract: { audit_trail_persist: PATH, audit_trail_load: PATH } } };

testRule('require-instrumented-catch: wrapping in a path of the contract', requireInstrumentedCatch, {
  valid: [],
  invalid: [
    {
      name: 'a try that always returns',
      filename: 'save.ts',
      settings: SETTINGS,
      code: `
import { createFailurePaths } from '@silent-failure/runtime';
import contract from './failure-paths.json';
const failurePaths = createFailurePaths(contract);
export async function save(write: () => Promise<void>): Promise<boolean> {
  try {
    await write();
    return true;
  } catch (error) {
    console.error(error);
    return false;
  }
}`,
      errors: [
        {
          messageId: 'missingBoth',
          line: 9,
          column: 5,
          endLine: 9,
          endColumn: 10,
          suggestions: [
            {
              messageId: 'wrapInRun',
              data: { call: "failurePaths.run('audit_trail_persist', ...)" },
              output: `
import { createFailurePaths } from '@silent-failure/runtime';
import contract from './failure-paths.json';
const failurePaths = createFailurePaths(contract);
export async function save(write: () => Promise<void>): Promise<boolean> {
  return await failurePaths.run('audit_trail_persist', async (path) => {
    try {
      await write();
      return true;
    } catch (error) {
      path.recordFailure(error);
      console.error(error);
      return false;
    }
  });
}`,
            },
          ],
        },
      ],
    },
    {
      name: 'a try that nothing leaves, with code before and after it',
      filename: 'save.ts',
      settings: SETTINGS,
      code: `
import { createFailurePaths } from '@silent-failure/runtime';
import contract from './failure-paths.json';
const failurePaths = createFailurePaths(contract);
export async function save(write: () => Promise<void>) {
  console.info('begin');
  try {
    await write();
  } catch {
    // tried again later
  }
  console.info('end');
}`,
      errors: [
        {
          messageId: 'missingBoth',
          line: 9,
          column: 5,
          endLine: 9,
          endColumn: 10,
          suggestions: [
            {
              messageId: 'wrapInRun',
              data: { call: "failurePaths.run('audit_trail_persist', ...)" },
              output: `
import { createFailurePaths } from '@silent-failure/runtime';
import contract from './failure-paths.json';
const failurePaths = createFailurePaths(contract);
export async function save(write: () => Promise<void>) {
  console.info('begin');
  await failurePaths.run('audit_trail_persist', async (path) => {
    try {
      await write();
    } catch (error) {
      path.recordFailure(error);
      // tried again later
    }
  });
  console.info('end');
}`,
            },
          ],
        },
      ],
    },
    {
      name: 'text over several lines stays as it is',
      filename: 'save.ts',
      settings: SETTINGS,
      code: `
import { createFailurePaths } from '@silent-failure/runtime';
import contract from './failure-paths.json';
const failurePaths = createFailurePaths(contract);
export async function save(write: (text: string) => Promise<void>) {
  try {
    await write(\`first
  second\`);
  } catch (error) {
    console.error(error);
  }
}`,
      errors: [
        {
          messageId: 'missingBoth',
          line: 9,
          column: 5,
          endLine: 9,
          endColumn: 10,
          suggestions: [
            {
              messageId: 'wrapInRun',
              data: { call: "failurePaths.run('audit_trail_persist', ...)" },
              output: `
import { createFailurePaths } from '@silent-failure/runtime';
import contract from './failure-paths.json';
const failurePaths = createFailurePaths(contract);
export async function save(write: (text: string) => Promise<void>) {
  await failurePaths.run('audit_trail_persist', async (path) => {
    try {
      await write(\`first
  second\`);
    } catch (error) {
      path.recordFailure(error);
      console.error(error);
    }
  });
}`,
            },
          ],
        },
      ],
    },
    {
      name: 'a last try that returns without a value on one way',
      filename: 'save.ts',
      settings: SETTINGS,
      code: `
import { createFailurePaths } from '@silent-failure/runtime';
import contract from './failure-paths.json';
const failurePaths = createFailurePaths(contract);
export async function save(write: () => Promise<boolean>) {
  try {
    if (await write()) {
      return;
    }
    console.info('unchanged');
  } catch (error) {
    console.error(error);
  }
}`,
      errors: [
        {
          messageId: 'missingBoth',
          line: 11,
          column: 5,
          endLine: 11,
          endColumn: 10,
          suggestions: [
            {
              messageId: 'wrapInRun',
              data: { call: "failurePaths.run('audit_trail_persist', ...)" },
              output: `
import { createFailurePaths } from '@silent-failure/runtime';
import contract from './failure-paths.json';
const failurePaths = createFailurePaths(contract);
export async function save(write: () => Promise<boolean>) {
  await failurePaths.run('audit_trail_persist', async (path) => {
    try {
      if (await write()) {
        return;
      }
      console.info('unchanged');
    } catch (error) {
      path.recordFailure(error);
      console.error(error);
    }
  });
}`,
            },
          ],
        },
      ],
    },
    {
      name: 'a last try that returns a value on one way, of literal types',
      filename: 'save.ts',
      settings: SETTINGS,
      code: `
import { createFailurePaths } from '@silent-failure/runtime';
import contract from './failure-paths.json';
const failurePaths = createFailurePaths(contract);
export async function save(write: () => Promise<void>): Promise<'saved' | 'failed' | undefined> {
  try {
    await write();
    return 'saved';
  } catch (error) {
    if (error instanceof TypeError) {
      return 'failed';
    }
  }
}`,
      errors: [
        {
          messageId: 'missingBoth',
          line: 9,
          column: 5,
          endLine: 9,
          endColumn: 10,
          suggestions: [
            {
              messageId: 'wrapInRun',
              data: { call: "failurePaths.run('audit_trail_persist', ...)" },
              output: `
import { createFailurePaths } from '@silent-failure/runtime';
import contract from './failure-paths.json';
const failurePaths = createFailurePaths(contract);
export async function save(write: () => Promise<void>): Promise<'saved' | 'failed' | undefined> {
  return await failurePaths.run('audit_trail_persist', async (path) => {
    try {
      await write();
      return 'saved';
    } catch (error) {
      path.recordFailure(error);
      if (error instanceof TypeError) {
        return 'failed';
      }
    }
  });
}`,
            },
          ],
        },
      ],
    },
    {
      name: 'a handler that always throws, which run records',
      filename: 'save.ts',
      settings: SETTINGS,
      code: `
import { createFailurePaths } from '@silent-failure/runtime';
import contract from './failure-paths.json';
const failurePaths = createFailurePaths(contract);
export async function save(write: () => Promise<void>) {
  try {
    await write();
  } catch (error) {
    throw new Error('not saved', { cause: error });
  } finally {
    console.info('done');
  }
}`,
      errors: [
        {
          messageId: 'missingBoth',
          line: 8,
          column: 5,
          endLine: 8,
          endColumn: 10,
          suggestions: [
            {
              messageId: 'wrapInRun',
              data: { call: "failurePaths.run('audit_trail_persist', ...)" },
              output: `
import { createFailurePaths } from '@silent-failure/runtime';
import contract from './failure-paths.json';
const failurePaths = createFailurePaths(contract);
export async function save(write: () => Promise<void>) {
  await failurePaths.run('audit_trail_persist', async () => {
    try {
      await write();
    } catch (error) {
      throw new Error('not saved', { cause: error });
    } finally {
      console.info('done');
    }
  });
}`,
            },
          ],
        },
      ],
    },
    {
      name: 'a function that is not async, by runSync',
      filename: 'save.ts',
      settings: SETTINGS,
      code: `
import { createFailurePaths } from '@silent-failure/runtime';
import contract from './failure-paths.json';
const failurePaths = createFailurePaths(contract);
export function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    return undefined;
  }
}`,
      errors: [
        {
          messageId: 'missingBoth',
          line: 8,
          column: 5,
          endLine: 8,
          endColumn: 10,
          suggestions: [
            {
              messageId: 'wrapInRun',
              data: { call: "failurePaths.runSync('audit_trail_persist', ...)" },
              output: `
import { createFailurePaths } from '@silent-failure/runtime';
import contract from './failure-paths.json';
const failurePaths = createFailurePaths(contract);
export function parse(text: string): unknown {
  return failurePaths.runSync('audit_trail_persist', (path) => {
    try {
      return JSON.parse(text);
    } catch (error) {
      path.recordFailure(error);
      return undefined;
    }
  });
}`,
            },
          ],
        },
      ],
    },
    {
      name: 'a method that uses this, and a loop with jumps of its own',
      filename: 'save.ts',
      settings: SETTINGS,
      code: `
import { createFailurePaths } from '@silent-failure/runtime';
import contract from './failure-paths.json';
const failurePaths = createFailurePaths(contract);
export class Store {
  #items: string[] = [];
  async save(write: (item: string) => Promise<boolean>) {
    try {
      for (const item of this.#items) {
        if (!(await write(item))) {
          break;
        }
      }
    } catch (error) {
      console.error(error);
    }
  }
}`,
      errors: [
        {
          messageId: 'missingBoth',
          line: 14,
          column: 7,
          endLine: 14,
          endColumn: 12,
          suggestions: [
            {
              messageId: 'wrapInRun',
              data: { call: "failurePaths.run('audit_trail_persist', ...)" },
              output: `
import { createFailurePaths } from '@silent-failure/runtime';
import contract from './failure-paths.json';
const failurePaths = createFailurePaths(contract);
export class Store {
  #items: string[] = [];
  async save(write: (item: string) => Promise<boolean>) {
    await failurePaths.run('audit_trail_persist', async (path) => {
      try {
        for (const item of this.#items) {
          if (!(await write(item))) {
            break;
          }
        }
      } catch (error) {
        path.recordFailure(error);
        console.error(error);
      }
    });
  }
}`,
            },
          ],
        },
      ],
    },
    {
      name: 'a name that is narrowed for good',
      filename: 'save.ts',
      settings: SETTINGS,
      code: `
import { createFailurePaths } from '@silent-failure/runtime';
import contract from './failure-paths.json';
const failurePaths = createFailurePaths(contract);
export async function save(write: ((item: string) => Promise<void>) | undefined, item?: string) {
  if (!write || item === undefined) {
    return;
  }
  try {
    await write(item);
  } catch (error) {
    console.error(error);
  }
}`,
      errors: [
        {
          messageId: 'missingBoth',
          line: 11,
          column: 5,
          endLine: 11,
          endColumn: 10,
          suggestions: [
            {
              messageId: 'wrapInRun',
              data: { call: "failurePaths.run('audit_trail_persist', ...)" },
              output: `
import { createFailurePaths } from '@silent-failure/runtime';
import contract from './failure-paths.json';
const failurePaths = createFailurePaths(contract);
export async function save(write: ((item: string) => Promise<void>) | undefined, item?: string) {
  if (!write || item === undefined) {
    return;
  }
  await failurePaths.run('audit_trail_persist', async (path) => {
    try {
      await write(item);
    } catch (error) {
      path.recordFailure(error);
      console.error(error);
    }
  });
}`,
            },
          ],
        },
      ],
    },
    {
      name: 'none: a jump out of the try',
      filename: 'save.ts',
      settings: SETTINGS,
      code: `
import { createFailurePaths } from '@silent-failure/runtime';
import contract from './failure-paths.json';
const failurePaths = createFailurePaths(contract);
export async function save(items: string[], write: (item: string) => Promise<void>) {
  for (const item of items) {
    try {
      await write(item);
    } catch (error) {
      continue;
    }
    console.info(item);
  }
}`,
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
      name: 'none: a variable that is given its value in the try',
      filename: 'save.ts',
      settings: SETTINGS,
      code: `
import { createFailurePaths } from '@silent-failure/runtime';
import contract from './failure-paths.json';
const failurePaths = createFailurePaths(contract);
export async function save(write: () => Promise<string>) {
  let id: string | undefined;
  try {
    id = await write();
  } catch (error) {
    console.error(error);
  }
  return id;
}`,
      errors: [
        {
          messageId: 'missingBoth',
          line: 9,
          column: 5,
          endLine: 9,
          endColumn: 10,
          suggestions: [],
        },
      ],
    },
    {
      name: 'none: a variable that is given another value later',
      filename: 'save.ts',
      settings: SETTINGS,
      code: `
import { createFailurePaths } from '@silent-failure/runtime';
import contract from './failure-paths.json';
const failurePaths = createFailurePaths(contract);
export async function save(write: (id: string) => Promise<void>, id?: string) {
  if (id === undefined) {
    return;
  }
  try {
    await write(id);
  } catch (error) {
    console.error(error);
  }
  id = undefined;
}`,
      errors: [
        {
          messageId: 'missingBoth',
          line: 11,
          column: 5,
          endLine: 11,
          endColumn: 10,
          suggestions: [],
        },
      ],
    },
    {
      name: 'none: a return with code behind the try',
      filename: 'save.ts',
      settings: SETTINGS,
      code: `
import { createFailurePaths } from '@silent-failure/runtime';
import contract from './failure-paths.json';
const failurePaths = createFailurePaths(contract);
export async function save(write: () => Promise<boolean>) {
  try {
    if (await write()) {
      return;
    }
  } catch (error) {
    console.error(error);
  }
  console.info('unchanged');
}`,
      errors: [
        {
          messageId: 'missingBoth',
          line: 10,
          column: 5,
          endLine: 10,
          endColumn: 10,
          suggestions: [],
        },
      ],
    },
    {
      name: 'none: a member that only the code around knows to be there',
      filename: 'save.ts',
      settings: SETTINGS,
      code: `
import { createFailurePaths } from '@silent-failure/runtime';
import contract from './failure-paths.json';
const failurePaths = createFailurePaths(contract);
export class Store {
  write?: () => Promise<void>;
  async save() {
    if (!this.write) {
      return;
    }
    try {
      await this.write();
    } catch (error) {
      console.error(error);
    }
  }
}`,
      errors: [
        {
          messageId: 'missingBoth',
          line: 13,
          column: 7,
          endLine: 13,
          endColumn: 12,
          suggestions: [],
        },
      ],
    },
    {
      name: 'none: a member that only the code in the try knows to be there',
      filename: 'save.ts',
      settings: SETTINGS,
      code: `
import { createFailurePaths } from '@silent-failure/runtime';
import contract from './failure-paths.json';
const failurePaths = createFailurePaths(contract);
export class Store {
  write?: () => Promise<void>;
  async save(make: () => Promise<() => Promise<void>>) {
    try {
      this.write = await make();
    } catch (error) {
      console.error(error);
    }
    await this.write?.();
  }
}`,
      errors: [
        {
          messageId: 'missingBoth',
          line: 10,
          column: 7,
          endLine: 10,
          endColumn: 12,
          suggestions: [],
        },
      ],
    },
    {
      name: 'none: a test in the try that the code behind it relies on',
      filename: 'save.ts',
      settings: SETTINGS,
      code: `
import { createFailurePaths } from '@silent-failure/runtime';
import contract from './failure-paths.json';
const failurePaths = createFailurePaths(contract);
export async function save(write: () => Promise<void>, id?: string): Promise<string> {
  try {
    if (id === undefined) {
      throw new TypeError('no id');
    }
    await write();
  } catch (error) {
    throw new Error('not saved', { cause: error });
  }
  return id.trim();
}`,
      errors: [
        {
          messageId: 'missingBoth',
          line: 11,
          column: 5,
          endLine: 11,
          endColumn: 10,
          suggestions: [],
        },
      ],
    },
    {
      name: 'none: arguments',
      filename: 'save.ts',
      settings: SETTINGS,
      code: `
import { createFailurePaths } from '@silent-failure/runtime';
import contract from './failure-paths.json';
const failurePaths = createFailurePaths(contract);
export async function save(write: (...values: unknown[]) => Promise<void>) {
  try {
    await write(...arguments);
  } catch (error) {
    console.error(error);
  }
}`,
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
      name: 'none: a generator',
      filename: 'save.ts',
      settings: SETTINGS,
      code: `
import { createFailurePaths } from '@silent-failure/runtime';
import contract from './failure-paths.json';
const failurePaths = createFailurePaths(contract);
export async function* save(write: () => Promise<string>) {
  try {
    yield await write();
  } catch (error) {
    console.error(error);
  }
}`,
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
      name: 'none: a constructor',
      filename: 'save.ts',
      settings: SETTINGS,
      code: `
import { createFailurePaths } from '@silent-failure/runtime';
import contract from './failure-paths.json';
const failurePaths = createFailurePaths(contract);
export class Store {
  constructor(write: () => void) {
    try {
      write();
    } catch (error) {
      console.error(error);
    }
  }
}`,
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
      name: 'none: the code outside of functions',
      filename: 'save.ts',
      settings: SETTINGS,
      code: `
import { createFailurePaths } from '@silent-failure/runtime';
import contract from './failure-paths.json';
const failurePaths = createFailurePaths(contract);
const write = async () => {};
try {
  await write();
} catch (error) {
  console.error(error);
}`,
      errors: [
        {
          messageId: 'missingBoth',
          line: 8,
          column: 3,
          endLine: 8,
          endColumn: 8,
          suggestions: [],
        },
      ],
    },
    {
      name: 'none: a function that is not async and may return a promise',
      filename: 'save.ts',
      settings: SETTINGS,
      code: `
import { createFailurePaths } from '@silent-failure/runtime';
import contract from './failure-paths.json';
const failurePaths = createFailurePaths(contract);
export function save(write: () => Promise<void>) {
  try {
    return write();
  } catch (error) {
    return undefined;
  }
}`,
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
      name: 'none: the name is opened already',
      filename: 'save.ts',
      settings: SETTINGS,
      code: `
import { createFailurePaths } from '@silent-failure/runtime';
import contract from './failure-paths.json';
const failurePaths = createFailurePaths(contract);
export const read = (get: () => Promise<void>) => failurePaths.run('audit_trail_persist', get);
export async function save(write: () => Promise<void>) {
  try {
    await write();
  } catch (error) {
    console.error(error);
  }
}`,
      errors: [
        {
          messageId: 'missingBoth',
          line: 9,
          column: 5,
          endLine: 9,
          endColumn: 10,
          suggestions: [],
        },
      ],
    },
    {
      name: 'none: another thing of the same name at that place',
      filename: 'save.ts',
      settings: SETTINGS,
      code: `
import { createFailurePaths } from '@silent-failure/runtime';
import contract from './failure-paths.json';
const failurePaths = createFailurePaths(contract);
export async function save(write: () => Promise<void>, failurePaths: string[]) {
  try {
    await write();
  } catch (error) {
    failurePaths.push(String(error));
  }
}
export default failurePaths;`,
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
      name: 'none: a contract with several paths for the file',
      filename: 'save.ts',
      settings: TWO_PATHS,
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
export default failurePaths;`,
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
      name: 'the failure paths that the file gets elsewhere by a call',
      filename: 'save.ts',
      settings: TWO_PATHS,
      code: `
import { failurePaths } from './src/paths/failure-paths';
export const load = (read: () => Promise<void>) => failurePaths().run('audit_trail_load' as never, async (path) => {
  await read().catch((error) => path.recordFailure(error));
});
export async function save(write: () => Promise<void>) {
  try {
    await write();
  } catch (error) {
    console.error(error);
  }
}`,
      errors: [
        {
          messageId: 'missingBoth',
          line: 9,
          column: 5,
          endLine: 9,
          endColumn: 10,
          suggestions: [
            {
              messageId: 'wrapInRun',
              data: { call: "failurePaths().run('audit_trail_persist', ...)" },
              output: `
import { failurePaths } from './src/paths/failure-paths';
export const load = (read: () => Promise<void>) => failurePaths().run('audit_trail_load' as never, async (path) => {
  await read().catch((error) => path.recordFailure(error));
});
export async function save(write: () => Promise<void>) {
  await failurePaths().run('audit_trail_persist', async (path) => {
    try {
      await write();
    } catch (error) {
      path.recordFailure(error);
      console.error(error);
    }
  });
}`,
            },
          ],
        },
      ],
    },
  ],
});
