import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openHistory } from '../../../history/log.ts';
import { migrate, schemaVersionOf } from '../../../history/schema/migrate.ts';
import { MIGRATIONS } from '../../../history/schema/migrations.ts';
import { runs } from '../../support/soak.ts';
import { rawConnection, temporaryFolder } from '../builders.ts';
import { endWithTest } from '../../support/end-with-test.ts';

const CHILD = new URL('append-child.ts', import.meta.url).pathname;
const CREATOR = new URL('create-child.ts', import.meta.url).pathname;
const HOLDER = new URL('hold-child.ts', import.meta.url).pathname;
const VERSION_1 = new URL('../../fixtures/history/version-1.sql', import.meta.url);

async function appendInChild(path: string, count: number, label: string): Promise<void> {
  const child = endWithTest(
    spawn(process.execPath, [CHILD, path, String(count), label], { stdio: ['ignore', 'ignore', 'inherit'] }),
  );
  const [code] = await once(child, 'exit');
  expect(code).toBe(0);
}

it('two processes create one file together and append to it for a while, and every row of both arrives', async () => {
  const path = join(temporaryFolder(), 'deep', 'history.db');
  const count = runs(60, 2000);

  await Promise.all([appendInChild(path, count, 'one'), appendInChild(path, count, 'two')]);

  const log = openHistory(path);
  const found = log.runs({ limit: count * 3 });
  for (const label of ['one', 'two']) expect(found.filter(({ run }) => run.label === label)).toHaveLength(count);
  expect(found.every(({ state }) => state === 'finished')).toBe(true);
  for (const { run } of found.slice(0, 20)) {
    expect(log.run(run.id).findings.map(({ finding }) => finding.id)).toEqual(['f-0', 'f-1', 'f-2']);
  }
  expect(log.check()).toEqual([]);
  log.close();
});

it('two processes that create one file at the same moment both get it, again and again', async () => {
  const folder = temporaryFolder();
  const count = String(runs(25, 1500));
  await Promise.all(
    [CREATOR, CREATOR].map(async (script) => {
      const child = endWithTest(
        spawn(process.execPath, [script, folder, count], { stdio: ['ignore', 'ignore', 'inherit'] }),
      );
      const [code] = await once(child, 'exit');
      // Without one of them the other would wait for it for ever.
      expect(code).toBe(0);
    }),
  );
});

it('a process that is killed in the middle leaves its run as started and every committed row readable', async () => {
  const path = join(temporaryFolder(), 'history.db');
  const child = endWithTest(
    spawn(process.execPath, [CHILD, path, '1000000', 'doomed'], { stdio: ['ignore', 'pipe', 'inherit'] }),
  );
  for await (const line of child.stdout) if (String(line).includes('10')) break;
  child.kill('SIGKILL');
  await once(child, 'exit');

  const log = openHistory(path);

  expect(log.check()).toEqual([]);
  const [last, ...others] = log.runs({ limit: 1000 });
  expect(others.length).toBeGreaterThan(5);
  expect(['started', 'finished']).toContain(last?.state);
  expect(others.every(({ state }) => state === 'finished')).toBe(true);
  log.close();
});

/** Starts a process that holds the file; answers when it does. */
async function held(what: string, path: string): Promise<{ readonly ended: Promise<unknown> }> {
  const child = endWithTest(spawn(process.execPath, [HOLDER, what, path], { stdio: ['ignore', 'pipe', 'inherit'] }));
  const ended = once(child, 'exit');
  await once(child.stdout, 'data');
  return { ended };
}

it('a file that is not yet in WAL mode is waited for, when another process reads it', async () => {
  const path = join(temporaryFolder(), 'history.db');
  const older = rawConnection(path);
  older.exec(readFileSync(VERSION_1, 'utf8'));
  older.close();
  const { ended } = await held('reading', path);

  const log = openHistory(path);

  expect(log.runs({ limit: 9 })).toHaveLength(1);
  log.close();
  await ended;
});

it('a migration that another process is just doing is waited for, not done again', async () => {
  const path = join(temporaryFolder(), 'history.db');
  const db = rawConnection(path);
  db.exec(readFileSync(VERSION_1, 'utf8'));
  db.pragma('journal_mode = WAL');
  const { ended } = await held('migrating', path);
  const backUps: number[] = [];

  migrate(db, { path, migrations: MIGRATIONS, now: () => new Date(), backUp: (version) => backUps.push(version) });

  expect(backUps).toEqual([]);
  expect(schemaVersionOf(db)).toBe(MIGRATIONS.length);
  await ended;
});
