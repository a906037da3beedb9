import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startProcess } from '../processes/start-process.ts';
import type { AnalyserId, AnalyserLimits, AnalyserMatch, AnalyserRules, SourceFile } from './analyser.ts';
import { childEnvironment } from './child-environment.ts';
import { ChildReply, type ChildRequest } from './protocol.ts';
import { type ChildFailure, expect, hasEnded, kill, supervise, type Supervised } from './supervise.ts';

/** Loading a library is not the file's fault, so it has a bound of its own. */
const START_TIMEOUT_MS = 30_000;

/** In source this is `child.ts`, in the built package `child.js`. */
const CHILD = fileURLToPath(new URL(`./child${extname(import.meta.url)}`, import.meta.url));

/** How the analysis of one file ended. */
export type FileOutcome =
  | { readonly kind: 'matches'; readonly matches: readonly AnalyserMatch[] }
  | { readonly kind: 'failed'; readonly reason: string }
  | { readonly kind: 'died'; readonly failure: ChildFailure };

/** One child process with one tool in it; it analyses one file at a time. */
export class ToolProcess {
  readonly #supervised: Supervised;
  readonly #limits: AnalyserLimits;
  #sequence = 0;
  #rules: AnalyserRules | undefined;

  private constructor(tool: AnalyserId, limits: AnalyserLimits) {
    this.#limits = limits;
    const child = startProcess(
      process.execPath,
      [`--max-old-space-size=${limits.maxMemoryMb}`, CHILD, tool, String(process.pid)],
      {
        env: childEnvironment(),
        stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      },
    );
    this.#supervised = supervise(child);
  }

  /** Starts a child and waits until its tool is loaded. */
  static async start(tool: AnalyserId, limits: AnalyserLimits): Promise<ToolProcess> {
    const started = new ToolProcess(tool, limits);
    const outcome = await started.#next({ ...limits, timeoutMs: START_TIMEOUT_MS });
    if ('kind' in outcome) return started;
    throw new Error(`${tool} did not start: ${outcome.reason}\n${started.#supervised.stderr.text}`.trimEnd());
  }

  /** True until a file was handed in: what then fails is that file's own doing. */
  get fresh(): boolean {
    return this.#sequence === 0;
  }

  get ended(): boolean {
    return hasEnded(this.#supervised.child);
  }

  async analyse(file: SourceFile, rules: AnalyserRules): Promise<FileOutcome> {
    if (this.#rules !== rules) this.#send({ kind: 'rules', rules: { ...rules } });
    this.#rules = rules;
    const id = ++this.#sequence;
    this.#send({ kind: 'file', id, path: file.path, text: file.text });
    const reply = await this.#next(this.#limits);
    if (!('kind' in reply)) return { kind: 'died', failure: reply };
    if (reply.kind === 'ready' || reply.id !== id) throw new Error('an analyser answered what it was not asked');
    return reply;
  }

  async kill(): Promise<void> {
    await kill(this.#supervised.child);
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
