import { addReaction, checkMayChange, editComment, writeIssueComment } from '../comment-acts.ts';
import { actorView, reactionContent, reactionView } from './graph-small-views.ts';
import type { WantedPlace } from '../resolve-place.ts';
import { check, findNode, node, noNode, RESOLVE, WRITE_CONVERSATION, WRITE_PULLS, writerOf } from './graph-context.ts';
import type { GraphContext } from './graph-context.ts';
import { issueCommentView, pullView, reviewCommentView, reviewView, threadView } from './graph-views.ts';
import { checkBody, checkReviewBody, forbidden, Refusal, unprocessable } from '../refusal.ts';
import { Reviewing } from '../reviewing.ts';
import type { ReviewEvent } from '../reviewing.ts';
import { isAtLeast, roleOf } from '../scene.ts';
import type { IssueComment, Pull, Review, ReviewComment, Side } from '../state.ts';

type Input = Readonly<Record<string, unknown>>;
type Payload = Readonly<Record<string, unknown>>;
type Mutation = (input: Input, context: GraphContext) => Payload;

const reviewing = (context: GraphContext): Reviewing => new Reviewing(context.scene.store);
const string = (value: unknown): string | null => (typeof value === 'string' ? value : null);
const integer = (value: unknown): number | null => (typeof value === 'number' ? value : null);

function placeOf(given: Input): WantedPlace {
  const side = given['side'] as Side;
  const startLine = integer(given['startLine']);
  return {
    path: string(given['path']) ?? '',
    subject: given['subjectType'] === 'FILE' ? 'file' : 'line',
    side,
    line: integer(given['line']),
    startLine,
    startSide: startLine === null ? null : (given['startSide'] as Side),
  };
}

/** The event of a review; only a review can be dismissed, by a mutation of its own. */
function eventOf(value: unknown): ReviewEvent | null {
  if (value === 'DISMISS') throw unprocessable('Event is not valid');
  return (value as ReviewEvent | null | undefined) ?? null;
}

function ownReview(context: GraphContext, id: unknown): Review {
  const review = node(context, 'review', id, WRITE_PULLS);
  if (review.author !== context.token.actor) throw forbidden();
  return review;
}

/** A review by its own id, or the pending one of a pull request. */
function pendingReview(context: GraphContext, input: Input): Review {
  if (input['pullRequestReviewId'] != null) return ownReview(context, input['pullRequestReviewId']);
  const pull = node(context, 'pull', input['pullRequestId'], WRITE_PULLS);
  const pending = reviewing(context).pendingOf(pull, context.token.actor);
  if (pending === null) throw unprocessable('User does not have a pending review on this pull request.');
  return pending;
}

function addPullRequestReview(input: Input, context: GraphContext): Payload {
  const pull = node(context, 'pull', input['pullRequestId'], WRITE_PULLS);
  if (input['comments'] != null)
    throw new Refusal(501, 'The deprecated `comments` of addPullRequestReview are not modelled.');
  const threads = (input['threads'] as readonly Input[] | null | undefined) ?? [];
  const review = reviewing(context).create({
    pull,
    by: writerOf(context),
    commit: string(input['commitOID']),
    body: string(input['body']) ?? '',
    event: eventOf(input['event']),
    comments: threads.map((one) => ({ place: placeOf(one), body: string(one['body']) ?? '' })),
  });
  return { pullRequestReview: reviewView(context, review), reviewEdge: null };
}

function addPullRequestReviewThread(input: Input, context: GraphContext): Payload {
  let review: Review;
  if (input['pullRequestReviewId'] == null) {
    // Without a review it goes into the pending one, which is made when there is none.
    const pull = node(context, 'pull', input['pullRequestId'], WRITE_PULLS);
    review = reviewing(context).pendingOf(pull, context.token.actor) ?? emptyReview(context, pull);
  } else review = ownReview(context, input['pullRequestReviewId']);
  const thread = reviewing(context).addThread(review, writerOf(context), placeOf(input), string(input['body']) ?? '');
  return { thread: thread === null ? null : threadView(context, thread) };
}

const emptyReview = (context: GraphContext, pull: Pull): Review =>
  reviewing(context).create({ pull, by: writerOf(context), commit: null, body: '', event: null, comments: [] });

function addPullRequestReviewThreadReply(input: Input, context: GraphContext): Payload {
  const thread = node(context, 'thread', input['pullRequestReviewThreadId'], WRITE_PULLS);
  const pending =
    input['pullRequestReviewId'] == null
      ? reviewing(context).pendingOf(thread.pull, context.token.actor)
      : ownReview(context, input['pullRequestReviewId']);
  const comment = reviewing(context).reply(thread, writerOf(context), string(input['body']) ?? '', pending);
  return { comment: reviewCommentView(context, comment) };
}

function submitPullRequestReview(input: Input, context: GraphContext): Payload {
  const event = eventOf(input['event']) ?? 'COMMENT';
  const review = pendingReview(context, input);
  return {
    pullRequestReview: reviewView(
      context,
      reviewing(context).submit(review, writerOf(context), event, string(input['body'])),
    ),
  };
}

function setResolved(input: Input, context: GraphContext, isResolved: boolean): Payload {
  const thread = node(context, 'thread', input['threadId'], RESOLVE);
  const { actor, app } = context.token;
  const role = roleOf(actor.login, thread.pull.repository, context.scene.store);
  if (app === null && actor !== thread.pull.author && !isAtLeast(role, 'write')) throw forbidden();
  thread.resolvedBy = isResolved ? actor : null;
  return { thread: threadView(context, thread) };
}

function editOf(context: GraphContext, comment: ReviewComment | IssueComment, body: unknown): void {
  checkMayChange(context, comment);
  editComment(context, comment, checkBody(body, 'Comment'));
}

function updatePullRequestReview(input: Input, context: GraphContext): Payload {
  const review = ownReview(context, input['pullRequestReviewId']);
  const body = string(input['body']) ?? '';
  checkReviewBody(body);
  editComment(context, review, body);
  return { pullRequestReview: reviewView(context, review) };
}

/** A comment of either kind by its global id. */
function anyComment(context: GraphContext, id: unknown): ReviewComment | IssueComment {
  const found = findNode(context, 'reviewComment', id) ?? findNode(context, 'issueComment', id);
  if (found === null) throw noNode(id);
  check(context, found.pull.repository, WRITE_CONVERSATION);
  return found;
}

const commentView = (context: GraphContext, comment: ReviewComment | IssueComment): Payload =>
  'thread' in comment ? reviewCommentView(context, comment) : issueCommentView(context, comment);

function addComment(input: Input, context: GraphContext): Payload {
  const pull = node(context, 'pull', input['subjectId'], WRITE_CONVERSATION);
  const { actor, app } = writerOf(context);
  const comment = writeIssueComment(context, { pull, author: actor, app, body: string(input['body']) ?? '' });
  return {
    subject: pullView(context, pull),
    commentEdge: { cursor: comment.nodeId, node: issueCommentView(context, comment) },
  };
}

function react(input: Input, context: GraphContext, isAdded: boolean): Payload {
  const comment = anyComment(context, input['subjectId']);
  const content = reactionContent(input['content']);
  if (content === null) throw unprocessable('Content is not valid');
  const { actor } = context.token;
  const at = comment.reactions.findIndex((one) => one.author === actor && one.content === content);
  if (!isAdded && at === -1) throw unprocessable('Reaction does not exist');
  const [removed] = isAdded ? [] : comment.reactions.splice(at, 1);
  const reaction = removed ?? addReaction(context, comment.reactions, { author: actor, content }).reaction;
  return { reaction: reactionView(context, reaction), subject: commentView(context, comment) };
}

function minimize(input: Input, context: GraphContext, reason: string | null): Payload {
  const comment = anyComment(context, input['subjectId']);
  checkMayChange(context, comment);
  comment.minimized = reason;
  const minimized = commentView(context, comment);
  return reason === null ? { unminimizedComment: minimized } : { minimizedComment: minimized };
}

/** The mutations that are modelled; another one is a violation. */
export const MUTATIONS: Readonly<Record<string, Mutation>> = {
  addPullRequestReview,
  addPullRequestReviewThread,
  addPullRequestReviewThreadReply,
  submitPullRequestReview,
  updatePullRequestReview,
  deletePullRequestReview: (input, context) => {
    const review = ownReview(context, input['pullRequestReviewId']);
    const view = reviewView(context, review);
    reviewing(context).delete(review);
    return { pullRequestReview: view };
  },
  dismissPullRequestReview: (input, context) => {
    const review = node(context, 'review', input['pullRequestReviewId'], WRITE_PULLS);
    return { pullRequestReview: reviewView(context, reviewing(context).dismiss(review)) };
  },
  updatePullRequestReviewComment: (input, context) => {
    const comment = node(context, 'reviewComment', input['pullRequestReviewCommentId'], WRITE_PULLS);
    editOf(context, comment, input['body']);
    return { pullRequestReviewComment: reviewCommentView(context, comment) };
  },
  deletePullRequestReviewComment: (input, context) => {
    const comment = node(context, 'reviewComment', input['id'], WRITE_PULLS);
    checkMayChange(context, comment);
    reviewing(context).deleteComment(comment);
    return {
      pullRequestReview: reviewView(context, comment.review),
      pullRequestReviewComment: reviewCommentView(context, comment),
    };
  },
  resolveReviewThread: (input, context) => setResolved(input, context, true),
  unresolveReviewThread: (input, context) => setResolved(input, context, false),
  addComment,
  updateIssueComment: (input, context) => {
    const comment = node(context, 'issueComment', input['id'], WRITE_CONVERSATION);
    editOf(context, comment, input['body']);
    return { issueComment: issueCommentView(context, comment) };
  },
  deleteIssueComment: (input, context) => {
    const comment = node(context, 'issueComment', input['id'], WRITE_CONVERSATION);
    checkMayChange(context, comment);
    const { issueComments } = context.scene.store.state;
    issueComments.splice(issueComments.indexOf(comment), 1);
    return {};
  },
  addReaction: (input, context) => react(input, context, true),
  removeReaction: (input, context) => react(input, context, false),
  minimizeComment: (input, context) => minimize(input, context, String(input['classifier']).toLowerCase()),
  unminimizeComment: (input, context) => minimize(input, context, null),
};

/** Every mutation gives the client's own id back. */
export function mutate(name: string, input: Input, context: GraphContext): Payload | null {
  const run = MUTATIONS[name];
  if (run === undefined) return null;
  return {
    ...run(input, context),
    clientMutationId: input['clientMutationId'] ?? null,
    actor: actorView(context, context.token.actor),
  };
}
