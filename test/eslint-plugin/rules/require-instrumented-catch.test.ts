import { requireInstrumentedCatch } from '../../../eslint-plugin/src/rules/require-instrumented-catch';
import { testRule } from '../../support/rule-tester';

testRule('require-instrumented-catch', requireInstrumentedCatch, {
  valid: [
    {
      name: 'a subsegment marked and a metric emitted',
      code: `
import { Tracer } from '@aws-lambda-powertools/tracer';
import { Metrics } from '@aws-lambda-powertools/metrics';
const tracer = new Tracer();
const metrics = new Metrics();
await tracer.provider.captureAsyncFunc('save', async (subsegment) => {
  try {
    await save();
  } catch (error) {
    subsegment?.addError(error);
    metrics.addMetric('SaveFailure', 'Count', 1);
  } finally {
    subsegment?.close();
  }
});`,
    },
  ],
  invalid: [
    {
      name: 'a failure that is only logged',
      code: `
async function save() {
  try {
    await write();
  } catch (error) {
    console.error(error);
    return false;
  }
}`,
      errors: [
        {
          messageId: 'missingBoth',
          data: { function: 'save', outcome: 'logs the failure and returns `false`', line: '7' },
          line: 5,
          column: 5,
          endLine: 5,
          endColumn: 10,
        },
      ],
    },
  ],
});
