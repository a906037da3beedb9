import type { AnalyserLimits, AnalyserResult, AnalyserRules, SourceFile } from './analyser.ts';
import type { ChildTool } from './protocol.ts';
import { type FileOutcome, ToolProcess } from './tool-process.ts';

/** What one tool is asked. */
export interface ToolRequest {
  readonly tool: ChildTool;
  readonly files: readonly SourceFile[];
  readonly rules: AnalyserRules;
}

/**
 * Small files go together, because a message costs as much as a tool needs for a small file; so little that their time limit is
 * that of one.
 */
const MOST_FILES = 64;
const MOST_CHARACTERS = 64_000;

/**
 * Milliseconds; a child that nobody asked anything for so long is ended. It takes 65 to 145 MB, which is most of what a review holds while
 * its models think, and starts again in 480 to 840 ms: what pauses for longer than two of these has gone over to something else.
 */
const IDLE_MS = 2000;
/** A process that itself works for more than this share of that time does not wait for models: on a busy machine its checks are merely slow. */
const BUSY_SHARE = 0.05;

/** The next files that are handed over at once: one, or as many as are small together. */
function batchOf(files: readonly SourceFile[], from: number, most: number): readonly SourceFile[] {
  let to = from + 1;
  let characters = files[from]?.text.length ?? 0;
  while (to < files.length && to - from < most) {
    characters += files[to]?.text.length ?? 0;
    if (characters > MOST_CHARACTERS) break;
    to += 1;
  }
  return files.slice(from, to);
}

/** Runs tools in a child that stays warm between calls, ends when none come, and is replaced when a file kills it. */
export class ToolRunner {
  readonly #limits: AnalyserLimits;
  #process: ToolProcess | undefined;
  #queue: Promise<unknown> = Promise.resolve();
  #waiting = 0;
  #idle: NodeJS.Timeout | undefined;
  readonly #idleMs: number;

  constructor(limits: AnalyserLimits, idleMs: number = IDLE_MS) {
    this.#limits = limits;
    this.#idleMs = idleMs;
  }

  /** How many requests it has not answered yet. */
  get waiting(): number {
    return this.#waiting;
  }

  /** Whether it holds a child just now. */
  get hasChild(): boolean {
    return this.#process !== undefined;
  }

  /** One result a file, in their order. Rejects with the signal's reason when it is aborted. */
  run(request: ToolRequest, signal: AbortSignal): Promise<readonly AnalyserResult[]> {
    clearTimeout(this.#idle);
    this.#waiting += 1;
    // One request after the other: a tool has one set of rules in force.
    const turn = this.#queue.then(() => this.#runAll(request, signal)).finally(() => this.#answered());
    this.#queue = turn.catch(() => undefined);
    return turn;
  }

  /** Starts the child and has it load a tool, so that the first file waits less. What fails here fails again where it is needed. */
  warm(tool: ChildTool): void {
    this.#queue = this.#queue.then(() => this.#ready(tool)).catch(() => undefined);
  }

  async close(): Promise<void> {
    clearTimeout(this.#idle);
    const running = this.#process;
    this.#process = undefined;
    await running?.kill();
  }

  #answered(): void {
    this.#waiting -= 1;
    if (this.#waiting === 0) this.#endWhenIdle();
  }

  #endWhenIdle(): void {
    clearTimeout(this.#idle);
    const before = process.cpuUsage();
    this.#idle = setTimeout(() => {
      const { user, system } = process.cpuUsage(before);
      if ((user + system) / 1000 > this.#idleMs * BUSY_SHARE) return this.#endWhenIdle();
      // In its turn: whoever asks meanwhile waits for the end of the old child and gets a new one.
      this.#queue = this.#queue.then(() => this.close());
    }, this.#idleMs).unref();
  }

  async #runAll({ tool, files, rules }: ToolRequest, signal: AbortSignal): Promise<AnalyserResult[]> {
    const stop = (): void => void this.close();
    signal.addEventListener('abort', stop);
    try {
      const results: AnalyserResult[] = [];
      // Files of a batch that did not end well go one by one, until they are behind us.
      let alone = 0;
      while (results.length < files.length) {
        signal.throwIfAborted();
        const batch = batchOf(files, results.length, results.length < alone ? 1 : MOST_FILES);
        const outcomes =
          batch.length === 1 ? await this.#runOne(tool, batch, rules) : await this.#runMany(tool, batch, rules);
        if (outcomes.length < batch.length) alone = results.length + batch.length;
        for (const [index, file] of batch.entries()) {
          const outcome = outcomes[index];
          if (outcome === undefined) break;
          results.push(toResult(file, outcome));
        }
      }
      signal.throwIfAborted();
      return results;
    } catch (error) {
      // A child that was ended while it loaded did not fail.
      signal.throwIfAborted();
      throw error;
    } finally {
      signal.removeEventListener('abort', stop);
    }
  }

  /** The outcomes up to the first file that did not end well; whose doing that was is seen when each is alone. */
  async #runMany(tool: ChildTool, batch: readonly SourceFile[], rules: AnalyserRules): Promise<readonly FileOutcome[]> {
    const running = await this.#ready(tool);
    const outcomes = await running.analyse(tool, batch, rules);
    if (outcomes.every(({ kind }) => kind === 'matches')) return outcomes;
    if (this.#process === running) await this.close();
    return outcomes.filter(({ kind }) => kind === 'matches');
  }

  async #runOne(tool: ChildTool, file: readonly SourceFile[], rules: AnalyserRules): Promise<readonly FileOutcome[]> {
    const running = await this.#ready(tool);
    const wasFresh = running.fresh;
    const outcomes = await running.analyse(tool, file, rules);
    const [outcome] = outcomes;
    if (outcome === undefined || outcome.kind === 'matches') return outcomes;
    // After an error the tool's state cannot be trusted (a panic poisons WebAssembly), and a dead child is of no use.
    if (this.#process === running) await this.close();
    // What an earlier file left behind may be to blame; alone in a new process it gets a fair trial. A timeout is its own.
    const retry = !wasFresh && this.#process === undefined && !timedOut(outcome);
    return retry ? (await this.#ready(tool)).analyse(tool, file, rules) : outcomes;
  }

  async #ready(tool: ChildTool): Promise<ToolProcess> {
    const running = this.#process === undefined || this.#process.ended ? new ToolProcess(this.#limits) : this.#process;
    this.#process = running;
    await running.load(tool);
    return running;
  }
}

function timedOut(outcome: FileOutcome): boolean {
  return outcome.kind === 'died' && outcome.failure.cause === 'timeout';
}

function toResult({ path }: SourceFile, outcome: FileOutcome): AnalyserResult {
  if (outcome.kind === 'matches') return { path, kind: 'ok', matches: outcome.matches };
  return { path, kind: 'skipped', reason: outcome.kind === 'died' ? outcome.failure.reason : outcome.reason };
}
