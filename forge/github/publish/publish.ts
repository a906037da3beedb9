import { InfrastructureError } from '../../../schemas/problem.ts';
import { completeCheck } from '../checks/complete-check.ts';
import { dismissVotes } from './dismiss-votes.ts';
import { withBodyConcerns, withUnposted } from './fallback.ts';
import { readPostedState } from '../read/read-posted-state.ts';
import type { PostedState } from '../read/posted-state.ts';
import { publishReview } from './publish-review.ts';
import type { Degraded, Landed, PublishRequest, Published } from './published.ts';
import { type Publishing, publishingOn } from './publishing.ts';
import { postReplies } from './reply.ts';
import { type ReviewGoal, concernOf, isAdoptable, missingFrom, submittedAt } from './review-goal.ts';
import { type SummaryGoal, writeSummary } from './summary-comment.ts';
import { withThreadLinks } from './thread-links.ts';
import { updateThreads } from './update-threads.ts';

const SHORTEST_PAUSE_MS = 5;
const LONGEST_PAUSE_MS = 2000;

/**
 * Says on the pull request what a run wants to say: the review first, then what depends on it. It may be called again after any crash,
 * and by two processes at once: everything is looked for before it is written. What fails is told and keeps nothing else back.
 */
export async function publish(request: PublishRequest): Promise<Published> {
  const { github, ref, plan, publication, known, patienceMs, onNotice, signal, started, first } = request;
  const pauseMs = Math.min(LONGEST_PAUSE_MS, Math.max(SHORTEST_PAUSE_MS, patienceMs / 20));
  const publishing = publishingOn(github, { ref, onNotice, signal }, pauseMs);
  const { where } = publishing;
  const goal: ReviewGoal = { head: plan.head, publication, known: new Set(known), review: plan.review };
  const troubles = new FailureCollection(where);

  const review = await troubles.settle('The review was not posted', () =>
    publishReview(publishing, goal, { patienceMs, first }),
  );
  const posted = review?.posted ?? (await troubles.settle('The pull request', () => readPostedState(publishing)));
  const outcome = posted === null ? null : outcomeOf(posted, goal);
  if (outcome?.state === 'superseded') return superseded(request);
  if (review !== null) troubles.all.push(...review.degraded);
  // A newer commit has a run of its own, and that one's summary is the one to stay.
  const isCurrent = posted !== null && posted.head === plan.head;
  const summaryUrl =
    isCurrent && outcome !== null ? await say({ publishing, request, goal, troubles, posted, outcome }) : null;
  const said = plan.check === null || review !== null ? plan.check : withUnposted(plan.check, posted, goal);
  const check = said === null || posted === null ? said : { ...said, summary: withThreadLinks(said.summary, posted) };
  const repository = { owner: ref.owner, name: ref.name };
  const completed =
    check === null
      ? null
      : await troubles.settle('The check run was not completed', () =>
          completeCheck(github, { repository, head: plan.head, check, started, signal, pauseMs }),
        );
  if (completed?.reduced === true)
    troubles.all.push({
      what: 'GitHub refused the text and annotations of the check',
      where,
      remedy: 'Read the job summary.',
    });
  return {
    state: review === null ? 'failed' : (outcome?.state ?? 'failed'),
    reviewUrl: outcome?.url ?? null,
    summaryUrl,
    checkUrl: completed?.url ?? null,
    landed: outcome?.landed ?? [],
    degraded: troubles.all,
  };
}

function superseded({ onNotice, plan }: PublishRequest): Published {
  onNotice(`The pull request has moved on from ${plan.head}: nothing is posted for it.`);
  return { state: 'superseded', reviewUrl: null, summaryUrl: null, checkUrl: null, landed: [], degraded: [] };
}

interface Rest {
  readonly publishing: Publishing;
  readonly request: PublishRequest;
  readonly goal: ReviewGoal;
  readonly troubles: FailureCollection;
  readonly posted: PostedState;
  readonly outcome: ReviewOutcome;
}

/** All that is said beside the review. Returns where the summary is. */
async function say({ publishing, request, goal, troubles, posted, outcome }: Rest): Promise<string | null> {
  const { plan, publication } = request;
  const summary = plan.summary === null ? null : linked(plan.summary, posted);
  const written =
    summary === null
      ? null
      : await troubles.settle('The summary was not written', () =>
          writeSummary(publishing, { summary: withBodyConcerns(summary, goal, outcome.landed), publication }, posted),
        );
  const parts = [
    ['A thread was not updated', () => updateThreads(publishing, plan.updates, posted)],
    ['An answer was not given', () => postReplies(publishing, plan.replies, posted)],
    ['Our earlier vote stands', () => dismissVotes(publishing, plan, posted)],
  ] as const;
  for (const [part, run] of parts)
    for (const problem of (await troubles.settle(part, run)) ?? []) troubles.add(part, problem);
  return written?.url ?? null;
}

function linked(summary: SummaryGoal['summary'], posted: PostedState): SummaryGoal['summary'] {
  return { ...summary, body: withThreadLinks(summary.body, posted) };
}

/** What became of the review. */
interface ReviewOutcome {
  readonly state: Exclude<Published['state'], 'failed'>;
  readonly url: string | null;
  readonly landed: readonly Landed[];
}

/** Reads the outcome off the pull request alone, so that it is the same after a crash as without one. */
function outcomeOf(posted: PostedState, goal: ReviewGoal): ReviewOutcome {
  const planned = new Set<string | null>((goal.review?.comments ?? []).map(({ mark }) => mark.comment.concern));
  const reviews = submittedAt(posted, goal.head);
  const holdsOurs = (review: (typeof reviews)[number]) =>
    review.mark.inBody?.some((concern) => planned.has(concern)) === true ||
    posted.threads.some((thread) => thread.review === review.id && planned.has(concernOf(thread)));
  const mine = reviews.findLast(({ mark }) => mark.publication === goal.publication);
  if (mine === undefined && posted.head !== goal.head) return { state: 'superseded', url: null, landed: [] };
  const others = goal.review === null ? [] : reviews.filter((review) => holdsOurs(review) || isAdoptable(review, goal));
  const review = mine ?? others.at(-1) ?? null;
  const inReview = new Map(
    posted.threads.filter((thread) => thread.review === review?.id).map((thread) => [concernOf(thread), thread]),
  );
  const missing = new Set<string | null>(missingFrom(posted, goal).map(({ mark }) => mark.comment.concern));
  const landed = [...planned].flatMap((concern): Landed[] => {
    if (concern === null || missing.has(concern)) return [];
    const thread = inReview.get(concern);
    if (thread !== undefined) return [{ concern, as: thread.isOnFile ? 'file' : 'lines' }];
    return [{ concern, as: review?.mark.inBody?.includes(concern) === true ? 'body' : 'already-there' }];
  });
  const state = mine !== undefined ? 'published' : review === null ? 'nothing-new' : 'adopted';
  return { state, url: review?.url ?? null, landed };
}

/**
 * Gathers what fails on GitHub, each with the part that it belongs to, so that one part that may not be written keeps no other from being
 * written. Errors of our own program and aborts go through.
 */
class FailureCollection {
  readonly all: Degraded[] = [];
  readonly #where: string;

  constructor(where: string) {
    this.#where = where;
  }

  add(part: string, error: InfrastructureError): void {
    const remedy = error.remedy ?? 'Run again: what is there already is not written twice.';
    this.all.push({ what: `${part}: ${error.message}`, where: error.where ?? this.#where, remedy });
  }

  /** Null where it failed. */
  async settle<T>(part: string, run: () => Promise<T>): Promise<T | null> {
    try {
      return await run();
    } catch (error) {
      if (!(error instanceof InfrastructureError)) throw error;
      this.add(part, error);
      return null;
    }
  }
}
