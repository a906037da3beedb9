import { compareText } from '../../schemas/text/compare-text.ts';
import type { TerminalState } from '../../schemas/decision.ts';
import type { RejectedConcern } from '../../schemas/memory.ts';
import type { ChangedText } from '../evidence/changed-text.ts';
import { type Claim, isJustWords, suppressed } from '../evidence/claim.ts';
import { normaliseLine } from '../evidence/searchable-source.ts';
import { isBeyondJudge } from '../judge/judge-limits.ts';
import { isGraver } from './same-claim.ts';

/**
 * Holds back what was rejected on these very bytes of its file before; null when it was not. What a check found is never rejected by a
 * judge, so no rejection counts against it; a person's dismissal is known by the concern itself.
 */
export function rejectedBefore(
  claim: Claim,
  text: ChangedText,
  rejected: readonly RejectedConcern[],
): TerminalState | null {
  const { place, finding } = claim;
  const blob = place === null ? null : (text.file(place.path, place.side)?.file.newBlob ?? null);
  if (blob === null || isBeyondJudge(finding)) return null;
  const [first] = rejected
    .filter((one) => one.blob === blob && isRejected(claim, one))
    .map(({ reason }) => reason)
    .toSorted(compareText);
  return first === undefined ? null : suppressed('rejected-on-this-blob', first);
}

/** Logs that do not say how grave it was, or in which words, answer nothing critical and no mere words. */
function isRejected(
  { fingerprint, finding }: Claim,
  { severity = 'warning', title, ...one }: RejectedConcern,
): boolean {
  if (one.fingerprint !== fingerprint || isGraver(finding, severity)) return false;
  return !isJustWords(finding) || (title !== undefined && normaliseLine(title) === normaliseLine(finding.title));
}
