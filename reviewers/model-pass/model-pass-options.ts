import type { Contents, Inspection } from '../../forge/forge.ts';
import type { ModelCaller } from '../../models/model-caller.ts';
import type { ChangeSet } from '../../schemas/change-set.ts';
import type { PastFinding } from '../../schemas/learning/past-finding.ts';
import type { ModelHalf } from '../../schemas/review.ts';
import type { ReviewerReport } from '../../schemas/report.ts';
import type { Reviewer } from '../reviewer.ts';
import type { Clock } from './deadline.ts';
import type { Bar } from './finding-of-answer.ts';
import type { GuidanceText } from './prompt/guidance.ts';
import type { ModelPassLimits } from './limits.ts';
import type { ModelPlan, ModelTask } from './plan.ts';
import type { ToolJournal } from './tools/toolbox.ts';

/** What happens during the models' pass, for whoever shows it. */
type ModelHalfEvent =
  | { readonly kind: 'model-started'; readonly reviewer: string; readonly model: string }
  | {
      readonly kind: 'model-settled';
      readonly reviewer: string;
      readonly status: Exclude<ModelHalf['status'], 'not-asked'>;
      readonly findings: number;
    };

export interface ModelPassOptions {
  readonly reviewers: readonly Reviewer[];
  /** What the checks said, settled: it ranks the files and is told to the models. */
  readonly reports: readonly ReviewerReport[];
  readonly changeSet: ChangeSet;
  readonly contents: Contents;
  readonly inspection: Inspection;
  readonly guidance: readonly GuidanceText[];
  /** The published findings of this repository that are most like the change, for the prompts; none where absent. */
  readonly past?: readonly PastFinding[];
  readonly plan: ModelPlan;
  /** The caller of a task, and the time that it has: asked once for its capability, and again when the conversation begins. */
  readonly callerFor: (task: ModelTask, timeLeftMs: number) => ModelCaller;
  readonly journal: ToolJournal;
  readonly signal: AbortSignal;
  readonly onProgress?: (event: ModelHalfEvent) => void;
  /** What a finding has to reach to be shown; what a model says illegibly is taken for no less. Default: nothing. */
  readonly bar?: Bar;
  /** The version of what verifies the findings: it is kept beside those of the prompt. */
  readonly verifier?: string;
  readonly limits?: Partial<ModelPassLimits>;
  readonly clock?: Clock;
}
