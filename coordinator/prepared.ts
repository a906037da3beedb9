import type { CoordinatorInput } from '../schemas/coordination.ts';
import type { AppliedSuppression, RememberedConcern } from '../schemas/review.ts';
import type { Concern } from './dedupe/concerns.ts';
import type { ChangedText } from './evidence/changed-text.ts';
import type { Claim, DecidedFinding } from './evidence/claim.ts';
import type { KnownMatch } from './memory/match-known.ts';

/** What can be decided without looking at the meaning of code: the concerns that are left, and what is settled already. */
export interface Prepared {
  readonly input: CoordinatorInput;
  readonly text: ChangedText;
  readonly settled: readonly DecidedFinding[];
  /** What nobody said before. */
  readonly concerns: readonly Concern[];
  /** What was said before and is graver now. */
  readonly graver: ReadonlyMap<Claim, readonly KnownMatch[]>;
  /** What became of what was published before; null where there is no memory. */
  readonly remembered: readonly RememberedConcern[] | null;
  /** The dismissals for the whole repository that held something back; null where there are none. */
  readonly applied: readonly AppliedSuppression[] | null;
}
