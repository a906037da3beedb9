import type { TerminalState } from '../schemas/decision.ts';
import type { RejectedConcern } from '../schemas/memory.ts';
import type { ChangedText } from './changed-text.ts';
import { suppressed } from './claim.ts';
import { topicOf } from './concern.ts';
import type { Concern } from './concerns.ts';
import { guardOf } from './guard.ts';
import { compareText } from './order.ts';

/**
 * Holds back what was rejected on these very bytes of its file before; null when it was not. What a check found is never rejected by a
 * judge, so no rejection counts against it; a person's dismissal is known by the concern itself.
 */
export function rejectedBefore(
  concern: Concern,
  text: ChangedText,
  rejected: readonly RejectedConcern[],
): TerminalState | null {
  const { place } = concern.survivor;
  const blob = place === null ? null : (text.file(place.path, place.side)?.file.newBlob ?? null);
  if (blob === null || guardOf(concern) !== null) return null;
  const claims = [concern.survivor, ...concern.others];
  // Without a family of mistakes the key tells the code only, and one line may hold two mistakes.
  const keyTells = topicOf(concern.survivor).length > 0;
  const [first] = rejected
    .filter((one) => one.blob === blob)
    .filter(
      (one) =>
        claims.some((claim) => claim.fingerprint === one.fingerprint) || (keyTells && one.concern === concern.key),
    )
    .map(({ reason }) => reason)
    .toSorted(compareText);
  return first === undefined ? null : suppressed('rejected-on-this-blob', first);
}
