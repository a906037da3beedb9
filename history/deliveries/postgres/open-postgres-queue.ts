import { runMigrations } from 'graphile-worker';
import { Pool, type PoolConfig, types } from 'pg';
import { describeCause, InfrastructureError, Problem } from '../../../schemas/problem.ts';
import { newId } from '../../ids.ts';
import { DELIVERY_FORMAT } from '../delivery.ts';
import { LaneQueue } from '../lane-queue.ts';
import { migrateQueue } from './migrate-queue.ts';
import { QUEUE_MIGRATIONS, type QueueMigration, WORKER_SCHEMA } from './migrations.ts';
import { PostgresEngine, type PostgresEngineOptions } from './postgres-engine.ts';

export interface PostgresQueueOptions extends Pick<PostgresEngineOptions, 'limits' | 'onFault'> {
  /** How long a turn stays its worker's without a word. */
  readonly leaseMs?: number;
  /** How often leases are renewed and looked after; three times a lease by default, so that two of them may fail. */
  readonly upkeepMs?: number;
  /** The newest form of deliveries that is known. */
  readonly format?: number;
  readonly migrations?: readonly QueueMigration[];
}

/** Longer than a pause of the machine or of its network, shorter than anybody would wait for a review; the same as `DOCKET_LEASE_SECONDS`. */
const LEASE_MS = 30_000;
const RENEWALS = 3;
const CONNECT_MS = 10_000;
const MIGRATE_LOCK = "hashtextextended('docket/migrate', 0)";
const INT8 = 20;

/** Our numbers are all smaller than what a number of JavaScript holds exactly. */
const numbers: PoolConfig['types'] = {
  getTypeParser: (oid, format) => (oid === INT8 ? Number : types.getTypeParser(oid, format)),
};

/** Opens the queue in Postgres, and brings its tables forward. Throws `InfrastructureError`. */
export async function openPostgresQueue(url: string, options: PostgresQueueOptions): Promise<LaneQueue> {
  const { leaseMs = LEASE_MS, format = DELIVERY_FORMAT, migrations = QUEUE_MIGRATIONS, limits, onFault } = options;
  const config = {
    connectionString: url,
    application_name: 'docket',
    connectionTimeoutMillis: CONNECT_MS,
    types: numbers,
  };
  const { upkeepMs = leaseMs / RENEWALS } = options;
  const pool = new Pool(config);
  // A connection that is cut while nobody uses it.
  pool.on('error', onFault);
  pool.on('connect', (client) => void client.on('error', onFault));
  try {
    await prepare(pool, migrations);
  } catch (error) {
    await pool.end();
    if (error instanceof Problem) throw error;
    throw new InfrastructureError({
      what: `the queue in Postgres cannot be used: ${describeCause(error)}`,
      where: 'DOCKET_QUEUE',
      remedy: 'Check the address, the name and the password, and that the user may create schemas in this database.',
      cause: error,
    });
  }
  return new LaneQueue(new PostgresEngine(pool, config, { limits, format, leaseMs, upkeepMs, onFault }), newId());
}

async function prepare(pool: Pool, migrations: readonly QueueMigration[]): Promise<void> {
  const client = await pool.connect();
  try {
    // Servers that start together take turns.
    await client.query(`SELECT pg_advisory_lock(${MIGRATE_LOCK})`);
    await migrateQueue(client, migrations);
    await runMigrations({ pgPool: pool, schema: WORKER_SCHEMA });
  } finally {
    // The lock goes with the connection.
    client.release(true);
  }
}
