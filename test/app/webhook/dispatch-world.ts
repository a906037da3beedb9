import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunLimits } from '../../../app/webhook/limits/run-limits.ts';
import { createDispatcher } from '../../../app/webhook/dispatcher.ts';
import type { DeliveryJob, JobEnd, JobHandler } from '../../../app/webhook/job.ts';
import { createLog } from '../../../app/webhook/log.ts';
import type { RetryTimes } from '../../../app/webhook/run-delivery.ts';
import { createScrubber } from '../../../app/webhook/scrub.ts';
import { openSqliteQueue } from '../../../history/deliveries/sqlite/open-sqlite-queue.ts';

/** A run as the tests see it: it goes on until it is told to end, or is aborted. */
interface FakeRun {
  readonly id: string;
  readonly lane: string;
  readonly head: string | null;
  state: 'goes on' | 'ended' | 'aborted';
  end(end?: JobEnd): void;
  fail(error: Error): void;
}

export interface WorldOptions {
  /** The file of the queue; a new one by default. */
  readonly path?: string;
  readonly limits?: Partial<RunLimits>;
  readonly patience?: Partial<RetryTimes>;
  /** Runs end by themselves at once. */
  readonly quick?: boolean;
  /** What happens before a run; may throw. */
  readonly before?: (job: DeliveryJob) => void;
  /** How long GitHub takes to say how a pull request stands. */
  readonly slow?: () => Promise<void>;
}

/** A dispatcher on a real queue, with runs that the test ends. What GitHub shows of a pull request stands in `shows`. */
export function dispatchWorld(options: WorldOptions = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'docket-dispatch-'));
  const limits: RunLimits = { overall: 100, perInstallation: 100, perRepository: 100, ...options.limits };
  const { path = join(folder, 'deliveries.db') } = options;
  const { queue } = openSqliteQueue(path, { now: Date.now, limits });
  const shows = new Map<string, { head: string; version: number }>();
  const begun: FakeRun[] = [];
  const lines: string[] = [];
  const waits = new Set<() => void>();
  const changed = () => {
    for (const look of waits) look();
  };
  const log = createLog({
    level: 'info',
    scrubber: createScrubber([]),
    write: (line) => {
      lines.push(line);
      changed();
    },
  });
  const handler: JobHandler = {
    standing: async ({ delivery }) => {
      const shown = shows.get(delivery.lane) ?? null;
      await options.slow?.();
      return shown;
    },
    handle: (job, signal) =>
      new Promise<JobEnd>((done, reject) => {
        options.before?.(job);
        const { id, lane } = job.delivery;
        const run: FakeRun = {
          id,
          lane,
          head: shows.get(lane)?.head ?? null,
          state: 'goes on',
          end: (end = { kind: 'done', note: 'reviewed' }) => {
            run.state = 'ended';
            done(end);
          },
          fail: (error) => {
            run.state = 'ended';
            reject(error);
          },
        };
        signal.addEventListener('abort', () => {
          run.state = 'aborted';
          reject(signal.reason as Error);
        });
        begun.push(run);
        changed();
        if (options.quick === true) setImmediate(() => run.end());
      }),
  };
  const dispatcher = createDispatcher({
    queue,
    handler,
    log,
    now: Date.now,
    events: {},
    mostAtOnce: limits.overall,
    patience: { retryMs: [1, 1, 1], unseenHeadMs: 1, mostMs: 60_000, ...options.patience },
  });
  return {
    queue,
    shows,
    begun,
    lines,
    dispatcher,
    /** Resolves when something holds; looked at whenever a run begins or a line is logged. */
    until: (holds: () => boolean) =>
      new Promise<void>((done) => {
        const look = () => {
          if (!holds()) return;
          waits.delete(look);
          done();
        };
        waits.add(look);
        look();
      }),
    states: async (...ids: string[]) => {
      const found = await Promise.all(ids.map((id) => queue.find(id)));
      return found.map((delivery) => delivery?.state);
    },
    close: async () => {
      await dispatcher.stop({ graceMs: 0, handBackMs: 1000 });
      await queue.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
