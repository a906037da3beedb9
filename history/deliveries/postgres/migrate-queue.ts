import type { PoolClient } from 'pg';
import { z } from 'zod';
import { InfrastructureError } from '../../../schemas/problem.ts';
import { type QueueMigration, QUEUE_SCHEMA } from './migrations.ts';

const Applied = z.array(z.object({ version: z.int(), breaking: z.boolean() }));

/**
 * Brings the tables of the queue forward, one server at a time; servers of an older version go on beside it. Throws an
 * `InfrastructureError` where a newer version has changed what this one relies on.
 */
export async function migrateQueue(client: PoolClient, migrations: readonly QueueMigration[]): Promise<void> {
  await client.query(`CREATE SCHEMA IF NOT EXISTS ${QUEUE_SCHEMA}`);
  await client.query(
    `CREATE TABLE IF NOT EXISTS ${QUEUE_SCHEMA}.migrations (version INTEGER PRIMARY KEY, name TEXT NOT NULL, breaking BOOLEAN NOT NULL)`,
  );
  const { rows } = await client.query(`SELECT version, breaking FROM ${QUEUE_SCHEMA}.migrations ORDER BY version`);
  const applied = Applied.parse(rows);
  const strange = applied.find(({ version, breaking }) => breaking && version > migrations.length);
  if (strange !== undefined) {
    throw new InfrastructureError({
      what: `a newer Docket has changed the queue (step ${strange.version}, this version knows ${migrations.length})`,
      where: 'DOCKET_QUEUE',
      remedy: 'Start this server with the same version as the others.',
    });
  }
  const found = applied.at(-1)?.version ?? 0;
  for (const [index, { name, sql, breaking = false }] of migrations.entries()) {
    if (index < found) continue;
    await client.query('BEGIN');
    try {
      await client.query(`SET LOCAL search_path TO ${QUEUE_SCHEMA}`);
      await client.query(sql);
      await client.query('INSERT INTO migrations (version, name, breaking) VALUES ($1, $2, $3)', [
        index + 1,
        name,
        breaking,
      ]);
      await client.query('COMMIT');
    } catch (error) {
      await client.query('ROLLBACK');
      throw error;
    }
  }
}
