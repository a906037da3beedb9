import { compareGrades, grade } from '../../coordinator/evaluate/grade.ts';
import type { DecidedMatch, Label } from '../../coordinator/evaluate/match-labels.ts';
import { type PossiblePullRequest, suggestThreshold } from '../../coordinator/evaluate/suggest-threshold.ts';
import { DEFAULT_CONFIG } from '../config/config.ts';
import { coordinate } from '../../coordinator/coordinate.ts';
import type { HistoryLog } from '../../history/log.ts';
import type { RunSummary } from '../../history/read/run-summary.ts';
import type { CoordinatorInput, CoordinatorPolicy } from '../../schemas/coordination.ts';
import type { EvaluationDocument } from '../../schemas/learning/evaluation.ts';
import { InputError } from '../../schemas/problem.ts';
import { compareText } from '../../schemas/text/compare-text.ts';
import { openComments } from '../output/comment-words.ts';
import type { RemovedLines } from '../../forge/local/git/removed-lines.ts';
import { fixLabels } from './fix-labels.ts';
import { decidedBy, type JudgedChange, matchingReport, type MatchingWish } from './matching-report.ts';
import { outcomeLabels, type PublishedRun } from './own-labels.ts';
import type { LabelsByChange } from './read-labels.ts';

/** A configuration that recorded runs are decided again with; null leaves each as it was. */
export interface EvaluatedConfig {
  readonly name: string;
  readonly policy: CoordinatorPolicy | null;
  /** Reviewers whose findings it does not ask for. */
  readonly without: readonly string[];
  /** Only runs under the configuration of this digest, the newest of each change; absent: all that there are. */
  readonly digest?: string;
}

/** What is graded with what. */
export interface GradingWish {
  readonly configurations: readonly EvaluatedConfig[];
  /** How many of the newest runs. */
  readonly last: number;
  readonly seed: number;
  /** Null grades on the repository's own past. */
  readonly labels: { readonly source: string; readonly byChange: LabelsByChange } | null;
  /** Who said which remark names which known mistake; null leaves it to words and places. */
  readonly matches?: MatchingWish | null;
  /** Later commits that took out what reviewed changes brought, and how many days count; null looks at none. */
  readonly fixes: { readonly removals: readonly RemovedLines[]; readonly days: number } | null;
}

interface RecordedRun extends PublishedRun {
  readonly input: CoordinatorInput;
}

/** A reviewed change with what is known of it, and its runs, the oldest first. */
interface LabelledChange {
  readonly label: string;
  readonly runs: readonly RecordedRun[];
  readonly labels: readonly Label[];
  readonly labelsAreAll: boolean;
}

/** Grades configurations on recorded runs: nobody is asked, nothing leaves the machine. */
export function gradeConfigurations(log: HistoryLog, wish: GradingWish): EvaluationDocument {
  const { configurations, seed, labels, matches = null } = wish;
  const { perConfiguration, skipped } = changesOf(log, wish);
  const decided = matches === null ? undefined : decidedBy(matches.judge);
  const shown = configurations.map((config, at) => ({
    config,
    all: (perConfiguration[at] ?? []).map((change) =>
      decidedWith(log, change, { config, isFirst: at === 0, decided: decided?.(change.label) }),
    ),
  }));
  const changes = perConfiguration[0] ?? [];
  const known = changes.flatMap((change) => change.labels);
  const [first] = shown;
  return {
    schemaVersion: 1,
    labels: {
      source: labels?.source ?? 'own past',
      real: known.filter(({ real }) => real).length,
      notReal: known.filter(({ real }) => !real).length,
      matching:
        labels === null
          ? 'by what was published, and by place'
          : `${matches === null ? '' : `by ${matches.judge.by.models.join(', ')}, else `}by words and place, as the coordinator merges`,
    },
    runs: changes.reduce((sum, { runs }) => sum + runs.length, 0),
    skipped,
    seed,
    configurations: shown.map(({ config, all }) => ({ name: config.name, grade: grade(all, seed) })),
    comparisons: shown.flatMap((one, at) =>
      shown
        .slice(at + 1)
        .map((other) => compareGrades([one.config.name, one.all], [other.config.name, other.all], seed)),
    ),
    suggestion: first === undefined ? null : suggestThreshold(first.all, { ...limitsOf(first.config, changes), seed }),
    ...(matches === null ? {} : { matching: matchingReport(perConfiguration.flat().map(judgedChange), matches) }),
  };
}

function limitsOf({ policy }: EvaluatedConfig, changes: readonly LabelledChange[]) {
  const configured = policy ?? changes.at(-1)?.runs.at(-1)?.input.policy;
  const { openCheckPercent = DEFAULT_CONFIG.comments.openCheckPercent } = configured ?? {};
  return { most: configured?.maxInlineComments ?? 0, openCheckPercent };
}

/** Everything that could be said about each labelled change, with what is known of it: what a judge of the matching is asked about. */
export function matchingCases(log: HistoryLog, wish: GradingWish): readonly JudgedChange[] {
  return changesOf(log, wish).perConfiguration.flat().map(judgedChange);
}

function judgedChange({ label, runs, labels }: LabelledChange): JudgedChange {
  return { change: label, comments: runs.flatMap(({ input }) => everything(input)), labels };
}

/** The changes that each configuration is graded on; the same ones, in the same order, for all. */
function changesOf(log: HistoryLog, wish: GradingWish) {
  const digests = [...new Set(wish.configurations.map(({ digest }) => digest))];
  const found = new Map(digests.map((digest) => [digest, labelledChanges(log, wish, digest)]));
  const all = [...found.values()];
  const isEverywhere = ({ label }: LabelledChange) =>
    all.every(({ changes }) => changes.some((other) => other.label === label));
  const perConfiguration = wish.configurations.map(({ digest }) =>
    (found.get(digest)?.changes ?? []).filter(isEverywhere).toSorted((a, b) => compareText(a.label, b.label)),
  );
  const isOne = all.length === 1;
  return {
    perConfiguration: isOne ? wish.configurations.map(() => all[0]?.changes ?? []) : perConfiguration,
    skipped: all.reduce((sum, { skipped }) => sum + skipped, 0),
  };
}

/** Every change of the newest runs of which something is known, the oldest first. */
function labelledChanges(log: HistoryLog, { last, labels, fixes }: GradingWish, digest: string | undefined) {
  let skipped = 0;
  const wanted = log.runs({ limit: last }).filter(({ run }) => digest === undefined || run.configDigest === digest);
  const newest = digest === undefined ? wanted : wanted.filter(isFirstOfItsChange);
  const recorded = newest.flatMap(({ run }): RecordedRun[] => {
    try {
      return [{ run, input: log.recordedInput(run.id), review: log.recordedOutput(run.id).review }];
    } catch (error) {
      // A run that decided nothing, or whose bytes were let go.
      if (!(error instanceof InputError)) throw error;
      skipped += 1;
      return [];
    }
  });
  const byChange = Map.groupBy(recorded.toReversed(), ({ run }) => JSON.stringify([run.source, run.label]));
  const changes = [...byChange.values()].flatMap((runs): LabelledChange[] => {
    const { changeSet } = runs.at(-1)?.input ?? {};
    if (changeSet === undefined) return [];
    const named = labels?.byChange.get(changeSet.label) ?? labels?.byChange.get(changeSet.title);
    const reviewedAt = runs.at(-1)?.run.startedAt ?? '';
    const own = [
      ...outcomeLabels(log, runs),
      ...(fixes === null ? [] : fixLabels(changeSet, { ...fixes, reviewedAt })),
    ];
    const all = labels === null ? own : (named ?? []);
    if (all.length > 0) return [{ label: changeSet.label, runs, labels: all, labelsAreAll: labels !== null }];
    skipped += runs.length;
    return [];
  });
  return { changes, skipped };
}

function isFirstOfItsChange({ run }: RunSummary, at: number, all: readonly RunSummary[]): boolean {
  return all.findIndex((other) => other.run.label === run.label) === at;
}

/** Far beyond any number of comments, so that all of them show their percentage. */
const ALL = { openPercent: 0, openCheckPercent: 0, maxInlineComments: 10_000 } as const;

function decidedWith(
  log: HistoryLog,
  { runs, labels, labelsAreAll }: LabelledChange,
  {
    config,
    isFirst,
    decided: byJudge,
  }: { readonly config: EvaluatedConfig; readonly isFirst: boolean; readonly decided: DecidedMatch | undefined },
): PossiblePullRequest {
  const decided = runs.map(({ input }) => {
    const reports = input.reports.filter(({ reviewer }) => !config.without.includes(reviewer));
    return { ...input, reports, policy: config.policy ?? input.policy };
  });
  const models = runs.flatMap(({ run }) => log.usageOfRun(run.id).models);
  return {
    comments: decided.flatMap((input) => openComments(coordinate(input).review)),
    runs: isFirst ? decided.map(everything) : [],
    labels,
    labelsAreAll,
    decided: byJudge,
    costMicroUsd: models.reduce((sum, { costMicroUsd }) => sum + costMicroUsd, 0),
  };
}

function everything(input: CoordinatorInput): ReturnType<typeof openComments> {
  return openComments(coordinate({ ...input, policy: { ...input.policy, ...ALL } }).review);
}
