import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import * as typescriptParser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import { expect, it } from 'vitest';
import plugin from '../../eslint-plugin/dist/index.js';
import contract from '../../fixtures/consumers/handlers/failure-paths.json';
import { byPlace } from '../../scripts/consumers/comparison.mjs';

const CODE = ['fixtures/consumers/handlers', 'fixtures/silent'];

/** Parses as Oxlint does: what a node lacks is `null` there, where typescript-eslint says `undefined`. */
const parserGivingNulls = {
  ...typescriptParser,
  parseForESLint(code: string, options: typescriptParser.ParserOptions) {
    const parsed = typescriptParser.parseForESLint(code, options);
    giveNulls(parsed.ast, new Set());
    return parsed;
  },
};

function giveNulls(node: object, seen: Set<object>): void {
  seen.add(node);
  for (const [key, value] of Object.entries(node)) {
    if (value === undefined) {
      Object.assign(node, { [key]: null });
    } else if (typeof value === 'object' && value !== null && !seen.has(value)) {
      giveNulls(value, seen);
    }
  }
}

function lint(parser: Linter.Parser) {
  const linter = new Linter();
  const config: Linter.Config[] = [
    { files: ['**/*.ts'], languageOptions: { parser }, settings: { 'silent-failure': { contract } } },
    plugin.configs.recommended,
    plugin.failurePaths(contract),
  ];
  return CODE.flatMap((directory) =>
    readdirSync(directory)
      .filter((file) => file.endsWith('.ts'))
      .flatMap((file) =>
        linter
          .verify(readFileSync(join(directory, file), 'utf8'), config, `src/${file}`)
          .map((message) => ({ file: basename(file, '.ts'), ...message })),
      ),
  );
}

/** The list that every consumer is held to, by file and place; `npx vitest run test/eslint-plugin/absent-as-null -u` writes it anew. */
function listOf(found: ReturnType<typeof lint>): string {
  const listed = found.map(({ file, line, column, endLine, endColumn, ruleId: rule, message }) => ({
    ...{ file, line, column, endLine, endColumn, rule, message },
  }));
  return `[\n${listed.sort(byPlace).map((one) => `  ${JSON.stringify(one)}`).join(',\n')}\n]\n`;
}

it('finds and suggests the same where what a node lacks is null', async () => {
  const found = lint(parserGivingNulls);
  expect(found.flatMap(({ suggestions }) => suggestions ?? [])).not.toEqual([]);
  expect(found).toEqual(lint(typescriptParser as Linter.Parser));
  await expect(listOf(found)).toMatchFileSnapshot('../../fixtures/consumers/expected-findings.json');
});
