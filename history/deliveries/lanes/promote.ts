import { z } from 'zod';
import { ask, askOne, Count, Lane, LANE_COLUMNS, write, type StepEnvironment, type QueueSteps } from './steps.ts';

const Head = z.strictObject({ repository: z.int() });
const Time = z.strictObject({ at: z.int().nullable() });
const TAKEN = "state IN ('offered', 'running')";

/**
 * Offers lanes of an installation to the workers, as far as its limits and those of its repositories leave room: the oldest first, and
 * each is found by an index. An installation never has more on offer than it may run, so that a busy one cannot fill the offers.
 */
export function* promote(installation: number, environment: StepEnvironment): QueueSteps<void> {
  const { now, limits, effects } = environment;
  const due = yield* ask(
    Head,
    `UPDATE lanes SET state = 'waiting' WHERE installation = $1 AND state = 'pausing' AND ready_at <= $2 RETURNING repository`,
    installation,
    now,
  );
  for (const repository of new Set(due.map((row) => row.repository)))
    yield* noteHead(installation, repository, environment);
  let taken = yield* countOf(`installation = $1 AND ${TAKEN}`, installation);
  while (taken < limits.perInstallation) {
    const head = yield* askOne(
      Head,
      'SELECT repository FROM heads WHERE installation = $1 AND is_full = 0 ORDER BY first LIMIT 1',
      installation,
    );
    if (head === null) break;
    const lane = yield* askOne(
      Lane,
      `UPDATE lanes SET state = 'offered', rank = $3, ranked_at = $4, offered_at = $4 WHERE place = (SELECT place FROM lanes
         WHERE installation = $1 AND repository = $2 AND state = 'waiting' ORDER BY first LIMIT 1) RETURNING ${LANE_COLUMNS}`,
      installation,
      head.repository,
      taken,
      now,
    );
    yield* noteHead(installation, head.repository, environment);
    if (lane === null) continue;
    effects.push({ kind: 'offer', lane });
    taken += 1;
  }
  const later = yield* askOne(
    Time,
    "SELECT min(ready_at) AS at FROM lanes WHERE installation = $1 AND state = 'pausing'",
    installation,
  );
  if (later?.at != null) effects.push({ kind: 'later', installation, at: later.at });
}

/**
 * Lets what is on offer move up when a turn of its installation has ended: the installation of which the fewest run goes
 * first, and of two that are equal the one that has waited longer since its last turn.
 */
export function* moveUp(installation: number, { now, effects }: StepEnvironment): QueueSteps<void> {
  const running = yield* countOf("installation = $1 AND state = 'running'", installation);
  const offered = yield* ask(
    Lane,
    `SELECT ${LANE_COLUMNS} FROM lanes WHERE installation = $1 AND state = 'offered' ORDER BY rank, ranked_at, first`,
    installation,
  );
  for (const [place, lane] of offered.entries()) {
    const rank = running + place;
    if (rank === lane.rank) continue;
    yield* write('UPDATE lanes SET rank = $2, ranked_at = $3 WHERE place = $1', lane.place, rank, now);
    effects.push({ kind: 'offer', lane: { ...lane, rank, rankedAt: now } });
  }
}

/** Writes down which lane of a repository is the next, and whether the repository has room: a full one is not looked at again and again. */
export function* noteHead(installation: number, repository: number, { limits }: StepEnvironment): QueueSteps<void> {
  const next = yield* askOne(
    Time,
    `SELECT min(first) AS at FROM lanes WHERE installation = $1 AND repository = $2 AND state = 'waiting'`,
    installation,
    repository,
  );
  if (next?.at == null) {
    return yield* write('DELETE FROM heads WHERE installation = $1 AND repository = $2', installation, repository);
  }
  const taken = yield* countOf(`installation = $1 AND repository = $2 AND ${TAKEN}`, installation, repository);
  yield* write(
    `INSERT INTO heads (installation, repository, first, is_full) VALUES ($1, $2, $3, $4)
     ON CONFLICT (installation, repository) DO UPDATE SET first = excluded.first, is_full = excluded.is_full`,
    installation,
    repository,
    next.at,
    taken < limits.perRepository ? 0 : 1,
  );
}

function* countOf(where: string, ...values: readonly number[]): QueueSteps<number> {
  const row = yield* askOne(Count, `SELECT count(*) AS count FROM lanes WHERE ${where}`, ...values);
  return row?.count ?? 0;
}
