import type { PlannedPublication, SummaryMark } from '../../../schemas/publication.ts';
import { type WriteAttempt, attemptWrite } from '../api/attempt-write.ts';
import type { GitHubError } from '../api/client.ts';
import { readPostedState } from '../read/read-posted-state.ts';
import type { PostedState, PostedText } from '../read/posted-state.ts';
import { type Publishing, repositoryOf } from './publishing.ts';
import { reconcile } from '../reconcile.ts';
import { marked } from './review-body.ts';
import { isSameText } from './same-text.ts';

/** The one sticky comment as it is to be. */
export interface SummaryGoal {
  readonly summary: NonNullable<PlannedPublication['summary']>;
  readonly publication: string;
}

type Task =
  | { readonly kind: 'create' }
  | { readonly kind: 'change'; readonly comment: PostedText }
  | { readonly kind: 'delete'; readonly comment: PostedText };

/**
 * Writes the summary: ours is changed, or made when there is none. After that the comments are looked at again: of two that two
 * processes made at once, the older one stays.
 */
export async function writeSummary(
  publishing: Publishing,
  { summary, publication }: SummaryGoal,
  first?: PostedState,
): Promise<{ readonly url: string | null }> {
  const mark: SummaryMark = { ...summary.mark, publication };
  const goal: Goal = { body: marked(mark, summary.body), isWritten: false, kept: new Set() };
  const work = {
    again: 'each' as const,
    look: () => readPostedState(publishing),
    next: (posted: PostedState) => nextTask(posted, goal),
    act: (task: Task) => act(publishing, task, goal),
    refused: (task: Task, error: GitHubError) => {
      if (task.kind === 'create' || (task.kind === 'change' && !error.isGone)) throw error;
      if (task.kind === 'delete') goal.kept.add(task.comment.id);
    },
  };
  const posted = await reconcile(publishing, work, first);
  return { url: summariesOf(posted)[0]?.url ?? null };
}

interface Goal {
  readonly body: string;
  /** GitHub took it from us, whatever it made of its spaces. */
  isWritten: boolean;
  /** Doubles that cannot be deleted. */
  readonly kept: Set<string>;
}

function nextTask(posted: PostedState, goal: Goal): Task | null {
  const [oldest, ...younger] = summariesOf(posted);
  // A view that does not show the new comment yet is no reason for a second one.
  if (oldest === undefined) return goal.isWritten ? null : { kind: 'create' };
  const double = younger.find(({ id }) => !goal.kept.has(id));
  if (double !== undefined) return { kind: 'delete', comment: double };
  const isRight = goal.isWritten || isSameText(oldest.body, goal.body);
  return isRight ? null : { kind: 'change', comment: oldest };
}

/** Found by what is written in it even where somebody else edited it: it is written anew as a whole. */
function summariesOf(posted: PostedState): readonly PostedText[] {
  return posted.comments.filter(({ written }) => written?.kind === 'summary').toSorted((a, b) => a.number - b.number);
}

async function act(publishing: Publishing, task: Task, goal: Goal): Promise<WriteAttempt<unknown>> {
  const { github, ref, signal } = publishing;
  const repository = repositoryOf(publishing);
  if (task.kind === 'delete')
    return attemptWrite(signal, () =>
      github.rest.issues.deleteComment({ ...repository, comment_id: task.comment.number }),
    );
  const end = await attemptWrite<unknown>(signal, () =>
    task.kind === 'create'
      ? github.rest.issues.createComment({ ...repository, issue_number: ref.number, body: goal.body })
      : github.rest.issues.updateComment({ ...repository, comment_id: task.comment.number, body: goal.body }),
  );
  if (end.kind === 'done') goal.isWritten = true;
  return end;
}
