import { noSharedSubsegment } from '../../../eslint-plugin/src/rules/no-shared-subsegment';
import { testRule } from '../../support/rule-tester';

testRule('no-shared-subsegment', noSharedSubsegment, {
  valid: [
    {
      name: 'a subsegment for each record, opened in the loop by the runtime',
      code: `
import { createFailurePaths } from '@silent-failure/runtime';
const paths = createFailurePaths(contract);
export async function handler(event) {
  for (const record of event.Records) {
    await paths.run('load', async (path) => {
      try {
        await load(record);
      } catch (error) {
        path.recordFailure(error);
      }
    });
  }
}`,
    },
    {
      name: 'the handle’s method taken out of it, opened in the loop',
      code: `
import { createFailurePaths } from '@silent-failure/runtime';
const paths = createFailurePaths(contract);
export async function handler(event) {
  for (const record of event.Records) {
    await paths.run('load', async ({ recordFailure }) => {
      try {
        await load(record);
      } catch (error) {
        recordFailure(error);
      }
    });
  }
}`,
    },
    {
      name: 'an opening function that each callback of map calls',
      code: `
import { createFailurePaths } from '@silent-failure/runtime';
const paths = createFailurePaths(contract);
const loadOne = (record) =>
  paths.run('load', async (path) => {
    try {
      await load(record);
    } catch (error) {
      path.recordFailure(error);
    }
  });
export const handler = (event) => Promise.all(event.Records.map((record) => loadOne(record)));`,
    },
    {
      name: 'captureAsyncFunc in each callback',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
export const handler = (event) =>
  Promise.all(
    event.Records.map((record) =>
      tracer.provider.captureAsyncFunc('load', async (subsegment) => {
        try {
          await load(record);
        } catch (error) {
          subsegment?.addError(error);
        } finally {
          subsegment?.close();
        }
      }),
    ),
  );`,
    },
    {
      name: 'a loop that ends with the first failure',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
export const handler = (event) =>
  tracer.provider.captureAsyncFunc('load', async (subsegment) => {
    for (const record of event.Records) {
      try {
        await load(record);
      } catch (error) {
        subsegment?.addError(error);
        throw error;
      }
    }
    subsegment?.close();
  });`,
    },
    {
      name: 'a synchronous callback that rethrows ends the iteration',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
export const handler = (event) =>
  tracer.provider.captureFunc('parse', (subsegment) => {
    event.Records.forEach((record) => {
      try {
        parse(record);
      } catch (error) {
        subsegment?.addError(error);
        throw error;
      }
    });
  });`,
    },
    {
      name: 'an inner loop that ends with the first failure, and the outer one too',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
export const handler = (groups) =>
  tracer.provider.captureAsyncFunc('load', async (subsegment) => {
    for (const group of groups) {
      for (const record of group) {
        try {
          await load(record);
        } catch (error) {
          subsegment?.addError(error);
          throw error;
        }
      }
    }
    subsegment?.close();
  });`,
    },
    {
      name: 'continue of the labelled outer loop, whose rounds have their own subsegment',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
export async function handler(groups) {
  const segment = tracer.getSegment();
  each: for (const group of groups) {
    const subsegment = segment.addNewSubsegment('group');
    for (const record of group) {
      try {
        await load(record);
      } catch (error) {
        subsegment.close(error);
        continue each;
      }
    }
    subsegment.close();
  }
}`,
    },
    {
      name: 'a promise handler that is awaited and rethrows',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
export const handler = (event) =>
  tracer.provider.captureAsyncFunc('load', async (subsegment) => {
    for (const record of event.Records) {
      await load(record).catch((error) => {
        subsegment?.addError(error);
        throw error;
      });
    }
    subsegment?.close();
  });`,
    },
    {
      name: 'attempts that return on success',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
export const handler = (record) =>
  tracer.provider.captureAsyncFunc('load', async (subsegment) => {
    for (let attempt = 0; attempt < 3; attempt++) {
      try {
        return await load(record);
      } catch (error) {
        subsegment?.addError(error);
      }
    }
  });`,
    },
    {
      name: 'attempts that go on only after a failure',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
export const handler = (record) =>
  tracer.provider.captureAsyncFunc('load', async (subsegment) => {
    let attempts = 0;
    while (true) {
      let item;
      try {
        item = await load(record);
      } catch (error) {
        if (++attempts > 3) {
          throw error;
        }
        subsegment?.addError(error);
        continue;
      }
      return item;
    }
  });`,
    },
    {
      name: 'attempts until a flag is set',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
export const handler = (record) =>
  tracer.provider.captureAsyncFunc('load', async (subsegment) => {
    let isDone = false;
    for (let attempt = 0; attempt < 3 && !isDone; attempt++) {
      try {
        await load(record);
        isDone = true;
      } catch (error) {
        subsegment?.addError(error);
      }
    }
  });`,
    },
    {
      name: 'attempts that send again what was left over',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
export const handler = (items) =>
  tracer.provider.captureAsyncFunc('write', async (subsegment) => {
    let pending = items;
    for (let attempt = 0; attempt < 3; attempt++) {
      try {
        const { UnprocessedItems } = await write(pending);
        pending = UnprocessedItems;
        if (pending === undefined) {
          return;
        }
      } catch (error) {
        subsegment?.addError(error);
      }
    }
  });`,
    },
    {
      name: 'sources that are tried until one answers',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
export const handler = (sources) =>
  tracer.provider.captureAsyncFunc('load', async (subsegment) => {
    for (const source of sources) {
      try {
        return await source.load();
      } catch (error) {
        subsegment?.addError(error);
      }
    }
  });`,
    },
    {
      name: 'attempts by a function that tells whether it has succeeded',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
async function attempt(record, subsegment) {
  try {
    await load(record);
    return true;
  } catch (error) {
    subsegment.addError(error);
    return false;
  }
}
export const handler = (record) =>
  tracer.provider.captureAsyncFunc('load', async (subsegment) => {
    for (let tries = 0; tries < 3; tries++) {
      if (await attempt(record, subsegment)) {
        return;
      }
      await pause(DELAYS[tries]);
    }
  });`,
    },
    {
      name: 'pauses between attempts are no units of work',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
export const handler = (record) =>
  tracer.provider.captureAsyncFunc('load', async (subsegment) => {
    for (const delay of [100, 200, 400]) {
      try {
        const item = await load(record);
        if (item.isComplete) {
          return item;
        }
      } catch (error) {
        subsegment?.addError(error);
        await pause(delay);
      }
    }
  });`,
    },
    {
      name: 'a subsegment that is opened by hand in the loop',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
export async function handler(event) {
  const segment = tracer.getSegment();
  for await (const record of event.Records) {
    const subsegment = segment.addNewSubsegment('load');
    try {
      await load(record);
    } catch (error) {
      subsegment.addError(error);
    } finally {
      subsegment.close();
    }
  }
}`,
    },
    {
      name: 'a variable that is given a new subsegment in each round',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
export async function handler(items) {
  const segment = tracer.getSegment();
  let subsegment;
  for (const id in items) {
    subsegment = segment.addNewSubsegment('load');
    try {
      await load(items[id]);
    } catch (error) {
      subsegment.addError(error);
    } finally {
      subsegment.close();
    }
  }
}`,
    },
    {
      name: 'an object for each record that holds its subsegment',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
import type { Subsegment } from 'aws-xray-sdk-core';
const tracer = new Tracer();
class Loading {
  constructor(private readonly subsegment: Subsegment) {}
  async load(record: Item) {
    try {
      await load(record);
    } catch (error) {
      this.subsegment.addError(error as Error);
    } finally {
      this.subsegment.close();
    }
  }
}
export async function handler(records: Item[]) {
  const segment = tracer.getSegment()!;
  for (const record of records) {
    const loading = new Loading(segment.addNewSubsegment('load'));
    await loading.load(record);
  }
}`,
    },
    {
      name: 'a callback that is handed the element’s own subsegment',
      code: `
import type { Subsegment } from 'aws-xray-sdk-core';
export const handler = (subsegments: Subsegment[]) =>
  subsegments.forEach((subsegment: Subsegment) => {
    try {
      finish();
    } catch (error) {
      subsegment.addError(error as Error);
    }
  });`,
    },
    {
      name: 'the subsegment in an object, made in each round',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
async function loadOne(record, { subsegment }) {
  try {
    await load(record);
  } catch (error) {
    subsegment.addError(error);
  }
}
export async function handler(event) {
  const segment = tracer.getSegment();
  for (const record of event.Records) {
    const subsegment = segment.addNewSubsegment('load');
    const ctx = { subsegment };
    await loadOne(record, ctx);
    subsegment.close();
  }
}`,
    },
    {
      name: 'the mark of the innermost subsegment, in one that each round opens',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
export async function handler(event) {
  for (const record of event.Records) {
    await tracer.provider.captureAsyncFunc('load', async (subsegment) => {
      try {
        await load(record);
      } catch (error) {
        tracer.addErrorAsMetadata(error);
      } finally {
        subsegment?.close();
      }
    });
  }
}`,
    },
    {
      name: 'a decorated method that the loop calls',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
export class Loader {
  async loadAll(records: Item[]) {
    for (const record of records) {
      await this.loadOne(record);
    }
  }
  @tracer.captureMethod()
  async loadOne(record: Item) {
    try {
      await load(record);
    } catch (error) {
      tracer.addErrorAsMetadata(error as Error);
    }
  }
}`,
    },
    {
      name: 'a subsegment that setSegment enters in each round',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
export async function handler(event) {
  for (const record of event.Records) {
    const parent = tracer.getSegment();
    const subsegment = parent.addNewSubsegment('load');
    tracer.setSegment(subsegment);
    try {
      await load(record);
    } catch (error) {
      tracer.addErrorAsMetadata(error);
    } finally {
      subsegment.close();
      tracer.setSegment(parent);
    }
  }
}`,
    },
    {
      name: 'the current segment, asked for in each round’s subsegment',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
export const handler = (event) =>
  Promise.all(
    event.Records.map((record) =>
      tracer.provider.captureAsyncFunc('load', async (subsegment) => {
        try {
          await load(record);
        } catch (error) {
          tracer.getSegment().addErrorFlag();
        } finally {
          subsegment?.close();
        }
      }),
    ),
  );`,
    },
    {
      name: 'a same-file wrapper that opens a subsegment around its callback',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
const traced = (name, work) =>
  tracer.provider.captureAsyncFunc(name, async (subsegment) => {
    try {
      return await work(subsegment);
    } finally {
      subsegment?.close();
    }
  });
export async function handler(event) {
  for (const record of event.Records) {
    await traced('load', async (subsegment) => {
      try {
        await load(record);
      } catch (error) {
        subsegment?.addError(error);
      }
    });
    await traced('store', async () => {
      try {
        await store(record);
      } catch (error) {
        tracer.addErrorAsMetadata(error);
      }
    });
  }
}`,
    },
    {
      name: 'a wrapper from elsewhere may open a subsegment around its callback',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
import { withSubsegment } from './observability';
const tracer = new Tracer();
export async function handler(event) {
  for (const record of event.Records) {
    await withSubsegment('load', async () => {
      try {
        await load(record);
      } catch (error) {
        tracer.addErrorAsMetadata(error);
      }
    });
  }
}`,
    },
    {
      name: 'code from elsewhere that is handed the round’s subsegment',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
import { markFailed } from './observability';
const tracer = new Tracer();
export async function handler(event) {
  for (const record of event.Records) {
    await tracer.provider.captureAsyncFunc('load', async (subsegment) => {
      await load(record).catch((error) => markFailed(subsegment, error));
      subsegment?.close();
    });
  }
}`,
    },
    {
      name: 'code from elsewhere that is handed the one subsegment, but not the error',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
import { countFailure } from './observability';
const tracer = new Tracer();
export const handler = (event) =>
  tracer.provider.captureAsyncFunc('load', async (subsegment) => {
    for (const record of event.Records) {
      try {
        await load(record);
      } catch (error) {
        countFailure(subsegment);
      }
    }
    subsegment?.close();
  });`,
    },
    {
      name: 'a record handler of Powertools with a subsegment of its own',
      code: `
import { processPartialResponse } from '@aws-lambda-powertools/batch';
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
const recordHandler = (record) =>
  tracer.provider.captureAsyncFunc('record', async (subsegment) => {
    try {
      await load(record);
    } catch (error) {
      tracer.addErrorAsMetadata(error);
      throw error;
    } finally {
      subsegment?.close();
    }
  });
export const handler = (event) => processPartialResponse(event, recordHandler, processor);`,
    },
    {
      name: 'a span for each record',
      code: `
import { trace } from '@opentelemetry/api';
const tracer = trace.getTracer('loader');
export async function handler(event) {
  for (const record of event.Records) {
    await tracer.startActiveSpan('load', async (span) => {
      try {
        await load(record);
      } catch (error) {
        span.recordException(error);
      } finally {
        span.end();
      }
    });
  }
}`,
    },
    {
      name: 'a loop in the handler',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
export const handler = (event) =>
  tracer.provider.captureAsyncFunc('load', async (subsegment) => {
    try {
      await Promise.any(event.Records.map(load));
    } catch (error) {
      for (const cause of error.errors) {
        subsegment?.addError(cause);
      }
    } finally {
      subsegment?.close();
    }
  });`,
    },
    {
      name: 'a handler in the loop that only annotates, and emits a metric',
      code: `
import { Metrics } from '@aws-lambda-powertools/metrics';
import { Tracer } from '@aws-lambda-powertools/tracer';
const metrics = new Metrics();
const tracer = new Tracer();
export const handler = (event) =>
  tracer.provider.captureAsyncFunc('load', async (subsegment) => {
    for (const record of event.Records) {
      try {
        await load(record);
      } catch (error) {
        subsegment?.addAnnotation('failed', true);
        metrics.addMetric('LoadFailure', 'Count', 1);
      }
    }
    subsegment?.close();
  });`,
    },
    {
      name: 'an object of another library with members of the same names',
      code: `
import { Batch } from './batch';
export async function handler(event) {
  const batch = new Batch();
  for (const record of event.Records) {
    try {
      await load(record);
    } catch (error) {
      batch.addError(error);
      batch.close(error);
    }
  }
}`,
    },
    {
      name: 'a map of the file’s own that is no iteration',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
const once = {
  map(work) {
    return work();
  },
};
export const handler = (record) =>
  tracer.provider.captureAsyncFunc('load', async (subsegment) => {
    await once.map(async () => {
      try {
        await load(record);
      } catch (error) {
        subsegment?.addError(error);
      }
    });
    subsegment?.close();
  });`,
    },
    {
      name: 'a subsegment picked for the record',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
export async function handler(event) {
  const segment = tracer.getSegment();
  const subsegments = event.Records.map(() => segment.addNewSubsegment('load'));
  for (const [index, record] of event.Records.entries()) {
    try {
      await load(record);
    } catch (error) {
      subsegments[index].addFaultFlag();
    }
  }
  subsegments.forEach((subsegment) => subsegment.close());
}`,
    },
    {
      name: 'setSegment in a loop that awaits each round',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
async function loadOne(record) {
  const parent = tracer.getSegment();
  const subsegment = parent.addNewSubsegment('load');
  tracer.setSegment(subsegment);
  await load(record);
  subsegment.close();
  tracer.setSegment(parent);
}
export async function handler(event) {
  for (const record of event.Records) {
    await loadOne(record);
  }
}`,
    },
    {
      name: 'setSegment in the only work of Promise.race',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
async function loadOne(record, segment) {
  tracer.setSegment(segment.addNewSubsegment('load'));
  await load(record);
}
export const handler = (record, segment) => Promise.race([loadOne(record, segment)]);`,
    },
    {
      name: 'setSegment in callbacks that have a context of their own',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
export const handler = (event) =>
  Promise.all(
    event.Records.map((record) =>
      tracer.provider.captureAsyncFunc('load', async (subsegment) => {
        tracer.setSegment(subsegment.addNewSubsegment('inner'));
        await load(record);
        subsegment.close();
      }),
    ),
  );`,
    },
    {
      name: 'getSegment in callbacks of Promise.all',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
export const handler = (event) =>
  Promise.all(
    event.Records.map(async (record) => {
      tracer.getSegment().addAnnotation('id', record.id);
      await load(record);
    }),
  );`,
    },
    {
      name: 'attempts without end that give up after some failures',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
export const handler = (record) =>
  tracer.provider.captureAsyncFunc('load', async (subsegment) => {
    for (let tries = 0; ; tries++) {
      try {
        const item = await load(record);
        if (item.isComplete) {
          return item;
        }
      } catch (error) {
        subsegment?.addError(error);
        if (tries > 3) {
          throw error;
        }
      }
    }
  });`,
    },
    {
      name: 'a subsegment in an object that each round gives a new one',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
export async function handler(event, current) {
  for (const record of event.Records) {
    current.subsegment = tracer.getSegment().addNewSubsegment('load');
    try {
      await load(record);
    } catch (error) {
      current.subsegment.addFaultFlag();
    } finally {
      current.subsegment.close();
    }
  }
}`,
    },
    {
      name: 'setSegment in opened subsegments that are waited for together',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
export const handler = (event) =>
  Promise.all([
    tracer.provider.captureAsyncFunc('load', async (subsegment) => {
      tracer.setSegment(subsegment.addNewSubsegment('inner'));
      await load(event);
      subsegment.close();
    }),
    store(event),
  ]);`,
    },
  ],
  invalid: [
    {
      name: 'one subsegment of the runtime around the loop',
      code: `
import { createFailurePaths } from '@silent-failure/runtime';
const paths = createFailurePaths(contract);
export async function handler(event) {
  await paths.run('load', async (path) => {
    for (const record of event.Records) {
      try {
        await load(record);
      } catch (error) {
        path.recordFailure(error);
      }
    }
  });
}`,
      errors: [
        {
          messageId: 'sharedSubsegment',
          data: { round: 'the loop', roundLine: '6', markLine: '10', openedLine: '5' },
          line: 9,
          column: 9,
          endLine: 9,
          endColumn: 14,
        },
      ],
    },
    {
      name: 'the handle’s method taken out of it before the loop',
      code: `
import { createFailurePaths } from '@silent-failure/runtime';
const paths = createFailurePaths(contract);
export async function handler(event) {
  await paths.run('load', async ({ recordFailure }) => {
    for (const record of event.Records) {
      try {
        await load(record);
      } catch (error) {
        recordFailure(error);
      }
    }
  });
}`,
      errors: [
        {
          messageId: 'sharedSubsegment',
          data: { round: 'the loop', roundLine: '6', markLine: '10', openedLine: '5' },
          line: 9,
          column: 9,
          endLine: 9,
          endColumn: 14,
        },
      ],
    },
    {
      name: 'a function that each callback of map hands the outer subsegment',
      code: `
import { createFailurePaths } from '@silent-failure/runtime';
const paths = createFailurePaths(contract);
async function loadOne(record, path) {
  try {
    await load(record);
  } catch (error) {
    path.recordFailure(error);
  }
}
export const handler = (event) =>
  paths.run('load', (path) => Promise.all(event.Records.map((record) => loadOne(record, path))));`,
      errors: [
        {
          messageId: 'sharedSubsegment',
          data: { round: '`map`', roundLine: '12', markLine: '8', openedLine: '12' },
          line: 7,
          column: 5,
          endLine: 7,
          endColumn: 10,
        },
      ],
    },
    {
      name: 'captureAsyncFunc around the callbacks',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
export const handler = (event) =>
  tracer.provider.captureAsyncFunc('load', async (subsegment) => {
    try {
      await Promise.all(
        event.Records.map(async (record) => {
          try {
            await load(record);
          } catch (error) {
            subsegment?.addError(error);
          }
        }),
      );
    } finally {
      subsegment?.close();
    }
  });`,
      errors: [
        {
          messageId: 'sharedSubsegment',
          data: { round: '`map`', roundLine: '8', markLine: '12', openedLine: '5' },
          line: 11,
          column: 13,
          endLine: 11,
          endColumn: 18,
        },
      ],
    },
    {
      name: 'asynchronous callbacks that rethrow do not keep the others from running',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
export const handler = (event) =>
  tracer.provider.captureAsyncFunc('load', async (subsegment) => {
    await Promise.allSettled(
      event.Records.map(async (record) => {
        try {
          await load(record);
        } catch (error) {
          subsegment?.addErrorFlag();
          throw error;
        }
      }),
    );
    subsegment?.close();
  });`,
      errors: [
        {
          messageId: 'sharedSubsegment',
          data: { round: '`map`', roundLine: '7', markLine: '11', openedLine: '5' },
          line: 10,
          column: 11,
          endLine: 10,
          endColumn: 16,
        },
      ],
    },
    {
      name: 'a loop that ends with some failures only',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
export const handler = (event) =>
  tracer.provider.captureAsyncFunc('load', async (subsegment) => {
    for (const record of event.Records) {
      try {
        await load(record);
      } catch (error) {
        subsegment?.addError(error);
        if (error.name === 'Fatal') {
          throw error;
        }
      }
    }
    subsegment?.close();
  });`,
      errors: [
        {
          messageId: 'sharedSubsegment',
          data: { round: 'the loop', roundLine: '6', markLine: '10', openedLine: '5' },
          line: 9,
          column: 9,
          endLine: 9,
          endColumn: 14,
        },
      ],
    },
    {
      name: 'a synchronous callback that carries on',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
export const handler = (event) =>
  tracer.provider.captureFunc('parse', (subsegment) => {
    event.Records.forEach((record) => {
      try {
        parse(record);
      } catch (error) {
        subsegment?.addError(error);
      }
    });
  });`,
      errors: [
        {
          messageId: 'sharedSubsegment',
          data: { round: '`forEach`', roundLine: '6', markLine: '10', openedLine: '5' },
          line: 9,
          column: 9,
          endLine: 9,
          endColumn: 14,
        },
      ],
    },
    {
      name: 'an inner loop that ends with the first failure, in an outer one that does not',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
export const handler = (groups) =>
  tracer.provider.captureAsyncFunc('load', async (subsegment) => {
    for (const group of groups) {
      try {
        for (const record of group) {
          try {
            await load(record);
          } catch (error) {
            subsegment?.addError(error);
            throw error;
          }
        }
      } catch (error) {
        log(error);
      }
    }
    subsegment?.close();
  });`,
      errors: [
        {
          messageId: 'sharedSubsegment',
          data: { round: 'the loop', roundLine: '6', markLine: '12', openedLine: '5' },
          line: 11,
          column: 13,
          endLine: 11,
          endColumn: 18,
        },
      ],
    },
    {
      name: 'continue of the labelled outer loop',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
export const handler = (groups) =>
  tracer.provider.captureAsyncFunc('load', async (subsegment) => {
    each: for (const group of groups) {
      for (const record of group) {
        try {
          await load(record);
        } catch (error) {
          subsegment?.addError(error);
          continue each;
        }
      }
    }
    subsegment?.close();
  });`,
      errors: [
        {
          messageId: 'sharedSubsegment',
          data: { round: 'the loop', roundLine: '6', markLine: '11', openedLine: '5' },
          line: 10,
          column: 11,
          endLine: 10,
          endColumn: 16,
        },
      ],
    },
    {
      name: 'a promise handler that is awaited',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
export const handler = (event) =>
  tracer.provider.captureAsyncFunc('load', async (subsegment) => {
    for (const record of event.Records) {
      await load(record).catch((error) => {
        subsegment?.addError(error);
      });
    }
    subsegment?.close();
  });`,
      errors: [
        {
          messageId: 'sharedSubsegment',
          data: { round: 'the loop', roundLine: '6', markLine: '8', openedLine: '5' },
          line: 7,
          column: 26,
          endLine: 7,
          endColumn: 31,
        },
      ],
    },
    {
      name: 'a promise handler that rethrows, of promises that are collected',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
export const handler = (event) =>
  tracer.provider.captureAsyncFunc('load', async (subsegment) => {
    const loads = [];
    for (const record of event.Records) {
      loads.push(
        load(record).catch((error) => {
          subsegment?.addError(error);
          throw error;
        }),
      );
    }
    await Promise.allSettled(loads);
    subsegment?.close();
  });`,
      errors: [
        {
          messageId: 'sharedSubsegment',
          data: { round: 'the loop', roundLine: '7', markLine: '10', openedLine: '5' },
          line: 9,
          column: 22,
          endLine: 9,
          endColumn: 27,
        },
      ],
    },
    {
      name: 'one handler by name, given to then in one loop and to catch in another',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
export const handler = (event) =>
  tracer.provider.captureAsyncFunc('load', async (subsegment) => {
    const onError = (error) => {
      subsegment?.addError(error);
    };
    for (const record of event.Records) {
      await load(record).then(undefined, onError);
    }
    for (const record of event.Records) {
      await load(record).catch(onError);
    }
    subsegment?.close();
  });`,
      errors: [
        {
          messageId: 'sharedSubsegment',
          data: { round: 'the loop', roundLine: '9', markLine: '7', openedLine: '5' },
          line: 10,
          column: 26,
          endLine: 10,
          endColumn: 30,
        },
        {
          messageId: 'sharedSubsegment',
          data: { round: 'the loop', roundLine: '12', markLine: '7', openedLine: '5' },
          line: 13,
          column: 26,
          endLine: 13,
          endColumn: 31,
        },
      ],
    },
    {
      name: 'rounds that do not end on success',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
export const handler = (record) =>
  tracer.provider.captureAsyncFunc('load', async (subsegment) => {
    for (let round = 0; round < 3; round++) {
      try {
        await load(record);
      } catch (error) {
        subsegment?.addError(error);
      }
    }
  });`,
      errors: [
        {
          messageId: 'sharedSubsegment',
          data: { round: 'the loop', roundLine: '6', markLine: '10', openedLine: '5' },
          line: 9,
          column: 9,
          endLine: 9,
          endColumn: 14,
        },
      ],
    },
    {
      name: 'attempts that return on success, for each record',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
export const handler = (event) =>
  tracer.provider.captureAsyncFunc('load', async (subsegment) => {
    for (const record of event.Records) {
      for (let attempt = 0; attempt < 3; attempt++) {
        try {
          await load(record);
          break;
        } catch (error) {
          subsegment?.addError(error);
        }
      }
    }
  });`,
      errors: [
        {
          messageId: 'sharedSubsegment',
          data: { round: 'the loop', roundLine: '6', markLine: '12', openedLine: '5' },
          line: 11,
          column: 11,
          endLine: 11,
          endColumn: 16,
        },
      ],
    },
    {
      name: 'a loop over messages without end',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
export const handler = (queue) =>
  tracer.provider.captureAsyncFunc('load', async (subsegment) => {
    while (true) {
      const message = await queue.receive();
      if (message === undefined) {
        break;
      }
      try {
        await load(message);
      } catch (error) {
        subsegment?.addError(error);
      }
    }
  });`,
      errors: [
        {
          messageId: 'sharedSubsegment',
          data: { round: 'the loop', roundLine: '6', markLine: '14', openedLine: '5' },
          line: 13,
          column: 9,
          endLine: 13,
          endColumn: 14,
        },
      ],
    },
    {
      name: 'units until a flag is set elsewhere',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
export const handler = (queue) =>
  tracer.provider.captureAsyncFunc('load', async (subsegment) => {
    let isDone = false;
    while (!isDone) {
      try {
        await load(queue.shift());
      } catch (error) {
        subsegment?.addError(error);
      }
      isDone = queue.length === 0;
    }
  });`,
      errors: [
        {
          messageId: 'sharedSubsegment',
          data: { round: 'the loop', roundLine: '7', markLine: '11', openedLine: '5' },
          line: 10,
          column: 9,
          endLine: 10,
          endColumn: 14,
        },
      ],
    },
    {
      name: 'parts that are written one after the other, until there is no time left',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
export const handler = (items, context) =>
  tracer.provider.captureAsyncFunc('write', async (subsegment) => {
    for (let start = 0; start < 1000; start += 25) {
      const part = items.slice(start, start + 25);
      try {
        await write(part);
        if (context.getRemainingTimeInMillis() < 1000) {
          return;
        }
      } catch (error) {
        subsegment?.addError(error);
      }
    }
  });`,
      errors: [
        {
          messageId: 'sharedSubsegment',
          data: { round: 'the loop', roundLine: '6', markLine: '14', openedLine: '5' },
          line: 13,
          column: 9,
          endLine: 13,
          endColumn: 14,
        },
      ],
    },
    {
      name: 'elements by index',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
export const handler = (event) =>
  tracer.provider.captureAsyncFunc('load', async (subsegment) => {
    for (let index = 0; index < event.Records.length; index++) {
      try {
        await load(event.Records[index]);
      } catch (error) {
        subsegment?.addError(error);
      }
    }
  });`,
      errors: [
        {
          messageId: 'sharedSubsegment',
          data: { round: 'the loop', roundLine: '6', markLine: '10', openedLine: '5' },
          line: 9,
          column: 9,
          endLine: 9,
          endColumn: 14,
        },
      ],
    },
    {
      name: 'sources that are all asked',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
export const handler = (sources) =>
  tracer.provider.captureAsyncFunc('load', async (subsegment) => {
    const found = [];
    for (const source of sources) {
      try {
        found.push(await source.load());
      } catch (error) {
        subsegment?.addError(error);
      }
    }
    return found;
  });`,
      errors: [
        {
          messageId: 'sharedSubsegment',
          data: { round: 'the loop', roundLine: '7', markLine: '11', openedLine: '5' },
          line: 10,
          column: 9,
          endLine: 10,
          endColumn: 14,
        },
      ],
    },
    {
      name: 'a subsegment that is opened by hand before the loop',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
export async function handler(event) {
  const segment = tracer.getSegment();
  const subsegment = segment.addNewSubsegment('load');
  for await (const record of event.Records) {
    try {
      await load(record);
    } catch (error) {
      subsegment.addFaultFlag();
    }
  }
  subsegment.close();
}`,
      errors: [
        {
          messageId: 'sharedSubsegment',
          data: { round: 'the loop', roundLine: '7', markLine: '11', openedLine: '6' },
          line: 10,
          column: 7,
          endLine: 10,
          endColumn: 12,
        },
      ],
    },
    {
      name: 'a variable that is given a subsegment before the loop',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
export async function handler(items) {
  const segment = tracer.getSegment();
  let subsegment;
  subsegment = segment.addNewSubsegment('load');
  for (const id in items) {
    try {
      await load(items[id]);
    } catch (error) {
      subsegment.addError(error);
    }
  }
  subsegment.close();
}`,
      errors: [
        {
          messageId: 'sharedSubsegment',
          data: { round: 'the loop', roundLine: '8', markLine: '12', openedLine: '7' },
          line: 11,
          column: 7,
          endLine: 11,
          endColumn: 12,
        },
      ],
    },
    {
      name: 'one object that holds a subsegment',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
import type { Subsegment } from 'aws-xray-sdk-core';
const tracer = new Tracer();
class Loading {
  constructor(private readonly subsegment: Subsegment) {}
  async load(record: Item) {
    try {
      await load(record);
    } catch (error) {
      this.subsegment.addError(error as Error);
    }
  }
}
export async function handler(records: Item[]) {
  const segment = tracer.getSegment()!;
  const loading = new Loading(segment.addNewSubsegment('load'));
  for (const record of records) {
    await loading.load(record);
  }
}`,
      errors: [
        {
          messageId: 'sharedSubsegment',
          data: { round: 'the loop', roundLine: '18', markLine: '11', openedLine: '17' },
          line: 10,
          column: 7,
          endLine: 10,
          endColumn: 12,
        },
      ],
    },
    {
      name: 'a parameter of the function around the loop',
      code: `
import type { Subsegment } from 'aws-xray-sdk-core';
export const handler = (records: Item[], subsegment: Subsegment) =>
  records.forEach((record) => {
    try {
      parse(record);
    } catch (error) {
      subsegment.addError(error as Error);
    }
  });`,
      errors: [
        {
          messageId: 'sharedSubsegment',
          data: { round: '`forEach`', roundLine: '4', markLine: '8', openedLine: '3' },
          line: 7,
          column: 7,
          endLine: 7,
          endColumn: 12,
        },
      ],
    },
    {
      name: 'the subsegment in an object, made before',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
async function loadOne(record, { subsegment }) {
  try {
    await load(record);
  } catch (error) {
    subsegment.addError(error);
  }
}
export async function handler(event) {
  const subsegment = tracer.getSegment().addNewSubsegment('load');
  const ctx = { subsegment };
  for (const record of event.Records) {
    await loadOne(record, ctx);
  }
  subsegment.close();
}`,
      errors: [
        {
          messageId: 'sharedSubsegment',
          data: { round: 'the loop', roundLine: '14', markLine: '8', openedLine: '12' },
          line: 7,
          column: 5,
          endLine: 7,
          endColumn: 10,
        },
      ],
    },
    {
      name: 'the mark of the innermost subsegment, in one around the loop',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
export const handler = (event) =>
  tracer.provider.captureAsyncFunc('load', async (subsegment) => {
    for (const record of event.Records) {
      try {
        await load(record);
      } catch (error) {
        tracer.addErrorAsMetadata(error);
      }
    }
    subsegment?.close();
  });`,
      errors: [
        {
          messageId: 'sharedSubsegment',
          data: { round: 'the loop', roundLine: '6', markLine: '10', openedLine: '5' },
          line: 9,
          column: 9,
          endLine: 9,
          endColumn: 14,
        },
      ],
    },
    {
      name: 'the mark of the innermost subsegment, which the file does not show',
      code: `
import { tracer } from './observability';
export async function handler(event) {
  for (const record of event.Records) {
    try {
      await load(record);
    } catch (error) {
      tracer.addErrorAsMetadata(error);
    }
  }
}`,
      errors: [
        {
          messageId: 'sharedInnermost',
          data: { round: 'the loop', roundLine: '4', markLine: '8' },
          line: 7,
          column: 7,
          endLine: 7,
          endColumn: 12,
        },
      ],
    },
    {
      name: 'a decorated method with the loop in it',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
export class Loader {
  @tracer.captureMethod()
  async loadAll(records: Item[]) {
    for (const record of records) {
      await this.loadOne(record);
    }
  }
  async loadOne(record: Item) {
    try {
      await load(record);
    } catch (error) {
      tracer.addErrorAsMetadata(error as Error);
    }
  }
}`,
      errors: [
        {
          messageId: 'sharedSubsegment',
          data: { round: 'the loop', roundLine: '7', markLine: '15', openedLine: '5' },
          line: 14,
          column: 7,
          endLine: 14,
          endColumn: 12,
        },
      ],
    },
    {
      name: 'a subsegment that setSegment enters before the loop',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
export async function handler(event) {
  const parent = tracer.getSegment();
  const subsegment = parent.addNewSubsegment('load');
  tracer.setSegment(subsegment);
  for (const record of event.Records) {
    try {
      await load(record);
    } catch (error) {
      tracer.addErrorAsMetadata(error);
    }
  }
  subsegment.close();
  tracer.setSegment(parent);
}`,
      errors: [
        {
          messageId: 'sharedSubsegment',
          data: { round: 'the loop', roundLine: '8', markLine: '12', openedLine: '6' },
          line: 11,
          column: 7,
          endLine: 11,
          endColumn: 12,
        },
      ],
    },
    {
      name: 'the current segment, asked for before the rounds',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
export function handler(event) {
  const segment = tracer.getSegment();
  return Promise.all(
    event.Records.map((record) =>
      tracer.provider.captureAsyncFunc('load', async (subsegment) => {
        try {
          await load(record);
        } catch (error) {
          segment.addErrorFlag();
        } finally {
          subsegment?.close();
        }
      }),
    ),
  );
}`,
      errors: [
        {
          messageId: 'sharedInnermost',
          data: { round: '`map`', roundLine: '7', markLine: '12' },
          line: 11,
          column: 11,
          endLine: 11,
          endColumn: 16,
        },
      ],
    },
    {
      name: 'a same-file function that runs its callback for each element',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
async function inTurn(records, work) {
  for (const record of records) {
    await work(record);
  }
}
export const handler = (event) =>
  tracer.provider.captureAsyncFunc('load', async (subsegment) => {
    await inTurn(event.Records, async (record) => {
      try {
        await load(record);
      } catch (error) {
        subsegment?.addError(error);
      }
    });
    subsegment?.close();
  });`,
      errors: [
        {
          messageId: 'sharedSubsegment',
          data: { round: 'the loop', roundLine: '5', markLine: '15', openedLine: '10' },
          line: 14,
          column: 9,
          endLine: 14,
          endColumn: 14,
        },
      ],
    },
    {
      name: 'code from elsewhere that runs the callback of each record',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
import pLimit from 'p-limit';
const limit = pLimit(3);
const tracer = new Tracer();
export const handler = (event) =>
  tracer.provider.captureAsyncFunc('load', async (subsegment) => {
    const loadOne = (record) =>
      limit(async () => {
        try {
          await load(record);
        } catch (error) {
          subsegment?.addError(error);
        }
      });
    await Promise.all(event.Records.map(loadOne));
    subsegment?.close();
  });`,
      errors: [
        {
          messageId: 'sharedSubsegment',
          data: { round: '`map`', roundLine: '16', markLine: '13', openedLine: '7' },
          line: 12,
          column: 11,
          endLine: 12,
          endColumn: 16,
        },
      ],
    },
    {
      name: 'code from elsewhere that is handed the one subsegment and the error',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
import { markFailed } from './observability';
const tracer = new Tracer();
export const handler = (event) =>
  tracer.provider.captureAsyncFunc('load', async (subsegment) => {
    for (const record of event.Records) {
      try {
        await load(record);
      } catch (error) {
        markFailed(subsegment, error);
      }
    }
    subsegment?.close();
  });`,
      errors: [
        {
          messageId: 'sharedSubsegment',
          data: { round: 'the loop', roundLine: '7', markLine: '11', openedLine: '6' },
          line: 10,
          column: 9,
          endLine: 10,
          endColumn: 14,
        },
      ],
    },
    {
      name: 'a record handler of Powertools without one',
      code: `
import { processPartialResponse } from '@aws-lambda-powertools/batch';
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
const recordHandler = async (record) => {
  try {
    await load(record);
  } catch (error) {
    tracer.addErrorAsMetadata(error);
    throw error;
  }
};
export const handler = (event) => processPartialResponse(event, recordHandler, processor);`,
      errors: [
        {
          messageId: 'sharedInnermost',
          data: { round: '`processPartialResponse`', roundLine: '13', markLine: '9' },
          line: 8,
          column: 5,
          endLine: 8,
          endColumn: 10,
        },
      ],
    },
    {
      name: 'one span around the loop',
      code: `
import { SpanStatusCode, trace } from '@opentelemetry/api';
const tracer = trace.getTracer('loader');
export const handler = (event) =>
  tracer.startActiveSpan('load', async (span) => {
    for (const record of event.Records) {
      try {
        await load(record);
      } catch (error) {
        span.recordException(error);
        span.setStatus({ code: SpanStatusCode.ERROR });
      }
    }
    span.end();
  });`,
      errors: [
        {
          messageId: 'sharedSubsegment',
          data: { round: 'the loop', roundLine: '6', markLine: '10', openedLine: '5' },
          line: 9,
          column: 9,
          endLine: 9,
          endColumn: 14,
        },
      ],
    },
    {
      name: 'the active span around the loop',
      code: `
import { trace } from '@opentelemetry/api';
const tracer = trace.getTracer('loader');
export const handler = (event) =>
  tracer.startActiveSpan('load', async (span) => {
    for (const record of event.Records) {
      try {
        await load(record);
      } catch (error) {
        trace.getActiveSpan()?.recordException(error);
      }
    }
    span.end();
  });`,
      errors: [
        {
          messageId: 'sharedSubsegment',
          data: { round: 'the loop', roundLine: '6', markLine: '10', openedLine: '5' },
          line: 9,
          column: 9,
          endLine: 9,
          endColumn: 14,
        },
      ],
    },
    {
      name: 'a loop around the handler, on a call chain that leads back to itself',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
async function visit(node, subsegment) {
  try {
    await load(node);
  } catch (error) {
    subsegment.addError(error);
  }
  for (const child of node.children) {
    await visit(child, subsegment);
  }
}
export const handler = (root) =>
  tracer.provider.captureAsyncFunc('load', async (subsegment) => {
    await visit(root, subsegment);
    subsegment?.close();
  });`,
      errors: [
        {
          messageId: 'sharedSubsegment',
          data: { round: 'the loop', roundLine: '10', markLine: '8', openedLine: '15' },
          line: 7,
          column: 5,
          endLine: 7,
          endColumn: 10,
        },
      ],
    },
    {
      name: 'setSegment in callbacks of Promise.all',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
export const handler = (event, segment) =>
  Promise.all(
    event.Records.map(async (record) => {
      tracer.setSegment(segment.addNewSubsegment('load'));
      await load(record);
    }),
  );`,
      errors: [
        {
          messageId: 'concurrentSegment',
          data: { combined: 'Promise.all', line: '5' },
          line: 7,
          column: 7,
          endLine: 7,
          endColumn: 58,
        },
      ],
    },
    {
      name: 'setSegment in a function that callbacks of Promise.allSettled call',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
async function loadOne(record, segment) {
  tracer.setSegment(segment.addNewSubsegment('load'));
  await load(record);
}
export async function handler(event, segment) {
  const loads = event.Records.map((record) => loadOne(record, segment));
  await Promise.allSettled(loads);
}`,
      errors: [
        {
          messageId: 'concurrentSegment',
          data: { combined: 'Promise.allSettled', line: '10' },
          line: 5,
          column: 3,
          endLine: 5,
          endColumn: 54,
        },
      ],
    },
    {
      name: 'setSegment in work that is collected for Promise.race',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
async function loadOne(record, segment) {
  tracer.setSegment(segment.addNewSubsegment('load'));
  await load(record);
}
export async function handler(event, segment) {
  const loads = [];
  for (const record of event.Records) {
    loads.push(loadOne(record, segment));
  }
  await Promise.race(loads);
}`,
      errors: [
        {
          messageId: 'concurrentSegment',
          data: { combined: 'Promise.race', line: '13' },
          line: 5,
          column: 3,
          endLine: 5,
          endColumn: 54,
        },
      ],
    },
    {
      name: 'setSegment in elements of Promise.any, spread in',
      code: `
import AWSXRay from 'aws-xray-sdk-core';
export const handler = (event, segment) =>
  Promise.any([
    ...event.Records.map(async (record) => {
      AWSXRay.setSegment(segment.addNewSubsegment('load'));
      await load(record);
    }),
    timeout(),
  ]);`,
      errors: [
        {
          messageId: 'concurrentSegment',
          data: { combined: 'Promise.any', line: '4' },
          line: 6,
          column: 7,
          endLine: 6,
          endColumn: 59,
        },
      ],
    },
    {
      name: 'messages without end, until there is none',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
export const handler = (queue) =>
  tracer.provider.captureAsyncFunc('load', async (subsegment) => {
    while (true) {
      try {
        const message = await queue.receive();
        if (message === undefined) {
          return;
        }
        await load(message);
      } catch (error) {
        subsegment?.addError(error);
      }
    }
  });`,
      errors: [
        {
          messageId: 'sharedSubsegment',
          data: { round: 'the loop', roundLine: '6', markLine: '14', openedLine: '5' },
          line: 13,
          column: 9,
          endLine: 13,
          endColumn: 14,
        },
      ],
    },
    {
      name: 'elements that are taken out of a queue, until there is no time left',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
export const handler = (queue, context) =>
  tracer.provider.captureAsyncFunc('load', async (subsegment) => {
    while (queue.length > 0) {
      try {
        await load(queue.shift());
        if (context.getRemainingTimeInMillis() < 1000) {
          break;
        }
      } catch (error) {
        subsegment?.addError(error);
      }
    }
  });`,
      errors: [
        {
          messageId: 'sharedSubsegment',
          data: { round: 'the loop', roundLine: '6', markLine: '13', openedLine: '5' },
          line: 12,
          column: 9,
          endLine: 12,
          endColumn: 14,
        },
      ],
    },
    {
      name: 'as many rounds as there are elements, until there is no time left',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
export const handler = (records, context) =>
  tracer.provider.captureAsyncFunc('load', async (subsegment) => {
    for (let index = 0; index < records.length; index++) {
      try {
        await load(index);
        if (context.getRemainingTimeInMillis() < 1000) {
          break;
        }
      } catch (error) {
        subsegment?.addError(error);
      }
    }
  });`,
      errors: [
        {
          messageId: 'sharedSubsegment',
          data: { round: 'the loop', roundLine: '6', markLine: '13', openedLine: '5' },
          line: 12,
          column: 9,
          endLine: 12,
          endColumn: 14,
        },
      ],
    },
    {
      name: 'the innermost subsegment, in callbacks of promises',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
export const handler = (event) =>
  tracer.provider.captureAsyncFunc('load', async (subsegment) => {
    for (const record of event.Records) {
      await load(record).then((item) => {
        try {
          parse(item);
        } catch (error) {
          tracer.addErrorAsMetadata(error);
        }
      });
    }
    subsegment?.close();
  });`,
      errors: [
        {
          messageId: 'sharedSubsegment',
          data: { round: 'the loop', roundLine: '6', markLine: '11', openedLine: '5' },
          line: 10,
          column: 11,
          endLine: 10,
          endColumn: 16,
        },
      ],
    },
    {
      name: 'a subsegment in an object that is handed in',
      code: `
import { load } from './load';
export async function handler(event, current) {
  for (const record of event.Records) {
    try {
      await load(record);
    } catch (error) {
      current.subsegment.addFaultFlag();
    }
  }
}`,
      errors: [
        {
          messageId: 'sharedSubsegment',
          data: { round: 'the loop', roundLine: '4', markLine: '8', openedLine: '3' },
          line: 7,
          column: 7,
          endLine: 7,
          endColumn: 12,
        },
      ],
    },
    {
      name: 'setSegment in one of the elements of Promise.all',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
async function loadTraced(event, segment) {
  tracer.setSegment(segment.addNewSubsegment('load'));
  await load(event);
}
export const handler = (event, segment) => Promise.all([loadTraced(event, segment), store(event)]);`,
      errors: [
        {
          messageId: 'concurrentSegment',
          data: { combined: 'Promise.all', line: '8' },
          line: 5,
          column: 3,
          endLine: 5,
          endColumn: 54,
        },
      ],
    },
    {
      name: 'a function that Array.from runs for each element',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
export const handler = (event) =>
  tracer.provider.captureFunc('parse', (subsegment) =>
    Array.from(event.Records, (record) => {
      try {
        return parse(record);
      } catch (error) {
        subsegment?.addError(error);
        return undefined;
      }
    }),
  );`,
      errors: [
        {
          messageId: 'sharedSubsegment',
          data: { round: '`from`', roundLine: '6', markLine: '10', openedLine: '5' },
          line: 9,
          column: 9,
          endLine: 9,
          endColumn: 14,
        },
      ],
    },
    {
      name: 'a function that lodash runs for each element',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
import _ from 'lodash';
const tracer = new Tracer();
export const handler = (event) =>
  tracer.provider.captureFunc('parse', (subsegment) => {
    _.forEach(event.Records, (record) => {
      try {
        parse(record);
      } catch (error) {
        subsegment?.addError(error);
      }
    });
  });`,
      errors: [
        {
          messageId: 'sharedSubsegment',
          data: { round: '`forEach`', roundLine: '7', markLine: '11', openedLine: '6' },
          line: 10,
          column: 9,
          endLine: 10,
          endColumn: 14,
        },
      ],
    },
  ],
});
