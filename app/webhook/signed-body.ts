import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { BodyBudget } from './body-budget.ts';
import { RejectedDelivery } from './intake.ts';

/** GitHub sends nothing larger (docs.github.com, "Webhook events and payloads": payloads are capped at 25 MB). */
const MOST_BYTES = 25 * 1024 * 1024;
/** GitHub waits 10 seconds for an answer ("Best practices for using webhooks"): a body that takes longer has nobody who waits for it. */
const BODY_MS = 10_000;
/** What is held is held in blocks of ours, which grow: a stranger's tiny pieces would each cost a hundred times what they carry. */
const LEAST_BLOCK_BYTES = 4 * 1024;
const MOST_BLOCK_BYTES = 64 * 1024;
/** `sha256=` and the digest in hexadecimal. */
const SIGNATURE = /^sha256=([0-9a-f]{64})$/;

const DOES_NOT_FIT = 'the signature does not fit the body';

interface SignedBodyParts {
  readonly signature: string;
  readonly secret: string;
  readonly budget: BodyBudget;
  /** How long all of the body may take. */
  readonly patienceMs?: number;
}

/**
 * Reads a body and checks its signature while it comes: it is handed to `use` only when that is right, and is held within the budget until
 * `use` has ended. Throws `RejectedDelivery` for everything else; nothing of such a body was parsed.
 */
export async function withSignedBody<T>(
  request: IncomingMessage,
  { signature, secret, budget, patienceMs = BODY_MS }: SignedBodyParts,
  use: (body: string) => Promise<T>,
): Promise<T> {
  const digest = SIGNATURE.exec(signature)?.[1];
  if (digest === undefined) throw new RejectedDelivery(401, DOES_NOT_FIT);
  if (declared(request) > MOST_BYTES) throw tooLarge();
  const blocks = new Blocks(budget);
  try {
    const own = createHmac('sha256', secret);
    await received(request, patienceMs, (part) => {
      own.update(part);
      blocks.add(part);
    });
    if (!timingSafeEqual(own.digest(), Buffer.from(digest, 'hex'))) throw new RejectedDelivery(401, DOES_NOT_FIT);
    return await use(blocks.text());
  } finally {
    blocks.release();
  }
}

/** What the body says of its own length; 0 where it says nothing. */
function declared({ headers }: IncomingMessage): number {
  const length = Number(headers['content-length'] ?? 0);
  return Number.isFinite(length) ? length : 0;
}

/** Hears a body to its end. One that does not come is given up, and so is one whose sender goes away; what is left of it is not read. */
function received(request: IncomingMessage, patienceMs: number, hear: (part: Buffer) => void): Promise<void> {
  return new Promise((done, fail) => {
    const giveUp = (error: unknown) => {
      request.pause().removeAllListeners('data');
      fail(error instanceof Error ? error : new Error(String(error)));
    };
    const late = () => giveUp(new RejectedDelivery(408, `the body took longer than ${patienceMs / 1000} s`));
    const timer = setTimeout(late, patienceMs);
    const broken = () => giveUp(new RejectedDelivery(400, 'the body did not come to its end'));
    request.on('data', (part: Buffer) => {
      try {
        hear(part);
      } catch (error) {
        giveUp(error);
      }
    });
    request.once('end', done).once('error', broken).once('close', broken);
    const forget = () => clearTimeout(timer);
    request.once('end', forget).once('close', forget);
  });
}

class Blocks {
  readonly #budget: BodyBudget;
  readonly #full: Buffer[] = [];
  #last = Buffer.alloc(0);
  #used = 0;
  #bytes = 0;
  #taken = 0;

  constructor(budget: BodyBudget) {
    this.#budget = budget;
  }

  add(part: Buffer): void {
    this.#bytes += part.length;
    if (this.#bytes > MOST_BYTES) throw tooLarge();
    for (let at = 0; at < part.length;) {
      const block = this.#room();
      const copied = part.copy(block, this.#used, at);
      this.#used += copied;
      at += copied;
    }
  }

  text(): string {
    return Buffer.concat([...this.#full, this.#last.subarray(0, this.#used)]).toString('utf8');
  }

  release(): void {
    this.#budget.give(this.#taken);
    this.#taken = 0;
    this.#full.length = 0;
    this.#last = Buffer.alloc(0);
  }

  /** The block that has room, a new one where the last is full. */
  #room(): Buffer {
    if (this.#used < this.#last.length) return this.#last;
    const bytes = Math.min(MOST_BLOCK_BYTES, Math.max(LEAST_BLOCK_BYTES, this.#taken));
    if (!this.#budget.take(this.#taken, bytes)) {
      throw new RejectedDelivery(503, 'too many bodies are being received; this one is fetched later');
    }
    this.#taken += bytes;
    this.#full.push(this.#last);
    this.#used = 0;
    this.#last = Buffer.allocUnsafeSlow(bytes);
    return this.#last;
  }
}

const tooLarge = (): RejectedDelivery => new RejectedDelivery(413, 'the body is too large');
