import type { Vocabulary } from '../vocabulary';
import { capturing, current, segment, subsegment } from './xray-members';

/**
 * Powertools for AWS Lambda: Tracer and Metrics.
 * https://docs.powertools.aws.dev/lambda/typescript/latest/features/tracer/
 * https://docs.powertools.aws.dev/lambda/typescript/latest/features/metrics/
 */
export const powertools: Vocabulary = {
  modules: {
    '@aws-lambda-powertools/tracer': { Tracer: { instance: 'powertools.Tracer' } },
    '@aws-lambda-powertools/tracer/types': {
      TracerInterface: { instance: 'powertools.Tracer' },
      // The type of `tracer.provider`.
      ProviderServiceInterface: { instance: 'powertools.Provider' },
    },
    '@aws-lambda-powertools/metrics': { Metrics: { instance: 'powertools.Metrics' } },
    '@aws-lambda-powertools/metrics/middleware': { logMetrics: { method: {} } },
    '@aws-lambda-powertools/metrics/types': { MetricsInterface: { instance: 'powertools.Metrics' } },
  },
  types: {
    'powertools.Tracer': {
      absentWhenOff: true,
      members: {
        provider: { property: 'powertools.Provider' },
        addErrorAsMetadata: { does: ['markInnermost'], sets: 'fault', distinctive: true },
        addResponseAsMetadata: { does: ['annotate'], distinctive: true },
        addServiceNameAnnotation: { does: ['annotate'], distinctive: true },
        annotateColdStart: { does: ['annotate'], distinctive: true },
        putAnnotation: { does: ['annotate'], annotation: { key: 0 }, distinctive: true },
        putMetadata: { does: ['annotate'], distinctive: true },
        getSegment: { does: ['access'], returns: 'xray.Current' },
        setSegment: { does: ['access', 'enter'] },
        isTracingEnabled: { tellsTracing: true },
        captureMethod: { captures: true },
      },
    },
    'powertools.Provider': {
      absentWhenOff: true,
      members: {
        ...capturing,
        putAnnotation: { does: ['annotate'], annotation: { key: 0 } },
        putMetadata: { does: ['annotate'] },
      },
    },
    'powertools.Metrics': {
      handedOn: ['emit'],
      members: {
        addMetric: { does: ['emit'], metric: 0, value: 2, returns: 'powertools.Metrics', distinctive: true },
        singleMetric: { returns: 'powertools.Metrics', distinctive: true },
        clearDefaultDimensions: {},
        clearDimensions: {},
        addDimension: { returns: 'powertools.Metrics' },
        addDimensions: { returns: 'powertools.Metrics' },
        addMetadata: { returns: 'powertools.Metrics' },
        setDefaultDimensions: { returns: 'powertools.Metrics' },
        logMetrics: {},
        publishStoredMetrics: {},
      },
    },
    'xray.Subsegment': subsegment,
    'xray.Segment': segment,
    'xray.Current': current,
  },
};
