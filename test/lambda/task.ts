// The Lambda function under test: the demo handler, and what can end its process after it.
import { handler as demo } from '../../fixtures/lambda/handler';

export interface TaskEvent {
  readonly tickers: readonly string[];
  /** How the process ends once the demo handler has done its work. */
  readonly end?: 'process.exit' | 'an uncaught exception';
}

export const handler = async (event: TaskEvent): Promise<unknown> => {
  const report = await demo(event);
  switch (event.end) {
    case 'process.exit':
      process.exit(3);
    // The switch ends here: exit does not return.
    case 'an uncaught exception':
      setImmediate(() => {
        throw new Error('uncaught');
      });
      return new Promise(() => undefined);
    default:
      return report;
  }
};
