import { flags, flagsChange, type RuleWords } from '../../rule-example.ts';
import { MIGRATION_HAZARDS } from './hazard-words.ts';

const PATH = 'db/postgres/migrations/0007_orders.up.sql';
const why = (rule: keyof typeof MIGRATION_HAZARDS): string => MIGRATION_HAZARDS[rule].why;
const added = (rule: keyof typeof MIGRATION_HAZARDS, bad: string, good: string): RuleWords =>
  flags(why(rule), [PATH, bad, good]);
const numbered = (number: number, end: string): string => `db/migrations/000${number}_step.${end}.sql`;
const NEIGHBOURS = Object.fromEntries(
  [1, 2, 3, 4].flatMap((number) => [
    [numbered(number, 'up'), `CREATE TABLE t${number} (id int);\n`],
    [numbered(number, 'down'), `DROP TABLE t${number};\n`],
  ]),
);
const FORTH = '-- migrate:up\nCREATE TABLE t5 (id int);';
const DBMATE = Object.fromEntries(
  [1, 2, 3, 4].map((number) => [`db/migrations/000${number}_step.sql`, `${FORTH}\n-- migrate:down\nDROP TABLE t5;\n`]),
);

/** What migrations do to a database in use. */
export const MIGRATION_EXAMPLES = {
  'blocking-index': added(
    'blocking-index',
    'CREATE INDEX orders_user ON orders (user_id);',
    'CREATE INDEX CONCURRENTLY orders_user ON orders (user_id);',
  ),
  'constraint-checked-at-once': added(
    'constraint-checked-at-once',
    'ALTER TABLE orders ADD CONSTRAINT orders_user FOREIGN KEY (user_id) REFERENCES users (id);',
    'ALTER TABLE orders ADD CONSTRAINT orders_user FOREIGN KEY (user_id) REFERENCES users (id) NOT VALID;',
  ),
  'table-rewrite': added(
    'table-rewrite',
    'ALTER TABLE orders ADD COLUMN token uuid DEFAULT gen_random_uuid();',
    'ALTER TABLE orders ADD COLUMN seen_at timestamptz DEFAULT now();',
  ),
  'required-column': added(
    'required-column',
    'ALTER TABLE orders ADD COLUMN state text NOT NULL;',
    "ALTER TABLE orders ADD COLUMN state text NOT NULL DEFAULT 'new';",
  ),
  'concurrent-in-transaction': added(
    'concurrent-in-transaction',
    'BEGIN;\nCREATE INDEX CONCURRENTLY orders_user ON orders (user_id);\nCOMMIT;',
    'CREATE INDEX CONCURRENTLY orders_user ON orders (user_id);',
  ),
  'whole-table-write': added('whole-table-write', 'DELETE FROM orders;', "DELETE FROM orders WHERE state = 'gone';"),
  'dropped-data': added(
    'dropped-data',
    'ALTER TABLE orders DROP COLUMN note;',
    'ALTER TABLE orders ALTER COLUMN note DROP NOT NULL;',
  ),
  'renamed-in-place': added(
    'renamed-in-place',
    'ALTER TABLE orders RENAME COLUMN note TO remark;',
    'ALTER TABLE orders ADD COLUMN remark text;',
  ),
  'edited-migration': flagsChange(why('edited-migration'), {
    path: numbered(1, 'up'),
    base: 'CREATE TABLE t1 (id int);\n',
    bad: 'CREATE TABLE t1 (id bigint);\n',
    good: '-- The first table.\nCREATE TABLE t1 (id int);\n',
    beside: Object.fromEntries(Object.entries(NEIGHBOURS).filter(([path]) => path !== numbered(1, 'up'))),
  }),
  'no-way-back': flagsChange(why('no-way-back'), {
    path: 'db/migrations/0005_step.sql',
    bad: `${FORTH}\n`,
    good: `${FORTH}\n-- migrate:down\nDROP TABLE t5;\n`,
    beside: DBMATE,
  }),
  'dropped-name-in-use': flagsChange(why('dropped-name-in-use'), {
    path: PATH,
    bad: 'ALTER TABLE orders DROP COLUMN shipping_note;\n',
    good: 'ALTER TABLE orders DROP COLUMN billing_note;\n',
    beside: { 'src/orders.ts': 'export const notes = sql`SELECT shipping_note FROM orders`;\n' },
  }),
} as const satisfies Readonly<Record<string, RuleWords>>;
