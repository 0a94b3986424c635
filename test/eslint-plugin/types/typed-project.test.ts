import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createProgram } from '@typescript-eslint/parser';
import type { Program } from 'typescript';
import { beforeAll, describe, expect, it } from 'vitest';
import { shown, TYPED_LINTING } from '../../support/typed-linting';

const project = fileURLToPath(new URL('../../../fixtures/types', import.meta.url));
const TYPED: { programs: Program[] } = { programs: [] };
const UNTYPED = {};

beforeAll(() => {
  TYPED.programs = [createProgram(`${project}/tsconfig.json`)];
}, 300_000);

describe.each(TYPED_LINTING)('$major', ({ lint }) => {
  const findings = (file: string, parserOptions: object) => {
    const path = `${project}/src/${file}`;
    return lint(readFileSync(path, 'utf8'), path, parserOptions).map(shown);
  };

  describe('with types', () => {
    it('finds nothing where imported objects instrument', () => {
      expect(findings('covered-by-objects.ts', TYPED)).toEqual([]);
    });

    it('finds nothing where imported helpers instrument', () => {
      expect(findings('covered-by-helpers.ts', TYPED)).toEqual([]);
    });

    it('finds what stays silent in spite of a helper or an object that looks like it', () => {
      expect(findings('silent-in-spite.ts', TYPED)).toEqual([
        '13:28-13:33 require-instrumented-catch missingBoth',
        '14:28-14:33 require-instrumented-catch metricNotOnEveryPath',
        '15:28-15:33 require-instrumented-catch missingBoth',
        '16:28-16:33 require-instrumented-catch missingMetric',
        '17:28-17:33 require-instrumented-catch missingBoth',
        '29:28-29:33 require-instrumented-catch missingMetric',
        '33:28-33:33 require-instrumented-catch missingMetric',
        '44:22-44:74 require-subsegment-close leftOpenOnThrow',
        '55:24-55:88 no-unchecked-partial-failure neverRead',
      ]);
    });

    it.each(['observability.ts', 'helpers.ts', 'descent.ts', 'reporter.ts', 'index.ts', 'orders.ts'])(
      'finds nothing in %s',
      (file) => {
        expect(findings(file, TYPED)).toEqual([]);
      },
    );
  });

  describe('without types', () => {
    it('misses objects that no member gives away', () => {
      expect(findings('covered-by-objects.ts', UNTYPED)).toEqual([
        '12:7-12:12 require-instrumented-catch missingMetric',
        '29:9-29:14 require-instrumented-catch missingMetric',
        '45:7-45:12 require-instrumented-catch missingSubsegment',
        '57:7-57:12 require-instrumented-catch missingMetric',
        '77:28-77:33 require-instrumented-catch missingMetric',
      ]);
    });

    it('takes calls of unknown code for none, and what they are handed for marked', () => {
      expect(findings('covered-by-helpers.ts', UNTYPED)).toEqual([
        '13:27-13:32 require-instrumented-catch missingBoth',
        '22:5-22:10 require-instrumented-catch missingMetric',
        '35:28-35:33 require-instrumented-catch missingMetric',
        '36:28-36:33 require-instrumented-catch missingMetric',
        '37:28-37:33 require-instrumented-catch missingMetric',
        '38:28-38:33 require-instrumented-catch missingMetric',
        '39:28-39:33 require-instrumented-catch missingMetric',
        '40:28-40:33 require-instrumented-catch missingMetric',
        '41:28-41:33 require-instrumented-catch missingMetric',
        '42:28-42:33 require-instrumented-catch missingMetric',
        '43:28-43:33 require-instrumented-catch missingMetric',
        '44:28-44:33 require-instrumented-catch missingMetric',
        '45:28-45:33 require-instrumented-catch missingMetric',
      ]);
    });

    it('takes code that is handed the subsegment, and what looks like Powertools, to do its part', () => {
      expect(findings('silent-in-spite.ts', UNTYPED)).toEqual([
        '13:28-13:33 require-instrumented-catch missingMetric',
        '14:28-14:33 require-instrumented-catch missingMetric',
        '15:28-15:33 require-instrumented-catch missingMetric',
        '16:28-16:33 require-instrumented-catch missingMetric',
        '17:28-17:33 require-instrumented-catch missingMetric',
      ]);
    });
  });
});
