import type { PlannedPublication } from '../../schemas/publication.ts';
import { attempt } from './attempt.ts';
import type { GitHubError } from './client.ts';
import { look } from './look.ts';
import type { Posted, PostedReview } from './posted.ts';
import { type Publishing, repositoryOf } from './publishing.ts';
import { reconcile } from './reconcile.ts';

const MESSAGE = 'No changes are asked for any more on the newest commit; the summary says why.';

/**
 * Takes our own request for changes back when this commit no longer deserves it: it would block the pull request for ever. An incomplete
 * review takes nothing back. Answers what GitHub refused.
 */
export async function dismissRequests(
  publishing: Publishing,
  plan: PlannedPublication,
  first?: Posted,
): Promise<readonly GitHubError[]> {
  const settled = new Set<string>();
  const problems: GitHubError[] = [];
  const isBetter = plan.review?.event !== 'REQUEST_CHANGES' && isGood(plan);
  const { github, ref, signal } = publishing;
  const work = {
    again: 'never' as const,
    look: () => look(publishing),
    next: (posted: Posted) =>
      isBetter ? (posted.reviews.find((one) => isRequest(one) && !settled.has(one.id)) ?? null) : null,
    act: async (review: PostedReview) => {
      const place = { ...repositoryOf(publishing), pull_number: ref.number, review_id: review.number };
      const end = await attempt(signal, () => github.rest.pulls.dismissReview({ ...place, message: MESSAGE }));
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

function isGood({ check, summary }: PlannedPublication): boolean {
  if (check !== null) return check.conclusion === 'success';
  return summary !== null && summary.mark.verdict !== 'significant_concerns' && summary.mark.verdict !== 'incomplete';
}
