import type { ESLint, Rule } from 'eslint';
import { withCensus } from '../rules/support/handler-census';
import type { CountedHandler } from '../rules/support/handler-census';
import { codeFrame } from './code-frame';
import type { CodeFrame } from './result';

/** What a rule tells in a report besides its message. */
export interface ReportDetails {
  readonly data: Readonly<Record<string, string>>;
  readonly frame: CodeFrame;
}

/** What is noted while ESLint runs the rules. */
export interface Observations {
  /** Of every report, the details, by `keyOf`. */
  readonly reports: Map<string, ReportDetails>;
  /** The handlers of a file, by its absolute path. */
  readonly handlers: Map<string, CountedHandler[]>;
}

interface Place {
  readonly start: { readonly line: number; readonly column: number };
  readonly end?: { readonly line: number };
}

/**
 * The rules, which also note what they report and which handlers they count; and one, `observe-progress`, that
 * tells of each file.
 */
export function observedPlugin(
  rules: Readonly<Record<string, Rule.RuleModule>>,
  observations: Observations,
  onFile: (path: string) => void,
): ESLint.Plugin {
  const observed: Record<string, Rule.RuleModule> = {
    'observe-progress': {
      create({ filename }) {
        onFile(filename);
        return {};
      },
    },
  };
  for (const [name, rule] of Object.entries(rules)) {
    observed[name] = { ...rule, create: (context) => rule.create(observedContext(context, name, observations)) };
  }
  return { rules: observed };
}

/** By what a report and the message that ESLint makes of it are known to be the same. */
export function keyOf(file: string, rule: string, messageId: string, line: number, column: number): string {
  return [file, rule, messageId, line, column].join('\0');
}

function observedContext(context: Rule.RuleContext, rule: string, { reports, handlers }: Observations) {
  const { filename, sourceCode } = context;
  const counting = withCensus(context, (handler) => {
    const inFile = handlers.get(filename) ?? [];
    inFile.push(handler);
    handlers.set(filename, inFile);
  });
  const report = (descriptor: Rule.ReportDescriptor) => {
    const { data = {}, messageId = '', loc, node } = descriptor as {
      data?: Record<string, string>;
      messageId?: string;
      loc?: Place | Place['start'];
      node?: { loc: Place };
    };
    const place = loc && 'start' in loc ? loc : loc ? { start: loc } : node?.loc;
    if (place) {
      const { line, column } = place.start;
      const frame = codeFrame(sourceCode.lines, line, Number(data['line'] ?? place.end?.line ?? line));
      reports.set(keyOf(filename, rule, messageId, line, column + 1), { data, frame });
    }
    context.report(descriptor);
  };
  return Object.create(counting, { report: { value: report } }) as Rule.RuleContext;
}
