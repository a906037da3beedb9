import { z } from 'zod';
import { lapse } from './budgets.ts';
import { leave } from './end-turn.ts';
import { promote } from './promote.ts';
import { settle } from './settle.ts';
import { ask, askOne, Lane, LANE_COLUMNS, write, type StepEnvironment, type QueueSteps } from './steps.ts';

const Id = z.strictObject({ id: z.string() });
const Place = z.strictObject({ place: z.string(), installation: z.int() });
/** So many are looked at in one round: the next one finds what is left. */
const MOST = 200;

/** What a round of recovery has to look at, each under the lock of its installation. */
export interface Overdue {
  readonly place: string;
  readonly installation: number;
}

/** Lanes whose worker let its lease run out, and lanes that were offered or fell due so long ago that whoever was told must be dead. */
export function overdue(leaseMs: number, now: number): QueueSteps<Overdue[]> {
  return ask(
    Place,
    `SELECT place, installation FROM lanes WHERE (state = 'running' AND lease_until < $1) OR (state = 'offered' AND offered_at < $2)
       OR (state = 'pausing' AND ready_at < $2) LIMIT ${MOST}`,
    now,
    now - leaseMs,
  );
}

/** Brings one of them back among those that wait; its attempt counts. Returns the deliveries that were being worked on. */
export function* bringBack(
  { place, installation }: Overdue,
  { note, leaseMs }: { readonly note: string; readonly leaseMs: number },
  environment: StepEnvironment,
): QueueSteps<string[]> {
  const { now, effects } = environment;
  const expired = yield* askOne(
    Lane,
    `UPDATE lanes SET state = 'pausing', token = token + 1 WHERE place = $1 AND state = 'running' AND lease_until < $2
       RETURNING ${LANE_COLUMNS}`,
    place,
    now,
  );
  if (expired !== null) {
    const ids = yield* ask(
      Id,
      "UPDATE deliveries SET state = 'queued', note = $2, due_at = $3 WHERE place = $1 AND state = 'running' RETURNING id",
      place,
      note,
      now,
    );
    yield* leave({ place, installation, repository: expired.repository }, environment);
    return ids.map(({ id }) => id);
  }
  const offered = yield* askOne(
    Lane,
    `UPDATE lanes SET offered_at = $2 WHERE place = $1 AND state = 'offered' AND offered_at < $3 RETURNING ${LANE_COLUMNS}`,
    place,
    now,
    now - leaseMs,
  );
  if (offered !== null) effects.push({ kind: 'offer', lane: offered });
  yield* promote(installation, environment);
  return [];
}

/** Everything anew from the deliveries alone, where no other process can be at work: what was being worked on waits again. */
export function* rebuild(note: string, environment: StepEnvironment): QueueSteps<string[]> {
  const ids = yield* ask(
    Id,
    "UPDATE deliveries SET state = 'queued', note = $1 WHERE state = 'running' RETURNING id",
    note,
  );
  yield* write('DELETE FROM lanes');
  // Lanes count their turns anew: a run that begins now must not be taken for the one that has died, whose money would be put aside for ever.
  yield* lapse(environment.now);
  yield* write('DELETE FROM heads');
  const places = yield* ask(
    Place,
    "SELECT DISTINCT place, coalesce(installation, 0) AS installation FROM deliveries WHERE state = 'queued'",
  );
  for (const { place, installation } of places) yield* settle(place, installation, environment);
  for (const installation of new Set(places.map((row) => row.installation))) yield* promote(installation, environment);
  return ids.map(({ id }) => id);
}
