import type { CoordinatorInput } from '../../schemas/coordination.ts';
import type { Analysis, JudgeResult } from '../analyse/analysis.ts';

/**
 * The analysis of a change that was made before: it answers what is recorded, and asks nobody. What was not recorded is not known: a
 * text that nobody cited then cannot be read now.
 */
export function recordedAnalysis({ changeSet, reports, sources, judge }: CoordinatorInput): Analysis {
  const reviewers = [...new Set(reports.map(({ reviewer }) => reviewer))];
  const result: JudgeResult =
    judge === undefined
      ? { status: 'absent', reason: null, answers: [] }
      : { status: 'ok', reason: null, answers: [...judge] };
  return {
    open: async () => ({ changeSet, reviewers, known: reviewers }),
    review: async () => [...reports],
    sources: async (cited) =>
      cited.map(({ path, side }) => ({
        path,
        side,
        text: sources.find((one) => one.path === path && one.side === side)?.text ?? null,
      })),
    judge: async () => result,
    finish: async () => [],
    close: async () => undefined,
  };
}
