import type { ReviewerReport } from '../../schemas/report.ts';
import type { Gap } from '../../schemas/review.ts';
import type { FindingDraft } from './finding-id.ts';
import { findingOfReport } from './finding-of-report.ts';
import type { Reviewer } from '../reviewer.ts';
import { judgedPaths, unjudgedPaths } from './judged-paths.ts';
import type { CheckOutcome } from './run-check.ts';
import { scopesOfRules } from './scopes-of-rules.ts';
import { causeOnOneLine } from './run-with-timeout.ts';

/** A reviewer's settled report whose findings have no ids yet. */
export type DraftReport = Omit<ReviewerReport, 'findings'> & { readonly findings: readonly FindingDraft[] };

interface SettledReviewer {
  readonly reviewer: Reviewer;
  readonly required: boolean;
  readonly outcomes: readonly CheckOutcome[];
  readonly files: Parameters<typeof judgedPaths>[2];
  /** Whether rules are switched off, so that what each of them is about has to be told. */
  readonly tellsScopes: boolean;
}

/** Puts together what the checks of one reviewer said. What was reported before a failure counts. */
export function reportOfChecks({ reviewer, required, outcomes, files, tellsScopes }: SettledReviewer): DraftReport {
  const gaps: Gap[] = [];
  const findings: FindingDraft[] = [];
  for (const outcome of outcomes) {
    for (const gap of outcome.gaps) gaps.push(gap);
    for (const report of outcome.reports) {
      const made = findingOfReport(reviewer, outcome.check, report);
      if (made.kind === 'finding') findings.push(made.draft);
      else gaps.push({ check: outcome.check, path: null, kind: 'failed', reason: made.reason });
    }
    if (outcome.settled.kind === 'failed') {
      const reason = causeOnOneLine(outcome.settled.cause);
      gaps.push({ check: outcome.check, path: null, kind: 'failed', reason });
    }
  }
  return {
    reviewer: reviewer.id,
    required,
    ...statusOf(outcomes),
    gaps,
    findings,
    rules: Object.keys(reviewer.rules).map((name) => `${reviewer.id}/${name}`),
    read: [...readByAny(outcomes)].sort(),
    judged: judgedPaths(reviewer.checks, outcomes, files),
    unjudged: unjudgedPaths(reviewer.checks, outcomes, files),
    ...(tellsScopes ? { scopes: scopesOfRules(reviewer) } : {}),
  };
}

function readByAny(outcomes: readonly CheckOutcome[]): ReadonlySet<string> {
  const paths = new Set<string>();
  for (const { read } of outcomes) for (const path of read) paths.add(path);
  return paths;
}

function statusOf(outcomes: readonly CheckOutcome[]): Pick<DraftReport, 'status' | 'reason'> {
  const failures = outcomes.flatMap((outcome) =>
    outcome.settled.kind === 'failed' ? [`${outcome.check}: ${causeOnOneLine(outcome.settled.cause)}`] : [],
  );
  if (failures.length > 0) return { status: 'failed', reason: failures.join('; ') };
  if (outcomes.length === 0) return { status: 'failed', reason: 'the reviewer has no checks' };
  if (!outcomes.every(couldNotLook)) return { status: 'ok', reason: null };
  const reasons = outcomes.flatMap((outcome) => outcome.gaps.map((gap) => gap.reason));
  return { status: 'skipped', reason: [...new Set(reasons)].join('; ') };
}

function couldNotLook(outcome: CheckOutcome): boolean {
  const missed = outcome.gaps.length > 0 && outcome.gaps.every((gap) => gap.kind === 'unavailable');
  return missed && outcome.reports.length === 0 && outcome.read.size === 0;
}
