import { createHash } from 'node:crypto';
import type Database from 'better-sqlite3';
import { z } from 'zod';
import { InfrastructureError } from '../../schemas/problem.ts';
import { APPLICATION_ID, LEDGER, type Migration } from './migrations.ts';

const LedgerRow = z.strictObject({ version: z.int().min(1), name: z.string(), checksum: z.string() });

export interface MigrateOptions {
  /** For messages. */
  readonly path: string;
  readonly migrations: readonly Migration[];
  readonly now: () => Date;
  /** Called with the write lock held, before anything changes, when the file already has a schema. */
  readonly backUp: (version: number) => void;
}

/** Brings the schema to the newest version, all or nothing, and refuses files that it does not understand. */
export function migrate(db: Database.Database, options: MigrateOptions): void {
  requireCurrentOrOlder(db, options);
  if (schemaVersionOf(db) === options.migrations.length) return;
  // Two processes may get here at once: the second one waits for the lock and finds nothing left to do.
  db.transaction(() => applyMissing(db, options)).immediate();
}

/** Throws unless this program wrote the file and knows every migration that the file has seen. */
export function requireCurrentOrOlder(
  db: Database.Database,
  { path, migrations }: Omit<MigrateOptions, 'backUp'>,
): void {
  requireOurs(db, path);
  const version = schemaVersionOf(db);
  if (version > migrations.length) {
    throw new InfrastructureError({
      what: `the history was written by a newer Docket: its schema is version ${version}, this program knows version ${migrations.length}`,
      where: path,
      remedy: 'Update Docket, or name another file with --history. The file was left as it is.',
    });
  }
  if (version > 0) requireSameMigrations(db, path, migrations);
}

/** How many migrations the file has seen. */
export function schemaVersionOf(db: Database.Database): number {
  return z
    .int()
    .min(0)
    .parse(db.pragma('user_version', { simple: true }));
}

/** What the ledger notes about a migration's text, so that an edited one is noticed. */
export function checksum(migration: Migration): string {
  return createHash('sha256').update(migration.sql).digest('hex');
}

function applyMissing(db: Database.Database, { migrations, now, backUp }: MigrateOptions): void {
  const from = schemaVersionOf(db);
  if (from >= migrations.length) return;
  if (from > 0) backUp(from);
  else db.exec(`PRAGMA application_id = ${APPLICATION_ID};${LEDGER}`);
  const note = db.prepare(
    'INSERT INTO migrations (version, name, checksum, applied_at) VALUES (@version, @name, @checksum, @at)',
  );
  for (const [index, migration] of migrations.entries()) {
    if (index < from) continue;
    db.exec(migration.sql);
    note.run({ version: index + 1, name: migration.name, checksum: checksum(migration), at: now().toISOString() });
  }
  db.pragma(`user_version = ${migrations.length}`);
}

/** Somebody else's database is not ours to add tables to. */
function requireOurs(db: Database.Database, path: string): void {
  // In this order: whoever makes a new file ours between the two questions commits its tables together with the number.
  const objects = db.prepare('SELECT count(*) FROM sqlite_schema').pluck().get();
  if (objects === 0 || db.pragma('application_id', { simple: true }) === APPLICATION_ID) return;
  throw new InfrastructureError({
    what: 'this is a SQLite database, but not a history of Docket',
    where: path,
    remedy: 'Name another file with --history. The file was left as it is.',
  });
}

function requireSameMigrations(db: Database.Database, path: string, migrations: readonly Migration[]): void {
  const rows = db.prepare('SELECT version, name, checksum FROM migrations ORDER BY version').all();
  for (const row of z.array(LedgerRow).parse(rows)) {
    const known = migrations[row.version - 1];
    if (known !== undefined && checksum(known) === row.checksum) continue;
    throw new InfrastructureError({
      what: `the history's schema is not ours: migration ${row.version} (${row.name}) has another text than in this program`,
      where: path,
      remedy: 'Was it written by another build of Docket? Use that one, or name another file with --history.',
    });
  }
}
