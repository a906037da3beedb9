import { renderIssueComment, renderReviewComment } from '../render/render-comment.ts';
import { reactionRoutes } from './routes-reactions.ts';
import { checkMayChange, editComment, writeIssueComment } from '../comment-acts.ts';
import { json, number, paged, pullOf, repositoryOf, text, writerOf } from '../call.ts';
import type { Answer, Call, Route } from '../call.ts';
import { checkBody, invalid, notFound } from '../refusal.ts';
import { firstOf, Reviewing } from '../reviewing.ts';
import { placeOf } from './routes-reviews.ts';
import { reading } from '../scene.ts';
import type { Need } from '../scene.ts';
import type { Authored, IssueComment, Repository, ReviewComment } from '../state.ts';

const READ = reading('pull_requests');
const WRITE: Need = { any: [['pull_requests', 'write']], role: 'read' };
/** A pull request is an issue too: either permission serves. */
const READ_EITHER: Need = {
  any: [
    ['issues', 'read'],
    ['pull_requests', 'read'],
  ],
  role: 'read',
};
const WRITE_EITHER: Need = {
  any: [
    ['issues', 'write'],
    ['pull_requests', 'write'],
  ],
  role: 'read',
};
const REPO = '/repos/{owner}/{repo}';

/** A comment of a pending review is in no list and has no page of its own. */
const isPublished = (comment: ReviewComment): boolean => comment.review.state !== 'PENDING';

function reviewCommentOf(call: Call, need: Need): ReviewComment {
  const repository = repositoryOf(call, need);
  const id = Number(call.params['comment_id']);
  const found = call.scene.store.state.reviewComments.find((one) => one.id === id);
  if (found === undefined || found.pull.repository !== repository) throw notFound();
  if (!isPublished(found) && found.author !== call.token?.actor) throw notFound();
  return found;
}

function issueCommentOf(call: Call, need: Need): IssueComment {
  const repository = repositoryOf(call, need);
  const id = Number(call.params['comment_id']);
  const found = call.scene.store.state.issueComments.find((one) => one.id === id);
  if (found === undefined || found.pull.repository !== repository) throw notFound();
  return found;
}

function createReviewComment(call: Call): Answer {
  const pull = pullOf(call, WRITE);
  const by = writerOf(call);
  const reviewing = new Reviewing(call.scene.store);
  const inReplyTo = number(call.body['in_reply_to']);
  if (inReplyTo !== null) return reply(call, inReplyTo);
  const comment = reviewing.comment({
    pull,
    by,
    commit: text(call.body['commit_id']) ?? '',
    place: placeOf(call.body),
    body: text(call.body['body']) ?? '',
  });
  return json(renderReviewComment(call.scene, comment), 201);
}

function reply(call: Call, id: number): Answer {
  const pull = pullOf(call, WRITE);
  const target = call.scene.store.state.reviewComments.find((one) => one.id === id && one.pull === pull);
  if (target === undefined || !isPublished(target)) throw notFound();
  // Answers to answers are not supported.
  if (firstOf(target.thread) !== target)
    throw invalid('PullRequestReviewComment', 'in_reply_to', 'Replies to replies are not supported');
  const body = checkBody(call.body['body'], 'PullRequestReviewComment');
  const made = new Reviewing(call.scene.store).reply(target.thread, writerOf(call), body);
  return json(renderReviewComment(call.scene, made), 201);
}

function reviewCommentList(call: Call, comments: readonly ReviewComment[]): Answer {
  const since = call.query.get('since');
  const sorted = [...comments]
    .filter((one) => isPublished(one) && (since === null || one.updatedAt >= since))
    .toSorted((a, b) =>
      call.query.get('direction') === 'desc' && call.query.get('sort') !== null ? b.id - a.id : a.id - b.id,
    );
  return paged(call, sorted, (page) => page.map((one) => renderReviewComment(call.scene, one)));
}

function issueCommentList(call: Call, comments: readonly IssueComment[]): Answer {
  const since = call.query.get('since');
  const wanted = comments.filter((one) => since === null || one.updatedAt >= since);
  return paged(call, wanted, (page) => page.map((one) => renderIssueComment(call.scene, one)));
}

const inRepository = <T extends Authored>(list: readonly T[], repository: Repository): T[] =>
  list.filter((one) => one.pull.repository === repository);

/** Review comments, comments of the conversation, and reactions to both. */
export const COMMENT_ROUTES: readonly Route[] = [
  {
    method: 'GET',
    path: `${REPO}/pulls/{pull_number}/comments`,
    need: READ,
    run: (call) => {
      const pull = pullOf(call, READ);
      return reviewCommentList(
        call,
        call.scene.store.state.reviewComments.filter((one) => one.pull === pull),
      );
    },
  },
  { method: 'POST', path: `${REPO}/pulls/{pull_number}/comments`, need: WRITE, run: createReviewComment },
  {
    method: 'POST',
    path: `${REPO}/pulls/{pull_number}/comments/{comment_id}/replies`,
    need: WRITE,
    run: (call) => reply(call, Number(call.params['comment_id'])),
  },
  {
    method: 'GET',
    path: `${REPO}/pulls/comments`,
    need: READ,
    run: (call) =>
      reviewCommentList(call, inRepository(call.scene.store.state.reviewComments, repositoryOf(call, READ))),
  },
  {
    method: 'GET',
    path: `${REPO}/pulls/comments/{comment_id}`,
    need: READ,
    run: (call) => json(renderReviewComment(call.scene, reviewCommentOf(call, READ))),
  },
  {
    method: 'PATCH',
    path: `${REPO}/pulls/comments/{comment_id}`,
    need: WRITE,
    run: (call) => {
      const comment = reviewCommentOf(call, WRITE);
      checkMayChange(call, comment);
      editComment(call, comment, checkBody(call.body['body'], 'PullRequestReviewComment'));
      return json(renderReviewComment(call.scene, comment));
    },
  },
  {
    method: 'DELETE',
    path: `${REPO}/pulls/comments/{comment_id}`,
    need: WRITE,
    run: (call) => {
      const comment = reviewCommentOf(call, WRITE);
      checkMayChange(call, comment);
      new Reviewing(call.scene.store).deleteComment(comment);
      return { status: 204 };
    },
  },
  {
    method: 'GET',
    path: `${REPO}/issues/{issue_number}/comments`,
    need: READ_EITHER,
    run: (call) => {
      const pull = pullOf(call, READ_EITHER);
      return issueCommentList(
        call,
        call.scene.store.state.issueComments.filter((one) => one.pull === pull),
      );
    },
  },
  {
    method: 'POST',
    path: `${REPO}/issues/{issue_number}/comments`,
    need: WRITE_EITHER,
    run: (call) => {
      const pull = pullOf(call, WRITE_EITHER);
      const { actor, app } = writerOf(call);
      const body = text(call.body['body']) ?? '';
      return json(renderIssueComment(call.scene, writeIssueComment(call, { pull, author: actor, app, body })), 201);
    },
  },
  {
    method: 'GET',
    path: `${REPO}/issues/comments`,
    need: READ_EITHER,
    run: (call) =>
      issueCommentList(call, inRepository(call.scene.store.state.issueComments, repositoryOf(call, READ_EITHER))),
  },
  {
    method: 'GET',
    path: `${REPO}/issues/comments/{comment_id}`,
    need: READ_EITHER,
    run: (call) => json(renderIssueComment(call.scene, issueCommentOf(call, READ_EITHER))),
  },
  {
    method: 'PATCH',
    path: `${REPO}/issues/comments/{comment_id}`,
    need: WRITE_EITHER,
    run: (call) => {
      const comment = issueCommentOf(call, WRITE_EITHER);
      checkMayChange(call, comment);
      editComment(call, comment, checkBody(call.body['body'], 'IssueComment'));
      return json(renderIssueComment(call.scene, comment));
    },
  },
  {
    method: 'DELETE',
    path: `${REPO}/issues/comments/{comment_id}`,
    need: WRITE_EITHER,
    run: (call) => {
      const comment = issueCommentOf(call, WRITE_EITHER);
      checkMayChange(call, comment);
      const list = call.scene.store.state.issueComments;
      list.splice(list.indexOf(comment), 1);
      return { status: 204 };
    },
  },
  ...reactionRoutes(`${REPO}/pulls/comments/{comment_id}`, reviewCommentOf, [READ, WRITE]),
  ...reactionRoutes(`${REPO}/issues/comments/{comment_id}`, issueCommentOf, [READ_EITHER, WRITE_EITHER]),
];
