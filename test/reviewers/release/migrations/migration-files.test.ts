import { expect, test } from 'vitest';
import { release } from '../../../../reviewers/release/index.ts';
import { withoutComments } from '../../../../reviewers/release/migrations/without-comments.ts';
import { places, runChecks } from '../../check-table.ts';
import type { Tree } from '../../../support/change-from-trees.ts';

const run = async (old: Tree, now: Tree) =>
  (await runChecks(release, { old, new: { ...old, ...now } }, { only: ['migration-files', 'migrated-names'] })).reports;

const flyway = (number: number): string => `src/main/resources/db/migration/V${number}__step.sql`;
const FLYWAY = Object.fromEntries(
  [1, 2, 3, 9, 10].map((number) => [
    flyway(number),
    `CREATE TABLE t${number} (id int);\n${number === 1 ? 'CREATE TABLE u (id int);\n' : ''}`,
  ]),
);

test.each<readonly [path: string, now: string, told: readonly string[]]>([
  [flyway(2), 'CREATE TABLE t2 (id bigint);\n', [`edited-migration ${flyway(2)}:1`]],
  [flyway(9), 'CREATE TABLE t9 (id int);\n', []],
  [flyway(2), '-- Orders.\ncreate table t2 (\n  id int\n);\n', []],
  [flyway(1), 'CREATE TABLE t1 (id int);\n', [`edited-migration ${flyway(1)}:`]],
  // The last two may not have been released.
  [flyway(10), 'CREATE TABLE t10 (id bigint);\n', []],
])('%s becomes %j', async (path, now, told) => {
  expect(places(await run(FLYWAY, { [path]: now }))).toEqual(told);
});

test('where no checksum is kept, an edit is folded', async () => {
  const path = (number: number): string => `migrations/000${number}_step.up.sql`;
  const old = Object.fromEntries([1, 2, 3, 4].map((number) => [path(number), `CREATE TABLE t${number} (id int);\n`]));
  const now = { [path(1)]: 'CREATE TABLE t1 (id bigint);\n' };
  expect((await run(old, now)).map(({ confidence }) => confidence)).toEqual([200]);
  expect(
    (await run({ ...old, 'Cargo.toml': '[dependencies]\nsqlx = "0.8"\n' }, now)).map(({ confidence }) => confidence),
  ).toEqual([undefined]);
});

test('a comment of millions of signs is one blank', () => {
  for (const inner of ['a', '*', 'a/']) {
    const comment = `/*${inner.repeat(5_000_000)}*/`;
    expect(withoutComments(`A ${comment}B`)).toBe('a b');
  }
});

const pair = (number: number): Tree => ({
  [`migrations/${number}_a.up.sql`]: 'SELECT 1;\n',
  [`migrations/${number}_a.down.sql`]: 'SELECT 1;\n',
});
const PAIRS = { ...pair(1), ...pair(2), ...pair(3), ...pair(4) };

test('a migration without the way back that its neighbours have', async () => {
  const up = { 'migrations/5_a.up.sql': 'CREATE TABLE a (b int);\n' };
  expect(places(await run(PAIRS, up))).toEqual(['no-way-back migrations/5_a.up.sql:']);
  expect(await run(PAIRS, { ...up, 'migrations/5_a.down.sql': 'DROP TABLE a;\n' })).toEqual([]);
  expect(await run({ ...pair(1), ...pair(2) }, up)).toEqual([]);
  expect(await run(PAIRS, { 'migrations/5_a.up.sql': "ALTER TYPE a ADD VALUE 'b';\n" })).toEqual([]);
});

test.each<readonly [migration: string, code: Tree, told: readonly string[]]>([
  [
    'ALTER TABLE orders DROP COLUMN shipping_note;\n',
    { 'src/a.ts': 'const q = `SELECT shipping_note\n  FROM orders`;\n' },
    ['dropped-name-in-use db/migrations/0007_a.sql:1'],
  ],
  [
    'ALTER TABLE orders RENAME shipping_note TO note;\n',
    { 'a.py': 'Q = "UPDATE orders SET shipping_note = 1"\n' },
    ['dropped-name-in-use db/migrations/0007_a.sql:1'],
  ],
  [
    'DROP TABLE order_notes;\n',
    { 'a.go': 'db.Query("SELECT 1 FROM public.order_notes")\n' },
    ['dropped-name-in-use db/migrations/0007_a.sql:1'],
  ],
  // Of another table, in a test, in a comment, or made again.
  [
    'ALTER TABLE orders DROP COLUMN shipping_note;\n',
    { 'src/a.ts': 'const q = `SELECT shipping_note FROM carts`;\n' },
    [],
  ],
  ['DROP TABLE order_notes;\n', { 'test/a.ts': 'q(`SELECT 1 FROM order_notes`);\n' }, []],
  [
    'ALTER TABLE orders DROP COLUMN shipping_note;\n',
    { 'a.py': '# shipping_note of orders went\nQ = "SELECT 1 FROM orders"\n' },
    [],
  ],
  [
    'DROP TABLE order_notes;\nCREATE TABLE order_notes (a int);\n',
    { 'a.go': 'db.Query("SELECT 1 FROM order_notes")\n' },
    [],
  ],
  [
    'CREATE TABLE notes_new (a int);\nDROP TABLE order_notes;\nALTER TABLE notes_new RENAME TO order_notes;\n',
    { 'a.go': 'db.Query("SELECT 1 FROM order_notes")\n' },
    [],
  ],
  [
    'ALTER TABLE orders ADD user_id_big int;\nALTER TABLE orders DROP user_id;\nALTER TABLE orders RENAME user_id_big TO user_id;\n',
    { 'a.go': 'db.Query("SELECT user_id FROM orders")\n' },
    [],
  ],
  // Modules of that name, and a comment.
  ['DROP TABLE order_notes;\n', { 'a.py': 'from order_notes import a\n' }, []],
  ['DROP TABLE order_notes;\n', { 'a.ts': 'import { a } from "order_notes";\n' }, []],
  ['DROP TABLE order_notes;\n', { 'a.ts': 'import {\n  a,\n} from "order_notes";\n' }, []],
  ['DROP TABLE order_notes;\n', { 'a.py': '# copied from order_notes long ago\n' }, []],
])('%j while %j', async (migration, code, told) => {
  expect(places(await run(code, { 'db/migrations/0007_a.sql': migration }))).toEqual(told);
});
