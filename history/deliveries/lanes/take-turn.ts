import { z } from 'zod';
import type { Delivery } from '../delivery.ts';
import { promote } from './promote.ts';
import { NEWEST_FIRST, settle } from './settle.ts';
import {
  ask,
  askOne,
  DELIVERY_COLUMNS,
  DeliveryRow,
  Lane,
  LANE_COLUMNS,
  write,
  type StepEnvironment,
  type QueueSteps,
} from './steps.ts';

/** A turn that was taken, as it stands in the database. */
export interface TakenTurn {
  readonly place: string;
  readonly installation: number;
  readonly token: number;
  readonly lead: Delivery;
  readonly absorbed: readonly Delivery[];
  readonly payload: string | null;
}

interface Choice {
  readonly lead: Delivery;
  readonly absorbed: readonly Delivery[];
}

const Payload = z.strictObject({ payload: z.string().nullable() });
const Token = z.strictObject({ token: z.int() });
const QUEUED = "place = $1 AND state = 'queued'";

/** Takes a lane that is on offer; null where it no longer is, or holds what this version does not know. */
export function* takeTurn(
  place: string,
  lease: { readonly holder: string; readonly ms: number },
  environment: StepEnvironment,
): QueueSteps<TakenTurn | null> {
  const { now, format } = environment;
  const lane = yield* askOne(Lane, `SELECT ${LANE_COLUMNS} FROM lanes WHERE place = $1`, place);
  if (lane === null || lane.state !== 'offered' || lane.format > format) return null;
  const choice = yield* choose(place, now);
  if (choice === null) {
    yield* settle(place, lane.installation, environment);
    yield* promote(lane.installation, environment);
    return null;
  }
  const { lead } = choice;
  const [turn] = yield* ask(
    Token,
    "UPDATE lanes SET state = 'running', token = token + 1, holder = $2, lease_until = $3 WHERE place = $1 RETURNING token",
    place,
    lease.holder,
    now + lease.ms,
  );
  yield* write("UPDATE deliveries SET state = 'running', attempts = attempts + 1 WHERE id = $1", lead.id);
  const body = yield* askOne(Payload, 'SELECT payload FROM deliveries WHERE id = $1', lead.id);
  const { installation } = lane;
  return { ...choice, place, installation, token: turn?.token ?? 0, payload: body?.payload ?? null };
}

/** Which of the deliveries of a lane is the next, and for which others its run answers; null when none is due. */
function* choose(place: string, now: number): QueueSteps<Choice | null> {
  const first = (where: string, ...values: readonly number[]) =>
    askOne(
      DeliveryRow,
      `SELECT ${DELIVERY_COLUMNS} FROM deliveries WHERE ${QUEUED} AND ${where} LIMIT 1`,
      place,
      ...values,
    );
  // Commands and closing are short and each is answered on its own; a pause must hold for the push that came with it.
  const single = yield* first("kind <> 'review' AND due_at <= $2 ORDER BY sequence", now);
  if (single !== null) return { lead: single, absorbed: [] };
  const push = yield* first(`kind = 'review' AND label IS NULL ${NEWEST_FIRST}`);
  const duePush = yield* first("kind = 'review' AND label IS NULL AND due_at <= $2", now);
  if (push !== null && duePush !== null) {
    // Older ones do not get round the pause after an error: they are the same work.
    return push.dueAt <= now ? { lead: push, absorbed: yield* othersOf(push) } : null;
  }
  // Whether a label matters is for the configuration to say, so a run for one label does not answer for another.
  const lead = yield* first("kind = 'review' AND label IS NOT NULL AND due_at <= $2 ORDER BY sequence", now);
  if (lead === null) return null;
  return { lead, absorbed: (yield* othersOf(lead)).filter(({ label }) => label === lead.label) };

  function* othersOf({ id, repository }: Delivery): QueueSteps<Delivery[]> {
    const rows = yield* ask(
      DeliveryRow,
      `SELECT ${DELIVERY_COLUMNS} FROM deliveries WHERE ${QUEUED} AND kind = 'review' AND id <> $2 ORDER BY sequence`,
      place,
      id,
    );
    return rows.filter((row) => row.repository === repository);
  }
}
