import { createHash } from 'node:crypto';
import type { NeededAlarm } from './needed-alarms.js';

const MAX_ALARM_NAME = 255;
const MAX_LOGICAL_ID = 255;

/** The name that CloudWatch shows: 1 to 255 characters, none of them a space at either end. */
export function alarmName({ path, functionName }: NeededAlarm): string {
  const name = functionName === undefined ? path : `${functionName} ${path}`;
  const line = name.replace(/\s+/g, ' ').trim();
  return line === name && line.length <= MAX_ALARM_NAME ? line : withHash(line, name, ' ', MAX_ALARM_NAME).trim();
}

/** CloudFormation's logical ids: letters and digits, unique in the template. */
export function logicalIds(alarms: readonly NeededAlarm[]): string[] {
  return unique(alarms, (name) =>
    name
      .split(/[^A-Za-z0-9]+/)
      .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
      .join(''),
  );
}

/** Terraform's resource names: letters, digits and `_`, no digit first, unique in the file. */
export function resourceNames(alarms: readonly NeededAlarm[]): string[] {
  return unique(alarms, (name) => name.replace(/[^A-Za-z0-9]+/g, '_').replace(/^(?=\d)/, '_'));
}

/** The first alarm of a name has it as it is, so that adding functions at the end renames none. */
function unique(alarms: readonly NeededAlarm[], toIdentifier: (name: string) => string): string[] {
  const taken = new Set<string>();
  return alarms.map(({ path, functionName = '' }) => {
    const plain = toIdentifier(`${functionName} ${path}`.trim());
    const isUsable = /[A-Za-z]/.test(plain) && plain.length <= MAX_LOGICAL_ID && !taken.has(plain.toLowerCase());
    const identifier = isUsable ? plain : withHash(plain, `${functionName} ${path}`, '', MAX_LOGICAL_ID);
    taken.add(identifier.toLowerCase());
    return identifier;
  });
}

function withHash(text: string, whole: string, separator: string, length: number): string {
  const hash = `${separator}x${createHash('sha256').update(whole).digest('hex').slice(0, 12)}`;
  return `${text.slice(0, length - hash.length)}${hash}`;
}
