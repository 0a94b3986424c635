import type { TSESTree } from '@typescript-eslint/types';
import { callsDoing, openedCallback } from './instrumentation';
import { recordingSites } from './recording-sites';
import type { RecordingSite } from './recording-sites';
import { ancestorsOf, enclosing, enclosingFunction, isFunction, isWithin } from './source';
import type { FunctionNode, Source } from './source';

/** Where a named subsegment is opened. */
export interface Opening {
  /** The call, or the decorator. */
  readonly node: TSESTree.CallExpression | TSESTree.Decorator;
  readonly name: TSESTree.Node;
  /** The name that is written there, or that a constant gives. */
  readonly text: string;
  /** The code that it is open in. */
  readonly unit: FunctionNode;
  /** Where failures are recorded on it. */
  readonly sites: readonly RecordingSite[];
}

export function openings(source: Source): Opening[] {
  const found: Omit<Opening, 'sites'>[] = [];
  for (const call of callsDoing(source, 'open')) {
    const unit = openedCallback(call) ?? enclosingFunction(call);
    const [name] = call.arguments;
    if (unit && name) {
      found.push({ node: call, name, text: textOf(source, name), unit });
    }
  }
  for (const decorator of source.nodes('Decorator')) {
    const method = decorator.parent.type === 'MethodDefinition' ? decorator.parent.value : undefined;
    const name = source.nodes('Property', decorator).find(({ key }) => source.textOf(key) === 'subSegmentName')?.value;
    if (name && isFunction(method)) {
      found.push({ node: decorator, name, text: textOf(source, name), unit: method });
    }
  }
  return found.map((opening) => ({ ...opening, sites: sitesIn(source, opening, found) }));
}

/** The sites that record on a subsegment: it is the innermost that is open around what they record. */
function sitesIn(source: Source, opening: Omit<Opening, 'sites'>, all: readonly Omit<Opening, 'sites'>[]): RecordingSite[] {
  return recordingSites(source).filter(({ kind, recordings }) => {
    const marking = recordings.filter(({ does }) => does.has('mark'));
    return (
      kind !== 'helper' &&
      marking.length > 0 &&
      marking.every(({ statement }) => {
        const around = all.filter(({ unit }) => isWithin(statement, unit));
        return around.toSorted((a, b) => b.unit.range[0] - a.unit.range[0])[0] === opening;
      })
    );
  });
}

function textOf(source: Source, name: TSESTree.Node): string {
  if (name.type === 'Literal') {
    return String(name.value);
  }
  const key = name.type === 'MemberExpression' ? source.textOf(name.property) : '';
  const property = source.nodes('Property').find((candidate) => source.textOf(candidate.key) === key);
  return property?.value.type === 'Literal' ? String(property.value.value) : '';
}

/** The statement that a node stands in. */
export function statementAround(node: TSESTree.Node): TSESTree.Node {
  let inner = node;
  for (const ancestor of ancestorsOf(node)) {
    if (ancestor.type === 'BlockStatement' || ancestor.type === 'Program' || ancestor.type === 'SwitchCase') {
      return inner;
    }
    inner = ancestor;
  }
  return inner;
}

/** The `try` statement of the same function whose block a node stands in. */
export function tryAround(node: TSESTree.Node): TSESTree.TryStatement | undefined {
  const unit = enclosingFunction(node);
  let inner: TSESTree.Node = node;
  for (let around = enclosing(inner, 'TryStatement'); around && unit && isWithin(around, unit); around = enclosing(inner, 'TryStatement')) {
    if (isWithin(node, around.block)) {
      return around;
    }
    inner = around;
  }
  return undefined;
}
