import type { Finding } from '../../schemas/finding.ts';
import type { Location } from '../../schemas/location.ts';
import { proofRank } from '../evidence/claim.ts';
import type { Concern } from './concerns.ts';
import { firstNonZero, severityRank } from '../order.ts';
import { compareText } from '../../schemas/compare-text.ts';

/** What is published, before and after it has a place in the review. */
interface Published {
  readonly concern: Concern;
  readonly finding: Finding;
  readonly place: Location | null;
}

/**
 * Most severe first, then the surest, the best proven, what more kinds of evidence and more reviewers say, then by place, then by
 * id. Agreement moves a concern up, never out.
 */
export function compareConcerns(a: Published, b: Published): number {
  return firstNonZero(
    () => severityRank(a.finding.severity) - severityRank(b.finding.severity),
    () => b.finding.confidence - a.finding.confidence,
    () => bestProof(a.concern) - bestProof(b.concern),
    () => distinct(b.concern, 'origin') - distinct(a.concern, 'origin'),
    () => distinct(b.concern, 'reviewer') - distinct(a.concern, 'reviewer'),
    () => compareText(a.place?.path ?? '', b.place?.path ?? ''),
    () => (a.place?.startLine ?? 0) - (b.place?.startLine ?? 0),
    () => compareText(a.finding.id, b.finding.id),
  );
}

function bestProof({ survivor, others }: Concern): number {
  return Math.min(...[survivor, ...others].map(({ proof }) => proofRank(proof)));
}

function distinct({ survivor, others }: Concern, what: 'origin' | 'reviewer'): number {
  return new Set([survivor, ...others].map(({ finding }) => finding[what])).size;
}
