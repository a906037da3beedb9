import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { openHistory } from '../../../history/log.ts';
import { checksum, requireCurrentOrOlder } from '../../../history/schema/migrate.ts';
import { MIGRATIONS } from '../../../history/schema/migrations.ts';
import { openDatabase } from '../../../history/file/open.ts';
import { rawConnection, recordRun, temporaryFolder } from '../builders.ts';
import { aDecision, aFinding, anInput, aReview } from '../records.ts';

const FIXTURE = new URL('../../fixtures/history/version-1.sql', import.meta.url);

/** The checksums of all released migrations. Add to it; a changed one breaks every file that exists. */
const PINNED = [
  'd6bdf40ce6457a51b9c993441aad37df23c139839a2359a65754a9611b82dc49',
  'cde44eba3cda124c3d7376cf8d99b47fb426b0030310994d7ab185297ced986b',
  '47fea0fb6a65bf2743cdb732c24f61f7f205c5e1be4b06b0e8d83ac85983c568',
  '89ad949c630b01af6277727e553a7c2655cab938076557809ad3cac9875e6034',
  '33f14fd66fa1908ea4a0f6d8f1309df66b09b791c274cd11b625f39e8933d381',
];

/** A history written by the first schema, from its frozen dump. */
function versionOne(): string {
  const path = join(temporaryFolder(), 'history.db');
  const db = new Database(path);
  db.exec(readFileSync(FIXTURE, 'utf8'));
  db.close();
  return path;
}

const backups = (path: string): string[] =>
  readdirSync(join(path, '..'))
    .filter((name) => name.endsWith('.backup'))
    .map((name) => join(path, '..', name));

describe('migrations', () => {
  it('take a file for ours that another process makes so between two questions', () => {
    const path = join(temporaryFolder(), 'history.db');
    const db = new Database(path);
    let asked = 0;
    const watched = new Proxy(db, {
      get(target, key) {
        const value: unknown = Reflect.get(target, key);
        if (typeof value !== 'function') return value;
        return (...given: unknown[]): unknown => {
          asked += 1;
          if (asked === 2) openHistory(path).close();
          return Reflect.apply(value, target, given);
        };
      },
    });
    requireCurrentOrOlder(watched, { path, migrations: MIGRATIONS, now: () => new Date() });
    expect(asked).toBeGreaterThan(1);
    db.close();
  });

  it('never change once released', () => {
    expect(MIGRATIONS.map(checksum)).toEqual(PINNED);
  });

  it('bring a file of an older schema to the current one, after a private backup, and lose nothing', () => {
    const path = versionOne();

    const log = openHistory(path);

    const [backup = '', ...more] = backups(path);
    expect(more).toEqual([]);
    expect((statSync(backup).mode & 0o777).toString(8)).toBe('600');
    expect(log.run('latest')).toMatchObject({ run: { label: 'main...HEAD' }, findings: [{ finding: { id: 'f-1' } }] });
    expect(log.findingStory('f-1').chapters).toHaveLength(1);
    const output = { decisions: [aDecision()], review: aReview() };
    recordRun(log, { input: anInput([aFinding()]), output });
    expect(log.findingStory('f-1').chapters).toHaveLength(2);
    log.close();
    const old = rawConnection(backup);
    expect(old.pragma('user_version', { simple: true })).toBe(1);
    expect(old.prepare('SELECT count(*) FROM findings').pluck().get()).toBe(1);
    expect(old.pragma('integrity_check', { simple: true })).toBe('ok');
  });

  it('do nothing the second time', () => {
    const path = versionOne();
    openHistory(path).close();
    openHistory(path).close();

    expect(backups(path)).toHaveLength(1);
  });

  it('are all or nothing', () => {
    const path = versionOne();
    const broken = [...MIGRATIONS, { name: 'broken', sql: 'CREATE TABLE half (x); SELECT nonsense' }];

    expect(() => openDatabase(path, { migrations: broken })).toThrow(/nonsense/);

    const db = rawConnection(path);
    expect(db.pragma('user_version', { simple: true })).toBe(1);
    expect(
      db.prepare("SELECT count(*) FROM sqlite_schema WHERE name IN ('half', 'findings_by_finding')").pluck().get(),
    ).toBe(0);
  });

  it('take older logs into a union', () => {
    const source = versionOne();
    const log = openHistory(join(temporaryFolder(), 'history.db'));

    expect(log.merge(source).added).toMatchObject({ runs: 1, findings: 1 });
    log.close();
    expect(backups(source)).toEqual([]);
  });

  it('of another text than noted are refused', () => {
    const path = join(temporaryFolder(), 'history.db');
    const edited = MIGRATIONS.map((migration, index) => (index === 1 ? { ...migration, sql: 'SELECT 1' } : migration));
    openDatabase(path, { migrations: edited }).close();

    expect(() => openHistory(path)).toThrow(/migration 2 \(look-ups by finding and by concern\) has another text/);
  });

  it('refuse a newer file, and an older one that may only be read', () => {
    const path = join(temporaryFolder(), 'history.db');
    openDatabase(path, {
      migrations: [...MIGRATIONS, { name: 'later', sql: 'CREATE TABLE later (x TEXT) STRICT' }],
    }).close();

    expect(() => openHistory(path)).toThrow(/schema is version 6, this program knows version 5/);
    expect(() => openHistory(versionOne(), { readonly: true })).toThrow(
      /schema version 1 and must be brought to version 4/,
    );
  });
});
