import type { Member, Vocabulary } from '../vocabulary';

const counting: Record<string, Member> = {
  add: { does: ['emit'], value: 0 },
  record: { does: ['emit'], value: 0 },
};

const recording: Record<string, Member> = {
  addEvent: { does: ['annotate'] },
  setAttribute: { does: ['annotate'], annotation: { key: 0 } },
  setAttributes: { does: ['annotate'], annotation: { keysOf: 0 } },
  updateName: { does: ['annotate'] },
};

/** Only a status of `SpanStatusCode.ERROR` (2) marks. */
const error = { position: 0, property: 'code', is: ['ERROR', 2] } as const;

/**
 * OpenTelemetry's API, whose spans are exported to X-Ray as subsegments.
 * https://open-telemetry.github.io/opentelemetry-js/modules/_opentelemetry_api.html
 */
export const opentelemetry: Vocabulary = {
  modules: {
    '@opentelemetry/api': {
      trace: { value: 'otel.TraceApi' },
      metrics: { value: 'otel.MetricsApi' },
      Tracer: { instance: 'otel.Tracer' },
      Span: { instance: 'otel.Span' },
      Meter: { instance: 'otel.Meter' },
      Counter: { instance: 'otel.Instrument' },
      UpDownCounter: { instance: 'otel.Instrument' },
      Histogram: { instance: 'otel.Instrument' },
      Gauge: { instance: 'otel.Instrument' },
      TraceAPI: { instance: 'otel.TraceApi' },
      MetricsAPI: { instance: 'otel.MetricsApi' },
      default: { value: 'otel.Api' },
    },
  },
  types: {
    'otel.Api': { members: { trace: { property: 'otel.TraceApi' }, metrics: { property: 'otel.MetricsApi' } } },
    'otel.TraceApi': {
      members: {
        getTracer: { returns: 'otel.Tracer' },
        getActiveSpan: { does: ['access'], returns: 'otel.CurrentSpan' },
        getSpan: { does: ['access'], returns: 'otel.CurrentSpan' },
      },
    },
    'otel.Tracer': {
      absentWhenOff: true,
      members: {
        startSpan: { does: ['open'], name: 0, returns: 'otel.Span' },
        startActiveSpan: {
          does: ['open'],
          name: 0,
          callback: { position: 'last', parameters: ['otel.Span'] },
          distinctive: true,
        },
      },
    },
    'otel.Span': {
      absentWhenOff: true,
      handedOn: ['mark'],
      members: {
        ...recording,
        recordException: { does: ['mark'], sets: 'fault', distinctive: true },
        setStatus: { does: ['mark'], sets: 'fault', when: error },
        end: { does: ['close'] },
      },
    },
    'otel.CurrentSpan': {
      absentWhenOff: true,
      members: {
        ...recording,
        recordException: { does: ['markInnermost'], sets: 'fault' },
        setStatus: { does: ['markInnermost'], sets: 'fault', when: error },
        end: { does: ['close'] },
      },
    },
    'otel.MetricsApi': { members: { getMeter: { returns: 'otel.Meter' } } },
    'otel.Meter': {
      members: {
        createCounter: { returns: 'otel.Instrument', metric: 0 },
        createUpDownCounter: { returns: 'otel.Instrument', metric: 0 },
        createHistogram: { returns: 'otel.Instrument', metric: 0 },
        createGauge: { returns: 'otel.Instrument', metric: 0 },
      },
    },
    'otel.Instrument': { handedOn: ['emit'], members: counting },
  },
};
