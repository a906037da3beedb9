import type { FileFacts, NameUse } from './facts.ts';
import { type Answers, enclosing, isHandedOver } from './answer-places.ts';

/** Why a caller in Go still expects the old answer. */
export function goMisused(use: NameUse, file: FileFacts, { before, after, untouched }: Answers): string | null {
  if (before.count === null || after.count === null || before.count === after.count) return null;
  const { taken } = use;
  const words = `expects ${values(before.count)} where there ${after.count === 1 ? 'is' : 'are'} ${after.count === 0 ? 'none' : after.count} now`;
  if (taken.as === 'names') return taken.count === before.count ? words : null;
  if (taken.as === 'operand' || taken.as === 'member' || taken.as === 'condition')
    return before.count === 1 ? words : null;
  if (taken.as === 'other') return before.count === 1 && isHandedOver(use.node) && untouched(use.node) ? words : null;
  if (taken.as !== 'returned') return null;
  const around = enclosing(use, file);
  return around?.signature?.answer.count === before.count ? words : null;
}

const values = (count: number): string => (count === 1 ? 'one value' : `${count} values`);
