import { forgetBudgets } from './budgets.ts';
import { z } from 'zod';
import type { DeliveryState } from '../delivery.ts';
import type { Delivery } from '../delivery.ts';
import type { QueueStatus } from '../delivery-queue.ts';
import { join } from './arrive.ts';
import { leave } from './end-turn.ts';
import {
  ask,
  askOne,
  Count,
  DELIVERY_COLUMNS,
  DeliveryRow,
  Lane,
  LANE_COLUMNS,
  write,
  type StepEnvironment,
  type QueueSteps,
} from './steps.ts';

const Oldest = z.strictObject({ at: z.int().nullable() });
const Payload = z.strictObject({ payload: z.string().nullable() });

export function find(id: string): QueueSteps<Delivery | null> {
  return askOne(DeliveryRow, `SELECT ${DELIVERY_COLUMNS} FROM deliveries WHERE id = $1`, id);
}

export function* payloadOf(id: string): QueueSteps<string | null> {
  const row = yield* askOne(Payload, 'SELECT payload FROM deliveries WHERE id = $1', id);
  return row?.payload ?? null;
}

export function* countOf(state: DeliveryState): QueueSteps<number> {
  const row = yield* askOne(Count, 'SELECT count(*) AS count FROM deliveries WHERE state = $1', state);
  return row?.count ?? 0;
}

export function list(state: DeliveryState, most: number): QueueSteps<Delivery[]> {
  return ask(
    DeliveryRow,
    `SELECT ${DELIVERY_COLUMNS} FROM deliveries WHERE state = $1 ORDER BY sequence DESC LIMIT $2`,
    state,
    most,
  );
}

export function* status(): QueueSteps<QueueStatus> {
  const oldest = yield* askOne(Oldest, "SELECT min(received_at) AS at FROM deliveries WHERE state = 'queued'");
  return {
    waiting: yield* countOf('queued'),
    running: yield* countOf('running'),
    failed: yield* countOf('failed'),
    oldestWaitingAt: oldest?.at ?? null,
  };
}

/** A dead letter waits again, as if it had just come. */
export function* retry(id: string, environment: StepEnvironment): QueueSteps<boolean> {
  const row = yield* askOne(
    DeliveryRow,
    `UPDATE deliveries SET state = 'queued', passing = 0, attempts = 0, due_at = $2, finished_at = NULL
       WHERE id = $1 AND state = 'failed' AND payload IS NOT NULL RETURNING ${DELIVERY_COLUMNS}`,
    id,
    environment.now,
  );
  if (row === null) return false;
  yield* join(row, environment);
  return true;
}

/** Ends what waits or has failed. */
export function* drop(id: string, note: string, environment: StepEnvironment): QueueSteps<boolean> {
  const row = yield* askOne(
    Lane.pick({ place: true }),
    `UPDATE deliveries SET state = 'refused', passing = 0, note = $2, payload = NULL, finished_at = $3
       WHERE id = $1 AND state IN ('queued', 'failed') RETURNING place`,
    id,
    note,
    environment.now,
  );
  if (row === null) return false;
  yield* vacate(row.place, environment);
  return true;
}

/** Ends everything that waits for an installation. What runs is ended by its worker. */
export function* refuseInstallation(
  installation: number,
  note: string,
  environment: StepEnvironment,
): QueueSteps<void> {
  const rows = yield* ask(
    Lane.pick({ place: true }),
    `UPDATE deliveries SET state = 'refused', note = $2, payload = NULL, finished_at = $3
       WHERE installation = $1 AND state = 'queued' RETURNING place`,
    installation,
    note,
    environment.now,
  );
  for (const place of new Set(rows.map((row) => row.place))) yield* vacate(place, environment);
}

/** Forgets what ended before `time`. */
export function* forgetBefore(time: number): QueueSteps<void> {
  yield* write('DELETE FROM deliveries WHERE finished_at < $1', time);
  yield* write('DELETE FROM looked_at WHERE at < $1', time);
  yield* write('DELETE FROM gone WHERE at < $1', time);
  yield* forgetBudgets(time);
}

/** A lane out of which something was taken, unless somebody works on it: then it is seen to when the turn ends. */
function* vacate(place: string, environment: StepEnvironment): QueueSteps<void> {
  const lane = yield* askOne(Lane, `SELECT ${LANE_COLUMNS} FROM lanes WHERE place = $1 AND state <> 'running'`, place);
  if (lane !== null) yield* leave(lane, environment);
}
