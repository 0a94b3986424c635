// What `run` and `recordFailure` do for one path, written by hand over Powertools: as short as it can be while it does
// the same. The subsegment is closed in `finally`, marked exactly, and takes a fresh copy of the error, since the X-Ray
// SDK leaves out message and stack of one that it has seen; type, message and stack are cut to what a document holds;
// the metric has exactly the path's dimensions and goes out before anything else can fail.
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { Tracer } from '@aws-lambda-powertools/tracer';

const NAMESPACE = 'SentimentAnalyzer/Compliance';
const MAX_TYPE = 250;
const MAX_MESSAGE = 3_000;
const MAX_STACK = 8_000;

export function handWritten() {
  const tracer = new Tracer({ captureHTTPsRequests: false });
  const metrics = new Metrics({ namespace: NAMESPACE });
  metrics.clearDefaultDimensions();
  const functionName = process.env.AWS_LAMBDA_FUNCTION_NAME;

  function recordFailure(subsegment, error) {
    metrics.addDimensions({ Lambda: functionName });
    metrics.addMetric('AuditEventPersistenceFailure', MetricUnit.Count, 1);
    metrics.publishStoredMetrics();
    if (subsegment) {
      const failure = {
        type: error.name.slice(0, MAX_TYPE),
        message: error.message.slice(0, MAX_MESSAGE),
        stack: error.stack.slice(0, MAX_STACK),
      };
      const copy = new Error(failure.message);
      copy.name = failure.type;
      // The SDK takes every line but the first for a frame, also those of a message.
      copy.stack = failure.type + failure.stack.slice(failure.stack.indexOf('\n    at '));
      subsegment.addError(copy);
      // `addError` marks as fault.
      subsegment.addAttribute('fault', undefined);
      subsegment.addErrorFlag();
      subsegment.addMetadata('failure', failure, 'silent-failure');
    }
  }

  async function inSubsegment(subsegment, operation) {
    try {
      return await operation();
    } catch (error) {
      recordFailure(subsegment, error);
      return false;
    } finally {
      subsegment?.close();
    }
  }

  /** The operation in the path's subsegment; a failure is recorded and answered with `false`. */
  return async function persist(operation) {
    if (!tracer.isTracingEnabled()) {
      return inSubsegment(undefined, operation);
    }
    return tracer.provider.captureAsyncFunc('audit_trail_persist', (subsegment) => inSubsegment(subsegment, operation));
  };
}
