import { describe, expect, test } from 'vitest';
import { security } from '../../../../reviewers/security/index.ts';
import { runChecks } from '../../check-table.ts';

const PATH = 'migrations/0007_rights.sql';

async function said(head: string, { base = '', path = PATH } = {}): Promise<readonly string[]> {
  const trees = { old: base === '' ? {} : { [path]: base }, new: { [path]: head } };
  const { reports, unjudged } = await runChecks(security, trees, { only: ['sql-statements'] });
  return [...reports.map(({ rule }) => rule), ...(unjudged.length > 0 ? ['unjudged'] : [])];
}

const plpgsql = (body: string, { parameters = 'a text', more = '' } = {}): string =>
  `CREATE FUNCTION f(${parameters}) RETURNS void LANGUAGE plpgsql ${more} AS $$\nDECLARE q text; n int;\nBEGIN\n${body}\nEND $$;`;
const definer = (more = ''): string =>
  `CREATE FUNCTION f() RETURNS int LANGUAGE sql SECURITY DEFINER ${more} AS $$ SELECT b FROM c $$;`;
const policy = (said: string): string => `CREATE POLICY p ON notes ${said};`;

describe('what a statement opens, and its neighbour that does not', () => {
  test.each<readonly [rule: string, bad: string, good: string]>([
    ['public-exposure', 'GRANT SELECT ON accounts TO PUBLIC;', 'GRANT SELECT ON accounts TO reporting;'],
    [
      'public-exposure',
      'GRANT ALL ON ALL TABLES IN SCHEMA app TO PUBLIC;',
      'REVOKE ALL ON ALL TABLES IN SCHEMA app FROM PUBLIC;',
    ],
    ['public-exposure', 'GRANT CREATE ON SCHEMA public TO PUBLIC;', 'GRANT USAGE ON SCHEMA public TO PUBLIC;'],
    ['public-exposure', 'GRANT ALL ON DATABASE app TO PUBLIC;', 'GRANT CONNECT ON DATABASE app TO PUBLIC;'],
    [
      'public-exposure',
      'ALTER DEFAULT PRIVILEGES IN SCHEMA app GRANT SELECT ON TABLES TO PUBLIC;',
      'ALTER DEFAULT PRIVILEGES IN SCHEMA app GRANT SELECT ON TABLES TO app;',
    ],
    [
      'public-exposure',
      `${definer("SET search_path = ''")} GRANT EXECUTE ON FUNCTION f() TO PUBLIC;`,
      `${definer("SET search_path = ''")} GRANT EXECUTE ON FUNCTION f() TO app;`,
    ],
    [
      'public-exposure',
      'GRANT INSERT, DELETE ON notes TO anon;',
      'ALTER TABLE notes ENABLE ROW LEVEL SECURITY; GRANT INSERT, DELETE ON notes TO anon;',
    ],
    ['public-exposure', policy('USING (true)'), policy('FOR SELECT USING (true)')],
    [
      'public-exposure',
      policy('FOR UPDATE TO authenticated USING (true)'),
      policy('FOR UPDATE TO authenticated USING (owner = auth.uid())'),
    ],
    [
      'public-exposure',
      policy('FOR ALL USING (1 = 1) WITH CHECK (true)'),
      policy('FOR ALL TO service_role USING (true)'),
    ],
    ['public-exposure', policy('FOR DELETE USING (true)'), policy('AS RESTRICTIVE FOR DELETE USING (true)')],
    [
      'public-exposure',
      'ALTER POLICY p ON notes USING (true);',
      'ALTER POLICY p ON notes USING (owner = current_user);',
    ],
    ['excessive-permissions', 'CREATE ROLE app LOGIN SUPERUSER;', 'CREATE ROLE app LOGIN NOSUPERUSER;'],
    ['excessive-permissions', 'ALTER ROLE app BYPASSRLS;', 'ALTER ROLE app NOBYPASSRLS;'],
    ['excessive-permissions', 'CREATE USER app CREATEROLE;', 'CREATE USER app CREATEDB;'],
    [
      'excessive-permissions',
      'DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_roles) THEN CREATE ROLE app SUPERUSER; END IF; END $$;',
      'DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_roles) THEN CREATE ROLE app; END IF; END $$;',
    ],
    ['excessive-permissions', 'GRANT pg_execute_server_program TO app;', 'GRANT pg_monitor TO app;'],
    ['excessive-permissions', 'GRANT editor TO PUBLIC;', 'GRANT editor TO app;'],
    ['excessive-permissions', 'CREATE EXTENSION plpython3u;', 'CREATE EXTENSION pg_trgm;'],
    ['guard-removed', 'ALTER TABLE notes DISABLE ROW LEVEL SECURITY;', 'ALTER TABLE notes ENABLE ROW LEVEL SECURITY;'],
    [
      'guard-removed',
      'ALTER TABLE notes NO FORCE ROW LEVEL SECURITY;',
      'ALTER TABLE notes NO FORCE ROW LEVEL SECURITY;\nUPDATE notes SET a = 1;\nALTER TABLE notes FORCE ROW LEVEL SECURITY;',
    ],
    [
      'guard-removed',
      'DROP POLICY tenant_isolation ON notes;',
      'DROP POLICY tenant_isolation ON notes; CREATE POLICY tenant_isolation ON notes USING (tenant = current_user);',
    ],
    [
      'guard-removed',
      'CREATE VIEW v WITH (security_invoker = false) AS SELECT 1;',
      'CREATE VIEW v WITH (security_invoker = true) AS SELECT 1;',
    ],
    ['untrusted-search-path', definer(), definer("SET search_path = ''")],
    ['untrusted-search-path', definer(), `${definer()} ALTER FUNCTION f() SET search_path = pg_catalog;`],
    [
      'untrusted-search-path',
      'ALTER FUNCTION f() SECURITY DEFINER;',
      'ALTER FUNCTION f() SECURITY DEFINER SET search_path = app, pg_temp;',
    ],
    ['sql-injection', plpgsql("EXECUTE 'DELETE FROM ' || a;"), plpgsql("EXECUTE 'DELETE FROM ' || quote_ident(a);")],
    ['sql-injection', plpgsql("EXECUTE format('DELETE FROM %s', a);"), plpgsql("EXECUTE format('DELETE FROM %I', a);")],
    [
      'sql-injection',
      plpgsql("q := 'SELECT ' || a; EXECUTE q;"),
      plpgsql("q := 'SELECT ' || quote_literal(a); EXECUTE q;"),
    ],
    [
      'sql-injection',
      plpgsql("EXECUTE 'UPDATE t SET b = ''' || a || '''';"),
      plpgsql("EXECUTE 'UPDATE t SET b = $1' USING a;"),
    ],
    [
      'sql-injection',
      plpgsql("EXECUTE 'SELECT ' || $1 INTO n;"),
      plpgsql("EXECUTE 'SELECT ' || $1 INTO n;", { parameters: 'a int' }),
    ],
    [
      'sql-injection',
      plpgsql("RETURN QUERY EXECUTE format('SELECT %2$s FROM %1$I', 'b', a);"),
      plpgsql("RETURN QUERY EXECUTE format('SELECT %2$L FROM %1$I', 'b', a);"),
    ],
    [
      'sql-injection',
      plpgsql("EXECUTE 'SELECT ' || coalesce(lower(a), 'b');"),
      plpgsql("EXECUTE 'SELECT ' || CASE WHEN a = 'b' THEN 'c' ELSE 'd' END;"),
    ],
    [
      'sql-injection',
      plpgsql("EXECUTE 'DROP TABLE ' || a;"),
      plpgsql("IF a NOT IN ('b', 'c') THEN RAISE EXCEPTION 'no'; END IF; EXECUTE 'DROP TABLE ' || a;"),
    ],
    [
      'sql-injection',
      plpgsql("EXECUTE 'SELECT ' || NEW.name;", { parameters: '' }),
      plpgsql("EXECUTE 'SELECT FROM ' || TG_TABLE_NAME;", { parameters: '' }),
    ],
    ['sql-injection', plpgsql('EXECUTE a;'), plpgsql("EXECUTE 'ANALYZE b';")],
    ['sql-injection', plpgsql("EXECUTE 'LIMIT ' || a::text;"), plpgsql("EXECUTE 'LIMIT ' || a::int;")],
    [
      'sql-injection',
      plpgsql("q := 'SELECT ' || a; EXECUTE q;"),
      plpgsql("q := (SELECT string_agg(quote_ident(c), ',') FROM unnest(a) c); EXECUTE 'SELECT ' || q;", {
        parameters: 'a text[]',
      }),
    ],
    [
      'sql-injection',
      plpgsql("EXECUTE 'ORDER BY b ' || a;"),
      plpgsql("q := CASE WHEN a IN ('asc', 'desc') THEN a ELSE 'asc' END; EXECUTE 'ORDER BY b ' || q;"),
    ],
    [
      'sql-injection',
      plpgsql("PERFORM 1 FROM t WHERE b = a; EXECUTE 'DROP TABLE ' || a;"),
      plpgsql(
        "PERFORM 1 FROM t WHERE b = a; IF NOT FOUND THEN RAISE EXCEPTION 'no'; END IF; EXECUTE 'DROP TABLE ' || a;",
      ),
    ],
    ['command-injection', "COPY t FROM PROGRAM 'curl example.org';", 'COPY t FROM STDIN;'],
    ['server-files', "SELECT pg_read_file('/etc/passwd');", 'SELECT pg_relation_size(1);'],
    ['server-files', plpgsql('q := pg_read_file(a);'), plpgsql('q := lower(a);')],
    [
      'hard-coded-secret',
      "CREATE USER app PASSWORD 'correct horse';",
      "CREATE USER app PASSWORD 'SCRAM-SHA-256$4096:a$b:c';",
    ],
    [
      'hard-coded-secret',
      "ALTER ROLE app WITH PASSWORD 'correct horse';",
      "ALTER ROLE app WITH PASSWORD '${APP_PASSWORD}';",
    ],
    [
      'hard-coded-secret',
      "SELECT * FROM dblink('host=b password=correct', 'SELECT 1') AS t(a int);",
      "SELECT * FROM dblink('b', 'SELECT 1') AS t(a int);",
    ],
    [
      'hard-coded-secret',
      "SELECT pgp_sym_encrypt(a, 'the key') FROM t;",
      "SELECT pgp_sym_encrypt(a, current_setting('app.key')) FROM t;",
    ],
    [
      'audit-off',
      'ALTER TABLE notes DISABLE TRIGGER notes_audit;',
      'ALTER TABLE notes DISABLE TRIGGER notes_audit;\nALTER TABLE notes ENABLE TRIGGER notes_audit;',
    ],
    ['audit-off', 'DROP TRIGGER audit_notes ON notes;', 'DROP TRIGGER audit_notes ON notes; DROP TABLE notes;'],
    ['audit-off', 'DROP EXTENSION pgaudit;', 'DROP EXTENSION hstore;'],
    ['audit-off', "ALTER SYSTEM SET log_connections = 'off';", "ALTER SYSTEM SET log_connections = 'on';"],
    ['weak-hash', "SELECT crypt(a, gen_salt('md5')) FROM t;", "SELECT crypt(a, gen_salt('bf')) FROM t;"],
    ['weak-hash', 'UPDATE users SET hash = md5(password);', 'UPDATE files SET hash = md5(body);'],
    ['weak-cipher', "SELECT encrypt(a, b, 'des') FROM t;", "SELECT encrypt(a, b, 'aes') FROM t;"],
    [
      'predictable-secret',
      'CREATE TABLE t (token text DEFAULT md5(random()::text));',
      'CREATE TABLE t (colour text DEFAULT md5(random()::text));',
    ],
    ['unencrypted-data', 'ALTER SYSTEM SET ssl = off;', 'ALTER SYSTEM SET ssl = on;'],
  ])('%s: %s', async (rule, bad, good) => {
    expect(await said(bad)).toEqual([rule]);
    expect(await said(good)).toEqual([]);
  });
});

test('what stood at the base is not told, and one finding tells of all of a rule', async () => {
  const [one, other] = ['GRANT SELECT ON a TO PUBLIC;', 'GRANT SELECT ON b TO PUBLIC;'];
  expect(await said(`-- more\n\n${one}`, { base: one })).toEqual([]);
  expect(await said(`${one}\n${other}`, { base: one })).toEqual(['public-exposure']);
  expect(await said(`${one}\n${other}\nGRANT SELECT ON c TO PUBLIC;`)).toEqual(['public-exposure']);
});

test('a file that takes another back opens nothing by taking away its policies', async () => {
  const gone = 'DROP POLICY own_rows ON notes; ALTER TABLE notes DISABLE ROW LEVEL SECURITY;';
  expect(await said(gone, { path: 'migrations/0007_rights.down.sql' })).toEqual([]);
});

test.each([
  ['CREATE TABLE a (b int) ENGINE=InnoDB;'],
  ['PRAGMA foreign_keys = on;'],
  ['LOAD DATA INFILE 1;'],
  ['GRANT ALL ON *.* TO b;'],
  ["CREATE FUNCTION f() RETURNS int LANGUAGE plv8 AS $$ return plv8.execute('x') $$;"],
  ['\\! id'],
  ["SELECT 1;\n\\copy a FROM PROGRAM 'id'"],
])('%s is not judged', async (text) => {
  expect(await said(text)).toEqual(['unjudged']);
});

test('tests open nothing', async () => {
  expect(await said('GRANT SELECT ON a TO PUBLIC;', { path: 'test/fixtures/1.sql' })).toEqual([]);
});

test('a database of another kind is known by its folder', async () => {
  expect(await said('GRANT SELECT ON a TO PUBLIC;', { path: 'migrations/mysql/1.sql' })).toEqual(['unjudged']);
  expect(await said('GRANT SELECT ON a TO PUBLIC;', { path: 'migrations/postgres/1.sql' })).toEqual([
    'public-exposure',
  ]);
});

describe('texts that nobody writes', () => {
  test.each<readonly [what: string, text: string, said: readonly string[]]>([
    ['10 MB', `-- ${'a'.repeat(10_000_000)}`, ['unjudged']],
    ['100,000 statements', 'DO $$$$;\n'.repeat(100_000), ['unjudged']],
    ['100,000 rows', 'INSERT INTO a VALUES (1);'.repeat(40_000), []],
    ['open brackets', `SELECT md5(${'('.repeat(100_000)}`, ['unjudged']],
    ['nested calls', plpgsql(`EXECUTE ${'f('.repeat(20_000)}a${')'.repeat(20_000)};`), []],
    ['cases', plpgsql(`EXECUTE ${"CASE WHEN a THEN 'b' ".repeat(9_000)} || a;`), ['sql-injection']],
    ['a body without end', 'CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$ SELECT', ['unjudged']],
    ['open comments', '/*'.repeat(200_000), []],
    ['quotes', `${"'".repeat(300_001)};`, ['unjudged']],
  ])('%s', async (_, text, expected) => {
    expect(await said(text)).toEqual(expected);
  });
});
