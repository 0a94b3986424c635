import { createRequire } from 'node:module';
import type { Linter, Rule } from 'eslint';
import type { Program } from './language';
import { PREAMBLE, print, Source } from './printer';
import type { Place } from './printer';

/** A finding that a rule owes. */
export interface Report {
  readonly messageId: string;
  /** The lines that its text may name; `undefined` when it names none. */
  readonly lines: readonly number[] | undefined;
}

/** What a rule owes about one place. */
export interface Verdict {
  readonly at: Place;
  readonly expected: readonly Report[];
  /** What may be said instead, where the file can be read in two ways. */
  readonly instead?: readonly Report[];
  /** Findings that are right where they are made, and need not be. */
  readonly allowed?: readonly Report[];
  /** The interpreter's paths, to be read by people. */
  readonly paths: readonly string[];
}

/** A rule, and what it must say about a program. */
export interface Model {
  readonly name: string;
  readonly rule: Rule.RuleModule;
  readonly options: readonly unknown[];
  /** Messages that the model says nothing about. */
  readonly ignored?: readonly string[];
  judge(program: Program, source: Source): readonly Verdict[];
}

export interface Disagreement {
  readonly index: number;
  readonly model: string;
  readonly at: Place;
  readonly said: readonly string[];
  readonly expected: readonly string[];
  readonly paths: readonly string[];
  readonly text: string;
}

export interface Outcome {
  /** How many places there were to judge. */
  readonly places: number;
  /** What was to be said about them, by each model, and how often. */
  readonly judged: ReadonlyMap<string, number>;
  readonly disagreements: readonly Disagreement[];
}

const require = createRequire(import.meta.url);
const { Linter: ESLintLinter } = require('eslint') as { readonly Linter: typeof Linter };
const parser = require('@typescript-eslint/parser') as Linter.Parser;

/** Lints programs, as one file, by the rules of all models, and holds what is said against what is owed. */
export function compare(models: readonly Model[], programs: readonly Program[]): Outcome {
  const source = new Source();
  source.write(PREAMBLE);
  const starts = programs.map((program, index) => {
    const start = source.line;
    print(source, program, index);
    return start;
  });
  const said = saidBy(models, source.text);
  const disagreements: Disagreement[] = [];
  const judged = new Map<string, number>();
  let places = 0;
  const lines = source.text.split('\n');
  for (const model of models) {
    const reports = new Map(said.get(model.name));
    programs.forEach((program, index) => {
      const start = starts[index] ?? 1;
      const end = starts[index + 1] ?? source.line;
      const disagree = (at: Place, given: readonly string[], verdict?: Verdict) => {
        disagreements.push({
          index,
          model: model.name,
          at,
          said: given,
          expected: verdict?.expected.map(({ messageId, lines: named }) => `${messageId} ${named?.join('|') ?? ''}`) ?? [],
          paths: verdict?.paths ?? [],
          text: lines.slice(start - 1, end - 1).map((line, offset) => `${start + offset}  ${line}`).join('\n'),
        });
      };
      for (const verdict of model.judge(program, source)) {
        if (verdict.paths.length > 0) {
          places += model === models[0] ? 1 : 0;
          const said = verdict.expected.length > 0 ? verdict.expected.map((report) => report.messageId) : ['right'];
          said.forEach((messageId) => judged.set(messageId, (judged.get(messageId) ?? 0) + 1));
        }
        const key = keyOf(verdict.at);
        const given = reports.get(key) ?? [];
        reports.delete(key);
        if (!agrees(given, verdict)) {
          disagree(verdict.at, given.map(({ messageId, line }) => `${messageId} ${line ?? ''}`), verdict);
        }
      }
      for (const [key, given] of reports) {
        const [line = 0, column = 0] = key.split(':').map(Number);
        if (line >= start && line < end) {
          reports.delete(key);
          disagree({ line, column }, given.map(({ messageId }) => messageId));
        }
      }
    });
  }
  return { places, judged, disagreements };
}

interface Said {
  readonly messageId: string;
  /** The line that the text names. */
  readonly line: number | undefined;
}

function saidBy(models: readonly Model[], text: string): Map<string, Map<string, Said[]>> {
  const rules = Object.fromEntries(models.map(({ rule }, index) => [`rule${index}`, rule]));
  const messages = new ESLintLinter({ configType: 'flat' }).verify(text, {
    languageOptions: { parser, parserOptions: { jsDocParsingMode: 'none' } },
    plugins: { model: { rules } },
    rules: Object.fromEntries(models.map(({ options }, index) => [`model/rule${index}`, ['error', ...options]])),
  } as Linter.Config);
  const said = new Map<string, Map<string, Said[]>>(models.map(({ name }) => [name, new Map()]));
  for (const { ruleId, messageId, message, line, column } of messages) {
    const model = models[Number(ruleId?.slice('model/rule'.length))];
    if (model === undefined || messageId === undefined) {
      throw new Error(`${message} (line ${line}): ${text.split('\n').slice(line - 4, line).join('\n')}`);
    }
    if (model.ignored?.includes(messageId)) {
      continue;
    }
    const named = /\bline (\d+)/.exec(message)?.[1];
    const places = said.get(model.name);
    const key = keyOf({ line, column });
    places?.set(key, [...(places.get(key) ?? []), { messageId, line: named === undefined ? undefined : Number(named) }]);
  }
  return said;
}

function agrees(said: readonly Said[], { expected, instead, allowed = [] }: Verdict): boolean {
  const isOwed = ({ messageId, line }: Said, { messageId: owed, lines }: Report) =>
    messageId === owed && (lines === undefined || (line !== undefined && lines.includes(line)));
  const isAll = (owed: readonly Report[]) =>
    owed.every((report) => said.some((one) => isOwed(one, report))) &&
    said.every((one) => [...owed, ...allowed].some((report) => isOwed(one, report))) &&
    owed.every(({ messageId }) => said.filter((one) => one.messageId === messageId).length === 1);
  return isAll(expected) || (instead !== undefined && isAll(instead));
}

function keyOf({ line, column }: Place): string {
  return `${line}:${column}`;
}
