import type { HistoryLog } from '../../history/log.ts';
import type { Config } from '../../schemas/config.ts';
import type { CoordinatorInput } from '../../schemas/coordination.ts';
import type { Analysis, JudgeResult } from '../analyse/analysis.ts';
import type { PublicationFacts } from '../output/github/publication-facts.ts';
import type { PullContext } from './context.ts';
import type { IntentOutcome } from './host.ts';
import { changeOf } from './logged-memory.ts';
import { remember } from './remember.ts';
import { runPullRequestReview } from './run-pull-request-review.ts';

interface Again {
  readonly history: { readonly log: HistoryLog; readonly path: string | null };
  readonly breakGlass?: PublicationFacts['breakGlass'];
}

/**
 * Decides the review of the newest commit again with what people said since, from what the log recorded: no reviewer and no model is asked.
 * Null when the log holds no review of this commit, as on a new runner without a store.
 */
export async function recompute(
  context: PullContext,
  { history, breakGlass = null }: Again,
): Promise<IntentOutcome | null> {
  const { pull, label, powers } = context;
  const { log } = history;
  const last = log.publishedOn(changeOf(label)).find(({ run }) => run.headCommit === pull.head.commit);
  if (last === undefined) return null;
  const input = log.recordedInput(last.run.id);
  return runPullRequestReview(context, {
    config: configOf(powers, input),
    base: input.changeSet.baseCommit ?? pull.base.commit,
    history,
    analysis: () => recordedAnalysis(input),
    // What was new then is new now: another point in time would make old lines of what was just found.
    memory: () => remember(context, log, input.memory?.since ?? null),
    // What was learned since would put the judge's candidates in another order than the one it was asked in.
    trackRecord: input.trackRecord ?? null,
    suppressions: input.suppressions ?? [],
    breakGlass,
  });
}

function recordedJudge(judge: CoordinatorInput['judge'], unverified: string | undefined): JudgeResult {
  if (judge !== undefined) return { status: 'ok', reason: null, answers: [...judge], unverified };
  if (unverified !== undefined) return { status: 'failed', reason: unverified, answers: [], unverified };
  return { status: 'absent', reason: null, answers: [] };
}

/** The rules of the base are in what was recorded; only the coordinator's keys are used from here on. */
function configOf(powers: Config, { policy }: CoordinatorInput): Config {
  const { maxInlineComments: maxInline, minimumSeverity, minimumConfidence } = policy;
  const {
    openPercent = powers.comments.openPercent,
    openCheckPercent = powers.comments.openCheckPercent,
    maxCriticalPerTool = powers.comments.maxCriticalPerTool,
  } = policy;
  const comments = {
    maxInline,
    minimumSeverity,
    minimumPercent: minimumConfidence / 10,
    openPercent,
    openCheckPercent,
    maxCriticalPerTool,
  };
  return {
    ...powers,
    comments,
    rules: { ...policy.rules },
    coverage: { accept: [...(policy.accept ?? powers.coverage.accept)] },
  };
}

/**
 * The analysis of a change that was made before: it returns what is recorded, and asks nobody. What was not recorded is not known: a
 * text that nobody cited then cannot be read now.
 */
function recordedAnalysis({ changeSet, reports, sources, judge, unverified }: CoordinatorInput): Analysis {
  const reviewers = [...new Set(reports.map(({ reviewer }) => reviewer))];
  const result = recordedJudge(judge, unverified);
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
