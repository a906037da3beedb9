import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { LATE_OPTIMISING } from '../processes/late-optimising.ts';
import { startProcess } from '../processes/start-process.ts';
import type { AnalyserLimits, AnalyserRules, SourceFile } from './analyser.ts';
import { toolEnvironment } from './child-environment.ts';
import { ChildReply, type ChildRequest, type ChildTool, type FileReply } from './protocol.ts';
import { parentToTell } from './watch-parent.ts';
import { type ChildFailure, expect, hasEnded, kill, supervise, type Supervised } from './supervise.ts';

/** Loading a library is not the file's fault, so it has a bound of its own. */
const START_TIMEOUT_MS = 30_000;

/** In source this is `child.ts`, in the built package `child.js`. */
const CHILD = fileURLToPath(new URL(`./child${extname(import.meta.url)}`, import.meta.url));

/** One helping thread of V8 instead of four: with the analysing process's, 3 to 4% less CPU for one file. */
const HELPERS = '--v8-pool-size=1';

/** How the analysis of one file ended. */
export type FileOutcome = FileReply | { readonly kind: 'died'; readonly failure: ChildFailure };

/** One child process with the tools in it that it was asked for; it analyses one file after the other. */
export class ToolProcess {
  readonly #supervised: Supervised;
  readonly #limits: AnalyserLimits;
  #sequence = 0;
  readonly #rules = new Map<ChildTool, AnalyserRules>();
  readonly #loaded = new Map<ChildTool, Promise<void>>();

  constructor(limits: AnalyserLimits) {
    this.#limits = limits;
    const child = startProcess(
      process.execPath,
      [HELPERS, ...LATE_OPTIMISING, `--max-old-space-size=${limits.maxMemoryMb}`, CHILD, parentToTell()],
      {
        env: toolEnvironment(),
        stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
        binary: true,
      },
    );
    this.#supervised = supervise(child);
  }

  /** Waits until a tool is loaded; throws when it cannot be. */
  load(tool: ChildTool): Promise<void> {
    const known = this.#loaded.get(tool) ?? this.#load(tool);
    this.#loaded.set(tool, known);
    return known;
  }

  /** True until a file was handed in: what then fails is that file's own doing. */
  get fresh(): boolean {
    return this.#sequence === 0;
  }

  get ended(): boolean {
    return hasEnded(this.#supervised.child);
  }

  /** What became of the files, in their order and up to the first that failed; or one outcome, that the process died of one of them. */
  async analyse(tool: ChildTool, files: readonly SourceFile[], rules: AnalyserRules): Promise<readonly FileOutcome[]> {
    if (this.#rules.get(tool) !== rules) this.#send({ kind: 'rules', tool, rules: { ...rules } });
    this.#rules.set(tool, rules);
    const id = ++this.#sequence;
    this.#send({ kind: 'files', tool, id, files: files.map(({ path, text }) => ({ path, text })) });
    const reply = await this.#next(this.#limits);
    if (!('kind' in reply)) return [{ kind: 'died', failure: reply }];
    if (reply.kind === 'ready' || reply.id !== id || reply.results.length === 0)
      throw new Error('an analyser answered what it was not asked');
    return reply.results;
  }

  async kill(): Promise<void> {
    await kill(this.#supervised.child);
  }

  async #load(tool: ChildTool): Promise<void> {
    this.#send({ kind: 'load', tool });
    const outcome = await this.#next({ ...this.#limits, timeoutMs: START_TIMEOUT_MS });
    if ('kind' in outcome) return;
    throw new Error(`${tool} did not start: ${outcome.reason}\n${this.#supervised.stderr.text}`.trimEnd());
  }

  #next(limits: AnalyserLimits): Promise<ChildReply | ChildFailure> {
    const { child } = this.#supervised;
    return expect<ChildReply>(this.#supervised, limits, (done) => {
      const listen = (message: unknown): void => done(ChildReply.parse(message));
      child.once('message', listen);
      return () => child.off('message', listen);
    });
  }

  #send(request: ChildRequest): void {
    // A write fails only when the child is gone, and then its exit tells the story.
    this.#supervised.child.send(request, () => undefined);
  }
}
