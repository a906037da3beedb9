import type { PlannedCheck } from '../../../schemas/publication.ts';
import type { Review } from '../../../schemas/review.ts';
import type { ReviewOutput } from '../review-output.ts';
import { countsText, isIncomplete, verdictText } from '../words.ts';
import { annotations } from './annotations.ts';
import { plainLine } from './plain-line.ts';
import type { PublicationFacts } from './publication-facts.ts';
import { summaryBody } from './summary-body.ts';

const LONGEST_TITLE = 255;
/** What GitHub takes as the summary of a check run. */
const SUMMARY_LIMIT = 65_535;

/** The check run: it fails where something critical stands or something was not looked at, unless a person let this commit pass. */
export function plannedCheck(output: ReviewOutput, facts: PublicationFacts): PlannedCheck {
  return {
    name: facts.checkName,
    conclusion: facts.breakGlass !== null || passes(output.review) ? 'success' : 'failure',
    title: plainLine(titleOf(output.review, facts), LONGEST_TITLE),
    summary: summaryBody(output, facts, { limit: SUMMARY_LIMIT, everythingInFull: false }),
    annotations: annotations(output, facts),
  };
}

function passes(review: Review): boolean {
  return review.verdict !== 'significant_concerns' && !isIncomplete(review);
}

function titleOf(review: Review, { breakGlass }: PublicationFacts): string {
  const verdict = `${verdictText(review.verdict)}: ${countsText(review.counts)}`;
  if (breakGlass !== null) return `Break glass by ${breakGlass.actor}: ${breakGlass.reason} (${verdict})`;
  return isIncomplete(review) && review.verdict !== 'incomplete' ? `${verdict}, not complete` : verdict;
}
