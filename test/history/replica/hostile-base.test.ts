import { copyFileSync, existsSync, mkdirSync, renameSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { zstdCompressSync } from 'node:zlib';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { openHistory } from '../../../history/log.ts';
import { adoptBase } from '../../../history/replica/adopt-base.ts';
import { faultOf } from '../../../history/replica/blame.ts';
import { brokenPromise, digestOfFile } from '../../../history/replica/contents.ts';
import { foldTails } from '../../../history/replica/fold.ts';
import { readManifest } from '../../../history/replica/head.ts';
import type { Base } from '../../../history/replica/manifest.ts';
import { viewPath } from '../../../history/replica/local-files.ts';
import { openReplicatedHistory } from '../../../history/replica/replicated-history.ts';
import type { ReplicaTools } from '../../../history/replica/run-replica.ts';
import { updateView } from '../../../history/replica/view.ts';
import { MIGRATIONS } from '../../../history/schema/migrations.ts';
import { InfrastructureError, type Problem } from '../../../schemas/problem.ts';
import { missingTools } from '../../support/go-tools.ts';
import { temporary, toolsInFolder, wholeRun, writeRun } from './world.ts';

const missing = missingTools('litestream');

/** A log with one run, changed by somebody who need not ask its guards. */
function changed(sql: string, ...values: readonly unknown[]): string {
  const path = join(temporary(), 'base.db');
  const log = openHistory(path);
  writeRun(log);
  log.close();
  const db = new Database(path);
  try {
    const guards = db.prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").raw().all();
    const texts = guards.map((row) => (Array.isArray(row) ? row.map(String) : []));
    for (const [name] of texts) db.exec(`DROP TRIGGER ${String(name)}`);
    if (values.length > 0) db.prepare(sql).run(...values);
    else db.exec(sql);
    for (const [, text] of texts) db.exec(String(text));
  } finally {
    db.close();
  }
  return path;
}

/** The same schema and marks in a file whose texts are kept as UTF-16, which no file of ours can be joined with. */
function inUtf16(): string {
  const path = changed('SELECT 1');
  const other = join(temporary(), 'utf16.db');
  const from = new Database(path);
  const db = new Database(other);
  try {
    db.exec(
      `PRAGMA encoding = 'UTF-16le'; PRAGMA application_id = ${String(from.pragma('application_id', { simple: true }))}`,
    );
    const texts = from
      .prepare(
        "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type = 'trigger', type = 'view', type = 'index', rowid",
      )
      .pluck()
      .all();
    for (const text of texts) db.exec(String(text));
    const insert = db.prepare('INSERT INTO migrations VALUES (?, ?, ?, ?)');
    for (const row of from.prepare('SELECT * FROM migrations').raw().all()) insert.run(row);
    db.exec(`PRAGMA user_version = ${MIGRATIONS.length}`);
  } finally {
    from.close();
    db.close();
  }
  return other;
}

const BOMB = Buffer.alloc(64 * 1024 * 1024);

describe('a restored file that is not what was promised', () => {
  const promise = { schema: MIGRATIONS.length, holds: { rows: 8, digest: '0'.repeat(64) } };
  it.each([
    ['is of another program', () => changed('PRAGMA application_id = 7'), /not a history of Docket/],
    ['says that a newer Docket wrote it', () => changed('PRAGMA user_version = 77'), /newer Docket/],
    ['says that an older one did', () => changed('PRAGMA user_version = 1'), /already exists/],
    ['says that nobody did', () => changed('PRAGMA user_version = 0'), /already exists/],
    ['notes another migration', () => changed("UPDATE migrations SET checksum = 'x'"), /has another text/],
    ['holds bytes that are not packed', () => changed("UPDATE artifact_contents SET zstd = x'00112233'"), /frame/i],
    [
      'holds some bytes that stand for very many',
      () => changed('UPDATE artifact_contents SET zstd = ?', zstdCompressSync(BOMB)),
      /larger than/i,
    ],
    ['is a text', () => written('no database'), /not a SQLite database/],
    ['is a folder', () => temporary(), /regular file/],
  ])('%s', (_, make, wanted) => {
    expect(brokenPromise(make(), promise)).toMatch(wanted);
  });

  const thrown = (code: string) => {
    const error = new Database.SqliteError('m', code);
    return [error, new InfrastructureError({ what: 'm', cause: error })].map((one) => () => {
      throw one;
    });
  };
  it.each(['SQLITE_FULL', 'SQLITE_IOERR_WRITE', 'SQLITE_NOMEM'])('is not blamed for this machine: %s', (code) => {
    for (const look of thrown(code)) expect(() => faultOf('/log.db', look)).toThrow(InfrastructureError);
  });
  it.each(['SQLITE_IOERR_SHORT_READ', 'SQLITE_CORRUPT_INDEX', 'SQLITE_ERROR'])('is blamed for %s', (code) => {
    for (const look of thrown(code)) expect(faultOf('/log.db', look)).toBe('m');
  });
});

function written(text: string): string {
  const path = join(temporary(), 'base.db');
  writeFileSync(path, text);
  return path;
}

/** A store whose history is folded into a base. */
async function folded(): Promise<ReplicaTools> {
  const tools = toolsInFolder(temporary());
  await wholeRun(tools, temporary());
  expect(await foldTails(tools, { atLeast: 1 })).toMatchObject({ kind: 'folded' });
  return tools;
}

/** Litestream, but of a restored file comes another one. */
function restoring(tools: ReplicaTools, file: string): ReplicaTools {
  const command = join(temporary(), 'litestream');
  const take = `while [ "$1" != -o ]; do shift; done; exec cp '${file}' "$2"`;
  writeFileSync(command, `#!/bin/sh\nif [ "$1" = restore ]; then ${take}; fi\nexec '${tools.tool.command}' "$@"\n`, {
    mode: 0o755,
  });
  return { ...tools, tool: { ...tools.tool, command } };
}

/** A base that is this file, by a manifest that says the same: whoever writes the one may write the other. */
async function promising(file: string): Promise<{ readonly tools: ReplicaTools; readonly base: Base }> {
  const tools = restoring(await folded(), file);
  const base = (await readManifest(tools.store))?.base ?? null;
  if (base === null) throw new Error('there is no base');
  return { tools, base: { ...base, file: await digestOfFile(file) } };
}

describe.skipIf(missing !== null)(`a base, and the view${missing === null ? '' : ` (${missing})`}`, () => {
  it.each([
    ['is kept in another encoding', inUtf16, /rows where/],
    ['says that nobody wrote it', () => changed('PRAGMA user_version = 0'), /already exists/],
  ])('a base that %s is set aside, and the run goes on', async (_, make, wanted) => {
    const tools = restoring(await folded(), make());
    const problems: Problem[] = [];
    const history = await openReplicatedHistory({
      tools,
      folder: temporary(),
      onNotice: () => {},
      onProblem: (problem) => problems.push(problem),
    });
    expect(history.view.runs({ limit: 10 })).toEqual([]);
    history.leave();
    expect(problems.map(({ message }) => message)).toEqual([expect.stringMatching(wanted)]);
    expect((await readManifest(tools.store))?.quarantined).toHaveLength(1);
  });

  const guard = 'CREATE TRIGGER more AFTER INSERT ON runs BEGIN SELECT 1; END';
  it.each([
    ['has a trigger more', () => changed(guard), /another schema/],
    ['refers to nothing', () => changed('PRAGMA foreign_keys = OFF; DELETE FROM runs'), /lead nowhere/],
    ['is kept in another encoding', inUtf16, /encoding/],
    ['is of another program', () => changed('PRAGMA application_id = 7'), /not a history of Docket/],
    ['is of a newer Docket', () => changed('PRAGMA user_version = 77'), /newer Docket/],
    ['notes another migration', () => changed("UPDATE migrations SET checksum = 'x'"), /has another text/],
    ['is a text', () => written('no database'), /not a SQLite database/],
  ])('a base that %s is no view, even where the manifest promises this very file', async (_, make, wanted) => {
    const { tools, base } = await promising(make());
    const path = join(temporary(), 'view.db');
    expect(await adoptBase({ ...tools, path, base, deadline: Infinity })).toMatch(wanted);
    expect(existsSync(path)).toBe(false);
  });

  it('bytes of a promised file that are not what their address says are not believed by who reads them', async () => {
    const bomb = zstdCompressSync(BOMB);
    const { tools, base } = await promising(changed('UPDATE artifact_contents SET zstd = ?', bomb));
    const path = join(temporary(), 'view.db');
    expect(await adoptBase({ ...tools, path, base, deadline: Infinity })).toBeNull();
    const db = new Database(path, { readonly: true });
    const digest = String(db.prepare('SELECT digest FROM artifact_contents').pluck().get());
    db.close();
    const view = openHistory(path);
    expect(() => view.artifact(digest)).toThrow(/are damaged/);
    view.close();
  });

  it('a view that was moved away, or brought back from before, is filled again whatever its note says', async () => {
    const tools = await folded();
    await wholeRun(tools, temporary());
    const folder = temporary();
    const path = viewPath(folder, tools.store);
    const bringUp = async (): Promise<number> => {
      const manifest = await readManifest(tools.store);
      if (manifest === null) throw new Error('no manifest');
      const view = openHistory(path);
      try {
        await updateView({ view, manifest, ...tools });
        return view.countRuns();
      } finally {
        view.close();
      }
    };
    expect(await adoptBase({ ...tools, path, deadline: Infinity })).toBeNull();
    const before = join(folder, 'before');
    copyFileSync(path, before);
    expect(await bringUp()).toBe(2);
    renameSync(path, join(folder, 'away'));
    expect(await bringUp()).toBe(2);
    copyFileSync(before, path);
    expect(await bringUp()).toBe(2);

    // What killed runs left is taken away once nobody can be writing it; what is younger stays.
    const [old, young] = ['adopt-old', 'restore-young'].map((end) => `${path}.${end}`);
    for (const left of [old, young]) mkdirSync(String(left));
    utimesSync(String(old), 0, 0);
    await bringUp();
    expect([old, young].map((left) => existsSync(String(left)))).toEqual([false, true]);
  });

  it('a link that leads nowhere at the place of the view, or of a file beside it, is not written through', async () => {
    const tools = await folded();
    for (const end of ['', '-wal', '-journal']) {
      const path = join(temporary(), 'view.db');
      const elsewhere = join(temporary(), 'elsewhere');
      symlinkSync(elsewhere, `${path}${end}`);
      expect(await adoptBase({ ...tools, path, deadline: Infinity })).toBe('there is a view');
      expect(existsSync(elsewhere)).toBe(false);
    }
  });
});
