import type { CountedHandler, HandlerState as JudgedState } from '../rules/support/handler-census';

/** Something that the audit found. Lines and columns are one-based, as in ESLint. */
export interface Finding {
  /** Relative to the audited directory, with forward slashes. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine?: number | undefined;
  readonly endColumn?: number | undefined;
  /** The rule's name, without the plugin's. */
  readonly rule: string;
  readonly messageId: string;
  readonly message: string;
  /** The function that the finding stands in, and what it does with the failure now, where the rule tells. */
  readonly function?: string | undefined;
  readonly outcome?: string | undefined;
  /** The other lines that the message names, each once. */
  readonly relatedLines: readonly number[];
  /** The lines of code around it. */
  readonly frame?: CodeFrame | undefined;
}

/** A finding that a comment in the code switches off. */
export interface AcceptedFinding extends Finding {
  /** What the comment gives as its reason, if anything. */
  readonly justification: string;
}

export interface CodeFrame {
  readonly firstLine: number;
  readonly lines: readonly string[];
}

/** How a failure handler stands; `accepted` is one that a comment in the code lets be. */
export type HandlerState = JudgedState | 'accepted';

/** A failure handler; one-based line and column. */
export interface Handler extends Omit<CountedHandler, 'state'> {
  readonly file: string;
  readonly state: HandlerState;
}

/** A file that could not be read, with the reason. */
export interface UnreadFile {
  readonly file: string;
  readonly line: number;
  readonly message: string;
}

export interface AuditResult {
  /** How many files were read. */
  readonly files: number;
  readonly findings: readonly Finding[];
  readonly accepted: readonly AcceptedFinding[];
  readonly handlers: readonly Handler[];
  readonly unread: readonly UnreadFile[];
}

/** The audit cannot run; the message says why and what to do. */
export class AuditError extends Error {
  override readonly name = 'AuditError';
}
