import { z } from 'zod';
import { ObjectId } from '../change-set.ts';
import { RepositoryPath } from '../location.ts';

/** Where the change itself is, for whoever has it reviewed: `docs/evaluation.md`. */
const ENDS = {
  /** Its head. */
  source_commit: ObjectId.optional(),
  /** The tip of what it goes into. */
  target_commit: ObjectId.optional(),
  /** The file that holds its diff, beside the file with the labels. */
  diff: z.string().min(1).optional(),
};

/** What is known to be wrong in changes, as withmartian/code-review-benchmark keeps it; a place is not needed. Other keys are ignored. */
export const GoldenComments = z.array(
  z.object({
    ...ENDS,
    pr_title: z.string().optional(),
    url: z.string(),
    /** The pull request that the one at `url` is a copy of. */
    original_url: z.string().nullish(),
    comments: z.array(
      z.object({
        comment: z.string().min(1),
        severity: z.string().nullish(),
        file: RepositoryPath.nullish(),
        line: z.int().min(1).nullish(),
      }),
    ),
  }),
);
export type GoldenComments = z.infer<typeof GoldenComments>;

/** The same as AACR-Bench keeps it: each with a place, on the `left` or the `right` side. Other keys are ignored. */
export const AacrComments = z.array(
  z.object({
    ...ENDS,
    githubPrUrl: z.string(),
    comments: z.array(
      z.object({
        note: z.string().min(1),
        path: RepositoryPath,
        side: z.string().nullish(),
        from_line: z.int().min(1).nullish(),
        to_line: z.int().min(1).nullish(),
      }),
    ),
  }),
);
export type AacrComments = z.infer<typeof AacrComments>;
