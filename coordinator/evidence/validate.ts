import type { Finding } from '../../schemas/finding.ts';
import type { ReviewerReport } from '../../schemas/report.ts';
import { compareText } from '../../schemas/text/compare-text.ts';

/** A raw finding and why it cannot be used; null when it can. */
export interface Validated {
  readonly finding: Finding;
  readonly problem: string | null;
}

/**
 * Every raw finding of all reports, in an order that does not depend on theirs. Of several findings with one id the first
 * in that order keeps it: decisions are told apart by id, so the others cannot be followed further.
 */
export function validate(reports: readonly ReviewerReport[]): Validated[] {
  const seen = new Set<string>();
  return reports
    .flatMap((report) => report.findings.map((finding) => ({ finding, report })))
    .toSorted(
      (a, b) => compareText(a.finding.id, b.finding.id) || compareText(contentOf(a.finding), contentOf(b.finding)),
    )
    .map(({ finding, report }) => {
      const taken = seen.has(finding.id);
      seen.add(finding.id);
      return { finding, problem: taken ? 'another finding has the same id' : problemOf(finding, report) };
    });
}

function contentOf(finding: Finding): string {
  return JSON.stringify(finding);
}

function problemOf(finding: Finding, report: ReviewerReport): string | null {
  if (finding.reviewer !== report.reviewer) {
    return `it names the reviewer ${finding.reviewer} in the report of ${report.reviewer}`;
  }
  if (!finding.rule.startsWith(`${finding.reviewer}/`)) {
    return `the rule ${finding.rule} does not belong to the reviewer ${finding.reviewer}`;
  }
  if (!inVocabulary(finding, report)) return `the rule ${finding.rule} is not in the reviewer's vocabulary`;
  if (finding.title.trim() === '') return 'the title is blank';
  if (finding.evidence !== null && finding.evidence.trim() === '') return 'the quote is blank';
  const path = finding.location?.path;
  if (path !== undefined && !isInside(path)) return `the path ${path} is not inside the repository`;
  if (finding.location === null && finding.origin === 'model') return 'it names no file';
  return null;
}

/** A vocabulary may list its rules with or without the reviewer in front. */
function inVocabulary(finding: Finding, report: ReviewerReport): boolean {
  if (report.rules === null) return true;
  return report.rules.includes(finding.rule) || report.rules.includes(finding.rule.slice(finding.reviewer.length + 1));
}

function isInside(path: string): boolean {
  if (path.startsWith('/') || path.includes('\0') || /^[A-Za-z]:[\\/]/.test(path)) return false;
  return path.split('/').every((part) => part !== '' && part !== '.' && part !== '..');
}
