import { z } from 'zod';
import { ObjectId } from './change-set.ts';
import { RepositoryPath } from './location.ts';
import { ReviewComment } from './review.ts';
import { Severity } from './severity.ts';

/**
 * What is known of a concern that was published on the same pull request before. `raised`: nobody said anything. `claimed`: somebody
 * did (resolved the thread, replied, reacted) without the right or the words to dismiss it: verified again, never believed by itself.
 * `dismissed`: by a person with write permission, with a reason. `fixed`: an earlier run saw that it was gone.
 */
export const KnownState = z.enum(['raised', 'claimed', 'dismissed', 'fixed']);
export type KnownState = z.infer<typeof KnownState>;

/** A concern that was published before, as it was published. */
export const KnownConcern = z.strictObject({
  comment: ReviewComment,
  /** The blob of its file at the head where it was published last; null where it is not known. */
  blob: ObjectId.nullable(),
  state: KnownState,
  /** Who dismissed or claimed it. */
  actor: z.string().nullable(),
  /** Why, in that person's words. */
  reason: z.string().nullable(),
});
export type KnownConcern = z.infer<typeof KnownConcern>;

/** A concern that the judge refuted, or a person dismissed, on this very blob: it is not raised there again. */
export const RejectedConcern = z.strictObject({
  concern: z.string().min(1),
  fingerprint: z.string().min(1),
  blob: ObjectId,
  reason: z.string(),
  /** How grave it was when it was rejected, and in which words; logs of older programs do not say. */
  severity: Severity.optional(),
  title: z.string().optional(),
});
export type RejectedConcern = z.infer<typeof RejectedConcern>;

/** What the commits since the last complete review did to one file, by its path at the head. */
export const TouchedFile = z.strictObject({
  path: RepositoryPath,
  /** Its path at the head of the last review, where it was called differently. */
  oldPath: RepositoryPath.nullable(),
  /** First and last line (1-based, inclusive) of what was added or changed; null means the whole file. */
  lines: z.array(z.tuple([z.int().min(1), z.int().min(1)])).nullable(),
});
export type TouchedFile = z.infer<typeof TouchedFile>;

/** What the commits since the last complete review of the same pull request touched. */
export const SinceLastReview = z.strictObject({ head: ObjectId, touched: z.array(TouchedFile) });
export type SinceLastReview = z.infer<typeof SinceLastReview>;

/** What is remembered of earlier reviews of the same pull request; part of the coordinator's recorded input. */
export const Memory = z.strictObject({
  known: z.array(KnownConcern),
  rejected: z.array(RejectedConcern),
  /** Null when there was no complete review, or what happened since is not known: then everything counts as new. */
  since: SinceLastReview.nullable(),
});
export type Memory = z.infer<typeof Memory>;
