import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { archiveOldRuns, type SplitLog } from '../../../history/archive/archive-old-runs.ts';
import { copyRuns } from '../../../history/archive/copy-runs.ts';
import { takeRevived } from '../../../history/archive/revived-changes.ts';
import { hotSince } from '../../../history/archive/hot-since.ts';
import { newId } from '../../../history/ids.ts';
import { digestOf, NOTE_MEDIA } from '../../../history/tables/artifacts.ts';
import { NOTE_LABEL } from '../../../history/tables/runs.ts';
import { openHistory } from '../../../history/log.ts';
import type { Run } from '../../../schemas/run.ts';
import { runs } from '../../support/soak.ts';
import { aRun } from '../records.ts';
import { temporaryFolder } from '../builders.ts';
import { answersOfAll, answersOn, CHANGES, DAY_MS, PastRun, LAST_DAY, unitedIn, writePast } from './old-runs.ts';

interface Part {
  readonly id: string;
  readonly path: string;
  readonly runs: number;
}

async function split(path: string, today: number, archives: readonly Part[]): Promise<SplitLog | null> {
  return archiveOldRuns(path, {
    since: hotSince(new Date(today)),
    most: 1000,
    least: 1,
    remembered: 1,
    withBytes: true,
    folder: temporaryFolder(),
    now: () => new Date(today),
    archives,
    restore: async (id) => ({ id, path: archives.find((one) => one.id === id)?.path ?? '' }),
  });
}

/** The archives after a split. */
function after(archives: readonly Part[], made: SplitLog | null): readonly Part[] {
  return made === null ? archives : [...archives.filter(({ id }) => !made.joined.includes(id)), made.archive];
}

/** The rows of a log without those of notes, and without the tombstones on them. */
function rowsOf(path: string): readonly string[] {
  const log = openHistory(path);
  try {
    const notes = log.past.runsOf(NOTE_LABEL);
    const artifacts = notes.flatMap((run) => {
      const { artifacts: live, tombstones } = log.run(run);
      return [...live.map(({ digest }) => digest), ...tombstones.map(({ subject }) => subject)];
    });
    return log.dump().filter((line) => ![...notes, ...artifacts].some((id) => line.includes(id)));
  } finally {
    log.close();
  }
}

describe('a log whose old runs moved into archives, twice', () => {
  it('answers with them, and where reviews ask without them, as if nothing had moved', async () => {
    let moved = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(PastRun, { minLength: 1, maxLength: 8 }),
        fc.array(PastRun, { maxLength: 4 }),
        async (early, late) => {
          const folder = temporaryFolder();
          const [whole, hot] = [join(folder, 'whole'), join(folder, 'hot')];
          const published = new Map();
          openHistory(whole).close();
          writePast(whole, early, LAST_DAY, published);
          copyFileSync(whole, hot);
          const first = await split(hot, LAST_DAY, []);
          const later = LAST_DAY + 80 * DAY_MS;
          const rest = late.map((run) => ({ ...run, age: run.age % 80 }));
          const fresh = join(folder, 'fresh');
          openHistory(fresh).close();
          writePast(fresh, rest, later, published);
          const revived = unitedIn(join(folder, 'hot2'), [first?.base ?? hot, fresh]);
          await takeRevived(revived, {
            archives: after([], first).map(({ id }) => ({ id, archivedAt: new Date(LAST_DAY).toISOString() })),
            folder: temporaryFolder(),
            now: () => new Date(later),
            restore: async () => ({ path: first?.archive.path ?? '' }),
          });
          revived.close();
          const second = await split(join(folder, 'hot2'), later, after([], first));
          const archives = after(after([], first), second);
          const base = second?.base ?? join(folder, 'hot2');
          if (second !== null) moved += 1;

          const reference = unitedIn(join(folder, 'reference'), [whole, fresh]);
          const united = unitedIn(join(folder, 'united'), [base, ...archives.map(({ path }) => path)]);
          const alone = unitedIn(join(folder, 'alone'), [base]);
          expect(answersOfAll(united)).toEqual(answersOfAll(reference));
          expect(answersOfAll(alone)).toEqual(answersOfAll(reference));
          const at = new Date(later).toISOString();
          for (const change of CHANGES) {
            expect(answersOn(united, change, at)).toEqual(answersOn(reference, change, at));
            // As a review does: only from archives that may have it, only its own runs; of a branch it only asks what was spent.
            const isRemembered = change.source === 'pull-request';
            const called = isRemembered ? unitedIn(join(folder, 'called'), [base]) : alone;
            if (isRemembered) recall(called, archives, change);
            const [got, wanted] = [called, reference].map((log) => answersOn(log, change, at));
            expect(isRemembered ? got : got?.spent).toEqual(isRemembered ? wanted : wanted?.spent);
            expect(answersOfAll(called)).toEqual(answersOfAll(reference));
            if (isRemembered) called.close();
          }
          for (const log of [reference, united, alone]) log.close();
          expect(rowsOf(join(folder, 'united'))).toEqual(rowsOf(join(folder, 'reference')));
        },
      ),
      { numRuns: runs(6, 100), endOnFailure: true },
    );
    expect(moved).toBeGreaterThan(0);
  });
});

describe('the note of archives', () => {
  it('is no diff that somebody calls so, and nothing that anybody but a fold wrote', async () => {
    const path = join(temporaryFolder(), 'log.db');
    const log = openHistory(path);
    const put = (run: Partial<Run>, bytes: string, media: string) => {
      const recorder = log.startRun(aRun(run));
      recorder.putArtifact(Buffer.from(bytes), media);
      recorder.finish('finished', null);
      return recorder.runId;
    };
    const review = put({ source: 'diff', label: 'archives', trust: 'local' }, 'a review', 'text/plain');
    const parts = [{ id: newId(), changes: '' }];
    const forged = JSON.stringify({ schemaVersion: 1, generation: 9, parts, outcomes: [], sayings: {} });
    put({ ...NOTE_LABEL, trust: 'fork' }, forged, NOTE_MEDIA);
    expect(log.past.knownArchives()).toEqual([]);
    put({ ...NOTE_LABEL, trust: 'trusted' }, forged, NOTE_MEDIA);
    expect(log.past.knownArchives()).toEqual([parts[0]?.id]);
    const old = put({ source: 'pull-request', label: 'acme/shop#1', trust: 'trusted' }, 'old', 'text/plain');
    put({ source: 'pull-request', label: 'acme/shop#2', trust: 'trusted' }, 'newer', 'text/plain');
    log.close();
    const made = await split(path, Date.now() + 200 * DAY_MS, []);
    const [hot, archive] = [made?.base, made?.archive.path].map((one) => openHistory(one ?? ''));
    // A review of a file of that name stays as it was, with its bytes.
    expect(hot?.artifact(digestOf(Buffer.from('a review')))).not.toBeNull();
    expect(hot?.run(review).tombstones).toEqual([]);
    expect(archive?.run(old).run.id).toBe(old);
    expect(hot?.past.knownArchives()).toEqual([parts[0]?.id, made?.archive.id]);
    for (const one of [hot, archive]) one?.close();
  });
});

function recall(log: ReturnType<typeof openHistory>, archives: readonly Part[], change: (typeof CHANGES)[number]) {
  for (const { id, path } of archives) {
    if (!log.past.mayBeArchived(id, change)) continue;
    const archive = openHistory(path);
    const wanted = archive.past.runsOf(change);
    archive.close();
    const part = join(temporaryFolder(), 'part');
    copyRuns({ from: path, to: part, now: () => new Date() }, { runs: wanted });
    log.merge(part);
  }
}
