// oxlint-disable-next-line no-restricted-imports -- secrets of one session, that nothing is decided or named by
import { randomBytes } from 'node:crypto';
import { isSameSecret } from './same-secret.ts';

/** Somebody who has shown the token, until he leaves or for half a day. */
export interface StatusSession {
  readonly id: string;
  /** What a form of his has to show, so that no other page can send one; good for one. */
  readonly proof: () => string;
  /** Whether a form shows it. From then on another one is wanted: a form that is sent twice counts once. */
  readonly spend: (shown: string) => boolean;
  /** What is to be told with the next page, once. */
  said: string | null;
}

const KEPT_MS = 12 * 60 * 60_000;
/** One operator with a few browsers; the oldest has to show the token again. */
const MOST_SESSIONS = 32;
const BYTES = 32;

const secret = (): string => randomBytes(BYTES).toString('hex');

/** The sessions of the status page, in memory: they end with the process. */
export class StatusSessions {
  readonly #now: () => number;
  readonly #sessions = new Map<string, { readonly session: StatusSession; readonly endsAt: number }>();

  constructor(now: () => number) {
    this.#now = now;
  }

  begin(): StatusSession {
    let proof = secret();
    const session: StatusSession = {
      id: secret(),
      proof: () => proof,
      spend: (shown) => {
        const isRight = isSameSecret(shown, proof);
        if (isRight) proof = secret();
        return isRight;
      },
      said: null,
    };
    this.#sessions.set(session.id, { session, endsAt: this.#now() + KEPT_MS });
    for (const oldest of this.#sessions.keys()) {
      if (this.#sessions.size <= MOST_SESSIONS) break;
      this.#sessions.delete(oldest);
    }
    return session;
  }

  find(id: string): StatusSession | null {
    for (const { session, endsAt } of this.#sessions.values()) {
      if (isSameSecret(session.id, id)) return endsAt > this.#now() ? session : null;
    }
    return null;
  }

  end(session: StatusSession): void {
    this.#sessions.delete(session.id);
  }
}
