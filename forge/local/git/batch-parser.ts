import { InfrastructureError } from '../../../schemas/problem.ts';

/** One answer of `git cat-file --batch`. */
export type BatchAnswer =
  | { readonly kind: 'object'; readonly type: string; readonly bytes: Buffer }
  | { readonly kind: 'too-large'; readonly type: string; readonly size: number }
  | { readonly kind: 'missing' };

const LINE_FEED = 0x0a;
const HEADER = /^[0-9a-f]+ (?<type>[a-z]+) (?<size>\d+)$/;
/** Longer than any header git writes; without a bound a broken stream would be gathered for ever. */
const LONGEST_HEADER = 4096;

/**
 * Reads the stream of `git cat-file --batch`: a header line, the object's bytes, a line feed. Objects are never searched for line
 * feeds, only counted. A body beyond the limit is let pass without being kept.
 */
export class BatchParser {
  readonly #mostBytes: number;
  readonly #onAnswer: (answer: BatchAnswer) => void;
  #header: Buffer = Buffer.alloc(0);
  #body: { readonly type: string; readonly size: number; readonly chunks: Buffer[]; left: number } | null = null;

  constructor(mostBytes: number, onAnswer: (answer: BatchAnswer) => void) {
    this.#mostBytes = mostBytes;
    this.#onAnswer = onAnswer;
  }

  /** Takes the next bytes of the stream. Throws an `InfrastructureError` where they are not the protocol. */
  push(chunk: Buffer): void {
    let rest = chunk;
    while (rest.length > 0) rest = this.#body === null ? this.#takeHeader(rest) : this.#takeBody(rest);
  }

  #takeHeader(chunk: Buffer): Buffer {
    const end = chunk.indexOf(LINE_FEED);
    this.#header = Buffer.concat([this.#header, end === -1 ? chunk : chunk.subarray(0, end)]);
    if (this.#header.length > LONGEST_HEADER) throw this.#broken();
    if (end === -1) return Buffer.alloc(0);
    this.#readHeader();
    this.#header = Buffer.alloc(0);
    return chunk.subarray(end + 1);
  }

  #readHeader(): void {
    const line = this.#header.toString('utf8');
    if (/ (?:missing|ambiguous)$/.test(line)) return this.#onAnswer({ kind: 'missing' });
    const { type, size } = HEADER.exec(line)?.groups ?? {};
    if (type === undefined || size === undefined) throw this.#broken();
    // The line feed behind the object is part of what is left, so that an empty object needs no special case.
    this.#body = { type, size: Number(size), chunks: [], left: Number(size) + 1 };
  }

  #takeBody(chunk: Buffer): Buffer {
    const body = this.#body;
    if (body === null) return chunk;
    const part = chunk.subarray(0, body.left);
    body.left -= part.length;
    if (body.size <= this.#mostBytes) body.chunks.push(part);
    if (body.left === 0) {
      this.#body = null;
      this.#finish(body);
    }
    return chunk.subarray(part.length);
  }

  #finish(body: { readonly type: string; readonly size: number; readonly chunks: readonly Buffer[] }): void {
    const { type, size } = body;
    if (size > this.#mostBytes) return this.#onAnswer({ kind: 'too-large', type, size });
    const bytes = Buffer.concat(body.chunks);
    if (bytes[size] !== LINE_FEED) throw this.#broken();
    this.#onAnswer({ kind: 'object', type, bytes: bytes.subarray(0, size) });
  }

  #broken(): InfrastructureError {
    return new InfrastructureError({ what: 'git cat-file answered something that is not its protocol' });
  }
}
