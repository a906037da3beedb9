import type { Finding } from '../../schemas/finding.ts';
import type { Location } from '../../schemas/location.ts';
import type { Severity } from '../../schemas/severity.ts';
import { firstNonZero, severityRank } from '../order.ts';
import type { ConcernScore } from '../../schemas/review.ts';
import { compareText } from '../../schemas/text/compare-text.ts';

/** What is published, before and after it has a place in the review. */
interface Published {
  readonly finding: Finding;
  readonly place: Location | null;
  readonly score: ConcernScore;
  /** Whether it misses the bar of the configuration. */
  readonly isBelowBar: boolean;
}

/** How much one that is right is worth: as much as two of the next grade. */
const VALUES: Readonly<Record<Severity, number>> = { critical: 4, warning: 2, suggestion: 1 };

/**
 * What is critical first, what misses the bar last, and else the most valuable first: likely and severe. Then by place, then by id. Agreement
 * moves a concern up, never out.
 */
export function compareConcerns(a: Published, b: Published): number {
  return firstNonZero(
    () => Number(b.finding.severity === 'critical') - Number(a.finding.severity === 'critical'),
    () => Number(a.isBelowBar) - Number(b.isBelowBar),
    () => valueOf(b) - valueOf(a),
    () => severityRank(a.finding.severity) - severityRank(b.finding.severity),
    () => compareText(a.place?.path ?? '', b.place?.path ?? ''),
    () => (a.place?.startLine ?? 0) - (b.place?.startLine ?? 0),
    () => compareText(a.finding.id, b.finding.id),
  );
}

function valueOf({ finding, score }: Published): number {
  return VALUES[finding.severity] * score.percent;
}
