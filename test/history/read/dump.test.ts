import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { openHistory } from '../../../history/log.ts';
import { UNION_TABLES } from '../../../history/tables/tables.ts';
import { canonicalJson } from '../../../schemas/text/canonical-json.ts';
import { temporary, writeRun } from '../replica/world.ts';

it('every row of a dump is its canonical JSON, whatever is in it', () => {
  const path = join(temporary(), 'log.db');
  const log = openHistory(path);
  writeRun(log, { label: 'a "label"\n\u2028 with é, \u{1f600} and \\ in it' });
  writeRun(log);
  const lines = log.dump().filter((line) => !line.startsWith('artifact_contents'));
  log.close();
  const db = new Database(path, { readonly: true });
  const rows = UNION_TABLES.flatMap((table) =>
    db
      .prepare(`SELECT * FROM ${table} ORDER BY id`)
      .all()
      .map((row) => `${table}\t${canonicalJson(row)}`),
  );
  db.close();
  expect(rows.length).toBeGreaterThan(6);
  expect(lines).toEqual(rows);
});
