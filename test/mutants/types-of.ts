/** How the types of what instruments are written without an import, by their names. */
export const TYPE_TEXTS: Readonly<Record<string, string>> = {
  Subsegment: "import('aws-xray-sdk-core').Subsegment",
  FailurePath: "import('@silent-failure/runtime').FailurePath",
  Span: "import('@opentelemetry/api').Span",
  Counter: "import('@opentelemetry/api').Counter",
  Metrics: "import('@aws-lambda-powertools/metrics').Metrics",
  MetricsLogger: "import('aws-embedded-metrics').MetricsLogger",
};
