import type { DecisionStep, SuppressionReason, TerminalState } from '../../schemas/decision.ts';
import type { Finding } from '../../schemas/finding.ts';
import type { Location } from '../../schemas/location.ts';

/**
 * How a claim is tied to the change, the strongest first: `quote` the code it quotes is there; `line` it names lines that are
 * there; `file` it is about a whole file; `none` it is words only.
 */
export type Proof = 'quote' | 'line' | 'file' | 'none';

const PROOFS: Readonly<Record<Proof, number>> = { quote: 0, line: 1, file: 2, none: 3 };

/** 0 for the best proof. */
export function proofRank(proof: Proof): number {
  return PROOFS[proof];
}

/** A finding that passed validation and whose evidence was looked at. */
export interface Claim {
  readonly finding: Finding;
  readonly proof: Proof;
  /** Where it truly is: relocated by its quote. */
  readonly place: Location | null;
  /** The path that survives a rename: the old one. */
  readonly canonicalPath: string | null;
  /** The normalised code it is about, and which of the equal pieces in the file it is. */
  readonly quote: string | null;
  readonly ordinal: number;
  readonly fingerprint: string;
  readonly steps: readonly DecisionStep[];
}

/** An outside claim that quotes nothing: what it says of its lines stands in its words alone. */
export function isJustWords({ origin, evidence }: Pick<Finding, 'origin' | 'evidence'>): boolean {
  return origin === 'outside' && evidence === null;
}

/** A finding whose fate is known. */
export interface DecidedFinding {
  readonly finding: Finding;
  readonly fingerprint: string | null;
  readonly concern: string | null;
  readonly state: TerminalState;
  readonly steps: readonly DecisionStep[];
}

/** The state of a finding that misses a bar. */
export function suppressed(reason: SuppressionReason, bar: string): TerminalState {
  return { kind: 'suppressed', reason, bar };
}
