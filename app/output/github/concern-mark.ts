import type { ObjectId } from '../../../schemas/change-set.ts';
import type { ConcernMark, Mark } from '../../../schemas/publication.ts';
import type { ReviewComment } from '../../../schemas/review.ts';

/** Longest quote that a mark carries; the beginning of a longer one is still found in the file. */
const LONGEST_QUOTE = 2000;
const LONGEST_TITLE = 300;
const LONGEST_REFERENCE = 200;
const MOST_REFERENCES = 5;
const MOST_IDS = 40;
/** Longest reason of a person that a mark carries. */
const LONGEST_REASON = 1000;

/** A mark whose publication is not known yet. */
export type Unpublished = Omit<ConcernMark, 'publication'>;

/** A row id of the length that every one has. */
const SOME_ROW = '00000000-0000-7000-8000-000000000000';

/** The mark of a comment that is published for the first time. */
export function raisedMark(
  comment: ReviewComment,
  facts: { readonly head: ObjectId; readonly blob: ObjectId | null },
): Unpublished {
  return {
    kind: 'concern',
    head: facts.head,
    comment: withoutProse(comment),
    blob: facts.blob,
    state: 'raised',
    actor: null,
    reason: null,
  };
}

/**
 * A comment as a mark carries it: without prose, and no longer than a comment on GitHub can hold beside its text. What is bounded already
 * stays as it is.
 */
export function withoutProse(comment: ReviewComment): ReviewComment {
  const { also: _, ...rest } = comment;
  return {
    ...rest,
    ...(comment.score === undefined ? {} : { score: { ...comment.score, terms: [] } }),
    merged: comment.merged.slice(0, MOST_IDS),
    ...(comment.carried === undefined ? {} : { carried: comment.carried.slice(0, MOST_IDS) }),
    title: beginningOf(comment.title, LONGEST_TITLE),
    evidence: comment.evidence === null ? null : quoteOf(comment.evidence),
    explanation: '',
    failureScenario: null,
    replacement: null,
    references: comment.references
      .slice(0, MOST_REFERENCES)
      .map((one) => one.slice(0, LONGEST_REFERENCE).toWellFormed()),
  };
}

/** A person's reason as a mark carries it. */
export function boundedReason(reason: string): string {
  return beginningOf(reason, LONGEST_REASON);
}

/** The bytes that a mark takes up at the head of a comment, with its line end. */
export function markSize(mark: Mark | Omit<Mark, 'publication'>): number {
  const text = JSON.stringify({ publication: SOME_ROW, ...mark });
  return '<!-- docket  -->\n'.length + Math.ceil((Buffer.byteLength(text, 'utf8') * 4) / 3);
}

/** Whole lines where there are any that fit. */
function quoteOf(quote: string): string {
  if (quote.length <= LONGEST_QUOTE) return quote;
  const piece = quote.slice(0, LONGEST_QUOTE);
  const end = piece.lastIndexOf('\n');
  return end > 0 ? piece.slice(0, end) : beginningOf(quote, LONGEST_QUOTE);
}

/** Cut without a word, so that cutting again changes nothing. */
function beginningOf(text: string, longest: number): string {
  return text.length <= longest ? text : text.slice(0, longest).toWellFormed();
}
