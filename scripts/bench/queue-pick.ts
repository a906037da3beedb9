/**
 * What Postgres touches to find the next turn while many wait: `node scripts/bench/queue-pick.ts`. Pages, because they are the same on a
 * busy machine. docs/decisions/0004-fleet-queue.md shows them. Needs Debian's postgresql.
 */
import { Client } from 'pg';
import { openPostgresQueue } from '../../history/deliveries/postgres/open-postgres-queue.ts';
import { startPostgres } from '../../test/support/postgres/postgres-server.ts';

const SIZES = [100, 1000, 10_000];
const INSTALLATIONS = 50;
const OFFERED = 3;

/** How graphile-worker 0.18 takes the next job (dist/sql/getJobs.js): serial queues are all locked first. */
const PICK = `WITH j AS (
  SELECT jobs.job_queue_id, jobs.id FROM docket_worker._private_jobs AS jobs
  WHERE jobs.is_available = true AND run_at <= now() AND task_id = ANY (SELECT id FROM docket_worker._private_tasks)
    AND (jobs.job_queue_id IS NULL OR jobs.job_queue_id IN (
      SELECT id FROM docket_worker._private_job_queues AS job_queues WHERE job_queues.is_available = true FOR UPDATE SKIP LOCKED))
  ORDER BY priority ASC, run_at ASC LIMIT 1 FOR UPDATE SKIP LOCKED)
UPDATE docket_worker._private_jobs AS jobs SET attempts = jobs.attempts + 1, locked_by = 'x', locked_at = now() FROM j WHERE jobs.id = j.id
RETURNING jobs.id`;
const HEAD = 'SELECT repository FROM docket_queue.heads WHERE installation = 1 AND is_full = 0 ORDER BY first LIMIT 1';
const LANE = `SELECT place FROM docket_queue.lanes WHERE installation = 1 AND repository = 1 AND state = 'waiting' ORDER BY first LIMIT 1`;

const postgres = await startPostgres();
try {
  for (const size of SIZES) {
    const ours = await database(`ours_${size}`, (client) => fill(client, size));
    const serial = await database(`serial_${size}`, (client) => fillSerial(client, size));
    const [offer, head, lane] = [await pages(ours, PICK), await pages(ours, HEAD), await pages(ours, LANE)];
    console.log(
      `${size} pull requests wait: ${offer} + ${head} + ${lane} pages; a serial queue each: ${await pages(serial, PICK)}`,
    );
    await ours.end();
    await serial.end();
  }
} finally {
  await postgres.stop();
}

async function database(name: string, make: (client: Client) => Promise<void>): Promise<Client> {
  const url = await postgres.database(name);
  const limits = { perInstallation: OFFERED, perRepository: OFFERED };
  await (await openPostgresQueue(url, { limits, onFault: console.error })).close();
  const client = new Client({ connectionString: url });
  await client.connect();
  await make(client);
  await client.query('VACUUM ANALYZE');
  return client;
}

/** As our steps leave it: every installation has three lanes on offer, the others wait. */
async function fill(client: Client, size: number): Promise<void> {
  await client.query(
    `INSERT INTO docket_queue.lanes (place, lane, installation, repository, state, format, first, ready_at, rank, ranked_at, token)
     SELECT 'p' || n, 'p' || n, n % $2 + 1, n % $2 + 1, CASE WHEN n < $2 * $3 THEN 'offered' ELSE 'waiting' END, 1, n, 0, 0, 0, 0
     FROM generate_series(0, $1::int - 1) AS n`,
    [size, INSTALLATIONS, OFFERED],
  );
  await client.query(
    `INSERT INTO docket_queue.heads (installation, repository, first, is_full)
     SELECT installation, repository, min(first), 0 FROM docket_queue.lanes WHERE state = 'waiting' GROUP BY 1, 2`,
  );
  await client.query(
    `SELECT docket_worker.add_job('docket-turn-1', run_at := to_timestamp(first), job_key := place, priority := 0)
     FROM docket_queue.lanes WHERE state = 'offered'`,
  );
}

async function fillSerial(client: Client, size: number): Promise<void> {
  await client.query(
    `SELECT docket_worker.add_job('review', queue_name := 'q' || n, job_key := 'k' || n) FROM generate_series(1, $1::int) AS n`,
    [size],
  );
}

/** Pages that a statement reads or changes in memory or on disk. */
async function pages(client: Client, sql: string): Promise<number> {
  await client.query('BEGIN');
  const { rows } = await client.query<{ 'QUERY PLAN': string }>(`EXPLAIN (ANALYZE, BUFFERS, TIMING OFF) ${sql}`);
  await client.query('ROLLBACK');
  const counts = /shared ([^\n]*)/.exec(rows.map((row) => row['QUERY PLAN']).join('\n'))?.[1] ?? '';
  return [...counts.matchAll(/(?:hit|read)=(\d+)/g)].reduce((sum, [, count]) => sum + Number(count), 0);
}
