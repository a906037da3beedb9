import type { Config } from '../../schemas/config.ts';
import { InfrastructureError, describeCause } from '../../schemas/problem.ts';
import type { ReviewerReport } from '../../schemas/report.ts';

/**
 * What the reviewers said; when the process that they run in died, every one of them failed with that reason. The review is then
 * made all the same, and says so.
 */
export async function reportsOrCrash(
  reports: Promise<ReviewerReport[]>,
  reviewers: readonly string[],
  config: Pick<Config, 'reviewers'>,
): Promise<ReviewerReport[]> {
  try {
    return await reports;
  } catch (error) {
    const reason = describeCause(error);
    return reviewers.map((reviewer) => ({
      reviewer,
      required: config.reviewers[reviewer]?.required ?? true,
      status: 'failed',
      reason,
      gaps: [{ check: 'analysis', path: null, kind: 'failed', reason }],
      rules: [],
      read: [],
      findings: [],
    }));
  }
}

/** Why a review was stopped, as an error for people; null when nobody stopped it. */
export function stoppedBy(signal: AbortSignal): InfrastructureError | null {
  if (!signal.aborted) return null;
  return new InfrastructureError({
    what: signal.reason instanceof Error ? signal.reason.message : 'the review was stopped',
    remedy: 'Run again: answers of models that are recorded are not paid for twice.',
  });
}

/** A review that somebody stopped is not published half done: what was recorded is there for the next one. */
export function throwIfStopped(signal: AbortSignal): void {
  const stopped = stoppedBy(signal);
  if (stopped !== null) throw stopped;
}
