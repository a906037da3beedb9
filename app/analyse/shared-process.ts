import { mkdtempSync, rmSync } from 'node:fs';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { clockOf } from '../../processes/work-limit.ts';
import { InfrastructureError } from '../../schemas/problem.ts';
import type { Analysis, AnalysisJob } from './analysis.ts';
import { Peer } from './peer.ts';
import { type AnalysisProcess, beginAnalysisProcess } from './analysis-process.ts';
import { type AnalysisHost, analysisBehind, analysisHandlers, died, PATIENCE_MS } from './start-analysis.ts';
import { SILENCE_MS, SilenceWatch } from './stuck.ts';

/** The process in which an analysis was is gone, for a reason that may be another analysis in it. */
export class SharedProcessGone extends InfrastructureError {}

const KEPT_OUTPUT = 2000;

/** A process in which several analyses are. Like one that holds a single one it has no token, no store and no database. */
export class SharedProcess {
  readonly #folder = mkdtempSync(join(tmpdir(), 'docket-analyses-'));
  readonly #address = join(this.#folder, 'socket');
  readonly #process: AnalysisProcess;
  readonly #peers = new Set<Peer>();
  readonly #listens: Promise<void>;
  readonly #gone: Promise<void>;
  readonly #watch: SilenceWatch;
  #printed = '';
  #ended: InfrastructureError | null = null;
  #begun = 0;

  constructor(environment: Readonly<Record<string, string>>) {
    this.#process = beginAnalysisProcess(this.#folder, environment, {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      args: [this.#address],
    });
    const { child } = this.#process;
    const { stdout, stderr } = child as unknown as { readonly stdout: Readable; readonly stderr: Readable };
    const keep = (text: Buffer) => void (this.#printed = (this.#printed + text.toString('utf8')).slice(-KEPT_OUTPUT));
    stdout.on('data', keep);
    stderr.on('data', keep);
    this.#listens = new Promise((done) => void child.once('message', () => done()));
    // Any of its analyses shows that it is not stuck; one that is empty for so long has ended before.
    this.#watch = new SilenceWatch(SILENCE_MS, clockOf(child.pid), () => this.kill());
    this.#gone = new Promise((done) => {
      const end = (how: string) => {
        this.#watch.stop();
        const { message, remedy } = died(how, this.#printed);
        this.#ended ??= new SharedProcessGone({ what: message, remedy });
        for (const peer of this.#peers) peer.end(this.#ended);
        this.#peers.clear();
        rmSync(this.#folder, { recursive: true, force: true });
        done();
      };
      child.on('error', (cause) => end(`could not be started: ${cause.message}`));
      child.on('exit', (code, signal) => end(`ended with ${signal ?? `code ${code}`}`));
    });
  }

  /** How many analyses are in it. */
  get size(): number {
    return this.#peers.size;
  }

  /** How many ever were. */
  get begun(): number {
    return this.#begun;
  }

  get isGone(): boolean {
    return this.#ended !== null;
  }

  /** Begins one more analysis; `onEnd` is called when it is over. */
  async begin(job: AnalysisJob, host: AnalysisHost, onEnd: () => void): Promise<Analysis> {
    this.#begun += 1;
    const socket = createConnection({ path: await this.#whereItListens(), allowHalfOpen: true });
    const over = new Promise<void>((done) => socket.once('close', () => done()));
    const peer = new Peer({ in: socket, out: socket }, { ...analysisHandlers(host), alive: () => this.#watch.heard() });
    this.#peers.add(peer);
    if (this.#ended !== null) peer.end(this.#ended);
    let impatience: NodeJS.Timeout | undefined;
    const leave = () => {
      socket.end();
      // One that does not close what it opened is left alone in there; the process gets no further ones and ends with its last.
      impatience ??= setTimeout(() => {
        this.#begun = Number.MAX_SAFE_INTEGER;
        socket.destroy();
      }, PATIENCE_MS);
    };
    socket.on('end', () => socket.end());
    void over.then(() => {
      clearTimeout(impatience);
      peer.end(this.#ended ?? new SharedProcessGone({ what: 'the analysis ended before its time' }));
      this.#peers.delete(peer);
      onEnd();
    });
    if (host.signal.aborted) leave();
    host.signal.addEventListener('abort', leave, { once: true });
    return {
      ...analysisBehind(peer, job),
      close: async () => {
        host.signal.removeEventListener('abort', leave);
        leave();
        await over;
      },
    };
  }

  /** Ends it with all that is in it. */
  kill(): void {
    this.#process.endAll();
  }

  /** Resolves when it is gone. */
  get gone(): Promise<void> {
    return this.#gone;
  }

  async #whereItListens(): Promise<string> {
    await Promise.race([this.#listens, this.#gone]);
    if (this.#ended !== null) throw this.#ended;
    return this.#address;
  }
}
