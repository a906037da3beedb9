import type { PlannedPublication } from '../../../schemas/publication.ts';
import { attemptWrite } from '../api/attempt-write.ts';
import type { GitHubError } from '../api/client.ts';
import { readPostedState } from '../read/read-posted-state.ts';
import type { PostedState, PostedReview } from '../read/posted-state.ts';
import { type Publishing, repositoryOf } from './publishing.ts';
import { reconcile } from '../reconcile.ts';

const NO_REQUEST = 'No changes are asked for any more on the newest commit; the summary says why.';
const NO_APPROVAL = 'This approval was for the change as it stood; the summary tells of the newest commit.';

/**
 * Takes our own earlier vote back where it no longer holds. A request for changes would block the pull request for ever; an incomplete
 * review takes none back. An approval would go on counting for commits that nobody approved: it is for one commit. Returns what GitHub
 * refused.
 */
export async function dismissVotes(
  publishing: Publishing,
  plan: PlannedPublication,
  first?: PostedState,
): Promise<readonly GitHubError[]> {
  const settled = new Set<string>();
  const problems: GitHubError[] = [];
  const isBetter = plan.review?.event !== 'REQUEST_CHANGES' && isGood(plan);
  const { github, ref, signal } = publishing;
  const work = {
    again: 'never' as const,
    look: () => readPostedState(publishing),
    next: (posted: PostedState) =>
      posted.reviews.find(
        (one) => !settled.has(one.id) && ((isBetter && isRequest(one)) || isOldApproval(one, plan)),
      ) ?? null,
    act: async (review: PostedReview) => {
      const place = { ...repositoryOf(publishing), pull_number: ref.number, review_id: review.number };
      const message = isRequest(review) ? NO_REQUEST : NO_APPROVAL;
      const end = await attemptWrite(signal, () => github.rest.pulls.dismissReview({ ...place, message }));
      if (end.kind === 'done') settled.add(review.id);
      return end;
    },
    refused: (review: PostedReview, error: GitHubError) => {
      settled.add(review.id);
      problems.push(error);
    },
  };
  await reconcile(publishing, work, first);
  return problems;
}

function isRequest({ state, mark }: PostedReview): boolean {
  return state === 'CHANGES_REQUESTED' && mark?.kind === 'review';
}

/** Only a review says what a commit deserves; a pause, for example, does not. A new approval stands for the old one. */
function isOldApproval({ state, mark }: PostedReview, { head, review, check, summary }: PlannedPublication): boolean {
  if (state !== 'APPROVED' || mark?.kind !== 'review' || review?.event === 'APPROVE') return false;
  if (check === null || summary === null) return false;
  return mark.head !== head || summary.mark.verdict !== 'approved';
}

function isGood({ check, summary }: PlannedPublication): boolean {
  if (check !== null) return check.conclusion === 'success';
  return summary !== null && summary.mark.verdict !== 'significant_concerns' && summary.mark.verdict !== 'incomplete';
}
