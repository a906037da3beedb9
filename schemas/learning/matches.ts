import { z } from 'zod';

/** Whether one remark names one known mistake. */
const MatchVerdict = z.strictObject({
  /** `acme/shop#7`. */
  change: z.string().min(1),
  /** The known mistake, in the words of the benchmark. */
  known: z.string().min(1),
  /** The remark: its title, a line feed, its explanation. */
  remark: z.string(),
  same: z.boolean(),
});
export type MatchVerdict = z.infer<typeof MatchVerdict>;

/**
 * Who says which remark names which known mistake: a model, as `docket eval --benchmark` asked it, or people, in a file of the same form. Kept in a
 * file, so that later comparisons ask nobody.
 *
 * @throws z.ZodError from `parse` when a key is missing, unknown or of another type.
 */
export const Matches = z.strictObject({
  schemaVersion: z.literal(1),
  by: z.strictObject({
    /** `provider/model`s that answered, or `people`. */
    models: z.array(z.string()),
    /** The version of the question, which is a digest of its words; null for people. */
    prompt: z.string().nullable(),
  }),
  verdicts: z.array(MatchVerdict),
});
export type Matches = z.infer<typeof Matches>;
