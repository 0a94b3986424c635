export type JsonObject = Readonly<Record<string, unknown>>;

export function isRecord(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A list, or one member without the list around it. */
export function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [value];
}
