import { requireInstrumentedCatch } from '../../../eslint-plugin/src/rules/require-instrumented-catch';
import { testRule } from '../../support/rule-tester';

testRule('require-instrumented-catch on rare parts of the language', requireInstrumentedCatch, {
  valid: [
    {
      name: 'a static block, which runs as the class is made',
      code: `
import { Metrics } from '@aws-lambda-powertools/metrics';
const metrics = new Metrics();
export async function load() {
  try {
    await read();
  } catch (error) {
    class Registry {
      static {
        metrics.addMetric('LoadFailure', 'Count', 1);
      }
    }
  }
}`,
      options: [{ require: ['metric'] }],
    },
    {
      name: 'a computed key, which comes before all static blocks',
      code: `
import { Metrics } from '@aws-lambda-powertools/metrics';
const metrics = new Metrics();
export async function load() {
  try {
    await read();
  } catch (error) {
    class Registry {
      static {
        throw error;
      }
      static [metrics.addMetric('LoadFailure', 'Count', 1)] = 1;
    }
  }
}`,
      options: [{ require: ['metric'] }],
    },
  ],
  invalid: [
    {
      name: 'a handler in a static block',
      code: `
class Registry {
  static {
    try {
      register();
    } catch (error) {
      log(error);
    }
  }
}`,
      errors: [
        {
          messageId: 'missingBoth',
          data: { function: 'module level', outcome: 'carries on', line: '8' },
          line: 6,
          column: 7,
          endLine: 6,
          endColumn: 12,
        },
      ],
    },
    {
      name: 'a static block that may throw before it emits',
      code: `
import { Metrics } from '@aws-lambda-powertools/metrics';
const metrics = new Metrics();
export async function load() {
  try {
    await read();
  } catch (error) {
    try {
      class Registry {
        static {
          register();
          metrics.addMetric('LoadFailure', 'Count', 1);
        }
      }
    } catch (cause) {
      metrics.addMetric('RegisterFailure', 'Count', 0);
    }
  }
}`,
      options: [{ require: ['metric'] }],
      errors: [
        {
          messageId: 'metricNotOnEveryPath',
          data: { function: 'load', outcome: 'carries on', line: '18' },
          line: 7,
          column: 5,
          endLine: 7,
          endColumn: 10,
        },
        {
          messageId: 'missingMetric',
          data: { function: 'load', outcome: 'carries on', line: '17' },
          line: 15,
          column: 7,
          endLine: 15,
          endColumn: 12,
        },
      ],
    },
    {
      name: 'a field of instances, which is not set as the class is made',
      code: `
import { Metrics } from '@aws-lambda-powertools/metrics';
const metrics = new Metrics();
export async function load() {
  try {
    await read();
  } catch (error) {
    class Registry {
      field = metrics.addMetric('LoadFailure', 'Count', 1);
    }
  }
}`,
      options: [{ require: ['metric'] }],
      errors: [
        {
          messageId: 'missingMetric',
          data: { function: 'load', outcome: 'carries on', line: '11' },
          line: 7,
          column: 5,
          endLine: 7,
          endColumn: 10,
        },
      ],
    },
  ],
});
