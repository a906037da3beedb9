import { z } from 'zod';
import { ObjectId } from './change-set.ts';

/** What is reviewed of a pull request, and what GitHub says of it. Its commits lie in the repository that goes with it. */
export const PullFacts = z.strictObject({
  /** `owner/name#7`. */
  label: z.string().min(1),
  /** The tip of the base branch: rules and guidance are read there. */
  base: ObjectId,
  /** The commit that the old side is read from. */
  mergeBase: ObjectId,
  head: ObjectId,
  /** As people wrote them, secrets included; the forge blanks those. */
  title: z.string(),
  body: z.string(),
  labels: z.array(z.string()),
});
export type PullFacts = z.infer<typeof PullFacts>;
