import { createHash } from 'node:crypto';
import type { Finding } from '../../schemas/finding.ts';
import type { ReviewerReport } from '../../schemas/report.ts';

/** An outside reviewer's report. It has no vocabulary of ours, and nobody knows what it read. */
export function outsideReport(report: {
  readonly reviewer: string;
  readonly findings: readonly Finding[];
  /** Remarks on how the file was understood, shown beside the reviewer. */
  readonly notes: readonly string[];
}): ReviewerReport {
  return {
    reviewer: report.reviewer,
    required: true,
    status: 'ok',
    reason: report.notes.length === 0 ? null : report.notes.join('; '),
    gaps: [],
    rules: null,
    read: [],
    findings: [...report.findings],
  };
}

/** An id made of the claim itself, for findings that come without one: the same claim has the same id in a later run. */
export function contentId(finding: Omit<Finding, 'id'>): string {
  const claim = JSON.stringify([
    finding.reviewer,
    finding.rule,
    finding.location,
    finding.evidence,
    finding.title,
    finding.explanation,
  ]);
  return createHash('sha256').update(claim).digest('hex').slice(0, 12);
}

const WORST_FIRST = ['failed', 'skipped', 'ok'] as const;

/** One report a reviewer: what a tool said in several runs or files is taken together, and its worst end counts. */
export function mergeByReviewer(reports: readonly ReviewerReport[]): ReviewerReport[] {
  return [...Map.groupBy(reports, (report) => report.reviewer).values()].flatMap((own) => {
    const [first] = own;
    if (first === undefined || own.length === 1) return own;
    const reasons = [...new Set(own.flatMap((report) => report.reason ?? []))];
    return {
      ...first,
      status: WORST_FIRST.find((status) => own.some((report) => report.status === status)) ?? first.status,
      reason: reasons.length === 0 ? null : reasons.join('; '),
      gaps: own.flatMap((report) => report.gaps),
      findings: own.flatMap((report) => report.findings),
    };
  });
}
