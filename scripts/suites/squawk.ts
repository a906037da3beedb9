import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LabelledCase } from './labelled-case.ts';

/** Rules of squawk that a reader may be told about, and ours that say the same; the others ask for a style (`text` for `varchar`, `IF NOT EXISTS`). */
const OURS: Readonly<Record<string, readonly string[]>> = {
  'adding-field-with-default': ['table-rewrite'],
  'adding-foreign-key-constraint': ['constraint-checked-at-once'],
  'adding-not-null-field': ['constraint-checked-at-once'],
  'adding-primary-key-constraint': ['blocking-index'],
  'adding-required-field': ['required-column'],
  'ban-concurrent-index-creation-in-transaction': ['concurrent-in-transaction'],
  'ban-drop-column': ['dropped-data'],
  'ban-drop-database': ['dropped-data'],
  'ban-drop-table': ['dropped-data'],
  'ban-truncate-cascade': ['whole-table-write'],
  'changing-column-type': ['table-rewrite'],
  'constraint-missing-not-valid': ['constraint-checked-at-once'],
  'disallow-unique-constraint': ['blocking-index'],
  'renaming-column': ['renamed-in-place'],
  'renaming-table': ['renamed-in-place'],
  'require-concurrent-index-creation': ['blocking-index'],
  'require-concurrent-index-deletion': ['blocking-index'],
  'require-concurrent-reindex': ['blocking-index'],
};

const TEST = /#\[test\]\s+fn (\w+)\(\) \{(.*?)\n {4}\}/gs;
const SQL = /let sql = r?(#*)"(.*?)"\1;/s;
const VERDICT = /\blint_(ok|errors)(_with)?\(/;

/** The tests of squawk's rules (`crates/squawk_linter/src/rules`): each is bad or good as a whole, for one rule. */
export function squawkCases(folder: string): LabelledCase[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.rs') && file !== 'mod.rs')
    .flatMap((file) => {
      const name = file.slice(0, -3).replaceAll('_', '-');
      const rules = OURS[name];
      if (rules === undefined) return [];
      return [...readFileSync(join(folder, file), 'utf8').matchAll(TEST)].flatMap(([, test = '', body = '']) => {
        const [sql, verdict] = [SQL.exec(body)?.[2], VERDICT.exec(body)];
        const settings = verdict?.[2] === undefined ? '' : body.slice(body.indexOf('LinterSettings'));
        // What holds for versions of PostgreSQL that nobody maintains, and squawk's own directives.
        if (
          sql === undefined ||
          sql.includes('squawk-disable') ||
          verdict === null ||
          /pg_version: "(?:\d|1[01])[".]/.test(settings)
        )
          return [];
        return [
          {
            path: `db/postgres/migrations/${name}-${test}/up.sql`,
            text: settings.includes('assume_in_transaction: true') ? `BEGIN;\n${sql}` : sql,
            marks: [{ name, lines: null, bad: verdict[1] === 'errors', rules }],
          },
        ];
      });
    });
}
