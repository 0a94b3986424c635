import { requireInstrumentedCatch } from '../../../../eslint-plugin/src/rules/require-instrumented-catch';
import { requireSubsegmentClose } from '../../../../eslint-plugin/src/rules/require-subsegment-close';
import { testRule } from '../../../support/rule-tester';

testRule('require-instrumented-catch', requireInstrumentedCatch, {
  valid: [
    {
      name: 'startActiveSpan, with the exception, the status and a counter',
      code: `
import { metrics, SpanStatusCode, trace } from '@opentelemetry/api';
const tracer = trace.getTracer('loader');
const failures = metrics.getMeter('loader').createCounter('load_failures');
export const load = (read) =>
  tracer.startActiveSpan('load', async (span) => {
    try {
      return await read();
    } catch (error) {
      span.recordException(error);
      span.setStatus({ code: SpanStatusCode.ERROR });
      failures.add(1);
      return undefined;
    } finally {
      span.end();
    }
  });`,
    },
    {
      name: 'startActiveSpan with options and a context',
      code: `
import { context, metrics, SpanKind, trace } from '@opentelemetry/api';
const tracer = trace.getTracer('loader');
const failures = metrics.getMeter('loader').createUpDownCounter('load_failures');
export const load = (read) =>
  tracer.startActiveSpan('load', { kind: SpanKind.CLIENT }, context.active(), async (span) => {
    try {
      return await read();
    } catch (error) {
      span.recordException(error);
      failures.add(1);
    } finally {
      span.end();
    }
  });`,
    },
    {
      name: 'a status that is an error, as a number',
      code: `
import { metrics, trace } from '@opentelemetry/api';
const tracer = trace.getTracer('loader');
const failures = metrics.getMeter('loader').createHistogram('load_failures');
export const load = (read) =>
  tracer.startActiveSpan('load', async (span) => {
    try {
      return await read();
    } catch (error) {
      span.setStatus({ code: 2, message: error.message });
      failures.record(1);
    } finally {
      span.end();
    }
  });`,
    },
    {
      name: 'a status in a constant',
      code: `
import { metrics, SpanStatusCode, trace } from '@opentelemetry/api';
const tracer = trace.getTracer('loader');
const failures = metrics.getMeter('loader').createCounter('load_failures');
const { ERROR } = SpanStatusCode;
const FAILED = { code: ERROR };
export const load = (read) =>
  tracer.startActiveSpan('load', async (span) => {
    try {
      return await read();
    } catch (error) {
      span.setStatus(FAILED);
      failures.add(1);
    } finally {
      span.end();
    }
  });`,
    },
    {
      name: 'a status that the file does not tell',
      code: `
import { metrics, trace } from '@opentelemetry/api';
import { statusOf } from './status';
const tracer = trace.getTracer('loader');
const failures = metrics.getMeter('loader').createCounter('load_failures');
export const load = (read) =>
  tracer.startActiveSpan('load', async (span) => {
    try {
      return await read();
    } catch (error) {
      span.setStatus({ ...statusOf(error), message: 'load' });
      failures.add(1);
    } finally {
      span.end();
    }
  });`,
    },
    {
      name: 'calls that are chained on a span',
      code: `
import { metrics, trace } from '@opentelemetry/api';
const tracer = trace.getTracer('loader');
const failures = metrics.getMeter('loader').createCounter('load_failures');
export const load = (read) =>
  tracer.startActiveSpan('load', async (span) => {
    try {
      return await read();
    } catch (error) {
      span.setAttribute('failed', true).addEvent('failed').recordException(error);
      failures.add(1);
    } finally {
      span.end();
    }
  });`,
    },
    {
      name: 'a span by hand, through the default export',
      code: `
import api from '@opentelemetry/api';
const tracer = api.trace.getTracer('loader');
const failures = api.metrics.getMeter('loader').createCounter('load_failures');
export async function load(read) {
  const span = tracer.startSpan('load');
  try {
    return await read();
  } catch (error) {
    span.recordException(error);
    failures.add(1);
  } finally {
    span.end();
  }
}`,
    },
    {
      name: 'everything through a namespace, and providers',
      code: `
import * as api from '@opentelemetry/api';
const tracer = api.trace.getTracerProvider().getTracer('loader');
const failures = api.metrics.getMeterProvider().getMeter('loader').createCounter('load_failures');
export async function load(read) {
  const span = tracer.startSpan('load');
  await api.context.with(api.trace.setSpan(api.context.active(), span), async () => {
    try {
      await read();
    } catch (error) {
      span.recordException(error);
      failures.add(1);
    } finally {
      span.end();
    }
  });
}`,
    },
    {
      name: 'require',
      code: `
const { metrics, trace } = require('@opentelemetry/api');
const failures = metrics.getMeter('loader').createCounter('load_failures');
exports.load = (read) =>
  trace.getTracer('loader').startActiveSpan('load', async (span) => {
    try {
      return await read();
    } catch (error) {
      span.recordException(error);
      failures.add(1);
    } finally {
      span.end();
    }
  });`,
    },
    {
      name: 'the active span, within a named one',
      code: `
import { metrics, trace } from '@opentelemetry/api';
const tracer = trace.getTracer('loader');
const failures = metrics.getMeter('loader').createCounter('load_failures');
export const load = (read) =>
  tracer.startActiveSpan('load', async (span) => {
    try {
      return await read();
    } catch (error) {
      trace.getActiveSpan()?.recordException(error);
      failures.add(1);
    } finally {
      span.end();
    }
  });`,
    },
    {
      name: 'objects by their annotated types',
      code: `
import type { Counter, Span, Tracer } from '@opentelemetry/api';
export class Loader {
  constructor(private readonly tracer: Tracer, private readonly failures: Counter) {}
  load(read: () => Promise<void>) {
    return this.tracer.startActiveSpan('load', async (span: Span) => {
      try {
        await read();
      } catch (error) {
        span.recordException(error as Error);
        this.failures.add(1);
      } finally {
        span.end();
      }
    });
  }
}`,
    },
    {
      name: 'a tracer from elsewhere, known by startActiveSpan; code from elsewhere that is handed the counter',
      code: `
import { metrics } from '@opentelemetry/api';
import { count, tracer } from './observability';
const failures = metrics.getMeter('loader').createCounter('load_failures');
export const load = (read) =>
  tracer.startActiveSpan('load', async (span) => {
    try {
      return await read();
    } catch (error) {
      span.recordException(error);
      count(failures, error);
    } finally {
      span.end();
    }
  });`,
    },
    {
      name: 'a test whether the span is recorded voids no mark',
      code: `
import { metrics, trace } from '@opentelemetry/api';
const tracer = trace.getTracer('loader');
const failures = metrics.getMeter('loader').createCounter('load_failures');
export const load = (read) =>
  tracer.startActiveSpan('load', async (span) => {
    try {
      return await read();
    } catch (error) {
      if (span.isRecording()) {
        span.recordException(error);
      }
      failures.add(1);
    } finally {
      span.end();
    }
  });`,
    },
  ],
  invalid: [
    {
      name: 'startActiveSpan whose handler records nothing',
      code: `
import { trace } from '@opentelemetry/api';
const tracer = trace.getTracer('loader');
export const load = (read) =>
  tracer.startActiveSpan('load', async (span) => {
    try {
      return await read();
    } catch (error) {
      return undefined;
    } finally {
      span.end();
    }
  });`,
      errors: [
        {
          messageId: 'missingBoth',
          data: { function: 'load', outcome: 'returns `undefined`', line: '9' },
          line: 8,
          column: 7,
          endLine: 8,
          endColumn: 12,
        },
      ],
    },
    {
      name: 'startActiveSpan with a name computed at run time',
      code: `
import { metrics, trace } from '@opentelemetry/api';
const tracer = trace.getTracer('loader');
const failures = metrics.getMeter('loader').createCounter('load_failures');
export const load = (read, id) =>
  tracer.startActiveSpan(\`load \${id}\`, {}, async (span) => {
    try {
      return await read();
    } catch (error) {
      span.recordException(error);
      failures.add(1);
    } finally {
      span.end();
    }
  });`,
      errors: [
        {
          messageId: 'unnamedSubsegment',
          line: 9,
          column: 7,
          endLine: 9,
          endColumn: 12,
        },
      ],
    },
    {
      name: 'a status that is no error',
      code: `
import { metrics, SpanStatusCode, trace } from '@opentelemetry/api';
const tracer = trace.getTracer('loader');
const failures = metrics.getMeter('loader').createGauge('load_failures');
export const load = (read) =>
  tracer.startActiveSpan('load', async (span) => {
    try {
      return await read();
    } catch (error) {
      span.setStatus({ code: SpanStatusCode.OK });
      failures.record(1);
    } finally {
      span.end();
    }
  });`,
      errors: [
        {
          messageId: 'missingSubsegment',
          data: { function: 'load', outcome: 'carries on', line: '12' },
          line: 9,
          column: 7,
          endLine: 9,
          endColumn: 12,
        },
      ],
    },
    {
      name: 'a status that is no error, as a number',
      code: `
import { metrics, trace } from '@opentelemetry/api';
const tracer = trace.getTracer('loader');
const failures = metrics.getMeter('loader').createCounter('load_failures');
export const load = (read) =>
  tracer.startActiveSpan('load', async (span) => {
    try {
      return await read();
    } catch (error) {
      span.setStatus({ code: 1 });
      failures.add(1);
    } finally {
      span.end();
    }
  });`,
      errors: [
        {
          messageId: 'missingSubsegment',
          data: { function: 'load', outcome: 'carries on', line: '12' },
          line: 9,
          column: 7,
          endLine: 9,
          endColumn: 12,
        },
      ],
    },
    {
      name: 'a status without a code',
      code: `
import { metrics, trace } from '@opentelemetry/api';
const tracer = trace.getTracer('loader');
const failures = metrics.getMeter('loader').createCounter('load_failures');
export const load = (read) =>
  tracer.startActiveSpan('load', async (span) => {
    try {
      return await read();
    } catch (error) {
      span.setStatus({ message: error.message });
      failures.add(1);
    } finally {
      span.end();
    }
  });`,
      errors: [
        {
          messageId: 'missingSubsegment',
          data: { function: 'load', outcome: 'carries on', line: '12' },
          line: 9,
          column: 7,
          endLine: 9,
          endColumn: 12,
        },
      ],
    },
    {
      name: 'a status in a constant, which is no error',
      code: `
import { metrics, SpanStatusCode, trace } from '@opentelemetry/api';
const tracer = trace.getTracer('loader');
const failures = metrics.getMeter('loader').createCounter('load_failures');
const DONE = { code: SpanStatusCode.OK };
export const load = (read) =>
  tracer.startActiveSpan('load', async (span) => {
    try {
      return await read();
    } catch (error) {
      span.setStatus(DONE);
      failures.add(1);
    } finally {
      span.end();
    }
  });`,
      errors: [
        {
          messageId: 'missingSubsegment',
          data: { function: 'load', outcome: 'carries on', line: '13' },
          line: 10,
          column: 7,
          endLine: 10,
          endColumn: 12,
        },
      ],
    },
    {
      name: 'calls that are chained on a span whose name is computed',
      code: `
import { metrics, trace } from '@opentelemetry/api';
const tracer = trace.getTracer('loader');
const failures = metrics.getMeter('loader').createCounter('load_failures');
export async function load(read, id) {
  const span = tracer.startSpan('load ' + id);
  try {
    return await read();
  } catch (error) {
    span.setAttributes({ failed: true }).updateName('failed').recordException(error);
    failures.add(1);
  } finally {
    span.end();
  }
}`,
      errors: [
        {
          messageId: 'unnamedSubsegment',
          line: 9,
          column: 5,
          endLine: 9,
          endColumn: 10,
        },
      ],
    },
    {
      name: 'an event and an attribute are no mark',
      code: `
import { metrics, trace } from '@opentelemetry/api';
const tracer = trace.getTracer('loader');
const failures = metrics.getMeter('loader').createCounter('load_failures');
export const load = (read) =>
  tracer.startActiveSpan('load', async (span) => {
    try {
      return await read();
    } catch (error) {
      span.addEvent('failed').setAttribute('error', true);
      failures.add(1);
    } finally {
      span.end();
    }
  });`,
      errors: [
        {
          messageId: 'missingSubsegment',
          data: { function: 'load', outcome: 'carries on', line: '12' },
          line: 9,
          column: 7,
          endLine: 9,
          endColumn: 12,
        },
      ],
    },
    {
      name: 'a span by hand, through the default export, without a metric',
      code: `
import api from '@opentelemetry/api';
const tracer = api.trace.getTracer('loader');
export async function load(read) {
  const span = tracer.startSpan('load');
  try {
    return await read();
  } catch (error) {
    span.recordException(error);
  } finally {
    span.end();
  }
}`,
      errors: [
        {
          messageId: 'missingMetric',
          data: { function: 'load', outcome: 'carries on', line: '10' },
          line: 8,
          column: 5,
          endLine: 8,
          endColumn: 10,
        },
      ],
    },
    {
      name: 'everything through a namespace, and a counter that is not counted up',
      code: `
import * as api from '@opentelemetry/api';
const tracer = api.trace.getTracerProvider().getTracer('loader');
const failures = api.metrics.getMeterProvider().getMeter('loader').createCounter('load_failures');
export async function load(read) {
  const span = tracer.startSpan('load');
  try {
    await read();
  } catch (error) {
    span.recordException(error);
    failures.add(0);
  } finally {
    span.end();
  }
}`,
      errors: [
        {
          messageId: 'missingMetric',
          data: { function: 'load', outcome: 'carries on', line: '12' },
          line: 9,
          column: 5,
          endLine: 9,
          endColumn: 10,
        },
      ],
    },
    {
      name: 'require, and a metric on one path only',
      code: `
const { metrics, trace } = require('@opentelemetry/api');
const failures = metrics.getMeter('loader').createCounter('load_failures');
exports.load = (read) =>
  trace.getTracer('loader').startActiveSpan('load', async (span) => {
    try {
      return await read();
    } catch (error) {
      span.recordException(error);
      if (error.isFatal) {
        failures.add(1);
      }
    } finally {
      span.end();
    }
  });`,
      errors: [
        {
          messageId: 'metricNotOnEveryPath',
          data: { function: 'load', outcome: 'carries on', line: '13' },
          line: 8,
          column: 7,
          endLine: 8,
          endColumn: 12,
        },
      ],
    },
    {
      name: 'the active span, which may be that of the whole function',
      code: `
import { metrics, trace } from '@opentelemetry/api';
const failures = metrics.getMeter('loader').createCounter('load_failures');
export async function load(read) {
  try {
    return await read();
  } catch (error) {
    trace.getActiveSpan()?.recordException(error);
    failures.add(1);
  }
}`,
      errors: [
        {
          messageId: 'missingSubsegment',
          data: { function: 'load', outcome: 'carries on', line: '10' },
          line: 7,
          column: 5,
          endLine: 7,
          endColumn: 10,
        },
      ],
    },
    {
      name: 'objects by their annotated types, nothing done with them',
      code: `
import type { Counter, Span, Tracer } from '@opentelemetry/api';
export class Loader {
  constructor(private readonly tracer: Tracer, private readonly failures: Counter) {}
  load(read: () => Promise<void>) {
    return this.tracer.startActiveSpan('load', async (span: Span) => {
      try {
        await read();
      } catch (error) {
        span.addEvent('failed');
      } finally {
        span.end();
      }
    });
  }
}`,
      errors: [
        {
          messageId: 'missingBoth',
          data: { function: 'Loader.load', outcome: 'carries on', line: '11' },
          line: 9,
          column: 9,
          endLine: 9,
          endColumn: 14,
        },
      ],
    },
    {
      name: 'a Set’s add is no metric',
      code: `
import { trace } from '@opentelemetry/api';
const tracer = trace.getTracer('loader');
const failures = new Set();
export const load = (read) =>
  tracer.startActiveSpan('load', async (span) => {
    try {
      return await read();
    } catch (error) {
      span.recordException(error);
      failures.add(1);
    } finally {
      span.end();
    }
  });`,
      errors: [
        {
          messageId: 'missingMetric',
          data: { function: 'load', outcome: 'carries on', line: '12' },
          line: 9,
          column: 7,
          endLine: 9,
          endColumn: 12,
        },
      ],
    },
    {
      name: 'a span in a context is not marked',
      code: `
import { context, metrics, trace } from '@opentelemetry/api';
const tracer = trace.getTracer('loader');
const failures = metrics.getMeter('loader').createCounter('load_failures');
export const load = (read) =>
  tracer.startActiveSpan('load', async (span) => {
    try {
      return await read();
    } catch (error) {
      send(trace.setSpan(context.active(), span));
      failures.add(1);
    } finally {
      span.end();
    }
  });`,
      errors: [
        {
          messageId: 'missingSubsegment',
          data: { function: 'load', outcome: 'carries on', line: '12' },
          line: 9,
          column: 7,
          endLine: 9,
          endColumn: 12,
        },
      ],
    },
  ],
});

testRule('require-subsegment-close', requireSubsegmentClose, {
  valid: [
    {
      name: 'end in a finally',
      code: `
import { trace } from '@opentelemetry/api';
const tracer = trace.getTracer('loader');
export const load = (read) =>
  tracer.startActiveSpan('load', async (span) => {
    try {
      return await read();
    } finally {
      span.end();
    }
  });`,
    },
    {
      name: 'a chained end, on both ways',
      code: `
import { SpanStatusCode, trace } from '@opentelemetry/api';
const tracer = trace.getTracer('loader');
export async function load(read) {
  const span = tracer.startSpan('load');
  try {
    await read();
    span.end();
  } catch (error) {
    span.setStatus({ code: SpanStatusCode.ERROR }).end();
    throw error;
  }
}`,
    },
    {
      name: 'a span that is handed to the context’s work, and ended in it',
      code: `
import { context, trace } from '@opentelemetry/api';
const tracer = trace.getTracer('loader');
export const load = (read) =>
  tracer.startActiveSpan('load', (span) =>
    context.with(context.active(), async () => {
      try {
        return await read();
      } finally {
        span.end();
      }
    }),
  );`,
    },
    {
      name: 'a span that is returned',
      code: `
import { trace } from '@opentelemetry/api';
const tracer = trace.getTracer('loader');
export function start(name) {
  const span = tracer.startSpan('load');
  span.setAttribute('name', name);
  return span;
}`,
    },
    {
      name: 'ended once',
      code: `
import { trace } from '@opentelemetry/api';
const tracer = trace.getTracer('loader');
export function load(read) {
  const span = tracer.startSpan('load');
  try {
    span.setAttribute('a', read());
  } catch (error) {
    span.recordException(error);
  } finally {
    span.end();
  }
}`,
    },
  ],
  invalid: [
    {
      name: 'end after success only',
      code: `
import { trace } from '@opentelemetry/api';
const tracer = trace.getTracer('loader');
export const load = (read) =>
  tracer.startActiveSpan('load', async (span) => {
    const item = await read();
    span.end();
    return item;
  });`,
      errors: [
        {
          messageId: 'leftOpenOnThrow',
          data: { line: '6' },
          line: 5,
          column: 3,
          endLine: 9,
          endColumn: 5,
          suggestions: [
            {
              messageId: 'closeInFinally',
              output: `
import { trace } from '@opentelemetry/api';
const tracer = trace.getTracer('loader');
export const load = (read) =>
  tracer.startActiveSpan('load', async (span) => {
    try {
      const item = await read();
      return item;
    } finally {
      span?.end();
    }
  });`,
            },
          ],
        },
      ],
    },
    {
      name: 'a chained end, not on the throwing way',
      code: `
import { SpanStatusCode, trace } from '@opentelemetry/api';
const tracer = trace.getTracer('loader');
export async function load(read) {
  const span = tracer.startSpan('load');
  await read();
  span.setStatus({ code: SpanStatusCode.OK }).end();
}`,
      errors: [
        {
          messageId: 'leftOpenOnThrow',
          data: { line: '6' },
          line: 5,
          column: 16,
          endLine: 5,
          endColumn: 40,
        },
      ],
    },
    {
      name: 'a callback without the span',
      code: `
import { trace } from '@opentelemetry/api';
const tracer = trace.getTracer('loader');
export const load = (read) => tracer.startActiveSpan('load', async () => read());`,
      errors: [
        {
          messageId: 'neverClosed',
          line: 4,
          column: 31,
          endLine: 4,
          endColumn: 81,
          suggestions: [
            {
              messageId: 'closeInFinally',
              output: `
import { trace } from '@opentelemetry/api';
const tracer = trace.getTracer('loader');
export const load = (read) => tracer.startActiveSpan('load', async (subsegment) => {
  try {
    return await read();
  } finally {
    subsegment?.end();
  }
});`,
            },
          ],
        },
      ],
    },
    {
      name: 'a span that is never ended',
      code: `
import { trace } from '@opentelemetry/api';
const tracer = trace.getTracer('loader');
export async function load(read) {
  const span = tracer.startSpan('load');
  span.addEvent('started');
  await read();
}`,
      errors: [
        {
          messageId: 'neverClosed',
          line: 5,
          column: 16,
          endLine: 5,
          endColumn: 40,
          suggestions: [
            {
              messageId: 'closeInFinally',
              output: `
import { trace } from '@opentelemetry/api';
const tracer = trace.getTracer('loader');
export async function load(read) {
  const span = tracer.startSpan('load');
  try {
    span.addEvent('started');
    await read();
  } finally {
    span.end();
  }
}`,
            },
          ],
        },
      ],
    },
    {
      name: 'ended twice',
      code: `
import { trace } from '@opentelemetry/api';
const tracer = trace.getTracer('loader');
export function load(read) {
  const span = tracer.startSpan('load');
  try {
    span.setAttribute('a', read());
  } catch (error) {
    span.recordException(error);
    span.end();
  } finally {
    span.end();
  }
}`,
      errors: [
        {
          messageId: 'closedTwice',
          data: { line: '5' },
          line: 12,
          column: 5,
          endLine: 12,
          endColumn: 15,
        },
      ],
    },
  ],
});
