import type { PoolClient } from 'pg';
import type { Effect, OfferedLane } from '../lanes/steps.ts';
import { WORKER_SCHEMA } from './migrations.ts';

export const NEWS_CHANNEL = 'docket_news';
export const DUE_TASK = 'docket-due';
/** The task of a lane, by the newest form of delivery in it. */
export const turnTask = (format: number): string => `docket-turn-${format}`;

/** Offers go by rank; what only wakes an installation goes before all of them. */
const FIRST_PRIORITY = -1;
const LAST_PRIORITY = 10_000;

/**
 * One job a lane: another one under the same key replaces it. graphile-worker takes the lowest priority first, then the earliest time; that
 * is the time of the rank, just past, and for equal times the number of the delivery decides.
 */
const OFFER = `SELECT 1 FROM ${WORKER_SCHEMA}.add_job($1::text, payload := json_build_object('place', $2::text, 'installation', $3::bigint),
  run_at := to_timestamp(($4::bigint - 1) / 1000.0) + ($6::bigint % 1000) * interval '1 microsecond', max_attempts := 1, job_key := 'turn/' || $2::text,
  priority := $5::integer, job_key_mode := 'replace')`;

const LATER = `SELECT 1 FROM ${WORKER_SCHEMA}.add_job('${DUE_TASK}', payload := json_build_object('installation', $1::bigint),
  run_at := to_timestamp($2::bigint / 1000.0), max_attempts := 1, job_key := 'due/' || $1::text, priority := ${FIRST_PRIORITY},
  job_key_mode := 'replace')`;

/** Does what a transaction wants done besides, within it. */
export async function performEffects(client: PoolClient, effects: readonly Effect[]): Promise<void> {
  for (const effect of latest(effects)) {
    switch (effect.kind) {
      case 'offer':
        await offer(client, effect.lane);
        break;
      case 'later':
        await client.query(LATER, [effect.installation, effect.at]);
        break;
      case 'news':
        await client.query('SELECT pg_notify($1, $2)', [NEWS_CHANNEL, JSON.stringify({ lane: effect.lane })]);
        break;
      case 'gone':
        // It stands in its table, where every worker looks.
        break;
    }
  }
}

async function offer(client: PoolClient, lane: OfferedLane): Promise<void> {
  const { place, installation, format, first, rank, rankedAt } = lane;
  await client.query(OFFER, [turnTask(format), place, installation, rankedAt, Math.min(rank, LAST_PRIORITY), first]);
}

/** Of several about the same the last one counts. */
function latest(effects: readonly Effect[]): Effect[] {
  const keyOf = (effect: Effect) => {
    if (effect.kind === 'offer') return `offer ${effect.lane.place}`;
    return effect.kind === 'later' ? `later ${effect.installation}` : effect;
  };
  return [...new Map(effects.map((effect) => [keyOf(effect), effect])).values()];
}
