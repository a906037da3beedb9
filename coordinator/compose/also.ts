import { compareText } from '../../schemas/text/compare-text.ts';
import type { ReviewComment } from '../../schemas/review.ts';
import type { Concern } from '../dedupe/concerns.ts';
import { normaliseLine } from '../evidence/searchable-source.ts';
import { firstNonZero } from '../order.ts';

/** Most claims that are shown under the one that carries them. */
const MOST = 3;

/**
 * What was merged in other words: what is least like the rest comes first, for that may be another mistake after all, and must not be lost to
 * the reader.
 */
export function alsoOf({ survivor, others, shares }: Concern): Pick<ReviewComment, 'also'> {
  const byTitle = new Map(
    others
      .toSorted((a, b) =>
        firstNonZero(
          () => (shares?.get(a) ?? 0) - (shares?.get(b) ?? 0),
          () => compareText(a.finding.id, b.finding.id),
        ),
      )
      .map(({ finding }) => [normaliseLine(finding.title).toLowerCase(), finding]),
  );
  byTitle.delete(normaliseLine(survivor.finding.title).toLowerCase());
  const also = [...byTitle.values()].slice(0, MOST).map(({ reviewer, rule, title }) => ({ reviewer, rule, title }));
  return also.length === 0 ? {} : { also };
}
