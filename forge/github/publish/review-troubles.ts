import { InfrastructureError } from '../../../schemas/problem.ts';
import type { PlannedComment } from '../../../schemas/publication.ts';
import type { Degraded } from './published.ts';

/** Somebody else with our identity does not end a pending review. */
export function occupied(where: string, patienceMs: number): InfrastructureError {
  return new InfrastructureError({
    what: `another program that shares our identity held a pending review for ${patienceMs} ms`,
    where,
    remedy: 'Submit or delete that review, or give Docket an identity of its own, then run again.',
  });
}

/** GitHub does not let the review out. */
export function stuck(where: string, message: string): InfrastructureError {
  return new InfrastructureError({
    what: `GitHub does not submit the review: ${message}`,
    where,
    remedy: 'A pending review is kept, and the next run goes on from it.',
  });
}

/** The review is out, as a plain comment. */
export function plainOnly(where: string, event: string): Degraded {
  return {
    what: `GitHub refused the review as ${event}; it was submitted as a comment`,
    where,
    remedy:
      'Authors cannot approve their own pull request, and Actions may approve only where the repository allows it.',
  };
}

/** A comment that is in the review's text with its first line only. */
export function shortenedTo(where: string, comment: PlannedComment): Degraded {
  return {
    what: `a comment did not fit into the review and was cut to its first line: ${comment.mark.comment.title}`,
    where,
    remedy: 'The whole text is in the job summary and in the log.',
  };
}
