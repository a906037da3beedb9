import { z } from 'zod';
import type { Run } from '../../schemas/run.ts';
import { canonicalJson } from '../../schemas/text/canonical-json.ts';
import type Database from 'better-sqlite3';
import type { HistoryLog } from '../log.ts';
import { createSayings, finalOutcome, laterSaying, newestOutcomes } from '../read/outcome-examples.ts';
import { NOTE_MEDIA } from '../tables/artifacts.ts';
import { NOTE_LABEL } from '../tables/runs.ts';
import type { Tables } from '../tables/tables.ts';
import { stepKey } from '../write/record-coordination.ts';
import { type ArchivedOutcome, type ArchiveNote, changeMark } from './archive-note.ts';
import type { ArchivableRun } from './leaving-runs.ts';

/** A log from which runs leave into an archive, or an archive that no note tells of. */
export interface LeftLog {
  readonly db: Database.Database;
  readonly tables: Tables;
  readonly leaving: readonly ArchivableRun[];
}

const Published = z.strictObject({ concern: z.string(), run: z.string() });
const PUBLISHED = `SELECT concern, run FROM decisions
  WHERE state IN ('inline', 'file', 'summary') AND concern IS NOT NULL ORDER BY concern, run`;

/** The marks of the pull requests among some runs, in one text. */
export function marksOf(runs: readonly Pick<Run, 'source' | 'label'>[]): string {
  const changes = runs.filter(({ source }) => source === 'pull-request').map(changeMark);
  return [...new Set(changes)].toSorted().join('');
}

/**
 * What a note says once some runs have left: the newest outcomes of before and of them, and how each concern was published last that an outcome is
 * about, or that was published by a run that stays as well: of two sayings the later one counts, wherever it lies.
 */
export function leaveBehind(before: ArchiveNote | null, left: readonly LeftLog[]): Omit<ArchiveNote, 'parts'> {
  const outcomes = keptOutcomes([...(before?.outcomes ?? []), ...left.flatMap(outcomesOf)]);
  const wanted = new Set(outcomes.map(({ concern }) => concern));
  const sayings = new Map(Object.entries(before?.sayings ?? {}));
  for (const { db, tables, leaving } of left) {
    const gone = new Set(leaving.map(({ id }) => id));
    const last = createSayings(tables);
    const concerns = new Set<string>();
    for (const row of db.prepare(PUBLISHED).iterate()) {
      const { concern, run } = Published.parse(row);
      if (gone.has(run)) concerns.add(concern);
      else wanted.add(concern);
    }
    for (const concern of concerns) {
      const saying = wanted.has(concern) ? last.last(concern) : null;
      const later = laterSaying(sayings.get(concern) ?? null, saying !== null && gone.has(saying.run) ? saying : null);
      if (later !== null) sayings.set(concern, later);
    }
  }
  const kept = [...sayings].filter(([concern]) => wanted.has(concern));
  return { schemaVersion: 1, generation: (before?.generation ?? 0) + 1, outcomes, sayings: Object.fromEntries(kept) };
}

/** As many as a fit looks at of those that count everywhere, and of those that count on one's own machine. */
function keptOutcomes(outcomes: readonly ArchivedOutcome[]): ArchivedOutcome[] {
  return [false, true].flatMap((isLocal) => newestOutcomes(outcomes.filter(({ local }) => local === isLocal)));
}

function outcomesOf({ tables, leaving }: LeftLog): ArchivedOutcome[] {
  return leaving.flatMap(({ id, trust }) =>
    tables.outcomes
      .ofRun(id)
      .flatMap(finalOutcome)
      .map((outcome) => ({ ...outcome, local: trust === 'local' })),
  );
}

/** Writes a note down, in a run of its own that no retention takes the bytes of. */
export function recordNote(log: Pick<HistoryLog, 'startRun'>, note: ArchiveNote): void {
  const run = log.startRun({
    ...NOTE_LABEL,
    docketVersion: NOTE_VERSION,
    coordinatorVersion: NOTE_VERSION,
    baseCommit: null,
    headCommit: null,
    trust: 'trusted',
    configDigest: stepKey(NOTE_LABEL),
  });
  run.putArtifact(Buffer.from(canonicalJson(note)), NOTE_MEDIA);
  run.finish('finished', `${note.parts.length} archives`);
}

/** Nothing was reviewed and nothing decided: what counts is the version that stands in the note. */
const NOTE_VERSION = '0';
