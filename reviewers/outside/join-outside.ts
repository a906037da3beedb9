import type { ReviewerReport } from '../../schemas/report.ts';
import { boundFinding } from '../bound-finding.ts';
import { mergeByReviewer } from './outside-report.ts';
import { uniqueFindingIds } from './unique-finding-ids.ts';

/**
 * Makes one report a reviewer of what several files said. An outside reviewer that calls itself like one of Docket's own gets
 * `-outside` behind its name: its word must not pass for theirs.
 *
 * @param own names of the reviewers that Docket runs itself
 */
export function joinOutside(reports: readonly ReviewerReport[], own: ReadonlySet<string>): ReviewerReport[] {
  const bounded = reports.map((report) => ({ ...report, findings: report.findings.map(boundFinding) }));
  const names = new Set([...own, ...reports.map((report) => report.reviewer)]);
  const renamed = new Map<string, string>();
  for (const name of own) {
    let free = `${name}-outside`;
    for (let count = 2; names.has(free); count += 1) free = `${name}-outside-${count}`;
    renamed.set(name, free);
  }
  return uniqueFindingIds(mergeByReviewer(bounded.map((report) => rename(report, renamed.get(report.reviewer)))));
}

function rename(report: ReviewerReport, reviewer: string | undefined): ReviewerReport {
  if (reviewer === undefined) return report;
  const findings = report.findings.map((finding) => ({
    ...finding,
    reviewer,
    rule: `${reviewer}/${finding.rule.slice(finding.rule.indexOf('/') + 1)}`,
  }));
  return { ...report, reviewer, findings };
}
