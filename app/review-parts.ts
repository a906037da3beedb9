import type { CallJournal } from '../models/call-journal.ts';
import type { ChangeSet } from '../schemas/change-set.ts';
import type { Config } from '../schemas/config.ts';
import type { Memory } from '../schemas/memory.ts';
import type { Problem } from '../schemas/problem.ts';
import type { ReviewerReport } from '../schemas/report.ts';
import type { TrustDomain } from '../schemas/run.ts';
import type { RepositorySuppression } from '../schemas/learning/suppression.ts';
import type { PastFinding } from '../schemas/learning/past-finding.ts';
import type { TrackRecord } from '../schemas/learning/track-record.ts';
import type { Analysis } from './analyse/analysis.ts';
import type { AnalysisProgress } from './analyse/progress-event.ts';
import type { HistoryAccess } from './history/history-access.ts';
import type { Publisher } from './publisher.ts';

/** Everything that a review is made with; its caller opens and closes it. */
export interface ReviewParts {
  readonly config: Config;
  /** The analysis of the change, given the journal of its calls, which exists from the moment when the change is known. */
  readonly analysis: (journal: () => CallJournal) => Analysis;
  /** `path` is null when the history file cannot be used and the log ends with the process. */
  readonly history: Pick<HistoryAccess, 'log' | 'path'>;
  readonly publisher: Publisher;
  readonly trust: TrustDomain;
  /** What other tools found, given the names of our own reviewers. */
  readonly outside: (own: readonly string[]) => Promise<readonly ReviewerReport[]>;
  /**
   * What earlier reviews of the same pull request left behind, asked for when the reviewers are done, so that what people said meanwhile
   * counts; null, or no such part, where there is none. An error stops the review: without a memory everything would be said again.
   */
  readonly memory?: (changeSet: ChangeSet) => Promise<Memory | null>;
  /** What was learned from outcomes when the review that is decided again was made; absent: what the history says now. */
  readonly trackRecord?: TrackRecord | null | undefined;
  /** The dismissals for the whole repository that were in force then; absent: those that are now. */
  readonly suppressions?: readonly RepositorySuppression[] | undefined;
  /** What reviewers are told of earlier findings; absent: what is most like the change in the history. */
  readonly past?: readonly PastFinding[];
  /** Problems that do not stop a review, for example a history that cannot be opened; the review adds its own. */
  readonly problems: Problem[];
  readonly onProgress: (event: AnalysisProgress) => void;
  readonly signal: AbortSignal;
  /** Milliseconds that only go forward. */
  readonly clock: () => number;
}
