import { z } from 'zod';

/**
 * One thing that a statement of a migration does to a database. Tables and columns are named without schema and quotes, in lower case.
 * `table` is empty where the statement names none (`DROP INDEX`).
 */
export const MigrationStep = z.strictObject({
  kind: z.enum([
    'create-table',
    'drop-table',
    'rename-table',
    'add-column',
    'drop-column',
    'rename-column',
    'change-type',
    'set-not-null',
    'create-index',
    'drop-index',
    'reindex',
    'add-constraint',
    'validate-constraint',
    'delete-all',
    'update-all',
    'truncate',
    'drop-database',
    'begin',
    'end',
  ]),
  table: z.string(),
  /** The column, constraint or index; of a table that is renamed the new name. */
  name: z.string(),
  /** Of a column: NOT NULL. */
  required: z.boolean().optional(),
  /** With what rows that stand are filled: one value for all, one computed for each, or what a function says that nobody here knows. */
  fill: z.enum(['constant', 'each', 'unknown']).optional(),
  /** Of a constraint or a column: what an index is built for. */
  unique: z.boolean().optional(),
  constraint: z.enum(['foreign-key', 'check', 'unique', 'primary-key', 'exclude']).optional(),
  /** A way that lets others go on: CONCURRENTLY, NOT VALID, USING INDEX. */
  gentle: z.boolean().optional(),
  /** Of a column whose type changes: the new type, and whether an expression computes the values. */
  type: z.string().optional(),
  computed: z.boolean().optional(),
  /** What a check of a constraint says: the column that may not be null. */
  notNull: z.string().optional(),
});
export type MigrationStep = z.infer<typeof MigrationStep>;
