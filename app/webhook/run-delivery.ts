import type { BudgetWish } from '../../history/deliveries/budget.ts';
import type { Delivery } from '../../history/deliveries/delivery.ts';
import { type DeliveryQueue, LeaseLost, type LeasedTurn } from '../../history/deliveries/delivery-queue.ts';
import { InputError, Problem } from '../../schemas/problem.ts';
import { type DeliveryJob, type JobEnd, type JobHandler, RefusedError, type PullRequestHead } from './job.ts';
import type { ServerLog } from './log.ts';

/** How often and when something is tried again. */
export interface RetryTimes {
  /** The pauses before further attempts after an error; when they are used up the delivery has failed. */
  readonly retryMs: readonly number[];
  /** The pause before another look when GitHub does not show the head yet that its event spoke of. */
  readonly unseenHeadMs: number;
  /** The longest that one run may take. */
  readonly mostMs: number;
}

/** A run for a delivery, as long as it lasts. */
export interface DeliveryAttempt {
  readonly controller: AbortController;
  /** The right to work on it, and the deliveries that it answers for. */
  readonly turn: LeasedTurn;
  /** What is looked at; null as long as it is not known. */
  standing: PullRequestHead | null;
  /** Why it was aborted. */
  fate: { readonly kind: 'superseded' | 'put-back' | 'refused' | 'late'; readonly why: string } | null;
}

interface Tools {
  readonly queue: Pick<DeliveryQueue, 'hasLookedAt'>;
  readonly handler: JobHandler;
  readonly patience: RetryTimes;
  readonly log: ServerLog;
  /** What is looked at is known now. */
  readonly onStanding: () => void;
}

type Ended = Exclude<JobEnd, { kind: 'moved' }>;

/** Attempts of one delivery after which what it says about the head is no longer waited for. */
const LOOKS = 3;

/**
 * Works on a delivery and writes down how it ended. Returns the state. Throws only when the queue cannot be written, or when the lease
 * was lost: then another worker sees to it.
 */
export async function runDelivery(attempt: DeliveryAttempt, tools: Tools): Promise<string> {
  const { turn } = attempt;
  const { lead, payload } = turn;
  const { patience, log } = tools;
  if (payload === null) return finish(attempt, tools, { kind: 'ignored', note: 'its body is gone' });
  if (lead.attempts > patience.retryMs.length) {
    // Each attempt ended without a word: the delivery itself may be what kills the process.
    return fail(attempt, tools, `given up after ${lead.attempts} attempts`);
  }
  log.info({ delivery: lead.id, event: lead.event, lane: lead.lane, attempt: lead.attempts + 1 }, 'a run begins');
  const late = setTimeout(() => {
    const why = `the run took longer than ${patience.mostMs / 60_000} minutes`;
    attempt.fate ??= { kind: 'late', why };
    attempt.controller.abort(new Error(why));
  }, patience.mostMs);
  const onLost = () => attempt.controller.abort(turn.lost.reason);
  turn.lost.addEventListener('abort', onLost);
  try {
    const job = {
      delivery: lead,
      payload,
      requireLease: () => turn.requireLease(),
      hold: (wish: BudgetWish) => turn.hold(wish),
    };
    return await work(attempt, job, tools);
  } catch (error) {
    turn.lost.throwIfAborted();
    if (error instanceof LeaseLost) throw error;
    return await failed(attempt, error, tools);
  } finally {
    clearTimeout(late);
    turn.lost.removeEventListener('abort', onLost);
  }
}

async function work(attempt: DeliveryAttempt, job: DeliveryJob, tools: Tools): Promise<string> {
  const { turn, controller } = attempt;
  const { lead, absorbed } = turn;
  const { queue, handler } = tools;
  const standing = await handler.standing(job, controller.signal);
  controller.signal.throwIfAborted();
  attempt.standing = standing;
  tools.onStanding();
  const isFresh = [lead, ...absorbed].some(({ fresh }) => fresh);
  if (lead.kind === 'review' && standing !== null && !isFresh && (await queue.hasLookedAt(lead.lane, standing.head))) {
    if (isUnseen(lead, standing)) return lookAgain(attempt, tools);
    return finish(attempt, tools, alreadyLookedAt(lead, standing));
  }
  // A newer head may have come while the queue was asked.
  controller.signal.throwIfAborted();
  const end = await handler.handle(job, controller.signal);
  controller.signal.throwIfAborted();
  if (end.kind === 'moved') {
    await turn.move(end);
    return 'moved';
  }
  const lookedAt = end.kind === 'done' && standing !== null ? standing.head : null;
  if (lead.kind === 'review' && standing !== null && isUnseen(lead, standing)) {
    return lookAgain(attempt, tools, lookedAt);
  }
  return finish(attempt, tools, end, lookedAt);
}

/**
 * Whether the event knows of a head that GitHub's interface does not show yet. An event that is older than what the interface shows
 * came late instead: its head is history.
 */
function isUnseen(lead: Delivery, { head, version }: PullRequestHead): boolean {
  if (lead.head === null || lead.head === head || lead.attempts >= LOOKS) return false;
  return (lead.version ?? 0) >= (version ?? 0);
}

function alreadyLookedAt(lead: Delivery, { head }: PullRequestHead): Ended {
  return lead.head === head
    ? { kind: 'ignored', note: 'a run has looked at this head already' }
    : { kind: 'superseded', note: `its head is history, ${head.slice(0, 7)} was looked at already` };
}

/** Puts the lead back; those that it answers for wait with it. */
async function lookAgain(
  { turn }: DeliveryAttempt,
  { patience, log }: Tools,
  lookedAt: string | null = null,
): Promise<string> {
  const { lead } = turn;
  const note = 'GitHub does not show the head yet that its event spoke of';
  log.info({ delivery: lead.id, lane: lead.lane }, note);
  await turn.handBack({ note, afterMs: patience.unseenHeadMs, counts: true, lookedAt });
  return 'put-back';
}

async function failed(attempt: DeliveryAttempt, error: unknown, tools: Tools): Promise<string> {
  const { turn, fate } = attempt;
  const { lead } = turn;
  const { patience, log } = tools;
  if (fate !== null) return aborted(attempt, fate, tools);
  if (error instanceof RefusedError) {
    log.warn({ delivery: lead.id, event: lead.event, lane: lead.lane }, `refused: ${error.message}`);
    return finish(attempt, tools, { kind: 'refused', note: error.message });
  }
  const note = error instanceof Problem ? [error.message, error.where].filter(Boolean).join(', ') : String(error);
  const pause = error instanceof InputError ? undefined : patience.retryMs[lead.attempts];
  if (pause === undefined) {
    log.error({ err: error, delivery: lead.id, lane: lead.lane }, 'a delivery has failed');
    return fail(attempt, tools, note, { mayPass: !(error instanceof InputError) });
  }
  log.warn(
    { err: error, delivery: lead.id, lane: lead.lane, seconds: pause / 1000 },
    'a run failed; it is tried again',
  );
  await turn.handBack({ note, afterMs: pause, counts: true });
  return 'retried';
}

async function aborted(
  attempt: DeliveryAttempt,
  fate: NonNullable<DeliveryAttempt['fate']>,
  tools: Tools,
): Promise<string> {
  const { turn } = attempt;
  if (fate.kind === 'late') return fail(attempt, tools, fate.why);
  if (fate.kind === 'refused') return finish(attempt, tools, { kind: 'refused', note: fate.why });
  // A command is answered in any case: it has its turn again, on the new head.
  if (fate.kind === 'put-back' || turn.lead.kind !== 'review') {
    await turn.handBack({ note: fate.why, afterMs: 0, counts: false });
    return fate.kind === 'put-back' ? 'put-back' : 'superseded';
  }
  return finish(attempt, tools, { kind: 'superseded', note: fate.why });
}

async function finish(
  { turn }: DeliveryAttempt,
  { log }: Tools,
  { kind, note }: Ended,
  lookedAt: string | null = null,
): Promise<string> {
  await turn.finish({ state: kind, note, lookedAt });
  log.info({ delivery: turn.lead.id, lane: turn.lead.lane, state: kind }, `a run ended: ${note}`);
  return kind;
}

async function fail(
  { turn }: DeliveryAttempt,
  { log }: Tools,
  note: string,
  { mayPass = false } = {},
): Promise<string> {
  await turn.fail(note, { mayPass });
  log.error({ delivery: turn.lead.id, lane: turn.lead.lane }, `a delivery has failed: ${note}`);
  return 'failed';
}
