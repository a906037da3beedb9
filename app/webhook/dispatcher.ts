import type { Delivery } from '../../history/deliveries/delivery.ts';
import type { DeliveryQueue } from '../../history/deliveries/queue.ts';
import { type Choice, scheduleNext, isSameWork, type Limits } from './schedule.ts';
import type { JobHandler, PullRequestHead } from './job.ts';
import { type DeliveryAttempt, type RetryTimes, runDelivery } from './run-delivery.ts';
import type { ServerLog } from './log.ts';

/** What others may want to know of the dispatcher's work. */
interface DispatcherEvents {
  readonly onStarted?: (delivery: Delivery) => void;
  readonly onEnded?: (delivery: Delivery, state: string, seconds: number) => void;
}

export interface DispatcherParts {
  readonly queue: DeliveryQueue;
  readonly handler: JobHandler;
  readonly limits: Limits;
  readonly patience: RetryTimes;
  readonly log: ServerLog;
  readonly now: () => number;
  readonly events: DispatcherEvents;
}

/** Works through the queue. */
export interface Dispatcher {
  /** Begins to work. Until then everything waits. */
  begin(): void;
  /** Looks at the queue again: something was added to it. */
  wake(): void;
  /** Aborts what runs for an installation that is gone. */
  abortInstallation(installation: number, why: string): void;
  /** How many runs go on. */
  running(): number;
  /** Resolves when nothing runs and nothing is due. */
  idle(): Promise<void>;
  /** Begins nothing more, lets runs end for `graceMs`, then aborts them and puts them back; waits for that at most `handBackMs`. */
  stop(time: { readonly graceMs: number; readonly handBackMs: number }): Promise<void>;
}

/** A run that goes on. */
interface Run {
  readonly delivery: Delivery;
  readonly attempt: DeliveryAttempt;
  readonly ended: Promise<void>;
}

/** The pause after the queue itself has failed, for example because the disk is full. */
const FAULT_PAUSE_MS = 5000;

/** Kinds of which a newer head makes the run pointless. */
const ABOUT_A_HEAD: ReadonlySet<Delivery['kind']> = new Set(['review', 'command']);

export function createDispatcher(parts: DispatcherParts): Dispatcher {
  const { queue, limits, log, now, events } = parts;
  const runs = new Map<string, Run>();
  /** Deliveries whose runs ended while the queue could not be written, and what is to be said of them. */
  const unwritten = new Map<string, string>();
  const idlers: (() => void)[] = [];
  let working = false;
  let scheduled = false;
  let timer: NodeJS.Timeout | null = null;

  const wake = () => {
    if (scheduled || !working) return;
    scheduled = true;
    // A burst of deliveries is looked at once.
    setImmediate(() => {
      scheduled = false;
      if (!working) return;
      try {
        look();
      } catch (error) {
        log.error({ err: error }, 'the queue of deliveries could not be read');
        later(FAULT_PAUSE_MS);
      }
    });
  };

  const later = (ms: number) => {
    if (timer !== null) clearTimeout(timer);
    timer = working ? setTimeout(wake, ms) : null;
  };

  const look = () => {
    // One moment for all: what is due between two looks at the clock would be neither begun nor waited for.
    const at = now();
    handBackUnwritten();
    const waiting = queue.waiting();
    for (const run of runs.values()) supersede(run, waiting);
    const running = [...runs.values()].map(({ delivery }) => delivery);
    for (const choice of scheduleNext({ waiting, running, limits, now: at })) begin(choice);
    const due = queue.waiting().filter(({ dueAt }) => dueAt > at);
    const next = due.reduce((least, { dueAt }) => Math.min(least, dueAt), Infinity);
    if (next !== Infinity) later(Math.max(1, next - now()));
    if (runs.size === 0 && next === Infinity) for (const done of idlers.splice(0)) done();
  };

  /** What ended and could not be said so has its turn again, as after a restart: a run looks first, and repeats nothing. */
  const handBackUnwritten = () => {
    for (const [id, note] of unwritten) {
      if (queue.find(id)?.state === 'running') queue.handBack(id, { note, afterMs: 0, counts: true });
      unwritten.delete(id);
    }
  };

  const begin = ({ lead, absorbed }: Choice) => {
    const controller = new AbortController();
    const attempt: DeliveryAttempt = { controller, lead, absorbed, standing: null, fate: null };
    const started = now();
    events.onStarted?.(lead);
    // A push may have come while its head was not known yet.
    const ended = runDelivery(attempt, { ...parts, onStanding: wake })
      .catch((error: unknown) => {
        // Only the queue itself can fail here.
        log.error({ err: error, delivery: lead.id }, 'the queue of deliveries could not be written');
        unwritten.set(lead.id, 'how it ended could not be written down');
        return null;
      })
      .then((state) => {
        runs.delete(lead.lane);
        events.onEnded?.(lead, state ?? 'failed', (now() - started) / 1000);
        if (state === null) later(FAULT_PAUSE_MS);
        else wake();
      });
    runs.set(lead.lane, { delivery: lead, attempt, ended });
  };

  /** The newest head wins; a pull request that was closed needs no review. */
  const supersede = ({ delivery, attempt }: Run, waiting: readonly Delivery[]) => {
    const { standing, fate } = attempt;
    if (standing === null || fate !== null || !ABOUT_A_HEAD.has(delivery.kind)) return;
    const answered = new Set(attempt.absorbed.map(({ id }) => id));
    const newer = waiting.find((row) => isSameWork(row, delivery) && !answered.has(row.id) && outdates(row, standing));
    if (newer === undefined) return;
    const why =
      newer.kind === 'closed' ? 'the pull request was closed' : `the head moved on to ${newer.head?.slice(0, 7)}`;
    log.info({ delivery: delivery.id, lane: delivery.lane, by: newer.id }, `a run is aborted: ${why}`);
    attempt.fate = { kind: 'superseded', why };
    attempt.controller.abort(new Error(why));
  };

  return {
    begin: () => {
      working = true;
      wake();
    },
    wake,
    running: () => runs.size,
    abortInstallation: (installation, why) => {
      for (const { delivery, attempt } of runs.values()) {
        if (delivery.installation !== installation) continue;
        attempt.fate = { kind: 'refused', why };
        attempt.controller.abort(new Error(why));
      }
    },
    idle: () =>
      new Promise((done) => {
        idlers.push(done);
        wake();
      }),
    stop: async ({ graceMs, handBackMs }) => {
      working = false;
      if (timer !== null) clearTimeout(timer);
      await within(graceMs, runs);
      for (const { delivery, attempt } of runs.values()) {
        log.info({ delivery: delivery.id, lane: delivery.lane }, 'a run is put back: the server stops');
        attempt.fate ??= { kind: 'put-back', why: 'the server stopped' };
        attempt.controller.abort(new Error('the server stops'));
      }
      await within(handBackMs, runs);
    },
  };
}

function outdates(row: Delivery, { head, version }: PullRequestHead): boolean {
  if ((row.version ?? 0) < (version ?? 0)) return false;
  return row.kind === 'closed' || (row.kind === 'review' && row.head !== null && row.head !== head);
}

/** Waits until all these runs have ended, but not longer than `ms`. */
async function within(ms: number, runs: ReadonlyMap<string, Run>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((done) => (timer = setTimeout(done, ms)));
  await Promise.race([Promise.all([...runs.values()].map(({ ended }) => ended)), late]);
  clearTimeout(timer);
}
