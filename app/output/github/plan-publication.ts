import type { PlannedCheck, PlannedPublication } from '../../../schemas/publication.ts';
import type { Review } from '../../../schemas/review.ts';
import { BODY_LIMIT } from '../fit-body.ts';
import type { ReviewOutput } from '../review-output.ts';
import { countsText, headline, nothingToReview } from '../words.ts';
import { annotations } from './annotations.ts';
import { markSize } from './concern-mark.ts';
import { threadsByConcern } from './known-concerns.ts';
import { line, plainLine } from './one-line.ts';
import { placedComment } from './placed-comments.ts';
import type { PublicationFacts } from './publication-facts.ts';
import { summaryBody } from './summary-body.ts';
import { summaryMark } from './summary-mark.ts';
import { threadReplies } from './thread-replies.ts';
import { threadUpdates } from './thread-updates.ts';
import { isIncomplete } from '../coverage.ts';

type PlannedReview = NonNullable<PlannedPublication['review']>;

const LONGEST_REASON = 500;

/** Everything that one run wants to say on a pull request. Pure: the same facts give the same bytes. */
export function planPublication(output: ReviewOutput, facts: PublicationFacts): PlannedPublication {
  const mark = summaryMark(output, facts);
  const limit = BODY_LIMIT - markSize(mark);
  return {
    head: facts.head,
    review: plannedReview(output, facts),
    updates: threadUpdates(output, facts),
    replies: threadReplies(output, facts),
    summary: { body: summaryBody(output, facts, { limit, everythingInFull: false, headed: true }), mark },
    check: plannedCheck(output, facts),
  };
}

/** Null where there is nothing new to say beside the code and nothing to vote. */
function plannedReview(output: ReviewOutput, facts: PublicationFacts): PlannedReview | null {
  const threads = threadsByConcern(facts.conversation);
  const comments = output.review.comments
    .filter(({ concern }) => !threads.has(concern))
    .flatMap((comment) => placedComment(comment, output, facts) ?? []);
  const event = eventOf(output, facts);
  if (comments.length === 0 && (event === 'COMMENT' || hasVoted(output, facts, event))) return null;
  return { event, body: bodyOf(output, comments.length), comments };
}

/** A vote is the operator's wish, and never cast on a commit that a person let pass. */
function eventOf({ review }: ReviewOutput, { event, breakGlass }: PublicationFacts): PlannedReview['event'] {
  if (breakGlass !== null) return 'COMMENT';
  if (event.requestChanges && review.verdict === 'significant_concerns') return 'REQUEST_CHANGES';
  return event.approve && review.verdict === 'approved' && !isIncomplete(review) ? 'APPROVE' : 'COMMENT';
}

/** A request for changes stands until it is dismissed; an approval is for one commit. */
function hasVoted({ review }: ReviewOutput, facts: PublicationFacts, event: PlannedReview['event']): boolean {
  const last = facts.conversation.summary?.mark;
  if (last === undefined || last.verdict !== review.verdict) return false;
  return event === 'REQUEST_CHANGES' || last.head === facts.head;
}

function bodyOf({ review }: ReviewOutput, comments: number): string {
  const verdict = `**Docket: ${line(headline(review), LONGEST_REASON)}**`;
  if (comments === 0) return `${verdict} — ${line(review.verdictReason, LONGEST_REASON)}`;
  return `${verdict} — ${countsText(review.counts)}. The summary has the whole picture.`;
}

const LONGEST_TITLE = 255;
/** What GitHub takes as the summary of a check run. */
const SUMMARY_LIMIT = 65_535;

/** The check run: it fails where something critical stands or something was not looked at, unless a person let this commit pass. */
function plannedCheck(output: ReviewOutput, facts: PublicationFacts): PlannedCheck {
  return {
    name: facts.checkName,
    conclusion: facts.breakGlass !== null || passes(output.review) ? 'success' : 'failure',
    title: plainLine(titleOf(output, facts), LONGEST_TITLE),
    summary: summaryBody(output, facts, { limit: SUMMARY_LIMIT, everythingInFull: false, headed: false }),
    annotations: annotations(output, facts),
  };
}

function passes(review: Review): boolean {
  return review.verdict !== 'significant_concerns' && !isIncomplete(review);
}

function titleOf(output: ReviewOutput, { breakGlass }: PublicationFacts): string {
  const { review } = output;
  if (breakGlass === null && nothingToReview(output) !== null) return 'Nothing to review';
  const verdict = `${headline(review)}: ${countsText(review.counts)}`;
  if (breakGlass !== null) return `Break glass by ${breakGlass.actor}: ${breakGlass.reason} (${verdict})`;
  if (!isIncomplete(review) || review.verdict === 'incomplete') return verdict;
  return `${verdict}, ${review.incompleteReasons.length > 0 ? 'not complete' : 'not all covered'}`;
}
