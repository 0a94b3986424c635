import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as parser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import { describe, expect, it } from 'vitest';
import plugin from '../../eslint-plugin/src/index';
import settingsSchema from '../../eslint-plugin/src/instrumentation/settings/settings-schema.json';

const readText = (path: string) => readFileSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)), 'utf8');
const page = readText('eslint-plugin/docs/settings.md');

interface Block {
  readonly language: string;
  readonly text: string;
  readonly line: number;
  /** The `eslint.config.js` that was shown before it. */
  readonly config: Linter.Config[];
}

/** The configuration that a block of the page exports. */
function configOf(text: string): Linter.Config[] {
  const exported = /export default ([^]*);\s*$/.exec(text)?.[1] ?? '';
  return new Function('silentFailure', `return ${exported}`)(plugin) as Linter.Config[];
}

function blocksOf(text: string): Block[] {
  let config: Linter.Config[] = [];
  return [...text.matchAll(/^```(\w+)\n([^]*?)^```$/gm)].map((match) => {
    const [, language = '', code = ''] = match;
    config = language === 'js' ? configOf(code) : config;
    return { language, text: code, line: text.slice(0, match.index).split('\n').length, config };
  });
}

function lint(code: string, config: Linter.Config[]): string[] {
  const parsed = { files: ['**/*.ts'], languageOptions: { parser } };
  return new Linter().verify(code, [parsed, ...config], { filename: 'src/example.ts' }).map(({ message }) => message);
}

const blocks = blocksOf(page);
const examples = blocks.filter(({ language }) => language === 'ts');

describe('the page of the settings', () => {
  it('has blocks of these kinds only', () => {
    expect(new Set(blocks.map(({ language }) => language))).toEqual(new Set(['js', 'ts', 'text']));
  });

  it.each(examples)('has code that does what the page claims, line $line', ({ text, config }) => {
    const claim = /^\/\/ (incorrect|correct)\n/.exec(text)?.[1];
    expect(claim).toBeDefined();
    expect(lint(text, config).length > 0).toBe(claim === 'incorrect');
  });

  it.each(blocks.filter(({ language }) => language === 'text'))('shows the error as it is, line $line', ({ text, config }) => {
    expect(() => lint('export {};', config)).toThrow(text.trimEnd());
  });

  it('names every key', () => {
    const { properties, definitions } = settingsSchema;
    const { helpers, vocabularies } = properties;
    const described = [properties, helpers.items.properties, vocabularies.items.properties].concat(
      [definitions.export, definitions.objectType, definitions.method].map((definition) => definition.properties as never),
    );
    for (const name of described.flatMap((keys) => Object.keys(keys))) {
      expect(page).toContain(`\`${name}\``);
    }
  });

  it('is linked from the README', () => {
    expect(readText('eslint-plugin/README.md')).toContain('](docs/settings.md)');
  });
});
