import { link, lstat, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { isAlive, ownMark, ProcessMark } from '../../processes/process-mark.ts';
import type { Digest, TrustDomain } from '../../schemas/run.ts';
import { newId } from '../ids.ts';

/** Who is asking a question right now, and in which log the answer will be. */
const TurnNote = z.strictObject({ id: z.string(), run: z.string(), log: z.string(), process: ProcessMark });
type TurnNote = z.infer<typeof TurnNote>;

/** The turn to ask one question; `waitedFor` are the logs of other runs in which its answer may be. */
interface TakenTurn {
  /** Null where it is asked without a turn: nobody will wait for it. */
  readonly id: string | null;
  readonly waitedFor: readonly string[];
}

interface TurnOptions {
  /** The log that the runs of one history share on this machine; the notes lie beside it. */
  readonly shared: string;
  readonly run: string;
  /** Where this run writes. */
  readonly log: string;
  readonly trust: TrustDomain;
}

/** Another run asks this question. */
const TAKEN = Symbol('taken');

/** How often is looked whether another run has its answer. */
const LOOK_MS = 200;
/** What killed runs left is cleared when a run asks for the first time; more than this is left for the next one. */
const MOST_CLEARED = 1000;
/** Two paths of the longest kind, and then some. */
const MOST_NOTE_BYTES = 32 * 1024;

/**
 * Lets the runs that are alive at once on one history of one machine ask a question one after the other, so that all but the first find
 * its answer. Nobody waits for a run that is gone, and nobody waits twice for one that let the time run out. A folder that cannot be
 * written costs a second answer, never a review.
 */
export class Turns {
  readonly #options: TurnOptions;
  readonly #folder: string;
  readonly #held = new Map<string, string>();
  readonly #told: string[] = [];
  /** Runs that were waited for in vain. */
  readonly #slow = new Set<string>();
  #ready: Promise<boolean> | null = null;

  constructor(options: TurnOptions) {
    this.#options = options;
    this.#folder = `${options.shared}.asking`;
  }

  /** Waits, `mostMs` at most, while another run of this trust domain asks exactly this. */
  async take(question: Digest, mostMs: number): Promise<TakenTurn> {
    const waitedFor = new Set<string>();
    if (!(await this.#isReady())) return { id: null, waitedFor: [] };
    const path = join(this.#folder, `${this.#options.trust}-${question}`);
    const until = performance.now() + mostMs;
    for (;;) {
      const id = await this.#claim(path);
      if (id !== TAKEN) {
        const before = await readNote(doneOf(path));
        if (typeof before === 'object') waitedFor.add(before.log);
        return { id, waitedFor: [...waitedFor] };
      }
      const holder = await readNote(path);
      if (holder === 'gone') continue;
      if (holder === 'unreadable' || this.#slow.has(holder.run)) break;
      waitedFor.add(holder.log);
      if (!isAlive(holder.process)) await this.#clear(path, holder);
      else if (performance.now() < until) await sleep(Math.min(LOOK_MS, Math.max(1, until - performance.now())));
      else {
        this.#slow.add(holder.run);
        break;
      }
    }
    return { id: null, waitedFor: [...waitedFor] };
  }

  async end(id: string): Promise<void> {
    const path = this.#held.get(id);
    this.#held.delete(id);
    if (path === undefined) return;
    const { log, shared } = this.#options;
    // Whatever keeps the note there, others wait no longer than their time, or until this process is gone.
    if (log === shared) return quietly(rm(path, { force: true }));
    // The answer is not where the others look: who asks next is told where it is, as long as this run lasts.
    this.#told.push(doneOf(path));
    await quietly(rename(path, doneOf(path)));
  }

  /**
   * When a run's file is closed its rows are where the others look. Until then the notes say where its answers are.
   *
   * @param closedMs how long that may take; a process that ends before leaves the notes to the next run, which clears them
   */
  async endAll(closedMs = 0): Promise<void> {
    await Promise.all([...this.#held.keys()].map((id) => this.end(id)));
    const told = this.#told.splice(0);
    const forget = () => Promise.all(told.map((path) => quietly(rm(path, { force: true }))));
    if (closedMs === 0) await forget();
    else setTimeout(() => void forget(), closedMs).unref();
  }

  /** The id of the claim; null where none can be made. */
  async #claim(path: string): Promise<string | typeof TAKEN | null> {
    const id = newId();
    const { run, log } = this.#options;
    const note: TurnNote = { id, run, log, process: ownMark() };
    const draft = `${path}.${id}`;
    try {
      // A link is there whole, or not at all.
      await writeFile(draft, JSON.stringify(note), { mode: 0o600 });
      await link(draft, path);
      this.#held.set(id, path);
      return id;
    } catch (error) {
      return error instanceof Error && 'code' in error && error.code === 'EEXIST' ? TAKEN : null;
    } finally {
      await rm(draft, { force: true });
    }
  }

  /** Takes the note of a run that is gone away: whoever moves it first clears it. */
  async #clear(path: string, { id }: TurnNote): Promise<void> {
    const aside = `${path}.${id}`;
    await rename(path, aside).then(
      () => rm(aside, { force: true }),
      // Another one was faster.
      () => undefined,
    );
  }

  #isReady(): Promise<boolean> {
    this.#ready ??= this.#prepare().catch(() => false);
    return this.#ready;
  }

  async #prepare(): Promise<boolean> {
    // A log in memory is nobody else's.
    if (this.#options.shared === ':memory:') return false;
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    for (const name of (await readdir(this.#folder)).slice(0, MOST_CLEARED)) {
      const path = join(this.#folder, name);
      const note = await readNote(path);
      if (typeof note === 'object' && !isAlive(note.process)) await this.#clear(path, note);
    }
    return true;
  }
}

const doneOf = (path: string): string => `${path}.done`;

async function quietly(work: Promise<void>): Promise<void> {
  await work.catch(() => undefined);
}

async function readNote(path: string): Promise<TurnNote | 'gone' | 'unreadable'> {
  let text;
  try {
    const entry = await lstat(path);
    // Reading a pipe would never end.
    if (!entry.isFile() || entry.size > MOST_NOTE_BYTES) return 'unreadable';
    text = await readFile(path, 'utf8');
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ENOENT' ? 'gone' : 'unreadable';
  }
  return TurnNote.safeParse(parsed(text)).data ?? 'unreadable';
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
