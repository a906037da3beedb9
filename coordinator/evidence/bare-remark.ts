import type { Finding } from '../../schemas/finding.ts';

/** What the readers of outside findings call the rule where a tool names none. */
const NO_RULE = 'finding';

/**
 * An outside remark in prose: it quotes no code and names no rule. The line that it names is a guess. How a rule is spelled decides
 * nothing, for the same finding would end otherwise under another name.
 */
export function isBareRemark(finding: Pick<Finding, 'origin' | 'evidence' | 'rule'>): boolean {
  if (finding.origin !== 'outside' || finding.evidence !== null) return false;
  return finding.rule.slice(finding.rule.indexOf('/') + 1) === NO_RULE;
}
