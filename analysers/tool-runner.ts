import type { AnalyserId, AnalyserLimits, AnalyserResult, AnalyserRules, SourceFile } from './analyser.ts';
import { type FileOutcome, ToolProcess } from './tool-process.ts';

/** What the pool asks of whoever runs one tool. */
export interface AnalyserRunner {
  /** One result a file, in their order. Rejects with the signal's reason when it is aborted. */
  run(files: readonly SourceFile[], rules: AnalyserRules, signal: AbortSignal): Promise<readonly AnalyserResult[]>;
  close(): Promise<void>;
}

/** Runs one tool in a child that stays warm between calls and is replaced when a file kills it. */
export class ToolRunner implements AnalyserRunner {
  readonly #tool: AnalyserId;
  readonly #limits: AnalyserLimits;
  #process: ToolProcess | undefined;
  #queue: Promise<unknown> = Promise.resolve();

  constructor(tool: AnalyserId, limits: AnalyserLimits) {
    this.#tool = tool;
    this.#limits = limits;
  }

  run(files: readonly SourceFile[], rules: AnalyserRules, signal: AbortSignal): Promise<readonly AnalyserResult[]> {
    // One request after the other: the child has one set of rules in force.
    const turn = this.#queue.then(() => this.#runAll(files, rules, signal));
    this.#queue = turn.catch(() => undefined);
    return turn;
  }

  async close(): Promise<void> {
    const running = this.#process;
    this.#process = undefined;
    await running?.kill();
  }

  async #runAll(files: readonly SourceFile[], rules: AnalyserRules, signal: AbortSignal): Promise<AnalyserResult[]> {
    const stop = (): void => void this.close();
    signal.addEventListener('abort', stop);
    try {
      const results: AnalyserResult[] = [];
      for (const file of files) {
        signal.throwIfAborted();
        results.push(toResult(file, await this.#runOne(file, rules)));
      }
      signal.throwIfAborted();
      return results;
    } finally {
      signal.removeEventListener('abort', stop);
    }
  }

  async #runOne(file: SourceFile, rules: AnalyserRules): Promise<FileOutcome> {
    const running = await this.#ready();
    const wasFresh = running.fresh;
    const outcome = await running.analyse(file, rules);
    if (outcome.kind === 'matches') return outcome;
    // After an error the tool's state cannot be trusted (a panic poisons WebAssembly), and a dead child is of no use.
    if (this.#process === running) await this.close();
    // What an earlier file left behind may be to blame; alone in a new process it gets a fair trial. A timeout is its own.
    const retry = !wasFresh && this.#process === undefined && !timedOut(outcome);
    return retry ? (await this.#ready()).analyse(file, rules) : outcome;
  }

  async #ready(): Promise<ToolProcess> {
    if (this.#process === undefined || this.#process.ended) {
      this.#process = await ToolProcess.start(this.#tool, this.#limits);
    }
    return this.#process;
  }
}

function timedOut(outcome: FileOutcome): boolean {
  return outcome.kind === 'died' && outcome.failure.cause === 'timeout';
}

function toResult({ path }: SourceFile, outcome: FileOutcome): AnalyserResult {
  if (outcome.kind === 'matches') return { path, kind: 'ok', matches: outcome.matches };
  return { path, kind: 'skipped', reason: outcome.kind === 'died' ? outcome.failure.reason : outcome.reason };
}
