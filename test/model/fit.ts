import { FIRST_HANDED, FIRST_OPENED, isBody, MAIN } from './language';
import type { Body, Case, Code, Expression, Helper, Member, Pattern, Program, Statement } from './language';

/** What is allowed, and in sight, at a place. */
interface Place {
  readonly labels: readonly string[];
  readonly loopLabels: readonly string[];
  readonly inLoop: boolean;
  readonly inSwitch: boolean;
  readonly canAwait: boolean;
  readonly canYield: boolean;
  readonly canReturn: boolean;
  /** The subsegments in sight, by their numbers. */
  readonly subsegments: readonly number[];
  /** In a helper: functions nested in it use nothing that it is handed. */
  readonly isHelper: boolean;
  readonly isNested: boolean;
  readonly locals: number;
  /** In the program's own function, not in one nested in it. */
  readonly isMain: boolean;
  /** In what a `throw` throws: a variable that was given the error must not be read there by chance. */
  readonly isThrown: boolean;
  /** In a `catch` clause of that function. */
  readonly hasCaught: boolean;
}

const NO_JUMPS = { labels: [], loopLabels: [], inLoop: false, inSwitch: false };
const NOTHING: Expression = { kind: 'leaf', text: 'flag' };

/**
 * Makes a program of what was drawn freely: what is not allowed at its place (a jump without a target, an
 * `await` outside of async functions) is made harmless, every subsegment gets its number, and every node
 * becomes an object of its own.
 */
export function fit(program: Program): Program {
  let opened = FIRST_OPENED;

  function pattern(given: Pattern, place: Place): Pattern {
    return given.kind === 'name'
      ? { ...given }
      : {
          kind: given.kind,
          key: given.kind === 'object' ? optional(given.key, place) : undefined,
          fallback: optional(given.fallback, place),
          inner: pattern(given.inner, place),
        };
  }

  function optional(given: Expression | undefined, place: Place): Expression | undefined {
    return given && expression(given, place);
  }

  function code({ isAsync, isGenerator, isArrow, body }: Code, place: Place, more: Partial<Place> = {}): Code {
    const isGenerating = isGenerator && !isArrow;
    const inside: Place = {
      ...place,
      ...NO_JUMPS,
      canAwait: isAsync,
      canYield: isGenerating,
      canReturn: true,
      isMain: false,
      isNested: true,
      isThrown: false,
      hasCaught: false,
      subsegments: place.isHelper ? [] : place.subsegments,
      ...more,
    };
    return {
      isAsync,
      isArrow,
      isGenerator: isGenerating,
      body: isBody(body) ? statements(body, inside) : isArrow ? expression(body, inside) : [{ kind: 'return', value: expression(body, inside) }],
    };
  }

  function member(given: Member, place: Place): Member {
    const inside: Place = { ...place, ...NO_JUMPS, canAwait: false, canYield: false, canReturn: false };
    switch (given.kind) {
      case 'field':
        return { ...given, key: optional(given.key, place), value: optional(given.value, inside) };
      case 'method':
        return { ...given, key: optional(given.key, place), code: code({ ...given.code, isArrow: false }, place) };
      case 'static':
        return { kind: 'static', body: statements(given.body, inside) };
    }
  }

  function all(given: readonly Expression[], place: Place): Expression[] {
    return given.map((one) => expression(one, place));
  }

  /** A test may ask for a subsegment itself; anything else would hand it on. */
  function test(given: Expression, place: Place): Expression {
    const fitted = expression(given, place);
    return given.kind === 'presence' && fitted.kind === 'presence' ? { ...fitted, form: given.form } : fitted;
  }

  function expression(given: Expression, place: Place): Expression {
    switch (given.kind) {
      case 'leaf':
      case 'literal':
      case 'rejection':
      case 'exit':
        return { ...given };
      case 'emit':
        return { ...given, isHanded: place.isHelper && !place.isNested };
      case 'keep':
        return place.hasCaught && program.throwsKept ? { kind: 'keep' } : { ...NOTHING };
      case 'operator':
        return { ...given, operands: all(given.operands, place) };
      case 'call':
      case 'chain':
        return { ...given, operands: all(given.operands, place).map(withoutIdentity) };
      case 'logical':
        // `subsegment && value` is never the subsegment itself.
        return {
          ...given,
          left: given.operator === '&&' ? test(given.left, place) : expression(given.left, place),
          right: expression(given.right, place),
        };
      case 'conditional':
        return {
          ...given,
          test: test(given.test, place),
          yes: expression(given.yes, place),
          no: expression(given.no, place),
        };
      case 'not':
        return { ...given, operand: test(given.operand, place) };
      case 'cast':
        return { ...given, operand: expression(given.operand, place) };
      case 'sequence':
        return { ...given, first: expression(given.first, place), last: expression(given.last, place) };
      case 'assign':
        return {
          ...given,
          key: optional(given.key ?? (place.isThrown ? NOTHING : undefined), place),
          value: expression(given.value, place),
        };
      case 'destructure':
        return { ...given, pattern: pattern(given.pattern, place), value: expression(given.value, place) };
      case 'class':
        return {
          ...given,
          heritage: optional(given.heritage, place),
          members: given.members.map((one) => member(one, place)),
        };
      case 'await':
        return place.canAwait ? { ...given, operand: expression(given.operand, place) } : expression(given.operand, place);
      case 'yield':
        return place.canYield ? { ...given, operand: expression(given.operand, place) } : expression(given.operand, place);
      case 'function':
      case 'callback':
        return { ...given, code: code(given.code, place) };
      case 'immediate':
        return { ...given, code: code({ ...given.code, isGenerator: false }, place) };
      case 'helper':
        return program.helpers.length === 0
          ? { ...NOTHING }
          : {
              ...given,
              isHanded: place.isHelper && !place.isNested,
              index: given.index % program.helpers.length,
              subsegment: given.subsegment === undefined ? undefined : chosen(given.subsegment, place),
            };
      case 'local':
        return place.locals === 0 ? { ...NOTHING } : { ...given, index: given.index % place.locals };
      case 'capture': {
        const id = opened++;
        const inside = { subsegments: [...(place.isHelper ? [] : place.subsegments), id] };
        return { ...given, id, code: code({ ...given.code, isGenerator: false }, place, inside) };
      }
      case 'settle':
        return {
          ...given,
          base: settled(expression(given.base, place)),
          callbacks: given.callbacks.map((one) => code({ ...one, isGenerator: false }, place)),
        };
      case 'mark': {
        const subsegment = chosen(given.subsegment, place);
        return subsegment === undefined && given.form !== 'innermost'
          ? { ...NOTHING }
          : { ...given, subsegment: subsegment ?? MAIN };
      }
      case 'presence': {
        const subsegment = chosen(given.subsegment, place);
        const form = given.form === 'plain' ? 'defined' : given.form;
        return subsegment === undefined && form !== 'enabled'
          ? { ...NOTHING }
          : { ...given, form, subsegment: subsegment ?? MAIN };
      }
    }
  }

  /** A call that gives a promise, and throws nothing itself. */
  function settled(base: Expression): Expression {
    const isPromise =
      base.kind === 'settle' ||
      (base.kind === 'helper' && program.helpers[base.index]?.isAsync) ||
      (base.kind === 'local' && program.locals[base.index]?.isAsync) ||
      ((base.kind === 'immediate' || base.kind === 'capture') && base.code.isAsync);
    return isPromise ? base : { kind: 'call', callee: 'none', operands: [] };
  }

  function statements(body: Body, place: Place): Statement[] {
    let here = place;
    return body.map((given) => {
      if (given.kind === 'open') {
        const id = opened++;
        here = { ...here, subsegments: [...here.subsegments, id] };
        return { ...given, id };
      }
      return statement(given, here);
    });
  }

  function statement(given: Exclude<Statement, { kind: 'open' }>, place: Place): Statement {
    const inside = (body: Body, more: Partial<Place> = {}) => statements(body, { ...place, ...more });
    switch (given.kind) {
      case 'expression':
        return { ...given, value: expression(given.value, place) };
      case 'throw':
        return { ...given, value: expression(given.value, { ...place, isThrown: true }) };
      case 'declare':
        return { ...given, pattern: pattern(given.pattern, place), value: expression(given.value, place) };
      case 'return':
        return place.canReturn
          ? { ...given, value: optional(given.value, place) }
          : { kind: 'expression', value: optional(given.value, place) ?? { ...NOTHING } };
      case 'jump': {
        const { form, label } = given;
        const fits =
          label === undefined
            ? place.inLoop || (form === 'break' && place.inSwitch)
            : (form === 'break' ? place.labels : place.loopLabels).includes(label);
        return fits ? { ...given } : { kind: 'expression', value: { ...NOTHING } };
      }
      case 'if':
        return {
          kind: 'if',
          test: test(given.test, place),
          yes: inside(given.yes),
          no: given.no && inside(given.no),
        };
      case 'switch':
        return {
          kind: 'switch',
          on: expression(given.on, place),
          cases: onlyOneDefault(given.cases).map(({ test, body }) => ({
            test: optional(test, place),
            body: inside(body, { inSwitch: true }),
          })),
        };
      case 'loop': {
        const label = place.labels.includes(given.label ?? '') ? undefined : given.label;
        const own = label === undefined ? [] : [label];
        return {
          kind: 'loop',
          form: given.form === 'await of' && !place.canAwait ? 'of' : given.form,
          label,
          test: test(given.test, place),
          pattern: pattern(given.pattern, place),
          first: expression(given.first, place),
          update: expression(given.update, place),
          body: inside(given.body, {
            inLoop: true,
            labels: [...place.labels, ...own],
            loopLabels: [...place.loopLabels, ...own],
          }),
        };
      }
      case 'labelled':
        return place.labels.includes(given.label)
          ? { kind: 'if', test: { kind: 'literal', text: 'true', isTrue: true }, yes: inside(given.body), no: undefined }
          : { ...given, body: inside(given.body, { labels: [...place.labels, given.label] }) };
      case 'try': {
        return {
          kind: 'try',
          block: inside(given.block),
          caught: pattern(given.caught, place),
          handler: given.handler || !given.finalizer ? inside(given.handler ?? [], { hasCaught: place.isMain }) : undefined,
          finalizer: given.finalizer && inside(given.finalizer),
        };
      }
    }
  }

  function chosen(index: number, { subsegments }: Place): number | undefined {
    return subsegments[index % Math.max(1, subsegments.length)];
  }

  function helper({ isAsync, body }: Helper, place: Partial<Place>): Helper {
    const inside = { ...mainPlace, isMain: false, canAwait: isAsync, ...place };
    return { isAsync, body: statements(body, inside) };
  }

  const mainPlace: Place = {
    ...NO_JUMPS,
    canAwait: true,
    canYield: false,
    canReturn: true,
    subsegments: [MAIN],
    isHelper: false,
    isNested: false,
    locals: program.locals.length,
    isMain: true,
    isThrown: false,
    hasCaught: false,
  };
  return {
    ...program,
    helpers: program.helpers.map((one, index) =>
      helper(one, { subsegments: [FIRST_HANDED + index], isHelper: true, locals: 0 }),
    ),
    locals: program.locals.map((one) => helper(one, {})),
    body: [...statements(program.body, mainPlace), ...(program.throwsKept ? [throwKept()] : [])],
  };
}

function throwKept(): Statement {
  return { kind: 'throw', value: { kind: 'leaf', text: 'kept' } };
}

function onlyOneDefault(cases: readonly Case[]): Case[] {
  const first = cases.findIndex(({ test }) => test === undefined);
  return cases.map(({ test, body }, index) => ({
    test: test ?? (index === first ? undefined : NOTHING),
    body,
  }));
}

/** Unknown code that is handed a subsegment or a metrics object counts as using it: here, none is. */
function withoutIdentity(operand: Expression): Expression {
  switch (operand.kind) {
    case 'leaf':
    case 'literal':
    case 'call':
    case 'chain':
    case 'function':
    case 'class':
    case 'mark':
    case 'not':
      return operand;
    default:
      return { kind: 'not', operand };
  }
}
