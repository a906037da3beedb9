import { pageOf } from '../render/render-comment.ts';
import type { View } from './graph-small-views.ts';
import {
  CONTENTS,
  actorView,
  commitView,
  reactionContent,
  reactionView,
  refView,
  userView,
} from './graph-small-views.ts';
import { commitOf } from '../git.ts';
import { associationOf } from '../render/render.ts';
import { check, hasVisible, isVisible, READ_PULLS } from './graph-context.ts';
import type { GraphContext } from './graph-context.ts';
import { connection } from './graph-connection.ts';
import type { ConnectionArguments } from './graph-connection.ts';
import { diffFiles } from '../pull-diff.ts';
import { sidesOf } from '../re-anchor.ts';
import { notFound } from '../refusal.ts';
import { Reviewing } from '../reviewing.ts';
import { isAtLeast, roleOf } from '../scene.ts';
import type { IssueComment, Pull, Reaction, Repository, Review, ReviewComment, Thread } from '../state.ts';

export function repositoryView(context: GraphContext, repository: Repository): View {
  return {
    __typename: 'Repository',
    id: repository.nodeId,
    databaseId: repository.id,
    name: repository.name,
    nameWithOwner: repository.fullName,
    owner: () => actorView(context, repository.owner),
    isPrivate: repository.private,
    isFork: repository.forkOf !== null,
    url: `${context.scene.urls.server}/${repository.fullName}`,
    defaultBranchRef: () => refView(repository, repository.defaultBranch),
    pullRequest: ({ number }: { readonly number: number }) => {
      const pull = context.scene.store.pull(repository, number);
      if (pull === null) throw notFound(`Could not resolve to a PullRequest with the number of ${number}.`);
      check(context, repository, READ_PULLS);
      return pullView(context, pull);
    },
  };
}

export function pullView(context: GraphContext, pull: Pull): View {
  const { scene } = context;
  const { state } = scene.store;
  const page = `${pull.repository.fullName}/pull/${pull.number}`;
  const files = () => diffFiles(pull.repository.folder, sidesOf(pull).from, pull.headCommit);
  return {
    __typename: 'PullRequest',
    id: pull.nodeId,
    databaseId: pull.id,
    fullDatabaseId: String(pull.id),
    number: pull.number,
    title: pull.title,
    body: pull.body ?? '',
    author: actorView(context, pull.author),
    authorAssociation: associationOf(scene, pull.author, pull.repository),
    state: pull.mergedAt !== null ? 'MERGED' : pull.state === 'closed' ? 'CLOSED' : 'OPEN',
    merged: pull.mergedAt !== null,
    mergedAt: pull.mergedAt,
    closed: pull.state === 'closed',
    closedAt: pull.closedAt,
    createdAt: pull.createdAt,
    updatedAt: pull.updatedAt,
    isDraft: pull.draft,
    isCrossRepository: pull.headRepository !== pull.repository,
    baseRefName: pull.baseBranch,
    baseRefOid: pull.baseCommit,
    // The branch as it is now, which `baseRefOid` is not.
    baseRef: () =>
      commitOf(pull.repository.folder, `refs/heads/${pull.baseBranch}`) === null
        ? null
        : refView(pull.repository, pull.baseBranch),
    headRefName: pull.headBranch,
    headRefOid: pull.headCommit,
    headRepository: () => (pull.headRepository === null ? null : repositoryView(context, pull.headRepository)),
    headRepositoryOwner: () => actorView(context, pull.headOwner),
    baseRepository: () => repositoryView(context, pull.repository),
    repository: () => repositoryView(context, pull.repository),
    mergeCommit: pull.mergeCommit === null ? null : commitView(pull.mergeCommit),
    changedFiles: () => files().length,
    additions: () => files().reduce((sum, file) => sum + file.additions, 0),
    deletions: () => files().reduce((sum, file) => sum + file.deletions, 0),
    url: `${scene.urls.server}/${page}`,
    resourcePath: `/${page}`,
    viewerDidAuthor: pull.author === context.token.actor,
    labels: (given: ConnectionArguments) => connection(pull.labels, given, (name) => ({ name })),
    reviews: (
      given: ConnectionArguments & { readonly states?: readonly string[] | null; readonly author?: string | null },
    ) => {
      const wanted = state.reviews.filter(
        (one) =>
          one.pull === pull &&
          isVisible(context, one) &&
          (given.states == null || given.states.includes(one.state)) &&
          (given.author == null ||
            actorView(context, one.author)['login'] === given.author ||
            one.author.login === given.author),
      );
      return connection(wanted, given, (one) => reviewView(context, one));
    },
    reviewThreads: (given: ConnectionArguments) => {
      const threads = state.threads.filter((one) => one.pull === pull && hasVisible(context, one));
      return connection(threads, given, (one) => threadView(context, one));
    },
    comments: (given: ConnectionArguments) => {
      const comments = state.issueComments.filter((one) => one.pull === pull);
      return connection(comments, given, (one) => issueCommentView(context, one));
    },
  };
}

export function threadView(context: GraphContext, thread: Thread): View {
  const { actor, app } = context.token;
  const { repository } = thread.pull;
  const mayWrite = app !== null || isAtLeast(roleOf(actor.login, repository, context.scene.store), 'write');
  const mayResolve = mayWrite || actor === thread.pull.author;
  return {
    __typename: 'PullRequestReviewThread',
    id: thread.nodeId,
    path: thread.path,
    line: thread.line,
    startLine: thread.startLine,
    originalLine: thread.originalLine,
    originalStartLine: thread.originalStartLine,
    diffSide: thread.side,
    startDiffSide: thread.startSide,
    subjectType: thread.subject === 'file' ? 'FILE' : 'LINE',
    isOutdated: thread.isOutdated,
    isResolved: thread.resolvedBy !== null,
    isCollapsed: thread.resolvedBy !== null,
    resolvedBy: thread.resolvedBy === null ? null : userView(context, thread.resolvedBy),
    viewerCanReply: true,
    viewerCanResolve: mayResolve && thread.resolvedBy === null,
    viewerCanUnresolve: mayResolve && thread.resolvedBy !== null,
    pullRequest: () => pullView(context, thread.pull),
    repository: () => repositoryView(context, repository),
    comments: (given: ConnectionArguments) => {
      const comments = thread.comments.filter((one) => isVisible(context, one));
      return connection(comments, given, (one) => reviewCommentView(context, one));
    },
  };
}

/** The fields that all comments have. */
function authoredView(context: GraphContext, what: Review | ReviewComment | IssueComment): View {
  const url = pageOf(context.scene, what);
  return {
    id: what.nodeId,
    databaseId: what.id,
    fullDatabaseId: String(what.id),
    author: actorView(context, what.author),
    authorAssociation: associationOf(context.scene, what.author, what.pull.repository),
    body: what.body,
    bodyText: what.body,
    createdAt: what.createdAt,
    updatedAt: what.updatedAt,
    editor: what.editor === null ? null : actorView(context, what.editor),
    lastEditedAt: what.lastEditedAt,
    includesCreatedEdit: what.lastEditedAt !== null,
    viewerDidAuthor: what.author === context.token.actor,
    url,
    resourcePath: url.slice(context.scene.urls.server.length),
    pullRequest: () => pullView(context, what.pull),
    repository: () => repositoryView(context, what.pull.repository),
  };
}

export function reviewView(context: GraphContext, review: Review): View {
  return {
    __typename: 'PullRequestReview',
    ...authoredView(context, review),
    state: review.state,
    submittedAt: review.submittedAt,
    publishedAt: review.submittedAt,
    commit: commitView(review.commit),
    comments: (given: ConnectionArguments) =>
      connection(new Reviewing(context.scene.store).commentsOf(review), given, (one) =>
        reviewCommentView(context, one),
      ),
  };
}

export function reviewCommentView(context: GraphContext, comment: ReviewComment): View {
  const { thread, review } = comment;
  return {
    __typename: 'PullRequestReviewComment',
    ...authoredView(context, comment),
    ...reactableView(context, comment),
    path: thread.path,
    line: thread.line,
    startLine: thread.startLine,
    originalLine: thread.originalLine,
    originalStartLine: thread.originalStartLine,
    position: thread.position,
    originalPosition: thread.originalPosition ?? 1,
    diffHunk: thread.diffHunk,
    subjectType: thread.subject === 'file' ? 'FILE' : 'LINE',
    outdated: thread.isOutdated,
    state: review.state === 'PENDING' ? 'PENDING' : 'SUBMITTED',
    draftedAt: comment.createdAt,
    publishedAt: review.submittedAt,
    commit: commitView(thread.commit),
    originalCommit: commitView(thread.originalCommit),
    pullRequestReview: () => reviewView(context, review),
    replyTo: () => (comment.replyTo === null ? null : reviewCommentView(context, comment.replyTo)),
  };
}

export const issueCommentView = (context: GraphContext, comment: IssueComment): View => ({
  __typename: 'IssueComment',
  ...authoredView(context, comment),
  ...reactableView(context, comment),
  publishedAt: comment.createdAt,
});

function reactableView(context: GraphContext, comment: ReviewComment | IssueComment): View {
  const { reactions } = comment;
  const given = (content: string): readonly Reaction[] => reactions.filter((one) => one.content === content);
  return {
    isMinimized: comment.minimized !== null,
    minimizedReason: comment.minimized,
    reactions: (wanted: ConnectionArguments & { readonly content?: string | null }) => {
      const content = wanted.content == null ? null : reactionContent(wanted.content);
      const shown = content === null ? reactions : given(content);
      return connection(shown, wanted, (one) => reactionView(context, one));
    },
    reactionGroups: () =>
      Object.entries(CONTENTS).map(([content, word]) => ({
        content: word,
        createdAt: given(content)[0]?.createdAt ?? null,
        viewerHasReacted: given(content).some((one) => one.author === context.token.actor),
        reactors: (wanted: ConnectionArguments) =>
          connection(given(content), wanted, (one) => actorView(context, one.author)),
      })),
  };
}
