import { Linter } from 'eslint';
import type { Rule } from 'eslint';
import { describe, expect, it } from 'vitest';
import { addTo, applySuggestions, errorsMade, findingsLeft } from '../../support/applied-suggestions';
import { lintWithFlat } from '../../support/rule-tester';
import { SuggestionCompiler } from '../../support/suggestion-compiler';

/** Finds every `var`, and suggests this text in its place. */
function noVar(replacement: string): Rule.RuleModule {
  return {
    meta: {
      hasSuggestions: true,
      schema: [],
      messages: { found: '`var` in line {{line}}', replace: 'Replace it.' },
    },
    create: (context) => ({
      VariableDeclaration(node) {
        if (node.kind === 'var') {
          context.report({
            node,
            messageId: 'found',
            data: { line: String(node.loc?.start.line) },
            suggest: [{ messageId: 'replace', fix: (fixer) => fixer.replaceText(node, replacement) }],
          });
        }
      },
    }),
  };
}

const lint = lintWithFlat(Linter);

function problemsOf(replacement: string, code = 'var one: number = 1;\nexport { one };\nmissing();') {
  const rule = noVar(replacement);
  const [suggestion] = applySuggestions(lint, rule, { code });
  if (suggestion === undefined) {
    throw new Error('no suggestion');
  }
  const compiler = new SuggestionCompiler();
  addTo(compiler, suggestion);
  return { found: findingsLeft(lint, rule, suggestion), compiled: errorsMade(compiler, suggestion) };
}

describe('the checks of suggestions', () => {
  it('have nothing against a good one, in code that misses names anyway', () => {
    expect(problemsOf('const one: number = 1;')).toEqual({ found: [], compiled: [] });
  });

  it('find that the finding is still there', () => {
    expect(problemsOf('var one: number = 2;').found).toEqual(['`var` in line']);
  });

  it('find that another finding has come', () => {
    expect(problemsOf('const one: number = 1; var two = 2; var three = 3;').found).toEqual(['`var` in line', '`var` in line']);
  });

  it('leave findings alone that have only moved', () => {
    const code = 'var one: number = 1;\nvar two = 2;\nexport { one, two };';
    expect(problemsOf('\n\nconst one: number = 1;', code).found).toEqual([]);
  });

  it('find code that does not parse', () => {
    const { found, compiled } = problemsOf('const one: number = ;');
    expect(found).toEqual(['Parsing error: Expression expected.']);
    expect(compiled).toContain('TS1109: Expression expected.');
  });

  it('find errors of types', () => {
    expect(problemsOf("const one: number = 'one';").compiled).toEqual([
      "TS2322: Type 'string' is not assignable to type 'number'.",
    ]);
  });

  it('find names that are used and not declared', () => {
    expect(problemsOf('const one: number = unknownName;').compiled).toEqual(["TS2304: Cannot find name 'unknownName'."]);
  });

  it('know the types of Powertools and of the runtime, and the names of its contract', () => {
    const code = [
      "import { createFailurePaths } from '@silent-failure/runtime';",
      "import { Tracer } from '@aws-lambda-powertools/tracer';",
      "import contract from './failure-paths.json';",
      'new Tracer().provider.captureAsyncFunc(1, () => {});',
      "createFailurePaths(contract).run('audit_trail_persist', (path) => path.recordFailure());",
      "createFailurePaths(contract).run('unheard_of', () => {});",
    ].join('\n');
    const compiler = new SuggestionCompiler();
    compiler.add(code);
    expect(compiler.errorsOf(code)).toEqual([
      "TS2345: Argument of type 'number' is not assignable to parameter of type 'string'.",
      'TS2554: Expected 1-2 arguments, but got 0.',
      expect.stringContaining(`TS2345: Argument of type '"unheard_of"' is not assignable`),
    ]);
  });
});
