import type { Export, Vocabulary } from '../vocabulary';
import { capturing } from './xray-members';

const exports: Record<string, Export> = {
  default: { value: 'xray.Sdk' },
  '*': { value: 'xray.Sdk' },
  Segment: { instance: 'xray.Segment' },
  Subsegment: { instance: 'xray.Subsegment' },
  ...Object.fromEntries(
    Object.entries(capturing).map(([name, member]) => [name, 'property' in member ? {} : { method: member }]),
  ),
};

/** The AWS X-Ray SDK for Node.js; its types are also what Powertools' callbacks are handed. */
export const xraySdk: Vocabulary = {
  modules: { 'aws-xray-sdk-core': exports, 'aws-xray-sdk': exports },
  types: { 'xray.Sdk': { members: capturing, absentWhenOff: true } },
};
