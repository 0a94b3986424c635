import { requireInstrumentedCatch } from '../../eslint-plugin/src/rules/require-instrumented-catch';
import { Interpreter } from './interpreter';
import type { Environment, Meaning } from './interpreter';
import { MAIN } from './language';
import type { Body, Expression, Program } from './language';
import type { Model, Report, Verdict } from './model';
import type { Facts, Paths } from './paths';
import type { Source } from './printer';
import { BY_TYPE, visit } from './visit';

const RECORDED = 1;
const NAMED = 2;
const EMITTED = 4;
/** Nothing to mark: tracing is off. */
const TRACING_OFF = 8;
/** The failure is handed on: nothing is owed any more. */
const HANDED_ON = 16;

/** `require-instrumented-catch`, with `ignoreRethrow` or without. */
export function instrumentedCatch(ignoreRethrow: boolean): Model {
  return {
    name: `require-instrumented-catch${ignoreRethrow ? ', rethrows ignored' : ''}`,
    rule: requireInstrumentedCatch,
    options: [{ ignoreRethrow }],
    judge(program, source) {
      return handlersOf(program).map((handler) => judged(program, source, handler, ignoreRethrow));
    },
  };
}

interface Handler {
  readonly at: object;
  readonly body: Body | Expression;
  readonly environment: Environment;
}

/** Every handler of a program, wherever it stands, with what is in sight there. */
function handlersOf(program: Program): Handler[] {
  const handlers: Handler[] = [];
  visit(program, (node, environment) => {
    if (node.kind === 'try' && node.handler) {
      handlers.push({ at: node, body: node.handler, environment });
    }
    if (node.kind === 'settle') {
      const handler = node.method === 'catch' ? node.callbacks[0] : node.method === 'then both' ? node.callbacks[1] : undefined;
      if (handler) {
        handlers.push({ at: node.callbacks, body: handler.body, environment });
      }
    }
  });
  return handlers;
}

function meaningFor(program: Program, ignoreRethrow: boolean, isParameterNamed: boolean): Meaning {
  const named = new Set<number>([...(program.isNamed ? [MAIN] : []), ...(isParameterNamed ? [BY_TYPE] : [])]);
  visit(program, (node) => {
    if ((node.kind === 'capture' || node.kind === 'open') && node.isNamed) {
      named.add(node.id);
    }
  });
  return {
    instrumentationThrows: true,
    marked(facts, form, subsegment) {
      const isMark = form !== 'close' && form !== 'maybe close' && subsegment !== undefined;
      return isMark ? facts | RECORDED | (named.has(subsegment) ? NAMED : 0) : facts;
    },
    emitted: (facts) => facts | EMITTED,
    opened: (facts) => facts,
    kept: (facts) => (ignoreRethrow ? facts | HANDED_ON : facts),
    absent: (facts) => facts | TRACING_OFF,
  };
}

/** A parameter is what callers hand in: when some of that is unnamed, either may be taken. */
function judged(program: Program, source: Source, handler: Handler, ignoreRethrow: boolean): Verdict {
  const verdict = (isParameterNamed: boolean) => {
    const meaning = meaningFor(program, ignoreRethrow, isParameterNamed);
    const paths = new Interpreter(program, source, meaning).run(handler.body, handler.environment);
    return verdictOn(paths, source, handler, ignoreRethrow);
  };
  const isHelper = handler.environment.handed === BY_TYPE;
  return isHelper ? { ...verdict(true), instead: verdict(false).expected } : verdict(true);
}

function verdictOn(paths: Paths, source: Source, { at, body }: Handler, ignoreRethrow: boolean): Verdict {
  const ways = waysOf(paths, source.endOf(body), ignoreRethrow);
  const every = (holds: (facts: Facts) => boolean) => ways.every(({ facts }) => holds(facts));
  const some = (facts: Facts) => ways.some((way) => way.facts & facts);
  const isMarked = (facts: Facts) => (facts & (NAMED | TRACING_OFF | HANDED_ON)) !== 0;
  const isRecorded = (facts: Facts) => (facts & (RECORDED | TRACING_OFF | HANDED_ON)) !== 0;
  const isEmitted = (facts: Facts) => (facts & (EMITTED | HANDED_ON)) !== 0;
  const lines = (holds: (facts: Facts) => boolean) => ways.filter(({ facts }) => !holds(facts)).flatMap((way) => way.lines);

  const expected: Report[] = [];
  if (!every(isMarked)) {
    if (every(isRecorded)) {
      expected.push({ messageId: 'unnamedSubsegment', lines: undefined });
    } else {
      expected.push({ messageId: some(RECORDED) ? 'subsegmentNotOnEveryPath' : 'missingSubsegment', lines: lines(isRecorded) });
    }
  }
  if (!every(isEmitted)) {
    expected.push({ messageId: some(EMITTED) ? 'metricNotOnEveryPath' : 'missingMetric', lines: lines(isEmitted) });
  }
  const isMissingBoth = expected.filter(({ messageId }) => messageId.startsWith('missing')).length === 2;
  return {
    at: source.placeOf(at),
    expected: isMissingBoth ? [{ messageId: 'missingBoth', lines: lines(isEmitted) }] : expected,
    paths: ways.map(({ how, facts, lines: at_ }) => `${how} in line ${at_.join(', ')}: ${describe(facts)}`),
  };
}

interface Way {
  readonly how: string;
  readonly facts: Facts;
  readonly lines: number[];
}

/** The ways through a handler for which it owes something. */
function waysOf(paths: Paths, end: number, ignoreRethrow: boolean): Way[] {
  const ways: Way[] = [...paths.normal].map((facts) => ({ how: 'carries on', facts, lines: [end] }));
  for (const [how, sets] of paths.left) {
    const isRethrow = how === 'throw' || how === 'reject' || how === 'exit';
    if (how === 'implicit' || how === 'lost' || (isRethrow && ignoreRethrow)) {
      continue;
    }
    for (const [facts, lines] of sets) {
      ways.push({ how, facts, lines: [...lines] });
    }
  }
  return ways;
}

function describe(facts: Facts): string {
  const names = ['recorded', 'on a named subsegment', 'emitted', 'tracing is off', 'handed on'];
  return names.filter((_, bit) => facts & (1 << bit)).join(', ') || 'nothing';
}

