import type { ReplyMark } from '../../../schemas/publication.ts';
import { type WriteAttempt, attemptWrite, isOnePending } from '../api/attempt-write.ts';
import type { GitHub, GitHubError } from '../api/client.ts';
import { readPostedState } from '../read/read-posted-state.ts';
import { deleteComment } from './pending-review.ts';
import type { PostedState, PostedText } from '../read/posted-state.ts';
import { pause, type WriteTarget, type Publishing, publishingOn, repositoryOf } from './publishing.ts';
import { reconcile } from '../reconcile.ts';
import { marked } from './review-body.ts';

/** An answer of ours, given once. */
export interface Reply {
  /** REST id of the comment that opens the thread; null answers in the conversation of the pull request. */
  readonly comment: number | null;
  readonly body: string;
  readonly mark: ReplyMark;
}

/** An answer and the pull request that it belongs to. */
export interface ReplyTo extends WriteTarget, Reply {}

const MOST_WAITS = 20;

type Task =
  | { readonly kind: 'say'; readonly reply: Reply }
  | { readonly kind: 'delete'; readonly text: PostedText; readonly inThread: boolean };

/**
 * Gives each answer once, whoever else answers at the same time: what was answered already is known by its mark, anywhere on the pull
 * request, and of two equal answers the older one stays. Returns what GitHub refused.
 */
export async function postReplies(
  publishing: Publishing,
  replies: readonly Reply[],
  first?: PostedState,
): Promise<readonly GitHubError[]> {
  const settled = new Set<Reply | string>();
  const problems: GitHubError[] = [];
  let waits = 0;
  const work = {
    again: 'end' as const,
    look: () => readPostedState(publishing),
    next: (posted: PostedState) => nextTask(posted, replies, settled),
    act: async (task: Task) => {
      if (waits > 0) await pause(publishing);
      const end = await (task.kind === 'say' ? say(publishing, task.reply) : remove(publishing, task));
      if (end.kind === 'done') settled.add(task.kind === 'say' ? task.reply : task.text.id);
      return end;
    },
    refused: (task: Task, error: GitHubError) => {
      // A review of our identity that is being made keeps every answer out until it is submitted.
      if (isOnePending(error) && ++waits < MOST_WAITS) return;
      settled.add(task.kind === 'say' ? task.reply : task.text.id);
      if (task.kind === 'say') problems.push(error);
    },
  };
  await reconcile(publishing, work, first);
  return problems;
}

/** Answers one command or remark, once; throws what GitHub refused. */
export async function replyToComment(github: GitHub, { ref, onNotice, signal, ...reply }: ReplyTo): Promise<void> {
  const [problem] = await postReplies(publishingOn(github, { ref, onNotice, signal }), [reply]);
  if (problem !== undefined) throw problem;
}

function nextTask(posted: PostedState, replies: readonly Reply[], settled: ReadonlySet<Reply | string>): Task | null {
  for (const reply of replies) {
    const isSaid = answersIn(posted).some(({ to }) => to === reply.mark.to);
    if (!isSaid && !settled.has(reply)) return { kind: 'say', reply };
  }
  // Any answer: a process that died after it said one again could not see to it any more.
  const seen = new Set<string>();
  for (const { to, ...answer } of answersIn(posted)) {
    if (seen.has(to) && !settled.has(answer.text.id)) return { kind: 'delete', ...answer };
    seen.add(to);
  }
  return null;
}

/** All answers of ours: the conversation and the threads count their comments apart, so the order is by kind, then by age. */
function answersIn({ threads, elsewhere, comments }: PostedState) {
  const inThreads = [...threads.flatMap((thread) => thread.answers), ...elsewhere].toSorted(byAge);
  const all = [
    ...inThreads.map((text) => ({ text, inThread: true })),
    ...comments.toSorted(byAge).map((text) => ({ text, inThread: false })),
  ];
  return all.flatMap((one) => (one.text.mark?.kind === 'reply' ? [{ ...one, to: one.text.mark.to }] : []));
}

function byAge(a: PostedText, b: PostedText): number {
  return a.number - b.number;
}

function say(publishing: Publishing, { comment, body, mark }: Reply): Promise<WriteAttempt<unknown>> {
  const { github, ref, signal } = publishing;
  const text = marked(mark, body);
  const repository = repositoryOf(publishing);
  return attemptWrite<unknown>(signal, () =>
    comment === null
      ? github.rest.issues.createComment({ ...repository, issue_number: ref.number, body: text })
      : github.rest.pulls.createReplyForReviewComment({
          ...repository,
          pull_number: ref.number,
          comment_id: comment,
          body: text,
        }),
  );
}

function remove(
  publishing: Publishing,
  { text, inThread }: Extract<Task, { kind: 'delete' }>,
): Promise<WriteAttempt<unknown>> {
  if (inThread) return deleteComment(publishing, text);
  const comment = { ...repositoryOf(publishing), comment_id: text.number };
  return attemptWrite(publishing.signal, () => publishing.github.rest.issues.deleteComment(comment));
}
