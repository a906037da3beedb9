import { z } from 'zod';
import { noteHead } from './promote.ts';
import { askOne, write, type StepEnvironment, type QueueSteps } from './steps.ts';

const Time = z.strictObject({ at: z.int().nullable() });
const Waiting = z.strictObject({ first: z.int(), format: z.int(), repository: z.int(), lane: z.string() });
const QUEUED = "place = $1 AND state = 'queued'";
/** The newest push, by GitHub's clock where it tells, else in the order of arrival. */
export const NEWEST_FIRST = 'ORDER BY coalesce(version, 0) DESC, sequence DESC';

/** Brings the row of a lane in which nothing runs up to date with what waits in it; it goes away with the last delivery. */
export function* settle(place: string, installation: number, environment: StepEnvironment): QueueSteps<void> {
  const before = yield* askOne(
    Waiting.pick({ repository: true }),
    'SELECT repository FROM lanes WHERE place = $1',
    place,
  );
  const waiting = yield* askOne(
    Waiting,
    `SELECT sequence AS first, newest AS format, coalesce(repository, 0) AS repository, lane FROM deliveries JOIN (
       SELECT min(sequence) AS oldest, max(format) AS newest FROM deliveries WHERE ${QUEUED}) AS ends ON sequence = oldest`,
    place,
  );
  if (waiting === null) {
    yield* write('DELETE FROM lanes WHERE place = $1', place);
  } else {
    const readyAt = yield* readyTime(place, environment.now);
    const { first, format, repository, lane } = waiting;
    yield* write(
      `INSERT INTO lanes (place, lane, installation, repository, state, format, first, ready_at, rank, ranked_at, token)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, 0, 0) ON CONFLICT (place) DO UPDATE SET repository = excluded.repository,
         state = excluded.state, format = excluded.format, first = excluded.first, ready_at = excluded.ready_at, holder = NULL,
         lease_until = NULL`,
      place,
      lane,
      installation,
      repository,
      readyAt <= environment.now ? 'waiting' : 'pausing',
      format,
      first,
      readyAt,
    );
    yield* noteHead(installation, repository, environment);
  }
  if (before !== null && before.repository !== waiting?.repository) {
    yield* noteHead(installation, before.repository, environment);
  }
}

/** When a lane has something to do: `take-turn.ts` says what. */
function* readyTime(place: string, now: number): QueueSteps<number> {
  const earliest = (where: string) =>
    askOne(Time, `SELECT min(due_at) AS at FROM deliveries WHERE ${QUEUED} AND ${where}`, place);
  const single = yield* earliest("kind <> 'review'");
  const push = yield* earliest("kind = 'review' AND label IS NULL");
  const label = yield* earliest("kind = 'review' AND label IS NOT NULL");
  const lead = yield* askOne(
    Time,
    `SELECT due_at AS at FROM deliveries WHERE ${QUEUED} AND kind = 'review' AND label IS NULL ${NEWEST_FIRST} LIMIT 1`,
    place,
  );
  const labelHasItsTurn = push?.at == null || (push.at > now && (label?.at ?? Infinity) < push.at);
  const times = [single?.at, lead?.at, labelHasItsTurn ? label?.at : null];
  return Math.min(...times.map((time) => time ?? Number.MAX_SAFE_INTEGER));
}
