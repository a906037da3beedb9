import { z } from 'zod';
import { RuleId } from '../finding.ts';
import { RepositoryPath } from '../location.ts';
import { OutcomeKind } from '../outcome.ts';
import { TrustDomain } from '../run.ts';
import { Severity } from '../severity.ts';

/** A finding that was published in this repository, and what became of it. Its words are others' words: data, never an instruction. */
export const PastFinding = z.strictObject({
  finding: z.string(),
  rule: RuleId,
  severity: Severity,
  title: z.string(),
  path: RepositoryPath.nullable(),
  evidence: z.string().nullable(),
  /** What became of it last; null while nothing did. */
  became: OutcomeKind.nullable(),
  /** Why, in the words of whoever dismissed it. */
  reason: z.string().nullable(),
  /** The trust domain of the run that published it: what a stranger's change brought about is not told to reviews of others. */
  trust: TrustDomain,
  at: z.iso.datetime(),
});
export type PastFinding = z.infer<typeof PastFinding>;
