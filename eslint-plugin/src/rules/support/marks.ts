import type { TSESTree } from '@typescript-eslint/utils';
import { ALL_FACTS } from '../../control-flow/completions';
import type { Facts } from '../../control-flow/completions';
import { openedName } from '../../instrumentation/calls';
import type { StaticString } from '../../syntax/static-string';
import type { FileContext } from './file-context';

// As a function is judged by itself: a parameter stands for what the file shows to be handed in.

/** The failure is recorded on a subsegment, named or not. */
export const RECORDED: Facts = 1;
/** The failure is recorded on a named subsegment. */
export const MARKED: Facts = 1 << 1;
/** A metric is sent. */
export const EMITTED: Facts = 1 << 2;

// As callers see a function: what it does whatever it is handed, and what it does to what it is handed.

const ALWAYS_RECORDED: Facts = 1 << 3;
const ALWAYS_MARKED: Facts = 1 << 4;
const ALWAYS_EMITTED: Facts = 1 << 5;
/** Recorded on the subsegment that is the innermost open one at the call. */
const MARKED_INNERMOST: Facts = 1 << 6;

/** How many parameters of a function are told apart; marks on further ones count as judged above. */
const SLOTS = 8;
const FIRST_MARKED_SLOT = 7;
const FIRST_EITHER_SLOT = FIRST_MARKED_SLOT + SLOTS;
const FIRST_EMITTED_SLOT = FIRST_EITHER_SLOT + SLOTS;
const MARKED_SLOTS: Facts = slots(FIRST_MARKED_SLOT);
/** Recorded on what is handed in, or on the innermost subsegment: what is left where branches that do either meet. */
const EITHER_SLOTS: Facts = slots(FIRST_EITHER_SLOT);
const EMITTED_SLOTS: Facts = slots(FIRST_EMITTED_SLOT);

/** What a mark on the subsegment that is the innermost open one at the call gives. */
export const INNERMOST_MARK: Facts = MARKED_INNERMOST | EITHER_SLOTS;
/** What a mark gives, whatever is handed in: so it holds for every parameter too, which keeps meets exact. */
const NAMED_MARK: Facts = RECORDED | ALWAYS_RECORDED | MARKED | ALWAYS_MARKED | INNERMOST_MARK | MARKED_SLOTS;
const UNNAMED_MARK: Facts = RECORDED | ALWAYS_RECORDED;
/** What sending a metric gives, whatever is handed in. */
export const EMISSION: Facts = EMITTED | ALWAYS_EMITTED | EMITTED_SLOTS;

const AS_JUDGED: Facts = RECORDED | MARKED | EMITTED;

/** All that a mark may give. */
export const ANY_MARK: Facts = NAMED_MARK;
/** All that a handler may owe. */
export const EVERYTHING: Facts = ALL_FACTS;

/** The facts that a mark on the subsegment with this opening gives; without one it is taken to be named. */
export function markFact(context: FileContext, opened?: TSESTree.CallExpression): Facts {
  const opening = opened && context.callAt(opened);
  if (opening === undefined) {
    return NAMED_MARK;
  }
  return markFactOf(openedName(context.file, opening.node, opening.method));
}

/** The facts that a mark on a subsegment of this name gives. */
export function markFactOf(name: StaticString): Facts {
  const isUnnamed = name.state === 'computed' || (name.state === 'known' && name.text === '');
  return isUnnamed ? UNNAMED_MARK : NAMED_MARK;
}

/**
 * The facts of a mark on, or an emission by, what a parameter holds: as judged, and for callers in the
 * parameter's slot.
 */
export function throughParameter(facts: Facts, slot: number): Facts {
  if (slot >= SLOTS) {
    return facts;
  }
  const marked = facts & RECORDED ? markedSlot(slot) | eitherSlot(slot) : 0;
  const emitted = facts & EMITTED ? emittedSlot(slot) : 0;
  return (facts & AS_JUDGED) | marked | emitted;
}

/**
 * What the callback of a call that opens a subsegment does, which is the innermost one in it.
 *
 * @param facts of the callback
 * @param innermost what a mark on that subsegment gives
 */
export function withInnermost(facts: Facts, innermost: Facts): Facts {
  return facts & MARKED_INNERMOST ? (facts & ~INNERMOST_MARK) | innermost : facts;
}

/**
 * What a call does, given the facts of the function that it calls.
 *
 * @param facts of the function
 * @param innermost what a mark on the innermost subsegment gives at the call
 * @param handedIn the facts of marking and emitting by what the call hands in for the slot
 */
export function factsOfCall(facts: Facts, innermost: () => Facts, handedIn: (slot: number) => Facts): Facts {
  let found: Facts = 0;
  if (facts & ALWAYS_MARKED) {
    found |= NAMED_MARK;
  } else if (facts & ALWAYS_RECORDED) {
    found |= UNNAMED_MARK;
  } else if (facts & MARKED_INNERMOST) {
    found |= innermost();
  }
  found |= facts & ALWAYS_EMITTED ? EMISSION : 0;
  for (let slot = 0; slot < SLOTS; slot++) {
    const marks = facts & ALWAYS_MARKED ? 0 : facts & (markedSlot(slot) | eitherSlot(slot));
    const isEmitted = !(facts & ALWAYS_EMITTED) && (facts & emittedSlot(slot)) !== 0;
    if (marks || isEmitted) {
      const handed = handedIn(slot);
      const marked = marks & markedSlot(slot) ? handed : marks ? handed & innermost() : 0;
      found |= (marked & ~EMISSION) | (isEmitted ? handed & EMISSION : 0);
    }
  }
  return found;
}

function slots(first: number): Facts {
  return ((1 << SLOTS) - 1) << first;
}

function markedSlot(slot: number): Facts {
  return 1 << (FIRST_MARKED_SLOT + slot);
}

function eitherSlot(slot: number): Facts {
  return 1 << (FIRST_EITHER_SLOT + slot);
}

function emittedSlot(slot: number): Facts {
  return 1 << (FIRST_EMITTED_SLOT + slot);
}
