/**
 * The triggers that make one table append-only. `keys` are its unique keys. The insert guard looks at every key itself,
 * because a replacing insert deletes the old row without firing delete triggers when another connection has
 * `recursive_triggers` off, and an ignoring insert would lose the new row without a word.
 *
 * The text of these triggers is part of the migrations that used them: a change here needs a new function.
 */
export function appendOnly(table: string, keys: readonly string[]): string {
  return `${noUpdate(table)}
CREATE TRIGGER ${table}_no_delete BEFORE DELETE ON ${table}
BEGIN SELECT RAISE(ABORT, 'docket history is append-only: ${table} refuses DELETE'); END;
${noReplace(table, keys)}`;
}

/** Artifact bytes may go, but only when a tombstone stands on every row that names them; they come back only with a new row. */
export function appendOnlyContents(): string {
  return `${noUpdate('artifact_contents')}
CREATE TRIGGER artifact_contents_no_delete BEFORE DELETE ON artifact_contents
WHEN ${isLive('OLD')} OR NOT EXISTS (SELECT 1 FROM artifacts WHERE digest = OLD.digest)
BEGIN SELECT RAISE(ABORT, 'docket history is append-only: artifact_contents refuses DELETE without a tombstone'); END;
CREATE TRIGGER artifact_contents_no_orphan BEFORE INSERT ON artifact_contents
WHEN NOT ${isLive('NEW')}
BEGIN SELECT RAISE(ABORT, 'docket history: artifact bytes need a row in artifacts without a tombstone'); END;
${noReplace('artifact_contents', ['digest', 'rowid'])}`;
}

function isLive(row: 'OLD' | 'NEW'): string {
  return `EXISTS (SELECT 1 FROM artifacts WHERE digest = ${row}.digest AND NOT EXISTS
  (SELECT 1 FROM tombstones WHERE subject_table = 'artifacts' AND subject = artifacts.id))`;
}

function noUpdate(table: string): string {
  return `CREATE TRIGGER ${table}_no_update BEFORE UPDATE ON ${table}
BEGIN SELECT RAISE(ABORT, 'docket history is append-only: ${table} refuses UPDATE'); END;`;
}

function noReplace(table: string, keys: readonly string[]): string {
  return keys.map((key, index) => noReplaceKey(table, key.split(', '), index)).join('\n');
}

function noReplaceKey(table: string, columns: readonly string[], index: number): string {
  const same = columns.map((column) => `${column} = NEW.${column}`).join(' AND ');
  return `CREATE TRIGGER ${table}_no_replace_${index} BEFORE INSERT ON ${table}
WHEN EXISTS (SELECT 1 FROM ${table} WHERE ${same})
BEGIN SELECT RAISE(ABORT, 'docket history is append-only: ${table} has a row with this ${columns.join(' and ')}'); END;`;
}
