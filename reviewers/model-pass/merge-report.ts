import type { ReviewerReport } from '../../schemas/report.ts';
import type { Gap, ModelHalf } from '../../schemas/review.ts';
import { assignFindingIds, type FindingDraft } from '../runner/finding-id.ts';
import { isUnderOther } from './finding-of-answer.ts';
import { compareText } from '../../schemas/text/compare-text.ts';

/** What came of one reviewer's model half. */
export interface PassResult {
  readonly model: ModelHalf;
  readonly findings: readonly FindingDraft[];
  /** Changed files that it was shown from end to end. */
  readonly read: readonly string[];
  readonly gaps: readonly Gap[];
}

/**
 * Puts a model half into the report of the checks. A half that failed makes the reviewer fail, whatever its checks found; what was found
 * stays. A half that was skipped (the budget) leaves the checks' status: that it was planned stands beside it.
 */
export function mergeReport(report: ReviewerReport, half: PassResult): ReviewerReport {
  return {
    ...report,
    ...statusOf(report, half.model),
    model: half.model,
    gaps: [...report.gaps, ...half.gaps],
    read: [...new Set([...report.read, ...half.read])].toSorted(compareText),
    rules: vocabularyWith(half.findings, report.rules),
    findings: [...report.findings, ...identify(half.findings, report)],
  };
}

function statusOf(report: ReviewerReport, model: ModelHalf): Pick<ReviewerReport, 'status' | 'reason'> {
  if (report.status === 'failed') return { status: 'failed', reason: report.reason };
  if (model.status === 'failed') return { status: 'failed', reason: model.reason };
  // Checks that had nothing to look at make no skipped reviewer when its model looked.
  if (model.status === 'ok') return { status: 'ok', reason: null };
  return { status: report.status, reason: report.reason };
}

/** The rules of the reviewer, and that of findings whose own rule it does not have. */
function vocabularyWith(drafts: readonly FindingDraft[], rules: ReviewerReport['rules']): ReviewerReport['rules'] {
  const other = drafts.filter(isUnderOther).map(({ rule }) => rule);
  return rules === null ? null : [...new Set([...rules, ...other])];
}

/** Ids by content, as checks' findings have them; one that says the very same as a check gets an id of its own. */
function identify(drafts: readonly FindingDraft[], { findings }: ReviewerReport): ReviewerReport['findings'] {
  const taken = new Set(findings.map(({ id }) => id));
  return assignFindingIds(drafts).map((finding) =>
    taken.has(finding.id) ? { ...finding, id: `${finding.id}-model` } : finding,
  );
}
