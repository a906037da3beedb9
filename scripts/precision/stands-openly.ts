import { OPEN_CHECK_PERCENT } from '../../coordinator/score/bar.ts';
import type { Report, Reviewer } from '../../reviewers/reviewer.ts';
import { findingOfReport } from '../../reviewers/runner/finding-of-report.ts';

/** Whether what a check reports stands openly where nobody has configured anything: it is critical, or its rule was right often enough. */
export function standsOpenly(reviewer: Reviewer, report: Report): boolean {
  const made = findingOfReport(reviewer, 'measured', report);
  if (made.kind === 'unusable') throw new Error(made.reason);
  return made.draft.severity === 'critical' || made.draft.confidence >= OPEN_CHECK_PERCENT * 10;
}
