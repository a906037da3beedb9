import type { CoordinatorPolicy } from '../../schemas/coordination.ts';
import type { TerminalState } from '../../schemas/decision.ts';
import type { Finding } from '../../schemas/finding.ts';
import { suppressed } from '../evidence/claim.ts';
import { severityRank } from '../order.ts';
import { switchedOff } from './rule-settings.ts';

/** The bar that holds a finding back; null when it reaches all. Nothing is more severe than critical; being unsure only folds. */
export function missedBar(finding: Finding, policy: CoordinatorPolicy): TerminalState | null {
  // What its own tool takes back, by a suppression in its code for example.
  if (finding.confidence === 0) return suppressed('low-confidence', 'its own reviewer does not believe it');
  const off = switchedOff(finding, policy);
  if (off !== null) return off;
  if (severityRank(finding.severity) > severityRank(policy.minimumSeverity)) {
    return suppressed('low-confidence', `severity ${finding.severity} where ${policy.minimumSeverity} is asked for`);
  }
  return null;
}
