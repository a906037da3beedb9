import { completeCheck } from '../../forge/github/checks/complete-check.ts';
import type { StartedRun } from '../../forge/github/checks/start-check.ts';
import { isAncestor, sinceLastReview } from '../../forge/local/git/since-last-review.ts';
import type { CallJournal } from '../../models/call-journal.ts';
import type { SinceLastReview } from '../../schemas/memory.ts';
import { analysisIn } from '../composition-root.ts';
import { observedJournal, observeProgress } from '../telemetry/observed-run.ts';
import type { PullContext } from './context.ts';
import { gate, type Closed } from './gate.ts';
import { intentOutcome } from './intent-outcome.ts';
import type { IntentOutcome, PullRequestHost } from './host.ts';
import { lastReviewed, type ReviewedEnds } from './logged-memory.ts';
import { openPullRequestWorkspace, type PullRequestWorkspace } from './pull-request-workspace.ts';
import { remember } from './remember.ts';
import { runPullRequestReview } from './run-pull-request-review.ts';
import { withCheck } from './started-check.ts';
import { withPullHistory } from './with-history.ts';
import { asksModels, workingAnalysis } from './working-analysis.ts';

/** Why a review is wanted. */
export interface ReviewWish {
  /** The label that the event is about. */
  readonly label: string | null;
  /** Look at everything anew. */
  readonly full: boolean;
  /** Somebody with the right to it asked for this review. */
  readonly asked: boolean;
}

/** The way of a pull request: from what GitHub says of it to one review on it. */
export async function reviewPullRequest(context: PullContext, wish: ReviewWish): Promise<IntentOutcome> {
  const { pull, powers, conversation } = context;
  const pausedBy = conversation.summary?.mark.pausedBy ?? null;
  const closed = gate({ ...wish, baseChanged: wish.full, pull, config: powers.pullRequests, pausedBy });
  return closed === null
    ? withCheck(context, (started) => reviewHead(context, { ...wish, started }))
    : skip(context, closed);
}

async function skip({ host, ref, pull, powers }: PullContext, { reason, check }: Closed): Promise<IntentOutcome> {
  if (check !== null) {
    const repository = { owner: ref.owner, name: ref.name };
    const planned = { ...check, name: powers.pullRequests.checkName, annotations: [] };
    await completeCheck(host.github, { repository, head: pull.head.commit, check: planned, signal: host.signal });
  }
  return intentOutcome('skipped', reason);
}

interface HeadWish extends ReviewWish {
  readonly started: StartedRun | null;
}

function reviewHead(context: PullContext, { full, started }: HeadWish): Promise<IntentOutcome> {
  const { host, label, conversation } = context;
  return withPullHistory(context, async (history) => {
    const last = full ? null : lastReviewed(history.log, label, conversation.summary?.mark ?? null);
    const opened = await openPullRequestWorkspace(context, last?.head ?? null);
    try {
      const place = await withinBudget(opened, host.budget);
      const since = last === null || !place.hasSince ? null : await touchedSince(context, place, last);
      const { recording = null, scores, processes, pace, observer, signal } = host;
      const onProgress: PullRequestHost['onProgress'] = (event) => {
        if (asksModels(event)) pace?.rest();
        if (observer !== undefined) observeProgress(event, observer);
        host.onProgress(event);
      };
      const where = processes === undefined ? {} : { processes };
      const wishes = { recording, scores, reviewers: null, ...where, onProgress, signal };
      const begin = await analysisIn(place, wishes);
      const start: typeof begin = (journal) =>
        begin(observer === undefined ? journal : () => observedJournal(journal(), observer));
      return await runPullRequestReview(context, {
        config: place.effective.config,
        base: context.pull.base.commit,
        history,
        started,
        analysis: (journal) => {
          const analysis = start(meteredBy(host.budget, journal));
          return pace === undefined ? analysis : workingAnalysis(analysis, pace);
        },
        memory: () => remember(context, history.log, since),
      });
    } finally {
      await opened.close();
    }
  });
}

/** The workspace with what is left of the shared budget in its configuration. */
async function withinBudget(
  place: PullRequestWorkspace,
  budget: PullRequestHost['budget'],
): Promise<PullRequestWorkspace> {
  if (budget === undefined) return place;
  return { ...place, effective: { ...place.effective, config: await budget.limit(place.effective.config) } };
}

/** One journal for the whole run, whoever asks for it how often. */
function meteredBy(budget: PullRequestHost['budget'], journal: () => CallJournal): () => CallJournal {
  let metered: CallJournal | null = null;
  return budget === undefined ? journal : () => (metered ??= budget.meter(journal()));
}

/** Null where the base went elsewhere meanwhile: there are lines in the change now that no commit touched and nobody saw. */
async function touchedSince(
  { pull }: PullContext,
  { repository }: PullRequestWorkspace,
  last: ReviewedEnds,
): Promise<SinceLastReview | null> {
  if (!(await isAncestor(repository, { older: last.base, newer: pull.base.commit }))) return null;
  return sinceLastReview({ repository, from: last.head, to: pull.head.commit });
}
