// The same path with the runtime.
import { createFailurePaths } from '@silent-failure/runtime';

const CONTRACT = {
  audit_trail_persist: {
    file: 'bench/runtime/with-runtime.mjs',
    mark: 'error',
    metric: {
      namespace: 'SentimentAnalyzer/Compliance',
      name: 'AuditEventPersistenceFailure',
      dimensions: { Lambda: '{function_name}' },
    },
  },
};

export function withRuntime() {
  const failurePaths = createFailurePaths(CONTRACT);

  /** The operation in the path's subsegment; a failure is recorded and answered with `false`. */
  return async function persist(operation) {
    return failurePaths.run('audit_trail_persist', async (path) => {
      try {
        return await operation();
      } catch (error) {
        path.recordFailure(error);
        return false;
      }
    });
  };
}
