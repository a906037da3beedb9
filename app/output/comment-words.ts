import type { Review, ReviewComment } from '../../schemas/review.ts';

/** How sure, in percent: by its score; comments of logs that have none, as sure as was said. */
export function sureText({ score, confidence }: Pick<ReviewComment, 'score' | 'confidence'>): string {
  return `${score?.percent ?? Math.round(confidence / 10)}% sure`;
}

/** What was merged into a comment in other words, in a line each, and how much more there is. Raw text of reviewers. */
export function alsoTexts({ also = [], merged }: Pick<ReviewComment, 'also' | 'merged'>): readonly string[] {
  const said = also.map(({ reviewer, title }) => `${title.replaceAll(/\s+/g, ' ').trim()} (${reviewer})`);
  const more = merged.length - also.length;
  return said.length === 0 || more === 0 ? said : [...said, `and ${more} more like these`];
}

/** The comments that stand openly, in their order. */
export function openComments({ comments }: Pick<Review, 'comments'>): readonly ReviewComment[] {
  return comments.filter(({ folded }) => folded === undefined);
}

/** Those that are folded in the summary, in their order. */
export function foldedComments({ comments }: Pick<Review, 'comments'>): readonly ReviewComment[] {
  return comments.filter(({ folded }) => folded !== undefined);
}
