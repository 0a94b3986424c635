/** A place in the settings, as code that reads it is written: `.helpers[0].name`, `.modules["./tracing"]`. */
export function placeOf(keys: readonly (string | number)[]): string {
  return keys
    .map((key) => {
      if (typeof key === 'number' || /^\d+$/.test(key)) {
        return `[${key}]`;
      }
      return /^[A-Za-z_$][\w$]*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
    })
    .join('');
}
