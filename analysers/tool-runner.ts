import type { AnalyserLimits, AnalyserResult, AnalyserRules, SourceFile } from './analyser.ts';
import type { ChildTool } from './protocol.ts';
import { type FileOutcome, ToolProcess } from './tool-process.ts';

/** What one tool is asked. */
export interface ToolRequest {
  readonly tool: ChildTool;
  readonly files: readonly SourceFile[];
  readonly rules: AnalyserRules;
}

/** Runs tools in a child that stays warm between calls and is replaced when a file kills it. */
export class ToolRunner {
  readonly #limits: AnalyserLimits;
  #process: ToolProcess | undefined;
  #queue: Promise<unknown> = Promise.resolve();
  #waiting = 0;

  constructor(limits: AnalyserLimits) {
    this.#limits = limits;
  }

  /** How many requests it has not answered yet. */
  get waiting(): number {
    return this.#waiting;
  }

  /** One result a file, in their order. Rejects with the signal's reason when it is aborted. */
  run(request: ToolRequest, signal: AbortSignal): Promise<readonly AnalyserResult[]> {
    this.#waiting += 1;
    // One request after the other: a tool has one set of rules in force.
    const turn = this.#queue.then(() => this.#runAll(request, signal)).finally(() => (this.#waiting -= 1));
    this.#queue = turn.catch(() => undefined);
    return turn;
  }

  /** Starts the child and has it load a tool, so that the first file waits less. What fails here fails again where it is needed. */
  warm(tool: ChildTool): void {
    this.#queue = this.#queue.then(() => this.#ready(tool)).catch(() => undefined);
  }

  async close(): Promise<void> {
    const running = this.#process;
    this.#process = undefined;
    await running?.kill();
  }

  async #runAll({ tool, files, rules }: ToolRequest, signal: AbortSignal): Promise<AnalyserResult[]> {
    const stop = (): void => void this.close();
    signal.addEventListener('abort', stop);
    try {
      const results: AnalyserResult[] = [];
      for (const file of files) {
        signal.throwIfAborted();
        results.push(toResult(file, await this.#runOne(tool, file, rules)));
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

  async #runOne(tool: ChildTool, file: SourceFile, rules: AnalyserRules): Promise<FileOutcome> {
    const running = await this.#ready(tool);
    const wasFresh = running.fresh;
    const outcome = await running.analyse(tool, file, rules);
    if (outcome.kind === 'matches') return outcome;
    // After an error the tool's state cannot be trusted (a panic poisons WebAssembly), and a dead child is of no use.
    if (this.#process === running) await this.close();
    // What an earlier file left behind may be to blame; alone in a new process it gets a fair trial. A timeout is its own.
    const retry = !wasFresh && this.#process === undefined && !timedOut(outcome);
    return retry ? (await this.#ready(tool)).analyse(tool, file, rules) : outcome;
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
