import { z } from 'zod';
import { Actor } from './actor.ts';
import { PAGE, pageOf, RawComment, RawReview, RawText, RawThread, TEXT } from './posted-schema.ts';

const ACTOR = '{ __typename login }';
const REACTIONS = `${PAGE} nodes { content user { login databaseId } }`;
const COMMENT = `${TEXT} state createdAt author ${ACTOR} pullRequestReview { id }`;

/**
 * What stands on a pull request between us and people, as fields of it. Reactions are asked of the first comment alone: below every
 * comment they would exceed the number of nodes that a query may have.
 */
export const CONVERSATION_FIELDS = `headRefOid
  reviews(first: 100, after: $reviewsAfter) @include(if: $reviews) { ${PAGE} nodes { ${TEXT} state } }
  reviewThreads(first: 50, after: $threadsAfter) @include(if: $threads) {
    ${PAGE}
    nodes {
      id isResolved subjectType resolvedBy { login databaseId }
      opener: comments(first: 1) { nodes { reactions(first: 100) { ${REACTIONS} } } }
      comments(first: 100) { ${PAGE} nodes { ${COMMENT} } }
    }
  }
  comments(first: 100, after: $commentsAfter) @include(if: $comments) { ${PAGE} nodes { ${TEXT} } }`;

export const MORE_COMMENTS = `query DocketThreadComments($id: ID!, $after: String) {
  node(id: $id) { ... on PullRequestReviewThread { comments(first: 100, after: $after) { ${PAGE} nodes { ${COMMENT} } } } }
}`;

export const MORE_REACTIONS = `query DocketReactions($id: ID!, $after: String) {
  node(id: $id) { ... on PullRequestReviewComment { reactions(first: 100, after: $after) { ${REACTIONS} } } }
}`;

const User = z.object({ login: z.string(), databaseId: z.int().nullable() });
/** Somebody where the schema says `User`, even of an app; there only the number tells who it is. */
export type User = z.infer<typeof User>;
const Reactions = pageOf(z.object({ content: z.string(), user: User.nullable() }));
export const Comment = RawComment.extend({ createdAt: z.string(), author: Actor.nullable() });
export type Comment = z.infer<typeof Comment>;
const Comments = pageOf(Comment);
export const Thread = RawThread.extend({
  resolvedBy: User.nullable(),
  opener: z.object({ nodes: z.array(z.object({ reactions: Reactions }).nullable()).nullable() }),
  comments: Comments,
});
export type Thread = z.infer<typeof Thread>;

/** The answer to `CONVERSATION_FIELDS`; a list that was not asked for is absent. */
export const ConversationPage = z.object({
  headRefOid: z.string(),
  reviews: pageOf(RawReview).optional(),
  reviewThreads: pageOf(Thread).optional(),
  comments: pageOf(RawText).optional(),
});
export type ConversationPage = z.infer<typeof ConversationPage>;
export const MoreThreadComments = z.object({ node: z.object({ comments: Comments }).nullable() });
export const MoreReactions = z.object({ node: z.object({ reactions: Reactions }).nullable() });
