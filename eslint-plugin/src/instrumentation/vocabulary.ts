import escapeStringRegexp from 'escape-string-regexp';
import type { TSESTree } from '@typescript-eslint/utils';
import { packageOfModule } from '../syntax/packages';

/**
 * What a library's objects are and what their calls do, as data. Users add vocabularies of this shape in
 * `settings['silent-failure'].vocabularies`.
 */
export interface Vocabulary {
  /** For each module what its exports are; `default` is the default export, `*` in a module's name stands for any text. */
  readonly modules: Readonly<Record<string, Readonly<Record<string, Export>>>>;
  /** For each type of object its members. */
  readonly types: Readonly<Record<string, ObjectType>>;
}

/** Exactly one of these. */
export interface Export {
  /** A class (or interface): `new` gives an object of this type, and so does an annotation with its name. */
  readonly instance?: string;
  /** A function that gives an object of this type. */
  readonly returns?: string;
  /** An object of this type. */
  readonly value?: string;
  /** A function that instruments, called on its own. */
  readonly method?: Method;
  /** What the class offers itself, without an object (`DynamoDBDocument.from(client)`). */
  readonly members?: Readonly<Record<string, Member>>;
}

export interface ObjectType {
  readonly members: Readonly<Record<string, Member>>;
  /** What code from elsewhere is taken to do when it is handed such an object. */
  readonly handedOn?: readonly ('mark' | 'emit')[];
  /** Without tracing there is no such object: testing for it voids no mark. */
  readonly absentWhenOff?: boolean;
  /** What handing such an object to a client's `send` does. */
  readonly sent?: Method;
}

/** A property that holds an object of another type, or a method. */
export type Member = { readonly property: string } | Method;

export interface Method {
  /**
   * What a call does:
   * - `open`: opens a subsegment (see `name`, `callback`);
   * - `mark`: records the failure; `markInnermost`: on the innermost open subsegment;
   * - `markIfArgument`: records it when called with an argument;
   * - `emit`: sends a metric (see `value`); `close`: closes the subsegment;
   * - `annotate`: adds annotations or metadata; `access`: gets or sets the current segment;
   * - `enter`: makes its argument the innermost open subsegment.
   */
  readonly does?: readonly Action[];
  /** The type of the object that it gives. */
  readonly returns?: string;
  /** The position of the subsegment's name. */
  readonly name?: number;
  /** The position of the metric's value; the literal 0 emits nothing. */
  readonly value?: number;
  /** A function argument that the call surely runs once. */
  readonly callback?: {
    readonly position: number | 'last';
    /** The types of its parameters. */
    readonly parameters: readonly string[];
  };
  /** The opened subsegment is closed by the callee, once the callback is done. */
  readonly closesItself?: boolean;
  /** The callback has to be done when it returns: a promise that it gives is not waited for. */
  readonly synchronous?: boolean;
  /** A throw that leaves the callback is marked and emitted by the callee. */
  readonly recordsThrows?: boolean;
  /** It does so only when this argument has this property with one of these values (or enum members). */
  readonly when?: {
    readonly position: number;
    readonly property: string;
    readonly is: readonly (string | number)[];
  };
  /** How its mark shows in X-Ray. */
  readonly sets?: 'error' | 'fault';
  /** The position of the metric's name, in the call that emits or in the one that gives the object which does. */
  readonly metric?: number;
  /** The position of a `PutMetricData` request, or its command. */
  readonly metricData?: number;
  /** The positions of an attribute's name and value, where the attributes `error` and `fault` are the marks. */
  readonly attribute?: { readonly name: number; readonly value: number };
  /** The position of an annotation's key, or of an object whose keys are annotations. */
  readonly annotation?: { readonly key: number } | { readonly keysOf: number };
  /** Its result tells whether tracing is on. */
  readonly tellsTracing?: boolean;
  /** As a decorator it opens a subsegment, named after the method, around it. */
  readonly captures?: boolean;
  /** The call counts only when its promise is awaited or returned. */
  readonly awaited?: boolean;
  /**
   * Only an object of this type has such a member, so the call tells what an object from another file is.
   * With a name: only when the callback calls this method on its first parameter.
   */
  readonly distinctive?: boolean | string;
}

export type Action =
  | 'open'
  | 'mark'
  | 'markInnermost'
  | 'markIfArgument'
  | 'emit'
  | 'close'
  | 'annotate'
  | 'access'
  | 'enter';

/** What modules export and what the objects that they give can do. */
export interface Catalogue {
  hasModule(module: string): boolean;
  exportOf(module: string, name: string): Export | undefined;
  typeOf(type: string): ObjectType | undefined;
  memberOf(type: string, name: string): Member | undefined;
  /** What any module of a package exports under a name. */
  exportOfPackage(packageName: string, name: string): Export | undefined;
  /** A module of the package; `undefined` when there is none. */
  moduleOfPackage(packageName: string): string | undefined;
  /** Whether any type has a member of this name, or any module such an export. */
  hasName(name: string): boolean;
  /** The types of which only an object can have this method. */
  distinctiveMethods(name: string): readonly { type: string; method: Method }[];
  /** Whether a file with this text may use any of it: it names a module, or a method that tells its object. */
  isMentionedIn(text: string): boolean;
  /** Whether a text has any of the names in it by which objects are used, whose types may come from elsewhere. */
  mayBeUsedIn(text: string): boolean;
}

/** All vocabularies in force, ready for look-up. */
export class Vocabularies implements Catalogue {
  readonly #modules = new Map<string, Readonly<Record<string, Export>>>();
  readonly #patterns: { matches: (module: string) => boolean; exports: Readonly<Record<string, Export>> }[] = [];
  readonly #types = new Map<string, ObjectType>();
  readonly #distinctive = new Map<string, { type: string; method: Method }[]>();
  readonly #names = new Set<string>();
  readonly #mentions: RegExp;
  #used: RegExp | undefined;

  constructor(vocabularies: readonly Vocabulary[]) {
    for (const { modules, types } of vocabularies) {
      for (const [module, exports] of Object.entries(modules)) {
        Object.keys(exports).forEach((name) => this.#names.add(name));
        if (module.includes('*')) {
          this.#patterns.push({ matches: moduleMatcher(module), exports });
          continue;
        }
        this.#modules.set(module, { ...this.#modules.get(module), ...exports });
      }
      for (const [type, definition] of Object.entries(types)) {
        this.#types.set(type, definition);
        for (const [name, member] of Object.entries(definition.members)) {
          this.#names.add(name);
          if ('property' in member || !member.distinctive) {
            continue;
          }
          this.#distinctive.set(name, [...(this.#distinctive.get(name) ?? []), { type, method: member }]);
        }
      }
    }
    const modules = vocabularies.flatMap((vocabulary) => Object.keys(vocabulary.modules).map(longestLiteral));
    const names = [...this.#distinctive].flatMap(([name, found]) =>
      found.map(({ method: { distinctive } }) => (typeof distinctive === 'string' ? distinctive : name)),
    );
    this.#mentions = new RegExp([...new Set([...modules, ...names])].map(escapeStringRegexp).join('|'));
  }

  hasModule(module: string): boolean {
    return this.#modules.has(module) || this.#patterns.some(({ matches }) => matches(module));
  }

  exportOf(module: string, name: string): Export | undefined {
    const named = this.#modules.get(module);
    const matching = this.#patterns.filter(({ matches }) => matches(module)).map(({ exports }) => exports);
    for (const exports of named ? [named, ...matching] : matching) {
      if (Object.hasOwn(exports, name)) {
        return exports[name];
      }
    }
    return undefined;
  }

  typeOf(type: string): ObjectType | undefined {
    return this.#types.get(type);
  }

  memberOf(type: string, name: string): Member | undefined {
    const members = this.#types.get(type)?.members;
    return members && Object.hasOwn(members, name) ? members[name] : undefined;
  }

  exportOfPackage(packageName: string, name: string): Export | undefined {
    const main = this.exportOf(packageName, name);
    if (main) {
      return main;
    }
    for (const [module, exports] of this.#modules) {
      if (packageOfModule(module) === packageName && Object.hasOwn(exports, name)) {
        return exports[name];
      }
    }
    return undefined;
  }

  moduleOfPackage(packageName: string): string | undefined {
    return this.hasModule(packageName)
      ? packageName
      : [...this.#modules.keys()].find((module) => packageOfModule(module) === packageName);
  }

  hasName(name: string): boolean {
    return this.#names.has(name);
  }

  distinctiveMethods(name: string): readonly { type: string; method: Method }[] {
    return this.#distinctive.get(name) ?? [];
  }

  mayBeUsedIn(text: string): boolean {
    this.#used ??= anyWordOf([...this.#names].filter((name) => name !== 'default' && name !== '*'));
    return this.#used.test(text);
  }

  isMentionedIn(text: string): boolean {
    return this.#mentions.test(text);
  }
}

/** The argument of a call that is the callback which the method runs. */
export function callbackArgument(
  { callback }: Method,
  call: TSESTree.CallExpression,
): TSESTree.CallExpressionArgument | undefined {
  return callback && (callback.position === 'last' ? call.arguments.at(-1) : call.arguments[callback.position]);
}

/** Finds any of the words. */
export function anyWordOf(words: readonly string[]): RegExp {
  return new RegExp(`\\b(?:${words.map(escapeStringRegexp).join('|')})\\b`);
}

/** The longest part of a module's name, or pattern, that stands in every import of it. */
function longestLiteral(pattern: string): string {
  return pattern.split('*').reduce((longest, part) => (part.length > longest.length ? part : longest), '');
}

/** Matches names against a pattern in which `*` stands for any text; takes linear time, whatever the pattern. */
function moduleMatcher(pattern: string): (module: string) => boolean {
  const [start = '', ...parts] = pattern.split('*');
  const end = parts.pop() ?? '';
  return (module) => {
    if (!module.startsWith(start) || !module.endsWith(end) || module.length < start.length + end.length) {
      return false;
    }
    let position = start.length;
    for (const part of parts) {
      const found = module.indexOf(part, position);
      if (found < 0) {
        return false;
      }
      position = found + part.length;
    }
    return position <= module.length - end.length;
  };
}
