import type { CoordinatorPolicy } from '../../schemas/coordination.ts';
import type { TerminalState } from '../../schemas/decision.ts';
import type { Finding } from '../../schemas/finding.ts';
import { suppressed } from '../evidence/claim.ts';
import { severityRank } from '../order.ts';

/** The bar of the configuration that a finding misses; null when it reaches all. Nothing is more severe than critical. */
export function missedBar(finding: Finding, policy: CoordinatorPolicy): TerminalState | null {
  if (finding.confidence < policy.minimumConfidence) {
    return suppressed('low-confidence', `confidence ${finding.confidence} of at least ${policy.minimumConfidence}`);
  }
  if (severityRank(finding.severity) > severityRank(policy.minimumSeverity)) {
    return suppressed('low-confidence', `severity ${finding.severity} where ${policy.minimumSeverity} is asked for`);
  }
  return null;
}
