import { z } from 'zod';
import { RepositoryPath } from '../location.ts';

/** What is known to be wrong in changes, as withmartian/code-review-benchmark keeps it; a place is not needed. Other keys are ignored. */
export const GoldenComments = z.array(
  z.object({
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
