import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { z } from 'zod';
import { PackedError, packError, unpackError } from './packed-error.ts';

/** One line on the pipe: a call that wants an answer, the answer, or news that wants none. */
const Line = z.union([
  z.strictObject({ call: z.int(), method: z.string(), value: z.unknown() }),
  z.strictObject({ answer: z.int(), value: z.unknown() }),
  z.strictObject({ answer: z.int(), error: PackedError }),
  z.strictObject({ news: z.string(), value: z.unknown() }),
]);

/** Answers the calls of the other side, by method. What it throws goes back as an error. */
export type Handlers = Readonly<Record<string, (value: unknown) => unknown>>;

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

/**
 * One end of two pipes with JSON lines. Both ends may call each other; whoever calls goes on only when the other side has
 * answered, which is how a row is acknowledged.
 */
export class Peer {
  readonly #out: Writable;
  readonly #handlers: Handlers;
  readonly #waiting = new Map<number, Waiting>();
  #next = 1;
  #ended: Error | null = null;

  constructor(pipes: { readonly in: Readable; readonly out: Writable }, handlers: Handlers) {
    this.#out = pipes.out;
    this.#handlers = handlers;
    // A broken pipe says less than the end of the process behind it, which `end` is told of.
    pipes.out.on('error', () => undefined);
    pipes.in.on('error', () => undefined);
    const lines = createInterface({ input: pipes.in });
    lines.on('error', () => undefined);
    lines.on('line', (line) => void this.#take(line));
  }

  /** Asks the other side and waits for its answer. Throws what it threw, or why there will be no answer. */
  call(method: string, value: unknown): Promise<unknown> {
    if (this.#ended !== null) return Promise.reject(this.#ended);
    const call = this.#next++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(call, { resolve, reject });
      this.#send({ call, method, value });
    });
  }

  /** Tells the other side something that needs no answer. */
  tell(news: string, value: unknown): void {
    if (this.#ended === null) this.#send({ news, value });
  }

  /** No answers will come any more: every open call fails with this reason. */
  end(reason: Error): void {
    this.#ended ??= reason;
    for (const { reject } of this.#waiting.values()) reject(this.#ended);
    this.#waiting.clear();
  }

  async #take(text: string): Promise<void> {
    const line = parseLine(text);
    if (line === null) return this.end(new Error('the other process wrote something that is no message'));
    if ('news' in line) {
      await this.#handlers[line.news]?.(line.value);
      return;
    }
    if ('call' in line) return this.#send(await this.#answer(line.call, line.method, line.value));
    const waiting = this.#waiting.get(line.answer);
    this.#waiting.delete(line.answer);
    if ('error' in line) waiting?.reject(unpackError(line.error));
    else waiting?.resolve(line.value);
  }

  async #answer(answer: number, method: string, value: unknown): Promise<object> {
    try {
      const handler = this.#handlers[method];
      if (handler === undefined) throw new Error(`unknown method ${method}`);
      // JSON knows no undefined; an answer without a value is null.
      return { answer, value: (await handler(value)) ?? null };
    } catch (error) {
      return { answer, error: packError(error) };
    }
  }

  #send(line: object): void {
    // For readline these two end a line as well, for JSON they do not.
    const text = JSON.stringify(line).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');
    this.#out.write(`${text}\n`);
  }
}

function parseLine(text: string): z.infer<typeof Line> | null {
  try {
    return Line.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
