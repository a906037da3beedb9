import type { AnalyserPool } from '../../analysers/analyser.ts';
import type { Contents, Inspection } from '../../forge/forge.ts';
import type { ChangeSet } from '../../schemas/change-set.ts';
import type { ReviewerReport } from '../../schemas/report.ts';
import { assignFindingIds } from './finding-id.ts';
import { type DraftReport, reportOfChecks } from './report-of-checks.ts';
import type { Reviewer } from '../reviewer.ts';
import { runCheck } from './run-check.ts';
import type { PolicySettings } from '../../schemas/policy.ts';
import { PathNumbers } from './path-set.ts';

/** What happens while reviewers run, for whoever shows it. */
export type ReviewerEvent =
  | { readonly kind: 'reviewer-started'; readonly reviewer: string; readonly checks: number }
  | {
      readonly kind: 'check-settled';
      readonly reviewer: string;
      readonly check: string;
      readonly status: 'ok' | 'failed';
      readonly reports: number;
    }
  | {
      readonly kind: 'reviewer-settled';
      readonly reviewer: string;
      readonly status: ReviewerReport['status'];
      readonly findings: number;
    };

export interface RunReviewersOptions {
  readonly reviewers: readonly Reviewer[];
  /** Is frozen: every reviewer sees the same change. */
  readonly changeSet: ChangeSet;
  readonly contents: Contents;
  /** Searches the trees at both ends. Default: nothing can be searched. */
  readonly inspection?: Pick<Inspection, 'search'> & Partial<Pick<Inspection, 'mentions' | 'takenBack' | 'touchedBy'>>;
  readonly pool: Pick<AnalyserPool, 'analyse'>;
  /** Whether a reviewer that does not finish makes the review incomplete. */
  readonly required: (id: string) => boolean;
  readonly signal: AbortSignal;
  /** The repository's own rules and limits. Default: none. */
  readonly policy?: PolicySettings;
  /** Rules are switched off: each report says what its rules are about. Default: none is. */
  readonly tellsScopes?: boolean;
  readonly onProgress?: (event: ReviewerEvent) => void;
  /** How much work may be done while a check runs, and a tenth of its time; one that needs more is cut off. Default: one minute. */
  readonly checkTimeoutMs?: number;
}

/**
 * Lets all checks of all reviewers look at the change at once. Returns one report a reviewer, in their order, whatever happens inside:
 * failures are in the reports. Findings have their ids and stand in a fixed order.
 */
export async function runReviewers(options: RunReviewersOptions): Promise<ReviewerReport[]> {
  freezeChangeSet(options.changeSet);
  const numbers = new PathNumbers(options.changeSet);
  const drafts = await Promise.all(options.reviewers.map((reviewer) => runReviewer(reviewer, { ...options, numbers })));
  const identified = Map.groupBy(assignFindingIds(drafts.flatMap((draft) => draft.findings)), (one) => one.reviewer);
  return drafts.map((draft) => ({ ...draft, findings: identified.get(draft.reviewer) ?? [] }));
}

async function runReviewer(
  reviewer: Reviewer,
  options: RunReviewersOptions & { readonly numbers: PathNumbers },
): Promise<DraftReport> {
  const notify = options.onProgress ?? (() => undefined);
  notify({ kind: 'reviewer-started', reviewer: reviewer.id, checks: reviewer.checks.length });
  const outcomes = await Promise.all(
    reviewer.checks.map(async (check) => {
      const outcome = await runCheck(check, { ...options, rules: reviewer.rules });
      notify({
        kind: 'check-settled',
        reviewer: reviewer.id,
        check: check.id,
        status: outcome.settled.kind,
        reports: outcome.reports.length,
      });
      return outcome;
    }),
  );
  const report = reportOfChecks({
    reviewer,
    required: options.required(reviewer.id),
    outcomes,
    files: [...options.changeSet.files, ...options.changeSet.filtered],
    tellsScopes: options.tellsScopes === true,
  });
  notify({
    kind: 'reviewer-settled',
    reviewer: reviewer.id,
    status: report.status,
    findings: report.findings.length,
  });
  return report;
}

/**
 * Freezes a change set down to its hunks: one reviewer that sorts or filters in place must not change what the next one sees. Single lines
 * are left alone, because a large change has a million of them.
 */
function freezeChangeSet(changeSet: ChangeSet): void {
  for (const file of changeSet.files) {
    for (const hunk of file.hunks) {
      // Lines that are made when they are read are made frozen.
      if (Object.getOwnPropertyDescriptor(hunk, 'lines')?.get === undefined) Object.freeze(hunk.lines);
      Object.freeze(hunk);
    }
    Object.freeze(file.hunks);
    Object.freeze(file);
  }
  for (const list of [changeSet.commits, changeSet.filtered, changeSet.skipped, changeSet.redactions]) {
    for (const entry of list) Object.freeze(entry);
    Object.freeze(list);
  }
  Object.freeze(changeSet.labels);
  Object.freeze(changeSet.files);
  Object.freeze(changeSet);
}
