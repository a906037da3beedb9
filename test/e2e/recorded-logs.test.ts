import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { openHistory } from '../../history/log.ts';
import { docket } from '../support/docket.ts';
import { expectedTexts, recordedLogs, textsOf, unpackLog } from '../support/recorded-logs.ts';

// Logs that an earlier program wrote (test/fixtures/recorded-logs): today's program opens them, finds every recorded word again, and comes to
// the same where its coordinator is the one that decided then.

const TIMEOUT = 300_000;

/** As far as the comparison looks at it. */
const Replay = z.object({
  run: z.object({ coordinatorVersion: z.string() }),
  version: z.string(),
  sameVersion: z.boolean(),
  identical: z.boolean(),
  changes: z.array(z.unknown()),
  differences: z.array(z.unknown()),
});

function unpacked(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'docket-recorded-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return unpackLog(name, folder);
}

/** Does something to the file that no history allows. */
function byHand<T>(path: string, action: (db: Database.Database) => T): T {
  const db = new Database(path);
  try {
    return action(db);
  } finally {
    db.close();
  }
}

const schemaOf = (path: string) => byHand(path, (db) => db.pragma('user_version', { simple: true }));

const backupsBeside = (path: string) =>
  readdirSync(join(path, '..'))
    .filter((name) => name.endsWith('.backup'))
    .map((name) => join(path, '..', name));

/** Opens the log for writing, as every review does: the schema becomes today's. */
function bringUpToDate(path: string): void {
  openHistory(path).close();
}

/** The file as the schema before the last one left it; only for a log without outcomes, whose newest column goes. */
function takeBackOneSchema(path: string): void {
  byHand(path, (db) =>
    db.exec(`
DROP TRIGGER migrations_no_delete;
DELETE FROM migrations WHERE version = 4;
CREATE TRIGGER migrations_no_delete BEFORE DELETE ON migrations
BEGIN SELECT RAISE(ABORT, 'docket history is append-only: migrations refuses DELETE'); END;
ALTER TABLE outcomes DROP COLUMN role;
PRAGMA user_version = 3;`),
  );
}

/** A run computed again; null for one that led to no decision and says so. */
function replayIn(json: string): z.infer<typeof Replay> | null {
  return json.startsWith('exit 2\n') ? null : Replay.parse(JSON.parse(json));
}

/** Everything that is said about the log is what was said then; under another coordinator a replay may differ, and tells so. */
async function expectSameWords(name: string, path: string): Promise<void> {
  const expected = expectedTexts(name);
  const said = await textsOf(path);
  expect(Object.keys(said).toSorted()).toEqual(Object.keys(expected).toSorted());

  const replays = Object.entries(said).flatMap(([file, json]) => {
    const replay = file.endsWith('-replay.json') ? replayIn(json) : null;
    return replay === null ? [] : [{ file, replay, text: said[asText(file)] ?? '' }];
  });
  const news = replays.filter(({ replay }) => replay.run.coordinatorVersion !== replay.version);
  const same = replays.filter((one) => !news.includes(one));
  const mayDiffer = new Set(news.flatMap(({ file }) => [file, asText(file)]));
  const fixed = (texts: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(texts).filter(([file]) => !mayDiffer.has(file)));
  expect(fixed(said)).toEqual(fixed(expected));
  for (const { file, replay } of same) {
    expect(replay, file).toMatchObject({ sameVersion: true, identical: true, changes: [], differences: [] });
  }
  for (const { replay, text } of news) expectNews(replay, text);
}

const asText = (file: string) => file.replace(/json$/, 'txt');

function expectNews(replay: z.infer<typeof Replay>, text: string): void {
  expect(replay.sameVersion).toBe(false);
  expect(replay.differences.length > 0).toBe(!replay.identical);
  expect(text).toContain(`recorded by coordinator ${replay.run.coordinatorVersion}, recomputed by ${replay.version}`);
  expect(text).toContain(replay.identical ? 'the same, byte for byte' : 'differs, under another coordinator');
}

describe.each(recordedLogs())('the recorded log %s', (name) => {
  test('opens, is sound, and is brought to the schema of today after a backup', { timeout: TIMEOUT }, async () => {
    const path = unpacked(name);
    const before = schemaOf(path);

    bringUpToDate(path);

    expect(backupsBeside(path).map(schemaOf)).toEqual(schemaOf(path) === before ? [] : [before]);
    const { code, stdout } = await docket(['history', 'verify', '--history', path], { cwd: join(path, '..') });
    expect([code, stdout]).toEqual([0, expect.stringMatching(/^sound: [1-9]/)]);
  });

  test('says the same words, and every run is computed again', { timeout: TIMEOUT }, async () => {
    const path = unpacked(name);
    bringUpToDate(path);
    await expectSameWords(name, path);
  });
});

test(
  'a recorded log of an older schema is brought up to date after a backup, and says the same words',
  async () => {
    const path = unpacked('demo');
    takeBackOneSchema(path);

    bringUpToDate(path);

    expect(backupsBeside(path).map(schemaOf)).toEqual([3]);
    await expectSameWords('demo', path);
  },
  TIMEOUT,
);

test(
  'a log of another coordinator is computed again as news, not as an error',
  async () => {
    const path = unpacked('demo');
    bringUpToDate(path);
    byHand(path, (db) =>
      db.exec(`
DROP TRIGGER runs_no_update; UPDATE runs SET coordinator_version = 'another';
DROP TRIGGER findings_no_update; UPDATE findings SET body = json_set(body, '$.evidence', 'not there');`),
    );
    const replay = (...args: string[]) => docket(['replay', '--history', path, ...args], { cwd: join(path, '..') });

    const [json, text] = await Promise.all([replay('--json'), replay()]);

    expect([json.code, text.code]).toEqual([0, 0]);
    const parsed = Replay.parse(JSON.parse(json.stdout));
    expect(parsed).toMatchObject({ run: { coordinatorVersion: 'another' }, identical: false });
    expectNews(parsed, text.stdout);
  },
  TIMEOUT,
);
