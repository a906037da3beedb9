import type { Label } from '../../coordinator/evaluate/match-labels.ts';
import type { HistoryLog } from '../../history/log.ts';
import type { Run } from '../../schemas/run.ts';
import type { Review } from '../../schemas/review.ts';

/** A run with what it published. */
export interface PublishedRun {
  readonly run: Run;
  readonly review: Review;
}

/**
 * What became of the comments of one change: accepted ones were right; dismissed ones, and those whose code stood at the merge, were not. What was
 * merely claimed says nothing.
 */
export function outcomeLabels(log: HistoryLog, runs: readonly PublishedRun[]): readonly Label[] {
  const [first] = runs;
  if (first === undefined) return [];
  const last = new Map<string, boolean>();
  for (const { outcome } of log.outcomesOn(first.run)) {
    if (outcome.kind !== 'claimed') last.set(outcome.concern, outcome.kind === 'accepted');
  }
  const findings = new Map<string, Set<string>>();
  for (const { finding, merged, concern } of runs.flatMap(({ review }) => review.comments)) {
    findings.set(concern, new Set([...(findings.get(concern) ?? []), finding, ...merged]));
  }
  return [...last].flatMap(([concern, real]) => {
    const ids = findings.get(concern);
    return ids === undefined ? [] : [{ id: concern, real, findings: [...ids], text: null, place: null }];
  });
}
