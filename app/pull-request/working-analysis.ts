import type { Analysis } from '../analyse/analysis.ts';
import type { AnalysisProgress } from '../analyse/progress-event.ts';

/** Told when a run waits for models, and asked when it goes on. */
export interface RunPace {
  rest(): void;
  resume(): Promise<void>;
}

/** Whether this is where models begin to be waited for. */
export function asksModels(event: AnalysisProgress): boolean {
  return event.kind === 'reviewer-started' ? event.reviewer.endsWith(' (model)') : isJudging(event);
}

const isJudging = (event: AnalysisProgress): boolean => event.kind === 'stage' && event.stage === 'judging';

/** An analysis after whose waiting the run goes on only when it is its turn to work. */
export function workingAnalysis(analysis: Analysis, pace: RunPace): Analysis {
  const thenWork = async <T>(waited: Promise<T>): Promise<T> => {
    try {
      return await waited;
    } finally {
      await pace.resume();
    }
  };
  return {
    ...analysis,
    review: (past) => thenWork(analysis.review(past)),
    judge: (candidates) => thenWork(analysis.judge(candidates)),
  };
}
