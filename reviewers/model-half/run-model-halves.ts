import type { Contents, Inspection } from '../../forge/forge.ts';
import type { ModelCaller } from '../../models/model-caller.ts';
import type { ChangeSet } from '../../schemas/change-set.ts';
import type { ReviewerReport } from '../../schemas/report.ts';
import type { Reviewer } from '../reviewer.ts';
import { type TaskResult, unanswered } from './ask-task.ts';
import type { Clock } from './deadline.ts';
import type { GuidanceText } from './guidance.ts';
import { halvesOfTask } from './halves-of-task.ts';
import { MODEL_HALF_LIMITS, type ModelHalfLimits } from './limits.ts';
import { mergeHalf } from './merge-half.ts';
import type { ModelPlan, ModelTask } from './plan.ts';
import { runTasks } from './run-tasks.ts';
import type { ToolJournal } from './tools/toolbox.ts';
import { unseenGaps } from './unseen.ts';

/** What happens while model halves run, for whoever shows it. */
type ModelHalfEvent =
  | { readonly kind: 'model-started'; readonly reviewer: string; readonly model: string }
  | {
      readonly kind: 'model-settled';
      readonly reviewer: string;
      readonly status: 'ok' | 'failed' | 'skipped';
      readonly findings: number;
    };

export interface RunModelHalvesOptions {
  readonly reviewers: readonly Reviewer[];
  /** What the checks said, settled: it ranks the files and is told to the models. */
  readonly reports: readonly ReviewerReport[];
  readonly changeSet: ChangeSet;
  readonly contents: Contents;
  readonly inspection: Inspection;
  readonly guidance: readonly GuidanceText[];
  readonly plan: ModelPlan;
  /** The caller of a task, and the time that it has: asked once for its capability, and again when the conversation begins. */
  readonly callerFor: (task: ModelTask, timeLeftMs: number) => ModelCaller;
  readonly journal: ToolJournal;
  readonly signal: AbortSignal;
  readonly onProgress?: (event: ModelHalfEvent) => void;
  readonly limits?: Partial<ModelHalfLimits>;
  readonly clock?: Clock;
}

/**
 * Lets the model halves look at the change, after all checks have settled, and answers the same reports with what they said. What goes wrong
 * in a conversation is in the reports. Reports of reviewers without a planned model half come back as they are.
 */
export async function runModelHalves(options: RunModelHalvesOptions): Promise<ReviewerReport[]> {
  const { plan, reports, changeSet, reviewers, onProgress } = options;
  const mostFindings = options.limits?.findings ?? MODEL_HALF_LIMITS.findings;
  const deal = (result: TaskResult) => halvesOfTask(result, { reviewers, changeSet, mostFindings });
  const onSettled = (result: TaskResult): void => {
    for (const [reviewer, { model, findings }] of deal(result)) {
      onProgress?.({ kind: 'model-settled', reviewer, status: model.status, findings: findings.length });
    }
  };
  const { unusable } = plan;
  const results =
    unusable === null
      ? await runTasks(options, onSettled)
      : plan.tasks.map((task) => unanswered(task, 'failed', unusable));

  const halves = new Map(results.flatMap(deal));
  const unseen = unseenGaps(changeSet.files, results);
  // Told once, by a reviewer that counts, so that the review is incomplete.
  const planned = reports.filter(({ reviewer }) => halves.has(reviewer));
  const teller = planned.find(({ required }) => required) ?? planned[0];
  return reports.map((report) => {
    const half = halves.get(report.reviewer);
    if (half === undefined) return report;
    return mergeHalf(report, report === teller ? { ...half, gaps: [...half.gaps, ...unseen] } : half);
  });
}
