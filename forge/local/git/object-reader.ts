import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import type { ObjectId } from '../../../schemas/change-set.ts';
import { InfrastructureError } from '../../../schemas/problem.ts';
import { BatchParser, type BatchAnswer } from './batch-parser.ts';
import { firstLine } from './escape-line.ts';
import { type GitPlace, nameOf, spawnGit } from './run-git.ts';
import { watchGit } from './watch-git.ts';

/** Larger files are not read: no reviewer could use them. */
export const MOST_BLOB_BYTES = 5 * 1024 * 1024;

interface Waiting {
  readonly id: ObjectId;
  readonly resolve: (answer: BatchAnswer) => void;
  readonly reject: (error: Error) => void;
}

/** So many requests are under way at once: enough that nobody waits for a pipe, and what they may hold is bounded. */
const MOST_ASKED = 32;

/** Reads git objects by id through one long-lived `git cat-file --batch`, which answers in the order of the requests. */
export class ObjectReader {
  readonly #place: GitPlace;
  #child: ChildProcessWithoutNullStreams | null = null;
  /** Those that wait for their turn, and those that git was asked for, oldest first. */
  readonly #queued: Waiting[] = [];
  readonly #asked: Waiting[] = [];
  #ended: Error | null = null;
  #gone: Promise<void> = Promise.resolve();

  constructor(place: GitPlace) {
    this.#place = place;
  }

  /** Returns an object of any type, `missing`, or `too-large`. Throws an `InfrastructureError` when git is gone. */
  read(id: ObjectId): Promise<BatchAnswer> {
    return new Promise((resolve, reject) => {
      if (this.#ended !== null) return reject(this.#ended);
      this.#queued.push({ id, resolve, reject });
      // Whoever asks in the same turn goes in the same write.
      if (this.#queued.length === 1) queueMicrotask(() => this.#ask());
    });
  }

  /** Ends the process and waits for its end; a request under way is answered with an error. */
  async close(): Promise<void> {
    this.#end(new InfrastructureError({ what: 'the repository is closed' }));
    await this.#gone;
  }

  #ask(): void {
    if (this.#ended !== null) return;
    const next = this.#queued.splice(0, MOST_ASKED - this.#asked.length);
    if (next.length === 0) return;
    this.#asked.push(...next);
    this.#child ??= this.#start();
    this.#child.stdin.write(next.map(({ id }) => `${id}\n`).join(''));
  }

  #start(): ChildProcessWithoutNullStreams {
    const child = spawnGit(this.#place, ['cat-file', '--batch']);
    const unwatch = watchGit(child, this.#place, { isAsked: () => this.#asked.length > 0 });
    const parser = new BatchParser(MOST_BLOB_BYTES, (answer) => {
      this.#asked.shift()?.resolve(answer);
      if (this.#asked.length === 0) this.#ask();
    });
    let complaint = '';
    child.stdout.on('data', (chunk: Buffer) => {
      try {
        parser.push(chunk);
      } catch (error) {
        this.#end(error instanceof Error ? error : new Error(String(error)));
      }
    });
    child.stderr.on('data', (chunk: Buffer) => (complaint = (complaint + chunk.toString('utf8')).slice(0, 4096)));
    // A write to a child that has just ended; its `close` event says what happened.
    child.stdin.on('error', () => undefined);
    child.once('error', (cause) => this.#end(this.#stopped(cause.message, cause)));
    this.#gone = new Promise((resolve) => child.once('close', resolve));
    child.once('close', () => this.#end(unwatch() ?? this.#stopped(firstLine(complaint) || 'it ended by itself')));
    return child;
  }

  #stopped(reason: string, cause?: unknown): InfrastructureError {
    return new InfrastructureError({ what: `git cat-file stopped: ${reason}`, where: nameOf(this.#place), cause });
  }

  #end(reason: Error): void {
    this.#ended ??= reason;
    this.#child?.kill('SIGKILL');
    for (const { reject } of [...this.#asked.splice(0), ...this.#queued.splice(0)]) reject(this.#ended);
  }
}
