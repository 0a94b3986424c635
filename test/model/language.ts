/**
 * The programs that the model is about: the statements and operators of JavaScript, and what the rules
 * look for among them. A node stands at one place in one program only: places are kept by node.
 */
export type Expression =
  /** Throws nothing, does nothing; whether it is true is not known. */
  | { readonly kind: 'leaf'; readonly text: string }
  | { readonly kind: 'literal'; readonly text: string; readonly isTrue: boolean }
  /** All operands are evaluated, in order. */
  | { readonly kind: 'operator'; readonly operator: Operator; readonly operands: readonly Expression[] }
  /** Unknown code: evaluates all operands, and may throw. */
  | { readonly kind: 'call'; readonly callee: Callee; readonly operands: readonly Expression[] }
  /** An optional chain: behind the object all is evaluated, or nothing. */
  | { readonly kind: 'chain'; readonly form: ChainForm; readonly operands: readonly Expression[] }
  | {
      readonly kind: 'logical';
      readonly operator: '&&' | '||' | '??';
      readonly left: Expression;
      readonly right: Expression;
    }
  | { readonly kind: 'conditional'; readonly test: Expression; readonly yes: Expression; readonly no: Expression }
  | { readonly kind: 'not'; readonly operand: Expression }
  | { readonly kind: 'sequence'; readonly first: Expression; readonly last: Expression }
  | { readonly kind: 'cast'; readonly operand: Expression }
  | {
      readonly kind: 'assign';
      readonly operator: '=' | '+=' | '&&=' | '||=' | '??=';
      /** A member by this key, or a plain variable. */
      readonly key: Expression | undefined;
      readonly value: Expression;
    }
  | { readonly kind: 'destructure'; readonly pattern: Pattern; readonly value: Expression }
  | { readonly kind: 'class'; readonly heritage: Expression | undefined; readonly members: readonly Member[] }
  | { readonly kind: 'await' | 'yield'; readonly operand: Expression }
  /** A function that nothing calls. */
  | { readonly kind: 'function'; readonly code: Code }
  /** A function handed to unknown code: it may never run. */
  | { readonly kind: 'callback'; readonly taker: string; readonly code: Code }
  | { readonly kind: 'immediate'; readonly code: Code }
  | { readonly kind: 'helper'; readonly index: number; readonly subsegment: number | undefined; readonly metrics: boolean; readonly isHanded: boolean }
  | { readonly kind: 'local'; readonly index: number }
  | { readonly kind: 'capture'; readonly id: number; readonly isNamed: boolean; readonly code: Code }
  | { readonly kind: 'settle'; readonly base: Expression; readonly method: Settling; readonly callbacks: readonly Code[] }
  /** A mark on, or the closing of, the visible subsegment with this number. */
  | { readonly kind: 'mark'; readonly form: MarkForm; readonly subsegment: number }
  | { readonly kind: 'emit'; readonly form: EmitForm; /** By the metrics object that the helper is handed. */ readonly isHanded: boolean }
  /** Whether a subsegment, or tracing, is there. */
  | { readonly kind: 'presence'; readonly form: PresenceForm; readonly subsegment: number }
  | { readonly kind: 'rejection' }
  | { readonly kind: 'exit' }
  /** The caught error is kept, to be thrown later. */
  | { readonly kind: 'keep' };

export type Statement =
  | { readonly kind: 'expression'; readonly value: Expression }
  | { readonly kind: 'declare'; readonly pattern: Pattern; readonly value: Expression }
  | { readonly kind: 'open'; readonly id: number; readonly isNamed: boolean }
  | { readonly kind: 'if'; readonly test: Expression; readonly yes: Body; readonly no: Body | undefined }
  | { readonly kind: 'switch'; readonly on: Expression; readonly cases: readonly Case[] }
  | {
      readonly kind: 'loop';
      readonly form: LoopForm;
      readonly label: string | undefined;
      readonly test: Expression;
      readonly pattern: Pattern;
      readonly first: Expression;
      readonly update: Expression;
      readonly body: Body;
    }
  | { readonly kind: 'labelled'; readonly label: string; readonly body: Body }
  | { readonly kind: 'jump'; readonly form: 'break' | 'continue'; readonly label: string | undefined }
  | { readonly kind: 'return'; readonly value: Expression | undefined }
  | { readonly kind: 'throw'; readonly value: Expression }
  | {
      readonly kind: 'try';
      readonly block: Body;
      readonly caught: Pattern;
      readonly handler: Body | undefined;
      readonly finalizer: Body | undefined;
    };

export type Body = readonly Statement[];

export interface Case {
  /** `undefined` for `default`. */
  readonly test: Expression | undefined;
  readonly body: Body;
}

/** A place that takes a value: a name, or one that is taken apart, with a default. */
export type Pattern =
  | { readonly kind: 'name' }
  | {
      readonly kind: 'object' | 'array';
      readonly key: Expression | undefined;
      readonly fallback: Expression | undefined;
      readonly inner: Pattern;
    };

export type Member =
  | { readonly kind: 'field'; readonly isStatic: boolean; readonly key: Expression | undefined; readonly value: Expression | undefined }
  | { readonly kind: 'method'; readonly key: Expression | undefined; readonly code: Code }
  | { readonly kind: 'static'; readonly body: Body };

export interface Code {
  readonly isAsync: boolean;
  readonly isGenerator: boolean;
  readonly isArrow: boolean;
  readonly body: Body | Expression;
}

export interface Helper {
  readonly isAsync: boolean;
  readonly body: Body;
}

/** The numbers by which subsegments are known: the one of the program, those handed to helpers, all others. */
export const MAIN = 0;
export const FIRST_HANDED = 1;
export const FIRST_OPENED = 10;

export interface Program {
  readonly isNamed: boolean;
  /** Functions of the file, handed a subsegment and the metrics object. */
  readonly helpers: readonly Helper[];
  /** Functions that see the subsegment that they are written under. */
  readonly locals: readonly Helper[];
  readonly body: Body;
  /** Ends by throwing the error that was kept. */
  readonly throwsKept: boolean;
}

export type LoopForm = 'while' | 'do' | 'for' | 'of' | 'in' | 'await of' | 'endless';
export type Settling = 'then' | 'then both' | 'catch' | 'finally';
export type MarkForm = 'addError' | 'maybe addError' | 'addErrorFlag' | 'close' | 'maybe close' | 'close error' | 'innermost';
export type EmitForm = 'plain' | 'single' | 'zero' | 'maybe';
export type PresenceForm = 'plain' | 'defined' | 'missing' | 'enabled';

/** `_` stands for an operand. */
export const OPERATORS = {
  plus: '(_ + _)',
  less: '(_ < _)',
  equal: '(_ === _)',
  in: "('id' in box[_])",
  typeof: '(typeof _)',
  void: '(void _)',
  minus: '(-_)',
  delete: '(delete box[_])',
  update: '(box[_]++)',
  array: '[_, ...items, _]',
  spread: '[...[_], , _]',
  object: '({ id: _, [count]: _, ...box })',
  key: '({ [`${_}`]: _ })',
  template: '`${_} and ${_}`',
  member: '(box[_])',
  members: '(box[_][_].id)',
} as const;
export type Operator = keyof typeof OPERATORS;

export const CALLEES = {
  work: 'work(_)',
  none: 'work()',
  two: 'work(_, ...[_])',
  method: 'client.send(_)',
  computed: 'client[_](_)',
  new: '(new Thing(_))',
  tag: 'tag`${_}`',
  chained: 'work(_).then(count)',
  log: "console.log('failed', _)",
} as const;
export type Callee = keyof typeof CALLEES;

/** `skips`: the operands before which the rest of the chain may be skipped. */
export const CHAINS = {
  member: { text: 'box?.[_]', skips: [0], throws: false },
  call: { text: 'client?.send(_)', skips: [0], throws: true },
  optionalCall: { text: 'work?.(_)', skips: [0], throws: true },
  long: { text: 'client?.part[_].send(_).id', skips: [0], throws: true },
  twice: { text: 'client.part?.[_]?.send(_)', skips: [0, 1], throws: true },
  later: { text: 'client[_]?.send(_)', skips: [1], throws: true },
} as const;
export type ChainForm = keyof typeof CHAINS;

export function arityOf(text: string): number {
  return text.split('_').length - 1;
}

export function isBody(body: Body | Expression): body is Body {
  return Array.isArray(body);
}
