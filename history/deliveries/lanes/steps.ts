import { z } from 'zod';
import { Delivery } from '../delivery.ts';
import type { Gone, TurnLimits } from '../delivery-queue.ts';

type Value = string | number | null;

/** One statement with its values, `$1` and on, in the SQL that SQLite and Postgres share. */
export interface Query {
  readonly sql: string;
  readonly values: readonly Value[];
}

/** What is done within one transaction, whichever database does it: statements go out, rows come in. */
export type QueueSteps<T> = Generator<Query, T, readonly unknown[]>;

/** What a transaction wants done besides, with it or not at all. */
export type Effect =
  /** This lane may be worked on: whoever has room takes it, the lowest rank first, then whoever has had it longest. */
  | { readonly kind: 'offer'; readonly lane: OfferedLane }
  /** The installation has something that is due at this time. */
  | { readonly kind: 'later'; readonly installation: number; readonly at: number }
  /** Something was added to a lane in which this worker has a turn. */
  | { readonly kind: 'news'; readonly lane: string }
  /** Something is no longer ours. */
  | { readonly kind: 'gone'; readonly gone: Gone };

/** What steps know of the world. */
export interface StepEnvironment {
  /** By the clock of the queue, in milliseconds since 1970. */
  readonly now: number;
  readonly limits: TurnLimits;
  /** The newest form of deliveries that this version knows. */
  readonly format: number;
  readonly effects: Effect[];
}

/** Asks, and reads the rows. */
export function* ask<T>(row: z.ZodType<T>, sql: string, ...values: readonly Value[]): QueueSteps<T[]> {
  return z.array(row).parse(yield { sql, values });
}

/** Asks for one row; null where there is none. */
export function* askOne<T>(row: z.ZodType<T>, sql: string, ...values: readonly Value[]): QueueSteps<T | null> {
  const [first] = yield* ask(row, sql, ...values);
  return first ?? null;
}

/** Writes. */
export function* write(sql: string, ...values: readonly Value[]): QueueSteps<void> {
  yield { sql, values };
}

const Flag = z.int().transform((value) => value === 1);

/** A row of deliveries. */
export const DeliveryRow = Delivery.extend({ fresh: Flag, passing: Flag });

/** Every column but the payload, under its name in the schema. */
export const DELIVERY_COLUMNS = `sequence, id, event, installation, repository, lane, kind, head, version, label, fresh, state, passing,
  note, attempts, format, received_at AS "receivedAt", due_at AS "dueAt"`;

/** A lane is there as long as something in it waits or is worked on. */
export const Lane = z.strictObject({
  /** Its key: the installation and the lane. What one installation may do says nothing about another. */
  place: z.string(),
  lane: z.string(),
  installation: z.int(),
  repository: z.int(),
  /** `pausing`: nothing in it is due. `offered`: it has its slot within the limits and waits for a worker. */
  state: z.enum(['pausing', 'waiting', 'offered', 'running']),
  format: z.int(),
  /** The number of the delivery that has waited longest. */
  first: z.int(),
  /** How many turns of the installation come before it. */
  rank: z.int(),
  /** Since when it has that rank: of equal ranks, whoever has it longest goes first. */
  rankedAt: z.int(),
  /** Counts the turns: what an older one says is not heard. */
  token: z.int(),
});
export type Lane = z.infer<typeof Lane>;
export type OfferedLane = Pick<Lane, 'place' | 'installation' | 'format' | 'first' | 'rank' | 'rankedAt'>;

export const LANE_COLUMNS =
  'place, lane, installation, repository, state, format, first, rank, ranked_at AS "rankedAt", token';

/** The key of a lane. */
export const placeKey = (installation: number | null, lane: string): string => `${installation ?? 0}/${lane}`;

export const Count = z.strictObject({ count: z.int() });
