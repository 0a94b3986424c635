import type { TSESTree } from '@typescript-eslint/types';
import { isFunction } from './source';
import type { FunctionNode, Source } from './source';

/** What a call of the correct files does, told by the types of TypeScript, not by the plugin. */
export type Deed = 'mark' | 'emit' | 'close' | 'annotate' | 'open' | 'enter';

interface Methods {
  readonly [method: string]: readonly Deed[];
}

const SUBSEGMENT: Methods = {
  addError: ['mark'],
  addErrorFlag: ['mark'],
  addFaultFlag: ['mark'],
  addAnnotation: ['annotate'],
  addMetadata: ['annotate'],
  addNewSubsegment: ['open'],
};

/** By the name of the receiver's type. */
const METHODS: Readonly<Record<string, Methods>> = {
  Subsegment: { ...SUBSEGMENT, close: ['close'] },
  Segment: { addNewSubsegment: ['open'] },
  ProviderServiceInterface: { captureAsyncFunc: ['open'], captureFunc: ['open'] },
  ProviderService: { captureAsyncFunc: ['open'], captureFunc: ['open'] },
  Tracer: {
    addErrorAsMetadata: ['mark'],
    setSegment: ['enter'],
    startActiveSpan: ['open'],
    startSpan: ['open'],
  },
  Metrics: { addMetric: ['emit'] },
  FailurePath: { recordFailure: ['mark', 'emit'], annotate: ['annotate'] },
  FailurePaths: { run: ['open'], runSync: ['open'] },
  Span: { recordException: ['mark'], setStatus: ['mark'], end: ['close'] },
  Counter: { add: ['emit'] },
  MetricsLogger: { putMetric: ['emit'] },
  CloudWatch: { putMetricData: ['emit'] },
};

const NOTHING: ReadonlySet<Deed> = new Set();

/** What a call does itself. */
export function deedsOf(source: Source, call: TSESTree.CallExpression): ReadonlySet<Deed> {
  const { callee } = call;
  if (callee.type !== 'MemberExpression') {
    return NOTHING;
  }
  const method = callee.property.type === 'Identifier' ? callee.property.name : '';
  if (method === 'send') {
    const [command] = call.arguments;
    const isMetric = command?.type === 'NewExpression' && source.textOf(command.callee) === 'PutMetricDataCommand';
    return isMetric ? new Set(['emit'] as const) : NOTHING;
  }
  const deeds = source.typeNamesOf(callee.object).flatMap((type) => METHODS[type]?.[method] ?? []);
  if (method === 'close' && deeds.includes('close') && call.arguments.length > 0) {
    deeds.push('mark');
  }
  return new Set(deeds);
}

/** The calls that do something, in source order. */
export function callsDoing(source: Source, deed: Deed, root?: TSESTree.Node): TSESTree.CallExpression[] {
  return source.nodes('CallExpression', root).filter((call) => deedsOf(source, call).has(deed));
}

/** The function that an opening call runs with the subsegment. */
export function openedCallback(call: TSESTree.CallExpression): FunctionNode | undefined {
  const last = call.arguments.at(-1);
  return isFunction(last) ? last : undefined;
}

/** Whether what leaves the callback of an opening call as a throw is recorded by what runs it. */
export function recordsThrows(source: Source, opening: TSESTree.CallExpression): boolean {
  return opening.callee.type === 'MemberExpression' && source.typeNamesOf(opening.callee.object).includes('FailurePaths');
}

/** Whether an opening call closes its subsegment itself. */
export function closesItself(source: Source, opening: TSESTree.CallExpression): boolean {
  return (
    recordsThrows(source, opening) ||
    (opening.callee.type === 'MemberExpression' && source.textOf(opening.callee.property) === 'captureFunc')
  );
}
