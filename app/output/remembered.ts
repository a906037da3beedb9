import { stillCounts } from '../../coordinator/memory/known-status.ts';
import type { RememberedConcern, Review } from '../../schemas/review.ts';
import { placeText } from './words.ts';

/** So many are named; of more, how many there are. */
const MOST_NAMED = 8;

/** What was published before and still counts, most severe first. */
export function standingConcerns(review: Pick<Review, 'remembered'>): RememberedConcern[] {
  return (review.remembered ?? []).filter(stillCounts);
}

/** `Raised before: 2 still stand, 1 disputed, 1 dismissed, 3 fixed`; null when nothing was. */
export function rememberedText({ remembered = [] }: Pick<Review, 'remembered'>): string | null {
  const count = (...states: readonly RememberedConcern['state'][]) =>
    remembered.filter(({ state }) => states.includes(state)).length;
  const standing = count('standing', 'unknown');
  const parts = [
    ...(standing === 0 ? [] : [`${standing} still ${standing === 1 ? 'stands' : 'stand'}`]),
    ...(['claimed', 'dismissed', 'fixed'] as const).flatMap((state) =>
      count(state) === 0 ? [] : [`${count(state)} ${state === 'claimed' ? 'disputed' : state}`],
    ),
  ];
  return parts.length === 0 ? null : `Raised before: ${parts.join(', ')}`;
}

/** Each concern that still counts on one line, without the prose that was published; the last line counts the rest. */
export function standingTexts(review: Pick<Review, 'remembered'>): string[] {
  const standing = standingConcerns(review);
  const named = standing.slice(0, MOST_NAMED).map(({ state, note, comment }) => {
    const place = placeText(comment.location);
    const unknown = state === 'unknown' ? ` (not looked at again: ${note})` : '';
    return `${comment.severity}${place === null ? '' : ` ${place}`}: ${comment.title}${unknown}`;
  });
  const left = standing.length - named.length;
  return left === 0 ? named : [...named, `and ${left} more`];
}

/** What there is to say when this run has no comment of its own. */
export function nothingText(review: Pick<Review, 'remembered'>): string {
  return rememberedText(review) === null ? 'No findings' : 'Nothing new';
}
