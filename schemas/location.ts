import { z } from 'zod';

/** A side of the change: `old` is the base (GitHub's LEFT), `new` is the head (GitHub's RIGHT). */
export const Side = z.enum(['old', 'new']);
export type Side = z.infer<typeof Side>;

/**
 * A path inside the repository, `/`-separated, relative to its root. Bytes that are not UTF-8 are kept as lone surrogates
 * U+DC80..U+DCFF (Python's `surrogateescape`), so that a path survives a round trip through JSON.
 */
export const RepositoryPath = z.string().min(1);
export type RepositoryPath = z.infer<typeof RepositoryPath>;

/**
 * The place a finding speaks of. Lines are 1-based and inclusive; null means the whole file. Lines given by a reviewer are
 * hints: the evidence decides.
 */
export const Location = z
  .strictObject({
    path: RepositoryPath,
    side: Side,
    startLine: z.int().min(1).nullable(),
    endLine: z.int().min(1).nullable(),
  })
  .refine((at) => (at.startLine === null) === (at.endLine === null), {
    message: 'startLine and endLine are given together or not at all',
  })
  .refine((at) => at.startLine === null || at.endLine === null || at.startLine <= at.endLine, {
    message: 'startLine must not be after endLine',
  });
export type Location = z.infer<typeof Location>;
