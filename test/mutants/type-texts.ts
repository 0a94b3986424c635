import type { TSESTree } from '@typescript-eslint/types';
import type { Source } from './source';

/** How the types of what instruments are written without an import, by their names. */
const IMPORTED: Readonly<Record<string, string>> = {
  Subsegment: "import('aws-xray-sdk-core').Subsegment",
  FailurePath: "import('@silent-failure/runtime').FailurePath",
  Span: "import('@opentelemetry/api').Span",
  Counter: "import('@opentelemetry/api').Counter",
  Metrics: "import('@aws-lambda-powertools/metrics').Metrics",
  MetricsLogger: "import('aws-embedded-metrics').MetricsLogger",
};

/** What the type of a name can be written as anywhere in the file; `undefined` when that is not known. */
export function typeText(source: Source, name: TSESTree.Node): string | undefined {
  const text = source.typeTextOf(name);
  const [type, ...others] = text.split(' | ');
  if (type !== undefined && Object.hasOwn(IMPORTED, type) && others.every((other) => other === 'undefined')) {
    return [IMPORTED[type], ...others].join(' | ');
  }
  return /^(string|number|boolean|unknown|any|string\[\]|unknown\[\]|readonly string\[\]|\{ id: string; \})$/.test(text) ? text : undefined;
}

/** Whether a test around a statement tells more of a name than its declaration does. */
export function isNarrowed(source: Source, statement: TSESTree.Node): boolean {
  return source.nodes('Identifier', statement).some((identifier) => {
    const declared = source.variableOf(identifier)?.identifiers[0];
    return declared !== undefined && source.typeTextOf(declared) !== source.typeTextOf(identifier);
  });
}
