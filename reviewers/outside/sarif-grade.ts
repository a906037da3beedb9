import type { Severity } from '../../schemas/severity.ts';
import { confidenceOfWord } from '../stated/confidence-words.ts';
import { readConfidences } from '../stated/stated-confidence.ts';
import type { SarifLevel, SarifResult, SarifRule } from './sarif-log.ts';

/** What a result of an analyser is worth when the tool does not say: it computed something, but nobody proved it. */
export const UNSTATED_CONFIDENCE = 700;

/**
 * How severe a result is. A `security-severity` (a CVSS score) decides: from 7.0 critical, from 4.0 warning. Otherwise the level
 * does: linters call every enabled rule an error, so an error is critical only under a rule tagged `security`.
 */
export function severityOf(result: SarifResult, rule: SarifRule | null): Severity {
  const score = numberIn(result.properties?.['security-severity']) ?? numberIn(rule?.properties?.['security-severity']);
  if (score !== null) {
    if (score >= 7) return 'critical';
    return score >= 4 ? 'warning' : 'suggestion';
  }
  const level = levelOf(result, rule);
  if (level === 'none' || level === 'note') return 'suggestion';
  return level === 'error' && tagsOf(result, rule).includes('security') ? 'critical' : 'warning';
}

/** How sure the tool is: its rank of the result as it was read, else the precision of the rule; null where it does not say. */
export function confidenceOf(result: SarifResult, rule: SarifRule | null, rank: number | null): number | null {
  if (rank !== null) return rank;
  const precision = result.properties?.['precision'] ?? rule?.properties?.['precision'];
  const tags = tagsOf(result, rule).filter((tag) => /confidence$/i.test(tag));
  const words = [...(typeof precision === 'string' ? [precision] : []), ...tags];
  return words.map(confidenceOfWord).find((value) => value !== null) ?? null;
}

/** The ranks of one run per mille: by the standard percents, by some tools fractions. -1 stands for none. */
export function ranksOf(results: readonly SarifResult[]): (number | null)[] {
  return readConfidences(
    results.map((result) => result.rank),
    'tool',
  );
}

/** CWE numbers from tags (`external/cwe/cwe-089`, `CWE-89: SQL injection`) and relations, then the rule's own page. */
export function referencesOf(result: SarifResult, rule: SarifRule | null): string[] {
  const related = (rule?.relationships ?? []).filter(
    (relation) => relation.target.toolComponent?.name?.toUpperCase() === 'CWE',
  );
  const words = [...tagsOf(result, rule), ...related.map((relation) => `cwe-${relation.target.id ?? ''}`)];
  const weaknesses = words.flatMap((word) => /\bcwe[-_]?(?:cwe-)?0*([1-9]\d{0,5})\b/i.exec(word)?.[1] ?? []);
  const page = rule?.helpUri ?? '';
  return [...new Set([...weaknesses.map((number) => `CWE-${number}`), ...(/^https?:\/\//.test(page) ? [page] : [])])];
}

function levelOf(result: SarifResult, rule: SarifRule | null): SarifLevel {
  if (result.level !== null && result.level !== undefined) return result.level;
  // By the specification only a `fail` has a level; what still needs a person's eye is a suggestion.
  if ((result.kind ?? 'fail') !== 'fail') return 'none';
  return rule?.defaultConfiguration?.level ?? 'warning';
}

function tagsOf(result: SarifResult, rule: SarifRule | null): string[] {
  const lists = [result.properties?.['tags'], rule?.properties?.['tags']];
  return lists.flatMap((list) => (Array.isArray(list) ? list.filter((tag) => typeof tag === 'string') : []));
}

/** Tools write the score as a string; one that is no number counts as absent. */
function numberIn(value: unknown): number | null {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : null;
}
