import type { DecisionStep } from '../../schemas/decision.ts';
import type { Finding } from '../../schemas/finding.ts';
import type { Location } from '../../schemas/location.ts';
import type { CoordinatorPolicy } from '../../schemas/coordination.ts';
import type { ConcernScore } from '../../schemas/review.ts';
import { type PastTerms, pastTermsOf } from '../calibrate/past-terms.ts';
import { isBelowBar } from '../score/bar.ts';
import { scoreOf } from '../score/score.ts';
import { compareConcerns } from '../score/concern-order.ts';
import type { Claim } from '../evidence/claim.ts';
import type { Concern } from '../dedupe/concerns.ts';
import type { ChangedText } from '../evidence/changed-text.ts';
import type { Prepared } from '../prepared.ts';
import { mentionedPlace } from '../evidence/mentioned-place.ts';

/** A concern as it stands before the judge: what is said of it, as it would be published, and where. */
export interface OpenConcern {
  readonly concern: Concern;
  readonly finding: Finding;
  readonly place: Location | null;
  readonly score: ConcernScore;
  /** Whether it misses the bar of the configuration, which folds it. */
  readonly isBelowBar: boolean;
}

/** A concern that the judge left in the review, and what the judge said about it. */
export interface JudgedConcern extends OpenConcern {
  readonly notes: readonly DecisionStep[];
}

/** What a concern is graded by beside itself. */
export interface GradedBy {
  readonly policy: CoordinatorPolicy;
  readonly past: PastTerms;
}

/** What would be published if nobody judged it, in the order of the review. */
export function openConcerns({ input, text, concerns }: Prepared): readonly OpenConcern[] {
  const known = { policy: input.policy, past: pastTermsOf(input) };
  return concerns.map((concern) => openConcern(concern, text, known)).toSorted(compareConcerns);
}

/** What is critical or reaches the bar: a judge is asked about it. What misses the bar is folded whatever a judge says of it. */
export function isAsked({ finding, isBelowBar: misses }: Pick<OpenConcern, 'finding' | 'isBelowBar'>): boolean {
  return finding.severity === 'critical' || !misses;
}

/**
 * The claims of a concern that a judge would be asked about if each stood alone. The others are kept from it: whether it hears of one and may
 * refute or grade by it must not hang on what it happens to be put together with.
 */
export function askedClaims({ key, survivor, others }: Concern, text: ChangedText, known: GradedBy): readonly Claim[] {
  if (others.length === 0) return [survivor];
  return [survivor, ...others].filter((claim) =>
    isAsked(openConcern({ key, survivor: claim, others: [] }, text, known)),
  );
}

/** A concern as the claim that carries it says it. */
export function openConcern(concern: Concern, text: ChangedText, known: GradedBy): OpenConcern {
  const { finding, place } = concern.survivor;
  const at = place ?? mentionedPlace(finding.explanation, text);
  return { concern, place: at, ...graded(concern, { finding, place: at }, known) };
}

/** The finding that carries a concern, with the score that it has so. */
export function graded(
  concern: Concern,
  { finding, place }: Pick<OpenConcern, 'finding' | 'place'>,
  { policy, past }: GradedBy,
): Pick<OpenConcern, 'finding' | 'score' | 'isBelowBar'> {
  const score = scoreOf(concern, { finding, place }, { past });
  return { finding, score, isBelowBar: isBelowBar(concern, score, policy) };
}
