import { z } from 'zod';
import { ObjectId } from './change-set.ts';
import { Location, RepositoryPath } from './location.ts';
import { KnownState } from './memory.ts';
import { ReviewComment, Verdict } from './review.ts';
import { RowId } from './run.ts';

/**
 * What the hidden first line of a comment of ours says, so that a pull request remembers without any log. Believed only in comments
 * that our own identity wrote and nobody else edited.
 */
export const ConcernMark = z.strictObject({
  kind: z.literal('concern'),
  publication: RowId,
  /** The reviewed commit. */
  head: ObjectId,
  /** The comment as it was published, without its prose (`explanation` is empty, `failureScenario` and `replacement` are null). */
  comment: ReviewComment,
  blob: ObjectId.nullable(),
  state: KnownState,
  actor: z.string().nullable(),
  reason: z.string().nullable(),
});
export type ConcernMark = z.infer<typeof ConcernMark>;

/** The hidden first line of a review object of ours. */
export const ReviewMark = z.strictObject({
  kind: z.literal('review'),
  publication: RowId,
  head: ObjectId,
  /** Concerns that GitHub took as neither a line's nor a file's comment and that therefore stand in the review's own text. */
  inBody: z.array(z.string()).optional(),
});
export type ReviewMark = z.infer<typeof ReviewMark>;

/** The hidden first line of the one summary comment. */
export const SummaryMark = z.strictObject({
  kind: z.literal('summary'),
  publication: RowId,
  head: ObjectId,
  base: ObjectId,
  verdict: Verdict,
  /** Whether everything that was planned was looked at. */
  complete: z.boolean(),
  /** Concerns that stand in the summary only and have no thread of their own. */
  concerns: z.array(ConcernMark.omit({ kind: true, publication: true, head: true })),
  /** Who paused the reviews of this pull request; null when they are not paused. */
  pausedBy: z.string().nullable(),
});
export type SummaryMark = z.infer<typeof SummaryMark>;

/** The hidden first line of a reply of ours: to a command (by its comment id), or once to a disagreement. */
export const ReplyMark = z.strictObject({
  kind: z.literal('reply'),
  /** What it answers: `command:<comment id>` or `disagreement:<concern>`. */
  to: z.string(),
  /** A break-glass that a person with write permission asked for, bound to one head. */
  breakGlass: z.strictObject({ head: ObjectId, actor: z.string(), reason: z.string() }).nullable(),
});
export type ReplyMark = z.infer<typeof ReplyMark>;

export const Mark = z.discriminatedUnion('kind', [ConcernMark, ReviewMark, SummaryMark, ReplyMark]);
export type Mark = z.infer<typeof Mark>;

/** Where a comment of a review goes: lines of one side of the diff, or a file. */
export const PlannedPlace = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('lines'), at: Location }),
  z.strictObject({ kind: z.literal('file'), path: RepositoryPath }),
]);
export type PlannedPlace = z.infer<typeof PlannedPlace>;

/** One new comment of a review. */
export const PlannedComment = z.strictObject({
  place: PlannedPlace,
  /** Finished Markdown, without the mark. */
  body: z.string().min(1),
  /** Its publication is put in when the intent is recorded. */
  mark: ConcernMark.omit({ publication: true }),
});
export type PlannedComment = z.infer<typeof PlannedComment>;

/** A change of a comment that we published before. */
export const PlannedUpdate = z.strictObject({
  /** GraphQL id of the thread. */
  thread: z.string(),
  /** REST id of our comment that opens the thread. */
  comment: z.int(),
  body: z.string().min(1),
  mark: ConcernMark,
  /** Whether the thread is to be resolved, where the token may. */
  resolve: z.boolean(),
});
export type PlannedUpdate = z.infer<typeof PlannedUpdate>;

/** An answer in a thread. */
export const PlannedReply = z.strictObject({
  /** REST id of the comment that opens the thread. */
  comment: z.int(),
  body: z.string().min(1),
  mark: ReplyMark,
});
export type PlannedReply = z.infer<typeof PlannedReply>;

/** An annotation of a check run, on lines of the head. */
export const Annotation = z.strictObject({
  path: RepositoryPath,
  startLine: z.int().min(1),
  endLine: z.int().min(1),
  level: z.enum(['notice', 'warning', 'failure']),
  title: z.string().max(255),
  message: z.string().min(1),
});
export type Annotation = z.infer<typeof Annotation>;

/** The check run of a reviewed commit. Never `neutral` or `skipped`: both satisfy a required check. */
export const PlannedCheck = z.strictObject({
  name: z.string().min(1),
  conclusion: z.enum(['success', 'failure']),
  title: z.string().min(1),
  summary: z.string(),
  /** Only what is not inline; any number of them. */
  annotations: z.array(Annotation),
});
export type PlannedCheck = z.infer<typeof PlannedCheck>;

/** Everything that one run wants to say on a pull request. Its canonical JSON is the body whose digest the intent records. */
export const PlannedPublication = z.strictObject({
  head: ObjectId,
  /** Null when there is nothing new to say: then no review object is made. */
  review: z
    .strictObject({
      event: z.enum(['COMMENT', 'REQUEST_CHANGES', 'APPROVE']),
      /** Finished Markdown, without the mark; may be empty. */
      body: z.string(),
      comments: z.array(PlannedComment),
    })
    .nullable(),
  updates: z.array(PlannedUpdate),
  replies: z.array(PlannedReply),
  /** The sticky summary, without the mark. */
  summary: z.strictObject({ body: z.string().min(1), mark: SummaryMark.omit({ publication: true }) }).nullable(),
  check: PlannedCheck.nullable(),
});
export type PlannedPublication = z.infer<typeof PlannedPublication>;
