import type { Look } from '../plain-slip.ts';
import {
  absoluteParts,
  decimalModes,
  emptyAssertions,
  fixedResults,
  joinedArguments,
  numbersCompared,
  openOptions,
  otherCase,
  zeroArguments,
} from './literals.ts';
import { deafLoops, endlessLoops, neverNegative, pastTheEnd, singleTurns } from './loops.ts';
import {
  commitsNotAsked,
  droppedReferences,
  halfOrders,
  keysTwice,
  lazyIterators,
  partWritten,
  untrimmedLines,
  usedWhenEmpty,
} from './results.ts';
import { blockedTasks, borrowedWhileWaiting, heldByCondition, lockedTwice, notAwaited } from './tasks.ts';
import {
  endlessTraits,
  otherFields,
  uncheckedLengths,
  unlikeDerived,
  unsoundBounds,
  wrongOperators,
} from './traits.ts';

/** What looks at Rust alone. */
export const RUST_LOOKS: readonly Look[] = [
  absoluteParts,
  decimalModes,
  emptyAssertions,
  fixedResults,
  joinedArguments,
  numbersCompared,
  openOptions,
  otherCase,
  zeroArguments,
  deafLoops,
  endlessLoops,
  neverNegative,
  pastTheEnd,
  singleTurns,
  commitsNotAsked,
  droppedReferences,
  halfOrders,
  keysTwice,
  lazyIterators,
  partWritten,
  untrimmedLines,
  usedWhenEmpty,
  blockedTasks,
  borrowedWhileWaiting,
  heldByCondition,
  lockedTwice,
  notAwaited,
  endlessTraits,
  otherFields,
  uncheckedLengths,
  unlikeDerived,
  unsoundBounds,
  wrongOperators,
];
