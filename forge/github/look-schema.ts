import { z } from 'zod';

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

/** The 32-bit `databaseId` is empty for new comments; the full one is text. */
const FullDatabaseId = z.union([z.int(), z.string().regex(/^\d{1,16}$/)]).transform(Number);

/** A comment or review as GraphQL answers it. */
export const RawText = z.object({
  id: z.string(),
  fullDatabaseId: FullDatabaseId,
  body: z.string(),
  viewerDidAuthor: z.boolean(),
  editor: z.object({ login: z.string() }).nullable(),
  url: z.string(),
});

const RawComment = RawText.extend({
  state: z.enum(['PENDING', 'SUBMITTED']),
  pullRequestReview: z.object({ id: z.string() }).nullable(),
});
export type RawComment = z.infer<typeof RawComment>;

/** A review thread with the first page of its comments. */
export const Thread = z.object({
  id: z.string(),
  isResolved: z.boolean(),
  subjectType: z.enum(['LINE', 'FILE']),
  comments: pageOf(RawComment),
});
export type RawThread = z.infer<typeof Thread>;
