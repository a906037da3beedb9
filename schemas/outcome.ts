import { z } from 'zod';

/**
 * What became of a published comment. `accepted`: the quoted code changed after the comment and the concern is absent at
 * merge. `dismissed`: by a person with write permission, with a reason. `unaddressed`: the code stands at merge.
 * `claimed`: anything else that anybody said or did about it; recorded and verified again, never believed by itself.
 */
export const OutcomeKind = z.enum(['accepted', 'dismissed', 'unaddressed', 'claimed']);
export type OutcomeKind = z.infer<typeof OutcomeKind>;

/** One event in the life of a published comment. */
export const Outcome = z
  .strictObject({
    concern: z.string().min(1),
    kind: OutcomeKind,
    /** Who did it; null when the code itself decided. */
    actor: z.string().nullable(),
    reason: z.string().nullable(),
    /** What the actor may do in the repository, as the forge answered at that moment: `write`, for example. Older rows lack it. */
    role: z.string().nullable().optional(),
    at: z.iso.datetime(),
  })
  .refine((outcome) => outcome.kind !== 'dismissed' || (outcome.actor !== null && outcome.reason !== null), {
    message: 'a dismissal names who dismissed and why',
  });
export type Outcome = z.infer<typeof Outcome>;
