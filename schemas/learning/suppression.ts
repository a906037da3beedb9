import { z } from 'zod';
import { RepositoryPath } from '../location.ts';
import { ReviewComment } from '../review.ts';
import { TrustDomain } from '../run.ts';

/** `s-` and eight hex digits: what people call a suppression by. */
const SuppressionId = z.string().regex(/^s-[0-9a-f]{8}$/, 'a suppression is called s- and eight hex digits');

/** What somebody said of a suppression, and when. */
const Word = z.strictObject({ actor: z.string(), reason: z.string(), at: z.iso.datetime() });

/** That a person with the right to it dismissed a finding for the whole repository. */
const Granted = z.strictObject({
  kind: z.literal('granted'),
  id: SuppressionId,
  /** As it was published, without what was merged into it: one rule on one piece of code. */
  comment: ReviewComment,
  actor: z.string(),
  /** What the actor may do in the repository, as the forge answered at that moment. */
  role: z.string(),
  reason: z.string().min(1),
  at: z.iso.datetime(),
  until: z.iso.datetime(),
});

/**
 * One event in the life of a suppression; only ever added. `contested` is a word that changes nothing; `ended` lets it go; `moved` is a merged
 * pull request that renamed its file.
 */
export const SuppressionEvent = z.discriminatedUnion('kind', [
  Granted,
  Word.extend({ kind: z.literal('contested'), suppression: SuppressionId }),
  Word.extend({ kind: z.literal('ended'), suppression: SuppressionId }),
  z.strictObject({
    kind: z.literal('moved'),
    suppression: SuppressionId,
    to: RepositoryPath,
    /** The pull request that was merged. */
    by: z.string(),
    at: z.iso.datetime(),
  }),
]);
export type SuppressionEvent = z.infer<typeof SuppressionEvent>;

/**
 * A dismissal that holds for the whole repository: one rule on one piece of code of one file, whatever its name becomes, no graver than it was.
 * Those that are in force when a run begins are a part of the coordinator's recorded input.
 */
export const RepositorySuppression = Granted.omit({ kind: true }).extend({
  /** What its file was renamed to by merged pull requests, the oldest first. */
  names: z.array(RepositoryPath),
  /** Of the run that it was given on. */
  trust: TrustDomain,
  contests: z.array(Word),
});
export type RepositorySuppression = z.infer<typeof RepositorySuppression>;
