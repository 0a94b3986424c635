import { describe, expect, it } from 'vitest';
import { differences } from '../../scripts/consumers/comparison.mjs';
import { oxlintFindings } from '../../scripts/consumers/linters.mjs';

const finding = {
  file: 'orders',
  line: 22,
  column: 7,
  endLine: 22,
  endColumn: 12,
  rule: 'silent-failure/require-instrumented-catch',
  message: 'silent',
};

const oxlintOutput = (diagnostic: object) => JSON.stringify({ diagnostics: [diagnostic] });

describe('differences between what two consumers find', () => {
  it('are none when both find the same in another order', () => {
    const other = { ...finding, line: 30 };
    expect(differences([finding, other], [other, { ...finding }])).toEqual([]);
  });

  it('tell what is missing and what is too much, to the last column', () => {
    expect(differences([finding], [{ ...finding, endColumn: 13 }])).toEqual([
      'not found:    orders:22:7-22:12 silent-failure/require-instrumented-catch silent',
      'not expected: orders:22:7-22:13 silent-failure/require-instrumented-catch silent',
    ]);
  });

  it('count what is found twice', () => {
    expect(differences([finding], [finding, finding])).toHaveLength(1);
  });
});

describe("findings of Oxlint's JSON", () => {
  it('have columns of UTF-16, though Oxlint counts bytes of UTF-8', () => {
    const source = Buffer.from('first();\nconst „order“ = "🧾"; catch');
    const offset = source.indexOf('catch');
    const output = oxlintOutput({
      code: 'silent-failure(require-instrumented-catch)',
      filename: 'src/orders.ts',
      message: 'silent',
      labels: [{ span: { offset, length: 5 } }],
    });
    expect(oxlintFindings(output, () => source)).toEqual([{ ...finding, line: 2, column: 23, endLine: 2, endColumn: 28 }]);
  });

  it('are an error naming the file when a rule failed in it', () => {
    const output = oxlintOutput({ filename: 'src/orders.ts', message: 'Error running JS plugin.', labels: [] });
    expect(() => oxlintFindings(output, () => Buffer.of())).toThrow(
      'Oxlint could not lint src/orders.ts: Error running JS plugin.',
    );
  });
});
