import { z } from 'zod';
import type { PlannedUpdate } from '../../../schemas/publication.ts';
import { attemptWrite } from '../api/attempt-write.ts';
import type { GitHubError } from '../api/client.ts';
import { readPostedState } from '../read/read-posted-state.ts';
import type { PostedState } from '../read/posted-state.ts';
import { type Publishing, repositoryOf } from './publishing.ts';
import { reconcile } from '../reconcile.ts';
import { marked } from './review-body.ts';
import { isSameText } from './same-text.ts';

const RESOLVE = `mutation DocketResolve($thread: ID!) {
  resolveReviewThread(input: { threadId: $thread }) { thread { isResolved } }
}`;
const Resolved = z.object({ resolveReviewThread: z.unknown() });

interface Task {
  readonly kind: 'edit' | 'resolve';
  readonly update: PlannedUpdate;
}

/**
 * Makes our comments say what became of their concerns, and resolves their threads where the token may: that takes write access to
 * contents, which a reviewer should not have, so a refusal is told and nothing more. Returns the updates that could not be made.
 */
export async function updateThreads(
  publishing: Publishing,
  updates: readonly PlannedUpdate[],
  first?: PostedState,
): Promise<readonly GitHubError[]> {
  const done = new Set<PlannedUpdate>();
  const unresolved = new Set<PlannedUpdate>();
  const problems: GitHubError[] = [];
  const work = {
    again: 'never' as const,
    look: () => readPostedState(publishing),
    next: (posted: PostedState) => nextTask(posted, updates, { done, unresolved }),
    act: async (task: Task) => {
      const end = await (task.kind === 'edit' ? edit(publishing, task.update) : resolve(publishing, task.update));
      if (end.kind === 'done') (task.kind === 'edit' ? done : unresolved).add(task.update);
      return end;
    },
    refused: ({ kind, update }: Task, error: GitHubError) => {
      (kind === 'edit' ? done : unresolved).add(update);
      if (kind === 'resolve') publishing.onNotice(`A thread stays unresolved: ${error.message}`);
      else if (!error.isGone) problems.push(error);
    },
  };
  await reconcile(publishing, work, first);
  return problems;
}

interface Tried {
  readonly done: ReadonlySet<PlannedUpdate>;
  readonly unresolved: ReadonlySet<PlannedUpdate>;
}

/** A comment that somebody deleted is nobody's business any more. */
function nextTask(posted: PostedState, updates: readonly PlannedUpdate[], { done, unresolved }: Tried): Task | null {
  for (const update of updates) {
    const thread = posted.threads.find(({ first }) => first.number === update.comment);
    if (thread === undefined) continue;
    const isRight = done.has(update) || isSameText(thread.first.body, marked(update.mark, update.body));
    if (!isRight) return { kind: 'edit', update };
    if (update.resolve && !thread.isResolved && !unresolved.has(update)) return { kind: 'resolve', update };
  }
  return null;
}

function edit(publishing: Publishing, { comment, mark, body }: PlannedUpdate) {
  return attemptWrite(publishing.signal, () =>
    publishing.github.rest.pulls.updateReviewComment({
      ...repositoryOf(publishing),
      comment_id: comment,
      body: marked(mark, body),
    }),
  );
}

function resolve({ github, signal }: Publishing, { thread }: PlannedUpdate) {
  return attemptWrite(signal, () => github.mutate(Resolved, RESOLVE, { thread }));
}
