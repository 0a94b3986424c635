import type { Member, Vocabulary } from '../vocabulary';

const counting: Record<string, Member> = {
  add: { does: ['emit'], value: 0 },
  record: { does: ['emit'], value: 0 },
};

/** Only a status of `SpanStatusCode.ERROR` (2) marks. */
const error = { position: 0, property: 'code', is: ['ERROR', 2] } as const;

/** A span's members; most of them give the span back. */
function span(type: string, mark: 'mark' | 'markInnermost'): Record<string, Member> {
  return {
    addEvent: { does: ['annotate'], returns: type },
    addLink: { does: ['annotate'], returns: type },
    addLinks: { does: ['annotate'], returns: type },
    setAttribute: { does: ['annotate'], annotation: { key: 0 }, returns: type },
    setAttributes: { does: ['annotate'], annotation: { keysOf: 0 }, returns: type },
    updateName: { does: ['annotate'], returns: type },
    setStatus: { does: [mark], sets: 'fault', when: error, returns: type },
    recordException: { does: [mark], sets: 'fault', ...(mark === 'mark' && { distinctive: true }) },
    end: { does: ['close'] },
    isRecording: { tellsTracing: true },
    spanContext: {},
  };
}

/**
 * OpenTelemetry's API, whose spans are exported to X-Ray as subsegments.
 * https://open-telemetry.github.io/opentelemetry-js/modules/_opentelemetry_api.html
 */
export const opentelemetry: Vocabulary = {
  modules: {
    '@opentelemetry/api': {
      trace: { value: 'otel.TraceApi' },
      metrics: { value: 'otel.MetricsApi' },
      context: { value: 'otel.ContextApi' },
      TracerProvider: { instance: 'otel.TracerProvider' },
      MeterProvider: { instance: 'otel.MeterProvider' },
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
    'otel.Api': {
      members: {
        trace: { property: 'otel.TraceApi' },
        metrics: { property: 'otel.MetricsApi' },
        context: { property: 'otel.ContextApi' },
      },
    },
    'otel.TraceApi': {
      members: {
        getTracer: { returns: 'otel.Tracer' },
        getTracerProvider: { returns: 'otel.TracerProvider' },
        getActiveSpan: { does: ['access'], returns: 'otel.CurrentSpan' },
        getSpan: { does: ['access'], returns: 'otel.CurrentSpan' },
        setSpan: { does: ['access'] },
        deleteSpan: { does: ['access'] },
        getSpanContext: {},
        setSpanContext: {},
        wrapSpanContext: {},
        isSpanContextValid: {},
      },
    },
    'otel.TracerProvider': { members: { getTracer: { returns: 'otel.Tracer' } } },
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
      members: span('otel.Span', 'mark'),
    },
    'otel.CurrentSpan': {
      absentWhenOff: true,
      members: span('otel.CurrentSpan', 'markInnermost'),
    },
    'otel.MetricsApi': {
      members: { getMeter: { returns: 'otel.Meter' }, getMeterProvider: { returns: 'otel.MeterProvider' } },
    },
    'otel.MeterProvider': { members: { getMeter: { returns: 'otel.Meter' } } },
    'otel.ContextApi': { members: { active: {}, with: { callback: { position: 1, parameters: [] } } } },
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
