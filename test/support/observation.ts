import { inspect } from 'node:util';
import type { Logger } from '../../runtime/src/paths';

/** How a call ended, as plain data. */
export type Outcome = { readonly value: unknown } | { readonly error: unknown };

export interface LogLine {
  readonly level: string;
  readonly message: string;
  readonly fields?: Record<string, unknown> | undefined;
}

/** A logger that keeps its lines; `told` is called with each, at once. */
export function keepingLogger(told: (line: LogLine) => void = () => undefined): Logger & { readonly lines: LogLine[] } {
  const lines: LogLine[] = [];
  const log = (level: string) => (message: string, fields?: Record<string, unknown>) => {
    const line = { level, message, fields };
    lines.push(line);
    told(line);
  };
  return { lines, debug: log('debug'), info: log('info'), warn: log('warn'), error: log('error') };
}

/** Waits for a call and tells how it ended. */
export async function outcomeOf(call: () => Promise<unknown>): Promise<Outcome> {
  try {
    return { value: await call() };
  } catch (error) {
    return { error: plainError(error) };
  }
}

/** Everything of a thrown value that does not differ from run to run. */
function plainError(thrown: unknown, depth = 0): unknown {
  if (!(thrown instanceof Error)) {
    return { thrown: inspect(thrown), type: typeof thrown };
  }
  const { name, message, cause, constructor } = thrown;
  const { code, $fault, $metadata } = thrown as { code?: unknown; $fault?: unknown; $metadata?: object };
  return {
    constructor: constructor.name,
    name,
    message,
    code,
    $fault,
    $metadata,
    ...(cause !== undefined && depth < 3 && { cause: plainError(cause, depth + 1) }),
  };
}

/** Records that concurrent work made, apart by what they are about: only within one is the order given. */
export function groupBy<T>(records: readonly T[], keyOf: (record: T) => string): Record<string, T[]> {
  const groups: Record<string, T[]> = {};
  for (const record of records) {
    (groups[keyOf(record)] ??= []).push(record);
  }
  return groups;
}
