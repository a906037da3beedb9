import type { Migration } from '../../schema/migrations.ts';
import { BUDGET_TABLES } from '../lanes/budgets.ts';
import { LANE_INDEXES, LANE_TABLES } from '../lanes/tables.ts';

/**
 * The queue of the App. Unlike the log it forgets: rows change their state, and what is done is deleted after a while. The payload is
 * kept only as long as somebody may still have to work on it.
 */
const TABLES = `
CREATE TABLE deliveries (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  digest TEXT NOT NULL,
  event TEXT NOT NULL,
  installation INTEGER,
  repository INTEGER,
  lane TEXT NOT NULL,
  kind TEXT NOT NULL,
  head TEXT,
  version INTEGER,
  label TEXT,
  fresh INTEGER NOT NULL CHECK (fresh IN (0, 1)),
  payload TEXT,
  state TEXT NOT NULL,
  note TEXT,
  attempts INTEGER NOT NULL CHECK (attempts >= 0),
  received_at INTEGER NOT NULL,
  due_at INTEGER NOT NULL,
  finished_at INTEGER
) STRICT;
CREATE INDEX deliveries_waiting ON deliveries (due_at, sequence) WHERE state = 'queued';
CREATE INDEX deliveries_by_installation ON deliveries (installation, state);
CREATE INDEX deliveries_by_digest ON deliveries (digest);
CREATE INDEX deliveries_finished ON deliveries (finished_at) WHERE finished_at IS NOT NULL;
CREATE TABLE looked_at (
  lane TEXT NOT NULL,
  head TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (lane, head)
) STRICT, WITHOUT ROWID;
CREATE INDEX looked_at_by_time ON looked_at (at);`;

const PASSING = 'ALTER TABLE deliveries ADD COLUMN passing INTEGER NOT NULL DEFAULT 0 CHECK (passing IN (0, 1));';

/** Lanes are filled in when the file is opened. */
const LANES = `
ALTER TABLE deliveries ADD COLUMN place TEXT NOT NULL DEFAULT '';
ALTER TABLE deliveries ADD COLUMN format INTEGER NOT NULL DEFAULT 1;
UPDATE deliveries SET place = coalesce(installation, 0) || '/' || lane;
DROP INDEX deliveries_waiting;
${LANE_INDEXES}
${LANE_TABLES}
CREATE TABLE gone (sequence INTEGER PRIMARY KEY, installation BIGINT, repositories TEXT NOT NULL, why TEXT NOT NULL, at BIGINT NOT NULL);`;

/** The schema of the queue's file; released steps never change. */
export const DELIVERY_MIGRATIONS: readonly Migration[] = [
  { name: 'deliveries', sql: TABLES },
  { name: 'passing failures', sql: PASSING },
  { name: 'lanes', sql: LANES },
  { name: 'budgets', sql: BUDGET_TABLES },
];
