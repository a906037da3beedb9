import { join } from 'node:path';
import { z } from 'zod';
import { InfrastructureError } from '../../schemas/problem.ts';
import { Run } from '../../schemas/run.ts';
import { openDatabase } from '../file/open.ts';
import { newId } from '../ids.ts';
import { openHistory } from '../log.ts';
import { NOTE_LABEL } from '../tables/runs.ts';
import { prepareTables, UNION_TABLES } from '../tables/tables.ts';
import { archiveNote, type ArchiveNote, splitMarks } from './archive-note.ts';
import { copyRuns } from './copy-runs.ts';
import { leavingRuns, type LeavingRules, type ArchivableRun } from './leaving-runs.ts';
import { leaveBehind, type LeftLog, marksOf, recordNote } from './write-note.ts';

/** Below this many runs an archive is not worth its place in the manifest: about a week of a busy repository, and one fold in thirty. */
const LEAST_RUNS = 256;
/** About 80 MB as measured: what is restored in a second when an old pull request comes back. */
export const MOST_ARCHIVED = 4096;

/** An archive that is there, restored into a file. */
interface RestoredArchive {
  readonly id: string;
  readonly path: string;
}

/** The two logs that one became. */
export interface SplitLog {
  /** What stays, with the note. */
  readonly base: string;
  readonly archive: { readonly id: string; readonly path: string; readonly runs: number };
  /** How many runs left. */
  readonly moved: number;
  /** Earlier archives whose rows are in the new one. */
  readonly joined: readonly string[];
}

interface Splitting extends LeavingRules {
  readonly folder: string;
  readonly now: () => Date;
  /** The archives of now, oldest first, without those whose rows are in the log itself. */
  readonly archives: readonly { readonly id: string; readonly runs: number }[];
  readonly restore: (id: string) => Promise<RestoredArchive>;
  readonly least?: number;
}

/** Takes the old runs of a log apart from the others, into new files; null where there are too few of them. The log itself is not read afterwards. */
export async function archiveOldRuns(path: string, splitting: Splitting): Promise<SplitLog | null> {
  const { folder, now, archives, restore, least = LEAST_RUNS } = splitting;
  const facts = factsOf(path);
  const notes = facts.filter(isNote);
  const old = leavingRuns(
    facts.filter((run) => !isNote(run)),
    splitting,
  );
  if (old.length < least) return null;
  const before = noteOf(path);
  // Bytes of notes that are no longer true would come along with each archive.
  const log = openHistory(path, { now });
  for (const { id } of notes) log.forget(id, 'a later note tells it');
  log.close();
  const leaving = [...old, ...notes];
  const joined = joinedBy(archives, old.length);
  const unknown = archives.filter(({ id }) => before?.parts.every((part) => part.id !== id) ?? true);
  const restored = new Map<string, string>();
  for (const { id } of [...joined, ...unknown]) if (!restored.has(id)) restored.set(id, (await restore(id)).path);

  const gone = new Set(leaving.map(({ id }) => id));
  const [base, archive] = [join(folder, 'hot.db'), join(folder, 'archive.db')];
  const left = copyRuns({ from: path, to: archive, now }, { runs: gone });
  const stays = facts.flatMap(({ id }) => (gone.has(id) ? [] : [id]));
  const kept = copyRuns({ from: path, to: base, now }, { runs: stays, strays: true });
  requireAll(path, [left, kept]);

  const note = noteAfter(before, {
    path,
    leaving,
    unknown: unknown.map(({ id }) => ({ id, path: restored.get(id) ?? '' })),
  });
  const id = newId();
  const isJoined = (part: string) => joined.some((one) => one.id === part);
  const own = note.parts.filter((part) => isJoined(part.id)).map(({ changes }) => changes);
  const parts = [
    ...note.parts.filter((part) => !isJoined(part.id)),
    { id, changes: unitedMarks([...own, marksOf(leaving)]) },
  ];
  const united = openHistory(archive, { now });
  for (const one of joined) united.merge(restored.get(one.id) ?? '');
  const runs = united.countRuns();
  united.close();
  const hot = openHistory(base, { now });
  recordNote(hot, { ...note, parts });
  hot.close();
  return { base, archive: { id, path: archive, runs }, moved: old.length, joined: joined.map((one) => one.id) };
}

/** Small ones go together, as long as each is no larger than what comes: then no row is written more often than there are doublings. */
function joinedBy<Part extends { readonly runs: number }>(archives: readonly Part[], coming: number): readonly Part[] {
  let runs = coming;
  const joined: Part[] = [];
  for (const part of archives.toReversed()) {
    if (part.runs > runs || part.runs + runs > MOST_ARCHIVED) break;
    runs += part.runs;
    joined.push(part);
  }
  return joined;
}

/** The note with what leaves now, and with the archives that the last one, where it was lost, no longer tells of. */
function noteAfter(
  before: ArchiveNote | null,
  { path, leaving, unknown }: { path: string; leaving: readonly ArchivableRun[]; unknown: readonly RestoredArchive[] },
): ArchiveNote {
  const opened: LeftLog[] = [];
  try {
    for (const part of unknown) opened.push(openLeft(part.path, factsOf(part.path)));
    opened.push(openLeft(path, leaving));
    const parts = unknown.map(({ id }, at) => ({ id, changes: marksOf(opened[at]?.leaving ?? []) }));
    return { ...leaveBehind(before, opened), parts: [...(before?.parts ?? []), ...parts] };
  } finally {
    for (const { db } of opened) db.close();
  }
}

function openLeft(path: string, leaving: readonly ArchivableRun[]): LeftLog {
  const db = openDatabase(path);
  return { db, tables: prepareTables(db), leaving };
}

function unitedMarks(marks: readonly string[]): string {
  return [...new Set(marks.flatMap(splitMarks))].toSorted().join('');
}

const Facts = z.strictObject({
  ...Run.pick({ id: true, startedAt: true, source: true, label: true, trust: true }).shape,
  holdsBytes: z.literal([0, 1]),
  bytesWentAt: z.string().nullable(),
});
const FACTS = `SELECT id, started_at AS startedAt, source, label, trust, EXISTS (
  SELECT 1 FROM artifacts WHERE run = runs.id
  AND NOT EXISTS (SELECT 1 FROM tombstones WHERE subject_table = 'artifacts' AND subject = artifacts.id)
) AS holdsBytes, (
  SELECT max(at) FROM artifacts JOIN tombstones ON subject_table = 'artifacts' AND subject = artifacts.id WHERE artifacts.run = runs.id
) AS bytesWentAt FROM runs ORDER BY id`;

function factsOf(path: string): readonly ArchivableRun[] {
  const db = openDatabase(path);
  try {
    const rows = z.array(Facts).parse(db.prepare(FACTS).all());
    return rows.map((row) => ({ ...row, holdsBytes: row.holdsBytes === 1 }));
  } finally {
    db.close();
  }
}

const isNote = ({ source, label }: ArchivableRun): boolean =>
  source === NOTE_LABEL.source && label === NOTE_LABEL.label;

function noteOf(path: string): ArchiveNote | null {
  const db = openDatabase(path);
  try {
    return archiveNote(prepareTables(db));
  } finally {
    db.close();
  }
}

/** Nothing is uploaded unless each row is in exactly one of the two. */
function requireAll(path: string, copies: readonly Readonly<Record<string, number>>[]): void {
  const db = openDatabase(path);
  try {
    for (const table of UNION_TABLES) {
      const rows = z.int().parse(db.prepare(`SELECT count(*) FROM ${table}`).pluck().get());
      if (copies.reduce((sum, copied) => sum + (copied[table] ?? 0), 0) !== rows) throw lost(path, table);
    }
  } finally {
    db.close();
  }
}

function lost(where: string, table: string): InfrastructureError {
  return new InfrastructureError({
    what: `the history could not be taken apart: not all rows of ${table} would be in one of the two parts`,
    where,
    remedy: 'Nothing was changed. Report it.',
  });
}
