import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../../history/file/open.ts';
import { openHistory, openInMemory } from '../../../history/log.ts';
import { InfrastructureError, Problem } from '../../../schemas/problem.ts';
import { rawConnection, recordRun, temporaryFolder } from '../builders.ts';
import { aDecision, aFinding, anInput, aReview, aRun } from '../records.ts';

const mode = (path: string): string => (statSync(path).mode & 0o777).toString(8);

describe('opening', () => {
  it.each([0o000, 0o022, 0o777])('makes files of mode 0600 under umask %o', (umask) => {
    const folder = temporaryFolder();
    const path = join(folder, 'history.db');
    const before = process.umask(umask);
    try {
      const log = openHistory(path);
      log.startRun(aRun());
      const modes = readdirSync(folder).map((name) => [name, mode(join(folder, name))]);
      log.close();
      expect(modes).toEqual([
        ['history.db', '600'],
        ['history.db-shm', '600'],
        ['history.db-wal', '600'],
      ]);
    } finally {
      process.umask(before);
    }
  });

  it('makes missing folders, and takes other people’s rights away from an older file', () => {
    const path = join(temporaryFolder(), 'a', 'b', 'history.db');
    openHistory(path).close();
    chmodSync(path, 0o644);

    openHistory(path).close();

    expect(mode(path)).toBe('600');
  });

  it('sets what the log relies on', () => {
    const db = openDatabase(join(temporaryFolder(), 'history.db'));
    const settings = ['journal_mode', 'foreign_keys', 'recursive_triggers', 'synchronous', 'busy_timeout'].map((name) =>
      db.pragma(name, { simple: true }),
    );
    db.close();

    expect(settings).toEqual(['wal', 1, 1, 2, 5000]);
  });

  it('reads a file without writing to its folder', () => {
    const path = join(temporaryFolder(), 'history.db');
    const log = openHistory(path);
    recordRun(log, { input: anInput([aFinding()]), output: { decisions: [aDecision()], review: aReview() } });
    log.close();
    const before = readFileSync(path);

    const reader = openHistory(path, { readonly: true });

    expect(reader.runs({ limit: 1 })).toHaveLength(1);
    expect(() => reader.startRun(aRun())).toThrow(InfrastructureError);
    reader.close();
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it('keeps a run in memory when there is no file', () => {
    const log = openInMemory();
    const id = recordRun(log, { input: anInput([]), output: { decisions: [], review: aReview() } });

    expect(log.run(id).review).toEqual(aReview());
    expect(log.check()).toEqual([]);
    log.close();
  });
});

/** A log that holds enough pages for a hole to be made in the middle. */
function bigLog(path: string): void {
  const log = openHistory(path);
  for (let i = 0; i < 40; i += 1) {
    const findings = Array.from({ length: 20 }, (_, n) => aFinding({ id: `f-${n}` }));
    recordRun(log, { input: anInput(findings), output: { decisions: [], review: aReview() } });
  }
  log.close();
}

/** The numbers of the pages that hold a table's rows; none of them is read when the file is opened. */
function leavesOf(path: string, table: string): number[] {
  const db = new Database(path);
  const pages = db.prepare("SELECT pageno FROM dbstat WHERE name = ? AND pagetype = 'leaf'").pluck().all(table);
  db.close();
  return pages as number[];
}

/** Broken files, each with what the message must say. */
const BROKEN: readonly { readonly name: string; readonly make: (path: string) => void; readonly says: RegExp }[] = [
  {
    name: 'a text file',
    make: (path) => writeFileSync(path, 'hello, I am no database'),
    says: /not a SQLite database/,
  },
  { name: 'one byte', make: (path) => writeFileSync(path, 'S'), says: /not a SQLite database/ },
  {
    name: 'a header and noise',
    make: (path) => writeFileSync(path, Buffer.concat([Buffer.from('SQLite format 3\0'), Buffer.alloc(8192, 7)])),
    says: /not a SQLite database|damaged/,
  },
  {
    name: 'a file cut short',
    make: (path) => {
      bigLog(path);
      writeFileSync(path, readFileSync(path).subarray(0, 20_000));
    },
    says: /damaged/,
  },
  {
    name: 'a damaged page',
    make: (path) => {
      bigLog(path);
      const [page = 0] = leavesOf(path, 'findings');
      const bytes = readFileSync(path);
      bytes.fill(0xff, (page - 1) * 4096, page * 4096);
      writeFileSync(path, bytes);
    },
    says: /damaged/,
  },
  {
    name: 'another program’s database',
    make: (path) => {
      const db = new Database(path);
      db.exec('CREATE TABLE runs (id)');
      db.close();
    },
    says: /not a history of Docket/,
  },
  {
    name: 'a newer schema',
    make: (path) => {
      openHistory(path).close();
      const db = new Database(path);
      db.pragma('user_version = 99');
      db.close();
    },
    says: /newer Docket: its schema is version 99, this program knows version 5/,
  },
  { name: 'a folder', make: (path) => mkdirSync(path), says: /regular file/ },
  { name: 'a dangling link', make: (path) => symlinkSync('/nowhere/history.db', path), says: /cannot be opened/ },
  { name: 'a name that ends with a space', make: () => {}, says: /white space/ },
];

describe('a file that cannot be used', () => {
  it.each(BROKEN)('$name is one clear error, and stays as it is', ({ name, make, says }) => {
    const path = join(temporaryFolder(), name.includes('space') ? 'history ' : 'history.db');
    make(path);
    const bytes = bytesOf(path);

    const thrown = problemOf(() => openHistory(path).close());

    expect(thrown.message).toMatch(says);
    expect(thrown).toMatchObject({ where: path, remedy: expect.stringMatching(/\w/) });
    expect(bytesOf(path)).toEqual(bytes);
  });

  it('is noticed late when its damage is only met on reading, and is an error in words then too', () => {
    const path = join(temporaryFolder(), 'history.db');
    const log = openHistory(path);
    const step = log.startRun(aRun()).runId;
    log.close();
    const db = rawConnection(path);
    db.exec('DROP TRIGGER runs_no_update');
    db.prepare("UPDATE runs SET trust = 'whoever' WHERE id = ?").run(step);

    const again = openHistory(path);

    expect(() => again.run(step)).toThrow(/row that this version of Docket cannot read: trust/);
    again.close();
  });

  it('is locked by another process for too long', () => {
    const path = join(temporaryFolder(), 'history.db');
    openHistory(path).close();
    rawConnection(path).exec('BEGIN IMMEDIATE');

    expect(problemOf(() => openHistory(path, { busyMs: 50 })).message).toMatch(/locked by another process/);
  });
});

function bytesOf(path: string): string | null {
  return existsSync(path) && statSync(path).isFile() ? readFileSync(path).toString('base64') : null;
}

function problemOf(action: () => void): Error {
  try {
    action();
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}
