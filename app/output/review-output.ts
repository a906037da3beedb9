import type { ChangeSet } from '../../schemas/change-set.ts';
import type { Decision } from '../../schemas/decision.ts';
import type { Finding } from '../../schemas/finding.ts';
import type { Review } from '../../schemas/review.ts';
import type { Usage } from '../../schemas/usage.ts';
import type { ExitCode } from '../exit-code.ts';

/** Something that went wrong beside the review, for example a history that could not be written. */
interface OutputProblem {
  readonly what: string;
  readonly where?: string | undefined;
  readonly remedy?: string | undefined;
}

/** How the judge ended. */
interface OutputJudge {
  readonly status: 'ok' | 'failed' | 'skipped';
  readonly reason: string | null;
}

/** Everything a renderer may show. Renderers are pure: the same output gives the same bytes. */
export interface ReviewOutput {
  readonly review: Review;
  readonly decisions: readonly Decision[];
  /** All raw findings, those that were held back included. */
  readonly findings: readonly Finding[];
  readonly changeSet: ChangeSet;
  /** Null when the run was not recorded. */
  readonly runId: string | null;
  readonly historyPath: string | null;
  /** What the models did; null when none was to be asked. */
  readonly usage: Usage | null;
  /** Null when nobody planned to ask a judge. */
  readonly judge: OutputJudge | null;
  readonly problems: readonly OutputProblem[];
  readonly exit: ExitCode;
  readonly docketVersion: string;
  readonly elapsedMs: number;
}
