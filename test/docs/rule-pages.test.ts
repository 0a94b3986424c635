import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as parser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import { describe, expect, it } from 'vitest';
import { rules } from '../../eslint-plugin/src/rules';

const readText = (path: string) => readFileSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)), 'utf8');

/** The contract that the examples of a page are held against: its `json` block. */
function contractOf(page: string): unknown {
  const block = /^```json\n([^]*?)^```$/m.exec(page)?.[1];
  return block === undefined ? undefined : JSON.parse(block);
}

interface Example {
  readonly claim: 'correct' | 'incorrect';
  readonly code: string;
  readonly options: readonly unknown[];
  readonly line: number;
}

/** The code blocks of a page: the first line says what they are, a second one may give the options. */
function examplesOf(page: string): Example[] {
  return [...page.matchAll(/^```(?:ts|tsx|js|jsx)\n([^]*?)^```$/gm)].map((match) => {
    const code = match[1] ?? '';
    const line = page.slice(0, match.index).split('\n').length;
    const claim = /^\/\/ (incorrect|correct)\b/.exec(code)?.[1];
    if (claim !== 'correct' && claim !== 'incorrect') {
      throw new Error(`line ${line}: a code block begins with "// correct" or "// incorrect"`);
    }
    const options = /^\/\/ options: (.*)$/m.exec(code)?.[1];
    return { claim, code, options: options ? (JSON.parse(options) as unknown[]) : [], line };
  });
}

function findings(rule: string, { code, options }: Example, contract: unknown): string[] {
  const messages = new Linter().verify(
    code,
    [
      {
        files: ['**/*.ts'],
        languageOptions: { parser },
        plugins: { 'silent-failure': { rules } },
        rules: { [`silent-failure/${rule}`]: ['error', ...options] },
        ...(contract !== undefined && { settings: { 'silent-failure': { contract } } }),
      },
    ],
    { filename: 'example.ts' },
  );
  return messages.map(({ line, message }) => `${line}: ${message}`);
}

describe.each(Object.keys(rules))('the page of %s', (rule) => {
  const page = readText(`eslint-plugin/docs/rules/${rule}.md`);
  const examples = examplesOf(page);
  const contract = contractOf(page);

  it('shows both incorrect and correct code', () => {
    expect(new Set(examples.map(({ claim }) => claim))).toEqual(new Set(['correct', 'incorrect']));
  });

  it('has code that does what the page claims', () => {
    for (const example of examples) {
      const found = findings(rule, example, contract);
      if (example.claim === 'correct') {
        expect(found, `line ${example.line}`).toEqual([]);
      } else {
        expect(found, `line ${example.line}`).not.toEqual([]);
      }
    }
  });

  it('names every option', () => {
    const schema = rules[rule as keyof typeof rules].meta?.schema;
    const [first] = Array.isArray(schema) ? schema : [];
    for (const option of Object.keys((first?.['properties'] as object | undefined) ?? {})) {
      expect(page).toContain(`\`${option}\``);
    }
  });

  it('is listed in the README of the plugin', () => {
    expect(readText('eslint-plugin/README.md')).toContain(`](docs/rules/${rule}.md)`);
  });
});
