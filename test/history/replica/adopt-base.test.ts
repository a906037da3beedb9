import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { openHistory } from '../../../history/log.ts';
import { adoptBase } from '../../../history/replica/adopt-base.ts';
import { foldTails } from '../../../history/replica/fold.ts';
import { changeManifest, readManifest } from '../../../history/replica/head.ts';
import type { Base } from '../../../history/replica/manifest.ts';
import { viewPath } from '../../../history/replica/local-files.ts';
import { openReplicatedHistory } from '../../../history/replica/replicated-history.ts';
import type { ReplicaTools } from '../../../history/replica/run-replica.ts';
import { unlikeOurs } from '../../../history/union/unlike-ours.ts';
import { missingTools } from '../../support/go-tools.ts';
import { temporary, toolsInFolder, wholeRun, writeRun } from './world.ts';

const missing = missingTools('litestream');

const adopt = (tools: ReplicaTools, path: string) => adoptBase({ ...tools, path, deadline: Infinity });

/** A store whose history is folded into a base; answers the runs in it. */
async function folded(): Promise<{ readonly tools: ReplicaTools; readonly runs: readonly string[] }> {
  const tools = toolsInFolder(temporary());
  const folder = temporary();
  const runs = [await wholeRun(tools, folder), await wholeRun(tools, folder)];
  expect(await foldTails(tools, { atLeast: 1 })).toMatchObject({ kind: 'folded' });
  return { tools, runs: runs.toSorted() };
}

const runsOf = (path: string): string[] => {
  const log = openHistory(path);
  try {
    return log
      .runs({ limit: 10 })
      .map(({ run }) => run.id)
      .toSorted();
  } finally {
    log.close();
  }
};

describe.skipIf(missing !== null)(`a base on an empty disk${missing === null ? '' : ` (${missing})`}`, () => {
  it('is the view, and takes the rows of later runs as any other', async () => {
    const { tools, runs } = await folded();
    const folder = temporary();
    const path = viewPath(folder, tools.store);
    expect(await adopt(tools, path)).toBeNull();
    expect(runsOf(path)).toEqual(runs);
    expect(JSON.parse(await readFile(`${path}.epochs.json`, 'utf8'))).toMatchObject({
      epochs: [(await readManifest(tools.store))?.base?.epoch],
    });
    const db = new Database(path, { readonly: true });
    expect(db.prepare("SELECT name FROM sqlite_schema WHERE name LIKE '\\_litestream%' ESCAPE '\\'").all()).toEqual([]);
    db.close();
    expect((await readdir(folder)).filter((name) => name.includes('adopt'))).toEqual([]);

    const later = await wholeRun(tools, temporary());
    const history = await openReplicatedHistory({ tools, folder, onNotice: (text) => expect.fail(text) });
    expect(history.view.countRuns()).toBe(3);
    expect(history.view.run(later).run.id).toBe(later);
    expect(history.view.check()).toEqual([]);
    const own = writeRun(history.own, { id: history.session.run });
    expect(await history.commit(300_000)).toBeNull();
    expect(runsOf(path)).toEqual([...runs, later, own].toSorted());
  });

  it('is counted row by row only where the file is not byte for byte the one that the fold proved', async () => {
    const { tools, runs } = await folded();
    const base = (await readManifest(tools.store))?.base ?? null;
    if (base?.holds === undefined) throw new Error('there is no base that was promised');
    const other = { ...base.holds, digest: '0'.repeat(64) };
    const adoptAs = (changes: Partial<Base>, path = join(temporary(), 'view.db')) =>
      adoptBase({ ...tools, path, base: { ...base, ...changes }, deadline: Infinity });
    // Only who does not count the rows fails to see that they are others.
    expect(await adoptAs({ holds: other })).toBeNull();
    expect(await adoptAs({ holds: other, file: '0'.repeat(64) })).toMatch(/not those that were committed/);
    expect(await adoptAs({ holds: other, file: undefined })).toMatch(/not those that were committed/);
    const path = join(temporary(), 'view.db');
    expect(await adoptAs({ file: '0'.repeat(64) }, path)).toBeNull();
    expect(runsOf(path)).toEqual(runs);
  });

  it('is left to the union where a view is there, where it is not what was promised, or nothing was', async () => {
    const { tools, runs } = await folded();
    const { now } = tools;
    const taken = join(temporary(), 'view.db');
    openHistory(taken).close();
    expect(await adopt(tools, taken)).toBe('there is a view');
    await changeManifest(
      tools.store,
      (manifest) => ({
        ...manifest,
        base: manifest.base && {
          ...manifest.base,
          holds: { rows: 1, digest: '0'.repeat(64) },
          file: '0'.repeat(64),
        },
      }),
      { now },
    );
    const path = join(temporary(), 'view.db');
    expect(await adopt(tools, path)).toMatch(/rows where 1 were committed/);
    expect(existsSync(path)).toBe(false);
    await changeManifest(
      tools.store,
      ({ base, ...manifest }) => {
        if (base === null) throw new Error('there is no base');
        const { holds: _, ...old } = base;
        return { ...manifest, base: old };
      },
      { now },
    );
    expect(await adopt(tools, path)).toBe('another version wrote the base');
    const history = await openReplicatedHistory({ tools, folder: temporary(), onNotice: (text) => expect.fail(text) });
    expect(history.view.runs({ limit: 10 })).toHaveLength(runs.length);
    history.leave();
  });
});

describe('a log that would be used as it is', () => {
  it.each([
    ['a guard less', 'DROP TRIGGER findings_no_update', /another schema/],
    ['a trigger more', 'CREATE TRIGGER more AFTER INSERT ON runs BEGIN SELECT 1; END', /another schema/],
    ['a view under the name of Litestream', 'CREATE VIEW _litestream_x AS SELECT 1', /not Litestream's/],
    ['nothing changed', 'SELECT 1', /^null$/],
    ['tables of Litestream', 'CREATE TABLE _litestream_seq (id INTEGER PRIMARY KEY, seq INTEGER)', /^null$/],
  ])('%s', (_, sql, wanted) => {
    const path = join(temporary(), 'log.db');
    const log = openHistory(path);
    writeRun(log);
    log.close();
    const db = new Database(path);
    db.exec(sql);
    db.close();
    expect(String(unlikeOurs(path))).toMatch(wanted);
  });

  it('has indexes that hold every row', () => {
    const path = join(temporary(), 'log.db');
    const log = openHistory(path);
    writeRun(log);
    log.close();
    const db = new Database(path);
    db.pragma('journal_mode = DELETE');
    const size = Number(db.pragma('page_size', { simple: true }));
    const roots = db
      .prepare("SELECT rootpage FROM sqlite_schema WHERE type = 'index' AND tbl_name = 'runs'")
      .pluck()
      .all();
    db.close();
    expect(roots.length).toBeGreaterThan(0);
    const bytes = readFileSync(path);
    // A page of an index says that it has no cells: no row is lost, and who asks by the index does not find them.
    for (const root of roots) bytes.writeUInt16BE(0, (Number(root) - 1) * size + 3);
    writeFileSync(path, bytes);
    expect(unlikeOurs(path)).toMatch(/^it is damaged: /);
  });

  it('has references that lead somewhere', () => {
    const path = join(temporary(), 'log.db');
    const log = openHistory(path);
    writeRun(log);
    log.close();
    const db = new Database(path);
    db.pragma('foreign_keys = OFF');
    const trigger = db.prepare("SELECT sql FROM sqlite_schema WHERE name = 'runs_no_delete'").pluck().get();
    db.exec(`DROP TRIGGER runs_no_delete; DELETE FROM runs; ${String(trigger)}`);
    db.close();
    expect(unlikeOurs(path)).toMatch(/lead nowhere/);
  });
});
