import { request } from 'node:http';
import { z } from 'zod';
import { walBytes, type RunReplica } from './run-replica.ts';
import { isUnderWay } from './replicated-history.ts';
import type { StreamPlace } from './stream.ts';

/** What only this machine has. */
export interface ReplicaLag {
  /** Runs that are over and not in the store. */
  readonly runsWaiting: number;
  /** How long ago the oldest of them began. */
  readonly lagMs: number;
  /** Of runs that go on: how old the oldest row may be that only this machine has. */
  readonly crashWindowMs: number;
}

/** What Litestream answers about a log that it streams: what it has seen, and what of that the store has. */
const Position = z.object({ txid: z.int(), replicated_txid: z.int() });

/** Litestream answers in milliseconds; one that hangs streams nothing. */
const ANSWER_MS = 2000;
const MOST_ANSWER = 64 * 1024;

/** Asks again and again how far the store is behind; remembers for each run when it last had everything. */
export class LagWatch {
  readonly #now: () => number;
  /** When the store last had all of a run, by its epoch. */
  #whole = new Map<string, number>();

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Looks at the runs that are still on this machine. */
  async look(sessions: readonly RunReplica[]): Promise<ReplicaLag> {
    const going = sessions.filter(isUnderWay);
    const over = sessions.filter((session) => !isUnderWay(session));
    const windows = await Promise.all(going.map((session) => this.#windowOf(session)));
    this.#whole = new Map([...this.#whole].filter(([epoch]) => going.some((session) => session.epoch === epoch)));
    const began = over.map(({ startedAt }) => Date.parse(startedAt));
    return {
      runsWaiting: over.length,
      lagMs: over.length === 0 ? 0 : Math.max(0, this.#now() - Math.min(...began)),
      crashWindowMs: Math.max(0, ...windows),
    };
  }

  async #windowOf(session: RunReplica): Promise<number> {
    // What is written from here on is younger than the question.
    const asked = this.#now();
    if (await hasAll(session)) {
      this.#whole.set(session.epoch, asked);
      return 0;
    }
    return this.#now() - (this.#whole.get(session.epoch) ?? Date.parse(session.startedAt));
  }
}

async function hasAll(session: RunReplica): Promise<boolean> {
  if (session.stream === null) return (await walBytes(session)) === 0;
  const position = await positionOf(session.stream);
  return position !== null && position.replicated_txid >= position.txid;
}

/** Has Litestream look at the log, without waiting for the store; null where it does not answer. */
function positionOf({ socket, db }: StreamPlace): Promise<z.infer<typeof Position> | null> {
  return new Promise((done) => {
    const asking = request({ socketPath: socket, path: '/sync', method: 'POST', timeout: ANSWER_MS }, (answer) => {
      let text = '';
      answer.setEncoding('utf8');
      answer.on('data', (chunk: string) => {
        text += chunk;
        if (text.length > MOST_ANSWER) asking.destroy();
      });
      answer.on('close', () => done(positionIn(text)));
    });
    asking.on('timeout', () => asking.destroy());
    // It has ended, or is about to: then the store has what it has.
    asking.on('error', () => done(null));
    asking.end(JSON.stringify({ path: db }));
  });
}

function positionIn(text: string): z.infer<typeof Position> | null {
  try {
    return Position.parse(JSON.parse(text));
  } catch {
    // A refusal, or the beginning of an answer: the position is not known.
    return null;
  }
}
