import type { Member, ObjectType } from '../vocabulary';

/** Methods that X-Ray segments and subsegments share, and what a mark on them is. */
function recording(mark: 'mark' | 'annotate'): Record<string, Member> {
  return {
    addNewSubsegment: { does: ['open'], name: 0, returns: 'xray.Subsegment', distinctive: true },
    addNewSubsegmentWithoutSampling: {
      does: ['open'],
      name: 0,
      returns: 'xray.Subsegment',
      distinctive: true,
    },
    addError: { does: [mark], sets: 'fault' },
    addErrorFlag: { does: [mark], sets: 'error', distinctive: true },
    addFaultFlag: { does: [mark], sets: 'fault', distinctive: true },
    addThrottleFlag: { does: ['annotate'], distinctive: true },
    addAnnotation: { does: ['annotate'], annotation: { key: 0 } },
    addMetadata: { does: ['annotate'] },
    addAttribute: { does: ['annotate'], attribute: { name: 0, value: 1 } },
    close: { does: mark === 'mark' ? ['close', 'markIfArgument'] : ['close'], sets: 'fault' },
  };
}

/** https://docs.aws.amazon.com/xray-sdk-for-nodejs/latest/reference/Subsegment.html */
export const subsegment: ObjectType = {
  members: recording('mark'),
  handedOn: ['mark'],
  absentWhenOff: true,
};

/** A segment stands for the whole function: what is recorded on it is on no named subsegment. */
export const segment: ObjectType = { members: recording('annotate'), absentWhenOff: true };

/** What `getSegment()` gives: the innermost open subsegment, or the segment when there is none. */
export const current: ObjectType = {
  absentWhenOff: true,
  members: {
    ...recording('annotate'),
    addError: { does: ['markInnermost'], sets: 'fault' },
    addErrorFlag: { does: ['markInnermost'], sets: 'error' },
    addFaultFlag: { does: ['markInnermost'], sets: 'fault' },
  },
};

/** https://docs.aws.amazon.com/xray-sdk-for-nodejs/latest/reference/module-capture.html */
export const capturing: Record<string, Member> = {
  captureAsyncFunc: {
    does: ['open'],
    name: 0,
    callback: { position: 1, parameters: ['xray.Subsegment'] },
    distinctive: true,
  },
  captureFunc: {
    does: ['open'],
    name: 0,
    callback: { position: 1, parameters: ['xray.Subsegment'] },
    closesItself: true,
    synchronous: true,
    distinctive: true,
  },
  getSegment: { does: ['access'], returns: 'xray.Current' },
  resolveSegment: { does: ['access'], returns: 'xray.Current' },
  setSegment: { does: ['access', 'enter'] },
};
