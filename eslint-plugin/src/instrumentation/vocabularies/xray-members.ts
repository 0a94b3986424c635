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
    addError: { does: [mark] },
    addErrorFlag: { does: [mark], distinctive: true },
    addFaultFlag: { does: [mark], distinctive: true },
    addThrottleFlag: { does: ['annotate'], distinctive: true },
    addAnnotation: { does: ['annotate'] },
    addMetadata: { does: ['annotate'] },
    addAttribute: { does: ['annotate'] },
    close: { does: mark === 'mark' ? ['close', 'markIfArgument'] : ['close'] },
  };
}

/** https://docs.aws.amazon.com/xray-sdk-for-nodejs/latest/reference/Subsegment.html */
export const subsegment: ObjectType = { members: recording('mark') };

/** A segment stands for the whole function: what is recorded on it is on no named subsegment. */
export const segment: ObjectType = { members: recording('annotate') };

/** What `getSegment()` gives: the innermost open subsegment, or the segment when there is none. */
export const current: ObjectType = {
  members: {
    ...recording('annotate'),
    addError: { does: ['markInnermost'] },
    addErrorFlag: { does: ['markInnermost'] },
    addFaultFlag: { does: ['markInnermost'] },
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
