import type { Finding } from '../finding.ts';
import type { Outcome } from '../outcome.ts';

/** What a finding says of where it comes from: all that a past can be looked up by. */
export type FindingSource = Pick<
  Finding,
  'reviewer' | 'origin' | 'rule' | 'confidence' | 'stated' | 'evidence' | 'remark'
>;

/** How a published comment ended; what was merely claimed is no end. */
export type FinalOutcome = Exclude<Outcome['kind'], 'claimed'>;

/** A published finding, and what became of it in the end. */
export interface OutcomeExample {
  readonly finding: FindingSource;
  readonly path: string | null;
  /** The model that said it; null for checks and tools. */
  readonly model: string | null;
  /** The score that it had without what the past added, in thousandths of a log-odds; null where none was recorded. */
  readonly points: number | null;
  readonly kind: FinalOutcome;
  /** When it was known, in ISO 8601. */
  readonly at: string;
  /** Whether it is another bot's past. */
  readonly imported: boolean;
}
