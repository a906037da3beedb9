import type { Finding } from '../../schemas/finding.ts';

/** Words that sort remarks instead of naming a rule of a tool. */
const GENERAL = new Set(
  (
    'finding issue problem bug bugs general other misc review comment remark potential possible critical major minor high medium low ' +
    'correctness logic error errors handling exception security vulnerability performance efficiency concurrency race condition ' +
    'reliability stability robustness safety null type types validation input data integrity consistency compatibility api contract ' +
    'architecture design quality code style maintainability readability complexity duplication refactor refactoring cleanup nit nitpick ' +
    'naming typo documentation docs doc comments test tests testing coverage ux ui accessibility configuration config best practice ' +
    'practices suggestion improvement warning hallucination cross file and or of the'
  ).split(' '),
);

/**
 * An outside remark in prose: it quotes no code and its rule only says what sort of remark it is. Such claims are cheap to
 * make; what no rule and no quote backs must be backed by other reviewers.
 */
export function isOpinion(finding: Pick<Finding, 'origin' | 'evidence' | 'rule'>): boolean {
  if (finding.origin !== 'outside' || finding.evidence !== null) return false;
  return finding.rule
    .slice(finding.rule.indexOf('/') + 1)
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .every((word) => GENERAL.has(word));
}
