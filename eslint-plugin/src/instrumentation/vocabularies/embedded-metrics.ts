import type { Vocabulary } from '../vocabulary';

/** https://github.com/awslabs/aws-embedded-metrics-node */
export const embeddedMetrics: Vocabulary = {
  modules: {
    'aws-embedded-metrics': {
      createMetricsLogger: { returns: 'emf.MetricsLogger' },
      metricScope: { method: { callback: { position: 0, parameters: ['emf.MetricsLogger'] } } },
      MetricsLogger: { instance: 'emf.MetricsLogger' },
    },
  },
  types: {
    'emf.MetricsLogger': {
      handedOn: ['emit'],
      members: {
        putMetric: { does: ['emit'], metric: 0, value: 1, returns: 'emf.MetricsLogger', distinctive: true },
        putDimensions: { returns: 'emf.MetricsLogger' },
        setDimensions: { returns: 'emf.MetricsLogger' },
        setNamespace: { returns: 'emf.MetricsLogger' },
        resetDimensions: { returns: 'emf.MetricsLogger' },
        setProperty: { returns: 'emf.MetricsLogger' },
        setTimestamp: { returns: 'emf.MetricsLogger' },
        new: { returns: 'emf.MetricsLogger' },
        flush: {},
      },
    },
  },
};
