import type { Finding } from '../../schemas/finding.ts';
import type { Confidence, Severity } from '../../schemas/severity.ts';
import type { Claim } from '../evidence/claim.ts';
import type { Concern } from '../dedupe/concerns.ts';
import { severityRank } from '../order.ts';

/** How low a judge may grade a concern. */
export interface JudgeLimit {
  readonly severity: Severity;
  readonly confidence: Confidence;
}

/**
 * What keeps a judge from doing away with a concern; null when nothing does. A judge reads what the change says, and the
 * change may talk to it. A check cannot be talked to: what one found, from a warning on and in all of security, stands.
 */
export function judgeLimit(concern: Concern): JudgeLimit | null {
  const [first] = partsOf(concern)
    .shielded.map(({ finding }) => finding)
    .toSorted((a, b) => severityRank(a.severity) - severityRank(b.severity) || b.confidence - a.confidence);
  return first === undefined ? null : { severity: first.severity, confidence: first.confidence };
}

/** The claims of a concern that no refutation reaches, and all others; both in their order. */
export function partsOf({ survivor, others }: Concern): {
  readonly shielded: readonly Claim[];
  readonly refutable: readonly Claim[];
} {
  const all = [survivor, ...others];
  return {
    shielded: all.filter(({ finding }) => isBeyondJudge(finding)),
    refutable: all.filter(({ finding }) => !isBeyondJudge(finding)),
  };
}

/** A check found it, and it is more than a remark. */
export function isBeyondJudge(finding: Finding): boolean {
  return finding.origin === 'check' && (finding.severity !== 'suggestion' || finding.reviewer === 'security');
}
