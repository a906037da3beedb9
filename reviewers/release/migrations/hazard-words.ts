import type { Rule } from '../../reviewer.ts';

/** What people are told of each hazard. */
export const MIGRATION_HAZARDS = {
  'blocking-index': {
    title: 'An index that blocks writers',
    summary: 'A migration builds an index on a table in use without CONCURRENTLY.',
    why: 'Nobody can write to the table until the index is built. Create it CONCURRENTLY, outside of a transaction; a constraint then takes it over by USING INDEX.',
    scenario:
      'The migration runs on a table with many rows while the application writes to it: all writers wait until the index is built.',
    severity: 'warning',
    confidence: 700,
  },
  'constraint-checked-at-once': {
    title: 'A constraint that is checked at once',
    summary: 'A migration adds a constraint to a table in use and has all rows checked under the lock.',
    why: 'Every row is read while writers wait. Add it NOT VALID, and VALIDATE it in a later transaction; SET NOT NULL is free once a validated CHECK (… IS NOT NULL) stands.',
    scenario:
      'The migration runs on a table with many rows while the application writes to it: all writers wait until every row was read.',
    severity: 'warning',
    confidence: 700,
  },
  'table-rewrite': {
    title: 'A table that is written again',
    summary: 'A migration has PostgreSQL write every row of a table again.',
    why: 'The table is locked for readers and writers until every row is written again. Add a column of the new form, fill it in batches, then switch.',
    scenario:
      'The migration runs on a table with many rows: nobody reads or writes it until all of them are written again.',
    severity: 'warning',
    confidence: 600,
  },
  'required-column': {
    title: 'A required column without a default',
    summary: 'A migration adds a NOT NULL column without a default to a table that may have rows.',
    why: 'PostgreSQL refuses the statement as soon as the table has one row. Give it a default, or add it nullable, fill it, and set NOT NULL then.',
    scenario:
      'The migration runs on a database in use: it stops with "column contains null values", and the deployment with it.',
    severity: 'warning',
    confidence: 800,
  },
  'concurrent-in-transaction': {
    title: 'CONCURRENTLY inside a transaction',
    summary: 'A migration creates or drops an index CONCURRENTLY inside a transaction, which PostgreSQL refuses.',
    why: 'PostgreSQL refuses CONCURRENTLY inside a transaction block. Let the migration run without a transaction, with this statement alone.',
    scenario: 'The migration runs: it stops with "cannot run inside a transaction block", and the deployment with it.',
    severity: 'warning',
    confidence: 800,
  },
  'whole-table-write': {
    title: 'All rows of a table are written',
    summary: 'A migration deletes or rewrites all rows of a table.',
    why: 'No condition narrows it down. Say which rows are meant, and write many of them in batches.',
    scenario:
      'The migration runs on a database in use: rows that were to stay are gone, or locked until all are written.',
    severity: 'warning',
    confidence: 600,
  },
  'dropped-data': {
    title: 'Data is dropped',
    summary: 'A migration drops a table or column with its data.',
    why: 'No way back brings the data again, and the release that still runs may read it. Stop using it in one release, and drop it in the next.',
    scenario: 'The release is rolled back after the migration ran: what the old code reads is gone.',
    severity: 'warning',
    confidence: 400,
  },
  'renamed-in-place': {
    title: 'A rename in one step',
    summary: 'A migration renames a table or column in one step.',
    why: 'The release that still runs names it as before. Add the new one, write both, move the readers, then drop the old one.',
    scenario: 'The migration runs before the last old process has ended: each of its queries that names it fails.',
    severity: 'warning',
    confidence: 400,
  },
  'edited-migration': {
    title: 'A migration that already ran is edited',
    summary: 'A migration that stood before, with later ones behind it, does something else now.',
    why: 'Databases that ran it never run it again: they stay as the old text made them, and tools that keep checksums refuse to start. Write a new migration.',
    scenario:
      'A database that ran the old text is upgraded: it misses what the edit adds, or the tool stops at the checksum; a new one differs from it.',
    severity: 'warning',
    confidence: 700,
  },
  'no-way-back': {
    title: 'The migration has no way back, as its neighbours have',
    summary: 'A new migration lacks the way back that the last ones beside it have.',
    why: 'The last migrations beside it can all be taken back. Write the way back, if only to say that there is none.',
    scenario: 'The release is rolled back: the tool finds no way back from this migration and stops.',
    severity: 'suggestion',
    confidence: 200,
  },
  'dropped-name-in-use': {
    title: 'What the migration drops is still named',
    summary: 'A migration drops or renames a table or column that a statement of SQL at head still names.',
    why: 'Once the migration has run, that statement fails. Move what reads it first.',
    scenario: 'The migration runs, and then the statement: the server answers that there is no such table or column.',
    severity: 'warning',
    confidence: 750,
  },
} as const;

/** The rules that a step of a migration may break. */
export type MigrationRule = keyof typeof MIGRATION_HAZARDS;

/** The rules of the checks of migrations. */
export const MIGRATION_RULES: Readonly<Record<string, Rule>> = Object.fromEntries(
  Object.entries(MIGRATION_HAZARDS).map(([rule, { summary, severity, confidence }]) => [
    rule,
    { summary, severity, confidence },
  ]),
);
