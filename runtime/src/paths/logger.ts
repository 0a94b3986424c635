import { inspect } from 'node:util';

/** The shape that the console, Powertools Logger and pino share. */
export interface Logger {
  debug(message: string, fields?: Record<string, unknown>): void;
  info(message: string, fields?: Record<string, unknown>): void;
  warn(message: string, fields?: Record<string, unknown>): void;
  error(message: string, fields?: Record<string, unknown>): void;
}

/** The message of anything that was caught; a failure must not fail to be handled over what was thrown. */
export function errorMessage(error: unknown): string {
  if (error instanceof Error) {
    return error.message;
  }
  return typeof error === 'object' ? inspect(error, { breakLength: Infinity }) : String(error);
}
