import type { Finding } from '../../schemas/finding.ts';

/** What the readers of outside findings called the rule where a tool names none, before they said what is a remark. */
const NO_RULE = 'finding';

/**
 * An outside remark in prose: it quotes no code, and nobody computed it. The line that it names is a guess, whatever category it names.
 */
export function isBareRemark(finding: Pick<Finding, 'origin' | 'evidence' | 'rule' | 'remark'>): boolean {
  if (finding.origin !== 'outside' || finding.evidence !== null) return false;
  return finding.remark === true || finding.rule.slice(finding.rule.indexOf('/') + 1) === NO_RULE;
}
