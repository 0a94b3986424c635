import type { TSESTree } from '@typescript-eslint/utils';
import type { FailurePathDefinition } from '@silent-failure/runtime/contract';
import type { CodeUnit } from '../../../control-flow/analysis';
import type { InstrumentationCall } from '../../../instrumentation/calls';
import { parameterOf, valueOf } from '../../../syntax/activations';
import type { Placed } from '../../../syntax/activations';
import { contains } from '../../../syntax/walk';
import type { FileContext } from '../file-context';
import { isOutOfSight } from './out-of-sight';
import { codeOf } from './path-code';
import type { PathCall, PathCode } from './path-code';
import { PathFlow } from './path-flow';
import type { PathSubsegment, Wrapped } from './path-subsegments';

/** An instrumentation call, in a run of its function. */
export interface PathAction {
  readonly call: PathCall;
  readonly known: InstrumentationCall;
}

/** Something that a path does otherwise than the contract says. */
export interface PathProblem {
  readonly node: TSESTree.Node;
  readonly messageId: string;
  readonly data: Readonly<Record<string, string>>;
}

/** A subsegment of the contract with the code that it wraps. */
export class HeldPath {
  readonly context: FileContext;
  readonly name: string;
  readonly definition: FailurePathDefinition;
  readonly subsegment: PathSubsegment;
  readonly wrapped: Wrapped;
  readonly code: PathCode;
  readonly flow: PathFlow;

  constructor(
    context: FileContext,
    { name, definition }: { readonly name: string; readonly definition: FailurePathDefinition },
    subsegment: PathSubsegment,
    wrapped: Wrapped,
  ) {
    this.context = context;
    this.name = name;
    this.definition = definition;
    this.subsegment = subsegment;
    this.wrapped = wrapped;
    this.code = codeOf(context, { node: wrapped.unit, run: wrapped.run, span: wrapped.span }, subsegment.opening);
    this.flow = new PathFlow(context, this.code.runs);
  }

  /** The instrumentation calls of some code. */
  actions(code: PathCode = this.code): PathAction[] {
    return code.calls.flatMap((call) => {
      const known = this.context.callAt(call.node);
      return known ? [{ call, known }] : [];
    });
  }

  /** Whether what a call does, it does to this path's subsegment. */
  isActedOn({ call, known }: PathAction): boolean {
    const { receiver } = known;
    if (receiver?.is !== 'object') {
      return call.isInnermost && this.#isInnermostForTracer();
    }
    if (this.#actsOnInnermost(receiver.type)) {
      return call.isInnermost && this.#isInnermostForTracer();
    }
    const { callee } = call.node;
    return callee.type === 'MemberExpression'
      ? this.isSubsegment({ node: callee.object, in: call.in })
      : receiver.opened === this.subsegment.opening;
  }

  /** Whether an expression gives this path's subsegment, or the runtime's handle of it. */
  isSubsegment(placed: Placed): boolean {
    const value = valueOf(this.context.file, placed);
    if (value.node === this.subsegment.opening) {
      return true;
    }
    const parameter = parameterOf(this.context.file, value.node);
    if (parameter && parameter.function === this.wrapped.unit) {
      return this.wrapped.span === undefined && parameter.index === 0 && parameter.path.length === 0;
    }
    const meaning = this.context.objects.meaningOf(value.node);
    return meaning?.is === 'object' && meaning.opened === this.subsegment.opening;
  }

  /** Whether code out of sight is handed the subsegment, and may do anything to it. */
  isHandedOn(): boolean {
    return this.code.calls.some(
      ({ node, in: run }) =>
        isOutOfSight(this.context, node) &&
        !this.code.runs.has(node) &&
        node.arguments.some((argument) => this.#holdsSubsegment({ node: argument, in: run })),
    );
  }

  /**
   * The units from the path's own inwards that lead to a call: it is judged in the first that surely runs it.
   */
  unitsTo({ in: run }: Placed): CodeUnit[] {
    const units: CodeUnit[] = [];
    for (let inner = run; inner && inner.function !== this.wrapped.unit; inner = inner.caller) {
      units.unshift(inner.function);
    }
    return [this.wrapped.unit, ...units];
  }

  /** The call in the path's own code (or in code of its own, `home`) that a call is made by: itself, or that of a helper. */
  ownCall(call: Placed<TSESTree.CallExpression>, home: readonly TSESTree.Node[] = this.subsegment.home): TSESTree.Node {
    const isOwn = (node: TSESTree.Node) => home.some((part) => contains(part, node));
    if (isOwn(call.node)) {
      return call.node;
    }
    for (let run = call.in; run; run = run.caller) {
      if (isOwn(run.call)) {
        return run.call;
      }
    }
    return this.subsegment.home[0] ?? call.node;
  }

  #actsOnInnermost(type: string): boolean {
    const members = Object.values(this.context.vocabularies.typeOf(type)?.members ?? {});
    return members.some(
      (member) => !('property' in member) && member.does?.some((action) => action === 'markInnermost' || action === 'access'),
    );
  }

  /** A subsegment that is opened by hand is not the current one until `setSegment` makes it that. */
  #isInnermostForTracer(): boolean {
    return (
      this.wrapped.span === undefined ||
      this.actions().some(({ call, known }) => {
        const [argument] = call.node.arguments;
        return known.does.has('enter') && argument && this.isSubsegment({ node: argument, in: call.in });
      })
    );
  }

  #holdsSubsegment(placed: Placed): boolean {
    const { node } = valueOf(this.context.file, placed);
    if (node.type === 'ObjectExpression') {
      return node.properties.some((property) =>
        this.isSubsegment({ node: property.type === 'Property' ? property.value : property.argument, in: placed.in }),
      );
    }
    return this.isSubsegment(placed);
  }
}

/** The line of a call, when a finding is reported elsewhere: ` (line 7)`. */
export function elsewhere(node: TSESTree.Node, reported: TSESTree.Node): string {
  return node === reported ? '' : ` (line ${node.loc.start.line})`;
}
