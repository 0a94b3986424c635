import type { Vocabulary } from '../vocabulary';

const PUT = { does: ['emit'], awaited: true, metricData: 0 } as const;

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricData.html */
export const cloudwatch: Vocabulary = {
  modules: {
    '@aws-sdk/client-cloudwatch': {
      PutMetricDataCommand: { instance: 'cloudwatch.PutMetricData' },
      CloudWatch: { instance: 'cloudwatch.Client' },
    },
  },
  types: {
    'cloudwatch.Client': { members: { putMetricData: PUT, send: {} } },
    'cloudwatch.PutMetricData': { members: {}, sent: PUT },
  },
};
