import { meet } from '../../control-flow/completions';
import type { Completion, Facts } from '../../control-flow/completions';
import type { Ways } from '../../control-flow/ways';
import type { FailureHandler } from './failure-handlers';
import type { FileContext } from './file-context';
import { ANY_MARK, EMISSION, EMITTED, MARKED, RECORDED } from './marks';
import { leavesRecordingOperation } from './recording-operation';

/** Something that a handler owes, and the fact that the paths lack which owe it. */
export interface Owed {
  readonly messageId: string;
  readonly lacking: Facts;
}

/** The meet of the completions that need instrumentation; `undefined` when there is none. */
export function judgedCompletion(
  shared: FileContext,
  ignoreRethrow: boolean,
  handler: FailureHandler,
  ways: Ways,
): Completion | undefined {
  let judged: Completion | undefined = meet(ways.normal, ways.return);
  for (const jump of ways.jumps?.values() ?? []) {
    judged = meet(judged, jump);
  }
  if (ignoreRethrow) {
    return judged;
  }
  const thrown = leavesRecordingOperation(shared, handler) ? undefined : meet(ways.throw, ways.reject);
  return meet(meet(judged, thrown), ways.exit);
}

/** What a handler lacks, of the two that it may be required to do. */
export function owedBy(completion: Completion, required: readonly ('subsegment' | 'metric')[]): Owed[] {
  const found = [
    ...(required.includes('subsegment') ? [owedMark(completion)] : []),
    ...(required.includes('metric') ? [owedMetric(completion)] : []),
  ].filter((owed) => owed !== undefined);
  const missing = found.filter(({ messageId }) => messageId.startsWith('missing'));
  return missing.length === 2 ? [{ messageId: 'missingBoth', lacking: EMITTED }] : found;
}

/** Whether there is a way through the handler on which it may record something already. */
export function mayRecord(ways: Ways): boolean {
  const { normal, return: returned, reject, throw: thrown, implicitThrow, implicitReject, exit, jumps } = ways;
  return [normal, returned, reject, thrown, implicitThrow, implicitReject, exit, ...(jumps?.values() ?? [])].some(
    (way) => way !== undefined && (way.mayGain & (ANY_MARK | EMISSION)) !== 0,
  );
}

/** Whether there is a way through the handler that does not throw. */
export function maySilence({ normal, return: returned, reject, jumps }: Ways): boolean {
  return [normal, returned, reject, ...(jumps?.values() ?? [])].some((way) => way !== undefined);
}

function owedMark({ gain, mayGain }: Completion): Owed | undefined {
  if (gain & MARKED) {
    return undefined;
  }
  if (gain & RECORDED) {
    return { messageId: 'unnamedSubsegment', lacking: MARKED };
  }
  const messageId = mayGain & RECORDED ? 'subsegmentNotOnEveryPath' : 'missingSubsegment';
  return { messageId, lacking: RECORDED };
}

function owedMetric({ gain, mayGain }: Completion): Owed | undefined {
  if (gain & EMITTED) {
    return undefined;
  }
  return { messageId: mayGain & EMITTED ? 'metricNotOnEveryPath' : 'missingMetric', lacking: EMITTED };
}
