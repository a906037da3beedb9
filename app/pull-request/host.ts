import type { GitHub } from '../../forge/github/api/client.ts';
import type { Opening } from '../../forge/github/read/opening.ts';
import type { Published } from '../../forge/github/publish/published.ts';
import type { CallJournal } from '../../models/call-journal.ts';
import type { Config } from '../../schemas/config.ts';
import type { Problem } from '../../schemas/problem.ts';
import type { AnalysisProcesses } from '../analyse/analysis-processes.ts';
import type { AnalysisProgress } from '../analyse/progress-event.ts';
import type { ConfigSource, Environment } from '../config/config.ts';
import type { ExitCode } from '../exit-code.ts';
import type { ModelScores } from '../analyse/model-scores.ts';
import type { ReviewOutput } from '../output/review-output.ts';
import type { RunObserver } from '../telemetry/run-observer.ts';
import type { RepositoryName } from './intent.ts';
import type { RunPace } from './working-analysis.ts';

/** The check run that says that a review is under way; whoever outlives us can complete it. */
interface StartedCheck {
  readonly repository: RepositoryName;
  readonly head: string;
  readonly name: string;
  readonly id: number;
}

/** Money that runs share. */
export interface SharedBudget {
  /** Puts some of it aside, and returns the configuration with that as the most that the run may spend. */
  limit(config: Config): Promise<Config>;
  /** The journal of a run's calls, which also tells the budget of them. */
  meter(journal: CallJournal): CallJournal;
}

/** What an intent is handled with: the machine, the operator's wishes and the identity on GitHub. */
export interface PullRequestHost {
  readonly github: GitHub;
  /** The pull request of a review as it was read a moment ago; absent: it is read. */
  readonly opening?: Opening;
  readonly environment: Environment;
  /** The operator's configuration file; null where there is none. */
  readonly configFile: string | null;
  /** What the operator says for all repositories: makes a configuration tighter, never wider. Absent: nothing. */
  readonly tighten?: (config: Config) => Config;
  /** What this run may spend of what all repositories share; absent: nothing is shared. */
  readonly budget?: SharedBudget;
  /** What the operator says beside files and environment, each with its name as origin. */
  readonly flags: readonly ConfigSource[];
  /** A bare repository of ours for the objects of this repository; made when it is absent. */
  readonly gitFolder: string;
  /** The log of this repository; with a store, its local files lie beside it. */
  readonly historyPath: string;
  /** Whether another process brings the log into the store at the end. */
  readonly leavesHistory?: boolean;
  /** For fetching objects; it goes to git through its environment only. */
  readonly token: () => Promise<string>;
  /** Where repositories are served: `https://github.com`. */
  readonly serverUrl: string;
  readonly scores: ModelScores;
  /** Where analyses are made; absent: each in a process of its own. */
  readonly processes?: AnalysisProcesses;
  /** Lets others work while this run waits; absent: nobody waits for us. */
  readonly pace?: RunPace;
  /** A recording that answers in place of every model. */
  readonly recording?: string | null;
  /** Where a person can watch this run; the check links to it. */
  readonly runUrl: string | null;
  /** Most milliseconds to wait for a pending review of somebody else under our identity. */
  readonly patienceMs?: number;
  readonly onProgress: (event: AnalysisProgress) => void;
  /** Told of the run in figures; absent: nobody is. */
  readonly observer?: RunObserver;
  readonly onCheckStarted?: (check: StartedCheck) => void;
  readonly signal: AbortSignal;
  /** Milliseconds that only go forward. */
  readonly clock: () => number;
}

/** What became of an intent. */
export interface IntentOutcome {
  readonly kind: 'reviewed' | 'skipped' | 'commanded' | 'closed' | 'merge-group' | 'ignored' | 'superseded';
  /** One sentence for people. */
  readonly reason: string;
  readonly exit: ExitCode;
  /** The review, where one was made or computed again. */
  readonly output: ReviewOutput | null;
  readonly published: Published | null;
  /** What went wrong without stopping the work. */
  readonly problems: readonly Problem[];
}
