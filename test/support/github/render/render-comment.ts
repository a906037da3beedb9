import { associationOf, renderApp, renderUser } from './render.ts';
import { firstOf } from '../reviewing.ts';
import type { Scene } from '../scene.ts';
import type { IssueComment, Pull, Reaction, ReactionContent, Review, ReviewComment } from '../state.ts';

type Rendered = Readonly<Record<string, unknown>>;

const CONTENTS: readonly ReactionContent[] = ['+1', '-1', 'laugh', 'confused', 'heart', 'hooray', 'rocket', 'eyes'];

const pullUrl = (scene: Scene, pull: Pull): string =>
  `${scene.urls.api}/repos/${pull.repository.fullName}/pulls/${pull.number}`;
const pullPage = (scene: Scene, pull: Pull): string =>
  `${scene.urls.server}/${pull.repository.fullName}/pull/${pull.number}`;

/** Web address of a review, a comment of one, or a comment of the conversation. */
export function pageOf(scene: Scene, what: Review | ReviewComment | IssueComment): string {
  const page = pullPage(scene, what.pull);
  if ('thread' in what) return `${page}#discussion_r${what.id}`;
  return 'state' in what ? `${page}#pullrequestreview-${what.id}` : `${page}#issuecomment-${what.id}`;
}

export function renderReview(scene: Scene, review: Review): Rendered {
  return {
    id: review.id,
    node_id: review.nodeId,
    user: renderUser(scene, review.author),
    body: review.body,
    state: review.state,
    html_url: pageOf(scene, review),
    pull_request_url: pullUrl(scene, review.pull),
    author_association: associationOf(scene, review.author, review.pull.repository),
    _links: { html: { href: pageOf(scene, review) }, pull_request: { href: pullUrl(scene, review.pull) } },
    ...(review.submittedAt === null ? {} : { submitted_at: review.submittedAt }),
    commit_id: review.commit,
  };
}

/** A review comment; the list of one review's comments shows it without lines and sides. */
export function renderReviewComment(scene: Scene, comment: ReviewComment, form: 'full' | 'legacy' = 'full'): Rendered {
  const { thread, pull } = comment;
  const url = `${scene.urls.api}/repos/${pull.repository.fullName}/pulls/comments/${comment.id}`;
  const page = pageOf(scene, comment);
  const first = firstOf(thread);
  return {
    id: comment.id,
    node_id: comment.nodeId,
    url,
    pull_request_review_id: comment.review.id,
    diff_hunk: thread.diffHunk,
    path: thread.path,
    position: thread.subject === 'file' ? 1 : thread.position,
    original_position: thread.originalPosition ?? 1,
    commit_id: thread.commit,
    original_commit_id: thread.originalCommit,
    user: renderUser(scene, comment.author),
    body: comment.body,
    created_at: comment.createdAt,
    updated_at: comment.updatedAt,
    html_url: page,
    pull_request_url: pullUrl(scene, pull),
    author_association: associationOf(scene, comment.author, pull.repository),
    _links: { self: { href: url }, html: { href: page }, pull_request: { href: pullUrl(scene, pull) } },
    reactions: rollUp(`${url}/reactions`, comment.reactions),
    ...(first === comment ? {} : { in_reply_to_id: first.id }),
    ...(form === 'legacy'
      ? {}
      : {
          ...(thread.subject === 'line'
            ? {
                line: thread.line,
                original_line: thread.originalLine,
                side: thread.side,
                start_line: thread.startLine,
                original_start_line: thread.originalStartLine,
                start_side: thread.startSide,
              }
            : {}),
          subject_type: thread.subject,
        }),
  };
}

export function renderIssueComment(scene: Scene, comment: IssueComment): Rendered {
  const { repository, number } = comment.pull;
  const base = `${scene.urls.api}/repos/${repository.fullName}/issues`;
  return {
    id: comment.id,
    node_id: comment.nodeId,
    url: `${base}/comments/${comment.id}`,
    html_url: pageOf(scene, comment),
    issue_url: `${base}/${number}`,
    user: renderUser(scene, comment.author),
    body: comment.body,
    created_at: comment.createdAt,
    updated_at: comment.updatedAt,
    author_association: associationOf(scene, comment.author, repository),
    performed_via_github_app: comment.app === null ? null : renderApp(scene, comment.app),
    reactions: rollUp(`${base}/comments/${comment.id}/reactions`, comment.reactions),
  };
}

function rollUp(url: string, reactions: readonly Reaction[]): Rendered {
  const count = (content: string): number => reactions.filter((one) => one.content === content).length;
  const counts = Object.fromEntries(CONTENTS.map((content) => [content, count(content)]));
  return { url, total_count: reactions.length, ...counts };
}

export const renderReaction = (scene: Scene, reaction: Reaction): Rendered => ({
  id: reaction.id,
  node_id: reaction.nodeId,
  user: renderUser(scene, reaction.author),
  content: reaction.content,
  created_at: reaction.createdAt,
});
