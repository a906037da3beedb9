import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { NewDelivery } from '../delivery.ts';
import type { Admission } from '../delivery-queue.ts';
import { promote } from './promote.ts';
import { settle } from './settle.ts';
import { askOne, Lane, LANE_COLUMNS, placeKey, write, type StepEnvironment, type QueueSteps } from './steps.ts';

const Known = z.strictObject({ state: z.string() });
const Sequence = z.strictObject({ sequence: z.int() });

/** Takes a delivery in, once by its id and once by its body, and gives its lane a place among those that wait. */
export function* arrive(delivery: NewDelivery, environment: StepEnvironment): QueueSteps<Admission> {
  const admission = yield* admit(delivery, environment);
  if (admission === 'queued' || admission === 'again') yield* join(delivery, environment);
  return admission;
}

/** Notes a delivery that nobody works on. */
export function* noteDown(
  delivery: NewDelivery,
  end: { readonly state: 'ignored' | 'refused'; readonly note: string },
  environment: StepEnvironment,
): QueueSteps<Admission> {
  const admission = yield* admit(delivery, environment);
  if (admission === 'queued' || admission === 'again') {
    yield* write(
      'UPDATE deliveries SET state = $2, note = $3, payload = NULL, finished_at = $4 WHERE id = $1',
      delivery.id,
      end.state,
      end.note,
      environment.now,
    );
  }
  return admission;
}

/** What waits in a lane makes it wait, or is news for whoever works on it. */
export function* join(
  { installation, lane: name }: Pick<NewDelivery, 'installation' | 'lane'>,
  environment: StepEnvironment,
): QueueSteps<void> {
  const place = placeKey(installation, name);
  const lane = yield* askOne(Lane, `SELECT ${LANE_COLUMNS} FROM lanes WHERE place = $1`, place);
  if (lane?.state === 'running') return void environment.effects.push({ kind: 'news', lane: name });
  if (lane === null || lane.state === 'pausing') yield* settle(place, installation ?? 0, environment);
  else if (lane.format < environment.format) {
    // Whoever does not know the new form must not be given it.
    yield* write('UPDATE lanes SET format = $2 WHERE place = $1', place, environment.format);
    if (lane.state === 'offered')
      environment.effects.push({ kind: 'offer', lane: { ...lane, format: environment.format } });
  }
  yield* promote(installation ?? 0, environment);
}

function* admit(delivery: NewDelivery, { now, format }: StepEnvironment): QueueSteps<Admission> {
  const { id, event, installation, repository, lane, kind, head, version, label, fresh, payload } = delivery;
  // The signature covers the body alone: the id and the event's name are what a replay could change.
  const digest = createHash('sha256').update(payload).digest('hex');
  const before = yield* askOne(Known, 'SELECT state FROM deliveries WHERE id = $1', id);
  if (before !== null && before.state !== 'failed') return 'duplicate';
  const body = "SELECT state FROM deliveries WHERE digest = $1 AND state <> 'failed' LIMIT 1";
  if (before === null && (yield* askOne(Known, body, digest)) !== null) return 'replayed';
  const added = yield* askOne(
    Sequence,
    `INSERT INTO deliveries (id, digest, event, installation, repository, lane, place, kind, head, version, label, fresh, payload, state,
       attempts, passing, format, received_at, due_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 'queued', 0, 0, $14, $15, $15)
     ON CONFLICT (id) DO UPDATE SET digest = excluded.digest, payload = excluded.payload, state = 'queued', passing = 0, attempts = 0,
       format = excluded.format, due_at = excluded.due_at, finished_at = NULL WHERE deliveries.state = 'failed' RETURNING sequence`,
    id,
    digest,
    event,
    installation,
    repository,
    lane,
    placeKey(installation, lane),
    kind,
    head,
    version,
    label,
    fresh ? 1 : 0,
    payload,
    format,
    now,
  );
  // Two servers at once: the other one has it.
  if (added === null) return 'duplicate';
  return before === null ? 'queued' : 'again';
}
