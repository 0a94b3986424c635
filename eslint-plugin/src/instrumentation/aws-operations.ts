import type { Catalogue, Export, Member, Method } from './vocabulary';
import { anyWordOf } from './vocabulary';
import data from './partial-failures.json';

/** An AWS operation that answers with HTTP 200 although part of the work failed. */
export interface AwsOperation {
  /** The SDK's name of the command, `BatchWriteItemCommand`. */
  readonly command: string;
  /** Where the answer tells what failed: `Failed`, `Records[].ErrorCode`; any one of them is enough. */
  readonly fields: readonly string[];
  /** Those of the fields that are an empty object, not absent, when nothing failed. */
  readonly emptyWhenNothingFailed: readonly string[];
}

type Entry = { readonly fields: readonly string[]; readonly emptyWhenNothingFailed?: readonly string[] };

const CLIENT = 'aws.Client ';
const COMMAND = 'aws.Command ';

const operations = new Map<string, ReadonlyMap<string, AwsOperation>>();
for (const packages of Object.values(data as Record<string, Record<string, Record<string, Entry>>>)) {
  for (const [name, commands] of Object.entries(packages)) {
    const known = new Map(operations.get(name));
    for (const [command, { fields, emptyWhenNothingFailed = [] }] of Object.entries(commands)) {
      known.set(command, { command, fields, emptyWhenNothingFailed });
    }
    operations.set(name, known);
  }
}

const methods = new Map<Method, AwsOperation>();
const members = new Map<string, ReadonlyMap<string, Member>>();

/** The aggregated client of a package has a method for each command: `client.batchWriteItem(input)`. */
function membersOf(packageName: string): ReadonlyMap<string, Member> {
  const known = members.get(packageName);
  if (known) {
    return known;
  }
  const made = new Map<string, Member>();
  for (const [command, operation] of operations.get(packageName) ?? []) {
    const method: Method = {};
    methods.set(method, operation);
    made.set(command[0]?.toLowerCase() + command.slice(1).replace(/Command$/, ''), method);
  }
  members.set(packageName, made);
  return made;
}

let allNames: ReadonlySet<string> | undefined;
let used: RegExp | undefined;

/** The commands of all packages, and the methods of their aggregated clients. */
function names(): ReadonlySet<string> {
  allNames ??= new Set(
    [...operations].flatMap(([packageName, commands]) => [...commands.keys(), ...membersOf(packageName).keys()]),
  );
  return allNames;
}

/** The clients and commands of the AWS SDK for JavaScript v3 that `partial-failures.json` lists. */
export const awsOperations: Catalogue = {
  hasModule: (module) => operations.has(module),
  exportOf(module, name): Export | undefined {
    const commands = operations.get(module);
    if (commands === undefined || name === '*' || name === 'default') {
      return undefined;
    }
    if (commands.has(name)) {
      return { instance: `${COMMAND}${module} ${name}` };
    }
    const instance = `${CLIENT}${module}`;
    return name.endsWith('Command') ? {} : { instance, members: { from: { returns: instance } } };
  },
  typeOf: () => undefined,
  memberOf: (type, name) =>
    type.startsWith(CLIENT) ? (membersOf(type.slice(CLIENT.length)).get(name) ?? {}) : undefined,
  exportOfPackage: (packageName, name) => awsOperations.exportOf(packageName, name),
  moduleOfPackage: (packageName) => (operations.has(packageName) ? packageName : undefined),
  hasName: (name) => names().has(name),
  distinctiveMethods: () => [],
  isMentionedIn: (text) => text.includes('@aws-sdk/'),
  mayBeUsedIn: (text) => (used ??= anyWordOf([...names()])).test(text),
};

/** The operation that a command object (by its type) sends. */
export function operationOfCommand(type: string): AwsOperation | undefined {
  const [packageName = '', command = ''] = type.startsWith(COMMAND) ? type.slice(COMMAND.length).split(' ') : [];
  return operations.get(packageName)?.get(command);
}

/** The operation that a method of an aggregated client calls. */
export function operationOfMethod(method: Method): AwsOperation | undefined {
  return methods.get(method);
}

/** The part of a field's path that stands in the answer itself: `Records` of `Records[].ErrorCode`. */
export function answerMember(field: string): string {
  return field.split(/\[\]|\./, 1)[0] ?? field;
}
