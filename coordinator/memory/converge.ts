import type { TerminalState } from '../../schemas/decision.ts';
import type { Location } from '../../schemas/location.ts';
import type { SinceLastReview } from '../../schemas/memory.ts';
import type { ChangedText } from '../evidence/changed-text.ts';
import { type Claim, suppressed } from '../evidence/claim.ts';
import { headNames } from './known-files.ts';
import { isTouched } from './touched-lines.ts';

/**
 * Holds back what is new, not critical, and about lines that a complete review has seen as they are: else every push would bring
 * remarks that the one before could have brought. Null where nothing is known of an earlier review.
 */
export function untouchedSince(claim: Claim, text: ChangedText, since: SinceLastReview | null): TerminalState | null {
  const { finding, place } = claim;
  if (since === null || finding.severity === 'critical') return null;
  if (place === null || !isUntouched(claim, text, since)) return null;
  const where = place.startLine === null ? place.path : `line ${place.startLine} of ${place.path}`;
  const bar = `no commit since the review of ${since.head.slice(0, 7)} touched ${where}: only something critical is new there`;
  return suppressed('untouched-line', bar);
}

/** What has no place, or is outside the change, cannot be called untouched. */
function isUntouched(claim: Claim, text: ChangedText, since: SinceLastReview): boolean {
  const places = placesAtHead(claim, text);
  return places.length > 0 && places.every((place) => !isTouched(place, since));
}

/** Lines that the change removes have no number at the head: there the file counts. */
function placesAtHead(
  { place }: Claim,
  text: ChangedText,
): readonly Pick<Location, 'path' | 'startLine' | 'endLine'>[] {
  // A check may speak of a file that the change leaves alone: what it says there comes of what was changed elsewhere.
  if (place === null || text.file(place.path, place.side) === null) return [];
  if (place.side === 'new') return [place];
  return headNames(place.path, text).map((path) => ({ path, startLine: null, endLine: null }));
}
