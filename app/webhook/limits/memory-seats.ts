/** The memory of one run. */
interface MemorySeat {
  /** The run is over. */
  leave(): void;
}

/** Lets runs begin as far as memory allows. */
export interface MemorySeats {
  /** Resolves when the run may begin, in the order in which they ask. Rejects when the signal is aborted before. */
  take(installation: number, signal: AbortSignal): Promise<MemorySeat>;
  /** How many have one. */
  taken(): number;
}

/** Runs of one installation that share a process: with 16 the program's part is as much as theirs, and more would only make it dearer to lose one. */
export const RUNS_A_PROCESS = 16;
/** A process that analyses, before it has anything to do: 58 MB of it are there in each. `scripts/bench/measure-waiting.ts` measures both. */
export const PROCESS_MB = 60;
/** What a run that waits for its models adds. */
export const RUN_MB = 7;

/** Each installation has processes of its own, so that a few runs of many installations take as much as many runs of a few. */
export function createMemorySeats(megabytes: number): MemorySeats {
  const runs = new Map<number, number>();
  const queue: { readonly installation: number; readonly call: () => void }[] = [];
  let used = 0;
  const costOf = (count: number) => Math.ceil(count / RUNS_A_PROCESS) * PROCESS_MB + count * RUN_MB;
  const change = (installation: number, by: 1 | -1) => {
    const before = runs.get(installation) ?? 0;
    used += costOf(before + by) - costOf(before);
    if (before + by === 0) runs.delete(installation);
    else runs.set(installation, before + by);
  };
  // The first one always fits: a machine that is too small works slowly, and not never.
  const fits = (installation: number) => {
    const before = runs.get(installation) ?? 0;
    return runs.size === 0 || used + costOf(before + 1) - costOf(before) <= megabytes;
  };
  const next = () => {
    for (let first = queue[0]; first !== undefined && fits(first.installation); first = queue[0]) {
      queue.shift();
      change(first.installation, 1);
      first.call();
    }
  };
  return {
    taken: () => [...runs.values()].reduce((sum, count) => sum + count, 0),
    take: (installation, signal) =>
      new Promise((done, reject) => {
        signal.throwIfAborted();
        let isOver = false;
        const leave = () => {
          if (isOver) return;
          isOver = true;
          change(installation, -1);
          next();
        };
        const giveUp = () => {
          queue.splice(queue.indexOf(waiter), 1);
          // It may have been the first, with room for others behind it.
          next();
          reject(signal.reason as Error);
        };
        const waiter = {
          installation,
          call: () => {
            signal.removeEventListener('abort', giveUp);
            done({ leave });
          },
        };
        signal.addEventListener('abort', giveUp, { once: true });
        queue.push(waiter);
        next();
      }),
  };
}
