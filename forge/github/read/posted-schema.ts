import { z } from 'zod';
import { Actor, DatabaseId } from './actor.ts';
import { LIST_VARIABLES } from './cursors.ts';

/** A page of a list; GitHub leaves null where something was deleted meanwhile. */
export function pageOf<T extends z.ZodType>(node: T) {
  return z.object({
    pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
    nodes: z
      .array(node.nullable())
      .nullable()
      .transform((nodes) => (nodes ?? []).filter((one) => one !== null)),
  });
}

export const RawText = z.object({
  id: z.string(),
  fullDatabaseId: DatabaseId,
  body: z.string(),
  viewerDidAuthor: z.boolean(),
  editor: Actor.nullable(),
  lastEditedAt: z.string().nullable(),
  url: z.string(),
});
/** A comment or review as GraphQL answers it. */
export type RawText = z.infer<typeof RawText>;

export const RawComment = RawText.extend({
  state: z.enum(['PENDING', 'SUBMITTED']),
  pullRequestReview: z.object({ id: z.string() }).nullable(),
});
export type RawComment = z.infer<typeof RawComment>;

export const RawThread = z.object({
  id: z.string(),
  isResolved: z.boolean(),
  subjectType: z.enum(['LINE', 'FILE']),
  comments: pageOf(RawComment),
});
/** A review thread with the first page of its comments. */
export type RawThread = z.infer<typeof RawThread>;

export const RawReview = RawText.extend({
  state: z.enum(['PENDING', 'COMMENTED', 'APPROVED', 'CHANGES_REQUESTED', 'DISMISSED']),
});

const RawPull = z.object({
  headRefOid: z.string(),
  reviews: pageOf(RawReview).optional(),
  reviewThreads: pageOf(RawThread).optional(),
  comments: pageOf(RawText).optional(),
});

/** The answer to `LOOK`; a list that was not asked for is absent. */
export const PostedPage = z.object({
  viewer: z.object({ login: z.string() }),
  repository: z.object({ pullRequest: RawPull.nullable() }).nullable(),
});

/** The answer to `MORE`. */
export const MoreComments = z.object({ node: RawThread.pick({ comments: true }).nullable() });

export const TEXT = 'id fullDatabaseId body viewerDidAuthor editor { __typename login } lastEditedAt url';
export const PAGE = 'pageInfo { hasNextPage endCursor }';
const COMMENTS = `${PAGE} nodes { ${TEXT} state pullRequestReview { id } }`;

/** What is on a pull request: three lists, each of which can be left out when it has been read. */
export const POSTED_QUERY = `query DocketLook($owner: String!, $name: String!, $number: Int!, ${LIST_VARIABLES}) {
  viewer { login }
  repository(owner: $owner, name: $name) {
    pullRequest(number: $number) {
      headRefOid
      reviews(first: 100, after: $reviewsAfter) @include(if: $reviews) { ${PAGE} nodes { ${TEXT} state } }
      reviewThreads(first: 50, after: $threadsAfter) @include(if: $threads) {
        ${PAGE} nodes { id isResolved subjectType comments(first: 100) { ${COMMENTS} } }
      }
      comments(first: 100, after: $commentsAfter) @include(if: $comments) { ${PAGE} nodes { ${TEXT} } }
    }
  }
}`;

/** The further comments of a long thread. */
export const MORE_COMMENTS_QUERY = `query DocketThread($thread: ID!, $after: String) {
  node(id: $thread) { ... on PullRequestReviewThread { comments(first: 100, after: $after) { ${COMMENTS} } } }
}`;
