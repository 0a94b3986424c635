import { requireSubsegmentClose } from '../../eslint-plugin/src/rules/require-subsegment-close';
import { Interpreter } from './interpreter';
import type { Environment } from './interpreter';
import { MAIN } from './language';
import type { Body, Expression, Program } from './language';
import type { Model, Report, Verdict } from './model';
import type { Facts, Paths } from './paths';
import type { Place, Source } from './printer';
import { visit } from './visit';

const OPEN = 1;
const CLOSED = 2;
/** Nothing to close: tracing is off. */
const TRACING_OFF = 4;

/** What may close a subsegment, or write to it. */
const CLOSING = new Set(['mark', 'helper', 'local', 'capture', 'immediate', 'settle']);

/** `require-subsegment-close`; what it says of promises that are returned too early is no matter of paths. */
export const subsegmentClose: Model = {
  name: 'require-subsegment-close',
  rule: requireSubsegmentClose,
  options: [],
  ignored: ['closedTooEarly'],
  judge(program, source) {
    const verdicts = new Map<string, Verdict>();
    for (const opened of openedIn(program)) {
      for (const verdict of judged(program, source, opened)) {
        const key = `${verdict.at.line}:${verdict.at.column}`;
        const { expected = [], allowed = [], paths = [] } = verdicts.get(key) ?? {};
        verdicts.set(key, {
          at: verdict.at,
          expected: [...expected, ...verdict.expected],
          allowed: [...allowed, ...(verdict.allowed ?? [])],
          paths: [...paths, ...verdict.paths],
        });
      }
    }
    return [...verdicts.values()];
  },
};

interface Opened {
  readonly at: object;
  readonly id: number;
  /** The code in which it has to be closed. */
  readonly body: Body | Expression;
  readonly environment: Environment;
  readonly isOpenAtStart: boolean;
}

function openedIn(program: Program): Opened[] {
  const environment: Environment = { handed: undefined, hasMetrics: true, innermost: MAIN };
  const opened: Opened[] = [{ at: program.body, id: MAIN, body: program.body, environment, isOpenAtStart: true }];
  visit(program, (node, around, unit) => {
    if (node.kind === 'capture') {
      opened.push({ at: node, id: node.id, body: node.code.body, environment: around, isOpenAtStart: true });
    }
    if (node.kind === 'open') {
      opened.push({ at: node, id: node.id, body: unit, environment: around, isOpenAtStart: false });
    }
  });
  return opened;
}

function judged(program: Program, source: Source, { at, id, body, environment, isOpenAtStart }: Opened): Verdict[] {
  const reached = new Set<object>();
  const again = new Set<object>();
  const late = new Set<object>();
  const interpreter = new Interpreter(program, source, {
    instrumentationThrows: false,
    marked(facts, form, subsegment) {
      const isClosing = form === 'close' || form === 'maybe close' || form === 'close error';
      return isClosing && subsegment === id ? facts | CLOSED : facts;
    },
    emitted: (facts) => facts,
    opened: (facts, subsegment) => (subsegment === id ? OPEN : facts),
    kept: (facts) => facts,
    absent: (facts) => facts | TRACING_OFF,
    again: {
      without: (facts) => facts & ~CLOSED,
      onMark(node, before, does) {
        reached.add(node);
        if (before & CLOSED) {
          late.add(node);
        }
        if (before & CLOSED && does) {
          again.add(node);
        }
      },
    },
  });
  const paths = interpreter.run(body, environment, isOpenAtStart ? OPEN : 0);
  const place = source.placeOf(at);
  // What is never reached may be judged as if it were.
  visit(program, (node) => {
    if (CLOSING.has(node.kind) && !reached.has(node)) {
      late.add(node);
      again.add(node);
    }
  });
  const allowed = (nodes: ReadonlySet<object>, messageId: string): Verdict[] => {
    const report: Report = { messageId, lines: [place.line] };
    return [...nodes].map((node) => ({ at: source.placeOf(node), expected: [], allowed: [report], paths: [] }));
  };
  return [
    verdictOn(paths, place, source.endOf(body)),
    ...allowed(again, 'closedTwice'),
    ...allowed(late, 'writtenAfterClose'),
  ];
}

interface Way {
  readonly how: string;
  readonly facts: Facts;
  readonly lines: readonly number[];
}

function verdictOn(paths: Paths, at: Place, end: number): Verdict {
  const ways: Way[] = [...paths.normal].map((facts) => ({ how: 'normal', facts, lines: [end] }));
  for (const [how, sets] of paths.left) {
    for (const [facts, lines] of how === 'exit' ? [] : sets) {
      ways.push({ how, facts, lines: [...lines] });
    }
  }
  const open = ways.filter(({ facts }) => facts & OPEN && !(facts & (CLOSED | TRACING_OFF)));
  const isThrow = ({ how }: Way) => how !== 'normal' && how !== 'return';
  const thrown = open.filter(isThrow);
  const left = thrown.length > 0 ? thrown : open;
  const messageId = !ways.some(({ facts }) => facts & CLOSED)
    ? 'neverClosed'
    : thrown.length > 0
      ? 'leftOpenOnThrow'
      : 'leftOpenOnReturn';
  const lines = messageId === 'neverClosed' ? undefined : left.flatMap((way) => way.lines);
  return {
    at,
    expected: open.length > 0 ? [{ messageId, lines }] : [],
    paths: ways.map((way) => `${way.how} in line ${way.lines.join(', ')}: ${describe(way.facts)}`),
  };
}

function describe(facts: Facts): string {
  const names = ['opened', 'closed', 'tracing is off'];
  return names.filter((_, bit) => facts & (1 << bit)).join(', ') || 'nothing';
}

