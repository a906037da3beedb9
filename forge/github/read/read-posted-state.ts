import { InfrastructureError } from '../../../schemas/problem.ts';
import {
  POSTED_QUERY,
  PostedPage,
  MORE_COMMENTS_QUERY,
  MoreComments,
  type RawComment,
  type RawThread,
} from './posted-schema.ts';
import { cursorsAfter, FROM_THE_START, isRead, listVariables } from './cursors.ts';
import { ownTextOf, ownTexts, ownThread } from './own-text.ts';
import { pagesOf } from '../api/pages.ts';
import { untilThere } from './until-there.ts';
import type { PostedState, PostedReview, PostedText, PostedThread } from './posted-state.ts';
import type { Publishing } from '../publish/publishing.ts';

/**
 * Everything of ours on the pull request, all pages. This is what every write begins with: what GitHub has is the only truth about
 * what was said, whatever became of the answers to earlier requests.
 */
export async function readPostedState(publishing: Publishing): Promise<PostedState> {
  const { github, ref, signal } = publishing;
  const [reviews, threads] = [[] as PostedReview[], [] as PostedThread[]];
  const [elsewhere, comments] = [[] as PostedText[], [] as PostedText[]];
  let at = FROM_THE_START;
  for (;;) {
    signal.throwIfAborted();
    const { viewer, repository } = await untilThere(
      github,
      () => github.query(PostedPage, POSTED_QUERY, { ...ref, ...listVariables(at) }),
      (answer) => (answer.repository?.pullRequest ?? null) !== null,
    );
    const pull = repository?.pullRequest;
    if (pull === null || pull === undefined) throw notFound(publishing);
    const own = ownTextOf(viewer.login);
    for (const raw of pull.reviews?.nodes ?? []) {
      const text = own(raw);
      if (text !== null) reviews.push({ ...text, state: raw.state });
    }
    for (const raw of pull.reviewThreads?.nodes ?? []) {
      const all = await commentsOf(publishing, raw);
      const thread = ownThread(raw, all, own);
      if (thread !== null) threads.push(thread);
      else elsewhere.push(...ownTexts(all, own));
    }
    comments.push(...ownTexts(pull.comments?.nodes ?? [], own));
    at = cursorsAfter(pull);
    if (isRead(at)) return { head: pull.headRefOid, reviews, threads, elsewhere, comments };
  }
}

/** All comments of a thread. */
async function commentsOf({ github }: Publishing, thread: RawThread): Promise<readonly RawComment[]> {
  const ask = async (after: string | null) => {
    const { node } = await github.query(MoreComments, MORE_COMMENTS_QUERY, { thread: thread.id, after });
    return node?.comments ?? null;
  };
  return pagesOf(ask, thread.comments);
}

function notFound({ where }: Publishing): InfrastructureError {
  return new InfrastructureError({
    what: 'GitHub does not show the pull request',
    where,
    remedy: 'Check that it exists and that the token may read pull requests of this repository.',
  });
}
