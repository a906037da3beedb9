import { z } from 'zod';
import { Actor, DatabaseId } from './actor.ts';
import { pageOf } from './posted-schema.ts';

const PAGE = 'pageInfo { hasNextPage endCursor }';
const ACTOR = '{ __typename login }';
const REACTIONS = `${PAGE} nodes { content user { login databaseId } }`;
const COMMENT = `id fullDatabaseId body url state createdAt lastEditedAt viewerDidAuthor author ${ACTOR} editor ${ACTOR}`;

// Reactions are asked of the first comment alone: below every comment they would exceed the number of nodes that a query may have.
export const THREADS = `query DocketThreads($owner: String!, $name: String!, $number: Int!, $after: String) {
  repository(owner: $owner, name: $name) {
    pullRequest(number: $number) {
      reviewThreads(first: 50, after: $after) {
        ${PAGE}
        nodes {
          id isResolved resolvedBy { login databaseId }
          opener: comments(first: 1) { nodes { reactions(first: 100) { ${REACTIONS} } } }
          comments(first: 100) { ${PAGE} nodes { ${COMMENT} } }
        }
      }
    }
  }
}`;

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
export const Comment = z.object({
  id: z.string(),
  fullDatabaseId: DatabaseId,
  body: z.string(),
  url: z.string(),
  state: z.enum(['PENDING', 'SUBMITTED']),
  createdAt: z.string(),
  lastEditedAt: z.string().nullable(),
  viewerDidAuthor: z.boolean(),
  author: Actor.nullable(),
  editor: Actor.nullable(),
});
export type Comment = z.infer<typeof Comment>;
const Comments = pageOf(Comment);
export const Thread = z.object({
  id: z.string(),
  isResolved: z.boolean(),
  resolvedBy: User.nullable(),
  opener: z.object({ nodes: z.array(z.object({ reactions: Reactions }).nullable()).nullable() }),
  comments: Comments,
});
export type Thread = z.infer<typeof Thread>;
export const ThreadsAnswer = z.object({
  repository: z.object({ pullRequest: z.object({ reviewThreads: pageOf(Thread) }).nullable() }).nullable(),
});
export const MoreThreadComments = z.object({ node: z.object({ comments: Comments }).nullable() });
export const MoreReactions = z.object({ node: z.object({ reactions: Reactions }).nullable() });
