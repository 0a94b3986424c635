import { describe, expect, it } from 'vitest';
import { shown, TYPED_LINTING } from '../../support/typed-linting';
import { virtualProgram } from '../../support/virtual-program';

const METRICS = `
export declare class Metrics {
  addMetric(name: string, unit: string, value: number): void;
  addDimension(name: string, value: string): this;
}
`;
const XRAY = `
export declare class Subsegment { addError(error: unknown): void; close(): void }
`;

/** A handler that marks by what it is handed, and sends its metric by \`metrics\` of another file. */
const HANDLER = `
import { metrics, span } from './observability';
declare function work(): Promise<void>;
export function run() {
  return work().catch((error) => {
    span.addError(error);
    metrics.addMetric('Failed', 'Count', 1);
  });
}
`;
const UNMARKED = '5:17-5:22 require-instrumented-catch missingSubsegment';
const UNSENT = '5:17-5:22 require-instrumented-catch missingMetric';
const NEITHER = '5:17-5:22 require-instrumented-catch missingBoth';

const [{ lint }] = TYPED_LINTING as [(typeof TYPED_LINTING)[number]];

function findings(files: Record<string, string>, links: Record<string, string> = {}): string[] {
  const program = virtualProgram({ '/app/src/handler.ts': HANDLER, ...files }, links);
  const handler = files['/app/src/handler.ts'] ?? HANDLER;
  return lint(handler, '/app/src/handler.ts', { programs: [program] }).map(shown);
}

const OBSERVABILITY = `
import { Metrics } from '@aws-lambda-powertools/metrics';
import { Subsegment } from 'aws-xray-sdk-core';
export const metrics = new Metrics();
export declare const span: Subsegment;
`;

describe('what a type is, by the package that declares it', () => {
  it('below node_modules', () => {
    expect(
      findings({
        '/app/src/observability.ts': OBSERVABILITY,
        '/app/node_modules/@aws-lambda-powertools/metrics/index.d.ts': METRICS,
        '/app/node_modules/aws-xray-sdk-core/index.d.ts': XRAY,
      }),
    ).toEqual([]);
  });

  it('another package, with types of the same names', () => {
    expect(
      findings({
        '/app/src/observability.ts': OBSERVABILITY.replace('@aws-lambda-powertools/metrics', 'page-metrics').replace(
          'aws-xray-sdk-core',
          'page-spans',
        ),
        '/app/node_modules/page-metrics/index.d.ts': METRICS,
        '/app/node_modules/page-spans/index.d.ts': XRAY,
      }),
    ).toEqual([NEITHER]);
  });

  it('pnpm', () => {
    const store = '/app/node_modules/.pnpm';
    expect(
      findings(
        {
          '/app/src/observability.ts': OBSERVABILITY,
          [`${store}/@aws-lambda-powertools+metrics@2.0.0/node_modules/@aws-lambda-powertools/metrics/index.d.ts`]: METRICS,
          [`${store}/aws-xray-sdk-core@3.0.0/node_modules/aws-xray-sdk-core/index.d.ts`]: XRAY,
        },
        {
          '/app/node_modules/@aws-lambda-powertools/metrics': `${store}/@aws-lambda-powertools+metrics@2.0.0/node_modules/@aws-lambda-powertools/metrics`,
          '/app/node_modules/aws-xray-sdk-core': `${store}/aws-xray-sdk-core@3.0.0/node_modules/aws-xray-sdk-core`,
        },
      ),
    ).toEqual([]);
  });

  it('@types', () => {
    expect(
      findings({
        '/app/src/observability.ts': OBSERVABILITY,
        '/app/node_modules/@aws-lambda-powertools/metrics/index.js': '',
        '/app/node_modules/@types/aws-lambda-powertools__metrics/index.d.ts': METRICS,
        '/app/node_modules/aws-xray-sdk-core/index.js': '',
        '/app/node_modules/@types/aws-xray-sdk-core/index.d.ts': XRAY,
      }),
    ).toEqual([]);
  });

  it('a module that the program declares itself', () => {
    expect(
      findings({
        '/app/src/observability.ts': OBSERVABILITY,
        '/app/src/types.d.ts': `
          declare module '@aws-lambda-powertools/metrics' { ${METRICS.replaceAll('declare ', '')} }
          declare module 'aws-xray-sdk-core' { ${XRAY.replaceAll('declare ', '')} }
        `,
      }),
    ).toEqual([]);
  });

  it('a bundle that exports them under other names than it declares them by', () => {
    expect(
      findings({
        '/app/src/observability.ts': OBSERVABILITY,
        '/app/node_modules/@aws-lambda-powertools/metrics/index.d.ts': `
          declare class Metrics$1 { addMetric(name: string, unit: string, value: number): void }
          export { Metrics$1 as Metrics };
        `,
        '/app/node_modules/aws-xray-sdk-core/index.d.ts': `
          declare class n { addError(error: unknown): void }
          export { n as Subsegment };
        `,
      }),
    ).toEqual([]);
  });

  it('an interface that extends one, and a union with nothing', () => {
    expect(
      findings({
        '/app/src/observability.ts': `
          import type { Metrics } from '@aws-lambda-powertools/metrics';
          import type { Subsegment } from 'aws-xray-sdk-core';
          interface OwnMetrics extends Metrics {}
          interface Deps<T> { readonly metrics: OwnMetrics; readonly span: T | undefined }
          declare const deps: Deps<Subsegment>;
          export const { metrics } = deps;
          export const span = deps.span!;
        `,
        '/app/node_modules/@aws-lambda-powertools/metrics/index.d.ts': METRICS,
        '/app/node_modules/aws-xray-sdk-core/index.d.ts': XRAY,
      }),
    ).toEqual([]);
  });

  it('some of the members of one', () => {
    expect(
      findings({
        '/app/src/observability.ts': `
          import type { Metrics } from '@aws-lambda-powertools/metrics';
          import type { Subsegment } from 'aws-xray-sdk-core';
          export declare const metrics: Partial<Pick<Metrics, 'addMetric'>> & { readonly on: boolean };
          export declare const span: Partial<Subsegment>;
        `,
        '/app/src/handler.ts': HANDLER.replace('metrics.addMetric(', 'metrics.addMetric!('),
        '/app/node_modules/@aws-lambda-powertools/metrics/index.d.ts': METRICS,
        '/app/node_modules/aws-xray-sdk-core/index.d.ts': XRAY,
      }),
    ).toEqual([]);
  });

  it('code of the program that has a member of the same name', () => {
    expect(
      findings({
        '/app/src/observability.ts': `
          import { Subsegment } from 'aws-xray-sdk-core';
          export const metrics = { addMetric(name: string, unit: string, value: number) {} };
          export declare const span: Subsegment;
        `,
        '/app/node_modules/aws-xray-sdk-core/index.d.ts': XRAY,
      }),
    ).toEqual([UNSENT]);
  });

  it('types that cannot be resolved: members tell, as without types', () => {
    expect(findings({ '/app/src/observability.ts': OBSERVABILITY })).toEqual([UNMARKED]);
  });
});
