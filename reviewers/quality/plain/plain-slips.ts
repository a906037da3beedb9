import type { PlainSyntax } from '../../changed-code/plain/plain-syntax.ts';
import { below, type Syntax } from '../../changed-code/syntax-node.ts';
import { brokenPatterns, droppedGuards, lostAnswers, lostTasks, usedAfterClose } from './answers.ts';
import {
  assigningConditions,
  constantConditions,
  duplicateCases,
  duplicateKeys,
  identityComparisons,
  sameBranches,
  sameOperands,
  selfAssignments,
} from './branches.ts';
import { callsItself, errorsNotAsked, lostErrors, usedBeforeCheck } from './errors.ts';
import { deferInLoop, finallyReturns, keptLocks, pastTheLast, swallowed, unreachable } from './flow.ts';
import { wrongFormats } from './formats.ts';
import { emptyRanges, failedSwaps, heldWhileWaiting, lengthBelowZero, lostBounds } from './ranges.ts';
import { coveredBranches, impossibleRanges, swappedArguments } from './order.ts';
import { comparedWithItself, indexAtLength, unsetMemory, usedWhenMissing } from './missing.ts';
import type { Look, PlainSlip } from './plain-slip.ts';
import { asyncVoid, bothSidesAsked, changedWhileWalked, turnedOperators } from './turned.ts';
import { RUST_LOOKS } from './rust/rust-looks.ts';

const LOOKS: readonly Look[] = [
  sameBranches,
  duplicateCases,
  duplicateKeys,
  sameOperands,
  selfAssignments,
  assigningConditions,
  constantConditions,
  identityComparisons,
  unreachable,
  swallowed,
  finallyReturns,
  keptLocks,
  deferInLoop,
  pastTheLast,
  wrongFormats,
  lostAnswers,
  lostTasks,
  droppedGuards,
  usedAfterClose,
  brokenPatterns,
  lostErrors,
  errorsNotAsked,
  usedBeforeCheck,
  callsItself,
  failedSwaps,
  lengthBelowZero,
  lostBounds,
  emptyRanges,
  heldWhileWaiting,
  usedWhenMissing,
  indexAtLength,
  comparedWithItself,
  unsetMemory,
  coveredBranches,
  impossibleRanges,
  swappedArguments,
  turnedOperators,
  bothSidesAsked,
  changedWhileWalked,
  asyncVoid,
];

/**
 * The mistakes that a file's syntax shows.
 *
 * @param isAsked which nodes are looked at. What is told of a node lies in it: where no line of it is changed there is nothing to be told
 */
export function plainSlips(
  { root, language }: PlainSyntax,
  isAsked: (node: Syntax) => boolean = () => true,
): readonly PlainSlip[] {
  const looks = language.kind === 'rust' ? [...LOOKS, ...RUST_LOOKS] : LOOKS;
  const found: PlainSlip[] = [];
  // Nearly every look at a node finds nothing; a list for each of them would be most of the work.
  for (const node of below(root)) {
    if (!isAsked(node)) continue;
    for (const look of looks) for (const slip of look(node, language.kind)) found.push(slip);
  }
  return found;
}
