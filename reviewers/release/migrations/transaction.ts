import { fileNameOf } from '../paths.ts';
import type { ReadMigration } from './read-migration.ts';

/** What says for a file that its tool opens no transaction around it. */
const WITHOUT =
  /--\s{0,5}(?:\+goose no transaction|no-transaction|\+migrate \w{2,4} notransaction|migrate:\w{2,4}.{0,40}transaction:\s{0,5}false)|disable_ddl_transaction!|autocommit_block|atomic\s{0,5}=\s{0,5}False|\btransaction\s{0,5}[:=]\s{0,5}false|noTransaction\(|disable-transaction|executeInTransaction|isolation_level|\bCOMMIT\b/i;
const WRAPPED = /--\s{0,5}(?:\+goose up|\+migrate up|migrate:up)\b/i;

/** Why a statement of a migration stands in a transaction that its tool opens; null where it opens none, or nobody knows. */
export function wrappedBy({ path, form, text, statements }: ReadMigration): string | null {
  if (WITHOUT.test(text)) return null;
  if (form === 'rails') return 'Rails runs a migration in a transaction unless it says `disable_ddl_transaction!`';
  if (form === 'python' && /\bmigrations\.Migration\b/.test(text))
    return 'Django runs a migration in a transaction unless it says `atomic = False`';
  if (form !== 'sql') return null;
  if (WRAPPED.test(text)) return 'the tool runs the file in a transaction unless its first lines say otherwise';
  const isTogether = /^migration\.sql$|\.up\.sql$/.test(fileNameOf(path)) && statements > 1;
  return isTogether
    ? 'the file is sent as one query, and PostgreSQL runs all statements of a query in one transaction'
    : null;
}
