import type { CoordinatorPolicy } from '../../schemas/coordination.ts';
import type { TerminalState } from '../../schemas/decision.ts';
import type { Finding } from '../../schemas/finding.ts';
import { cappedSeverity, settingOf } from '../../schemas/rule-settings.ts';
import type { Severity } from '../../schemas/severity.ts';
import { type Claim, suppressed } from '../evidence/claim.ts';

/** What holds a finding back whose rule is switched off; null where it is not. */
export function switchedOff({ rule }: Pick<Finding, 'rule'>, { rules = {} }: CoordinatorPolicy): TerminalState | null {
  const setting = settingOf(rule, rules);
  return setting?.level === 'off'
    ? suppressed('ignored-by-config', `the rule is switched off (rules: ${setting.glob})`)
    : null;
}

/** How severe a finding of a rule may be at most. */
export function severityUnder(rule: string, severity: Severity, { rules = {} }: CoordinatorPolicy): Severity {
  const setting = settingOf(rule, rules);
  return setting === null || setting.level === 'off' ? severity : cappedSeverity(severity, setting.level);
}

/** A claim as severe as the configuration lets its rule be. */
export function lowered(claim: Claim, policy: CoordinatorPolicy): Claim {
  const { finding } = claim;
  const severity = severityUnder(finding.rule, finding.severity, policy);
  if (severity === finding.severity) return claim;
  const glob = settingOf(finding.rule, policy.rules ?? {})?.glob ?? finding.rule;
  const note = `${severity} instead of ${finding.severity} (rules: ${glob})`;
  return { ...claim, finding: { ...finding, severity }, steps: [...claim.steps, { step: 'calibrate', note }] };
}
