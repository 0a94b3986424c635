import * as parser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import silentFailure from 'eslint-plugin-silent-failure';
import type { CorrectFolder } from './correct-files';

export interface Finding {
  /** Without its namespace; `parser` when the text does not parse. */
  readonly rule: string;
  readonly messageId: string;
  readonly line: number;
  readonly offset: number;
}

/** What `strict` and the contract say of a file with this text. */
export function findingsIn({ root, contract }: CorrectFolder, path: string, text: string): Finding[] {
  const linter = new Linter({ cwd: root });
  const configs = [
    { files: ['**/*.ts'], languageOptions: { parser } },
    silentFailure.configs.strict,
    silentFailure.failurePaths(contract),
  ];
  return linter.verify(text, configs, { filename: path }).map(({ ruleId, messageId = '', line, column }) => ({
    rule: ruleId?.replace('silent-failure/', '') ?? 'parser',
    messageId,
    line,
    offset: offsetOf(text, line, column),
  }));
}

function offsetOf(text: string, line: number, column: number): number {
  let start = 0;
  for (let passed = 1; passed < line; passed++) {
    start = text.indexOf('\n', start) + 1;
  }
  return start + column - 1;
}
