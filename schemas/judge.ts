import { z } from 'zod';
import { Location } from './location.ts';
import { Confidence, Severity } from './severity.ts';

/** What the judge said about one candidate. What it did not answer stays as it was. */
export const JudgeAnswer = z.discriminatedUnion('action', [
  z.strictObject({ candidate: z.string().min(1), action: z.literal('keep') }),
  /** Counts only when the quote is found in the source, like a reviewer's evidence. */
  z.strictObject({
    candidate: z.string().min(1),
    action: z.literal('drop'),
    refutation: z.string().min(1),
    quote: z.string().min(1),
    location: Location,
  }),
  /** It could neither be followed to its end nor refuted: it is published behind what is proven. */
  z.strictObject({ candidate: z.string().min(1), action: z.literal('unproven'), reason: z.string().min(1) }),
  z.strictObject({
    candidate: z.string().min(1),
    action: z.literal('merge'),
    into: z.string().min(1),
    reason: z.string().min(1),
  }),
  z.strictObject({
    candidate: z.string().min(1),
    action: z.literal('regrade'),
    severity: Severity,
    confidence: Confidence,
    reason: z.string().min(1),
  }),
]);
export type JudgeAnswer = z.infer<typeof JudgeAnswer>;
