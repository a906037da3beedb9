import type { Delivery } from '../../history/deliveries/delivery.ts';
import {
  type DeliveryQueue,
  type Gone,
  LeaseLost,
  type LeasedTurn,
  type Working,
} from '../../history/deliveries/delivery-queue.ts';
import type { JobHandler } from './job.ts';
import { type DeliveryAttempt, type RetryTimes, runDelivery } from './run-delivery.ts';
import type { ServerLog } from './log.ts';

/** What others may want to know of the dispatcher's work. */
interface DispatcherEvents {
  readonly onStarted?: (delivery: Delivery) => void;
  readonly onEnded?: (delivery: Delivery, state: string, seconds: number) => void;
  /** An installation or repositories are no longer ours; runs for them are aborted already. */
  readonly onGone?: (gone: Gone) => void;
}

export interface DispatcherParts {
  readonly queue: DeliveryQueue;
  readonly handler: JobHandler;
  /** Runs at the same time. */
  readonly mostAtOnce: number;
  readonly patience: RetryTimes;
  readonly log: ServerLog;
  readonly now: () => number;
  readonly events: DispatcherEvents;
}

/** Works through the queue. */
export interface Dispatcher {
  /** Begins to work. Until then everything waits. */
  begin(): Promise<void>;
  /** How many runs go on. */
  running(): number;
  /** Resolves when nothing runs and nothing is due. */
  idle(): Promise<void>;
  /** Begins nothing more, lets runs end for `graceMs`, then aborts them and puts them back; waits for that at most `handBackMs`. */
  stop(time: { readonly graceMs: number; readonly handBackMs: number }): Promise<void>;
}

/** A run that goes on. */
interface Run {
  readonly attempt: DeliveryAttempt;
  readonly ended: Promise<void>;
}

/** Kinds of which a newer head makes the run pointless. */
const ABOUT_A_HEAD: ReadonlySet<Delivery['kind']> = new Set(['review', 'command']);

export function createDispatcher(parts: DispatcherParts): Dispatcher {
  const { queue, log, now, events, mostAtOnce } = parts;
  const runs = new Map<string, Run>();
  let working: Promise<Working> | null = null;

  const onTurn = (turn: LeasedTurn): Promise<void> => {
    const { lead } = turn;
    const attempt: DeliveryAttempt = { controller: new AbortController(), turn, standing: null, fate: null };
    const started = now();
    events.onStarted?.(lead);
    // A push may have come while its head was not known yet.
    const ended = runDelivery(attempt, { ...parts, onStanding: () => onNews(lead.lane) })
      .catch((error: unknown) => {
        if (error instanceof LeaseLost) {
          log.warn({ delivery: lead.id, lane: lead.lane }, `a run is given up: ${error.message}`);
          return 'lost';
        }
        log.error({ err: error, delivery: lead.id }, 'the queue of deliveries could not be written');
        return 'failed';
      })
      .then((state) => {
        runs.delete(lead.lane);
        events.onEnded?.(lead, state, (now() - started) / 1000);
      });
    runs.set(lead.lane, { attempt, ended });
    return ended;
  };

  const onNews = (lane: string) => {
    const run = runs.get(lane);
    if (run === undefined) return;
    supersede(run).catch((error: unknown) => {
      // The run goes on: whatever is newer has its turn when it has ended.
      log.error({ err: error, lane }, 'the queue of deliveries could not be read');
    });
  };

  /** The newest head wins; a pull request that was closed needs no review. */
  const supersede = async ({ attempt }: Run) => {
    const { turn, standing } = attempt;
    const { lead } = turn;
    if (standing === null || !ABOUT_A_HEAD.has(lead.kind)) return;
    const newer = await turn.outdatedBy(standing);
    if (newer === null || attempt.fate !== null) return;
    const why =
      newer.kind === 'closed' ? 'the pull request was closed' : `the head moved on to ${newer.head?.slice(0, 7)}`;
    log.info({ delivery: lead.id, lane: lead.lane, by: newer.id }, `a run is aborted: ${why}`);
    attempt.fate = { kind: 'superseded', why };
    attempt.controller.abort(new Error(why));
  };

  const onGone = (gone: Gone) => {
    for (const { attempt } of runs.values()) {
      if (gone.installation === null || attempt.turn.lead.installation !== gone.installation) continue;
      attempt.fate = { kind: 'refused', why: gone.why };
      attempt.controller.abort(new Error(gone.why));
    }
    events.onGone?.(gone);
  };

  const begin = async () => {
    working ??= queue.work({
      mostAtOnce,
      onTurn,
      onNews,
      onGone,
      onFault: (error) => log.error({ err: error }, 'the queue of deliveries could not be read or written'),
    });
    await working;
  };

  return {
    begin,
    running: () => runs.size,
    idle: async () => {
      const at = await working;
      await at?.idle();
    },
    stop: async ({ graceMs, handBackMs }) => {
      const at = await working;
      await at?.stop();
      await within(graceMs, runs);
      for (const { attempt } of runs.values()) {
        const { lead } = attempt.turn;
        log.info({ delivery: lead.id, lane: lead.lane }, 'a run is put back: the server stops');
        attempt.fate ??= { kind: 'put-back', why: 'the server stopped' };
        attempt.controller.abort(new Error('the server stops'));
      }
      await within(handBackMs, runs);
    },
  };
}

/** Waits until all these runs have ended, but not longer than `ms`. */
async function within(ms: number, runs: ReadonlyMap<string, Run>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((done) => (timer = setTimeout(done, ms)));
  await Promise.race([Promise.all([...runs.values()].map(({ ended }) => ended)), late]);
  clearTimeout(timer);
}
