import type { ReviewComment } from '../../../schemas/review.ts';
import type { PlannedComment, PlannedPlace } from '../../../schemas/publication.ts';
import { BODY_LIMIT } from '../fit-body.ts';
import type { ReviewOutput } from '../review-output.ts';
import { markSize, raisedMark } from './concern-mark.ts';
import { inlineBody } from './inline-body.ts';
import type { PublicationFacts } from './publication-facts.ts';
import { suggestionOf } from './suggestion.ts';

/** Where a comment can be put on GitHub; null where only the summary can hold it. */
export function plannedPlace({ placement, location }: ReviewComment): PlannedPlace | null {
  // GitHub's names are text: a name that is not UTF-8 cannot be said to it.
  if (placement === 'summary' || location === null || !location.path.isWellFormed()) return null;
  const isLines = placement === 'inline' && location.startLine !== null;
  return isLines ? { kind: 'lines', at: location } : { kind: 'file', path: location.path };
}

/** A new comment of a review, or null where only the summary can hold it. */
export function placedComment(
  comment: ReviewComment,
  output: ReviewOutput,
  facts: PublicationFacts,
): PlannedComment | null {
  const place = plannedPlace(comment);
  if (place === null) return null;
  const mark = raisedMark(comment, { head: facts.head, blob: blobOf(comment, facts) });
  const body = inlineBody(comment, {
    suggestion: suggestionIn(comment, output, facts),
    recorded: output.runId !== null,
    withPlace: place.kind === 'file',
    limit: BODY_LIMIT - markSize(mark),
  });
  return { place, body, mark };
}

/** The lines that one click may apply, or null. */
function suggestionIn(comment: ReviewComment, output: ReviewOutput, facts: PublicationFacts): string | null {
  const path = comment.location?.path ?? null;
  const text = path === null || comment.replacement === null ? null : facts.sources(path, 'new');
  return suggestionOf(comment, { changeSet: output.changeSet, text });
}

/** The blob of a comment's file at the head; null where it is not known. */
export function blobOf({ location }: ReviewComment, facts: PublicationFacts): ReturnType<PublicationFacts['blobs']> {
  return location === null ? null : facts.blobs(location.path);
}
