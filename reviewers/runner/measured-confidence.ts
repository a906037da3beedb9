import type { Severity } from '../../schemas/severity.ts';
import { RULE_RECORDS, UNREAD_RULES } from '../rule-records.ts';

/**
 * What a finding's stated confidence is worth, per mille: never more than what independent readers found of that rule on ordinary commits, nor, where they read
 * none of it, of its reviewer's rules. What is critical is shown anyway and keeps its own word, as do reviewers of whom nothing was read.
 *
 * @param rule `reviewer/rule`
 */
export function measuredConfidence(rule: string, stated: number, severity: Severity): number {
  if (severity === 'critical') return stated;
  const measured = RULE_RECORDS[rule]?.confidence ?? UNREAD_RULES[rule.slice(0, rule.indexOf('/'))];
  return measured === undefined ? stated : Math.min(stated, measured);
}
