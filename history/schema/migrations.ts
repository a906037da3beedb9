import { appendOnly } from './guards.ts';
import { FIRST_TABLES } from './migration-1.ts';
import { CALL_LOOK_UPS } from './migration-3.ts';
import { REPORTS } from './report-views.ts';

/** One step of the schema. Released steps never change: their checksums stand in every file that was opened with them. */
export interface Migration {
  readonly name: string;
  readonly sql: string;
  /** It only brings indexes and views: who may not write reads a log without it all the same. */
  readonly onlyForReading?: true;
}

/** Marks a SQLite file as a Docket history: the letters `DCKT`. */
export const APPLICATION_ID = 0x44434b54;

/** The table in which the migrator notes what it applied; made before the first migration. */
export const LEDGER = `
CREATE TABLE migrations (
  version INTEGER NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  checksum TEXT NOT NULL,
  applied_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
${appendOnly('migrations', ['version'])}`;

/** In their order, forward only; the version of a file is how many of them it has seen. */
export const MIGRATIONS: readonly Migration[] = [
  { name: 'tables', sql: FIRST_TABLES },
  {
    name: 'look-ups by finding and by concern',
    sql: `
CREATE INDEX findings_by_finding ON findings (finding);
CREATE INDEX decisions_by_finding ON decisions (finding);
CREATE INDEX decisions_by_fingerprint ON decisions (fingerprint) WHERE fingerprint IS NOT NULL;
CREATE INDEX decisions_by_concern ON decisions (concern) WHERE concern IS NOT NULL;
CREATE INDEX outcomes_by_concern ON outcomes (concern);
CREATE INDEX steps_by_key ON steps (key);`,
  },
  { name: 'model calls: look-ups, reuse', sql: CALL_LOOK_UPS },
  { name: 'outcomes: what the actor may do', sql: 'ALTER TABLE outcomes ADD COLUMN role TEXT;' },
  { name: 'reports: indexes and views', sql: REPORTS, onlyForReading: true },
];
