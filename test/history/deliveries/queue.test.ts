import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LaneQueue } from '../../../history/deliveries/lane-queue.ts';
import { DELIVERY_MIGRATIONS } from '../../../history/deliveries/sqlite/migrations.ts';
import { SqliteEngine } from '../../../history/deliveries/sqlite/sqlite-engine.ts';
import { openQueueFile } from '../../../history/deliveries/sqlite/open.ts';
import { openSqliteQueue } from '../../../history/deliveries/sqlite/open-sqlite-queue.ts';
import { openDatabase } from '../../../history/file/open.ts';
import { openHistory } from '../../../history/log.ts';
import { aNewDelivery } from '../../app/webhook/build-delivery.ts';
import { openDesk } from './queue-desk.ts';

let folder: string;
let path: string;
let queue: LaneQueue;
const limits = { perInstallation: 10, perRepository: 10 };
const open = () => openSqliteQueue(path, { now: () => 1000, busyMs: 50, limits });

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'docket-queue-'));
  path = join(folder, 'deliveries.db');
  ({ queue } = open());
});
afterEach(async () => {
  await queue.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('the file of the queue', () => {
  it('is private, and outlives the process', async () => {
    await queue.add(aNewDelivery({ id: 'a' }));
    const desk = await openDesk(queue);
    await desk.turnOf('a');
    await desk.working.stop();
    await queue.add(aNewDelivery({ id: 'b' }));
    await queue.close();
    expect(statSync(path).mode & 0o777).toBe(0o600);
    const opened = open();
    ({ queue } = opened);
    expect(opened.recovered).toEqual(['a']);
    expect(await queue.find('a')).toMatchObject({
      state: 'queued',
      attempts: 1,
      note: 'the server ended while it was worked on',
    });
    const again = await openDesk(queue);
    await again.until(() => again.turns.length > 0);
    expect(again.begun()).toEqual(['b+a']);
  });

  it('lets go of the money that a run had put aside with which the server died, but for what was spent', async () => {
    const wish = { caps: [{ scope: 'fleet', period: 'day', microUsd: 100 }], microUsd: 80 } as const;
    await queue.add(aNewDelivery({ id: 'a' }));
    const died = await (await openDesk(queue)).turnOf('a');
    await (await died.hold(wish)).spent(25);
    await queue.close();
    ({ queue } = open());
    // Its turn has the same number as that of the dead one.
    const next = await (await openDesk(queue)).turnOf('a');
    expect(await next.hold(wish)).toMatchObject({ microUsd: 75, putAside: 0 });
  });

  it('belongs to one server at a time', () => {
    expect(open).toThrow(
      expect.objectContaining({ message: expect.stringContaining('another process works on this queue') }),
    );
  });

  it('that takes no more is told once and tried again after a pause, however many turns could go on', async () => {
    await queue.add(aNewDelivery({ id: 'a' }));
    await queue.close();
    const db = openQueueFile(path);
    const engine = new SqliteEngine(db, { limits, format: 1, now: () => 1000 });
    const full = new LaneQueue(engine, 'here');
    db.exec("CREATE TEMP TRIGGER full BEFORE UPDATE ON lanes BEGIN SELECT RAISE(ABORT, 'no room'); END");
    const faults: unknown[] = [];
    const working = await full.work({
      mostAtOnce: 200,
      onTurn: async () => {},
      onNews: () => {},
      onGone: () => {},
      onFault: (error) => faults.push(error),
    });
    for (let left = 20; left > 0; left -= 1) await turn();
    expect(faults).toEqual([expect.objectContaining({ message: 'no room' })]);
    await working.stop();
    await full.close();
    ({ queue } = open());
  });

  it('of a history is refused', () => {
    const history = join(folder, 'history.db');
    openHistory(history).close();
    expect(() => openSqliteQueue(history, { now: () => 0, limits })).toThrow(/the queue of deliveries: /);
  });

  it('of an earlier version is taken over with what waits in it', async () => {
    const old = join(folder, 'old.db');
    const db = openDatabase(old, { migrations: DELIVERY_MIGRATIONS.slice(0, 2) });
    db.exec(`INSERT INTO deliveries (id, digest, event, installation, repository, lane, kind, fresh, payload, state, attempts, received_at, due_at)
      VALUES ('a', 'x', 'pull_request', 1, 1, 'acme/shop#1', 'review', 0, '{}', 'running', 1, 1, 1)`);
    db.close();
    const { queue: taken, recovered } = openSqliteQueue(old, { now: () => 1000, limits });
    const desk = await openDesk(taken);
    const turn = await desk.turnOf('a');
    expect([recovered, turn.payload, turn.lead.attempts]).toEqual([['a'], '{}', 1]);
    await taken.close();
  });
});

it('finds the next turn by an index, however many wait', async () => {
  await queue.add(aNewDelivery({ id: 'a' }));
  await queue.close();
  const db = new Database(path, { readonly: true });
  const plan = (sql: string) =>
    db
      .prepare(`EXPLAIN QUERY PLAN ${sql}`)
      .all()
      .map((row) => JSON.stringify(row))
      .join();
  const offer =
    "SELECT place, installation FROM lanes WHERE state = 'offered' AND format <= 1 ORDER BY rank, ranked_at, first LIMIT 1";
  const head = 'SELECT repository FROM heads WHERE installation = 1 AND is_full = 0 ORDER BY first LIMIT 1';
  const lane =
    "SELECT place FROM lanes WHERE installation = 1 AND repository = 1 AND state = 'waiting' ORDER BY first LIMIT 1";
  for (const sql of [offer, head, lane]) {
    expect(plan(sql)).toContain('USING INDEX');
    expect(plan(sql)).not.toMatch(/TEMP B-TREE|"SCAN (?:lanes|heads)"/);
  }
  db.close();
});
