import type { Finding } from '../../schemas/finding.ts';
import type { Location } from '../../schemas/location.ts';
import { firstNonZero, severityRank } from '../order.ts';
import { compareText } from '../../schemas/compare-text.ts';

/** What is published, before and after it has a place in the review. */
interface Published {
  readonly finding: Finding;
  readonly place: Location | null;
}

/** Most severe first, then the surest, then by place, then by id. */
export function compareConcerns(a: Published, b: Published): number {
  return firstNonZero(
    () => severityRank(a.finding.severity) - severityRank(b.finding.severity),
    () => b.finding.confidence - a.finding.confidence,
    () => compareText(a.place?.path ?? '', b.place?.path ?? ''),
    () => (a.place?.startLine ?? 0) - (b.place?.startLine ?? 0),
    () => compareText(a.finding.id, b.finding.id),
  );
}
