import type { DeliveryJob, JobEnd, JobHandler } from '../../app/webhook/job.ts';
import { CALL_LIMITS } from '../../models/calling/limits.ts';
import { createMemorySeats, type MemorySeats } from '../../app/webhook/limits/memory-seats.ts';
import { createWorkTurns, type WorkTurns } from '../../app/webhook/limits/work-turns.ts';
import { InfrastructureError } from '../../schemas/problem.ts';
import {
  ANSWER_TOKENS,
  FAILURES,
  GITHUB_AN_HOUR,
  GITHUB_SECONDS,
  MODEL,
  PRICE,
  PROMPT,
  REQUESTS_A_REVIEW,
  TAIL,
  TURNS,
} from './published.ts';
import type { Random } from './random.ts';

export interface MachineOptions {
  readonly machines: number;
  readonly cores: number;
  /** What runs that wait may take of a machine. */
  readonly waitingMb: number;
  /** Runs that a machine takes at once. */
  readonly runs: number;
  readonly cpuSeconds: number;
  readonly random: Random;
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<void>;
  readonly pulls: ReadonlyMap<string, PullState>;
  /** Told when a machine begins to work on a delivery. */
  readonly onWork: (id: string) => void;
  /** While the provider of models answers nobody. */
  readonly outage: { readonly from: number; readonly to: number } | null;
}

/** What a day came to. */
export interface Tally {
  reviews: number;
  /** Reviews of which some reviewer had no answer. */
  incomplete: number;
  dollars: number;
  calls: number;
  failedCalls: number;
  githubRefusals: number;
  cpuSeconds: number;
  /** Of all runs together: in the turn, of which they waited for memory, and for a core. */
  seconds: number;
  memoryWait: number;
  coreWait: number;
  mostRunning: number;
  mostInSeats: number;
}

/** A pull request as GitHub shows it. */
export interface PullState {
  readonly head: string;
  readonly version: number;
  readonly lines: number;
}

interface Machine {
  readonly seats: MemorySeats;
  readonly turns: WorkTurns;
  running: number;
}

/** The normal distribution's 95th percentile. */
const Z95 = 1.645;
const HOUR = 3_600_000;

/** Reviews as they take machines, models and GitHub, without doing anything; the turns of machines and their memory are given by the real code. */
export function createMachines(options: MachineOptions): { readonly handler: JobHandler; readonly tally: Tally } {
  const { random, now, sleep, cpuSeconds } = options;
  const machines: Machine[] = Array.from({ length: options.machines }, () => ({
    seats: createMemorySeats(options.waitingMb),
    turns: createWorkTurns(options.cores),
    running: 0,
  }));
  const tally: Tally = {
    reviews: 0,
    incomplete: 0,
    dollars: 0,
    calls: 0,
    failedCalls: 0,
    githubRefusals: 0,
    cpuSeconds: 0,
    seconds: 0,
    memoryWait: 0,
    coreWait: 0,
    mostRunning: 0,
    mostInSeats: 0,
  };
  const windows = new Map<number, { hour: number; count: number }>();

  /** Requests to GitHub within what an installation may ask in an hour. */
  const ask = async (installation: number, count: number): Promise<void> => {
    const hour = Math.floor(now() / HOUR);
    const known = windows.get(installation);
    const window = known?.hour === hour ? known : { hour, count: 0 };
    windows.set(installation, window);
    if (window.count + count > GITHUB_AN_HOUR) {
      tally.githubRefusals += 1;
      throw new InfrastructureError({ what: 'GitHub refuses for the rest of the hour', remedy: 'Wait.' });
    }
    window.count += count;
    await sleep(count * GITHUB_SECONDS * 1000);
  };
  const work = async (seconds: number): Promise<void> => {
    tally.cpuSeconds += seconds;
    await sleep(seconds * 1000);
  };
  const callSeconds = () => {
    const median = MODEL.firstTokenSeconds + ANSWER_TOKENS / MODEL.tokensASecond;
    return random.logNormal(median, median * TAIL, Z95);
  };
  /** One call with its tries; false where none was answered. */
  const call = async (
    prompt: { readonly written: number; readonly read: number },
    signal: AbortSignal,
  ): Promise<boolean> => {
    const { retriesPerModel, firstDelayMs, longestDelayMs } = CALL_LIMITS;
    for (let attempt = 0; attempt <= retriesPerModel; attempt += 1) {
      signal.throwIfAborted();
      tally.calls += 1;
      const isDown = options.outage !== null && now() >= options.outage.from && now() < options.outage.to;
      if (!isDown && random.next() >= FAILURES.limited + FAILURES.failed) {
        await sleep(callSeconds() * 1000);
        tally.dollars +=
          (prompt.written * PRICE.written + prompt.read * PRICE.read + ANSWER_TOKENS * PRICE.output) / 1_000_000;
        return true;
      }
      tally.failedCalls += 1;
      await sleep(MODEL.firstTokenSeconds * 1000 + Math.min(longestDelayMs, firstDelayMs * 2 ** attempt));
    }
    return false;
  };
  const models = async (lines: number, signal: AbortSignal): Promise<boolean> => {
    const prompt = PROMPT.one + ((PROMPT.of400 - PROMPT.one) * lines) / 400;
    const share = {
      written: (prompt * PROMPT.written) / PROMPT.reviewers,
      read: (prompt * PROMPT.read) / PROMPT.reviewers,
    };
    const again = { written: ANSWER_TOKENS, read: prompt };
    const reviewer = async () => {
      for (let turn = 0; turn < TURNS; turn += 1) if (!(await call(turn === 0 ? share : again, signal))) return false;
      return true;
    };
    const all = await Promise.all(Array.from({ length: PROMPT.reviewers }, reviewer));
    const judged = all.some((one) => one) && (await call({ written: prompt / 2, read: 0 }, signal));
    return judged && all.every((one) => one);
  };

  const review = async (machine: Machine, { delivery }: DeliveryJob, signal: AbortSignal): Promise<JobEnd> => {
    const installation = delivery.installation ?? 0;
    const asked = now();
    const seat = await machine.seats.take(installation, signal);
    tally.memoryWait += (now() - asked) / 1000;
    tally.mostInSeats = Math.max(tally.mostInSeats, machine.seats.taken());
    try {
      const ready = now();
      const turn = await machine.turns.take(signal);
      tally.coreWait += (now() - ready) / 1000;
      try {
        options.onWork(delivery.id);
        await ask(installation, REQUESTS_A_REVIEW / 2);
        await work(cpuSeconds * 0.8);
        turn.rest();
        const complete = await models(options.pulls.get(delivery.lane)?.lines ?? 1, signal);
        const answered = now();
        await turn.resume();
        tally.coreWait += (now() - answered) / 1000;
        signal.throwIfAborted();
        await work(cpuSeconds * 0.2);
        await ask(installation, REQUESTS_A_REVIEW / 2);
        tally.reviews += 1;
        if (!complete) tally.incomplete += 1;
        return { kind: 'done', note: complete ? 'reviewed' : 'incomplete' };
      } finally {
        turn.end();
      }
    } finally {
      seat.leave();
    }
  };
  const handler: JobHandler = {
    standing: async ({ delivery }) => {
      await sleep(GITHUB_SECONDS * 1000);
      return options.pulls.get(delivery.lane) ?? null;
    },
    handle: async (job, signal) => {
      const began = now();
      // Whoever has room asks for the next one; of several any may be first.
      const free = machines.filter(({ running }) => running < options.runs);
      const machine = free[random.below(free.length)];
      if (machine === undefined) throw new Error('the queue gave more turns than there is room for');
      machine.running += 1;
      tally.mostRunning = Math.max(
        tally.mostRunning,
        machines.reduce((sum, { running }) => sum + running, 0),
      );
      try {
        return await review(machine, job, signal);
      } finally {
        machine.running -= 1;
        tally.seconds += (now() - began) / 1000;
      }
    },
  };
  return { handler, tally };
}
