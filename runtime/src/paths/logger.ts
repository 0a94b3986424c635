/** The shape that the console, Powertools Logger and pino share. */
export interface Logger {
  debug(message: string, fields?: Record<string, unknown>): void;
  info(message: string, fields?: Record<string, unknown>): void;
  warn(message: string, fields?: Record<string, unknown>): void;
  error(message: string, fields?: Record<string, unknown>): void;
}

/** The message of anything that was caught. */
export function errorMessage(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
