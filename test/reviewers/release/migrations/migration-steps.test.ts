import { expect, test } from 'vitest';
import { findHazards } from '../../../../reviewers/release/migrations/find-hazards.ts';
import { release } from '../../../../reviewers/release/index.ts';
import { places, runChecks } from '../../check-table.ts';

const SQL = 'db/postgres/migrations/0007_orders.sql';
const UP = 'db/postgres/migrations/0007_orders.up.sql';
const RAILS = 'db/migrate/20240102030405_add.rb';
const ALEMBIC = 'alembic/versions/0a1b_add.py';
const KNEX = 'migrations/20240102_add.js';
const BESIDE = {
  Gemfile: "gem 'pg'\n",
  'pyproject.toml': 'dependencies = ["asyncpg"]\n',
  'package.json': '{"dependencies":{"pg":"8"}}\n',
};

const told = async (
  path: string,
  text: string,
  old: Readonly<Record<string, string>> = {},
): Promise<readonly string[]> => {
  const base = { ...BESIDE, ...old };
  const { reports } = await runChecks(
    release,
    { old: base, new: { ...base, [path]: text } },
    { only: ['migration-steps'] },
  );
  return places(reports).map((place) => place.replace(path, ''));
};
const rails = (body: string, before = ''): string =>
  `class Add < ActiveRecord::Migration[7.1]\n${before}  def change\n    ${body}\n  end\nend\n`;
const alembic = (forth: string, back = 'pass'): string =>
  `from alembic import op\nimport sqlalchemy as sa\n\ndef upgrade():\n    ${forth}\n\ndef downgrade():\n    ${back}\n`;
const knex = (forth: string, back = ''): string =>
  `exports.up = async (knex) => {\n  ${forth}\n};\nexports.down = async (knex) => {\n  ${back}\n};\n`;

test.each<readonly [path: string, bad: string, told: readonly string[], safe: string]>([
  [SQL, 'CREATE INDEX i ON a (b);', ['blocking-index :1'], 'CREATE TABLE a (b int);\nCREATE INDEX i ON a (b);'],
  [SQL, 'ALTER TABLE a ADD UNIQUE (b);', ['blocking-index :1'], 'ALTER TABLE a ADD UNIQUE USING INDEX i;'],
  [SQL, 'ALTER TABLE a ADD COLUMN b int UNIQUE;', ['blocking-index :1'], 'ALTER TABLE a ADD COLUMN b int;'],
  [SQL, 'REINDEX TABLE a;', ['blocking-index :1'], 'REINDEX TABLE CONCURRENTLY a;'],
  [
    SQL,
    'ALTER TABLE a ADD CHECK (b > 0);',
    ['constraint-checked-at-once :1'],
    'ALTER TABLE a ADD CHECK (b > 0) NOT VALID;',
  ],
  [
    SQL,
    'ALTER TABLE a ALTER b SET NOT NULL;',
    ['constraint-checked-at-once :1'],
    'ALTER TABLE a VALIDATE CONSTRAINT c;\nALTER TABLE a ALTER b SET NOT NULL;',
  ],
  [
    SQL,
    'ALTER TABLE a ADD b uuid DEFAULT gen_random_uuid();',
    ['table-rewrite :1'],
    'ALTER TABLE a ADD b timestamptz DEFAULT now();',
  ],
  [SQL, 'ALTER TABLE a ADD b serial;', ['table-rewrite :1'], "ALTER TABLE a ADD b text DEFAULT 'x';"],
  [SQL, 'ALTER TABLE a ALTER b TYPE bigint;', ['table-rewrite :1'], 'ALTER TABLE a ALTER b TYPE text;'],
  [
    SQL,
    'ALTER TABLE a\n  ADD c int,\n  ADD b int NOT NULL;',
    ['required-column :3'],
    'ALTER TABLE a ADD b int NOT NULL DEFAULT 1;',
  ],
  [
    SQL,
    'BEGIN;\nDROP INDEX CONCURRENTLY i;\nCOMMIT;',
    ['concurrent-in-transaction :2'],
    'BEGIN;\nCOMMIT;\nDROP INDEX CONCURRENTLY i;',
  ],
  [
    UP,
    'SELECT 1;\nALTER TABLE a ADD c int;\nCREATE INDEX CONCURRENTLY i ON a (b);',
    ['concurrent-in-transaction :3'],
    'CREATE INDEX CONCURRENTLY i ON a (b);',
  ],
  [
    SQL,
    '-- +goose Up\nCREATE INDEX CONCURRENTLY i ON a (b);',
    ['concurrent-in-transaction :2'],
    '-- +goose NO TRANSACTION\n-- +goose Up\nCREATE INDEX CONCURRENTLY i ON a (b);',
  ],
  [SQL, 'TRUNCATE a;', ['whole-table-write :1'], '-- +goose Up\nSELECT 1;\n-- +goose Down\nTRUNCATE a;'],
  [SQL, 'DELETE FROM a;', ['whole-table-write :1'], "DELETE FROM a WHERE b = ';';"],
  [
    RAILS,
    rails('add_index :a, :b'),
    ['blocking-index :3'],
    rails('add_index :a, :b, algorithm: :concurrently', '  disable_ddl_transaction!\n'),
  ],
  [
    RAILS,
    rails('add_index :a, :b, algorithm: :concurrently'),
    ['concurrent-in-transaction :3'],
    rails('create_table :a do |t|\n      t.index :b\n    end\n    add_index :a, :c'),
  ],
  [
    RAILS,
    rails('add_column :a, :b, :string, null: false'),
    ['required-column :3'],
    rails("add_column :a, :b, :string, null: false, default: ''"),
  ],
  [
    RAILS,
    rails('execute <<~SQL\n      DELETE FROM a;\n    SQL'),
    ['whole-table-write :4'],
    rails('execute <<~SQL\n      DELETE FROM a WHERE b;\n    SQL'),
  ],
  [
    ALEMBIC,
    alembic("op.create_index('i', 'a', ['b'])"),
    ['blocking-index :5'],
    alembic('pass', "op.create_index('i', 'a', ['b'])"),
  ],
  [
    ALEMBIC,
    alembic("op.add_column('a', sa.Column('b', sa.Integer(), nullable=False))"),
    ['required-column :5'],
    alembic("op.add_column('a', sa.Column('b', sa.Integer(), nullable=False, server_default='1'))"),
  ],
  [
    ALEMBIC,
    alembic('op.execute("DELETE FROM a")'),
    ['whole-table-write :5'],
    alembic('op.execute("DELETE FROM a WHERE b")'),
  ],
  [KNEX, knex('await knex.raw(`TRUNCATE a`);'), ['whole-table-write :2'], knex('', 'await knex.raw(`TRUNCATE a`);')],
])('%s: %j', async (path, bad, expected, safe) => {
  expect(await told(path, `${bad}\n`)).toEqual(expected);
  expect(await told(path, `${safe}\n`)).toEqual([]);
});

test('one finding a migration and rule names the other lines', async () => {
  const text = 'CREATE INDEX i ON a (b);\nCREATE INDEX j ON c (d);\n';
  const { reports } = await runChecks(release, { old: {}, new: { [SQL]: text } }, { only: ['migration-steps'] });
  expect(
    reports.map(({ title, explanation }) => [title, explanation.includes('`c`'), explanation.includes('line 2')]),
  ).toEqual([['The migration: an index on `a` is built without CONCURRENTLY and at 1 more line', true, true]]);
});

test('a repository whose migrations never go gently is not asked to; one whose do is warned', async () => {
  const old = (text: string) =>
    Object.fromEntries([1, 2, 3, 4, 5, 6].map((number) => [`db/postgres/migrations/000${number}_a.sql`, text]));
  const bad = 'CREATE INDEX i ON a (b);\n';
  expect(await told(SQL, bad, old('CREATE INDEX x ON y (z);\n'))).toEqual([]);
  expect(await told(SQL, bad, old('CREATE INDEX CONCURRENTLY x ON y (z);\n'))).toEqual(['blocking-index :1']);
});

test.each([
  ['db/mysql/migrations/0007_a.sql', 'CREATE INDEX i ON a (b);\n'],
  ['migrations/0007_a.sql', 'CREATE INDEX i ON a (b) ENGINE=InnoDB;\n'],
  ['src/queries/7_a.sql', 'CREATE INDEX i ON a (b);\n'],
  ['test/fixtures/postgres/migrations/0007_a.sql', 'CREATE INDEX i ON a (b);\n'],
])('%s: another database, or no migration', async (path, text) => {
  expect(await told(path, text)).toEqual([]);
});

test.each([
  // Bodies of routines do nothing yet.
  'CREATE FUNCTION f() RETURNS void LANGUAGE sql BEGIN ATOMIC UPDATE a SET b = CASE WHEN c THEN 0 END; DELETE FROM a; END;',
  'CREATE TRIGGER t AFTER DELETE ON a BEGIN UPDATE c SET n = 0; DELETE FROM d; END;',
  // Under its old name a view is read.
  'ALTER TABLE accounts RENAME TO customers;\nCREATE VIEW accounts AS SELECT * FROM customers;',
  'ALTER TABLE a ADD b_big bigint;\nALTER TABLE a RENAME b_big TO b;',
])('%s: harms nobody', async (text) => {
  expect(await told(SQL, `${text}\n`)).toEqual([]);
});

test('behind the body of a routine the next statement is read', async () => {
  const text = 'CREATE TRIGGER t BEFORE DELETE ON a BEGIN DELETE FROM d; END;\nBEGIN;\nTRUNCATE b;\nEND;\n';
  expect(await told(SQL, text)).toEqual(['whole-table-write :3']);
});

test('what another new migration beside it makes has no rows yet', async () => {
  const add = { 'db/postgres/migrations/0006_a.sql': 'CREATE TABLE widgets (a int);\n' };
  const use = { [SQL]: 'ALTER TABLE widgets ADD b int NOT NULL;\nCREATE INDEX i ON widgets (b);\n' };
  const rules = async (old: Readonly<Record<string, string>>) =>
    (await runChecks(release, { old, new: { ...add, ...use } }, { only: ['migration-steps'] })).reports.map(
      ({ rule }) => rule,
    );
  expect(await rules({})).toEqual([]);
  expect((await rules(add)).toSorted()).toEqual(['blocking-index', 'required-column']);
});

test('an exclusion constraint is called by its name', async () => {
  const text = 'ALTER TABLE a ADD EXCLUDE USING gist (b WITH =);\n';
  const { reports } = await runChecks(release, { old: {}, new: { [SQL]: text } }, { only: ['migration-steps'] });
  expect(reports.map(({ title }) => title)).toEqual(['The migration: an exclusion constraint builds its index on `a`']);
});

test('of many steps each is looked at once', () => {
  // A step that is copied for each one after it costs minutes here.
  const length = 150_000;
  const steps = Array.from({ length }, (_, at) => ({
    kind: 'set-not-null' as const,
    table: `t${at}`,
    name: 'a',
    line: at + 1,
  }));
  const migration = { path: SQL, form: 'sql' as const, text: '', steps, statements: length, unread: [] };
  const habits = { index: 'unknown', check: 'unknown' } as const;
  expect(findHazards(migration, { postgres: true, habits })).toHaveLength(length);
});

test('what PostgreSQL does not take leaves the file unjudged, and the rest is read', async () => {
  const text = 'ALTER TABLE a ADD {{ column }} int;\nTRUNCATE b;\n';
  const { reports, unjudged } = await runChecks(
    release,
    { old: {}, new: { [SQL]: text } },
    { only: ['migration-steps'] },
  );
  expect(places(reports)).toEqual([`whole-table-write ${SQL}:2`]);
  expect(unjudged).toEqual([SQL]);
});
