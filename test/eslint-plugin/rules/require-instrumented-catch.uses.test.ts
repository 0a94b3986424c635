import { requireInstrumentedCatch } from '../../../eslint-plugin/src/rules/require-instrumented-catch';
import { testRule } from '../../support/rule-tester';

testRule('require-instrumented-catch', requireInstrumentedCatch, {
  valid: [
    {
      name: 'a path under another name',
      code: `
import { failurePaths } from './failure-paths';

export const save = () => failurePaths().run('save', async (path) => {
  try {
    await write();
  } catch (error) {
    const alias = path;
    alias.recordFailure(error);
  }
});
`,
    },
    {
      name: 'a path under a name that is set later',
      code: `
import { failurePaths } from './failure-paths';

export const save = () => failurePaths().run('save', async (path) => {
  try {
    await write();
  } catch (error) {
    let later;
    later = path;
    later.recordFailure(error);
  }
});
`,
    },
    {
      name: 'a path behind `satisfies`',
      code: `
import { failurePaths } from './failure-paths';

export const save = () => failurePaths().run('save', async (path) => {
  try {
    await write();
  } catch (error) {
    (path satisfies object).recordFailure(error);
  }
});
`,
    },
    {
      name: 'a path in an object',
      code: `
import { failurePaths } from './failure-paths';

export const save = () => failurePaths().run('save', async (path) => {
  try {
    await write();
  } catch (error) {
    const holder = { held: path };
    holder.held.recordFailure(error);
  }
});
`,
    },
    {
      name: 'a path taken out of an object',
      code: `
import { failurePaths } from './failure-paths';

export const save = () => failurePaths().run('save', async (path) => {
  try {
    await write();
  } catch (error) {
    const { held } = { held: path };
    held.recordFailure(error);
  }
});
`,
    },
    {
      name: 'a path that is handed to a function',
      code: `
import { failurePaths } from './failure-paths';
function record(error, target) {
  target.recordFailure(error);
}
export const save = () => failurePaths().run('save', async (path) => {
  try {
    await write();
  } catch (error) {
    record(error, path);
  }
});
`,
    },
    {
      name: 'a path that is handed to a function in an object',
      code: `
import { failurePaths } from './failure-paths';
function record({ error, target }) {
  target.recordFailure(error);
}
export const save = () => failurePaths().run('save', async (path) => {
  try {
    await write();
  } catch (error) {
    record({ error, target: path });
  }
});
`,
    },
    {
      name: 'a path that a function takes the method out of',
      code: `
import { failurePaths } from './failure-paths';
function record(error, { recordFailure }) {
  recordFailure(error);
}
export const save = () => failurePaths().run('save', async (path) => {
  try {
    await write();
  } catch (error) {
    record(error, path);
  }
});
`,
    },
    {
      name: 'a path that is handed to a function which says what it takes',
      code: `
import { failurePaths } from './failure-paths';
function record(error: Error, target: import('@silent-failure/runtime').FailurePath) {
  target.recordFailure(error);
}
export const save = () => failurePaths().run('save', async (path) => {
  try {
    await write();
  } catch (error) {
    record(error, path);
  }
});
`,
    },
    {
      name: 'an imported tracer by a name of the module',
      code: `
import { tracer, metrics } from './observability';
const shared = tracer;
export async function save() {
  const parent = shared.getSegment();
  const subsegment = parent?.addNewSubsegment('save');
  shared.setSegment(subsegment);
  try {
    await write();
  } catch (error) {
    shared.addErrorAsMetadata(error);
    metrics.addMetric('SaveFailure', 'Count', 1);
  } finally {
    subsegment?.close();
    shared.setSegment(parent);
  }
}
`,
    },
    {
      name: 'an imported tracer in an object of the module',
      code: `
import { tracer, metrics } from './observability';
const observability = { held: tracer };
export async function save() {
  const parent = observability.held.getSegment();
  const subsegment = parent?.addNewSubsegment('save');
  observability.held.setSegment(subsegment);
  try {
    await write();
  } catch (error) {
    observability.held.addErrorAsMetadata(error);
    metrics.addMetric('SaveFailure', 'Count', 1);
  } finally {
    subsegment?.close();
    observability.held.setSegment(parent);
  }
}
`,
    },
    {
      name: 'an imported tracer in a static field',
      code: `
import { tracer, metrics } from './observability';
class Observability {
  static held = tracer;
}
export async function save() {
  const parent = Observability.held.getSegment();
  const subsegment = parent?.addNewSubsegment('save');
  Observability.held.setSegment(subsegment);
  try {
    await write();
  } catch (error) {
    Observability.held.addErrorAsMetadata(error);
    metrics.addMetric('SaveFailure', 'Count', 1);
  } finally {
    subsegment?.close();
    Observability.held.setSegment(parent);
  }
}
`,
    },
    {
      name: 'an imported tracer that a function gives',
      code: `
import { tracer, metrics } from './observability';
const held = () => tracer;
export async function save() {
  const parent = held().getSegment();
  const subsegment = parent?.addNewSubsegment('save');
  held().setSegment(subsegment);
  try {
    await write();
  } catch (error) {
    held().addErrorAsMetadata(error);
    metrics.addMetric('SaveFailure', 'Count', 1);
  } finally {
    subsegment?.close();
    held().setSegment(parent);
  }
}
`,
    },
    {
      name: 'a tracer and metrics of a namespace import from elsewhere',
      code: `
import * as observability from './observability';
export async function save(deps) {
  const parent = observability.tracer.getSegment();
  const subsegment = parent?.addNewSubsegment('save');
  observability.tracer.setSegment(subsegment);
  try {
    await write();
  } catch (error) {
    observability.tracer.addErrorAsMetadata(error);
    observability.metrics.addMetric('SaveFailure', 'Count', 1);
  } finally {
    subsegment?.close();
    observability.tracer.setSegment(parent);
  }
}
`,
    },
    {
      name: 'a tracer and metrics in what is handed in',
      code: `

export async function save(deps) {
  const parent = deps.tracer.getSegment();
  const subsegment = parent?.addNewSubsegment('save');
  deps.tracer.setSegment(subsegment);
  try {
    await write();
  } catch (error) {
    deps.tracer.addErrorAsMetadata(error);
    deps.metrics.addMetric('SaveFailure', 'Count', 1);
  } finally {
    subsegment?.close();
    deps.tracer.setSegment(parent);
  }
}
`,
    },
  ],
  invalid: [
    {
      name: 'a tracer that is another member of what is handed in',
      code: `

export async function save(deps) {
  const parent = deps.other.getSegment();
  const subsegment = parent?.addNewSubsegment('save');
  deps.other.setSegment(subsegment);
  try {
    await write();
  } catch (error) {
    deps.tracer.addErrorAsMetadata(error);
    deps.metrics.addMetric('SaveFailure', 'Count', 1);
  } finally {
    subsegment?.close();
    deps.other.setSegment(parent);
  }
}
`,
      errors: [
        {
          messageId: 'missingSubsegment',
          data: { function: 'save', outcome: 'carries on', line: '12' },
          line: 9,
          column: 5,
          endLine: 9,
          endColumn: 10,
        },
      ],
    },
    {
      name: 'what a function is handed that records something else',
      code: `
import { failurePaths } from './failure-paths';
function record(error, target) {
  target.note(error);
}
export const save = () => failurePaths().run('save', async (path) => {
  try {
    await write();
  } catch (error) {
    record(error, path);
  }
});
`,
      errors: [
        {
          messageId: 'missingBoth',
          data: { function: 'save', outcome: 'carries on', line: '11' },
          line: 9,
          column: 5,
          endLine: 9,
          endColumn: 10,
        },
      ],
    },
    {
      name: 'a method of the same name that is asked of something else',
      code: `
import { failurePaths } from './failure-paths';
export const save = () => failurePaths().run('save', async (path) => {
  try {
    await write();
  } catch (error) {
    const other = { held: path };
    const holder = { held: breaker };
    holder.held.recordFailure(other);
  }
});
`,
      errors: [
        {
          messageId: 'missingBoth',
          data: { function: 'save', outcome: 'carries on', line: '10' },
          line: 6,
          column: 5,
          endLine: 6,
          endColumn: 10,
        },
      ],
    },
  ],
});
